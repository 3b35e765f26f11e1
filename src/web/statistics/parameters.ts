/** Information lost against risk, of a table before its release: under the State's parameters, under others, and under those asked for. */
import { html } from 'hono/html'
import {
  type Choice,
  type ComputedRun,
  choicesFor,
  DEFAULTS,
  LIMITS,
  marginsOf,
  type NoTable,
  type Parameters,
  pTableOf,
} from '../../statistics/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { page } from '../parts/page.ts'
import { periodIn, titleOf } from '../parts/released-table.ts'
import { openStatistics } from './room.ts'
import { runOf } from './run-page.ts'

export async function parametersPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const run = await runOf(exchange)
  const statistics = openStatistics(exchange)
  const asked = askedOf(exchange)
  const inUse = await pTableOf(statistics, run.p_table)
  const choices = await choicesFor(statistics, run, { inUse, asked })
  const field = (name: keyof typeof LETTERS) =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${t(`tables.parameter-${name}`)}</label><input class="govuk-input govuk-input--width-5" id="${name}" name="${name}" inputmode="decimal" value="${exchange.query(name) ?? String(inUse.parameters[name])}"></div>`
  return page(exchange, {
    title: `${t('tables.choice')}: ${titleOf(exchange, run.table_name)}, ${periodIn(exchange, run.period)}`,
    trail: [
      { href: '/tables', text: t('nav.tables') },
      { href: '/tables/workbench', text: t('tables.workbench') },
      { href: `/tables/runs/${run.id}`, text: periodIn(exchange, run.period) },
    ],
    body: html`<p class="govuk-body-l">${t('tables.choice-lead')}</p>
${effects(exchange, choices)}
<p class="govuk-body"><a class="govuk-link" href="/tables/p-table">${t('p-table.propose-link')}</a></p>
<p class="govuk-body">${margins(exchange, run)}</p>
<form method="get" class="ob-filter"><div class="ob-filters">${field('max')}${field('variance')}${field('smallest')}</div><button class="govuk-button govuk-button--secondary">${t('tables.try')}</button></form>`,
  })
}

/** What each choice costs and leaves, side by side; below, why some are none. */
export function effects(exchange: Exchange, choices: readonly Choice[]): Html {
  const { t } = exchange.texts
  return html`${table(
    t('tables.choice'),
    [
      { heading: t('tables.effect') },
      ...choices.map((choice, at) => ({
        heading: at === 0 ? t('tables.in-use', { parameters: named(choice) }) : named(choice),
        numeric: true,
      })),
    ],
    rowsOf(exchange, choices),
  )}
${choices.map((choice) => (choice.because === null ? '' : html`<p class="govuk-inset-text">${named(choice)}: ${whyNone(exchange, choice.because)}</p>`))}`
}

/** Why there is no p-table of some parameters. */
function whyNone({ texts }: Exchange, { kind, data }: NoTable): string {
  return texts.named(`problem.no-p-table-${kind}`, data)
}

const LETTERS = { max: 'D', variance: 'V', smallest: 'js' } as const

export function named({ parameters }: Pick<Choice, 'parameters'>): string {
  const letters = Object.entries(LETTERS).map(
    ([name, letter]) => `${letter} ${parameters[name as keyof typeof LETTERS]}`,
  ) // its own keys
  return [...letters, ...(parameters.stay === undefined ? [] : [`pstay ${parameters.stay}`])].join(', ')
}

/** What was typed, where it is three numbers; whether there is such a table, the computing says. */
function askedOf(exchange: Exchange): Parameters | null {
  const [max, variance, smallest] = ['max', 'variance', 'smallest'].map((name) =>
    Number(exchange.query(name) ?? 'none'),
  )
  if (![max, variance, smallest].every(Number.isFinite)) return null
  return { ...DEFAULTS, max: max ?? 0, variance: variance ?? 0, smallest: smallest ?? 0 }
}

/** How far the published figures are from the limits of the gates. */
function margins({ texts: { t, number } }: Exchange, run: ComputedRun): string {
  const { population, meanCell } = marginsOf(run)
  return t('tables.margins', {
    population: population === null ? '–' : number(population),
    leastPopulation: LIMITS.population,
    mean: number(Number(meanCell.toFixed(1))),
    leastMean: LIMITS.meanCell,
  })
}

type Effect = NonNullable<Choice['effect']>

function rowsOf(exchange: Exchange, choices: readonly Choice[]): (readonly (Html | string)[])[] {
  const { t, number } = exchange.texts
  const rounded = (value: number, digits: number) => number(Number(value.toFixed(digits)))
  const percent = (value: number) => `${rounded(100 * value, 1)} %`
  const row = (heading: string, of: (effect: Effect) => string) => [
    heading,
    ...choices.map(({ effect }) => (effect === null ? '–' : of(effect))),
  ]
  const sizes = choices[0]?.effect?.loss.bySize ?? []
  return [
    row(t('tables.effect-deviation'), ({ loss }) => rounded(loss.deviation, 2)),
    row(t('tables.effect-change'), ({ loss }) => rounded(loss.meanChange, 2)),
    ...sizes.map(({ from, below }, at) =>
      row(
        below === null ? t('tables.effect-from', { from }) : t('tables.effect-size', { from, to: below - 1 }),
        ({ loss }) => `${rounded(loss.bySize[at]?.percent ?? 0, 1)} %`,
      ),
    ),
    row(t('tables.effect-hellinger'), ({ loss }) => percent(loss.hellinger)),
    row(t('tables.effect-withheld'), ({ loss }) => `${rounded(loss.withheld, 1)} %`),
    row(t('tables.effect-variance'), ({ risk }) =>
      risk.leastVariance === null ? t('tables.effect-unknown') : rounded(risk.leastVariance, 2),
    ),
    row(t('tables.effect-guessed'), ({ risk }) =>
      risk.guessed === null ? t('tables.effect-unknown') : percent(risk.guessed),
    ),
    row(t('tables.effect-unchanged'), ({ risk }) => percent(risk.unchanged)),
    row(t('tables.effect-zero'), ({ risk }) => percent(risk.oneAsZero)),
  ]
}
