/** Two people under one number, or one under two: an officer reports it from the case, and another person decides. */
import { html } from 'hono/html'
import { mayReportPerson, type ReportKind, reportPerson, viewCase } from '../../register/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import * as controls from '../parts/controls.ts'
import { hiddenToken } from '../parts/fields.ts'
import { page } from '../parts/page.ts'
import { refusedNotice } from '../parts/refused-notice.ts'
import { submissionKey } from '../uuid.ts'
import { caseIdIn } from './case-page.ts'
import { wordsFor } from './declared-text.ts'
import { purposeOf } from './purposes.ts'
import { procedureHere } from './worked-here.ts'

const KINDS = ['split', 'merge'] as const satisfies readonly ReportKind[]

interface Typed {
  readonly kind: string
  readonly number: string
  readonly reasons: string
  readonly key: string
}

export function personPage(exchange: Exchange): Promise<Html> {
  return shown(exchange, { kind: '', number: '', reasons: '', key: crypto.randomUUID() }, [])
}

export async function sendPersonReport(exchange: Exchange): Promise<Response | Html> {
  const { context, register, texts } = exchange
  const posted = await context.req.parseBody()
  const text = (name: string) => (typeof posted[name] === 'string' ? posted[name] : '')
  const key = submissionKey(text('key'))
  const typed = { kind: text('kind'), number: text('number'), reasons: text('reasons'), key }
  const of = ofCase(exchange)
  const kind = KINDS.find((one) => one === typed.kind)
  try {
    if (kind === undefined) throw new StepRefused('kind-needed')
    await reportPerson(register, exchange.officer(), {
      ...of,
      ...{ kind, key: typed.key, otherNumber: typed.number, reasons: typed.reasons },
    })
    return context.redirect(`/cases/${of.procedure}/${of.caseId}?done=case.person-reported`, 303)
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error
    context.status(422)
    return shown(exchange, typed, [texts.named(`refused.${error.rule}`, error.data)])
  }
}

function ofCase(exchange: Exchange) {
  return { procedure: procedureHere(exchange).name, caseId: caseIdIn(exchange), purpose: purposeOf(exchange) }
}

async function shown(exchange: Exchange, typed: Typed, problems: readonly string[]): Promise<Html> {
  const { t } = exchange.texts
  const of = ofCase(exchange)
  if (!mayReportPerson(exchange.register, exchange.officer(), of.procedure)) throw new NotFound()
  const { caseNumber } = await viewCase(exchange.register, exchange.officer(), of)
  const control = (name: string, label: string): controls.Control => ({
    ...{ name, label, described: '', messages: html``, wrong: 'right' },
  })
  const choices = KINDS.map((value) => ({
    value,
    text: t(`person-report.${value}`),
    hint: t(`person-report.${value}-help`),
  }))
  const kind = control('kind', t('person-report.kind'))
  const number = control('number', `${t('person-report.number')} ${t('form.optional')}`)
  const reasons = control('reasons', t('person-report.reasons'))
  return page(exchange, {
    title: t('person-report.title'),
    trail: [
      { href: '/cases', text: t('cases.title') },
      { href: `/cases/${of.procedure}/${of.caseId}`, text: `${wordsFor(exchange, of.procedure).title} ${caseNumber}` },
    ],
    body: html`${problems.length === 0 ? '' : refusedNotice(exchange.texts, problems)}<p class="govuk-body">${t('person-report.lead')}</p>
<form class="ob-form" method="post" novalidate>${hiddenToken(exchange)}<input type="hidden" name="key" value="${typed.key}">
${controls.group(kind, controls.radios(kind, choices, typed.kind))}${controls.group(number, controls.input(number, { type: 'text', value: typed.number, autocomplete: 'off' }))}${controls.group(reasons, controls.textarea(reasons, typed.reasons))}
<button class="govuk-button">${t('person-report.send')}</button></form>`,
  })
}
