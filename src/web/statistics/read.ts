/** Released tables as anybody reads them. */
import { type ReleasedTable, readReleasedTable } from '../../statistics/index.ts'
import { NotFound, type Tx } from '../../store/index.ts'
import { remember } from '../remember.ts'

export interface Listed {
  readonly release: string
  readonly table: string
  readonly period: string
  readonly issuedAt: Temporal.Instant
  readonly isWithdrawn: boolean
  /** Of figures that another body made: whose they are, and which owed tables they answer. */
  readonly outside: Outside | null
}

interface Outside {
  readonly body: string
  readonly title: Readonly<Record<string, string>>
  readonly answers: readonly string[]
}

/** Every release, or those of one table, the newest first; without their figures. */
export async function releases(tx: Tx, table?: string): Promise<readonly Listed[]> {
  const rows = await tx
    .selectFrom('table_release')
    .select(['release', 'table_name', 'period', 'issued_at', 'withdrawn_at', 'outside'])
    .$if(table !== undefined, (query) => query.where('table_name', '=', table ?? ''))
    .orderBy('issued_at', 'desc')
    .execute()
  return rows.map((row) => ({
    release: row.release,
    table: row.table_name,
    period: row.period,
    issuedAt: row.issued_at,
    isWithdrawn: row.withdrawn_at !== null,
    outside: row.outside as unknown as Outside | null, // as takeTable wrote it
  }))
}

export interface Shown {
  readonly table: ReleasedTable
  /** The hashes of the releases that it is made of: the same name the same figures, for ever. */
  readonly hash: string
  readonly withdrawnWhy: string | null
  readonly isDemonstration: boolean
}

/** Released tables are frozen, so each is read once. */
const readOnce = remember(({ document }: { sha256: string; document: unknown }) => readReleasedTable(document), {
  keyOf: ({ sha256 }) => sha256,
  most: 200,
})

/**
 * One release of a table, as it was; or the table as it stands: its newest release, with the periods of the others beside it
 * where their structure is the same. NotFound where nothing was released.
 */
export async function releasedTable(tx: Tx, name: string, release: string | undefined): Promise<Shown> {
  const rows = await tx
    .selectFrom('table_release')
    .selectAll()
    .where('table_name', '=', name)
    .where((where) => (release === undefined ? where('withdrawn_at', 'is', null) : where('release', '=', release)))
    .orderBy('period', 'desc')
    .orderBy('issued_at', 'desc')
    .execute()
  // Each version of a table from outside has all its periods: the last that was taken stands.
  const [row] = rows.toSorted((one, other) =>
    one.import === null ? 0 : Temporal.Instant.compare(other.issued_at, one.issued_at),
  )
  if (row === undefined) throw new NotFound()
  const newest = readOnce(row)
  const earlier = rows
    .filter(({ period }, at) => rows.findIndex((other) => other.period === period) === at)
    .slice(1)
    .map((one) => ({ sha256: one.sha256, table: readOnce(one) }))
    .filter(({ table }) => table.version === newest.version && newest.outside === undefined)
  return {
    table: { ...newest, cells: [...newest.cells, ...earlier.flatMap(({ table }) => table.cells)] },
    hash: [row, ...earlier].map(({ sha256 }) => sha256).join(' '),
    withdrawnWhy: row.withdrawn_why,
    isDemonstration: row.demonstration,
  }
}

export interface ListedFile {
  readonly name: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** The files of a release of a table, without their bytes; none of one that was withdrawn. */
export async function filesOfRelease(
  tx: Tx,
  { release, table }: { readonly release: string; readonly table: string },
): Promise<readonly ListedFile[]> {
  return tx
    .selectFrom('release_file as f')
    .innerJoin('table_release as r', (join) =>
      join.onRef('r.release', '=', 'f.release').onRef('r.table_name', '=', 'f.table_name'),
    )
    .select(['f.name', 'f.sha256', ({ fn }) => fn<number>('octet_length', ['f.bytes']).as('size')])
    .where('f.release', '=', release)
    .where('f.table_name', '=', table)
    .where('r.withdrawn_at', 'is', null)
    .orderBy('f.name')
    .execute()
}

/** A file of a release, or null. */
export async function releaseFile(tx: Tx, release: string, name: string) {
  const row = await tx
    .selectFrom('release_file as f')
    .innerJoin('table_release as r', (join) =>
      join.onRef('r.release', '=', 'f.release').onRef('r.table_name', '=', 'f.table_name'),
    )
    .select(['f.bytes', 'f.media_type', 'f.sha256'])
    .where('f.release', '=', release)
    .where('f.name', '=', name)
    .where('r.withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}
