/** What the list of obligations can be narrowed by: the form, its choices by name, and what it is narrowed by now. */
import { html } from 'hono/html'
import { PeopleConcerned, Theme } from '../../countries/index.ts'
import { type Filter, type Institution, type KnownDocument, SORTS } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { withQuery } from '../parts/list.ts'
import { articleName, chapterName, institutionName, nameIn, targetName } from '../parts/names.ts'

interface Offered {
  readonly institutions: readonly Institution[]
  readonly documents: readonly KnownDocument[]
}

/** The form: three fields at hand, the others folded away. */
export function filterForm(exchange: Exchange, filter: Filter, { institutions, documents }: Offered): Html {
  const { t, named, language } = exchange.texts
  const choose = (name: keyof Filter, options: readonly (readonly [value: string, text: string])[]) =>
    select(exchange, { name, value: String(filter[name] ?? ''), options })
  const type = (name: keyof Filter) =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${named(`obligation.${name}`)}</label><input class="govuk-input" id="${name}" name="${name}" value="${filter[name] ?? ''}"></div>`
  const tick = (name: 'overdue' | 'followUp', text: string) =>
    html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="${name}" name="${name}" value="yes"${filter[name] ? html` checked` : ''}><label class="govuk-label govuk-checkboxes__label" for="${name}">${text}</label></div>`
  const bodies = [...new Set(documents.map(({ body }) => body))].map((body) => [body, body] as const)
  const cycles = [...new Set(documents.flatMap(({ cycle }) => (cycle === null ? [] : [cycle])))]
    .toSorted((a, b) => b - a)
    .map((cycle) => [String(cycle), String(cycle)] as const)
  return html`<form method="get" action="/obligations" class="ob-filter">${filter.state === undefined ? '' : html`<input type="hidden" name="state" value="${filter.state}">`}
<div class="ob-filters">
<div class="govuk-form-group"><label class="govuk-label" for="text">${t('obligation.text')}</label><input class="govuk-input" type="search" id="text" name="text" value="${filter.text ?? ''}" dir="auto"></div>
${choose(
  'cluster',
  exchange.country.chapters.map((chapter) => [chapter.id, chapterName(exchange, chapter.id)]),
)}
${choose(
  'institution',
  institutions.map(({ code, name }) => [code, `${code} ${nameIn(name, language.code) ?? ''}`]),
)}
${choose(
  'sort',
  SORTS.map((sort) => [sort, named(`obligations.sort.${sort}`)]),
)}
</div>
<div class="govuk-checkboxes govuk-checkboxes--small ob-ticks">${tick('overdue', t('obligations.only-overdue'))}${tick('followUp', t('obligations.only-follow-up'))}</div>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('obligations.more-filters')}</span></summary><div class="ob-filters ob-filters--more">
${choose(
  'theme',
  Theme.options.map((theme) => [theme, named(`theme.${theme}`)]),
)}
${choose(
  'people',
  PeopleConcerned.options.map((people) => [people, named(`people.${people}`)]),
)}
${type('article')}${type('sdg')}
${choose(
  'document',
  documents.map(({ symbol }) => [symbol, symbol]),
)}
${type('paragraph')}${choose('body', bodies)}${choose('cycle', cycles)}
</div></details>
<button class="govuk-button govuk-!-margin-bottom-4">${t('site.filter')}</button></form>`
}

interface Select {
  readonly name: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
}

function select({ texts: { t, named } }: Exchange, { name, value, options }: Select): Html {
  const none = name === 'sort' ? '' : html`<option value="">${t('site.all')}</option>`
  return html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${named(`obligation.${name}`)}</label><select class="govuk-select" id="${name}" name="${name}">${none}${options.map(
    ([option, text]) => html`<option value="${option}"${option === value ? html` selected` : ''}>${text}</option>`,
  )}</select></div>`
}

/** What the list is narrowed by, each with its meaning and a link that takes it away. */
export function narrowedBy(exchange: Exchange, filter: Filter): Html | string {
  const { t, named } = exchange.texts
  const words: Partial<Record<keyof Filter, string | undefined>> = {
    text: filter.text,
    cluster: filter.cluster && chapterName(exchange, filter.cluster),
    institution: filter.institution && institutionName(exchange, filter.institution),
    lead: filter.lead && institutionName(exchange, filter.lead),
    article: filter.article && articleName(exchange, filter.article),
    sdg: filter.sdg && targetName(exchange, filter.sdg),
    theme: filter.theme && named(`theme.${filter.theme}`),
    people: filter.people && named(`people.${filter.people}`),
    document: filter.document,
    paragraph: filter.paragraph,
    body: filter.body,
    cycle: filter.cycle === undefined ? undefined : String(filter.cycle),
    overdue: filter.overdue && t('obligations.only-overdue'),
    followUp: filter.followUp && t('obligations.only-follow-up'),
  }
  const given = Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== undefined)
  if (given.length === 0) return ''
  return html`<p class="govuk-body-s govuk-!-margin-bottom-2">${t('obligations.narrowed')}</p><ul class="ob-chips">${given.map(
    ([name, value]) =>
      html`<li><a class="govuk-link govuk-link--no-visited-state govuk-link--no-underline" href="${withQuery(exchange, { [name]: '', page: '' })}">${named(`obligation.${name}`)}: ${value} <span aria-hidden="true">×</span><span class="govuk-visually-hidden">${t('obligations.take-away')}</span></a></li>`,
  )}</ul>`
}
