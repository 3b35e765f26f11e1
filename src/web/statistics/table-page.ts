/** A released table for anybody: rows and columns as the reader chooses, the signs in words, its files, what it is and is not. */
import { html, raw } from 'hono/html'
import {
  axesOf,
  type CalendarEntry,
  CHARTS,
  chartOf,
  citation,
  gridOf,
  isPossible,
  metadataItems,
  nextOf,
  protectionText,
  type ReleasedTable,
  SIGNS,
  signText,
  wordingIn,
} from '../../statistics/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { demonstrationMark, table as list, withQuery } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { periodIn } from '../parts/released-table.ts'
import { panel, summaryList } from '../parts/summary.ts'
import { remember } from '../remember.ts'
import { answersOf } from './list.ts'
import { filesOfRelease, type Listed, releasedTable, releases, type Shown } from './read.ts'
import { calendarOf } from './release-calendar.ts'
import { filesPart } from './release-files.ts'

export async function tablePage(exchange: Exchange): Promise<Html> {
  const { texts } = exchange
  const { t } = texts
  const language = texts.language.code
  const name = exchange.context.req.param('table') ?? ''
  const { shown, all, owed, files } = await exchange.recall(async (tx) => {
    const shown = await releasedTable(tx, name, exchange.query('release'))
    return {
      shown,
      all: await releases(tx, name),
      owed: nextOf(await calendarOf(exchange, tx, [name]), name),
      files: await filesOfRelease(tx, shown.table),
    }
  })
  const { table } = shown
  const says = (text: Readonly<Record<string, string>>) => text[language] ?? text.en ?? ''
  return page(exchange, {
    title: says(table.title),
    trail: [{ href: '/tables', text: t('nav.tables') }],
    body: [
      doneBanner(exchange),
      shown.withdrawnWhy === null
        ? ''
        : panel(
            'late',
            t('tables.withdrawn'),
            html`<p class="govuk-body" dir="auto">${shown.withdrawnWhy}</p><p class="govuk-body"><a class="govuk-link" href="/releases/${table.release}/proof/${table.table}">${t('tables.proof-file')}</a></p>`,
          ),
      table.outside === undefined ? '' : html`<p class="govuk-inset-text">${protectionText(table, language)}</p>`,
      html`<p class="govuk-body-l">${says(table.population)}${shown.isDemonstration ? demonstrationMark(exchange, shown.isDemonstration) : ''}</p>
<p class="govuk-body">${table.outside === undefined ? '' : `${wordingIn(language).say('about.coverage')}: `}${says(table.coverage)}</p>${owed === null ? '' : nextRelease(exchange, owed)}${usesOf(exchange, table)}`,
      ofFigures({ exchange, shown }),
      files.length === 0 ? '' : filesPart(exchange, filesAre(shown), files),
      html`${list(
        t('tables.releases'),
        [{ heading: t('tables.release') }, { heading: t('tables.period') }, { heading: t('tables.issued') }],
        all.map((one) => [
          html`<a class="govuk-link" href="/tables/${name}?release=${one.release}">${one.release}</a>`,
          periodIn(exchange, one.period),
          html`${texts.moment(one.issuedAt)}${one.isWithdrawn ? html` <strong class="govuk-tag govuk-tag--red">${t('tables.withdrawn')}</strong>` : withdrawLink(exchange, one)}`,
        ]),
      )}`,
      aboutFigures({ exchange, shown }),
    ],
  })
}

/** What it is for: the obligations that it answers, and the indicators that follow from it. */
function usesOf(exchange: Exchange, { answers, indicators }: ReleasedTable): Html | string {
  if (answers.length + indicators.length === 0) return ''
  const { t } = exchange.texts
  const { pack } = exchange.country
  const links = indicators.map((name) => {
    const counted = pack.indicators[name]?.numerator
    return html`<li><a class="govuk-link" href="/indicators/${name}">${counted === undefined ? name : html`<bdi lang="en">${counted}</bdi>`}</a></li>`
  })
  return summaryList([
    ...(answers.length === 0 ? [] : [[t('tables.answers-obligations'), html`${answersOf({ answers })}`] as const]),
    ...(links.length === 0 ? [] : [[t('tables.feeds'), html`<ul class="govuk-list">${links}</ul>`] as const]),
  ])
}

/** The newest release alone: the page may show the periods of earlier ones beside it. */
function filesAre({ table }: Shown): ReleasedTable {
  const newest = table.cells[0]?.period
  return { ...table, cells: table.cells.filter(({ period }) => period === newest) }
}

interface OfShown {
  readonly exchange: Exchange
  readonly shown: Shown
}

/** Longer than any form of ours sends. */
const LONGEST_QUERY = 300

