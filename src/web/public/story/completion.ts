/** Claims with their answers, and every move of the state with what caused it: how it was earned, and how it was lost. */
import { html } from 'hono/html'
import type { Story } from '../../../obligations/index.ts'
import type { Exchange } from '../../exchange.ts'
import { shortened } from '../../parts/bounded.ts'
import { demonstrationMark } from '../../parts/list.ts'
import { emptyState, type Section } from '../../parts/summary.ts'
import { dayOf, fromTo, whyText } from '../moves.ts'

/** The newest claims, the last moves, and letters of a statement. */
const [MOST, MOVES, LONGEST] = [5, 20, 600]

export function claims(exchange: Exchange, { validations }: Story): Section {
  const { t, day, named } = exchange.texts
  // Who claimed and who answered is for those who have signed in; that it was two people is the database's rule.
  const by = (name: string | null) => (exchange.viewer.account === null || name === null ? '' : html` · ${name}`)
  return {
    id: 'claims',
    heading: t('story.claims'),
    body:
      validations.length === 0
        ? emptyState(t('story.no-claims'))
        : html`<ol class="ob-chain">${validations
            .slice(0, MOST)
            .map(
              (row) =>
                html`<li><p class="govuk-body govuk-!-margin-bottom-1"><strong>${t('claim.claimed')}</strong> · ${day(dayOf(exchange, row.claimed_at))}${by(row.claimed_by_name)}${demonstrationMark(exchange, row.demonstration)}</p><blockquote class="govuk-body ob-quote govuk-!-margin-bottom-2" dir="auto">${shortened(row.statement, LONGEST)}</blockquote>${
                  row.answer === null || row.answered_at === null
                    ? html`<p class="govuk-body"><strong class="govuk-tag govuk-tag--yellow">${t('claim.waiting')}</strong></p>`
                    : html`<p class="govuk-body"><strong class="govuk-tag govuk-tag--${row.answer === 'validated' ? 'green' : 'red'}">${named(`claim.${row.answer}`)}</strong> · ${day(dayOf(exchange, row.answered_at))}${by(row.answered_by_name)}${row.reasons === null ? '' : html`<br><span dir="auto">${shortened(row.reasons, LONGEST)}</span>`}</p>`
                }</li>`,
            )}</ol>`,
  }
}

export function moves(exchange: Exchange, { moves: all }: Story): Section | null {
  if (all.length === 0) return null
  return {
    id: 'moves',
    heading: exchange.texts.t('story.moves'),
    body: html`<ol class="ob-chain">${all
      .slice(0, MOVES)
      .map(
        (move) =>
          html`<li>${exchange.texts.day(dayOf(exchange, move.at))} · ${fromTo(exchange, move)}<br>${whyText(exchange, move)}</li>`,
      )}</ol>`,
  }
}
