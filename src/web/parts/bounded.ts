/**
 * What keeps a page light whatever people have saved: long texts are cut where they stand beside others, long lists
 * after so many. Nothing is lost: what was cut can be read whole elsewhere, and the page says so.
 */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'

/** The first letters of a text, to a whole word. */
export function shortened(text: string, most: number): string {
  const letters = [...text]
  if (letters.length <= most) return text
  const cut = letters.slice(0, most).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > most / 2 ? cut.slice(0, space) : cut}…`
}

/** "and 12 more", leading to all of them where there is such a place. */
export function andMore(exchange: Exchange, n: number, href?: string): Html | string {
  if (n <= 0) return ''
  const text = exchange.texts.t('bounded.more', { n })
  return href === undefined
    ? html`<p class="govuk-body-s">${text}</p>`
    : html`<p class="govuk-body"><a class="govuk-link" href="${href}">${text}</a></p>`
}
