/** On the page of an obligation: which safeguards answer it. Joined here, so that obligations know no register. */

import { html } from 'hono/html'
import type { AnsweredRecommendation } from '../../obligations/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'
import type { Section } from '../parts/summary.ts'
import { isWithin } from './citation.ts'
import { modeTag, recordedRules, standingOf } from './mode.ts'
import { declared } from './words.ts'

/** Null where no safeguard cites a paragraph of the obligation. */
export function answeringSafeguards(
  exchange: Exchange,
  recommendations: readonly Pick<AnsweredRecommendation, 'symbol' | 'address'>[],
): Section | null {
  const { t } = exchange.texts
  const places = recommendations.flatMap(({ symbol, address }) => (address === null ? [] : [{ symbol, address }]))
  const isOf = (citation: string) => places.some((place) => isWithin(citation, place))
  const { procedures } = exchange.register
  const found = procedures.flatMap((procedure) =>
    Object.entries(procedure.safeguards)
      .filter(([, { cite }]) => cite.some(isOf))
      .map(([name]) => ({ procedure, name })),
  )
  const asked = recordedRules(exchange, procedures).filter(({ obligation }) => isOf(obligation))
  if (found.length === 0) return null
  const line = ({ procedure, name }: (typeof found)[number]): Html => {
    const words = wordsFor(exchange, procedure.name)
    const asks = asked.some((one) => one.procedure === procedure && one.rule.startsWith(`${name}.`))
    return html`<li><a class="govuk-link" href="/safeguards/${procedure.name}#${name}">${declared(exchange, words.title)}: ${declared(exchange, words.safeguards[name]?.title ?? name)}</a> ${modeTag(exchange, standingOf(exchange, procedure, name))}${asks ? html`<br>${t('story.safeguards-law')}` : ''}</li>`
  }
  return {
    id: 'safeguards',
    heading: t('story.safeguards'),
    body: html`<p class="govuk-body">${t('story.safeguards-help')}</p><ul class="govuk-list govuk-list--spaced">${found.map(line)}</ul>`,
  }
}
