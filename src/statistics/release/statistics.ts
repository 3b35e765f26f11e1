/** What computing and releasing tables needs: the store, the login that reads records, and what of the country decides. */
import type { CountryPack } from '../../countries/index.ts'
import type { Firewall, Viewer } from '../../firewall/index.ts'
import { NotFound, type Reader, type Store } from '../../store/index.ts'
import type { Procedures } from '../compute/definition.ts'
import type { Table } from '../vocabulary/table.ts'

export interface Statistics extends Procedures {
  readonly store: Store
  readonly firewall: Pick<Firewall, 'asStatistics'>
  readonly pack: CountryPack
  /** Those declared of procedures that this State runs. */
  readonly tables: readonly Table[]
}

/** To everybody else there is no such thing. */
export function refuseUnlessStatistician(viewer: Viewer): void {
  if (viewer.duty?.role !== 'statistician' || viewer.account === null) throw new NotFound()
}

/** The system itself, at work on tables: sees what is under embargo. */
export const STATISTICS_READER: Reader = {
  actor: 'system:statistics',
  audiences: ['public', 'officials', 'statistics'],
  language: 'en',
}
