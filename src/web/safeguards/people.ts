/** Who reads the cases of a procedure and who cannot, what may be known of a person, and for how long. */
import { html } from 'hono/html'
import { type AnyTexts, namesIn, type Procedure, retentionWords, wordsOf } from '../../procedures/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { declared, inEnglish, roleNames } from './words.ts'

export function readers(exchange: Exchange, { reads }: Procedure, words: AnyTexts): Html {
  const { t, named } = exchange.texts
  const rows = Object.entries(reads).flatMap(([role, one]) => {
    if (one === undefined) return []
    const facts =
      typeof one.facts === 'string'
        ? named(`safeguards.facts.${one.facts}`)
        : html`${one.facts.map((fact, index) => html`${index === 0 ? '' : ', '}${declared(exchange, words.facts[fact]?.label ?? fact)}`)}`
    return [[named(`agency-role.${role}`), named(`safeguards.cases.${one.cases}`), facts]]
  })
  return html`<p class="govuk-body">${t('safeguards.person-reads')} ${t('safeguards.readers-help')}</p>${table(
    t('safeguards.readers-table'),
    [
      { heading: t('safeguards.reader') },
      { heading: t('safeguards.reads-cases') },
      { heading: t('safeguards.reads-facts') },
    ],
    rows,
  )}`
}

export function walledOff(exchange: Exchange, { walledOff }: Procedure): Html {
  return html`<p class="govuk-body">${roleNames(exchange, walledOff)}</p><p class="govuk-body">${exchange.texts.t('safeguards.walled-help')}</p>`
}

/** What nobody may collect, in words; and everything that may be known. */
export function known(exchange: Exchange, { facts, neverCollected }: Procedure, words: AnyTexts): Html {
  const { t } = exchange.texts
  const all = Object.entries(facts).map(
    ([name, { sensitive }]) =>
      html`<li>${declared(exchange, words.facts[name]?.label ?? name)}${sensitive ? html` (${t('safeguards.sensitive')})` : ''}</li>`,
  )
  return html`<h3 class="govuk-heading-s">${t('safeguards.never')}</h3>${
    neverCollected.length === 0
      ? html`<p class="govuk-body">${t('safeguards.never-none')}</p>`
      : html`<ul class="govuk-list govuk-list--bullet">${neverCollected.map((one) => html`<li>${inEnglish(exchange, one)}</li>`)}</ul>`
  }<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('safeguards.known-all')}</span></summary><div class="govuk-details__text"><ul class="govuk-list govuk-list--bullet">${all}</ul></div></details>`
}

export function kept(exchange: Exchange, { name, retention }: Procedure): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${retention.map((one) => html`<li>${inEnglish(exchange, `${retentionWords(one, namesIn(wordsOf(name)))}.`)}</li>`)}</ul><p class="govuk-body">${exchange.texts.t('safeguards.retention-help')}</p>`
}
