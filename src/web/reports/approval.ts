/** From draft to the State's word: who sees it, who has approved, what still stands in the way, and freezing. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  approvalsOf,
  approve,
  assemble,
  contentOf,
  countWords,
  freeze,
  mayFreeze,
  mayWriteWhole,
  openReport,
  requestApproval,
  ShareReport,
  shareReport,
  type WordCount,
} from '../../reports/index.ts'
import { Conflict, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { stateTag, table } from '../parts/list.ts'
import { institutionName } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import type { Route } from '../route.ts'
import { reportTabs, viewOf, wordMeter } from './pages.ts'
import { trailOf } from './write.ts'

type Opened = Awaited<ReturnType<typeof openReport>>
type Approvals = Awaited<ReturnType<typeof approvalsOf>>

/** `refused` stands on top; what was typed for the step stays in its field. */
export async function approvalPage(exchange: Exchange, refused: Html | string = '', reason = ''): Promise<Html> {
  const { t } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const { report, approvals, count } = await exchange.read(async (tx) => {
    const report = await openReport(tx, id)
    const model = await assemble(tx, id, await contentOf(tx, id, report.latest.number), viewOf(exchange))
    return { report, approvals: await approvalsOf(tx, exchange.viewer, id), count: countWords(model) }
  })
  return page(exchange, {
    title: t('report.approval-of', { title: report.title }),
    trail: trailOf(exchange, report.title),
    body: [
      html`${doneBanner(exchange)}${refused}`,
      reportTabs(exchange, id, report.state),
      html`<p class="govuk-body">${stateTag(exchange, report.state)} ${t('report.on-version', { number: report.latest.number })}</p>`,
      wordMeter(exchange, count),
      inTheWay(exchange, report, { approvals, count }),
      approved(exchange, report, approvals),
      steps(exchange, report, { count, reason }),
      mayWriteWhole(exchange.viewer, report) ? sharing(exchange, report) : '',
    ],
  })
}

function inTheWay(
  exchange: Exchange,
  report: Opened,
  { approvals, count }: { approvals: Approvals; count: WordCount },
): Html | string {
  if (report.state === 'frozen') return ''
  const { t } = exchange.texts
  const bySecretariat = approvals.some((row) => row.number === report.latest.number && row.role === 'secretariat')
  const missing = [
    ...(report.state === 'drafting' ? [t('report.way.request')] : []),
    ...(bySecretariat ? [] : [t('report.way.secretariat')]),
    ...(count.level === 'over' ? [t('report.way.over')] : []),
  ]
  return html`<h2 class="govuk-heading-m">${t('report.way')}</h2>${missing.length === 0 ? html`<p class="govuk-body">${t('report.way.nothing')}</p>` : html`<ul class="govuk-list govuk-list--bullet">${missing.map((line) => html`<li>${line}</li>`)}</ul>`}`
}

function approved(exchange: Exchange, report: Opened, approvals: Approvals): Html {
  const { t, moment } = exchange.texts
  if (approvals.length === 0) return html`<p class="govuk-body">${t('report.no-approvals')}</p>`
  return table(
    t('report.approvals'),
    [
      { heading: t('obligation.institution') },
      { heading: t('report.by') },
      { heading: t('report.version') },
      { heading: t('report.saved') },
    ],
    approvals.map((row) => [
      institutionName(exchange, row.institution),
      row.person,
      row.number === report.latest.number
        ? String(row.number)
        : html`${row.number} <span class="govuk-hint">${t('report.outdated')}</span>`,
      moment(row.approved_at),
    ]),
  )
}

