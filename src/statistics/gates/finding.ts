/** What a gate answers: rule, dimension and category, never a count. A statistician reads it; nobody else does. */
import type { At, TableDefinition } from './definition.ts'

export type Rule =
  | 'population'
  | 'smallCategory'
  | 'area'
  | 'secondSet'
  | 'time'
  | 'overlap'
  | 'dimensions'
  | 'cells'
  | 'meanCellSize'
  | 'smallCells'
  | 'structuralZero'
  | 'differencing'
  | 'oneCategory'
  | 'nearlyOneCategory'
  | 'smallGroup'
  | 'averaging'
  | 'certain'
  | 'forbidden'
  | 'hiddenGroup'
  | 'place'
  | 'firewall'
  | 'notStated'
  | 'exact'
  | 'outside'

/** The nearest thing that would pass. */
export type Cure =
  | { readonly kind: 'coarser'; readonly dimension: string; readonly level: number }
  | { readonly kind: 'samePopulation'; readonly table: string }
  /** `into`: the area that is declared for it, or one further on, that would be large enough with all that goes there. */
  | { readonly kind: 'merge'; readonly dimension: string; readonly category: string; readonly into?: string }
  | { readonly kind: 'fewerMargins' }

export interface Finding {
  /** A refusal stands; what is asked, a statistician decides with a reason. */
  readonly verdict: 'refuse' | 'ask'
  readonly rule: Rule
  readonly table: string
  readonly dimension?: string
  readonly at?: At
  /** The cell that the one at `at` must not be compared with. */
  readonly other?: { readonly table: string; readonly at: At }
  readonly cure?: Cure
}

export type Verdict = 'pass' | 'ask' | 'refuse'

export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some(({ verdict }) => verdict === 'refuse')) return 'refuse'
  return findings.length > 0 ? 'ask' : 'pass'
}

export function refusal({ id }: Pick<TableDefinition, 'id'>, rule: Rule, more: Partial<Finding> = {}): Finding {
  return { verdict: 'refuse', rule, table: id, ...more }
}

/** Refused definitions over one population in a day, after which a second statistician looks before the next run. */
const PROBES = 50

/** Whether another run is allowed: whoever asks again and again is looking for the limit. */
export function mayRunAgain(refusedToday: number): boolean {
  return refusedToday <= PROBES
}
