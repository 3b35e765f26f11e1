/** The frame of the pages for people without an account: every title alike, and a way out that ends the session. */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'
import { type QuietPage, quietFrame } from '../parts/quiet-page.ts'

export function quietPage(exchange: Exchange, content: QuietPage): Html {
  const { t } = exchange.texts
  return quietFrame(
    exchange,
    {
      ...{ window: t('own.window'), home: '/start', demonstration: t('own.demonstration') },
      leave: { href: '/case/exit', text: t('own.exit') },
    },
    content,
  )
}

/** Sentences about what went wrong, first on the page. */
export function problemBox({ texts }: Exchange, title: string, sentences: readonly (Html | string)[]): Html | string {
  if (sentences.length === 0) return ''
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1" autofocus><h2 class="govuk-error-summary__title">${title}</h2>${sentences.map((one) => html`<p class="govuk-body">${one}</p>`)}<p class="govuk-body">${texts.t('own.kept')}</p></div>`
}

/** The way back to the own case. */
export function backLink({ texts }: Exchange): Html {
  return html`<p class="govuk-body"><a class="govuk-link" href="/case">${texts.t('own.back')}</a></p>`
}
