/** My letters: what was written to the viewer each morning, and whether it left the house. */
import { html } from 'hono/html'
import { type Letter, MOST_ATTEMPTS, myLetters } from '../../obligations/calendar/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { page } from '../parts/page.ts'

export async function outboxPage(exchange: Exchange, letters: 'posted' | 'kept'): Promise<Html> {
  const { t } = exchange.texts
  const own = await exchange.read((tx) => myLetters(tx))
  return page(exchange, {
    title: t('outbox.title'),
    trail: [{ href: '/work', text: t('nav.work') }],
    body: [
      html`<p class="govuk-body">${t('outbox.explained')}</p>`,
      letters === 'kept' ? html`<div class="govuk-inset-text">${t('outbox.no-server')}</div>` : '',
      own.length === 0 ? html`<p class="govuk-body">${t('outbox.none')}</p>` : '',
      ...own.map((letter, index) => shown(exchange, letter, { letters, open: index === 0 })),
    ],
  })
}

/** The latest letter stands open, the others open by a click. */
function shown(exchange: Exchange, letter: Letter, how: { letters: 'posted' | 'kept'; open: boolean }): Html {
  return html`<details class="govuk-details"${how.open ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${exchange.texts.day(letter.day)}: ${letter.subject}</span></summary><div class="govuk-details__text"><p class="govuk-body-s">${fate(exchange, letter, how.letters)}</p><div class="ob-lines" dir="auto">${letter.body}</div></div></details>`
}

function fate({ texts }: Exchange, letter: Letter, letters: 'posted' | 'kept'): string {
  if (letter.sentAt !== null) return texts.t('outbox.sent', { at: texts.moment(letter.sentAt) })
  if (letter.lastError !== null) return texts.t('outbox.failed', { n: letter.attempts, reason: letter.lastError })
  return texts.t(letters === 'kept' || letter.attempts >= MOST_ATTEMPTS ? 'outbox.stays' : 'outbox.waits')
}
