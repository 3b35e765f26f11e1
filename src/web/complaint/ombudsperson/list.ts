/**
 * What came, by day, in an order that means nothing; and what came in this hour not before it is over. Whoever watches a
 * terminal in a place of detention cannot tell from this list which complaint was written at it.
 */
import { createHash } from 'node:crypto'
import { html } from 'hono/html'
import { type QueueRow, queue } from '../../../register/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { page } from '../../parts/page.ts'
import { readerOfComplaints } from './reader.ts'

/** Well within the two hours in which the most urgent ones must be read (C3). */
const BATCH_MINUTES = 60
const MOST = 500

export async function complaintsPage(exchange: Exchange): Promise<Html> {
  const who = readerOfComplaints(exchange)
  const { t, named, day } = exchange.texts
  const rows = await queue(exchange.register, who, { procedure: 'complaint', order: 'newest', limit: MOST })
  const [first] = rows
  const days = first === undefined ? [] : byDay(released(rows, first.now), exchange.country.timeZone)
  return page(exchange, {
    title: t('ombudsperson.title'),
    body: html`<p class="govuk-body">${t('ombudsperson.help')}</p>${days.length === 0 ? html`<p class="govuk-inset-text">${t('ombudsperson.none')}</p>` : ''}${days.map(
      ([on, ofDay]) =>
        html`<h2 class="govuk-heading-m">${day(on)}</h2><ul class="govuk-list">${ofDay.map(
          ({ caseId, caseNumber, state }) =>
            html`<li><a class="govuk-link" href="/ombudsperson/${caseId}">${caseNumber}</a> ${named(`ombudsperson.state.${state}`)}</li>`,
        )}</ul>`,
    )}`,
  })
}

/** Those of batches that are over. */
export function released(rows: readonly QueueRow[], now: Temporal.Instant): readonly QueueRow[] {
  const batch = BATCH_MINUTES * 60_000
  const begun = Math.floor(now.epochMilliseconds / batch) * batch
  return rows.filter(({ openedAt }) => openedAt.epochMilliseconds < begun)
}

/** Latest day first; within a day by a hash of what is random already. */
export function byDay(
  rows: readonly QueueRow[],
  timeZone: string,
): readonly (readonly [day: string, rows: readonly QueueRow[]])[] {
  const days = Map.groupBy(rows, ({ openedAt }) => openedAt.toZonedDateTimeISO(timeZone).toPlainDate().toString())
  return [...days].toSorted(([a], [b]) => (a < b ? 1 : -1)).map(([on, ofDay]) => [on, shuffled(ofDay)] as const)
}

function shuffled(rows: readonly QueueRow[]): readonly QueueRow[] {
  const placeOf = ({ caseId }: QueueRow) => createHash('sha256').update(caseId).digest('hex')
  return rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}
