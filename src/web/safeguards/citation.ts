/** What a safeguard rests on, as links: to the obligations that came of a paragraph, or to the paragraph itself. */
import { html } from 'hono/html'
import type { PlacedObligation } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { placeAddress } from '../public/place-address.ts'

/** "CMW/C/AZE/CO/3 36(c)(iii)" and "GC5": the instrument, and the place in it. */
export function placeOf(citation: string): { readonly instrument: string; readonly place: string | null } {
  const at = citation.indexOf(' ')
  return at < 0
    ? { instrument: citation, place: null }
    : { instrument: citation.slice(0, at), place: citation.slice(at + 1) }
}

/** Whether what is cited is the paragraph or lies within it. */
export function isWithin(citation: string, { symbol, address }: Pick<PlacedObligation, 'symbol' | 'address'>): boolean {
  const { instrument, place } = placeOf(citation)
  return instrument === symbol && (place === address || place?.startsWith(`${address}(`) === true)
}

/** All that is cited, each once, separated by semicolons. */
export function citationLinks(
  exchange: Exchange,
  citations: readonly string[],
  obligations: readonly PlacedObligation[],
): Html {
  return html`${[...new Set(citations)].map((one, index) => html`${index > 0 ? '; ' : ''}${link(exchange, one, obligations)}`)}`
}

function link(exchange: Exchange, citation: string, obligations: readonly PlacedObligation[]): Html {
  const name = html`<bdi>${citation}</bdi>`
  const [first, ...others] = obligations.filter((one) => isWithin(citation, one))
  if (first !== undefined)
    return html`<a class="govuk-link" href="/obligations/${encodeURIComponent(first.code)}">${name}</a>${others.map(({ code }) => html` <a class="govuk-link" href="/obligations/${encodeURIComponent(code)}">(${code})</a>`)}`
  const { instrument, place } = placeOf(citation)
  if (place !== null && obligations.some(({ symbol }) => symbol === instrument))
    return html`<a class="govuk-link" href="${placeAddress(instrument, place)}">${name}</a>`
  const articles = exchange.country.pack.obligations.flatMap((one) =>
    instrument === 'ICRMW' ? [...one.articles.document, ...one.articles.own] : [],
  )
  if (place !== null && articles.includes(place))
    return html`<a class="govuk-link" href="/obligations?article=${encodeURIComponent(place)}">${name}</a>`
  return name
}
