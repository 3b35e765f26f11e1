/** The first page: what is owed and late, how far each cluster is, what moved this month. */
import { html } from 'hono/html'
import { movedSince, type Owed, owedDeadlines, type Progress, progressBy } from '../../obligations/browse/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { dueText, shareBar, table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'

export async function overviewPage(exchange: Exchange): Promise<Html> {
  const { t, named } = exchange.texts
  const since = exchange.today.with({ day: 1 }).toZonedDateTime(exchange.country.timeZone).toInstant()
  const { clusters, institutions, owed, moved } = await exchange.read(async (tx) => ({
    clusters: await progressBy(tx, 'cluster'),
    institutions: await progressBy(tx, 'institution'),
    owed: await owedDeadlines(tx),
    moved: await movedSince(tx, since, 20),
  }))
  const title = t('overview.title', {
    country: exchange.country.names[exchange.texts.language.code] ?? exchange.country.names.en ?? '',
  })
  return page(exchange, {
    title,
    body: [
      html`${doneBanner(exchange)}`,
      overdueNotice(exchange, owed),
      figures(exchange, clusters),
      table(
        t('overview.by-cluster'),
        progressColumns(exchange, t('obligation.cluster')),
        clusters.map((row) =>
          progressRow(exchange, row, chapterName(exchange, row.by), `/obligations?cluster=${row.by}`),
        ),
      ),
      html`<p class="govuk-body">${t('overview.other')} <a class="govuk-link" href="/progress/institution">${t('overview.by-institution')}</a> · <a class="govuk-link" href="/progress/article">${t('overview.by-article')}</a> · <a class="govuk-link" href="/progress/sdg">${t('overview.by-sdg')}</a> · <a class="govuk-link" href="/progress/document">${t('overview.by-document')}</a></p>`,
      html`<h2 class="govuk-heading-m">${t('overview.moved')}</h2>`,
      moved.length === 0
        ? html`<p class="govuk-body">${t('overview.nothing-moved')}</p>`
        : html`<ul class="govuk-list govuk-list--bullet">${moved.map((move) => html`<li><a class="govuk-link" href="/obligations/${encodeURIComponent(move.code)}">${move.summary}</a>: ${named(`state.${move.before}`)} → ${named(`state.${move.after}`)}</li>`)}</ul>`,
      html`<p class="govuk-body-s">${t('overview.institutions', { n: institutions.length })}</p>`,
    ],
  })
}

/** What the State owes and has not been recorded as received: said on the first page, from the first start. */
function overdueNotice(exchange: Exchange, owed: readonly Owed[]): Html {
  const { t } = exchange.texts
  const late = owed.filter(
    (item) =>
      item.due_on !== null &&
      item.received_on === null &&
      Temporal.PlainDate.compare(Temporal.PlainDate.from(item.due_on), exchange.today) < 0,
  )
  if (late.length === 0) return html`<p class="govuk-body">${t('overview.nothing-overdue')}</p>`
  return html`<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><div class="govuk-warning-text__text"><span class="govuk-visually-hidden">${t('overview.warning')}</span>${t('overview.overdue')}</div></div>
<ul class="govuk-list govuk-list--bullet">${late.map((item) => html`<li><a class="govuk-link" href="/calendar#${item.code}">${item.what}</a> (${item.owed_to}): ${dueText(exchange, item.due_on)}</li>`)}</ul>`
}

function figures(exchange: Exchange, rows: readonly Progress[]): Html {
  const { t } = exchange.texts
  const sum = (pick: (row: Progress) => number) => rows.reduce((total, row) => total + pick(row), 0)
  const figure = (count: number, text: string, href: string) =>
    html`<li><a class="govuk-link govuk-link--no-visited-state" href="${href}"><strong>${count}</strong>${text}</a></li>`
  return html`<ul class="ob-figures">${figure(
    sum((row) => row.total),
    t('overview.all'),
    '/obligations',
  )}${figure(
    sum((row) => row.proposed),
    t('state.proposed'),
    '/obligations?state=proposed',
  )}${figure(
    sum((row) => row.open),
    t('state.open'),
    '/obligations?state=open',
  )}${figure(
    sum((row) => row.reopened),
    t('state.reopened'),
    '/obligations?state=reopened',
  )}${figure(
    sum((row) => row.completed),
    t('state.completed'),
    '/obligations?state=completed',
  )}</ul>`
}

export function progressColumns(exchange: Exchange, first: string) {
  const { t } = exchange.texts
  return [
    { heading: first },
    { heading: t('overview.all'), numeric: true },
    { heading: t('state.completed'), numeric: true },
    { heading: t('state.open'), numeric: true },
    { heading: t('state.reopened'), numeric: true },
    { heading: t('overview.share') },
  ]
}

export function progressRow(exchange: Exchange, row: Progress, name: string, href: string): (Html | string)[] {
  const label = exchange.texts.t('overview.share-label', { done: row.completed, total: row.total })
  return [
    html`<a class="govuk-link" href="${href}">${name}</a>`,
    String(row.total),
    String(row.completed),
    String(row.open),
    String(row.reopened),
    shareBar(row.completed, row.total, label),
  ]
}

/** "C.3 Human rights of all migrant workers…" in the reader's language, from the pack. */
export function chapterName(exchange: Exchange, id: string): string {
  const chapter = exchange.country.chapters.find((known) => known.id === id)
  const name = chapter?.names[exchange.texts.language.code] ?? chapter?.names.en
  return name === undefined ? id || exchange.texts.t('site.none') : `${id} ${name}`
}
