/** Indicators as people look at them: definition, target, the shared series, one's own drafts, and where they stand. */
import { sql } from 'kysely'
import { NotFound, type Tx } from '../store/index.ts'
import { type IndicatorStanding, standingOf } from './indicator-standing.ts'

export interface SeriesPoint {
  readonly id: string
  readonly period: string
  /** Null: no cases, or withdrawn. */
  readonly value: string | null
  /** Since when there is none, though there was one; why is the note. */
  readonly withdrawn_on: string | null
  /** How many cases were looked at, where that is known. */
  readonly base: string | null
  readonly breakdown: Readonly<Record<string, number | null>>
  readonly provenance: 'typed' | 'computed'
  readonly evidence: string | null
  readonly computed_from: Readonly<Record<string, unknown>> | null
  readonly note: string | null
  readonly audience: string
  readonly demonstration: boolean
}

export interface ShownIndicator {
  readonly name: string
  readonly class: string
  readonly numerator: string
  readonly denominator: string | null
  readonly period: string
  readonly unit: string
  readonly disaggregation: readonly string[]
  readonly direction: string
  readonly source: string | null
  readonly baseline: string | null
  readonly baseline_on: string | null
  readonly target: string | null
  readonly target_from: string
  /** The table whose releases bring its figures; null where people type them. */
  readonly fed_by: string | null
  readonly version: number
  /** One point a period, oldest first: what the chart draws and its table lists. */
  readonly series: readonly SeriesPoint[]
  /** Values that the reader's institution has not shared yet; they count for nothing. */
  readonly drafts: readonly SeriesPoint[]
  readonly latest: SeriesPoint | null
  readonly standing: IndicatorStanding
}

/** The indicators that count for an obligation, with all their values: two queries. */
export async function indicatorsOf(tx: Tx, obligation: string): Promise<readonly ShownIndicator[]> {
  const names = await tx
    .selectFrom('obligation_indicator')
    .select('indicator')
    .where('obligation', '=', obligation)
    .execute()
  return shown(
    tx,
    names.map(({ indicator }) => indicator),
  )
}

/** One indicator, and the obligations it counts for. */
export async function findIndicator(tx: Tx, name: string) {
  const [indicator] = await shown(tx, [name])
  if (indicator === undefined) throw new NotFound()
  const obligations = await tx
    .selectFrom('obligation_indicator as b')
    .innerJoin('obligation as o', 'o.id', 'b.obligation')
    .select(['o.code', 'o.summary', 'o.state'])
    .where('b.indicator', '=', name)
    .orderBy('o.position')
    .orderBy('o.code')
    .execute()
  return { ...indicator, obligations }
}

/** Every value that an indicator ever had for a period, the one that counts first: corrections stay visible. */
export function valuesOf(tx: Tx, indicator: string, period: string) {
  return tx
    .selectFrom('indicator_value as v')
    .leftJoin('account as a', 'a.id', 'v.entered_by')
    .select([
      'v.id',
      'v.period',
      'v.value',
      'v.provenance',
      'v.evidence',
      'v.note',
      'v.audience',
      'v.entered_at',
      'v.superseded_by',
      'a.name as entered_by',
    ])
    .where('v.indicator', '=', indicator)
    .where('v.period', '=', period)
    .orderBy(sql`v.superseded_by is not null`)
    .orderBy('v.entered_at', 'desc')
    .execute()
}

export interface EveryValue extends SeriesPoint {
  readonly evidence_title: string | null
  readonly evidence_url: string | null
  readonly entered_by: string | null
  readonly entered_at: Temporal.Instant
  readonly superseded_by: string | null
  /** Code of the institution that confirmed what was typed. */
  readonly confirmed_by: string | null
  readonly confirmed_at: Temporal.Instant | null
}

/** Every value that the reader may see, superseded ones too, the latest period first and in it what counts first. */
export function everyValueOf(tx: Tx, indicator: string): Promise<readonly EveryValue[]> {
  return tx
    .selectFrom('indicator_value as v')
    .leftJoin('evidence as e', 'e.id', 'v.evidence')
    .leftJoin('account as a', 'a.id', 'v.entered_by')
    .leftJoin('confirmation as c', 'c.indicator_value', 'v.id')
    .select(['v.id', 'v.period', 'v.value', 'v.base', 'v.note', 'v.audience', 'v.demonstration', 'v.withdrawn_on'])
    .select([
      'v.entered_at',
      'v.superseded_by',
      'e.id as evidence',
      'e.title as evidence_title',
      'e.url as evidence_url',
    ])
    .select(['a.name as entered_by', 'c.institution as confirmed_by', 'c.confirmed_at'])
    .select(sql<Record<string, number | null>>`v.breakdown`.as('breakdown'))
    .select(sql<Record<string, unknown> | null>`v.computed_from`.as('computed_from'))
    .select(sql<'typed' | 'computed'>`v.provenance`.as('provenance'))
    .where('v.indicator', '=', indicator)
    .orderBy('v.period', 'desc')
    .orderBy(sql`v.superseded_by is not null`)
    .orderBy('v.entered_at', 'desc')
    .limit(400)
    .execute()
}

async function shown(tx: Tx, names: readonly string[]): Promise<ShownIndicator[]> {
  if (names.length === 0) return []
  const definitions = await tx
    .selectFrom('indicator')
    .selectAll()
    .where('name', 'in', [...names])
    .orderBy('name')
    .execute()
  const points = Map.groupBy(await pointsOf(tx, names), ({ indicator }) => indicator)
  return definitions.map((definition) => {
    const own = points.get(definition.name) ?? []
    const series = own.filter(isShared)
    const latest = series.at(-1) ?? null
    return {
      ...definition,
      series,
      drafts: own.filter((point) => !isShared(point)),
      latest,
      standing: standingOf(definition, latest),
    }
  })
}

/** The newest of each period, apart for shared values and drafts. */
async function pointsOf(tx: Tx, names: readonly string[]): Promise<readonly (SeriesPoint & { indicator: string })[]> {
  const { rows } = await sql<SeriesPoint & { indicator: string }>`
    select distinct on (v.indicator, v.period, v.audience in ('public', 'officials'))
      v.indicator, v.id, v.period, v.value, v.base, v.breakdown, v.provenance, v.evidence, v.computed_from, v.note, v.audience, v.demonstration, v.withdrawn_on::text
    from followup.indicator_value v
    where v.indicator = any (${[...names]}::text[]) and v.superseded_by is null
    order by v.indicator, v.period, v.audience in ('public', 'officials'), v.entered_at desc`.execute(tx)
  return rows
}

function isShared({ audience }: SeriesPoint): boolean {
  return audience === 'public' || audience === 'officials'
}
