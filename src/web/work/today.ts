/** My work today: what waits for the viewer, by name or by post. */
import { html } from 'hono/html'
import { workToday } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { dueText } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'

export async function workPage(exchange: Exchange): Promise<Html> {
  const { t, day } = exchange.texts
  const work = await exchange.read((tx) => workToday(tx, exchange.viewer, exchange.today))
  const obligation = (code: string, rest: Html | string, path = '') =>
    html`<li><a class="govuk-link" href="/obligations/${encodeURIComponent(code)}${path}">${code}</a> ${rest}</li>`
  const sections: (Html | string)[] = [
    section(
      exchange,
      t('work.validate'),
      work.toValidate.total,
      work.toValidate.rows.map((row) => obligation(row.code, html`${row.summary} (${row.claimed_by})`, '/validate')),
    ),
    section(
      exchange,
      t('work.back'),
      work.cameBack.total,
      work.cameBack.rows.map((row) => obligation(row.code, row.summary)),
    ),
    section(
      exchange,
      t('work.decide'),
      work.toDecide.total,
      work.toDecide.rows.map((row) => obligation(row.code, row.summary, '/decide')),
    ),
    section(
      exchange,
      t('work.answers-for'),
      work.answersFor.total,
      work.answersFor.rows.map((row) => obligation(row.code, html`${row.summary} ${dueText(exchange, row.due_on)}`)),
    ),
    section(
      exchange,
      t('work.measures'),
      work.measures.total,
      work.measures.rows.map(
        (row) =>
          html`<li><a class="govuk-link" href="/measures/${row.id}">${row.title}</a> ${dueText(exchange, row.ends_on)}</li>`,
      ),
    ),
    section(
      exchange,
      t('work.figures'),
      work.figures.total,
      work.figures.rows.map(
        (row) =>
          html`<li><a class="govuk-link" href="/indicators/${row.indicator}">${row.indicator}</a> ${row.period}</li>`,
      ),
    ),
    section(
      exchange,
      t('work.assess'),
      work.toAssess.total,
      work.toAssess.rows.map((row) => obligation(row.code, row.summary, '/assess')),
    ),
  ]
  const nothing = sections.every((part) => part === '')
  return page(exchange, {
    title: t('nav.work'),
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body">${day(exchange.today.toString())} · <a class="govuk-link" href="/outbox">${t('work.letters')}</a></p>`,
      ...sections,
      nothing ? html`<p class="govuk-body">${t('work.nothing')}</p>` : '',
    ],
  })
}

function section(exchange: Exchange, heading: string, total: number, rows: readonly Html[]): Html | string {
  if (total === 0) return ''
  return html`<h2 class="govuk-heading-m">${heading} (${exchange.texts.number(total)})</h2><ul class="govuk-list govuk-list--bullet">${rows}</ul>`
}
