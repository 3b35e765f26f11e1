/** Cycles side by side: each recommendation that repeats earlier ones, beside their words and what came of it. */
import { html } from 'hono/html'
import { type ChainedParagraph, documentChain, findDocument } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { stateTag } from '../parts/list.ts'
import { page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'
import { placeAddress } from '../public/place-address.ts'

/** Pairs on one page. */
const MOST = 40

export async function cyclesPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const symbol = exchange.context.req.param('symbol') ?? ''
  const { document, chain } = await exchange.read(async (tx) => {
    const { document } = await findDocument(tx, symbol)
    return { document, chain: await documentChain(tx, document.id) }
  })
  const pairs = [...Map.groupBy(chain, ({ address }) => address).values()]
  return page(exchange, {
    title: t('document.beside-title', { symbol }),
    trail: [
      { href: '/documents', text: t('nav.documents') },
      { href: `/documents/${encodeURIComponent(symbol)}`, text: document.symbol },
    ],
    body: [
      html`<p class="govuk-body-l">${t('document.beside-help')}</p>`,
      pairs.length === 0
        ? emptyState(t('document.beside-none'))
        : html`${pairs.slice(0, MOST).map((rows) => pair(exchange, symbol, rows))}`,
    ],
  })
}

function pair(exchange: Exchange, symbol: string, rows: readonly ChainedParagraph[]): Html | string {
  const { t } = exchange.texts
  const [first] = rows
  if (first === undefined) return ''
  const words = (text: string | null) =>
    text === null
      ? html`<p class="govuk-hint">${t('story.chain-no-text')}</p>`
      : html`<blockquote class="govuk-body ob-quote" dir="auto">${text.length > 900 ? `${text.slice(0, 900)}…` : text}</blockquote>`
  const place = (at: string, address: string) =>
    html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1"><a class="govuk-link" href="${placeAddress(at, address)}">${at}, ${t('name.paragraph', { paragraph: address })}</a></h3>`
  return html`<section class="ob-pair"><div>${place(symbol, first.address)}${words(first.text)}${first.obligations.map((row) => html`<p class="ob-mark">${stateTag(exchange, row.state)} <a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${row.code}</a></p>`)}</div><div>${rows.map((row) => html`${place(row.earlier_symbol, row.earlier_address ?? row.earlier_paragraph)}${words(row.earlier_text)}`)}</div></section>`
}
