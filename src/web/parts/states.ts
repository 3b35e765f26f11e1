/** How many obligations stand where: one bar of coloured parts, its legend, and the figures that say the same. */
import { html } from 'hono/html'
import { STATES, type State } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'

export type StateCounts = Readonly<Record<State, number>>

/** From what is done to what is not begun: the order in which the bar is drawn. */
const DRAWN: readonly State[] = ['completed', 'awaiting-validation', 'open', 'reopened', 'proposed', 'declined']

/** Written out, so that the style sheet keeps them. */
const CLASSES = {
  completed: 'ob-state--completed',
  'awaiting-validation': 'ob-state--awaiting-validation',
  open: 'ob-state--open',
  reopened: 'ob-state--reopened',
  proposed: 'ob-state--proposed',
  declined: 'ob-state--declined',
} satisfies Record<State, string>

/** The bar; what it shows is said in words for whoever does not see it. */
export function stateBar(exchange: Exchange, counts: StateCounts): Html {
  const total = DRAWN.reduce((sum, state) => sum + counts[state], 0)
  let from = 0
  const parts = DRAWN.filter((state) => counts[state] > 0).map((state) => {
    const width = (counts[state] / total) * 100
    const part = html`<rect class="${CLASSES[state]}" x="${from.toFixed(2)}" width="${width.toFixed(2)}" height="10"></rect>`
    from += width
    return part
  })
  return html`<svg class="ob-states" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${stateWords(exchange, counts)}">${parts}</svg>`
}

/** "3 completed, 12 open": only what there is. */
export function stateWords({ texts }: Exchange, counts: StateCounts): string {
  return DRAWN.filter((state) => counts[state] > 0)
    .map((state) => `${texts.number(counts[state])} ${texts.named(`state.${state}`)}`)
    .join(', ')
}

/** What each colour means. */
export function stateLegend({ texts }: Exchange): Html {
  return html`<ul class="ob-legend">${DRAWN.map((state) => html`<li><svg width="14" height="14" aria-hidden="true"><rect class="${CLASSES[state]}" width="14" height="14"></rect></svg> ${texts.named(`state.${state}`)}</li>`)}</ul>`
}

export function sumStates(rows: readonly { readonly states: StateCounts }[]): StateCounts {
  const sum = (state: State) => rows.reduce((total, row) => total + row.states[state], 0)
  return Object.fromEntries(STATES.map((state) => [state, sum(state)])) as Record<State, number> // every state is a key
}
