/** The list of indicators: narrowed by what they are, whose they are and where they stand, each with the value that counts. */
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../store/index.ts'
import { type IndicatorStanding, STANDINGS } from './indicator-standing.ts'

/** What a list may be narrowed to. `from` says how figures come in: counted by the system, typed by people, or not at all. */
export const IndicatorFilter = z.object({
  text: z.string().max(200).optional(),
  class: z.enum(['structure', 'process', 'outcome']).optional(),
  standing: z.enum(STANDINGS).optional(),
  /** Of an obligation that the indicator answers. */
  institution: z.string().max(40).optional(),
  from: z.enum(['computed', 'typed', 'none']).optional(),
})
export type IndicatorFilter = z.output<typeof IndicatorFilter>

export interface ListedIndicator {
  readonly name: string
  readonly class: string
  readonly numerator: string
  readonly denominator: string | null
  readonly period: string
  readonly unit: string
  readonly direction: string
  readonly baseline: string | null
  readonly target: string | null
  /** Null where no value is shared; its value is null where there was no case. */
  readonly latest: {
    readonly period: string
    readonly value: string | null
    readonly base: string | null
    readonly withdrawn_on: string | null
  } | null
  readonly provenance: 'typed' | 'computed' | null
  readonly demonstration: boolean
  readonly standing: IndicatorStanding
}

/** A page of indicators by name. The standing is worked out by the same rule as `standingOf`. */
export async function listIndicators(
  tx: Tx,
  filter: IndicatorFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ rows: readonly ListedIndicator[]; total: number }> {
  const { rows } = await sql<ListedIndicator & { total: number }>`
    with latest as (
      select distinct on (v.indicator) v.indicator, v.period, v.value, v.base, v.provenance, v.demonstration, v.withdrawn_on
      from followup.indicator_value v
      where v.superseded_by is null and v.audience in ('public', 'officials')
      order by v.indicator, v.period desc, v.entered_at desc
    ), placed as (
      select i.*, l.provenance, coalesce(l.demonstration, false) as demonstration,
        case when l.indicator is not null then jsonb_build_object('period', l.period, 'value', l.value::text, 'base', l.base::text,
          'withdrawn_on', l.withdrawn_on) end as latest,
        case when i.direction = 'context' then 'context' when i.target is null then 'no-target' when l.indicator is null then 'no-value'
          when l.withdrawn_on is not null then 'withdrawn' when l.value is null then 'no-cases'
          when case i.direction when 'up' then l.value >= i.target else l.value <= i.target end then 'at-target' else 'short' end as standing
      from followup.indicator i left join latest l on l.indicator = i.name
    )
    select p.name, p.class, p.numerator, p.denominator, p.period, p.unit, p.direction, p.baseline, p.target, p.latest, p.provenance,
      p.demonstration, p.standing, count(*) over ()::int as total
    from placed p where ${conditions(filter)}
    order by p.name limit ${page.limit} offset ${page.offset}`.execute(tx)
  return { rows, total: rows[0]?.total ?? 0 }
}

function conditions({ text, standing, institution, from, ...filter }: IndicatorFilter): RawBuilder<unknown> {
  const all = [
    text && sql`strpos(lower(concat_ws(' ', p.name, p.numerator, p.denominator)), lower(${text})) > 0`,
    filter.class && sql`p.class = ${filter.class}`,
    standing && sql`p.standing = ${standing}`,
    from === 'none' && sql`p.provenance is null`,
    (from === 'computed' || from === 'typed') && sql`p.provenance = ${from}`,
    institution &&
      sql`exists (select from followup.obligation_indicator b join followup.participation a on a.obligation = b.obligation
        where b.indicator = p.name and a.institution = ${institution})`,
  ]
  return sql.join([sql`true`, ...all.filter((one) => one !== undefined && one !== false && one !== '')], sql` and `)
}
