/** What lists share: tables, page links, tags, bars. */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'

export const PAGE_SIZE = 50

export interface Column {
  readonly heading: string
  readonly numeric?: boolean
}

/**
 * A table with a caption; rows of cells in the order of the columns. The first cell of a row is its heading. On a narrow
 * screen each row becomes a card, and each cell says its column.
 */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (Html | string)[])[],
): Html {
  return html`<div class="ob-scroll" role="region" tabindex="0" aria-label="${caption}"><table class="govuk-table ob-stack"><caption class="govuk-table__caption govuk-table__caption--s">${caption}</caption><thead class="govuk-table__head"><tr class="govuk-table__row">${columns.map(
    (column) =>
      html`<th scope="col" class="govuk-table__header${column.numeric ? ' ob-number' : ''}">${column.heading}</th>`,
  )}</tr></thead><tbody class="govuk-table__body">${rows.map(
    (row) =>
      html`<tr class="govuk-table__row">${row.map((cell, index) =>
        index === 0
          ? html`<th scope="row" class="govuk-table__header">${cell}</th>`
          : html`<td class="govuk-table__cell${columns[index]?.numeric ? ' ob-number' : ''}" data-label="${columns[index]?.heading ?? ''}">${cell}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`
}

/** Which rows the query's page asks for. A page that is not a number is the first. */
export function pageOf(exchange: Exchange): { number: number; limit: number; offset: number } {
  const asked = Number(exchange.query('page') ?? 1)
  const number = Number.isInteger(asked) && asked > 0 && asked < 100_000 ? asked : 1
  return { number, limit: PAGE_SIZE, offset: (number - 1) * PAGE_SIZE }
}

/** Whole names, since styles that no file names are left out: without them a link lies over the whole page. */
const BESIDE = { prev: 'govuk-pagination__prev', next: 'govuk-pagination__next' } as const

/** Links to the pages before and after, keeping every filter. */
export function pageLinks(exchange: Exchange, total: number): Html | string {
  const { number, offset } = pageOf(exchange)
  if (total <= PAGE_SIZE) return ''
  const { t } = exchange.texts
  const link = (to: number, text: string, relation: 'prev' | 'next') =>
    html`<div class="${BESIDE[relation]}"><a class="govuk-link govuk-pagination__link" rel="${relation}" href="${withQuery(exchange, { page: String(to) })}">${text}</a></div>`
  return html`<nav class="govuk-pagination" aria-label="${t('site.pages')}">${number > 1 ? link(number - 1, t('site.previous'), 'prev') : ''}<p class="govuk-body govuk-!-margin-0">${t('site.page-of', { from: offset + 1, to: Math.min(offset + PAGE_SIZE, total), total })}</p>${offset + PAGE_SIZE < total ? link(number + 1, t('site.next'), 'next') : ''}</nav>`
}

/** This page's address with some parameters changed; an empty value leaves one out. */
export function withQuery(exchange: Exchange, changes: Readonly<Record<string, string>>): string {
  const url = new URL(exchange.context.req.url)
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return `${url.pathname}${url.search}`
}

const TAG_COLOURS: Readonly<Record<string, string>> = {
  proposed: 'grey',
  open: 'blue',
  declined: 'grey',
  'awaiting-validation': 'yellow',
  completed: 'green',
  reopened: 'red',
  planned: 'grey',
  'under-way': 'blue',
  done: 'green',
  abandoned: 'grey',
  'not-started': 'red',
  drafting: 'blue',
  consulting: 'blue',
  'in-approval': 'yellow',
  sent: 'yellow',
  received: 'green',
  considered: 'green',
  frozen: 'green',
}

/** A state as a coloured word; the word alone says it too. */
export function stateTag(exchange: Exchange, state: string): Html {
  return html`<strong class="govuk-tag ob-tag govuk-tag--${TAG_COLOURS[state] ?? 'grey'}">${exchange.texts.named(`state.${state}`)}</strong>`
}

/** Marks invented content wherever it stands. */
export function demonstrationMark(exchange: Exchange, isDemonstration: boolean): Html | string {
  return isDemonstration ? html` <span class="ob-demo">${exchange.texts.t('site.demonstration-mark')}</span>` : ''
}

/** The country's words for days left: "12 days left", "overdue by 3 days". */
export function dueText(exchange: Exchange, dueOn: string | null, done = false): Html | string {
  if (dueOn === null) return ''
  const { t, day } = exchange.texts
  if (done) return day(dueOn)
  const days = exchange.today.until(Temporal.PlainDate.from(dueOn), { largestUnit: 'days' }).days
  return days < 0
    ? html`${day(dueOn)} <span class="ob-overdue">${t('due.overdue', { n: -days })}</span>`
    : html`${day(dueOn)} (${t('due.left', { n: days })})`
}
