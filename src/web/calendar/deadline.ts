/** One thing owed: where it stands, the steps back from its day, and, for the secretariat, moving it on. */
import { html } from 'hono/html'
import {
  DEADLINE_STATES,
  type Deadline,
  DeadlineDate,
  DeadlineMove,
  dateDeadline,
  deadline,
  mayKeepCalendar,
  moveDeadline,
  nextStates,
  planBack,
} from '../../obligations/calendar/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { dueText, stateTag, table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { summaryList } from '../parts/summary.ts'
import type { Route } from '../route.ts'

export async function deadlinePage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const owed = await found(exchange)
  const { id } = owed
  const reports = await exchange.read((tx) =>
    tx.selectFrom('report').select(['id', 'title', 'state']).where('deadline', '=', id).orderBy('created_at').execute(),
  )
  return page(exchange, {
    title: owed.what,
    trail: [{ href: '/calendar', text: t('nav.calendar') }],
    body: [
      html`${doneBanner(exchange)}`,
      facts(exchange, owed),
      steps(exchange, owed),
      reports.length === 0
        ? ''
        : html`<h2 class="govuk-heading-m">${t('nav.reports')}</h2><ul class="govuk-list govuk-list--bullet">${reports.map((report) => html`<li><a class="govuk-link" href="/reports/${report.id}">${report.title}</a> ${stateTag(exchange, report.state)}</li>`)}</ul>`,
      mayKeepCalendar(exchange.viewer) ? actions(exchange, owed) : '',
      plan(exchange, owed),
      exchange.viewer.role === 'secretariat' || exchange.viewer.role === 'official'
        ? html`<p class="govuk-body"><a class="govuk-link" href="/history?kind=deadline&amp;object=${owed.id}">${t('deadline.history')}</a></p>`
        : '',
    ],
  })
}

async function found(exchange: Exchange): Promise<Deadline> {
  const owed = await exchange.read((tx) =>
    deadline(tx, exchange.context.req.param('code') ?? '', { asOf: exchange.today }),
  )
  if (owed === undefined) throw new NotFound()
  return owed
}

function facts(exchange: Exchange, owed: Deadline): Html {
  const { t, day, number } = exchange.texts
  const rows: readonly (readonly [string, Html | string | null])[] = [
    [
      t('deadline.due'),
      owed.dueOn === null ? t('calendar.no-day') : dueText(exchange, owed.dueOn, owed.receivedOn !== null),
    ],
    [t('deadline.stated'), owed.dueAsStated],
    [t('deadline.owed-to'), owed.owedTo],
    [t('deadline.source'), owed.source],
    [t('deadline.limit'), owed.wordLimit === null ? null : number(owed.wordLimit)],
    [t('deadline.sent'), owed.sentOn === null ? null : day(owed.sentOn)],
    [t('deadline.received'), owed.receivedOn === null ? null : day(owed.receivedOn)],
    [
      t('deadline.evidence'),
      owed.evidence === null
        ? null
        : html`<a class="govuk-link" href="/evidence/${owed.evidence}">${t('site.download')}</a>`,
    ],
  ]
  return summaryList(rows.map(([key, value]) => [key, value ?? ''] as const))
}

/** All states in their order, the present one marked: only receipt stops the clock. */
function steps(exchange: Exchange, owed: Deadline): Html {
  const { t, named } = exchange.texts
  return html`<h2 class="govuk-heading-m">${t('deadline.steps')}</h2><ol class="govuk-list govuk-list--number">${DEADLINE_STATES.map(
    (state) =>
      html`<li${state === owed.state ? html` aria-current="step"` : ''}>${state === owed.state ? html`<strong>${named(`state.${state}`)}</strong>` : named(`state.${state}`)}</li>`,
  )}</ol>${owed.state === 'sent' ? html`<p class="govuk-body">${t('deadline.sent-is-not-received')}</p>` : ''}`
}

