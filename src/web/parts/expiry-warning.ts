/** That what is kept of the own case will go, and from when on: the person hears it whenever they come. */
import { html } from 'hono/html'
import { expiresAt, type Who } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'

/** A warning, where the person is warned; else nothing. */
export async function expiryWarning(
  { register, texts }: Exchange,
  { who, ...of }: { readonly who: Who; readonly procedure: string; readonly caseId: string },
): Promise<Html | string> {
  const on = await expiresAt(register, who, of)
  return on === null
    ? ''
    : html`<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text">${texts.t('own.expiry', { on: texts.day(on.toString()) })}</strong></div>`
}
