/** The page that asks for the code. The code is posted: it is in no address, no title, no log. */
import { html } from 'hono/html'
import type { Typed } from '../cases/fact-fields.ts'
import type { Exchange, Html } from '../exchange.ts'
import { carried, FIELD, textOf } from './fields.ts'
import { quietPage } from './frame.ts'

export interface Entering {
  /** `slip`: no code is written like this. `code`: none opens anything. `ended`: it has to be shown again. */
  readonly problem: 'slip' | 'code' | 'ended' | null
  readonly typed: Typed
}

export function enterPage(exchange: Exchange, { problem, typed }: Entering): Html {
  const { t } = exchange.texts
  const wrong = problem === 'slip' || problem === 'code'
  const message =
    problem === null
      ? ''
      : html`<div class="govuk-error-summary" role="alert" tabindex="-1" autofocus><h2 class="govuk-error-summary__title">${t('form.problem')}</h2><p class="govuk-body">${wrong ? html`<a href="#field-code">${t(`own.problem.${problem}`)}</a>` : t('own.problem.ended')}</p>${FIELD.step in typed ? html`<p class="govuk-body">${t('own.kept')}</p>` : ''}</div>`
  return quietPage(exchange, {
    title: t('own.enter.title'),
    ...(wrong ? { titlePrefix: t('form.error') } : {}),
    body: html`${message}<p class="govuk-body">${t('own.enter.lead')}</p>
<form class="ob-form" method="post" action="/case" autocomplete="off" novalidate>${FIELD.step in typed ? carried(typed, [FIELD.code, FIELD.pass]) : ''}
<div class="govuk-form-group${wrong ? ' govuk-form-group--error' : ''}"><label class="govuk-label" for="field-code">${t('own.code')}</label><div class="govuk-hint" id="hint-code">${t('own.code-hint')}</div><input class="govuk-input" id="field-code" name="${FIELD.code}" value="${wrong ? textOf(typed, FIELD.code) : ''}" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="hint-code"></div>
<button class="govuk-button">${t('own.enter.button')}</button></form>
<h2 class="govuk-heading-m">${t('own.enter.none')}</h2><ul class="govuk-list govuk-list--bullet"><li>${t('own.enter.lost')}</li><li><a class="govuk-link" href="/start">${t('own.enter.start')}</a></li><li><a class="govuk-link" href="/complaint/case">${t('own.enter.complaint')}</a></li></ul>`,
  })
}

/** The code has to be shown again; whatever was typed comes back once it was. */
export function enterAgain(exchange: Exchange, typed: Typed): Html {
  const asked = exchange.context.req.method === 'POST'
  if (asked) exchange.context.status(403)
  return enterPage(exchange, { problem: asked ? 'ended' : null, typed })
}
