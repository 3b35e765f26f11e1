/** Cases as a table: number, state, what is due and how long is left. Nothing of a person. */
import { html } from 'hono/html'
import type { Procedure } from '../../procedures/index.ts'
import type { QueueRow } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { leftOrOver } from './clock-lines.ts'
import { declaredText, wordsFor } from './declared-text.ts'

export function queueTable(exchange: Exchange, procedure: Procedure, rows: readonly QueueRow[]): Html {
  const { t } = exchange.texts
  const now = Temporal.Now.instant()
  return html`<div class="ob-scroll" role="region" tabindex="0" aria-label="${wordsFor(exchange, procedure.name).title}"><table class="govuk-table"><thead class="govuk-table__head"><tr class="govuk-table__row">${[
    t('cases.number'),
    t('cases.state'),
    t('cases.next-due'),
    t('cases.opened'),
  ].map(
    (head) => html`<th class="govuk-table__header" scope="col">${head}</th>`,
  )}</tr></thead><tbody class="govuk-table__body">${rows.map((row) => line(exchange, procedure, row, now))}</tbody></table></div>`
}

function line(exchange: Exchange, procedure: Procedure, row: QueueRow, now: Temporal.Instant): Html {
  const { texts } = exchange
  const words = wordsFor(exchange, procedure.name)
  const title = words.safeguards[row.dueRule?.split('.')[0] ?? '']?.title
  const late = row.dueAt !== null && Temporal.Instant.compare(row.dueAt, now) <= 0
  const due =
    row.dueAt === null
      ? ''
      : html`<strong${late ? html` class="ob-late"` : ''}>${leftOrOver(texts, now, row.dueAt)}</strong><br>${declaredText(title ?? '')}`
  return html`<tr class="govuk-table__row"><th class="govuk-table__header" scope="row"><a class="govuk-link" href="/cases/${procedure.name}/${row.caseId}">${row.caseNumber}</a></th><td class="govuk-table__cell">${words.states[row.state] ?? row.state}</td><td class="govuk-table__cell">${due}</td><td class="govuk-table__cell">${texts.moment(row.openedAt)}</td></tr>`
}
