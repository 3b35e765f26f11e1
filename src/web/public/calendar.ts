/** What is owed, to whom, and how many days are left or past: computed at each reading. */
import { html } from 'hono/html'
import { deadlines } from '../../obligations/calendar/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { dueText, stateTag } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'

export async function calendarPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const owed = await exchange.read((tx) => deadlines(tx, { asOf: exchange.today }))
  return page(exchange, {
    title: t('nav.calendar'),
    body: [
      html`${doneBanner(exchange)}`,
      owed.length === 0
        ? html`<p class="govuk-body">${t('calendar.none')}</p>`
        : html`<dl class="govuk-summary-list">${owed.map(
            (item) =>
              html`<div class="govuk-summary-list__row" id="${item.code}"><dt class="govuk-summary-list__key">${item.dueOn === null ? (item.dueAsStated ?? t('calendar.no-day')) : dueText(exchange, item.dueOn, item.receivedOn !== null)}</dt><dd class="govuk-summary-list__value"><strong>${item.what}</strong><br>${item.owedTo} · ${stateTag(exchange, item.state)}<br><span class="govuk-body-s">${item.source}</span></dd></div>`,
          )}</dl>`,
    ],
  })
}
