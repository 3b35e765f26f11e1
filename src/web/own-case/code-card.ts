/** A code as it is written down or printed: in groups, and as a picture for a telephone. It says nothing of what it opens. */
import { html, raw } from 'hono/html'
import { renderSVG } from 'uqr'
import { type CaseCode, codeInGroups } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'

export function codeCard({ texts, origin }: Exchange, code: CaseCode): Html {
  const { t } = texts
  const picture = renderSVG(codeInGroups(code)).replace('<svg ', '<svg width="180" height="180" ')
  return html`<div class="ob-paper"><p class="govuk-heading-m" dir="ltr">${codeInGroups(code)}</p><div role="img" aria-label="${t('own.card.picture')}">${raw(picture)}</div><p class="govuk-body">${t('own.card.keep')}</p><p class="govuk-body">${t('own.card.where', { address: `${origin}/case` })}</p></div>`
}
