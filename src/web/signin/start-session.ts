/** Sets the session's cookie and leads on, to a page of this site alone. */
import type { Exchange } from '../exchange.ts'
import { cookieNames, writeCookie } from '../session.ts'

export function startSession(exchange: Exchange, token: string, back: unknown): Response {
  const names = cookieNames(exchange.secure)
  writeCookie(exchange.context, names, names.session, token)
  return exchange.context.redirect(ownPath(back), 303)
}

/** A path of this site; anything else, such as another site's address, becomes the work page. */
export function ownPath(back: unknown): string {
  return typeof back === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(back) ? back : '/work'
}
