/** What is overdue: to the United Nations as panels at the top, inside the State as two short lists. */
import { html } from 'hono/html'
import type { Overdue } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { stateTag, table } from '../parts/list.ts'
import { institutionLink } from '../parts/names.ts'

/** One panel each, the longest overdue first; said from the first start, until receipt is recorded. */
export function lateToTheUnitedNations(exchange: Exchange, deadlines: Overdue['deadlines']): Html {
  const { t, day } = exchange.texts
  if (deadlines.length === 0) return html`<p class="govuk-body-l">${t('overview.nothing-overdue')}</p>`
  return html`<section aria-labelledby="late"><h2 class="govuk-heading-m" id="late">${t('overview.overdue')}</h2><ul class="ob-cards ob-cards--late">${deadlines.map(
    (item) =>
      html`<li><p class="ob-days"><strong>${t('due.overdue', { n: daysPast(exchange, item.due_on) })}</strong></p><h3 class="govuk-heading-s govuk-!-margin-bottom-1"><a class="govuk-link" href="/calendar/deadlines/${encodeURIComponent(item.code)}">${item.what}</a></h3><p class="govuk-body-s govuk-!-margin-bottom-1">${t('overview.was-due', { day: day(item.due_on), to: item.owed_to })}</p><p class="govuk-body-s govuk-!-margin-bottom-0">${stateTag(exchange, item.state)} ${t(item.state === 'sent' ? 'overview.sent-not-received' : 'overview.not-sent')}</p></li>`,
  )}</ul></section>`
}

export function lateInside(exchange: Exchange, { obligations, measures }: Overdue): Html {
  const { t, day } = exchange.texts
  const late = (on: string | null) =>
    on === null
      ? ''
      : html`${day(on)} <span class="ob-overdue">${t('due.overdue', { n: daysPast(exchange, on) })}</span>`
  return html`<h2 class="govuk-heading-m">${t('overview.late-inside')}</h2>${
    obligations.total === 0 && measures.total === 0
      ? html`<p class="govuk-body">${t('overview.nothing-late-inside')}</p>`
      : ''
  }${
    obligations.total === 0
      ? ''
      : html`${table(
          t('overview.late-obligations', { n: obligations.total }),
          [
            { heading: t('obligation.obligation') },
            { heading: t('obligation.lead') },
            { heading: t('obligation.due') },
          ],
          obligations.rows.map((row) => [
            html`<a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${row.summary}</a>`,
            institutionLink(exchange, row.lead),
            row.due_on === null ? t('overview.late-measure') : late(row.due_on),
          ]),
        )}<p class="govuk-body"><a class="govuk-link" href="/obligations?overdue=yes&amp;sort=due">${t('overview.all-late', { n: obligations.total })}</a></p>`
  }${
    measures.total === 0
      ? ''
      : html`${table(
          t('overview.late-measures', { n: measures.total }),
          [{ heading: t('measure.measure') }, { heading: t('obligation.institution') }, { heading: t('measure.to') }],
          measures.rows.map((row) => [
            html`<span dir="auto">${row.title}</span>`,
            institutionLink(exchange, row.institution),
            late(row.ends_on),
          ]),
        )}<p class="govuk-body"><a class="govuk-link" href="/plan?overdue=yes">${t('overview.plan-late')}</a></p>`
  }`
}

function daysPast(exchange: Exchange, on: string): number {
  return Temporal.PlainDate.from(on).until(exchange.today, { largestUnit: 'days' }).days
}
