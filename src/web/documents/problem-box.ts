/** The box on top of a page that says why a step was refused. */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'

/** A refusal as a sentence in the box on top; `field` is where its link leads, null where there is nothing to change. */
export function problemBox(exchange: Exchange, sentence: string, field: string | null): Html {
  return html`<div class="govuk-error-summary" role="alert"><h2 class="govuk-error-summary__title">${exchange.texts.t('form.problem')}</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list"><li>${field === null ? sentence : html`<a href="#${field}">${sentence}</a>`}</li></ul></div></div>`
}
