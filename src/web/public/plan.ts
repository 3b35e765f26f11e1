/** The plan: every measure that the viewer may see, by the day it ends. */
import { html } from 'hono/html'
import { MeasureFilter, measureTimeline } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { demonstrationMark, dueText, pageLinks, pageOf, stateTag, table } from '../parts/list.ts'
import { page } from '../parts/page.ts'

export async function planPage(exchange: Exchange): Promise<Html> {
  const { t, day } = exchange.texts
  const filter =
    MeasureFilter.safeParse(
      Object.fromEntries(Object.keys(MeasureFilter.shape).map((name) => [name, exchange.query(name)])),
    ).data ?? {}
  const { limit, offset } = pageOf(exchange)
  const { rows, total } = await exchange.read((tx) =>
    measureTimeline(tx, filter, { limit, offset, today: exchange.today }),
  )
  return page(exchange, {
    title: t('nav.plan'),
    body: [
      rows.length === 0
        ? html`<p class="govuk-body">${t('plan.none')}</p>`
        : table(
            t('plan.count', { n: total }),
            [
              { heading: t('measure.measure') },
              { heading: t('obligation.institution') },
              { heading: t('measure.from') },
              { heading: t('measure.to') },
              { heading: t('obligation.state') },
              { heading: t('nav.obligations') },
            ],
            rows.map((row) => [
              html`<span dir="auto">${row.title}</span>${demonstrationMark(exchange, row.demonstration)}`,
              row.institution,
              day(row.starts_on),
              dueText(exchange, row.ends_on, row.state === 'done' || row.state === 'abandoned'),
              stateTag(exchange, row.state),
              html`${row.obligations.map((code) => html`<a class="govuk-link" href="/obligations/${encodeURIComponent(code)}">${code}</a> `)}`,
            ]),
          ),
      html`${pageLinks(exchange, total)}`,
    ],
  })
}
