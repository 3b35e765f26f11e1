/** What is said above a form that was refused as a whole: why, in sentences, and that everything typed is kept. The page opens on it. */
import { html } from 'hono/html'
import type { Html } from '../exchange.ts'
import type { Texts } from '../texts.ts'

export function refusedNotice({ t }: Texts, sentences: readonly string[]): Html {
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1" autofocus><h2 class="govuk-error-summary__title">${t('form.refused')}</h2>${sentences.map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}<p class="govuk-body">${t('form.refused-kept')}</p></div>`
}
