/** All tables that the State owes: released, yet to be released, or without a register. */
import { html } from 'hono/html'
import type { StatisticsTable } from '../../countries/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { page } from '../parts/page.ts'
import { titleOf } from '../parts/released-table.ts'
import { type Listed, releases } from './read.ts'
import { openStatistics } from './room.ts'

export async function tablesPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const released = await exchange.recall(releases)
  const computed = new Set(openStatistics(exchange).tables.map(({ name }) => name))
  const out = [...new Set(released.filter(({ isWithdrawn }) => !isWithdrawn).map((one) => one.table))]
  const isStatistician = exchange.viewer.duty?.role === 'statistician'
  return page(exchange, {
    title: t('nav.tables'),
    body: html`<p class="govuk-body-l">${t('tables.lead')}</p>
<p class="govuk-body"><a class="govuk-link" href="/tables/calendar">${t('tables.calendar')}</a></p>
${isStatistician ? html`<p class="govuk-body"><a class="govuk-button govuk-button--secondary" href="/tables/workbench">${t('tables.workbench')}</a></p>` : ''}
${exchange.viewer.role === 'nhri' || isStatistician ? html`<p class="govuk-body"><a class="govuk-link" href="/tables/exact">${t('tables.exact')}</a></p>` : ''}
${out.length === 0 ? '' : html`<h2 class="govuk-heading-m">${t('run-state.released')}</h2><ul class="govuk-list govuk-list--bullet">${out.map((name) => html`<li><a class="govuk-link" href="/tables/${name}">${titleOf(exchange, name)}</a></li>`)}</ul>`}
${table(
  t('tables.owed'),
  [{ heading: t('tables.table') }, { heading: t('tables.figures') }, { heading: t('tables.answers') }],
  exchange.country.pack.tables.map((one) => [
    html`<bdi lang="en">${one.name}</bdi><span class="ob-code">${one.id}</span>`,
    figuresOf(exchange, one, { released, computed }),
    html`${answersOf(one)}`,
  ]),
)}
<p class="govuk-body"><a class="govuk-link" href="/tables/catalog.jsonld">${t('tables.catalogue')}</a></p>`,
  })
}

function figuresOf(
  exchange: Exchange,
  { computedBy, feeds }: StatisticsTable,
  { released, computed }: { released: readonly Listed[]; computed: ReadonlySet<string> },
): Html {
  const { t } = exchange.texts
  const ours = computedBy.filter((name) => computed.has(name))
  if (ours.length === 0)
    return html`<strong class="govuk-tag govuk-tag--grey">${t('tables.no-register')}</strong> <span lang="en">${[...feeds.procedures, ...feeds.sources].join(', ')}</span>`
  return html`<ul class="govuk-list">${ours.map((name) => {
    const newest = released.find((one) => one.table === name && !one.isWithdrawn)
    const title = titleOf(exchange, name)
    return newest === undefined
      ? html`<li>${title} <strong class="govuk-tag govuk-tag--yellow">${t('tables.not-released')}</strong></li>`
      : html`<li><a class="govuk-link" href="/tables/${name}">${title}</a> (${newest.period})</li>`
  })}</ul>`
}

function answersOf({ answers }: StatisticsTable) {
  return answers.map((key, at) => {
    const [symbol = '', code = ''] = [key.slice(0, key.lastIndexOf(' ')), key.slice(key.lastIndexOf(' ') + 1)]
    return html`${at === 0 ? '' : ', '}<a class="govuk-link" href="/obligations/${encodeURIComponent(code)}" title="${symbol}">${code}</a>`
  })
}
