/** Signing in and out, and choosing a language. Which ways in exist is decided at start: none is a fallback of another. */
import { html } from 'hono/html'
import { closeSession } from '../../firewall/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { page } from '../parts/page.ts'
import type { Route } from '../route.ts'
import { cookieNames, dropCookie, readCookie, writeCookie } from '../session.ts'
import { LANGUAGES } from '../texts.ts'
import { demonstrationPeople, demonstrationRoutes } from './demonstration.ts'
import { type OpenIdSettings, openIdRoutes } from './openid.ts'
import { sessionRoutes } from './sessions.ts'
import { ownPath } from './start-session.ts'

export { type OpenIdSettings, readOpenIdSettings } from './openid.ts'

export interface SignInOptions {
  /** True on the embedded database alone. */
  readonly demonstration: boolean
  readonly openId: OpenIdSettings | null
  readonly origin: string
}

export function signInRoutes(options: SignInOptions): Route[] {
  return [
    { method: 'GET', path: '/sign-in', who: 'anyone', answer: (exchange) => signInPage(exchange, options) },
    { method: 'POST', path: '/sign-out', who: 'signed-in', answer: signOut },
    { method: 'GET', path: '/language/:code', who: 'anyone', answer: chooseLanguage },
    ...sessionRoutes(),
    ...(options.openId === null ? [] : openIdRoutes(options.openId, options.origin)),
    ...(options.demonstration ? demonstrationRoutes() : []),
  ]
}

async function signInPage(exchange: Exchange, options: SignInOptions): Promise<Html> {
  const { t } = exchange.texts
  const ways = [
    ...(options.openId === null
      ? []
      : [
          html`<p><a class="govuk-button" href="/sign-in/openid?back=${encodeURIComponent(exchange.query('back') ?? '/work')}">${t('sign-in.provider')}</a></p>`,
        ]),
    ...(options.demonstration ? [await demonstrationPeople(exchange)] : []),
  ]
  return page(exchange, {
    title: t('sign-in.title'),
    body: ways.length === 0 ? html`<p class="govuk-body">${t('sign-in.none')}</p>` : ways,
  })
}

async function signOut(exchange: Exchange): Promise<Response> {
  const names = cookieNames(exchange.secure)
  const token = readCookie(exchange.context, names.session)
  if (token !== undefined) await exchange.act('session.close', (tx) => closeSession(tx, token))
  dropCookie(exchange.context, names, names.session)
  return exchange.context.redirect('/', 303)
}

async function chooseLanguage(exchange: Exchange): Promise<Response> {
  const names = cookieNames(exchange.secure)
  const code = exchange.context.req.param('code')
  if (LANGUAGES.some((known) => known.code === code))
    writeCookie(exchange.context, names, names.language, code ?? 'en', 365 * 24 * 3600)
  const back = ownPath(exchange.query('back') ?? '/')
  return exchange.context.redirect(back, 303)
}
