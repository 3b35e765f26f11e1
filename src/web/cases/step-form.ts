/** The form of one step, wherever it stands: the facts it asks for, the time, and what an officer gives who goes on against a safeguard. */
import { html } from 'hono/html'
import type { Procedure } from '../../procedures/index.ts'
import type { CaseView, Prospect, Refusal } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import * as controls from '../parts/controls.ts'
import { hiddenToken } from '../parts/fields.ts'
import { provisionName } from '../safeguards/mode.ts'
import { submissionKey } from '../uuid.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { factFields, isTyped, type Typed, typedFrom } from './fact-fields.ts'
import { isFile } from './file-fact.ts'
import { officersRefusal, refusalText, safeguardWords } from './refusals.ts'
import { textIn } from './typed.ts'

/** Fields of the form that are no facts; no fact has such a name. */
export const OWN_FIELDS = {
  key: '_key',
  event: '_event',
  at: '_at',
  law: '_law',
  reasons: '_reasons',
  fact: '_fact',
} as const

export interface StepForm {
  /** Null where a case is opened. */
  readonly view: Pick<CaseView, 'procedure' | 'caseId' | 'event' | 'facts'> | null
  readonly prospect: Prospect
  /** The facts that it asks for, in order. */
  readonly facts: readonly string[]
  readonly procedure?: Procedure
  /** The step is taken now: no other time is asked for. */
  readonly now?: true
  readonly typed?: Typed
  readonly refusals?: readonly Refusal[]
}

/** Says against what an officer may go on: asked once the register has said so, or where it is known before. */
export function asksForLaw({ passable }: Prospect, refusals: readonly Refusal[]): boolean {
  return (
    passable.length > 0 || refusals.some(({ rule }) => rule === 'national-law-missing' || rule === 'reasons-missing')
  )
}

/** The form with its button. What stands is shown in it, and sent again only where it was changed; what is given anew each time is asked for empty. */
export function stepForm(exchange: Exchange, form: StepForm): Html {
  const { view, prospect, facts, refusals = [] } = form
  const procedure = view?.procedure ?? form.procedure
  if (procedure === undefined) throw new Error('internal error: a form of no procedure')
  const words = wordsFor(exchange, procedure.name).steps[prospect.step]
  const standing = view === null ? {} : typedFrom(exchange, procedure, standingFor(prospect, pick(view.facts, facts)))
  const typed: Typed = { ...standing, ...form.typed }
  const action =
    view === null ? `/cases/${procedure.name}/open` : `/cases/${procedure.name}/${view.caseId}/${prospect.step}`
  const needed = new Set(view === null ? prospect.missing : prospect.missing.filter((name) => facts.includes(name)))
  const takesFiles = view !== null && facts.some((name) => isFile(procedure.facts[name]))
  return html`<form class="ob-form" method="post" action="${action}"${takesFiles ? html` enctype="multipart/form-data"` : ''} novalidate>${hiddenToken(exchange)}<input type="hidden" name="${OWN_FIELDS.key}" value="${submissionKey(textIn(typed, OWN_FIELDS.key) ?? '')}"><input type="hidden" name="${OWN_FIELDS.event}" value="${view?.event ?? 0}">
${factFields(exchange, { procedure, facts, needed, typed, refusals, ...(takesFiles ? { files: 'taken' as const } : {}) })}
${form.now === undefined && (takesFiles || facts.some((name) => isTyped(procedure.facts[name]))) ? atField(exchange, typed) : ''}
${asksForLaw(prospect, refusals) ? lawFields(exchange, procedure, { prospect, refusals, typed }) : ''}
${secondNeeded(exchange, prospect)}<button class="govuk-button">${declaredText(words?.button ?? prospect.step)}</button>${words?.help === undefined ? '' : html`<p class="govuk-hint">${declaredText(words.help)}</p>`}</form>`
}

/** What stands and may stay as it is: reasons of an earlier decision are none of the next one. */
export function standingFor({ missing }: Pick<Prospect, 'missing'>, facts: CaseView['facts']): CaseView['facts'] {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !missing.includes(name)))
}

