/** A series on the workbench: one line, one thing to compute, and where each of its tables stands. */
import { html } from 'hono/html'
import { type CalendarEntry, lastPeriodBefore, nextOf, type Series } from '../../statistics/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { periodIn, titleOf } from '../parts/released-table.ts'

export interface KnownRun {
  readonly id: string
  readonly table_name: string
  readonly period: string
  readonly state: string
}

export interface Known {
  /** Of every table, the newest first. */
  readonly runs: readonly KnownRun[]
  readonly calendar: readonly CalendarEntry[]
  readonly isDescribed: boolean
}

const SHOWN_PERIODS = 3
const SHOWN_RUNS = 5

/** The cells of its line: what it is, what is owed of it, what was computed, and the form that computes. */
export function seriesRow(exchange: Exchange, series: Series, known: Known): readonly (Html | string)[] {
  const { t } = exchange.texts
  const title = titleOf(exchange, series.name)
  const names = new Set(series.tables.map(({ name }) => name))
  const runs = known.runs.filter(({ table_name }) => names.has(table_name))
  return [
    html`${title}${isAlone(series) ? '' : ` (${t('tables.count', { n: series.tables.length })})`}<span class="ob-code"><a class="govuk-link" href="/tables/metadata/${series.name}">${t('tables.describe')}<span class="govuk-visually-hidden"> ${title}</span></a>${known.isDescribed ? '' : html` ${t('tables.incomplete')}`}</span>`,
    owedText(exchange, series, known.calendar),
    isAlone(series) ? runList(exchange, runs.slice(0, SHOWN_RUNS)) : periods(exchange, series, runs),
    computeForm(exchange, series),
  ]
}

function isAlone({ tables }: Series): boolean {
  return tables.length === 1
}

/** What of it has been owed longest. */
function owedText(exchange: Exchange, { tables }: Series, calendar: readonly CalendarEntry[]): Html | string {
  const { t, day } = exchange.texts
  const [owed] = tables
    .flatMap(({ name }) => nextOf(calendar, name) ?? [])
    .toSorted((one, other) => Temporal.PlainDate.compare(one.dueOn, other.dueOn))
  if (owed === undefined) return ''
  return html`${periodIn(exchange, owed.period)}<span class="ob-code">${day(owed.plannedOn.toString())}</span>${owed.isLate ? html` <strong class="govuk-tag govuk-tag--red">${t('tables.late')}</strong>` : ''}`
}

function runList(exchange: Exchange, runs: readonly KnownRun[]): Html | string {
  const { named } = exchange.texts
  return html`<ul class="govuk-list">${runs.map((run) => html`<li><a class="govuk-link" href="/tables/runs/${run.id}">${periodIn(exchange, run.period)}</a> ${named(`run-state.${run.state}`)}</li>`)}</ul>`
}

/** The last periods, each with the state of the whole; the single tables fold out. */
function periods(exchange: Exchange, series: Series, runs: readonly KnownRun[]): Html {
  const { t, named } = exchange.texts
  const byPeriod = [...Map.groupBy(runs, ({ period }) => period)].toSorted(([one], [other]) => (one < other ? 1 : -1))
  return html`${byPeriod.slice(0, SHOWN_PERIODS).map(([period, own]) => {
    const newest = newestOf(series, own)
    return html`<p class="govuk-body-s govuk-!-margin-bottom-1"><a class="govuk-link" href="/tables/series/${series.name}/${period}">${periodIn(exchange, period)}<span class="govuk-visually-hidden"> ${titleOf(exchange, series.name)}</span></a>: ${stateOfAll(exchange, series, newest)}</p>
<details class="govuk-details govuk-!-margin-bottom-2"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('tables.singles')}</span></summary><ul class="govuk-list">${newest.map((run) => html`<li><a class="govuk-link" href="/tables/runs/${run.id}">${titleOf(exchange, run.table_name)}</a>: ${named(`run-state.${run.state}`)}</li>`)}</ul></details>`
  })}`
}

/** The newest run of each table that has one, in the order of the tables; `runs` are of one period, the newest first. */
export function newestOf<Run extends KnownRun>({ tables }: Series, runs: readonly Run[]): readonly Run[] {
  return tables.flatMap(({ name }) => runs.find(({ table_name }) => table_name === name) ?? [])
}

const STATES = ['released', 'reviewed', 'gated', 'refused', 'withdrawn', 'replaced'] as const

/** "12 published, 2 refused" */
export function stateOfAll({ texts: { named } }: Exchange, { tables }: Series, newest: readonly KnownRun[]): string {
  const counted = STATES.map((state) => [state, newest.filter((run) => run.state === state).length] as const)
  return [...counted, ['missing', tables.length - newest.length] as const]
    .filter(([, n]) => n > 0)
    .map(([state, n]) => named(`series-state.${state}`, { n }))
    .join(', ')
}

/** One period, and all of the series or one table of it. */
function computeForm(exchange: Exchange, { name, tables }: Series): Html {
  const { t } = exchange.texts
  const period = lastPeriodBefore(exchange.today, tables[0]?.frequency ?? 'A')
  const which =
    tables.length === 1
      ? html`<input type="hidden" name="table" value="${name}">`
      : html`<label class="govuk-label" for="t-${name}">${t('tables.which')}</label><select class="govuk-select govuk-!-width-full" id="t-${name}" name="table"><option value="${name}">${t('tables.all-not-out')}</option>${tables.map((one) => html`<option value="${one.name}">${titleOf(exchange, one.name)}</option>`)}</select>`
  return html`<form method="post" action="/tables/workbench" class="ob-inline">${hiddenToken(exchange)}${which}<label class="govuk-label" for="p-${name}">${t('tables.period')}</label><input class="govuk-input govuk-input--width-5" id="p-${name}" name="period" value="${period.name}" pattern="[0-9]{4}(-Q[1-4])?"><button class="govuk-button govuk-button--secondary govuk-!-margin-0">${t('tables.compute')}<span class="govuk-visually-hidden"> ${titleOf(exchange, name)}</span></button></form>${tables.some(({ exact }) => exact === undefined) ? loosenLink(exchange, name) : ''}`
}

/** Nothing is loosened of what has no noise. */
function loosenLink(exchange: Exchange, name: string): Html {
  const { t } = exchange.texts
  return html`<span class="ob-code"><a class="govuk-link" href="/tables/loosen/${name}">${t('form.loosening.title')}<span class="govuk-visually-hidden"> ${titleOf(exchange, name)}</span></a></span>`
}
