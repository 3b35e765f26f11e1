/**
 * The State's parameters: the versions that there are, and other ones, proposed by one statistician with their effect before
 * everybody's eyes and decided by another. What is proposed is what was looked at.
 */
import { html } from 'hono/html'
import {
  answerPTable,
  type ComputedRun,
  choicesFor,
  type KeptDefinition,
  openProposal,
  type Parameters,
  type ProtectedCell,
  PTableAnswer,
  PTableProposal,
  parametersIn,
  periodNamed,
  proposePTable,
  pTableFor,
  pTableOf,
} from '../../statistics/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { type FormStart, formRoutes, type Posted, type Typed } from '../form-route.ts'
import { hidden } from '../parts/fields.ts'
import { table } from '../parts/list.ts'
import { periodIn, titleOf } from '../parts/released-table.ts'
import type { Route } from '../route.ts'
import { effects, named } from './parameters.ts'
import { openStatistics } from './room.ts'
import { refuseOthers } from './workbench.ts'

export function pTableRoutes(): Route[] {
  return [
    ...formRoutes({
      path: '/tables/p-table',
      who: ['officer'],
      name: 'p-table',
      schema: PTableProposal,
      long: ['reason'],
      figures: ['max', 'variance', 'smallest', 'stay', 'year'],
      load: proposing,
      save: async (exchange, input, posted) => {
        refuseOthers(exchange)
        if (posted.seen !== seenOf(parametersIn(input))) throw new StepRefused('table-not-looked-at')
        await proposePTable(openStatistics(exchange), exchange.viewer, input, exchange.today)
        return '/tables/p-table?done=p-table.proposed'
      },
    }),
    ...formRoutes({
      path: '/tables/p-table/:proposal',
      who: ['officer'],
      name: 'p-table-answer',
      schema: PTableAnswer,
      long: ['said'],
      hidden: ['proposal'],
      load: answering,
      save: async (exchange, input) => {
        refuseOthers(exchange)
        await answerPTable(openStatistics(exchange), exchange.viewer, input)
        return `/tables/p-table?done=p-table.${input.answer}`
      },
    }),
  ]
}

async function proposing(exchange: Exchange, typed?: Typed): Promise<FormStart> {
  refuseOthers(exchange)
  const { t } = exchange.texts
  const inUse = (await inUseNow(exchange)).parameters
  const asked = askedIn(typed?.posted)
  const looking = html`<button class="govuk-button govuk-button--secondary" name="look" value="yes">${t('p-table.look')}</button> `
  return {
    title: t('form.p-table.title'),
    trail: [
      { href: '/tables', text: t('nav.tables') },
      { href: '/tables/workbench', text: t('tables.workbench') },
    ],
    values: { ...inUse, mono: undefined, year: exchange.today.year + 1 },
    before: html`<p class="govuk-body-l">${t('p-table.lead')}</p>${await versions(exchange)}${await waiting(exchange)}${await effectOf(exchange, asked)}`,
    more: html`${asked === null ? '' : hidden('seen', seenOf(asked))}${looking}`,
    button: t('p-table.propose'),
  }
}

async function answering(exchange: Exchange): Promise<FormStart> {
  refuseOthers(exchange)
  const { t } = exchange.texts
  const open = await exchange.read(openProposal)
  if (open === null || open.id !== exchange.context.req.param('proposal')) throw new NotFound()
  return {
    title: `${t('form.p-table-answer.title')}: ${named(open)}`,
    trail: [
      { href: '/tables', text: t('nav.tables') },
      { href: '/tables/p-table', text: t('form.p-table.title') },
    ],
    values: { proposal: open.id },
    before: html`<p class="govuk-body-l">${t('p-table.proposed', { parameters: named(open), year: open.since.slice(0, 4), name: open.proposed_by_name })}</p><blockquote class="govuk-inset-text" dir="auto">${open.reason}</blockquote>${await effectOf(exchange, open.parameters)}`,
  }
}

/** Three numbers, or four; whether there is such a table, the computing says. */
function askedIn(posted: Posted | undefined): Parameters | null {
  const read = PTableProposal.pick({ max: true, variance: true, smallest: true, stay: true }).safeParse({
    ...posted,
    stay: posted?.stay === '' ? undefined : posted?.stay,
  })
  return posted === undefined || !read.success ? null : parametersIn(read.data)
}

function seenOf(parameters: Parameters): string {
  return named({ parameters })
}

function inUseNow(exchange: Exchange) {
  return pTableFor(openStatistics(exchange), { from: exchange.today })
}

async function versions(exchange: Exchange): Promise<Html> {
  const { t, day } = exchange.texts
  const statistics = openStatistics(exchange)
  const rows = await exchange.read((tx) =>
    tx.selectFrom('p_table').select(['version', 'since']).orderBy('since').execute(),
  )
  const made = await Promise.all(rows.map(({ version }) => pTableOf(statistics, version)))
  return table(
    t('p-table.versions'),
    [{ heading: t('p-table.version') }, { heading: t('p-table.parameters') }, { heading: t('p-table.since') }],
    rows.map(({ version, since }, at) => [
      version,
      made[at] === undefined ? '' : named(made[at]),
      since.startsWith('0001') ? t('p-table.from-the-start') : day(since),
    ]),
  )
}

/** The proposal that is open, and for another than its maker the way to answer it. */
async function waiting(exchange: Exchange): Promise<Html | string> {
  const { t } = exchange.texts
  const open = await exchange.read(openProposal)
  if (open === null) return ''
  const said = t('p-table.proposed', {
    ...{ parameters: named(open), year: open.since.slice(0, 4), name: open.proposed_by_name },
  })
  return html`<div class="govuk-inset-text">${said} ${
    open.proposed_by === exchange.viewer.account
      ? t('p-table.another-decides')
      : html`<a class="govuk-link" href="/tables/p-table/${open.id}">${t('p-table.decide')}</a>`
  }</div>`
}

/** What the parameters would cost and leave, by the table that was computed last; nothing before there is one. */
async function effectOf(exchange: Exchange, asked: Parameters | null): Promise<Html | string> {
  const { t } = exchange.texts
  const run = await lastRun(exchange)
  if (run === null) return html`<p class="govuk-body">${t('p-table.no-table-yet')}</p>`
  const inUse = await pTableOf(openStatistics(exchange), run.p_table)
  const choices = await choicesFor(openStatistics(exchange), run, { inUse, asked })
  return html`<h2 class="govuk-heading-m">${t('p-table.effect-on', { table: titleOf(exchange, run.definition.table.name), period: periodIn(exchange, run.period) })}</h2>${effects(exchange, choices)}`
}

async function lastRun(exchange: Exchange): Promise<(ComputedRun & { readonly p_table: string }) | null> {
  const rows = await exchange.read((tx) =>
    tx
      .selectFrom('table_run')
      .select(['id', 'period', 'p_table', 'definition', 'cells'])
      .where('state', 'in', ['gated', 'reviewed', 'released'])
      .orderBy('made_at', 'desc')
      .limit(100)
      .execute(),
  )
  const found = rows
    .map((row) => ({
      ...row,
      definition: row.definition as unknown as KeptDefinition, // as computeTable wrote it, as the cells
      cells: row.cells as unknown as readonly ProtectedCell[],
    }))
    .find(({ definition: { table: one }, period }) => {
      return one.exact === undefined && !one.countsNobody && periodNamed(period, one.frequency) !== null
    })
  return found ?? null
}
