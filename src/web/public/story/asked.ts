/** What was asked, in the document's words; what it repeats and what repeats it; what was decided; its neighbours. */
import { html } from 'hono/html'
import type { ChainLink, Story } from '../../../obligations/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { shortened } from '../../parts/bounded.ts'
import { demonstrationMark, stateTag } from '../../parts/list.ts'
import { emptyState, type Section } from '../../parts/summary.ts'
import { placeAddress } from '../place-address.ts'

export function asked(exchange: Exchange, { recommendations, earlier, later }: Story): Section {
  const { t, named } = exchange.texts
  return {
    id: 'asked',
    heading: t('story.asked'),
    body: [
      ...recommendations.map((row) => {
        const place = html`<a class="govuk-link" href="${placeAddress(row.symbol, row.address)}">${row.symbol}${row.address === null ? '' : html`, ${t('name.paragraph', { paragraph: row.address })}`}</a>`
        return html`<h3 class="govuk-heading-s govuk-!-margin-bottom-2">${place}${row.cycle === null ? '' : html` <span class="govuk-hint ob-inline">${t('name.cycle', { body: row.body, cycle: row.cycle })}</span>`}${row.withdrawn ? html` <strong class="govuk-tag govuk-tag--grey">${t('story.withdrawn')}</strong>` : ''}</h3>${
          row.text === null
            ? emptyState(t('story.no-text'), importStep(exchange))
            : html`<blockquote class="govuk-body ob-quote" lang="${row.language}" dir="auto">${row.text}</blockquote>`
        }`
      }),
      chain(exchange, named('story.earlier'), earlier),
      chain(exchange, named('story.later'), later),
    ],
  }
}

function importStep(exchange: Exchange): Html | string {
  if (exchange.viewer.role !== 'secretariat') return ''
  return html`<p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0"><a class="govuk-link" href="/import">${exchange.texts.t('import.title')}</a></p>`
}

/** Links of a chain on the page; and letters of the words of one. */
const [MOST, LONGEST] = [15, 1500]

/** Through the cycles, the nearest first; a document that is not here is named all the same. */
function chain(exchange: Exchange, heading: string, links: readonly ChainLink[]): Html | string {
  const { t, day } = exchange.texts
  if (links.length === 0) return ''
  return html`<h3 class="govuk-heading-s govuk-!-margin-bottom-2">${heading}</h3><ol class="ob-chain">${links
    .slice(0, MOST)
    .map(
      (link) =>
        html`<li><a class="govuk-link" href="${placeAddress(link.symbol, link.address ?? link.paragraph)}">${link.symbol}, ${t('name.paragraph', { paragraph: link.address ?? link.paragraph })}</a>${link.adopted_on === null ? '' : html` (${day(link.adopted_on)})`}${link.obligations.map((code) => html` · <a class="govuk-link" href="/obligations/${encodeURIComponent(code)}">${code}</a>`)}${
          link.text === null
            ? html`<br><span class="govuk-hint ob-inline">${t('story.chain-no-text')}</span>`
            : html`<details class="govuk-details govuk-!-margin-bottom-0"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('story.chain-text')}</span></summary><div class="govuk-details__text" dir="auto">${shortened(link.text, LONGEST)}</div></details>`
        }</li>`,
    )}</ol>`
}

export function decided(exchange: Exchange, { recommendations }: Story): Section {
  const { t, named, day } = exchange.texts
  return {
    id: 'decided',
    heading: t('story.decided'),
    body: recommendations.map((row) =>
      row.decision === null
        ? html`<p class="govuk-body">${recommendations.length > 1 ? html`${row.symbol} ${row.address ?? ''}: ` : ''}${t('story.undecided')}</p>`
        : html`<p class="govuk-body govuk-!-margin-bottom-2"><strong>${named(`decision.${row.decision}`)}</strong>${recommendations.length > 1 ? html` (${row.symbol} ${row.address ?? ''})` : ''} · ${day(row.decided_on)} · ${row.decided_by}${demonstrationMark(exchange, row.demonstration ?? false)}</p><p class="govuk-body" dir="auto">${row.reason}</p>`,
    ),
  }
}

/** Other obligations that came of the same paragraphs. */
export function neighbours(exchange: Exchange, { siblings }: Story): Section | null {
  if (siblings.length === 0) return null
  return {
    id: 'neighbours',
    heading: exchange.texts.t('story.siblings'),
    body: html`<ul class="govuk-list ob-plain">${siblings.slice(0, 60).map((row) => html`<li>${stateTag(exchange, row.state)} <a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${row.summary}</a> <span class="ob-code">${row.code}</span></li>`)}</ul>`,
  }
}
