/** What happened, by whom, when, as far as the viewer may see it; newest first. */
import { html } from 'hono/html'
import { HistoryFilter, historyPage } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { PAGE_SIZE, table, withQuery } from '../parts/list.ts'
import { page } from '../parts/page.ts'

export async function historyOf(exchange: Exchange): Promise<Html> {
  const { t, moment, named } = exchange.texts
  const filter =
    HistoryFilter.safeParse(
      Object.fromEntries(Object.keys(HistoryFilter.shape).map((name) => [name, exchange.query(name)])),
    ).data ?? {}
  const before = exchange.query('before')
  const { rows, next } = await exchange.read((tx) =>
    historyPage(tx, filter, {
      before: before !== undefined && /^\d{1,18}$/.test(before) ? before : undefined,
      limit: PAGE_SIZE,
      timeZone: exchange.country.timeZone,
    }),
  )
  return page(exchange, {
    title: t('nav.history'),
    body: [
      rows.length === 0
        ? html`<p class="govuk-body">${t('history.none')}</p>`
        : table(
            t('nav.history'),
            [
              { heading: t('history.when') },
              { heading: t('history.who') },
              { heading: t('history.what') },
              { heading: t('history.outcome') },
              { heading: t('history.change') },
            ],
            rows.map((row) => [
              moment(row.at),
              row.actor_name ?? row.actor,
              html`${row.action}<br><span class="govuk-body-s">${row.object_kind} ${row.object}</span>`,
              named(`history.outcome.${row.outcome}`),
              changes(row.details),
            ]),
          ),
      next === null
        ? ''
        : html`<p><a class="govuk-link" rel="next" href="${withQuery(exchange, { before: next })}">${t('history.older')}</a></p>`,
    ],
  })
}

/** "field: before → after", each shortened; the whole stands in the export. */
function changes(details: Readonly<Record<string, unknown>>): Html {
  const short = (value: unknown) => JSON.stringify(value ?? null).slice(0, 80)
  return html`${Object.entries(details)
    .slice(0, 6)
    .map(
      ([field, value]) =>
        html`<div><strong>${field}</strong>: ${Array.isArray(value) && value.length === 2 ? `${short(value[0])} → ${short(value[1])}` : short(value)}</div>`,
    )}`
}