function steps(
  exchange: Exchange,
  report: Opened,
  { count, reason }: { count: WordCount; reason: string },
): Html | string {
  const { t } = exchange.texts
  if (report.state === 'frozen') return ''
  const step = (path: string, text: string, inside: Html | string = '') =>
    html`<form method="post" action="/reports/${report.id}/${path}">${hiddenToken(exchange)}<input type="hidden" name="version" value="${report.version}"><input type="hidden" name="number" value="${report.latest.number}">${inside}<button class="govuk-button${path === 'freeze' ? ' govuk-button--warning' : ''}">${text}</button></form>`
  if (report.state === 'drafting')
    return mayWriteWhole(exchange.viewer, report) ? step('request', t('report.request')) : ''
  const overReason =
    count.level === 'over'
      ? html`<div class="govuk-form-group"><label class="govuk-label" for="reason">${t('report.over-reason')}</label><textarea class="govuk-textarea" id="reason" name="reason" rows="3" dir="auto">${reason}</textarea></div>`
      : ''
  return html`${step('approve', t('report.approve'))}${mayFreeze(exchange.viewer) ? html`<h2 class="govuk-heading-m">${t('report.freeze')}</h2><p class="govuk-body">${t('report.freeze-explained')}</p>${step('freeze', t('report.freeze'), overReason)}` : ''}`
}

const AUDIENCES = ShareReport.shape.audience.options

function sharing(exchange: Exchange, report: Opened): Html {
  const { t, named } = exchange.texts
  return html`<h2 class="govuk-heading-m">${t('report.share')}</h2><form method="post" action="/reports/${report.id}/share">${hiddenToken(exchange)}<input type="hidden" name="version" value="${report.version}"><fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend">${t('report.share-explained')}</legend><div class="govuk-radios govuk-radios--small">${AUDIENCES.map(
    (audience) =>
      html`<div class="govuk-radios__item"><input class="govuk-radios__input" type="radio" id="audience-${audience}" name="audience" value="${audience}"${audience === report.audience ? html` checked` : ''}><label class="govuk-label govuk-radios__label" for="audience-${audience}">${named(`report.audience.${audience}`)}</label></div>`,
  )}</div></fieldset><p></p><button class="govuk-button govuk-button--secondary">${t('report.share')}</button></form>`
}

type Taken = { readonly report: string; readonly version: number; readonly number: number; readonly body: Body }
type Body = Readonly<Record<string, unknown>>

export function approvalRoutes(): Route[] {
  const step = (path: string, take: (exchange: Exchange, taken: Taken) => Promise<unknown>): Route => ({
    method: 'POST',
    path: `/reports/:id/${path}`,
    who: ['secretariat', 'official'],
    answer: async (exchange) => {
      const body = await exchange.context.req.parseBody()
      const report = exchange.context.req.param('id') ?? ''
      try {
        await take(exchange, { report, version: Number(body.version), number: Number(body.number), body })
      } catch (error) {
        return refusedStep(exchange, error, String(body.reason ?? ''))
      }
      return exchange.context.redirect(`/reports/${report}/approval?done=report.${path}`, 303)
    },
  })
  return [
    step('request', (exchange, { report, number }) =>
      exchange.act('report.request-approval', (tx) => requestApproval(tx, exchange.viewer, { report, number })),
    ),
    step('approve', (exchange, { report, number }) =>
      exchange.act('report.approve', (tx) => approve(tx, exchange.viewer, { report, number })),
    ),
    step('freeze', (exchange, { report, number, version, body }) =>
      exchange.act('report.freeze', (tx) =>
        freeze(
          tx,
          exchange.viewer,
          { report, number, version, ...(body.reason ? { overLimitReason: String(body.reason).slice(0, 2000) } : {}) },
          viewOf(exchange),
        ),
      ),
    ),
    step('share', (exchange, { report, version, body }) =>
      exchange.act('report.share', (tx) =>
        shareReport(tx, exchange.viewer, {
          report,
          version,
          audience: z.enum(AUDIENCES).catch('officials').parse(body.audience),
        }),
      ),
    ),
  ]
}

/** A refusal stands above the page with everything on it; somebody else's step in between is shown, not overrun. */
function refusedStep(exchange: Exchange, error: unknown, reason: string): Promise<Html> {
  const { t, named } = exchange.texts
  const sentence =
    error instanceof StepRefused
      ? named(`refused.${error.rule}`, error.data)
      : error instanceof Conflict
        ? t('report.changed-meanwhile')
        : null
  if (sentence === null) throw error
  exchange.context.status(409)
  return approvalPage(
    exchange,
    html`<div class="govuk-error-summary" role="alert"><h2 class="govuk-error-summary__title">${t('form.refused')}</h2><p>${sentence}</p></div>`,
    reason,
  )
}