/** What follows from frozen figures, the language and what the reader chose is made once: twenty readers may ask while cases are written. */
const ofFigures = remember(
  ({ exchange, shown: { table } }: OfShown): Html =>
    html`${axesForm(exchange, table)}${chart(exchange, chosenPeriods(exchange, table))}${figures(exchange, chosenPeriods(exchange, table))}${signsOf(exchange, chosenPeriods(exchange, table))}${
      table.outside === undefined
        ? html`<p class="govuk-body">${protectionText(table, exchange.texts.language.code)}</p>`
        : ''
    }`,
  {
    keyOf: ({ exchange, shown }) => {
      const { search } = new URL(exchange.context.req.url)
      return search.length > LONGEST_QUERY ? null : `${shown.hash} ${exchange.texts.language.code} ${search}`
    },
    most: 100,
  },
)

const aboutFigures = remember(({ exchange, shown }: OfShown): Html => metadata(exchange, shown.table), {
  keyOf: ({ exchange, shown }) => `${shown.hash} ${exchange.texts.language.code}`,
  most: 100,
})

function withdrawLink({ viewer, texts: { t } }: Exchange, { table, release }: Listed): Html | string {
  if (viewer.duty?.role !== 'statistician') return ''
  return html` <a class="govuk-link" href="/tables/withdraw/${table}/${release}">${t('tables.withdraw')}<span class="govuk-visually-hidden"> ${release}</span></a>`
}

/** "Next release: 30 January 2027 (2026)"; of what is late, since when. */
function nextRelease(exchange: Exchange, owed: CalendarEntry): Html {
  const { t, day } = exchange.texts
  const period = periodIn(exchange, owed.period)
  const said = owed.isLate
    ? html`<span class="ob-overdue">${t('tables.late-figure', { period, day: day(owed.firstPlannedOn.toString()) })}</span>`
    : html`${day(owed.plannedOn.toString())} (${period})`
  return html`<p class="govuk-body">${t('tables.next')}: ${said} <a class="govuk-link" href="/tables/calendar">${t('tables.calendar')}</a></p>`
}

/** Which axes go along the columns, and which periods are shown: a form that works without JavaScript; the address can be shared. */
function axesForm(exchange: Exchange, table: ReleasedTable): Html | string {
  const { t, language } = exchange.texts
  const axes = axesOf(table, language.code)
  const periods = axes.find(({ id }) => id === 'TIME_PERIOD')?.categories ?? []
  if (axes.length < 2 && periods.length < 2) return ''
  const chosen = new Set(
    chosenColumns(exchange, table) ?? gridOf(table, { language: language.code }).columnAxes.map(({ id }) => id),
  )
  const shown = new Set(chosenPeriods(exchange, table).cells.map(({ period }) => period))
  const kept = ['release', 'chart', 'measure'].flatMap((name) => {
    const value = exchange.query(name)
    return value === undefined ? [] : html`<input type="hidden" name="${name}" value="${value}">`
  })
  return html`<form method="get" class="ob-filter">${axes.length < 2 ? '' : ticks(t('tables.columns'), 'columns', axes, chosen)}${
    periods.length < 2
      ? ''
      : ticks(
          t('tables.periods'),
          'period',
          periods.map(({ code, label }) => ({ id: code, name: label })),
          shown,
        )
  }${kept}<button class="govuk-button govuk-button--secondary">${t('tables.show')}</button></form>`
}

