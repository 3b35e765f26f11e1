/** Search over everything that the viewer may see. */
import { html } from 'hono/html'
import { type Found, SEARCH_KINDS, search } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { PAGE_SIZE, pageLinks, pageOf } from '../parts/list.ts'
import { page } from '../parts/page.ts'

export async function searchPage(exchange: Exchange): Promise<Html> {
  const { t, named } = exchange.texts
  const text = exchange.query('q')?.slice(0, 400) ?? ''
  const kind = SEARCH_KINDS.find((known) => known === exchange.query('kind'))
  const found =
    text === ''
      ? null
      : await exchange.read((tx) =>
          search(tx, {
            text,
            kinds: kind === undefined ? [] : [kind],
            limit: PAGE_SIZE,
            offset: Math.min(pageOf(exchange).offset, 10_000),
          }),
        )
  return page(exchange, {
    title: t('nav.search'),
    body: [
      html`<form method="get" action="/search" class="ob-filters"><div class="govuk-form-group"><label class="govuk-label" for="q">${t('search.words')}</label><input class="govuk-input" id="q" name="q" type="search" value="${text}" dir="auto" aria-describedby="search-help"></div>
<div class="govuk-form-group"><label class="govuk-label" for="kind">${t('search.kind')}</label><select class="govuk-select" id="kind" name="kind"><option value="">${t('site.all')}</option>${SEARCH_KINDS.map((known) => html`<option value="${known}"${known === kind ? html` selected` : ''}>${named(`found.${known}`)}</option>`)}</select></div>
<button class="govuk-button govuk-!-margin-0">${t('nav.search')}</button></form><p class="govuk-hint" id="search-help">${t('search.help')}</p>`,
      found === null
        ? ''
        : found.total === 0
          ? html`<p class="govuk-body">${t('search.none')}</p>`
          : html`<p class="govuk-body">${t('search.count', { n: found.total })}</p><ol class="govuk-list">${found.rows.map((row) => html`<li><h2 class="govuk-heading-s govuk-!-margin-bottom-1">${named(`found.${row.kind}`)}: ${link(row)}</h2><p class="govuk-body" dir="auto">${row.body.slice(0, 240)}</p></li>`)}</ol>`,
      html`${pageLinks(exchange, found?.total ?? 0)}`,
    ],
  })
}

/** Where a thing that was found is shown; what has no page of its own is named without a link. */
const ADDRESSES: Readonly<Partial<Record<Found['kind'], (object: string) => string>>> = {
  obligation: (code) => `/obligations/${encodeURIComponent(code)}`,
  document: (symbol) => `/documents/${encodeURIComponent(symbol)}`,
  paragraph: (object) => `/documents/${encodeURIComponent(object.split('#')[0] ?? '')}#p${object.split('#')[1] ?? ''}`,
  indicator: (name) => `/indicators/${name}`,
  institution: (code) => `/obligations?institution=${code}`,
  deadline: (code) => `/calendar#${code}`,
  evidence: (id) => `/evidence/${id}`,
  measure: (id) => `/measures/${id}`,
}

function link(row: Found): Html | string {
  const address = ADDRESSES[row.kind]
  return address === undefined ? row.title : html`<a class="govuk-link" href="${address(row.object)}">${row.title}</a>`
}