function actions(exchange: Exchange, owed: Deadline): Html {
  const { t } = exchange.texts
  const address = `/calendar/deadlines/${encodeURIComponent(owed.code)}`
  const mayDate = owed.reportKind === null || owed.dueOn === null
  return html`<p><a class="govuk-button" href="${address}/move">${t('deadline.move')}</a>${mayDate ? html` <a class="govuk-button govuk-button--secondary" href="${address}/date">${t('deadline.set-day')}</a>` : ''}${owed.reportKind === null ? '' : html` <a class="govuk-button govuk-button--secondary" href="/reports/new?deadline=${owed.id}">${t('report.begin')}</a>`}</p>`
}

function plan(exchange: Exchange, owed: Deadline): Html | string {
  const { t, day } = exchange.texts
  const { backwardPlans, workingCalendar } = exchange.country.pack
  const steps = backwardPlans.find(({ paper }) => paper === owed.reportKind)
  if (owed.dueOn === null || steps === undefined) return ''
  const rows = planBack(Temporal.PlainDate.from(owed.dueOn), steps, {
    calendar: workingCalendar,
    asOf: exchange.today,
  })
  return html`<h2 class="govuk-heading-m">${t('deadline.plan')}</h2><p class="govuk-body">${t('deadline.plan-explained')}</p>${table(
    t('deadline.plan'),
    [{ heading: t('deadline.step') }, { heading: t('deadline.by') }],
    rows.map((step) => [
      step.what,
      html`${day(step.on.toString())}${step.daysLeft < 0 && owed.receivedOn === null ? html` <span class="govuk-hint">${t('deadline.passed')}</span>` : ''}`,
    ]),
  )}`
}

export function deadlineRoutes(): Route[] {
  return [
    ...formRoutes({
      path: '/calendar/deadlines/:code/move',
      who: ['secretariat'],
      name: 'deadline-move',
      schema: DeadlineMove,
      hidden: ['id', 'version'],
      load: async (exchange) => {
        const owed = await found(exchange)
        return {
          title: exchange.texts.t('deadline.move'),
          trail: trailOf(exchange, owed),
          values: {
            id: owed.id,
            version: owed.version,
            sent_on: owed.sentOn,
            received_on: owed.receivedOn,
            evidence: owed.evidence,
          },
          before: html`<p class="govuk-body">${owed.what}: ${stateTag(exchange, owed.state)}</p>`,
          choices: {
            state: nextStates(owed.state).map((value) => ({ value, text: exchange.texts.named(`state.${value}`) })),
            evidence: await evidenceChoices(exchange),
          },
        }
      },
      save: async (exchange, input) => {
        await exchange.act('deadline.move', (tx) => moveDeadline(tx, exchange.viewer, input, { today: exchange.today }))
        return doneAt(exchange)
      },
    }),
    ...formRoutes({
      path: '/calendar/deadlines/:code/date',
      who: ['secretariat'],
      name: 'deadline-date',
      schema: DeadlineDate,
      hidden: ['id', 'version'],
      load: async (exchange) => {
        const owed = await found(exchange)
        return {
          title: exchange.texts.t('deadline.set-day'),
          trail: trailOf(exchange, owed),
          values: { id: owed.id, version: owed.version, due_on: owed.dueOn },
          before: html`<p class="govuk-body">${owed.what}${owed.dueAsStated === null ? '' : html` (${owed.dueAsStated})`}</p>`,
        }
      },
      save: async (exchange, input) => {
        await exchange.act('deadline.date', (tx) => dateDeadline(tx, exchange.viewer, input))
        return doneAt(exchange)
      },
    }),
  ]
}

/** The latest evidence that the viewer sees: what was just added for the dispatch stands first. */
async function evidenceChoices(exchange: Exchange) {
  const rows = await exchange.read((tx) =>
    tx.selectFrom('evidence').select(['id', 'title']).orderBy('created_at', 'desc').limit(100).execute(),
  )
  return rows.map(({ id, title }) => ({ value: id, text: title }))
}

function trailOf(exchange: Exchange, owed: Deadline) {
  return [
    { href: '/calendar', text: exchange.texts.t('nav.calendar') },
    { href: `/calendar/deadlines/${encodeURIComponent(owed.code)}`, text: owed.what },
  ]
}

function doneAt(exchange: Exchange): string {
  const code = encodeURIComponent(exchange.context.req.param('code') ?? '')
  return `/calendar/deadlines/${code}?done=deadline.saved`
}
