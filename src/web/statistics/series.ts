/** All tables of a series for one period: figures, findings and state of each; and their review, answered once for those that it takes in. */
import { html } from 'hono/html'
import {
  type Finding,
  type ProtectedCell,
  periodNamed,
  reviewSeries,
  type Series,
  SeriesReview,
  seriesIn,
} from '../../statistics/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { periodIn, titleOf } from '../parts/released-table.ts'
import type { Route } from '../route.ts'
import { cellName } from './cell-name.ts'
import { openStatistics } from './room.ts'
import { dayNamed } from './run-page.ts'
import { newestOf, stateOfAll } from './series-row.ts'
import { refuseOthers } from './workbench.ts'

interface SeriesRun {
  readonly id: string
  readonly table_name: string
  readonly period: string
  readonly state: string
  readonly version: number
  readonly made_by: string
  readonly findings: readonly Finding[]
  readonly cells: readonly ProtectedCell[]
  /** Of the last period that was released before. */
  readonly before: readonly ProtectedCell[]
}

interface Opened {
  readonly series: Series
  readonly period: string
  /** The newest of each table. */
  readonly runs: readonly SeriesRun[]
}

/** NotFound of what is no series, no period of it, or of which nothing was computed. */
async function openSeries(exchange: Exchange): Promise<Opened> {
  refuseOthers(exchange)
  const { series: name, period = '' } = exchange.context.req.param()
  const series = seriesIn(openStatistics(exchange).tables).find((one) => one.name === name)
  if (series === undefined || periodNamed(period, series.tables[0]?.frequency ?? 'A') === null) throw new NotFound()
  const names = series.tables.map((one) => one.name)
  const { runs, before } = await exchange.read(async (tx) => ({
    runs: await tx
      .selectFrom('table_run')
      .distinctOn('table_name')
      .select(['id', 'table_name', 'period', 'state', 'version', 'made_by', 'findings', 'cells'])
      .where('table_name', 'in', names)
      .where('period', '=', period)
      .orderBy('table_name')
      .orderBy('made_at', 'desc')
      .execute(),
    before: await tx
      .selectFrom('table_run')
      .distinctOn('table_name')
      .select(['table_name', 'cells'])
      .where('table_name', 'in', names)
      .where('period', '<', period)
      .where('state', '=', 'released')
      .orderBy('table_name')
      .orderBy('period', 'desc')
      .execute(),
  }))
  if (runs.length === 0) throw new NotFound()
  const cellsOf = (run: { readonly cells: unknown } | undefined) => (run?.cells ?? []) as readonly ProtectedCell[] // as computeTable wrote them
  return {
    ...{ series, period },
    runs: newestOf(series, runs).map((run) => ({
      ...run,
      findings: run.findings as unknown as readonly Finding[], // as computeTable wrote them
      cells: cellsOf(run),
      before: cellsOf(before.find(({ table_name }) => table_name === run.table_name)),
    })),
  }
}

export async function seriesPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const opened = await openSeries(exchange)
  const { series, period, runs } = opened
  const waiting = runs.filter(({ state }) => state === 'gated')
  const address = `/tables/series/${series.name}/${period}`
  return page(exchange, {
    title: `${titleOf(exchange, series.name)}, ${periodIn(exchange, period)}`,
    trail: trailOf(exchange),
    body: html`${doneBanner(exchange)}<p class="govuk-body-l">${stateOfAll(exchange, series, runs)}</p>
${runTable(exchange, opened, runs)}${
  waiting.length === 0
    ? ''
    : reviewable(exchange, opened).length === 0
      ? html`<p class="govuk-inset-text">${t('tables.another-reviews')}</p>`
      : html`<p class="govuk-body"><a class="govuk-button" href="${address}/review">${t('tables.review')}</a></p>`
}`,
  })
}

/** Those that wait for a review, and that the reader did not make. */
function reviewable({ viewer }: Exchange, { runs }: Opened): readonly SeriesRun[] {
  return runs.filter(({ state, made_by }) => state === 'gated' && made_by !== viewer.account)
}

function runTable(exchange: Exchange, { series, period }: Opened, runs: readonly SeriesRun[]): Html {
  const { t, named } = exchange.texts
  return table(
    titleOf(exchange, series.name),
    [
      { heading: t('tables.table') },
      { heading: periodIn(exchange, period), numeric: true },
      { heading: t('tables.before'), numeric: true },
      { heading: t('tables.state') },
      { heading: t('tables.findings') },
    ],
    runs.map((run) => [
      html`<a class="govuk-link" href="/tables/runs/${run.id}">${titleOf(exchange, run.table_name)}</a>`,
      figures(exchange, run.cells),
      figures(exchange, run.before),
      named(`run-state.${run.state}`),
      [
        ...new Set(
          run.findings.map(({ rule, verdict }) => `${named(`gate.${rule}`)}: ${named(`gate-verdict.${verdict}`)}`),
        ),
      ].join(', ') || t('site.none'),
    ]),
  )
}

/** One figure alone; several each with its place. */
function figures(exchange: Exchange, cells: readonly ProtectedCell[]): Html | string {
  const { number } = exchange.texts
  const shown = (value: number | null) => (value === null ? '[low]' : number(value))
  const [only, ...more] = cells
  if (only === undefined || more.length === 0) return only === undefined ? '–' : shown(only.value)
  return html`${cells.map(({ at, value }) => html`<div>${cellName(exchange, at)}: ${shown(value)}</div>`)}`
}

function trailOf({ texts: { t } }: Exchange) {
  return [
    { href: '/tables', text: t('nav.tables') },
    { href: '/tables/workbench', text: t('tables.workbench') },
  ]
}

export function seriesReviewRoutes(): Route[] {
  return formRoutes({
    path: '/tables/series/:series/:period/review',
    who: ['officer'],
    name: 'review',
    schema: SeriesReview,
    long: ['harm', 'recognition', 'coarser', 'reason'],
    load: async (exchange) => {
      const opened = await openSeries(exchange)
      const { series, period } = opened
      const runs = reviewable(exchange, opened)
      const [first] = runs
      if (first === undefined) throw new NotFound()
      const asChoice = ({ id, version }: SeriesRun) => `${id} ${version}`
      return {
        title: `${exchange.texts.t('tables.review')}: ${titleOf(exchange, series.name)}, ${periodIn(exchange, period)}`,
        trail: [
          ...trailOf(exchange),
          { href: `/tables/series/${series.name}/${period}`, text: periodIn(exchange, period) },
        ],
        before: runTable(exchange, opened, runs),
        choices: { runs: runs.map((run) => ({ value: asChoice(run), text: titleOf(exchange, run.table_name) })) },
        values: { runs: runs.map(asChoice), release_on: await dayNamed(exchange, first) },
      }
    },
    save: async (exchange, input) => {
      const { series, period } = exchange.context.req.param()
      await reviewSeries(openStatistics(exchange), exchange.viewer, input, Temporal.Now.instant())
      return `/tables/series/${series}/${period}?done=table.reviewed`
    },
  })
}
