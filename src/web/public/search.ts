/** Search over everything that the viewer may see: what was found, with its words marked, and how to find more. */
import { html } from 'hono/html'
import { type Found, type FoundPlace, placesOf, SEARCH_KINDS, search } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { pageLinks, pageOf, stateTag, withQuery } from '../parts/list.ts'
import { institutionName } from '../parts/names.ts'
import { page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'
import { marked, sentences, snippet } from './search-words.ts'

/** Most pages of results: whoever needs more asks more narrowly. */
const DEEPEST = 10_000

export async function searchPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const text = exchange.query('q')?.slice(0, 400) ?? ''
  const kind = SEARCH_KINDS.find((known) => known === exchange.query('kind'))
  const { limit, offset } = pageOf(exchange)
  const asked = { text, kinds: kind === undefined ? [] : [kind], limit, offset: Math.min(offset, DEEPEST) }
  const result =
    text === ''
      ? null
      : await exchange.recall(async (tx) => {
          const found = await search(tx, asked)
          return { ...found, places: await placesOf(tx, found.rows) }
        })
  return page(exchange, {
    title: t('nav.search'),
    body: [
      form(exchange, text, kind),
      result === null ? help(exchange) : result.total === 0 ? nothing(exchange, kind) : results(exchange, result),
      html`${pageLinks(exchange, Math.min(result?.total ?? 0, DEEPEST))}`,
    ],
  })
}

function form(exchange: Exchange, text: string, kind: Found['kind'] | undefined): Html {
  const { t, named } = exchange.texts
  return html`<form method="get" action="/search" class="ob-filter" role="search"><div class="ob-filters ob-filters--search"><div class="govuk-form-group"><label class="govuk-label" for="q">${t('search.words')}</label><input class="govuk-input" id="q" name="q" type="search" value="${text}" dir="auto" aria-describedby="search-help"></div>
<div class="govuk-form-group"><label class="govuk-label" for="kind">${t('search.kind')}</label><select class="govuk-select" id="kind" name="kind"><option value="">${t('site.all')}</option>${SEARCH_KINDS.map((known) => html`<option value="${known}"${known === kind ? html` selected` : ''}>${named(`found.${known}`)}</option>`)}</select></div>
<button class="govuk-button govuk-!-margin-0">${t('nav.search')}</button></div><p class="govuk-hint govuk-!-margin-bottom-4" id="search-help">${t('search.help')}</p></form>`
}

/** How to ask, by examples that are links. */
function help(exchange: Exchange): Html {
  const { t } = exchange.texts
  const examples = [
    t('search.example-and'),
    t('search.example-or'),
    t('search.example-phrase'),
    t('search.example-minus'),
  ]
  return html`<h2 class="govuk-heading-m">${t('search.examples')}</h2><ul class="govuk-list govuk-list--bullet">${examples.map((example) => html`<li><a class="govuk-link" href="/search?q=${encodeURIComponent(example)}">${example}</a></li>`)}</ul><p class="govuk-body">${t('search.languages')}</p>`
}

function nothing(exchange: Exchange, kind: Found['kind'] | undefined): Html {
  const { t } = exchange.texts
  const wider =
    kind === undefined
      ? ''
      : html`<li><a class="govuk-link" href="${withQuery(exchange, { kind: '', page: '' })}">${t('search.all-kinds')}</a></li>`
  return html`${emptyState(t('search.none'))}<ul class="govuk-list govuk-list--bullet">${wider}<li>${t('search.try-fewer')}</li><li>${t('search.try-or')}</li><li><a class="govuk-link" href="/obligations">${t('search.try-list')}</a></li></ul>`
}

interface Result {
  readonly rows: readonly Found[]
  readonly total: number
  readonly places: ReadonlyMap<string, FoundPlace>
}

function results(exchange: Exchange, { rows, total, places }: Result): Html {
  const { t, named } = exchange.texts
  return html`<p class="govuk-body"><strong>${t('search.count', { n: total })}</strong></p><ol class="ob-found">${rows.map(
    (row) => {
      const place = places.get(`${row.kind} ${row.object}`)
      const address = addressOf(row, place)
      const title = place?.title === undefined ? marked(row.markedTitle) : html`${place.title}`
      return html`<li><p class="ob-code">${named(`found.${row.kind}`)}${row.kind === 'obligation' ? html` · ${row.object}` : ''}</p><h2 class="govuk-heading-s govuk-!-margin-bottom-1" dir="auto">${address === null ? title : html`<a class="govuk-link" href="${address}">${title}</a>`}</h2>${body(exchange, row, place)}</li>`
    },
  )}</ol>`
}

/** An obligation is shown by where it stands and by its note: the rest of its entry is codes. */
function body(exchange: Exchange, row: Found, place: FoundPlace | undefined): Html {
  const pieces = row.kind === 'obligation' ? sentences(row.markedBody) : row.markedBody
  return html`${place?.state === undefined ? '' : html`<p class="govuk-body govuk-!-margin-bottom-1">${stateTag(exchange, place.state)} ${place.lead == null ? '' : institutionName(exchange, place.lead)}</p>`}<p class="govuk-body" dir="auto">${marked(snippet(pieces))}</p>`
}

/** Where a thing that was found is shown; what has no page of its own is named without a link. */
function addressOf({ kind, object }: Found, place: FoundPlace | undefined): string | null {
  const key = encodeURIComponent(place?.key ?? object)
  switch (kind) {
    case 'obligation':
    case 'assessment':
      return `/obligations/${key}`
    case 'document':
      return `/documents/${key}`
    case 'paragraph':
    case 'recommendation': {
      const [symbol = '', number = ''] = (place?.key ?? object).split('#')
      return `/documents/${encodeURIComponent(symbol)}?at=${encodeURIComponent(number)}#p${number}`
    }
    case 'indicator':
      return `/indicators/${key}`
    case 'institution':
      return `/institutions/${key}`
    case 'deadline':
      return `/calendar#${key}`
    case 'evidence':
      return `/evidence/${key}`
    case 'measure':
      return place === undefined ? null : `/obligations/${key}#plan`
    case 'report':
      return `/reports/${key}`
    default:
      return null
  }
}
