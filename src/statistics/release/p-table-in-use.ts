/** The p-table of the State: made once from its parameters, stored with its hash, and read back from there for ever after. */
import { asActor, asReader, type Tx } from '../../store/index.ts'
import { canonicalPTable, fingerprintOf, makePTable, type PTable, readPTable } from '../perturbation/p-table.ts'
import { DEFAULTS } from '../perturbation/parameters.ts'
import { STATISTICS_READER, type Statistics } from './statistics.ts'

/** The first is version 1. A change of parameters is a break in every series, and none is made by itself. */
export async function pTableInUse({ store }: Pick<Statistics, 'store'>): Promise<PTable> {
  return asActor(store.web, STATISTICS_READER, 'p-table.make', async (tx) => {
    const known = await storedPTable(tx)
    if (known !== null) return known
    const made = makePTable(DEFAULTS, '1')
    const { version } = made
    const row = { version, canonical: canonicalPTable(made), sha256: fingerprintOf(made) }
    await tx
      .insertInto('p_table')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return (await storedPTable(tx)) ?? made
  })
}

/** A p-table of the State by its version. Throws where there is none, or it is not the one whose hash was kept. */
export async function pTableOf({ store }: Pick<Statistics, 'store'>, version: string): Promise<PTable> {
  const row = await asReader(store.web, STATISTICS_READER, (tx) =>
    tx.selectFrom('p_table').selectAll().where('version', '=', version).executeTakeFirstOrThrow(),
  )
  return readPTable(row.canonical, row.sha256)
}

async function storedPTable(tx: Tx): Promise<PTable | null> {
  const row = await tx.selectFrom('p_table').selectAll().orderBy('made_at', 'desc').executeTakeFirst()
  return row === undefined ? null : readPTable(row.canonical, row.sha256)
}