function secondNeeded({ texts }: Exchange, { countersignedBy }: Prospect): Html | string {
  if (countersignedBy.length === 0) return ''
  const roles = texts.list(countersignedBy.map((role) => texts.named(`agency-role.${role}`)))
  return html`<p class="govuk-body">${texts.t('cases.needs-second', { roles })}</p>`
}

function pick(facts: CaseView['facts'], names: readonly string[]): CaseView['facts'] {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.includes(name)))
}

/** When it happened, where that is not now: both times are kept. */
function atField({ texts }: Exchange, typed: Typed): Html {
  const control = plainControl(
    OWN_FIELDS.at,
    `${texts.t('cases.happened-at')} ${texts.t('form.optional')}`,
    texts.t('cases.happened-at-help'),
  )
  return controls.group(
    control,
    controls.input(control, { type: 'datetime-local', value: textOf(typed, OWN_FIELDS.at), autocomplete: 'off' }),
  )
}

interface Against {
  readonly prospect: Prospect
  readonly refusals: readonly Refusal[]
  readonly typed: Typed
}

function lawFields(exchange: Exchange, procedure: Procedure, { prospect, refusals, typed }: Against): Html {
  const { texts } = exchange
  const against = [...prospect.passable, ...refusals.filter(({ safeguard }) => safeguard !== null)]
  const law = plainControl(OWN_FIELDS.law, texts.t('cases.national-law'), lawHint(exchange, procedure, against))
  const reasons = plainControl(OWN_FIELDS.reasons, texts.t('cases.reasons'), texts.t('cases.reasons-help'))
  return html`<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text">${texts.t('cases.suspended')}</strong></div>
<ul class="govuk-list govuk-list--bullet">${against.map((refusal) => html`<li>${safeguardWords(exchange, procedure, refusal, 'officer')}</li>`)}</ul>
${controls.group(law, controls.input(law, { type: 'text', value: textOf(typed, OWN_FIELDS.law), autocomplete: 'off' }))}
${controls.group(reasons, controls.textarea(reasons, textOf(typed, OWN_FIELDS.reasons)))}`
}

/** The provisions that the country pack names for these rules. */
function lawHint(exchange: Exchange, procedure: Procedure, against: readonly Refusal[]): string {
  const { register, texts } = exchange
  const laws = against.flatMap(({ safeguard }) => register.whyRecorded(procedure.name, safeguard ?? '')?.law ?? [])
  const named = [...new Set(laws)].map((law) => provisionName(exchange, law))
  return named.length === 0 ? '' : texts.t('cases.law-of-pack', { law: named.join('; ') })
}

function plainControl(name: string, label: string, hint: string): controls.Control {
  return {
    ...{ name, label, described: hint === '' ? '' : `hint-${name}`, wrong: 'right' },
    messages: html`${hint === '' ? '' : html`<div class="govuk-hint" id="hint-${name}">${hint}</div>`}`,
  }
}

function textOf(typed: Typed, name: string): string {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}

/** Everything that stands against it, at the top of the page: the page opens on it. */
export function refusalSummary(exchange: Exchange, procedure: Procedure, refusals: readonly Refusal[]): Html | string {
  if (refusals.length === 0) return ''
  const { t } = exchange.texts
  const words = wordsFor(exchange, procedure.name)
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1" autofocus><h2 class="govuk-error-summary__title">${t('cases.not-taken')}</h2><div class="govuk-error-summary__body"><p>${t('form.refused-kept')}</p><ul class="govuk-list govuk-error-summary__list">${refusals.map(
    (refusal) =>
      refusal.fact === null
        ? html`<li>${officersRefusal(exchange, procedure, refusal)} ${safeguardWords(exchange, procedure, refusal, 'officer')}</li>`
        : html`<li><a href="#field-${refusal.fact}">${declaredText(words.facts[refusal.fact]?.label ?? refusal.fact)}: ${refusalText(exchange, procedure, refusal)}</a></li>`,
  )}</ul></div></div>`
}
