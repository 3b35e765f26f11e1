/** The history: filtered by thing, person, step and day; newest first; and the same as a file, the export recorded. */
import { html } from 'hono/html'
import { describe, type HistoryFilter, pagesOf, HistoryFilter as Schema } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { PAGE_SIZE, withQuery } from '../parts/list.ts'
import { page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'
import { historyForm } from './history-form.ts'
import { historyList } from './history-words.ts'

export async function historyOf(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const filter = historyFilterOf(exchange)
  const before = exchange.query('before')
  const position = {
    before: before !== undefined && /^\d{1,18}$/.test(before) ? before : undefined,
    limit: PAGE_SIZE,
    timeZone: exchange.country.timeZone,
  }
  const { described, next, form } = await exchange.recall(async (tx) => {
    const { rows, next } = await (await pagesOf(tx, filter))(position)
    return { described: await describe(tx, rows), next, form: await historyForm(tx, exchange, filter) }
  })
  const query = new URL(exchange.context.req.url).search
  return page(exchange, {
    title: t('nav.history'),
    body: [
      html`<p class="govuk-body-l">${t('history.help')}</p>`,
      form,
      html`<p class="govuk-body"><a class="govuk-link" href="/history.csv${query}">${t('history.export')}</a> <span class="govuk-hint ob-inline">${t('history.export-help')}</span></p>`,
      described.rows.length === 0 ? emptyState(t('history.none')) : historyList(exchange, described),
      next === null
        ? ''
        : html`<p class="govuk-body"><a class="govuk-link" rel="next" href="${withQuery(exchange, { before: next })}">${t('history.older')}</a></p>`,
    ],
  })
}

/** The filter of the address; what makes no sense narrows nothing. */
export function historyFilterOf(exchange: Exchange): HistoryFilter {
  const asked = Object.keys(Schema.shape).map((name) => [name, exchange.query(name)] as const)
  const whole = Schema.safeParse(Object.fromEntries(asked))
  if (whole.success) return whole.data
  const wrong = new Set(whole.error.issues.map(({ path }) => path[0]))
  return Schema.parse(Object.fromEntries(asked.filter(([name]) => !wrong.has(name))))
}
