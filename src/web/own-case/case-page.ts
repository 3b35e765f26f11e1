/** The own case: where it stands, what the person can do, what is owed to them until when, what protects them, what happened. */

import { html } from 'hono/html'
import type { CaseView } from '../../register/index.ts'
import { clockList, openClocks } from '../cases/clock-lines.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'
import { expiryWarning } from '../parts/expiry-warning.ts'
import { type Section, sections } from '../parts/summary.ts'
import { declared, roleNames } from '../safeguards/words.ts'
import { type Bearer, ownView } from './bearer.ts'
import { FIELD, hiddenFields } from './fields.ts'
import { quietPage } from './frame.ts'
import { decisions, happened, known } from './history.ts'
import { notices } from './notices.ts'
import { breaches, protections } from './protections.ts'
import { stepButtons } from './step-buttons.ts'

export async function casePage(exchange: Exchange, bearer: Bearer): Promise<Html> {
  const { t } = exchange.texts
  const view = await ownView(exchange.register, bearer.found)
  const words = wordsFor(exchange, view.procedure.name)
  return quietPage(exchange, {
    title: t('own.title', { number: view.caseNumber }),
    body: html`${exchange.context.req.query('done') === undefined ? '' : doneBox(exchange, view)}
${await expiryWarning(exchange, bearer.found)}<p class="govuk-body-l"><strong>${declared(exchange, words.states[view.state] ?? view.state)}</strong></p>
<p class="govuk-body">${declared(exchange, words.title)}. ${declared(exchange, words.idea)}</p>
${sections([
  { id: 'do', heading: t('own.do'), body: stepButtons(exchange, bearer, view) },
  ...shown('next', t('own.next'), next(exchange, view)),
  ...shown('told', t('own.told'), await notices(exchange, bearer)),
  ...shown('protect', t('own.protect'), protections(exchange, view)),
  ...shown('breaches', t('own.breaches'), breaches(exchange, view)),
  ...shown('decided', t('own.decided'), decisions(exchange, view)),
  { id: 'happened', heading: t('own.happened'), body: happened(exchange, view) },
  { id: 'known', heading: t('own.known'), body: known(exchange, bearer, view) },
  { id: 'more', heading: t('own.more'), body: more(exchange, bearer) },
])}`,
  })
}

function shown(id: string, heading: string, body: Html | null): readonly Section[] {
  return body === null ? [] : [{ id, heading, body }]
}

/** What was sent last is here, with the time at which it was written down. */
function doneBox(exchange: Exchange, { procedure, timeline }: CaseView): Html | string {
  const { t, moment } = exchange.texts
  const last = timeline.findLast(({ actor }) => actor.role === 'person' || actor.role === 'representative')
  if (last === undefined) return ''
  const done =
    last.kind === 'correct'
      ? t('own.corrected')
      : (wordsFor(exchange, procedure.name).steps[last.step]?.done ?? last.step)
  return html`<div class="govuk-notification-banner govuk-notification-banner--success" role="alert" aria-labelledby="done-title"><div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="done-title">${t('site.done')}</h2></div><div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">${declared(exchange, done)} · ${moment(last.recordedAt)}</p></div></div>`
}

/** Times that run, and whose turn it is. */
function next(exchange: Exchange, { procedure, clocks, now, prospects, facts }: CaseView): Html | null {
  const { t } = exchange.texts
  const running = openClocks(clocks)
  const turn = new Set(
    prospects
      .filter(({ kind, here, yours, stoppedBy }) => kind === 'take' && here && !yours && stoppedBy.length === 0)
      .flatMap(({ by }) => by.filter((one) => one !== 'system' && one !== 'person' && one !== 'representative')),
  )
  if (running.length === 0 && turn.size === 0) return null
  return html`${running.length === 0 ? '' : html`${clockList(exchange, running, { procedure, now, reader: 'person', facts })}<p class="govuk-hint">${t('own.hour', { zone: exchange.texts.zone })}</p>`}${turn.size === 0 ? '' : html`<p class="govuk-body">${t('own.turn', { roles: roleNames(exchange, [...turn]) })}</p>`}`
}

function more({ texts }: Exchange, { found, pass }: Bearer): Html {
  const { t } = texts
  const link = (href: string, text: string) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`
  return html`<ul class="govuk-list govuk-list--bullet">${link('/case/looks', t('own.looks.title'))}${link('/case/copy', t('own.copy.title'))}${link('/case/code', t('own.new-code.title'))}${link('/case/representative', t('own.representative.title'))}${link('/complaint', t('own.complain'))}</ul>
<p class="govuk-body">${t('own.complain-help')}</p>${found.bearer === 'representative' ? html`<p class="govuk-body">${t('own.as-representative')}</p>` : ''}
<form method="post" action="/case/leave">${hiddenFields({ [FIELD.pass]: pass })}<button class="govuk-button govuk-button--secondary">${t('own.leave')}</button></form>`
}
