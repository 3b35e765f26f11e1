/**
 * The door through which a figure computed elsewhere in the system arrives, by the indicator's name. The statistics
 * room calls it when a table is released, after disclosure control: what comes in here is shown as it is.
 */
import { Invalid, StepRefused, type Tx } from '../store/index.ts'
import { refuseForeignDimensions } from './indicator.ts'
import { lockIndicator, supersedeEarlier } from './indicator-value.ts'
import { fits, parsePeriod } from './period.ts'

/** In the place of a table's name, of figures that are made of the releases themselves. No table is called so. */
export const RELEASE_CALENDAR = 'calendar'

/** What computed a figure, from what: enough to do it again and get the same. */
export interface Provenance {
  /** Id of the statistical table: "DET-2"; or the calendar of releases. */
  readonly table: string
  /** The frozen release that the cells were taken from: "2025-04-01", or with its erratum "2025-04-01.2"; of the calendar its year. */
  readonly release: string
  /** Version of the formula over those cells. */
  readonly formula: string | number
  /** The cells that the figure is made of, by measure and place: "EVENTS IN_TIME=YES"; of the calendar the releases. */
  readonly cells?: readonly string[]
  /** Figures from outside the registers that it is made with, each with its source. */
  readonly outside?: readonly string[]
}

/**
 * No released cell holds 1 to 2 people (the `js` of disclosure control), so no such figure comes from one. Whatever says
 * it does has gone around disclosure control.
 */
export const SMALLEST_HIDDEN = 2

export interface ComputedValue {
  readonly indicator: string
  /** "2024" or "2024-Q3", as long as the indicator's own. */
  readonly period: string
  /** Null for an empty denominator: "no cases", never 0 % and never 100 %. */
  readonly value: number | null
  /** By "dimension=code", joined by commas: {"sex=female": 12}. Null where disclosure control hides the cell. */
  readonly breakdown: Readonly<Record<string, number | null>>
  /** How many cases were looked at, protected as the figure is: a zero is earned by looking. Null where that is not known. */
  readonly base?: number | null
  readonly computedFrom: Provenance
  /** Published without noise: what the State did, where a true 1 is told as 1 (statistics.md 2.8). */
  readonly isExact?: boolean
  /** `public` as soon as its table is released; `officials` for a figure still under review. */
  readonly audience: 'public' | 'officials'
}

/**
 * Takes the value in; a recomputed one supersedes it. `unchanged` where the same value from the same source stands
 * already, so that a release may be replayed.
 *
 * Refuses a person who calls it (StepRefused `computed-by-a-person`, a trigger's), an unknown name (NotFound), a period of
 * another length, an unknown dimension, a small cell, a source without table, release or formula (Invalid), and an indicator with a typed value for the
 * period (StepRefused `typed-value-stands`): figures of two kinds are not mixed silently. Where released tables feed the
 * indicator, what was typed earlier is superseded, and stays readable as what it was.
 *
 * ```ts
 * await asActor(store.web, systemReader('statistics'), 'release.publish', (tx) =>
 *   acceptComputedValue(tx, { indicator: 'detention-review-within-24-hours', period: '2025-Q1', value: 97.5,
 *     breakdown: { 'sex=female': 98 }, computedFrom: { table: 'DET-2', release: '2025-04-01', formula: 1 }, audience: 'public' }))
 * ```
 */
export async function acceptComputedValue(tx: Tx, given: ComputedValue): Promise<'accepted' | 'unchanged'> {
  const indicator = await lockIndicator(tx, given.indicator)
  refuseUnfit(indicator, given)
  const standing = await tx
    .selectFrom('indicator_value')
    .select(['id', 'value', 'breakdown', 'provenance', 'computed_from', 'audience', 'base', 'withdrawn_on'])
    .where('indicator', '=', given.indicator)
    .where('period', '=', given.period)
    .where('superseded_by', 'is', null)
    .where('audience', 'in', ['public', 'officials'])
    .execute()
  if (indicator.fed_by === null && standing.some(({ provenance }) => provenance === 'typed'))
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
      base: given.base ?? null,
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

interface Definition {
  readonly period: string
  readonly unit: string
  readonly disaggregation: readonly string[]
}

function refuseUnfit(indicator: Definition, given: ComputedValue): void {
  const period = parsePeriod(given.period)
  if (period === null || !fits(period, indicator.period))
    throw new Invalid([{ field: 'period', rule: `not-a-${indicator.period}` }])
  const figures = [given.value, given.base ?? null, ...Object.values(given.breakdown)]
  if (figures.some((figure) => figure !== null && !Number.isFinite(figure)))
    throw new Invalid([{ field: 'value', rule: 'not-a-number' }])
  if ([given.computedFrom.table, given.computedFrom.release, given.computedFrom.formula].some((part) => !part))
    throw new Invalid([{ field: 'computedFrom', rule: 'required' }])
  refuseForeignDimensions(indicator, given.breakdown)
  const counted = indicator.unit === 'count' ? [given.value, ...Object.values(given.breakdown)] : []
  if (given.isExact !== true && [...counted, given.base ?? null].some(isSmall))
    throw new Invalid([{ field: 'value', rule: 'small-cell' }])
}

function isSmall(count: number | null): boolean {
  return count !== null && count > 0 && count <= SMALLEST_HIDDEN
}

interface Standing {
  readonly value: string | null
  readonly breakdown: unknown
  readonly computed_from: unknown
  readonly audience: string
  readonly base: string | null
  readonly withdrawn_on: string | null
}

function isSame(standing: Standing, given: ComputedValue): boolean {
  return (
    standing.withdrawn_on === null &&
    figureOf(standing.value) === given.value &&
    figureOf(standing.base) === (given.base ?? null) &&
    standing.audience === given.audience &&
    sorted(standing.breakdown) === sorted(given.breakdown) &&
    sorted(standing.computed_from) === sorted(given.computedFrom)
  )
}

function figureOf(numeric: string | null): number | null {
  return numeric === null ? null : Number(numeric)
}

function sorted(record: unknown): string {
  return JSON.stringify(Object.entries(record ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
