/** All indicators: what each counts, its latest value beside its target, and where it stands. */
import { html } from 'hono/html'
import {
  IndicatorFilter,
  type Institution,
  isSecretariat,
  type ListedIndicator,
  listIndicators,
  listInstitutions,
  STANDINGS,
} from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { figure, periodName, standingTag, valueText, zeroNote } from '../parts/figures.ts'
import { demonstrationMark, pageLinks, pageOf, table } from '../parts/list.ts'
import { nameIn } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'

export async function indicatorsPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const filter = filterOf(exchange)
  const { limit, offset } = pageOf(exchange)
  const { rows, total, institutions } = await exchange.recall(async (tx) => ({
    ...(await listIndicators(tx, filter, { limit, offset })),
    institutions: await listInstitutions(tx),
  }))
  return page(exchange, {
    title: t('nav.indicators'),
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body-l">${t('indicators.help')}</p>`,
      isSecretariat(exchange.viewer)
        ? html`<a class="govuk-button govuk-button--secondary" href="/define-indicator">${t('indicator.define')}</a>`
        : '',
      filterForm(exchange, filter, institutions),
      rows.length === 0
        ? emptyState(
            t('indicators.none'),
            html`<p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0"><a class="govuk-link" href="/indicators">${t('indicators.show-all')}</a></p>`,
          )
        : indicatorTable(exchange, rows, total),
      html`${pageLinks(exchange, total)}`,
    ],
  })
}

/** A value that makes no sense narrows nothing. */
function filterOf(exchange: Exchange): IndicatorFilter {
  const asked = Object.keys(IndicatorFilter.shape).map((name) => [name, exchange.query(name)] as const)
  const whole = IndicatorFilter.safeParse(Object.fromEntries(asked))
  if (whole.success) return whole.data
  const wrong = new Set(whole.error.issues.map(({ path }) => path[0]))
  return IndicatorFilter.parse(Object.fromEntries(asked.filter(([name]) => !wrong.has(name))))
}

function filterForm(exchange: Exchange, filter: IndicatorFilter, institutions: readonly Institution[]): Html {
  const { t, named, language } = exchange.texts
  const select = (name: keyof IndicatorFilter, options: readonly (readonly [value: string, text: string])[]) =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${named(`indicators.by.${name}`)}</label><select class="govuk-select" id="${name}" name="${name}"><option value="">${t('site.all')}</option>${options.map(
      ([value, text]) =>
        html`<option value="${value}"${value === filter[name] ? html` selected` : ''}>${text}</option>`,
    )}</select></div>`
  const words = (kind: string, values: readonly string[]) =>
    values.map((value) => [value, named(`${kind}.${value}`)] as const)
  return html`<form method="get" action="/indicators" class="ob-filter"><div class="ob-filters">
<div class="govuk-form-group"><label class="govuk-label" for="text">${t('indicators.by.text')}</label><input class="govuk-input" type="search" id="text" name="text" value="${filter.text ?? ''}" dir="auto"></div>
${select('class', words('indicator.class', IndicatorFilter.shape.class.unwrap().options))}
${select('standing', words('standing', STANDINGS))}
${select('from', words('indicators.from', IndicatorFilter.shape.from.unwrap().options))}
${select(
  'institution',
  institutions.map(({ code, name }) => [code, `${code} ${nameIn(name, language.code) ?? ''}`]),
)}
</div><button class="govuk-button govuk-!-margin-bottom-4">${t('site.filter')}</button></form>`
}

function indicatorTable(exchange: Exchange, rows: readonly ListedIndicator[], total: number): Html {
  const { t } = exchange.texts
  return table(
    t('indicator.count', { n: total }),
    [
      { heading: t('indicator.indicator') },
      { heading: t('indicator.latest'), numeric: true },
      { heading: t('indicator.baseline'), numeric: true },
      { heading: t('indicator.target'), numeric: true },
      { heading: t('indicator.standing') },
    ],
    rows.map((row) => indicatorRow(exchange, row)),
  )
}

function indicatorRow(exchange: Exchange, row: ListedIndicator): (Html | string)[] {
  const { named } = exchange.texts
  return [
    html`<a class="govuk-link" href="/indicators/${row.name}">${row.numerator}</a>${row.denominator === null ? '' : html` <span class="govuk-!-font-weight-regular">/ ${row.denominator}</span>`}<span class="ob-code">${row.name} · ${named(`indicator.class.${row.class}`)} · ${named(`indicator.unit.${row.unit}`)} · ${named(`indicator.better.${row.direction}`)}</span>`,
    row.latest === null
      ? '–'
      : html`${valueText(exchange, row.unit, row.latest)}<span class="ob-code">${periodName(exchange, row.period, row.latest.period)} · ${named(`indicators.from.${row.provenance}`)}</span>${zeroNote(exchange, row, row.latest)}${demonstrationMark(exchange, row.demonstration)}`,
    row.baseline === null ? '–' : figure(exchange, row.unit, row.baseline),
    row.target === null ? '–' : figure(exchange, row.unit, row.target),
    standingTag(exchange, row.standing),
  ]
}
