/** Where an indicator's figures come from, or why they do not; and by what they are not broken down, and why. */
import { html } from 'hono/html'
import { RELEASE_CALENDAR, type ShownIndicator } from '../../../obligations/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { owedText, packText } from '../../parts/owed.ts'
import { calendarLink, titleOf } from '../../parts/released-table.ts'

type Row = readonly [string, Html | string]

export function computing(exchange: Exchange, indicator: ShownIndicator): readonly Row[] {
  const { t } = exchange.texts
  if (indicator.fed_by === null) return [[t('indicator.not-fed'), notFed(exchange, indicator)]]
  const fedBy =
    indicator.fed_by === RELEASE_CALENDAR
      ? html`${calendarLink(exchange)} ${t('indicator.of-releases-help')}`
      : html`<a class="govuk-link" href="/tables/${indicator.fed_by}">${titleOf(exchange, indicator.fed_by)}</a> ${t('indicator.fed-by-help')}`
  return [
    [t('indicator.fed-by'), fedBy],
    [t('indicator.not-by'), notBy(exchange, indicator)],
  ]
}

/** In the words of the country pack; else the registers that are owed. */
function notFed(exchange: Exchange, { name }: ShownIndicator): Html | string {
  const { pack } = exchange.country
  const why = pack.publishing?.notComputed[name]
  if (why !== undefined) return packText(exchange, why)
  const running = new Set(exchange.register.procedures.map((procedure) => procedure.name))
  const asked = pack.obligations
    .filter(({ indicators }) => indicators.includes(name))
    .flatMap(({ procedure, also }) => [...(procedure === null ? [] : [procedure]), ...also])
  const owed = [...new Set(asked)].filter((procedure) => !running.has(procedure))
  return owed.length === 0 || pack.indicators[name]?.source != null
    ? ''
    : html`${exchange.texts.t('indicator.register-owed')} ${owedText(exchange, { procedures: owed })}`
}

function notBy(exchange: Exchange, { name, disaggregation }: ShownIndicator): Html | string {
  const { publishing } = exchange.country.pack
  const ofReleases = publishing?.ofReleases[name]?.by
  const given = ofReleases === undefined ? Object.keys(publishing?.indicators[name]?.by ?? {}) : [ofReleases]
  const missing = disaggregation.filter((dimension) => !given.includes(dimension))
  if (missing.length === 0) return ''
  return html`<ul class="govuk-list govuk-!-margin-bottom-0">${missing.map((dimension) => {
    const why = publishing?.withheld[dimension]
    return html`<li>${exchange.texts.named(`dimension.${dimension}`)}${why === undefined ? '' : html`: ${packText(exchange, why)}`}</li>`
  })}</ul>`
}
