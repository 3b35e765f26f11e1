/** All safeguards of the State at a glance: which procedures have them, and where the law in force stands in the way. */

import { html } from 'hono/html'
import { obligationsByPlace, type PlacedObligation } from '../../obligations/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { page } from '../parts/page.ts'
import { type Section, sections } from '../parts/summary.ts'
import { howCounted } from './breaches.ts'
import { askedBy, lawName, type Recorded, recordedRules, reviewDay } from './mode.ts'
import { inForceToday } from './versions.ts'
import { declared, inEnglish, languageNote } from './words.ts'

export async function safeguardsPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const obligations = await exchange.recall(obligationsByPlace)
  const procedures = exchange.register.procedures.map((one) => inForceToday(exchange, one))
  const recorded = recordedRules(exchange, procedures)
  return page(exchange, {
    title: t('nav.safeguards'),
    body: [
      html`<p class="govuk-body-l">${t('safeguards.lead')}</p>`,
      languageNote(exchange),
      procedureTable(exchange, recorded),
      sections([
        lawSection(exchange, recorded, obligations),
        { id: 'counting', heading: t('safeguards.counting'), body: howCounted(exchange) },
      ]),
    ],
  })
}

function procedureTable(exchange: Exchange, recorded: readonly Recorded[]): Html {
  const { t, number } = exchange.texts
  return table(
    t('safeguards.procedures'),
    [
      { heading: t('safeguards.procedure') },
      { heading: t('safeguards.count'), numeric: true },
      { heading: t('safeguards.recorded-count'), numeric: true },
    ],
    exchange.register.procedures.map((procedure) => {
      const { name, safeguards } = inForceToday(exchange, procedure)
      const { title, idea } = wordsFor(exchange, name)
      return [
        html`<a class="govuk-link" href="/safeguards/${name}">${declared(exchange, title)}</a><span class="ob-code">${declared(exchange, idea)}</span>`,
        number(Object.keys(safeguards).length),
        number(recorded.filter((one) => one.procedure.name === name).length),
      ]
    }),
  )
}

function lawSection(
  exchange: Exchange,
  recorded: readonly Recorded[],
  obligations: readonly PlacedObligation[],
): Section {
  const { t } = exchange.texts
  const explained = html`<p class="govuk-body">${t('safeguards.law-help')}</p><p class="govuk-body">${t('safeguards.law-never')}</p>`
  const body =
    recorded.length === 0
      ? html`<p class="govuk-body">${t('safeguards.law-none')}</p>`
      : lawTable(exchange, recorded, obligations)
  return { id: 'law', heading: t('safeguards.law-title'), body: [explained, body] }
}

function lawTable(exchange: Exchange, recorded: readonly Recorded[], obligations: readonly PlacedObligation[]): Html {
  const { t } = exchange.texts
  return table(
    t('safeguards.law-table'),
    [
      { heading: t('safeguards.safeguard') },
      { heading: t('safeguards.law') },
      { heading: t('safeguards.law-does') },
      { heading: t('safeguards.asked-by') },
      { heading: t('safeguards.review-by') },
    ],
    recorded.map((one) => {
      const safeguard = one.rule.split('.')[0] ?? one.rule
      const words = wordsFor(exchange, one.procedure.name)
      return [
        html`<a class="govuk-link" href="/safeguards/${one.procedure.name}#${safeguard}">${declared(exchange, words.safeguards[safeguard]?.title ?? safeguard)}</a><span class="ob-code">${one.procedure.name} ${one.rule}</span>`,
        lawName(exchange, one),
        inEnglish(exchange, one.note),
        askedBy(exchange, one, obligations),
        reviewDay(exchange, one),
      ]
    }),
  )
}
