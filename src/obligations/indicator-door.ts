/**
 * The door through which a figure computed elsewhere in the system arrives, by the indicator's name. The statistics
 * room calls it when a table is released, after disclosure control: what comes in here is shown as it is.
 */
import { Invalid, StepRefused, type Tx } from '../store/index.ts'
import { lockIndicator, supersedeEarlier } from './indicator-value.ts'
import { fits, parsePeriod } from './period.ts'

export interface ComputedValue {
  readonly indicator: string
  /** "2024" or "2024-Q3", as long as the indicator's own. */
  readonly period: string
  /** Null for an empty denominator: "no cases", never 0 % and never 100 %. */
  readonly value: number | null
  /** By "dimension=code", joined by commas: {"sex=female": 12}. Null where disclosure control hides the cell. */
  readonly breakdown: Readonly<Record<string, number | null>>
  /** What computed it, from what: {"table": "DET-2", "release": "2025-04-01"}. */
  readonly computedFrom: Readonly<Record<string, string | number>>
  /** `public` as soon as its table is released; `officials` for a figure still under review. */
  readonly audience: 'public' | 'officials'
}

/**
 * Takes the value in; a recomputed one supersedes it. `unchanged` where the same value from the same source stands
 * already, so that a release may be replayed.
 *
 * Refuses an unknown name (NotFound), a period of another length (Invalid), and an indicator with a typed value for the
 * period (StepRefused `typed-value-stands`): figures of two kinds are not mixed silently. A person withdraws one first.
 *
 * ```ts
 * await asActor(store.web, systemReader('statistics'), 'release.publish', (tx) =>
 *   acceptComputedValue(tx, { indicator: 'detention-review-within-24-hours', period: '2025-Q1', value: 97.5,
 *     breakdown: { 'sex=female': 98 }, computedFrom: { table: 'DET-2' }, audience: 'public' }))
 * ```
 */
export async function acceptComputedValue(tx: Tx, given: ComputedValue): Promise<'accepted' | 'unchanged'> {
  const indicator = await lockIndicator(tx, given.indicator)
  refuseUnfit(indicator.period, given)
  const standing = await tx
    .selectFrom('indicator_value')
    .select(['id', 'value', 'breakdown', 'provenance', 'computed_from', 'audience'])
    .where('indicator', '=', given.indicator)
    .where('period', '=', given.period)
    .where('superseded_by', 'is', null)
    .where('audience', 'in', ['public', 'officials'])
    .execute()
  if (standing.some(({ provenance }) => provenance === 'typed'))
    throw new StepRefused('typed-value-stands', { indicator: given.indicator, period: given.period })
  if (standing.some((value) => isSame(value, given))) return 'unchanged'
  const { id } = await tx
    .insertInto('indicator_value')
    .values({
      indicator: given.indicator,
      period: given.period,
      value: given.value,
      breakdown: JSON.stringify(given.breakdown),
      provenance: 'computed',
      computed_from: JSON.stringify(given.computedFrom),
      audience: given.audience,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await supersedeEarlier(tx, { id, ...given })
  return 'accepted'
}

/** Whether the name leads to an indicator, for a table to be checked before it is computed. */
export async function isIndicator(tx: Tx, name: string): Promise<boolean> {
  return (await tx.selectFrom('indicator').select('name').where('name', '=', name).executeTakeFirst()) !== undefined
}

function refuseUnfit(indicatorPeriod: string, given: ComputedValue): void {
  const period = parsePeriod(given.period)
  if (period === null || !fits(period, indicatorPeriod))
    throw new Invalid([{ field: 'period', rule: `not-a-${indicatorPeriod}` }])
  if (given.value !== null && !Number.isFinite(given.value))
    throw new Invalid([{ field: 'value', rule: 'not-a-number' }])
  if (Object.keys(given.computedFrom).length === 0) throw new Invalid([{ field: 'computedFrom', rule: 'required' }])
}

interface Standing {
  readonly value: string | null
  readonly breakdown: unknown
  readonly computed_from: unknown
  readonly audience: string
}

function isSame(standing: Standing, given: ComputedValue): boolean {
  const value = standing.value === null ? null : Number(standing.value)
  return (
    value === given.value &&
    standing.audience === given.audience &&
    sorted(standing.breakdown) === sorted(given.breakdown) &&
    sorted(standing.computed_from) === sorted(given.computedFrom)
  )
}

function sorted(record: unknown): string {
  return JSON.stringify(Object.entries(record ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
