/** One safeguard: what a person may count on, what an officer reads, what it rests on, its rules and their mode. */
import { html } from 'hono/html'
import type { PlacedObligation } from '../../obligations/index.ts'
import { type AnyTexts, namesIn, type Procedure, ruleWords, type Safeguard, wordsOf } from '../../procedures/index.ts'
import { LADDERS } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { summaryList } from '../parts/summary.ts'
import { citationLinks } from './citation.ts'
import { askedBy, lawName, modeTag, type Recorded, reviewDay, standingOf } from './mode.ts'
import { declared, inEnglish, roleNames } from './words.ts'

export interface Shown {
  readonly procedure: Procedure
  readonly words: AnyTexts
  readonly obligations: readonly PlacedObligation[]
  /** Of this procedure. */
  readonly recorded: readonly Recorded[]
}

/** Under an anchor of its name, which other pages lead to. */
export function safeguardBlock(exchange: Exchange, shown: Shown, name: string, safeguard: Safeguard): Html {
  const { t } = exchange.texts
  const { procedure, words, obligations } = shown
  const text = words.safeguards[name]
  const passed = shown.recorded.filter(({ rule }) => rule.startsWith(`${name}.`))
  return html`<section class="ob-section" aria-labelledby="${name}"><h3 class="govuk-heading-s govuk-!-margin-bottom-2" id="${name}"><bdi>${name}</bdi> ${declared(exchange, text?.title ?? name)} ${modeTag(exchange, standingOf(exchange, procedure, name))}</h3>
${summaryList([
  [t('safeguards.to-person'), text?.person == null ? '' : declared(exchange, text.person)],
  [t('safeguards.to-officer'), text === undefined ? '' : declared(exchange, text.officer)],
  [t('safeguards.rests'), citationLinks(exchange, safeguard.cite, obligations)],
  [t('safeguards.told'), roleNames(exchange, [...LADDERS[safeguard.breach], ...safeguard.tells])],
  ...passed.map((one) => [t('safeguards.mode.record'), passedRule(exchange, one, obligations)] as const),
])}
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('safeguards.rules')}</span></summary><div class="govuk-details__text"><ul class="govuk-list govuk-list--bullet">${Object.entries(safeguard.rules).map(([rule, one]) => html`<li><bdi>${name}.${rule}</bdi>: ${inEnglish(exchange, `${ruleWords(one, namesIn(wordsOf(procedure.name)))}.`)}</li>`)}</ul></div></details></section>`
}

function passedRule(exchange: Exchange, one: Recorded, obligations: readonly PlacedObligation[]): Html {
  const { t } = exchange.texts
  return html`<p class="govuk-body"><bdi>${one.rule}</bdi>: ${inEnglish(exchange, one.note)}</p><p class="govuk-body">${t('safeguards.law')}: ${lawName(exchange, one)}. ${t('safeguards.asked-by')}: ${askedBy(exchange, one, obligations)}. ${t('safeguards.review-by')}: ${reviewDay(exchange, one)}.</p>`
}
