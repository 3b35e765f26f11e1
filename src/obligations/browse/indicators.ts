/** Indicators by name, with the value that counts. */
import { sql } from 'kysely'
import { NotFound, type Tx, upTo } from '../../store/index.ts'

/** A page of indicators with their latest shared value, which is looked for on the page's rows only. */
export async function listIndicators(tx: Tx, page: { limit: number; offset: number }) {
  const { rows: counts } = await sql<{ total: number }>`select count(*)::int as total from followup.indicator`.execute(
    tx,
  )
  const { rows } = await sql<ListedIndicator>`
    with i as materialized (
      select i.name, i.class, i.numerator, i.unit, i.target from followup.indicator i order by i.name ${upTo(page.limit, page.offset)}
    )
    select i.*, v.value as latest_value, v.period as latest_period
    from i left join lateral (
      select v.value, v.period from followup.indicator_value v
      where v.indicator = i.name and v.superseded_by is null and v.audience in ('public', 'officials')
      order by v.period desc, v.entered_at desc limit 1
    ) v on true
    order by i.name`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

export interface ListedIndicator {
  readonly name: string
  readonly class: string
  readonly numerator: string
  readonly unit: string
  readonly target: string | null
  readonly latest_value: string | null
  readonly latest_period: string | null
}

/** One indicator and the obligations that it measures. */
export async function indicatorOf(tx: Tx, name: string) {
  const indicator = await tx.selectFrom('indicator').selectAll().where('name', '=', name).executeTakeFirst()
  if (indicator === undefined) throw new NotFound()
  const obligations = await tx
    .selectFrom('obligation_indicator as l')
    .innerJoin('obligation as o', 'o.id', 'l.obligation')
    .select(['o.code', 'o.summary'])
    .where('l.indicator', '=', name)
    .orderBy('o.position')
    .execute()
  return { indicator, obligations }
}
/** Values of an indicator by period, the earliest first, as far as the reader may see them. */
export function seriesOf(tx: Tx, indicator: string) {
  return tx
    .selectFrom('indicator_value as v')
    .leftJoin('evidence as e', 'e.id', 'v.evidence')
    .select([
      'v.id',
      'v.period',
      'v.value',
      'v.provenance',
      'v.computed_from',
      'v.note',
      'v.audience',
      'v.demonstration',
      'v.entered_at',
      'e.id as evidence',
      'e.title as evidence_title',
      'e.url as evidence_url',
    ])
    .where('v.indicator', '=', indicator)
    .where('v.superseded_by', 'is', null)
    .orderBy('v.period')
    .execute()
}
