/** All tables that the State owes: released, yet to be released, or without a register. */
import { html } from 'hono/html'
import type { StatisticsTable } from '../../countries/index.ts'
import { registerTitles, tableNamed, wordingIn } from '../../statistics/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { owedText } from '../parts/owed.ts'
import { page } from '../parts/page.ts'
import { periodIn, titleOf } from '../parts/released-table.ts'
import { type Listed, releases } from './read.ts'
import { openStatistics } from './room.ts'

export async function tablesPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const released = await exchange.recall(releases)
  const computed = new Set(openStatistics(exchange).tables.map(({ name }) => name))
  const out = newestOf(released)
  const isStatistician = exchange.viewer.duty?.role === 'statistician'
  return page(exchange, {
    title: t('nav.tables'),
    body: html`<p class="govuk-body-l">${t('tables.lead')}</p>
<p class="govuk-body"><a class="govuk-link" href="/tables/calendar">${t('tables.calendar')}</a></p>
${isStatistician ? html`<p class="govuk-body"><a class="govuk-button govuk-button--secondary" href="/tables/workbench">${t('tables.workbench')}</a></p><p class="govuk-body"><a class="govuk-link" href="/tables/import">${t('import-table')}</a></p>` : ''}
${exchange.viewer.role === 'nhri' || isStatistician ? html`<p class="govuk-body"><a class="govuk-link" href="/tables/exact">${t('tables.exact')}</a></p>` : ''}
${out.length === 0 ? '' : html`<h2 class="govuk-heading-m">${t('run-state.released')}</h2>${releasedParts(exchange, out)}`}
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

/** The newest release of each table that is not withdrawn. */
function newestOf(released: readonly Listed[]): readonly Listed[] {
  const standing = released.filter(({ isWithdrawn }) => !isWithdrawn)
  return standing.filter((one, at) => standing.findIndex(({ table }) => table === one.table) === at)
}

/** Under the register that the tables come from, in the order in which they are declared; what other bodies made stands last. */
function releasedParts(exchange: Exchange, out: readonly Listed[]): readonly Html[] {
  const { t, language } = exchange.texts
  const declared = openStatistics(exchange).tables
  const placeOf = ({ table: name }: Listed) => declared.findIndex((one) => one.name === name)
  const ordered = out.toSorted((one, other) => placeOf(one) - placeOf(other))
  const registers = Map.groupBy(ordered, ({ table: name }) => declared.find((one) => one.name === name)?.of ?? null)
  return [...registers]
    .toSorted(([one], [other]) => Number(one === null) - Number(other === null))
    .map(([procedure, own]) => {
      const titles = procedure === null ? null : registerTitles(procedure)
      const heading = titles === null ? t('tables.of-others') : wordingIn(language.code).of(titles)
      return html`<h3 class="govuk-heading-s govuk-!-margin-bottom-2">${heading}</h3><ul class="govuk-list govuk-list--bullet">${releasedLines(exchange, own)}</ul>`
    })
}

/** A line a table; of a series one line a period, in which its tables fold out. */
function releasedLines(exchange: Exchange, out: readonly Listed[]): readonly Html[] {
  const { t } = exchange.texts
  const lineOf = ({ table: name, period }: Listed) => {
    const series = tableNamed(name)?.series
    return series === undefined ? name : `${series} ${period}`
  }
  return [...Map.groupBy(out, lineOf)].map(([line, own]) => {
    const [series = '', period] = line.split(' ')
    const links = own.map((one) => html`<li>${linkTo(exchange, one)} (${periodIn(exchange, one.period)})</li>`)
    return period === undefined
      ? html`${links}`
      : html`<li>${titleOf(exchange, series)} (${periodIn(exchange, period)})<details class="govuk-details govuk-!-margin-bottom-2"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('tables.count', { n: own.length })}</span></summary><ul class="govuk-list">${own.map((one) => html`<li>${linkTo(exchange, one)}</li>`)}</ul></details></li>`
  })
}

/** To a released table; of one that another body made it says whose it is. */
function linkTo(exchange: Exchange, { table: name, outside }: Listed): Html {
  const { t, language } = exchange.texts
  if (outside === null) return html`<a class="govuk-link" href="/tables/${name}">${titleOf(exchange, name)}</a>`
  const title = outside.title[language.code] ?? Object.values(outside.title)[0] ?? name
  return html`<a class="govuk-link" href="/tables/${name}"><bdi>${title}</bdi></a> <strong class="govuk-tag govuk-tag--blue">${t('tables.of-another')}</strong> <bdi>${outside.body}</bdi>`
}

function figuresOf(
  exchange: Exchange,
  { id, computedBy, feeds }: StatisticsTable,
  { released, computed }: { released: readonly Listed[]; computed: ReadonlySet<string> },
): Html {
  const { t } = exchange.texts
  const ours = computedBy.filter((name) => computed.has(name))
  const others = newestOf(released).filter(({ outside }) => outside?.answers.includes(id))
  const foreign = others.map((one) => html`<li>${linkTo(exchange, one)} (${periodIn(exchange, one.period)})</li>`)
  if (ours.length === 0 && others.length > 0) return html`<ul class="govuk-list">${foreign}</ul>`
  if (ours.length === 0)
    return html`<strong class="govuk-tag govuk-tag--grey">${t('tables.no-register')}</strong> ${owedText(exchange, feeds)}`
  return html`<ul class="govuk-list">${ours.map((name) => {
    const newest = released.find((one) => one.table === name && !one.isWithdrawn)
    const title = titleOf(exchange, name)
    return newest === undefined
      ? html`<li>${title} <strong class="govuk-tag govuk-tag--yellow">${t('tables.not-released')}</strong></li>`
      : html`<li><a class="govuk-link" href="/tables/${name}">${title}</a> (${periodIn(exchange, newest.period)})</li>`
  })}${foreign}</ul>`
}

/** Addresses of obligations as links: the number alone is read, the document's symbol told to whoever asks. */
export function answersOf({ answers }: { readonly answers: readonly string[] }) {
  return answers.map((key, at) => {
    const [symbol = '', code = ''] = [key.slice(0, key.lastIndexOf(' ')), key.slice(key.lastIndexOf(' ') + 1)]
    return html`${at === 0 ? '' : ', '}<a class="govuk-link" href="/obligations/${encodeURIComponent(code)}" title="${symbol}">${code}</a>`
  })
}