function ticks(
  legend: string,
  field: string,
  all: readonly { readonly id: string; readonly name: string }[],
  chosen: ReadonlySet<string>,
): Html {
  return html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend">${legend}</legend>
<div class="govuk-checkboxes govuk-checkboxes--small">${all.map(
    ({ id, name }) =>
      html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="${field}-${id}" name="${field}" value="${id}"${chosen.has(id) ? html` checked` : ''}><label class="govuk-label govuk-checkboxes__label" for="${field}-${id}">${name}</label></div>`,
  )}</div></fieldset>`
}

/** The table with the periods that the reader asked for; with all where none of those is there. */
function chosenPeriods(exchange: Exchange, table: ReleasedTable): ReleasedTable {
  const asked = exchange.context.req.queries('period') ?? []
  const cells = table.cells.filter(({ period }) => asked.includes(period))
  return cells.length === 0 ? table : { ...table, cells }
}

function chosenColumns(exchange: Exchange, table: ReleasedTable): readonly string[] | undefined {
  const known = axesOf(table, exchange.texts.language.code).map(({ id }) => id)
  const asked = exchange.context.req.queries('columns')?.filter((id) => known.includes(id)) ?? []
  return asked.length === 0 || asked.length === known.length ? undefined : asked
}

/** A picture above the figures, for those who look before they read; which kind, the address says. */
function chart(exchange: Exchange, table: ReleasedTable): Html {
  const { t, named, language } = exchange.texts
  const measures = table.measures.filter(({ id }) => table.cells.some(({ measure }) => measure === id))
  const isMapped = isPossible(table, 'map')
  // Counts alone show on a map where people live.
  const [first, second] = measures
  const measure = measures.find(({ id }) => id === exchange.query('measure')) ?? (isMapped && second ? second : first)
  // Cases and per cent on one scale would mislead: one measure at a time.
  const one = {
    ...table,
    measures: measure ? [measure] : [],
    cells: table.cells.filter((cell) => cell.measure === measure?.id),
  }
  const possible = CHARTS.filter((kind) => isPossible(one, kind))
  const usual = isMapped ? 'map' : 'bars'
  const kind = possible.find((known) => known === exchange.query('chart')) ?? usual
  const columns = chosenColumns(exchange, table)
  const drawn = chartOf(one, {
    kind,
    language: language.code,
    id: 'chart',
    ...(columns === undefined ? {} : { columns }),
  })
  const tab = (change: Readonly<Record<string, string>>, text: string, isOpen: boolean) =>
    html`<li><a class="govuk-link" href="${withQuery(exchange, change)}"${isOpen ? html` aria-current="true"` : ''}>${text}</a></li>`
  const measureName = (of: ReleasedTable['measures'][number]) =>
    `${of.name[language.code] ?? of.name.en ?? of.id}${of.unit === 'PT' ? ' (%)' : ''}`
  return html`<nav class="ob-tabs" aria-label="${t('tables.chart')}"><ul>${possible.map((known) => tab({ chart: known }, named(`chart.${known}`), known === kind))}</ul></nav>${
    measures.length < 2
      ? html`<p class="govuk-body">${measure === undefined ? '' : measureName(measure)}</p>`
      : html`<nav class="ob-tabs" aria-label="${t('tables.drawn')}"><ul>${measures.map((known) => tab({ measure: known.id }, measureName(known), known === measure))}</ul></nav>`
  }<div class="ob-picture">${raw(drawn)}</div>`
}

/** What the signs say that stand beside or instead of its figures. */
function signsOf(exchange: Exchange, table: ReleasedTable): Html | string {
  const { t, language } = exchange.texts
  const signs = SIGNS.filter((sign) => table.cells.some((cell) => cell.sign === sign))
  return signs.length === 0
    ? ''
    : html`<p class="govuk-body">${t('tables.signs')}: ${signs.map((sign) => `[${sign}] ${signText(table, sign, language.code)}`).join('; ')}</p>`
}

/** Its figures in rows and columns. */
export function figures(exchange: Exchange, table: ReleasedTable): Html {
  const language = exchange.texts.language.code
  const columns = chosenColumns(exchange, table)
  const grid = gridOf(table, { language, ...(columns === undefined ? {} : { columns }) })
  const caption = table.title[language] ?? table.title.en ?? ''
  return list(
    caption,
    [
      { heading: grid.rowAxes.map(({ name }) => name).join(', ') || caption },
      ...grid.columns.map(({ label }) => ({ heading: label, numeric: true })),
    ],
    grid.rows.map((row) => [
      row.label,
      ...grid.columns.map((column) => figure(exchange, table, grid.cellAt(row, column))),
    ]),
  )
}

/** A number, or a sign that a screen reader says in words. */
function figure(
  exchange: Exchange,
  table: ReleasedTable,
  cell: ReleasedTable['cells'][number] | undefined,
): Html | string {
  const language = exchange.texts.language.code
  if (cell === undefined) return ''
  const unit = table.measures.find(({ id }) => id === cell.measure)?.unit
  const number = cell.value === null ? '' : `${exchange.texts.number(cell.value)}${unit === 'PT' ? ' %' : ''}`
  const comment = cell.comment?.[language] ?? cell.comment?.en
  if (comment !== undefined) return cell.sign === 'k' ? html`${comment} <span aria-hidden="true">[k]</span>` : comment
  if (cell.sign === null) return number
  return html`${number} <span aria-hidden="true">[${cell.sign}]</span><span class="govuk-visually-hidden">${signText(table, cell.sign, language)}</span>`
}

function metadata(exchange: Exchange, table: ReleasedTable): Html {
  const language = exchange.texts.language.code
  const { t } = exchange.texts
  return html`<details class="govuk-details"><summary class="govuk-details__summary">${t('tables.metadata')}</summary><div class="govuk-details__text"><dl class="govuk-summary-list">${metadataItems(
    table,
  ).map(({ name, text }) => {
    const said = text[language] ?? text.en ?? ''
    return said === ''
      ? ''
      : html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${name[language] ?? name.en ?? ''}</dt><dd class="govuk-summary-list__value">${said}</dd></div>`
  })}</dl><p class="govuk-body">${citation(table, language)}</p></div></details>`
}
