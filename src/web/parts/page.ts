/** The frame of every page: skip link, band, navigation, main, footer. */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'
import { languagesOn, type TextKey } from '../texts.ts'
import { hiddenToken } from './fields.ts'
import { institutionName, officeName } from './names.ts'
import { navigationFor } from './navigation.ts'

export interface PageContent {
  /** Plain text; becomes title and first heading. */
  readonly title: string
  /** Said first in the window's title: "Error:". */
  readonly titlePrefix?: string
  /** Where the page stands, outermost first, without itself. */
  readonly trail?: readonly { readonly href: string; readonly text: string }[]
  readonly body: Html | readonly (Html | string)[]
  /** A heading is left out where the body brings its own. */
  readonly heading?: 'own' | 'none'
}

/** The whole page. */
export function page(exchange: Exchange, content: PageContent): Html {
  const { texts } = exchange
  const { language, t } = texts
  return html`<!doctype html>
<html lang="${language.code}" dir="${language.direction}" class="govuk-template">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${content.titlePrefix === undefined ? '' : `${content.titlePrefix} `}${content.title} – ${t('site.name')}</title>
${stylesheet()}
<link rel="icon" href="data:,">
</head>
<body class="govuk-template__body">
<a href="#main" class="govuk-skip-link">${t('site.skip')}</a>
${band(exchange)}
<nav class="ob-nav" aria-label="${t('site.navigation')}"><div class="govuk-width-container"><details class="ob-menu"><summary>${t('site.menu')}</summary><ul>${navigationFor(
    exchange.viewer,
  ).map(
    (item) =>
      html`<li><a class="govuk-link govuk-link--no-visited-state" href="${item.href}"${isHere(exchange, item.href) ? html` aria-current="page"` : ''}>${t(item.text)}</a></li>`,
  )}</ul></details></div></nav>
<div class="govuk-width-container">
${exchange.store.embedded ? demonstrationBanner(exchange) : ''}
${trail(content)}
<main class="govuk-main-wrapper" id="main">
${content.heading === 'none' ? '' : html`<h1 class="govuk-heading-l">${content.title}</h1>`}
${content.body}
</main>
</div>
${footer(exchange)}
</body></html>`
}

let stylesAddress = '/assets/observance.css'

/** The style sheet's address carries the hash of its content, so that browsers keep it for good. */
export function useStyles(address: string): void {
  stylesAddress = address
}

export const stylesheet = () => html`<link rel="stylesheet" href="${stylesAddress}">`

function band(exchange: Exchange): Html {
  const { texts, viewer } = exchange
  return html`<header class="ob-header"><div class="govuk-width-container ob-header__row">
<a class="ob-header__name" href="/">${texts.t('site.name')}</a>
${languageLinks(exchange)}
<span class="ob-header__who">${
    viewer.account === null
      ? html`<a href="/sign-in">${texts.t('site.sign-in')}</a>`
      : html`<a href="/sessions">${viewer.name}</a> · ${viewer.duty === undefined ? texts.named(`role.${viewer.role}`) : html`${texts.named(`agency-role.${viewer.duty.role}`)} · ${officeName(exchange, viewer.duty.office)}`}${viewer.institution === null ? '' : html` · <abbr title="${institutionName(exchange, viewer.institution)}">${viewer.institution}</abbr>`}
<form method="post" action="/sign-out" class="ob-inline">${hiddenToken(exchange)}<button>${texts.t('site.sign-out')}</button></form>`
  }</span>
</div></header>`
}

function demonstrationBanner({ texts }: Exchange): Html {
  return html`<p class="ob-banner"><strong class="govuk-tag">${texts.t('site.demonstration')}</strong> ${texts.t('site.demonstration-note')}</p>`
}

function trail({ trail = [] }: PageContent): Html | string {
  if (trail.length === 0) return ''
  return html`<nav class="ob-trail"><ol>${trail.map(
    (step) => html`<li><a class="govuk-link" href="${step.href}">${step.text}</a></li>`,
  )}</ol></nav>`
}

/** The languages in their own words; each leads back to the page one was on, filters included. */
export function languageLinks(exchange: Exchange): Html {
  const { pathname, search } = new URL(exchange.context.req.url)
  const back = encodeURIComponent(pathname + search)
  return html`<ul class="ob-languages" aria-label="${exchange.texts.t('site.languages')}">${languagesOn(pathname).map(
    (language) =>
      html`<li><a lang="${language.code}" href="/language/${language.code}?back=${back}"${language.code === exchange.texts.language.code ? html` aria-current="true"` : ''}>${language.name}</a></li>`,
  )}</ul>`
}

function footer(exchange: Exchange): Html {
  return html`<footer class="ob-footer"><div class="govuk-width-container"><p class="govuk-body-s">${exchange.texts.t('site.footer')} ${exchange.texts.t('own.hour', { zone: exchange.texts.zone })}</p></div></footer>`
}

function isHere(exchange: Exchange, href: string): boolean {
  const path = exchange.context.req.path
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}

/** A sentence that a page shows after something was done, carried in the address: `?done=measure.save`. */
export function doneBanner(exchange: Exchange): Html | string {
  const done = exchange.query('done')
  if (done === undefined || !/^[a-z.-]{1,40}$/.test(done)) return ''
  const { t, named } = exchange.texts
  return html`<div class="govuk-notification-banner govuk-notification-banner--success" role="alert" aria-labelledby="done-title"><div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="done-title">${t('site.done')}</h2></div><div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">${named(`done.${done}` as TextKey)}</p></div></div>`
}
