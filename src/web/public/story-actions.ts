/** What the viewer may do with an obligation, as links to the forms. A right decides, the same that the command asks. */
import { html } from 'hono/html'
import type { Story } from '../../obligations/browse/index.ts'
import type { Exchange, Html } from '../exchange.ts'

export function storyActions(exchange: Exchange, { obligation }: Story): Html | string {
  const links = actionsFor(exchange)
  if (links.length === 0) return ''
  const { named } = exchange.texts
  return html`<ul class="govuk-list">${links.map((action) => html`<li><a class="govuk-link" href="/obligations/${encodeURIComponent(obligation.code)}/${action}">${named(`action.${action}`)}</a></li>`)}</ul>`
}

function actionsFor(_exchange: Exchange): readonly string[] {
  return []
}
