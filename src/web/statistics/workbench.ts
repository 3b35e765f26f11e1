/** The statistician's workbench: what is declared, the last period that is over, what was computed of it and where it stands. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  computeSeries,
  lackingItems,
  metadataOf,
  seriesIn,
  stoppedOver,
  tableNamed,
  tablesNamed,
  writtenBySeries,
} from '../../statistics/index.ts'
import { Invalid, NotFound, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { refusedNotice } from '../parts/refused-notice.ts'
import { periodIn, titleOf } from '../parts/released-table.ts'
import { panel } from '../parts/summary.ts'
import { calendarOf } from './release-calendar.ts'
import { openStatistics } from './room.ts'
import { type KnownRun, seriesRow } from './series-row.ts'

export async function workbenchPage(exchange: Exchange, refusal: StepRefused | null = null): Promise<Html> {
  refuseOthers(exchange)
  const { t, named } = exchange.texts
  const statistics = openStatistics(exchange)
  const { runs, calendar, written, stopped } = await exchange.read(async (tx) => ({
    runs: await tx
      .selectFrom('table_run')
      .select(['id', 'table_name', 'period', 'state', 'made_at', 'made_by'])
      .orderBy('made_at', 'desc')
      .limit(2000)
      .execute(),
    calendar: await calendarOf(exchange, tx),
    written: await writtenBySeries(tx),
    stopped: await stoppedOver(tx, statistics),
  }))
  return page(exchange, {
    title: t('tables.workbench'),
    trail: [{ href: '/tables', text: t('nav.tables') }],
    body: [
      html`${doneBanner(exchange)}${refusal === null ? '' : refusedNotice(exchange.texts, [named(`refused.${refusal.rule}`, refusal.data)])}${stopped.map((procedure) => html`<div class="govuk-inset-text">${t('refused.probing')} <a class="govuk-link" href="/tables/refusals/${procedure}">${procedure}</a></div>`)}<p class="govuk-body-l">${t('tables.workbench-lead')}</p><p class="govuk-body"><a class="govuk-link" href="/tables/calendar">${t('tables.calendar')}</a></p><p class="govuk-body"><a class="govuk-link" href="/tables/p-table">${t('form.p-table.title')}</a></p>`,
      waitingPart(exchange, runs),
      table(
        t('tables.declared'),
        [
          { heading: t('tables.table') },
          { heading: t('tables.period') },
          { heading: t('tables.runs') },
          { heading: t('tables.compute') },
        ],
        seriesIn(statistics.tables).map((series) =>
          seriesRow(exchange, series, {
            runs,
            calendar,
            isDescribed: lackingItems(statistics, metadataOf(written.get(series.name) ?? [])).length === 0,
          }),
        ),
      ),
    ],
  })
}

/** What a second statistician has to look at, and what waits for another than the reader; of a series one line a period. */
function waitingPart(exchange: Exchange, runs: readonly (KnownRun & { readonly made_by: string })[]): Html | string {
  const { t } = exchange.texts
  const newest = Map.groupBy(runs, (run) => `${run.table_name} ${run.period}`)
  const waiting = [...newest.values()].flatMap(([run]) => (run?.state === 'gated' ? [run] : []))
  if (waiting.length === 0) return ''
  const lines = Map.groupBy(waiting, (run) => `${tableNamed(run.table_name)?.series ?? run.table_name} ${run.period}`)
  return panel(
    'next',
    t('tables.waiting'),
    html`<ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">${[...lines.values()].flatMap((own) => {
      const [run] = own
      if (run === undefined) return []
      const series = tableNamed(run.table_name)?.series
      const address = series === undefined ? `/tables/runs/${run.id}` : `/tables/series/${series}/${run.period}`
      const isOwn = own.every(({ made_by }) => made_by === exchange.viewer.account)
      return html`<li><a class="govuk-link" href="${address}">${titleOf(exchange, series ?? run.table_name)}, ${periodIn(exchange, run.period)}</a>${own.length > 1 ? ` (${t('tables.count', { n: own.length })})` : ''}${isOwn ? html`<span class="ob-code">${t('tables.waiting-yours')}</span>` : ''}</li>`
    })}</ul>`,
  )
}

const Asked = z.object({ table: z.string().max(80), period: z.string().trim().max(10) })

export async function compute(exchange: Exchange): Promise<Response | Html> {
  refuseOthers(exchange)
  const asked = Asked.safeParse(await exchange.context.req.parseBody())
  if (!asked.success) throw new NotFound()
  try {
    const { table: series, period } = asked.data
    const statistics = openStatistics(exchange)
    const [run, ...more] = await computeSeries(statistics, exchange.viewer, { series, period }, exchange.today)
    const isOne = more.length === 0 && tablesNamed(statistics.tables, series).length === 1
    const address = isOne && run !== undefined ? `/tables/runs/${run.id}` : `/tables/series/${series}/${period}`
    return exchange.context.redirect(`${address}?done=table.computed`, 303)
  } catch (error) {
    const refusal =
      error instanceof Invalid ? new StepRefused(`period-${error.problems[0]?.rule ?? 'not-over'}`) : error
    if (!(refusal instanceof StepRefused)) throw error
    exchange.context.status(error instanceof Invalid ? 422 : 409)
    return workbenchPage(exchange, refusal)
  }
}

/** To every other officer there is no such page. */
export function refuseOthers({ viewer }: Exchange): void {
  if (viewer.duty?.role !== 'statistician') throw new NotFound()
}
