/** What the viewer may do with an obligation, as links to the forms. A right decides, the same that the command asks. */
import { html } from 'hono/html'
import {
  assessorsOf,
  isSecretariat,
  mayClaim,
  mayValidate,
  mayWorkOn,
  type Part,
  type Story,
} from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'

/** Links to what the viewer may do now; nothing for the public. */
export function storyActions(exchange: Exchange, story: Story, parts: readonly Part[]): Html | string {
  const links = actionsFor(exchange, story, parts)
  if (links.length === 0) return ''
  const { named } = exchange.texts
  return html`<ul class="ob-actions">${links.map((action) => html`<li><a class="govuk-button govuk-button--secondary govuk-!-margin-0" href="/obligations/${encodeURIComponent(story.obligation.code)}/${action}">${named(`action.${action}`)}</a></li>`)}</ul>`
}

function actionsFor(
  { viewer }: Exchange,
  { obligation, validations }: Story,
  parts: readonly Part[],
): readonly string[] {
  if (viewer.account === null) return []
  const claim = validations.find((row) => row.answer === null)
  return [
    ...(isSecretariat(viewer) ? ['decide', 'assign', 'edit', 'split', 'group'] : []),
    ...(mayWorkOn(viewer, parts) ? ['measure', 'evidence'] : []),
    ...(isSecretariat(viewer) ? ['indicators'] : []),
    ...(assessorsOf(viewer, parts).length > 0 ? ['assess'] : []),
    ...(mayClaim(viewer, parts) && (obligation.state === 'open' || obligation.state === 'reopened') ? ['claim'] : []),
    ...(claim !== undefined && mayValidate(viewer, parts, claim.claimed_by) ? ['validate'] : []),
  ]
}
