/** Steps of those who read nothing of a case: they give its number and what the step asks, and are shown nothing. */
import { html } from 'hono/html'
import type { Procedure } from '../../procedures/index.ts'
import { carryOut, caseByNumber, type Refusal, Refused, unreadSteps } from '../../register/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { postedFields } from '../form-route.ts'
import * as controls from '../parts/controls.ts'
import { hiddenToken } from '../parts/fields.ts'
import { keptNotice } from '../parts/kept-notice.ts'
import { page } from '../parts/page.ts'
import { refusedNotice } from '../parts/refused-notice.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { factFields, factsFrom, type Typed } from './fact-fields.ts'
import { purposeOf } from './purposes.ts'
import { OWN_FIELDS, refusalSummary } from './step-form.ts'
import { textIn, typedOf } from './typed.ts'
import { isWorkedHere, procedureHere } from './worked-here.ts'

const NUMBER = '_number'

/** The links of the home page: steps by number, in every procedure where the officer takes some. */
export function byNumberLinks(exchange: Exchange): Html | string {
  const { register, texts } = exchange
  const steps = register.procedures
    .filter(isWorkedHere)
    .flatMap((procedure) => unreadSteps(procedure, exchange.officer()).map(({ name }) => ({ procedure, name })))
  if (steps.length === 0) return ''
  return html`<h2 class="govuk-heading-m">${texts.t('cases.by-number')}</h2><ul class="govuk-list">${steps.map(
    ({ procedure, name }) =>
      html`<li><a class="govuk-link" href="/cases/${procedure.name}/by-number/${name}">${wordsFor(exchange, procedure.name).title}: ${declaredText(wordsFor(exchange, procedure.name).steps[name]?.button ?? name)}</a></li>`,
  )}</ul>`
}

export async function byNumberPage(exchange: Exchange): Promise<Html> {
  const kept = await exchange.keptForm()
  return shown(exchange, {
    typed: typedOf(kept ?? {}),
    refusals: [],
    notice: kept === null ? '' : keptNotice(exchange),
  })
}

export async function takeByNumber(exchange: Exchange): Promise<Response | Html> {
  const { register, context } = exchange
  const procedure = procedureHere(exchange)
  const step = stepIn(exchange, procedure)
  const typed = typedOf(await postedFields(exchange))
  const number = (textIn(typed, NUMBER) ?? '').toUpperCase()
  try {
    const on = await caseByNumber(register, exchange.officer(), { procedure: procedure.name, number })
    await carryOut(register, exchange.officer(), {
      ...{ procedure: procedure.name, step: step.name, kind: step.kind, on, person: null, code: null },
      ...{ assertedAt: null, nationalLawBasis: null, reasonsLong: null, purpose: purposeOf(exchange) },
      key: textIn(typed, OWN_FIELDS.key) ?? crypto.randomUUID(),
      facts: factsFrom(exchange, procedure, [...step.needs, ...step.takes], typed),
    })
    return context.redirect('/cases?done=case.taken', 303)
  } catch (error) {
    if (error instanceof Refused) {
      context.status(422)
      return shown(exchange, { typed, refusals: error.refusals, notice: '' })
    }
    const rule = error instanceof NotFound ? 'no-such-number' : error instanceof StepRefused ? error.rule : null
    if (rule === null) throw error
    context.status(rule === 'no-such-number' ? 422 : 409)
    return shown(exchange, {
      typed,
      refusals: [],
      notice: refusedNotice(exchange.texts, [exchange.texts.named(`refused.${rule}`)]),
    })
  }
}

function stepIn(exchange: Exchange, procedure: Procedure) {
  const name = exchange.context.req.param('step')
  const step = unreadSteps(procedure, exchange.officer()).find((one) => one.name === name)
  if (step === undefined) throw new NotFound()
  return step
}

interface Said {
  readonly typed: Typed
  readonly refusals: readonly Refusal[]
  readonly notice: Html | string
}

function shown(exchange: Exchange, { typed, refusals, notice }: Said): Html {
  const { t } = exchange.texts
  const procedure = procedureHere(exchange)
  const step = stepIn(exchange, procedure)
  const words = wordsFor(exchange, procedure.name)
  const number: controls.Control = {
    ...{ name: NUMBER, label: t('cases.number'), described: `hint-${NUMBER}`, wrong: 'right' },
    messages: html`<div class="govuk-hint" id="hint-${NUMBER}">${t('cases.number-help')}</div>`,
  }
  const button = declaredText(words.steps[step.name]?.button ?? step.name)
  return page(exchange, {
    title: button,
    ...(refusals.length === 0 ? {} : { titlePrefix: t('form.error') }),
    trail: [{ href: '/cases', text: t('cases.title') }],
    body: html`${refusalSummary(exchange, procedure, refusals)}${notice}<form class="ob-form" method="post" novalidate>${hiddenToken(exchange)}<input type="hidden" name="${OWN_FIELDS.key}" value="${textIn(typed, OWN_FIELDS.key) ?? crypto.randomUUID()}">
${controls.group(number, controls.input(number, { type: 'text', value: textIn(typed, NUMBER) ?? '', autocomplete: 'off' }))}
${factFields(exchange, { procedure, facts: [...step.needs, ...step.takes], needed: new Set(step.needs), typed, refusals })}
<button class="govuk-button">${button}</button></form>`,
  })
}
