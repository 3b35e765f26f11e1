/**
 * The frame of pages for people who may be in danger: nothing in the window's title says what the page is, a way out is
 * always at hand, and nobody is asked to sign in.
 */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'
import { languageLinks, stylesheet } from './page.ts'

export interface QuietPage {
  /** The heading. */
  readonly title: string
  readonly body: Html
  /** Said first in the window's title after something went wrong. */
  readonly titlePrefix?: string
}

/** What frames of an area have in common. */
export interface QuietFrame {
  /** What the window says, on every page alike. */
  readonly window: string
  readonly home: string
  /** The way out, and its words. */
  readonly leave: { readonly href: string; readonly text: string }
  /** What is said of an invented register. */
  readonly demonstration: string
  /** In the head of the page. */
  readonly head?: Html | string
}

/** Where somebody goes who must not be seen here: a page that anybody may have been reading. */
export const ELSEWHERE = 'https://www.wikipedia.org/'

export function quietFrame(exchange: Exchange, frame: QuietFrame, { title, body, titlePrefix }: QuietPage): Html {
  const { language, t } = exchange.texts
  return html`<!doctype html>
<html lang="${language.code}" dir="${language.direction}" class="govuk-template">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titlePrefix === undefined ? '' : `${titlePrefix} `}${frame.window}</title>
${stylesheet()}<link rel="icon" href="data:,">
${frame.head ?? ''}
</head>
<body class="govuk-template__body">
<a href="#main" class="govuk-skip-link">${t('site.skip')}</a>
<header class="ob-header"><div class="govuk-width-container ob-header__row"><a class="ob-header__name" href="${frame.home}">${frame.window}</a>
${languageLinks(exchange)}</div></header>
<div class="govuk-width-container">
<p class="govuk-body govuk-!-margin-top-4"><a class="govuk-button govuk-button--warning" rel="noreferrer nofollow" href="${frame.leave.href}">${frame.leave.text}</a></p>
${exchange.store.embedded ? html`<p class="ob-banner"><strong class="govuk-tag">${t('site.demonstration')}</strong> ${frame.demonstration}</p>` : ''}
<main class="govuk-main-wrapper" id="main">
<h1 class="govuk-heading-l">${title}</h1>
${body}
</main>
</div>
</body></html>`
}
