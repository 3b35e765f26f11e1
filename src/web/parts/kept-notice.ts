/** What is said above a form that was typed before the session had ended: it stands below, and is not saved. */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'

/** The notice; `more` is what else there is to say of this form. */
export function keptNotice({ texts: { t } }: Exchange, more: Html | string = ''): Html {
  return html`<div class="govuk-notification-banner" role="region" aria-labelledby="kept-title"><div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="kept-title">${t('form.kept-title')}</h2></div><div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">${t('form.kept')}</p>${more}</div></div>`
}
