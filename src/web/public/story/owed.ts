/** What is owed to the body about it, which reports speak of it, and what happened last. */
import { html } from 'hono/html'
import { type HistoryRow, historyOfObligation, type Story } from '../../../obligations/index.ts'
import type { ReportOn } from '../../../reports/index.ts'
import type { Tx } from '../../../store/index.ts'
import type { Exchange } from '../../exchange.ts'
import { demonstrationMark, dueText, stateTag } from '../../parts/list.ts'
import type { Section } from '../../parts/summary.ts'
import { opensTo } from '../../route.ts'
import { type Described, describe, HISTORY_READERS, historyList } from '../../work/history-words.ts'

export function deadlines(exchange: Exchange, story: Story): Section | null {
  const { t } = exchange.texts
  if (story.deadlines.length === 0) return null
  return {
    id: 'deadlines',
    heading: t('story.deadlines'),
    body: html`<ul class="ob-chain">${story.deadlines.map(
      (row) =>
        html`<li><a class="govuk-link" href="/calendar/deadlines/${encodeURIComponent(row.code)}">${row.what}</a> · ${row.owed_to}<br>${row.due_on === null ? (row.due_as_stated ?? t('calendar.no-day')) : dueText(exchange, row.due_on, row.received_on !== null)} ${stateTag(exchange, row.state)}</li>`,
    )}</ul>`,
  }
}

export function reports(exchange: Exchange, all: readonly ReportOn[]): Section | null {
  const { t } = exchange.texts
  if (all.length === 0) return null
  return {
    id: 'reports',
    heading: t('story.reports'),
    body: html`<ul class="ob-chain">${all.map((row) => html`<li><a class="govuk-link" href="/reports/${row.id}">${row.title}</a> ${stateTag(exchange, row.state)}${row.answered ? html` · ${t('story.report-answers')}` : html` · ${t('story.report-holds')}`}${demonstrationMark(exchange, row.demonstration)}</li>`)}</ul>`,
  }
}

const LAST = 8

/** The last entries of the history, for those to whom it is open. */
export const recent = {
  async of(tx: Tx, exchange: Exchange, obligation: string): Promise<Described | null> {
    if (!opensTo(HISTORY_READERS, exchange.viewer.role)) return null
    const { rows } = await historyOfObligation(tx, obligation, { limit: LAST, timeZone: exchange.country.timeZone })
    return describe(tx, rows satisfies readonly HistoryRow[])
  },
  section(exchange: Exchange, { obligation }: Story, described: Described | null): Section | null {
    if (described === null || described.rows.length === 0) return null
    const { t } = exchange.texts
    return {
      id: 'history',
      heading: t('story.history'),
      body: html`${historyList(exchange, described)}<p class="govuk-body"><a class="govuk-link" href="/history?obligation=${encodeURIComponent(obligation.code)}">${t('story.whole-history')}</a></p>`,
    }
  },
}
