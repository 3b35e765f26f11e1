/** Correcting what stands in a case: facts are chosen, each stands beside its new value, and a reason goes with them. Nothing is overwritten. */
import { html } from 'hono/html'
import { type CaseView, carryOut, type Facts, type Refusal, Refused, viewCase } from '../../register/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { postedFields } from '../form-route.ts'
import * as controls from '../parts/controls.ts'
import { hiddenToken } from '../parts/fields.ts'
import { keptNotice } from '../parts/kept-notice.ts'
import { page } from '../parts/page.ts'
import { refusedNotice } from '../parts/refused-notice.ts'
import { summaryList } from '../parts/summary.ts'
import { actToSign, CHANGE, readSignature, signPage } from '../passkeys/index.ts'
import { submissionKey } from '../uuid.ts'
import { caseIdIn, trailOf } from './case-page.ts'
import { changedFacts } from './changed-facts.ts'
import { correctableHere } from './correction.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { factFields, factsFrom, type Typed, typedFrom } from './fact-fields.ts'
import { shownFact } from './fact-value.ts'
import { filesOf, isFile, keepFiles } from './file-fact.ts'
import { purposeOf } from './purposes.ts'
import { OWN_FIELDS, refusalSummary } from './step-form.ts'
import { textIn, typedOf } from './typed.ts'
import { procedureHere } from './worked-here.ts'

export async function correctPage(exchange: Exchange): Promise<Html> {
  const view = await viewHere(exchange)
  const kept = await exchange.keptForm()
  const typed = typedOf(kept ?? {})
  const chosen = chosenIn(view, kept === null ? (exchange.context.req.queries('fact') ?? []) : namesIn(typed))
  if (chosen.length === 0) return choosing(exchange, view)
  const notice = kept === null ? '' : keptNotice(exchange)
  return correcting(exchange, view, { chosen, typed, refusals: [], notice })
}

export async function correctPosted(exchange: Exchange): Promise<Response | Html> {
  const posted = typedOf(await postedFields(exchange))
  const view = await viewHere(exchange)
  const chosen = chosenIn(view, namesIn(posted))
  if (chosen.length === 0) return choosing(exchange, view)
  // Kept before the correction is judged: whatever becomes of it, nobody sends a file twice.
  const kept = await keepFiles(exchange, exchange.officer(), {
    ...{ procedure: view.procedure, caseId: view.caseId, purpose: purposeOf(exchange) },
    ...{ facts: chosen, typed: posted },
  })
  const { typed } = kept
  const form: Form = { chosen, typed, refusals: kept.refusals, notice: '' }
  if (kept.refusals.length > 0) return refused(exchange, view, form)
  if (CHANGE in typed) return correcting(exchange, view, form)
  const lacks = lacking(exchange, view, form)
  if (lacks.length > 0) return refused(exchange, view, { ...form, refusals: lacks })
  const signing = await readSignature(exchange, typed)
  const { procedure, caseId } = view
  try {
    await carryOut(exchange.register, exchange.officer(), {
      ...{ procedure: procedure.name, kind: 'correct', step: 'correct', person: null, code: null },
      key: submissionKey(textIn(typed, OWN_FIELDS.key) ?? ''),
      on: { caseId, event: Number(textIn(typed, OWN_FIELDS.event)) || view.event },
      facts: changedFacts(exchange, procedure, { names: form.chosen, standing: view.facts, typed }),
      ...{ assertedAt: null, nationalLawBasis: null, reasonsLong: textIn(typed, OWN_FIELDS.reasons) },
      purpose: purposeOf(exchange),
      unconfirmed: signing.unconfirmed,
    })
    return exchange.context.redirect(`/cases/${procedure.name}/${caseId}?done=case.corrected#happened`, 303)
  } catch (error) {
    const act = actToSign(error)
    if (act !== null)
      return signPage(exchange, {
        ...{ act, typed, problem: signing.problem, change: true, action: exchange.context.req.path },
        ...{ title: exchange.texts.t('correction.title'), trail: trailIn(exchange, view) },
        what: newValues(exchange, view, form),
      })
    if (error instanceof Refused) return refused(exchange, view, { ...form, refusals: error.refusals })
    if (!(error instanceof StepRefused)) throw error
    exchange.context.status(409)
    const said = exchange.texts.named(`refused.${error.rule}`, error.data)
    return correcting(exchange, await viewHere(exchange), { ...form, notice: refusedNotice(exchange.texts, [said]) })
  }
}

function refused(exchange: Exchange, view: CaseView, form: Form): Html {
  exchange.context.status(422)
  return correcting(exchange, view, form)
}

function newValues(exchange: Exchange, view: CaseView, { chosen, typed }: Form): Html {
  const given = factsFrom(exchange, view.procedure, chosen, typed) as Facts // judged before a signature was asked
  return summaryList(
    Object.entries(given).map(([name, value]) => [
      labelOf(exchange, view, name),
      shownFact(exchange, view.procedure, name, value, filesOf(view)),
    ]),
  )
}

