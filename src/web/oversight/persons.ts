/** Reports that two people stand under one number, or one under two: what waits, and what whoever signs sees and answers. No content of any case. */
import { html } from 'hono/html'
import {
  declineReport,
  type ReportedCase,
  type ReportView,
  reportShown,
  reportsWaiting,
  signReport,
} from '../../register/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { postedFields } from '../form-route.ts'
import * as controls from '../parts/controls.ts'
import { hiddenToken } from '../parts/fields.ts'
import { table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { refusedNotice } from '../parts/refused-notice.ts'
import { emptyState, panel, summaryList } from '../parts/summary.ts'
import { actToSign, CHANGE, readSignature, type Signing, signPage } from '../passkeys/index.ts'
import { isUuid } from '../uuid.ts'

const SIDES = ['first', 'second'] as const

export async function personsPage(exchange: Exchange): Promise<Html> {
  const { t, named, moment } = exchange.texts
  const waiting = await reportsWaiting(exchange.register, exchange.officer())
  return page(exchange, {
    title: t('persons.title'),
    trail: [{ href: '/oversight', text: t('oversight.title') }],
    body: html`${doneBanner(exchange)}<p class="govuk-body">${t('persons.lead')}</p>
${
  waiting.length === 0
    ? emptyState(t('persons.none'))
    : table(
        t('persons.title'),
        [{ heading: t('oversight.what') }, { heading: t('oversight.since') }, { heading: t('persons.by') }],
        waiting.map(({ id, kind, at, role }) => [
          html`<a class="govuk-link" href="/oversight/persons/${id}">${t(`person-report.${kind}`)}</a>`,
          moment(at),
          named(`agency-role.${role}`),
        ]),
      )
}`,
  })
}

interface Typed {
  readonly sides: Readonly<Record<string, string>>
  readonly reasons: string
}

export function personReportPage(exchange: Exchange): Promise<Html> {
  return shown(exchange, { sides: {}, reasons: '' }, [])
}

/** Signs or declines. What was typed is kept where it is refused. */
export async function answerPersonReport(exchange: Exchange): Promise<Response | Html> {
  const { context, register, texts } = exchange
  const posted = await postedFields(exchange)
  const texted = Object.entries(posted).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  const sides = Object.fromEntries(
    texted.flatMap(([name, value]) => (name.startsWith('side-') ? [[name.slice('side-'.length), value]] : [])),
  )
  const typed = Object.fromEntries(texted)
  const { reasons = '', answer = '' } = typed
  const id = idIn(exchange)
  if (CHANGE in typed) return shown(exchange, { sides, reasons }, [])
  const signing = await readSignature(exchange, typed)
  try {
    if (answer === 'sign')
      await signReport(register, exchange.officer(), { id, sides, reasons, unconfirmed: signing.unconfirmed })
    else await declineReport(register, exchange.officer(), { id, reasons })
    return context.redirect(`/oversight/persons?done=person.${answer === 'sign' ? 'signed' : 'declined'}`, 303)
  } catch (error) {
    const act = actToSign(error)
    if (act !== null) return toSign(exchange, { act, typed, sides, reasons, problem: signing.problem })
    if (!(error instanceof StepRefused)) throw error
    context.status(422)
    return shown(exchange, { sides, reasons }, [texts.named(`refused.${error.rule}`, error.data)])
  }
}

interface ToSign extends Typed {
  readonly act: Buffer
  readonly typed: Readonly<Record<string, string>>
  readonly problem: Signing['problem']
}

/** What was answered is to be signed: it is shown once more, and sent again with the signature. */
async function toSign(exchange: Exchange, { act, typed, sides, reasons, problem }: ToSign): Promise<Html> {
  const { t, named } = exchange.texts
  const report = await reportShown(exchange.register, exchange.officer(), idIn(exchange))
  const whose = report.persons.flatMap((cases, index) =>
    cases.map(({ caseId, caseNumber }) => {
      const side = report.kind === 'merge' ? SIDES[index] : sides[caseId]
      return [html`<bdi>${caseNumber}</bdi>`, named(`persons.${side ?? 'first'}`)] as const
    }),
  )
  return signPage(exchange, {
    ...{ act, typed, problem, change: true, action: exchange.context.req.path },
    title: t(`persons.sign-${report.kind}`),
    trail: [
      { href: '/oversight', text: t('oversight.title') },
      { href: '/oversight/persons', text: t('persons.title') },
    ],
    what: summaryList([...whose, [t('persons.reasons'), html`<span class="ob-lines" dir="auto">${reasons}</span>`]]),
  })
}

function idIn({ context }: Exchange): string {
  const id = context.req.param('id') ?? ''
  if (!isUuid(id)) throw new NotFound()
  return id
}

async function shown(exchange: Exchange, typed: Typed, problems: readonly string[]): Promise<Html> {
  const { t, named, moment } = exchange.texts
  const report = await reportShown(exchange.register, exchange.officer(), idIn(exchange))
  return page(exchange, {
    title: t(`person-report.${report.kind}`),
    trail: [
      { href: '/oversight', text: t('oversight.title') },
      { href: '/oversight/persons', text: t('persons.title') },
    ],
    body: html`${problems.length === 0 ? '' : refusedNotice(exchange.texts, problems)}
<p class="govuk-body">${t('persons.reported', { role: named(`agency-role.${report.role}`), at: moment(report.at) })}</p>
<blockquote class="govuk-inset-text" dir="auto">${report.reasons}</blockquote>
<p class="govuk-body">${t(`persons.${report.kind}-help`)}</p>
${report.isOwn ? panel('late', t('persons.own'), html`<p class="govuk-body">${t('persons.own-help')}</p>`) : answering(exchange, report, typed)}`,
  })
}

function answering(exchange: Exchange, report: ReportView, typed: Typed): Html {
  const { t } = exchange.texts
  const reasons: controls.Control = {
    ...{ name: 'reasons', label: t('persons.reasons'), described: '', messages: html``, wrong: 'right' },
  }
  return html`<form class="ob-form" method="post" novalidate>${hiddenToken(exchange)}
${report.persons.map(
  (cases, index) =>
    html`<h2 class="govuk-heading-m">${t(report.kind === 'split' ? 'persons.cases' : index === 0 ? 'persons.of-first' : 'persons.of-second')}</h2>${cases.length === 0 ? emptyState(t('persons.nobody')) : cases.map((one) => caseOf(exchange, report, { one, typed }))}`,
)}
${controls.group(reasons, controls.textarea(reasons, typed.reasons))}
<button class="govuk-button" name="answer" value="sign">${t(`persons.sign-${report.kind}`)}</button> <button class="govuk-button govuk-button--secondary" name="answer" value="decline">${t('persons.decline')}</button></form>`
}

/** Its number, and when something happened of which kind; to whom it belongs, where two are parted. */
function caseOf(
  exchange: Exchange,
  { kind }: ReportView,
  { one, typed }: { readonly one: ReportedCase; readonly typed: Typed },
): Html {
  const { t, named, moment } = exchange.texts
  const name = `side-${one.caseId}`
  const control: controls.Control = {
    ...{ name, label: t('persons.whose', { number: one.caseNumber }), described: '', messages: html``, wrong: 'right' },
  }
  const choices = SIDES.map((value) => ({ value, text: t(`persons.${value}`) }))
  return html`<div class="govuk-summary-card"><div class="govuk-summary-card__title-wrapper"><h3 class="govuk-summary-card__title"><bdi>${one.caseNumber}</bdi>${one.isReported ? html` <strong class="govuk-tag govuk-tag--grey">${t('persons.here')}</strong>` : ''}</h3></div><div class="govuk-summary-card__content"><ol class="govuk-list">${one.events.map(
    (event) => html`<li>${moment(event.at)} · ${named(`event-kind.${event.kind}`)}</li>`,
  )}</ol>${kind === 'split' ? controls.group(control, controls.radios(control, choices, typed.sides[one.caseId] ?? '')) : ''}</div></div>`
}
