/** What comes next: steps open to the reader, each with what it still lacks; what is forbidden, and why; whose turn it is. */
import { html } from 'hono/html'
import type { CaseView, Prospect, Refusal } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { panel } from '../parts/summary.ts'
import { roleNames } from '../safeguards/words.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { isTyped } from './fact-fields.ts'
import { isFile } from './file-fact.ts'
import { factsLookedAt, officersRefusal, safeguardWords } from './refusals.ts'
import { stepForm } from './step-form.ts'

export function nextSteps(exchange: Exchange, view: CaseView): Html {
  const { t } = exchange.texts
  const yours = view.prospects.filter(({ yours, here, kind }) => yours && here && kind !== 'open')
  const open = yours
    .filter(({ open, kind }) => open && kind === 'take')
    // What is done from here, in one step, comes first.
    .toSorted((a, b) => Number(isTakenHere(view, b)) - Number(isTakenHere(view, a)))
  const notes = yours.filter(({ open, kind }) => open && kind === 'enter')
  const shut = yours.filter(({ open }) => !open)
  const others = view.prospects.filter(({ yours, here, kind }) => !yours && here && kind === 'take')
  return html`${panel(
    'next',
    t('cases.next'),
    open.length === 0
      ? html`<p class="govuk-body govuk-!-margin-bottom-0">${t('cases.nothing-open')}</p>`
      : html`${open.map((prospect) => openStep(exchange, view, prospect))}`,
  )}
${
  notes.length === 0
    ? ''
    : html`<h2 class="govuk-heading-m">${t('cases.notes')}</h2><ul class="govuk-list">${notes.map((prospect) => html`<li>${stepLink(exchange, view, prospect)}</li>`)}</ul>`
}
${
  shut.length === 0
    ? ''
    : html`<h2 class="govuk-heading-m">${t('cases.forbidden')}</h2>${shut.map((prospect) => shutStep(exchange, view, prospect, [...open, ...notes]))}`
}
${
  others.length === 0
    ? ''
    : html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('cases.others')}</span></summary><div class="govuk-details__text"><ul class="govuk-list">${others.map(
        ({ step, by }) =>
          html`<li>${declaredText(wordsFor(exchange, view.procedure.name).steps[step]?.button ?? step)}: ${roleNames(exchange, by)}</li>`,
      )}</ul></div></details>`
}`
}

/** A step that asks for one text at most is taken from here; any other has a page. */
function openStep(exchange: Exchange, view: CaseView, prospect: Prospect): Html {
  const { procedure } = view
  const asks = askedBy(view, prospect)
  const warned = prospect.passable.length > 0
  if (isTakenHere(view, prospect))
    return html`<div class="ob-section">${stepForm(exchange, { view, prospect, facts: asks, now: true })}</div>`
  const words = wordsFor(exchange, procedure.name)
  const lacks = asks.map((name) => declaredText(words.facts[name]?.label ?? name))
  return html`<div class="ob-section"><p class="govuk-!-margin-bottom-1"><a class="govuk-button govuk-!-margin-bottom-1" href="${stepAddress(view, prospect)}">${buttonOf(exchange, view, prospect)}</a></p>${
    lacks.length === 0
      ? ''
      : html`<p class="govuk-hint">${exchange.texts.t('cases.lacks', { lacks: lacks.join('; ') })}</p>`
  }${warned ? html`<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text">${exchange.texts.t('cases.goes-on-as-breach')}</strong></div>` : ''}</div>`
}

const askedBy = ({ procedure }: CaseView, { missing }: Prospect) =>
  missing.filter((name) => isTyped(procedure.facts[name]) || isFile(procedure.facts[name]))

function isTakenHere(view: CaseView, prospect: Prospect): boolean {
  const asks = askedBy(view, prospect)
  const isShort = asks.length <= 1 && asks.every((name) => view.procedure.facts[name]?.is.kind === 'long')
  return isShort && prospect.passable.length === 0 && prospect.countersignedBy.length === 0
}

/** The step, everything that stands against it, and what its reader can do first so that less does. */
function shutStep(exchange: Exchange, view: CaseView, prospect: Prospect, others: readonly Prospect[]): Html {
  return html`<div class="govuk-inset-text"><p class="govuk-body govuk-!-font-weight-bold">${buttonOf(exchange, view, prospect)}</p><ul class="govuk-list">${prospect.stoppedBy.map(
    (refusal) =>
      html`<li>${officersRefusal(exchange, view.procedure, refusal)}${firstSteps(exchange, view, refusal, others)}<br>${safeguardWords(exchange, view.procedure, refusal, 'officer')}</li>`,
  )}</ul></div>`
}

/** Steps open to the reader that answer what the safeguard looks at. */
function firstSteps(exchange: Exchange, view: CaseView, refusal: Refusal, others: readonly Prospect[]): Html | string {
  if (refusal.rule !== 'required') return ''
  const lacks = factsLookedAt(view.procedure, refusal).filter((fact) => view.facts[fact] === undefined)
  const steps = others.filter(({ mayGive }) => lacks.some((fact) => mayGive.includes(fact)))
  if (steps.length === 0) return ''
  return html`<br>${exchange.texts.t('cases.first')} ${steps.map((prospect, at) => html`${at === 0 ? '' : '; '}${stepLink(exchange, view, prospect)}`)}`
}

function stepLink(exchange: Exchange, view: CaseView, prospect: Prospect): Html {
  return html`<a class="govuk-link" href="${stepAddress(view, prospect)}">${buttonOf(exchange, view, prospect)}</a>`
}

function stepAddress({ procedure, caseId }: CaseView, { step }: Prospect): string {
  return `/cases/${procedure.name}/${caseId}/${step}`
}

function buttonOf(exchange: Exchange, { procedure }: CaseView, { step }: Prospect): string {
  return declaredText(wordsFor(exchange, procedure.name).steps[step]?.button ?? step)
}
