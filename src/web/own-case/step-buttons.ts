/** What the person can do now, each a button of its own. Where nothing has to be written, one press is enough. */

import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import type { Procedure } from '../../procedures/index.ts'
import { type CaseView, type Prospect, stepNamed } from '../../register/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import { isTyped } from '../cases/fact-fields.ts'
import { refusalText, safeguardWords } from '../cases/refusals.ts'
import type { Exchange, Html } from '../exchange.ts'
import { declared } from '../safeguards/words.ts'
import type { Bearer } from './bearer.ts'
import { FIELD, hiddenFields } from './fields.ts'
import { isGrave } from './grave.ts'
import { takesFile } from './own-file.ts'

export function stepButtons(exchange: Exchange, bearer: Bearer, view: CaseView): Html {
  const { t } = exchange.texts
  const mine = view.prospects.filter(({ kind, yours, here }) => kind !== 'open' && yours && here)
  const { takes } = view.procedure.person
  // As declared for persons: what is asked for most urgently stands first.
  const open = mine
    .filter((one) => one.open && canBeGiven(view, one))
    .toSorted((one, other) => takes.indexOf(one.step) - takes.indexOf(other.step))
  const stopped = mine.filter(({ stoppedBy }) => stoppedBy.length > 0)
  return html`${open.length === 0 ? html`<p class="govuk-body">${t('own.do-nothing')}</p>` : ''}${open.map((one) => stepButton(exchange, bearer, view, one))}${stopped.length === 0 ? '' : notNow(exchange, view, stopped)}`
}

/** A reference that is missing is not given here. */
function canBeGiven({ procedure }: CaseView, { missing }: Prospect): boolean {
  return missing.every((name) => isTyped(procedure.facts[name]) || takesFile(procedure, name))
}

function stepButton(exchange: Exchange, bearer: Bearer, view: CaseView, prospect: Prospect): Html {
  const { t } = exchange.texts
  const { procedure, event, state } = view
  const { step, missing, mayGive } = prospect
  const button = declared(exchange, wordsFor(exchange, procedure.name).steps[step]?.button ?? step)
  const hidden = { [FIELD.pass]: bearer.pass, [FIELD.step]: step }
  const once = { ...hidden, [FIELD.key]: randomUUID(), [FIELD.event]: String(event) }
  const form = (action: string, fields: Readonly<Record<string, string>>, inside: Html) =>
    html`<form method="post" action="${action}">${hiddenFields(fields)}${inside}</form>`
  const asks = mayGive.some((name) => isTyped(procedure.facts[name]) || takesFile(procedure, name))
  const oneTime =
    missing.length === 0 &&
    prospect.mustSatisfy.length === 0 &&
    saysSomething(procedure, step) &&
    !isGrave(procedure, step, state)
  if (!oneTime)
    return form('/case/step', hidden, html`<button class="govuk-button govuk-button--secondary">${button}</button>`)
  return html`<div class="govuk-button-group">${form('/case/do', once, html`<button class="govuk-button">${button}</button>`)}${asks ? form('/case/step', hidden, html`<button class="ob-link-button">${t('own.with-words')} <span class="govuk-visually-hidden">${button}</span></button>`) : ''}</div>`
}

/**
 * Whether the press alone says something: it moves the case, gives a fact, is told to somebody, or is what a safeguard waits
 * for. What only notes answers, or choices, is nothing without them.
 */
export function saysSomething(procedure: Procedure, name: string): boolean {
  const step = stepNamed(procedure, name)
  if (step === null || step.kind === 'take') return step !== null
  if (step.needs.length > 0) return false
  const choices = step.takes.length > 0 && step.takes.every((fact) => !isWritten(procedure, fact))
  return Object.keys(step.gives).length > 0 || step.tells.length > 0 || (!choices && isAwaited(procedure, name))
}

function isWritten({ facts }: Procedure, fact: string): boolean {
  return ['short', 'long', 'file'].includes(facts[fact]?.is.kind ?? '')
}

/** Steps that start a time of the State, that are told of as a breach, or whose moment something else follows. */
function isAwaited({ safeguards, retention }: Procedure, name: string): boolean {
  const rules = Object.values(safeguards).flatMap((one) => Object.values(one.rules))
  const moments = rules.flatMap((rule) =>
    rule.kind === 'within' ? [rule.from] : rule.kind === 'reported' ? [rule.by] : [],
  )
  return [...moments, ...retention.map(({ from }) => from)].some(
    (moment) => moment.at === 'taking' && moment.steps.includes(name),
  )
}

function notNow(exchange: Exchange, { procedure }: CaseView, stopped: readonly Prospect[]): Html {
  const steps = wordsFor(exchange, procedure.name).steps
  return html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${exchange.texts.t('own.not-now')}</span></summary><div class="govuk-details__text"><ul class="govuk-list govuk-list--bullet">${stopped.map(
    ({ step, stoppedBy }) =>
      html`<li>${declared(exchange, steps[step]?.button ?? step)}: ${stoppedBy.map((one) => html`${refusalText(exchange, procedure, one)} ${safeguardWords(exchange, procedure, one, 'person')} `)}</li>`,
  )}</ul></div></details>`
}
