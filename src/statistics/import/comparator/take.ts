/** Saves comparators, all or none: one transaction, in a person's name. What was there and has not changed stays as it is. */

import { readerOf, type Viewer } from '../../../firewall/index.ts'
import { asActor, type Store } from '../../../store/index.ts'
import { type Comparator, comparatorAt } from '../../figures/comparator.ts'
import { refuseUnlessStatistician } from '../../release/statistics.ts'
import { sha256 } from '../../sha256.ts'

export interface ComparatorFile {
  readonly bytes: Uint8Array
  readonly rows: readonly Comparator[]
}

/** Gives those that are new or have changed. Refuses whoever is no statistician (NotFound). */
export async function takeComparators(
  store: Store,
  viewer: Viewer,
  { bytes, rows }: ComparatorFile,
): Promise<readonly Comparator[]> {
  refuseUnlessStatistician(viewer)
  const file_sha256 = sha256(bytes)
  return asActor(store.web, readerOf(viewer), 'comparator.import', async (tx) => {
    const stored = await tx.selectFrom('comparator').selectAll().forUpdate().execute()
    const there = stored.map((row): Comparator => ({ ...row, value: Number(row.value) }))
    const changed = rows.filter((row) => !isSame(row, comparatorAt(there, row)))
    for (const { name, period, breakdown, ...said } of changed)
      await tx
        .insertInto('comparator')
        .values({ name, period, breakdown, ...said, file_sha256 })
        .onConflict((conflict) =>
          conflict
            .columns(['name', 'period', 'breakdown'])
            .doUpdateSet(({ fn }) => ({ ...said, file_sha256, imported_at: fn<string>('now') })),
        )
        .execute()
    return changed
  })
}

function isSame(one: Comparator, other: Comparator | undefined): boolean {
  return (['value', 'base', 'source', 'dated', 'licence'] as const).every((part) => one[part] === other?.[part])
}
