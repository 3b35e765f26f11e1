/** Cases as a table: number and state, what is due and how long is left. Nothing of a person. On a telephone both stand side by side. */
import { html } from 'hono/html'
import type { Procedure } from '../../procedures/index.ts'
import type { QueueRow } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { leftOrOver } from './clock-lines.ts'
import { declaredText, wordsFor } from './declared-text.ts'

export function queueTable(exchange: Exchange, procedure: Procedure, rows: readonly QueueRow[]): Html {
  const { t } = exchange.texts
  const head = (text: string, more = '') => html`<th class="govuk-table__header${more}" scope="col">${text}</th>`
  return html`<div class="ob-scroll" role="region" tabindex="0" aria-label="${wordsFor(exchange, procedure.name).title}: ${t('cases.next-due')}"><table class="govuk-table"><thead class="govuk-table__head"><tr class="govuk-table__row">${head(t('cases.number'))}${head(t('cases.next-due'))}${head(t('cases.opened'), ' ob-wide')}</tr></thead><tbody class="govuk-table__body">${rows.map((row) => line(exchange, procedure, row))}</tbody></table></div>`
}

function line(exchange: Exchange, procedure: Procedure, row: QueueRow): Html {
  const { texts } = exchange
  const words = wordsFor(exchange, procedure.name)
  return html`<tr class="govuk-table__row"><th class="govuk-table__header" scope="row"><a class="govuk-link ob-tag" href="/cases/${procedure.name}/${row.caseId}">${row.caseNumber}</a><div class="govuk-hint govuk-!-margin-bottom-0">${words.states[row.state] ?? row.state}</div></th><td class="govuk-table__cell">${timeLeft(exchange, procedure, row)}</td><td class="govuk-table__cell ob-wide">${texts.moment(row.openedAt)}</td></tr>`
}

/** How long is left of what the reader owes; where that is nothing, of what anybody owes. */
function timeLeft(exchange: Exchange, procedure: Procedure, row: QueueRow): Html | string {
  const [due, rule] = row.ownDueAt === null ? [row.dueAt, row.dueRule] : [row.ownDueAt, row.ownDueRule]
  if (due === null) return ''
  const title = wordsFor(exchange, procedure.name).safeguards[rule?.split('.')[0] ?? '']?.title
  const late = Temporal.Instant.compare(due, row.now) <= 0
  return html`<strong${late ? html` class="ob-late"` : ''}>${leftOrOver(exchange.texts, row.now, due)}</strong><br>${declaredText(title ?? '')}`
}
