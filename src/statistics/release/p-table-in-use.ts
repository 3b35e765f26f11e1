/** The p-table of the State: made once from its parameters, stored with its hash, and read back from there for ever after. */
import { asActor, asReader, type Tx } from '../../store/index.ts'
import { canonicalPTable, fingerprintOf, makePTable, type PTable, readPTable } from '../perturbation/p-table.ts'
import { DEFAULTS } from '../perturbation/parameters.ts'
import type { Period } from '../vocabulary/period.ts'
import { STATISTICS_READER, type Statistics } from './statistics.ts'

/**
 * That of a period: the newest whose first period is not later. The first is version 1, made when it is first asked for; a period
 * keeps its version for good, so that nobody draws its noise a second time (statistics.md 2.3).
 */
export async function pTableFor({ store }: Pick<Statistics, 'store'>, { from }: Pick<Period, 'from'>): Promise<PTable> {
  return asActor(store.web, STATISTICS_READER, 'p-table.make', async (tx) => {
    const known = await storedPTable(tx, from)
    if (known !== null) return known
    const made = makePTable(DEFAULTS, '1')
    const { version } = made
    const row = { version, canonical: canonicalPTable(made), sha256: fingerprintOf(made) }
    await tx
      .insertInto('p_table')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return (await storedPTable(tx, from)) ?? made
  })
}

/** A p-table of the State by its version. Throws where there is none, or it is not the one whose hash was kept. */
export async function pTableOf({ store }: Pick<Statistics, 'store'>, version: string): Promise<PTable> {
  const row = await asReader(store.web, STATISTICS_READER, (tx) =>
    tx.selectFrom('p_table').selectAll().where('version', '=', version).executeTakeFirstOrThrow(),
  )
  return readPTable(row.canonical, row.sha256)
}

async function storedPTable(tx: Tx, on: Temporal.PlainDate): Promise<PTable | null> {
  const row = await tx
    .selectFrom('p_table')
    .selectAll()
    .where('since', '<=', on.toString())
    .orderBy('since', 'desc')
    .executeTakeFirst()
  return row === undefined ? null : readPTable(row.canonical, row.sha256)
}
