/** What was decided and why, what happened, and what is known: everything that the person may read, in their order. */

import { html } from 'hono/html'
import { isOfficerRole } from '../../procedures/index.ts'
import type { CaseView, Facts, SeenEvent } from '../../register/index.ts'
import { correctedFacts } from '../cases/correction.ts'
import { wordsFor } from '../cases/declared-text.ts'
import { isTyped } from '../cases/fact-fields.ts'
import { shownFact } from '../cases/fact-value.ts'
import type { Exchange, Html } from '../exchange.ts'
import { officeNamed } from '../parts/names.ts'
import { summaryList } from '../parts/summary.ts'
import { declared } from '../safeguards/words.ts'
import type { Bearer } from './bearer.ts'
import { FIELD, hiddenFields } from './fields.ts'
import { ownFiles } from './own-file.ts'

/** What officials decided, the newest first, with everything they gave for it. Null before the first. */
export function decisions(exchange: Exchange, view: CaseView): Html | null {
  const taken = view.timeline
    .filter(({ kind, actor, facts }) => kind === 'take' && isOfficerRole(actor.role) && Object.keys(facts).length > 0)
    .toReversed()
  if (taken.length === 0) return null
  return html`${taken.map((event) => html`<h3 class="govuk-heading-s govuk-!-margin-bottom-2">${eventLine(exchange, view, event)}</h3>${factList(exchange, view, event.facts)}`)}`
}

/** The newest first. */
export function happened(exchange: Exchange, view: CaseView): Html {
  return html`<ol class="govuk-list govuk-list--spaced" reversed>${view.timeline.toReversed().map((event) => html`<li>${eventLine(exchange, view, event)}${correctedFacts(exchange, view, event, ownFiles(view))}</li>`)}</ol>`
}

/** "Judge asked by the person · 29 Nov 2026, 12:03 · The person". */
export function eventLine(exchange: Exchange, { procedure }: CaseView, event: SeenEvent): Html {
  const { t, named, moment } = exchange.texts
  const done =
    event.kind === 'correct'
      ? t('own.corrected')
      : (wordsFor(exchange, procedure.name).steps[event.step]?.done ?? event.step)
  const said = event.kind === 'person' ? named(`person-event.${event.step}`) : declared(exchange, done)
  const { role, office } = event.actor
  return html`${said} · ${moment(event.recordedAt)} · ${named(`agency-role.${role}`)}${office === null ? '' : `, ${officeNamed(exchange, office)}`}`
}

export function factList(exchange: Exchange, view: CaseView, facts: Facts): Html {
  const { procedure } = view
  const words = wordsFor(exchange, procedure.name).facts
  return summaryList(
    Object.entries(facts).map(([name, value]) => [
      declared(exchange, words[name]?.label ?? name),
      shownFact(exchange, procedure, name, value, ownFiles(view)),
    ]),
  )
}

/** Every fact, and a button to correct each that the person has given or may give. */
export function known(exchange: Exchange, { pass }: Bearer, view: CaseView): Html {
  const { procedure, facts, prospects } = view
  const { t } = exchange.texts
  const words = wordsFor(exchange, procedure.name).facts
  const theirs = new Set(prospects.filter(({ yours }) => yours).flatMap(({ mayGive }) => mayGive))
  const label = (name: string) => declared(exchange, words[name]?.label ?? name)
  const correct = (name: string) =>
    theirs.has(name) && isTyped(procedure.facts[name])
      ? html`<form method="post" action="/case/step" class="ob-inline">${hiddenFields({ [FIELD.pass]: pass, [FIELD.step]: 'correct', [FIELD.fact]: name })}<button class="ob-link-button">${t('own.correct')} <span class="govuk-visually-hidden">${label(name)}</span></button></form>`
      : ''
  return html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('own.known-all')}</span></summary><div class="govuk-details__text">${summaryList(
    Object.entries(facts).map(([name, value]) => [
      label(name),
      html`${shownFact(exchange, procedure, name, value, ownFiles(view))} ${correct(name)}`,
    ]),
  )}</div></details><p class="govuk-body">${t('own.known-help')}</p>`
}
