/**
 * The frame of the pages for people who complain: nothing in the window's title says what it is, a way out is always at
 * hand, and nobody is asked to sign in.
 */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'
import { languageLinks, stylesheet } from '../parts/page.ts'
import { scriptTag } from './script.ts'

export interface QuietPage {
  /** The heading. */
  readonly title: string
  readonly body: Html
  /** Said first in the window's title after something went wrong. */
  readonly titlePrefix?: string
}

/** Where somebody goes who must not be seen here: a page that anybody may have been reading. */
const ELSEWHERE = 'https://www.wikipedia.org/'

export function quietPage(exchange: Exchange, { title, body, titlePrefix }: QuietPage): Html {
  const { language, t } = exchange.texts
  return html`<!doctype html>
<html lang="${language.code}" dir="${language.direction}" class="govuk-template">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titlePrefix === undefined ? '' : `${titlePrefix} `}${t('complaint.window')}</title>
${stylesheet()}<link rel="icon" href="data:,">
${scriptTag(exchange.context)}
</head>
<body class="govuk-template__body">
<a href="#main" class="govuk-skip-link">${t('site.skip')}</a>
<header class="ob-header"><div class="govuk-width-container ob-header__row"><a class="ob-header__name" href="/complaint">${t('complaint.window')}</a>
${languageLinks(exchange)}</div></header>
<div class="govuk-width-container">
<p class="govuk-body govuk-!-margin-top-4"><a class="govuk-button govuk-button--warning" rel="noreferrer nofollow" href="${ELSEWHERE}">${t('complaint.leave')}</a></p>
${exchange.store.embedded ? html`<p class="ob-banner"><strong class="govuk-tag">${t('site.demonstration')}</strong> ${t('complaint.demonstration')}</p>` : ''}
<main class="govuk-main-wrapper" id="main">
<h1 class="govuk-heading-l">${title}</h1>
${body}
</main>
</div>
</body></html>`
}

/** A sentence for each thing that can go wrong before anything is sent; the script shows the one that did. */
export function problems(exchange: Exchange, names: readonly ProblemName[], shown: ProblemName | null): Html {
  const { t } = exchange.texts
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1" data-problems${shown === null ? html` hidden` : html` autofocus`}><h2 class="govuk-error-summary__title">${t('form.problem')}</h2>${[
    ...names,
    'network' as const,
  ].map(
    (name) =>
      html`<p class="govuk-body" data-problem="${name}"${name === shown ? '' : html` hidden`}>${t(`complaint.problem.${name}`)}</p>`,
  )}<p class="govuk-body" data-problem="answer" hidden></p></div>`
}

export type ProblemName = 'story' | 'long' | 'confirm' | 'code' | 'text' | 'key' | 'refused' | 'network'