/** NotFound where the reader corrects nothing: to them there is no such page. */
async function viewHere(exchange: Exchange): Promise<CaseView> {
  const of = { procedure: procedureHere(exchange).name, caseId: caseIdIn(exchange), purpose: purposeOf(exchange) }
  const view = await viewCase(exchange.register, exchange.officer(), of)
  if (correctableHere(view).length === 0) throw new NotFound()
  return view
}

function namesIn(typed: Typed): readonly string[] {
  return [typed[OWN_FIELDS.fact] ?? []].flat()
}

function chosenIn(view: CaseView, names: readonly string[]): readonly string[] {
  return correctableHere(view).filter((name) => names.includes(name))
}

/** A field that was emptied, and a reason that is not given: a correction says what is right, and why. */
function lacking(exchange: Exchange, { procedure }: CaseView, { chosen, typed }: Form): readonly Refusal[] {
  const given = factsFrom(exchange, procedure, chosen, typed)
  const bare = { safeguard: null, cite: [], params: {} } as const
  return [
    ...chosen.filter((fact) => given[fact] === undefined).map((fact) => ({ ...bare, rule: 'missing', fact })),
    ...(textIn(typed, OWN_FIELDS.reasons) === null ? [{ ...bare, rule: 'correction-reason-missing', fact: null }] : []),
  ]
}

function labelOf(exchange: Exchange, { procedure }: CaseView, name: string): string {
  return declaredText(wordsFor(exchange, procedure.name).facts[name]?.label ?? name)
}

function trailIn(exchange: Exchange, view: CaseView) {
  const { procedure, caseId, caseNumber } = view
  return [...trailOf(exchange, view), { href: `/cases/${procedure.name}/${caseId}`, text: caseNumber }]
}

function choosing(exchange: Exchange, view: CaseView): Html {
  const { t } = exchange.texts
  const control: controls.Control = {
    ...{ name: 'fact', label: t('correction.choose'), described: '', messages: html``, wrong: 'right' },
  }
  const choices = correctableHere(view).map((name) => ({ value: name, text: labelOf(exchange, view, name) }))
  return page(exchange, {
    title: t('correction.title'),
    trail: trailIn(exchange, view),
    body: html`<p class="govuk-body">${t('correction.lead')}</p><form class="ob-form" method="get" action="/cases/${view.procedure.name}/${view.caseId}/correct">${controls.group(control, controls.checkboxes(control, choices, []))}<button class="govuk-button">${t('correction.go-on')}</button></form>`,
  })
}

interface Form {
  readonly chosen: readonly string[]
  readonly typed: Typed
  readonly refusals: readonly Refusal[]
  readonly notice: Html | string
}

/** Each fact as it stands, its field below. */
function correcting(exchange: Exchange, view: CaseView, form: Form): Html {
  const { t } = exchange.texts
  const { chosen, typed, refusals, notice } = form
  const { procedure, facts, caseId } = view
  const standing = Object.fromEntries(
    chosen.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])),
  )
  const asked = { procedure, typed: { ...typedFrom(exchange, procedure, standing), ...typed }, refusals }
  const one = (name: string) =>
    html`<div class="ob-section"><p class="govuk-body">${t('correction.stands')} <strong>${shownFact(exchange, procedure, name, facts[name] ?? '', filesOf(view))}</strong></p><input type="hidden" name="${OWN_FIELDS.fact}" value="${name}">${factFields(exchange, { ...asked, facts: [name], needed: new Set([name]), files: 'taken' })}</div>`
  const takesFiles = chosen.some((name) => isFile(procedure.facts[name]))
  return page(exchange, {
    title: t('correction.title'),
    ...(refusals.length === 0 ? {} : { titlePrefix: t('form.error') }),
    trail: trailIn(exchange, view),
    body: html`${refusalSummary(exchange, procedure, refusals)}${notice}<p class="govuk-body">${t('correction.help')}</p>
<form class="ob-form" method="post" action="/cases/${procedure.name}/${caseId}/correct"${takesFiles ? html` enctype="multipart/form-data"` : ''} novalidate>${hiddenToken(exchange)}<input type="hidden" name="${OWN_FIELDS.key}" value="${submissionKey(textIn(typed, OWN_FIELDS.key) ?? '')}"><input type="hidden" name="${OWN_FIELDS.event}" value="${view.event}">
${chosen.map(one)}${reasonField(exchange, form)}<button class="govuk-button">${t('correction.send')}</button></form>`,
  })
}

function reasonField({ texts: { t } }: Exchange, { typed, refusals }: Form): Html {
  const isMissing = refusals.some(({ rule }) => rule === 'correction-reason-missing')
  const control: controls.Control = {
    ...{ name: OWN_FIELDS.reasons, label: t('correction.reason'), wrong: isMissing ? 'wrong' : 'right' },
    described: isMissing ? 'hint-reasons error-reasons' : 'hint-reasons',
    messages: html`<div class="govuk-hint" id="hint-reasons">${t('correction.reason-help')}</div>${isMissing ? html`<p class="govuk-error-message" id="error-reasons">${t('problem.correction-reason-missing')}</p>` : ''}`,
  }
  return controls.group(control, controls.textarea(control, textIn(typed, OWN_FIELDS.reasons) ?? ''))
}
