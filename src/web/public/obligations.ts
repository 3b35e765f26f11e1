/** The list of obligations, narrowed by what people look for, and progress by each of those. */
import { html } from 'hono/html'
import {
  Filter,
  type ListedObligation,
  listObligations,
  type ProgressBy,
  progressBy,
  STATES,
} from '../../obligations/browse/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { dueText, pageLinks, pageOf, stateTag, table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { chapterName, progressColumns, progressRow } from './overview.ts'

export async function obligationsPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const filter =
    Filter.safeParse(Object.fromEntries(Object.keys(Filter.shape).map((name) => [name, exchange.query(name)]))).data ??
    {}
  const { limit, offset } = pageOf(exchange)
  const list = await exchange.read((tx) =>
    listObligations(tx, filter, { limit, offset, today: exchange.today.toString() }),
  )
  return page(exchange, {
    title: t('obligations.title'),
    body: [
      html`${doneBanner(exchange)}`,
      filters(exchange, filter),
      list.rows.length === 0
        ? html`<p class="govuk-body">${t('obligations.none')}</p>`
        : table(
            t('obligations.count', { n: list.total }),
            [
              { heading: t('obligation.obligation') },
              { heading: t('obligation.lead') },
              { heading: t('obligation.state') },
              { heading: t('obligation.due') },
            ],
            list.rows.map((row) => obligationRow(exchange, row)),
          ),
      html`${pageLinks(exchange, list.total)}`,
    ],
  })
}

function obligationRow(exchange: Exchange, row: ListedObligation): (Html | string)[] {
  const done = row.state === 'completed' || row.state === 'declined'
  return [
    html`<a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${row.code}</a><br><span class="govuk-!-font-weight-regular">${row.summary}</span>`,
    row.lead === null ? '' : html`<a class="govuk-link" href="/institutions/${row.lead}">${row.lead}</a>`,
    stateTag(exchange, row.state),
    dueText(exchange, row.due_on, done),
  ]
}

function filters(exchange: Exchange, filter: Filter): Html {
  const { t, named } = exchange.texts
  const kept = (['institution', 'article', 'sdg', 'theme', 'people', 'document'] as const).filter(
    (name) => filter[name] !== undefined,
  )
  return html`<form method="get" action="/obligations" class="ob-filters">
<div class="govuk-form-group"><label class="govuk-label" for="state">${t('obligation.state')}</label><select class="govuk-select" id="state" name="state"><option value="">${t('site.all')}</option>${STATES.map((state) => html`<option value="${state}"${filter.state === state ? html` selected` : ''}>${named(`state.${state}`)}</option>`)}</select></div>
<div class="govuk-form-group"><label class="govuk-label" for="cluster">${t('obligation.cluster')}</label><select class="govuk-select" id="cluster" name="cluster"><option value="">${t('site.all')}</option>${exchange.country.chapters.map((chapter) => html`<option value="${chapter.id}"${filter.cluster === chapter.id ? html` selected` : ''}>${chapterName(exchange, chapter.id)}</option>`)}</select></div>
<div class="govuk-form-group"><div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="overdue" name="overdue" value="yes"${filter.overdue ? html` checked` : ''}><label class="govuk-label govuk-checkboxes__label" for="overdue">${t('obligations.only-overdue')}</label></div></div></div>
${kept.map((name) => html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${named(`obligation.${name}`)}</label><input class="govuk-input" id="${name}" name="${name}" value="${filter[name] ?? ''}"></div>`)}
<button class="govuk-button govuk-!-margin-0">${t('site.filter')}</button></form>`
}

const PROGRESS: Readonly<Record<string, { by: ProgressBy; filter: string }>> = {
  institution: { by: 'institution', filter: 'institution' },
  article: { by: 'article', filter: 'article' },
  sdg: { by: 'sdg', filter: 'sdg' },
  document: { by: 'document', filter: 'document' },
}

/** Progress by institution, article, target or document, each row leading to its obligations. */
export async function progressPage(exchange: Exchange): Promise<Html> {
  const { t, named } = exchange.texts
  const asked = PROGRESS[exchange.context.req.param('by') ?? '']
  if (asked === undefined) throw new NotFound()
  const rows = await exchange.read((tx) => progressBy(tx, asked.by))
  const sorted = rows.toSorted((a, b) => a.by.localeCompare(b.by, 'en', { numeric: true }))
  return page(exchange, {
    title: named(`overview.by-${asked.by}`),
    trail: [{ href: '/', text: t('nav.overview') }],
    body: table(
      named(`overview.by-${asked.by}`),
      progressColumns(exchange, named(`obligation.${asked.filter}`)),
      sorted.map((row) =>
        progressRow(exchange, row, row.by, `/obligations?${asked.filter}=${encodeURIComponent(row.by)}`),
      ),
    ),
  })
}
