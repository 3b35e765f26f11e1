/** Sets the session's cookie and leads on, to a page of this site alone. */
import { closeSession } from '../../firewall/index.ts'
import { asActor, systemReader } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { cookieNames, readCookie, writeCookie } from '../session.ts'

/** The session that the browser had until now ends: nobody rides on what was set before the sign-in. OWASP ASVS 5.0, 7.2.4. */
export async function startSession(exchange: Exchange, token: string, back: unknown): Promise<Response> {
  const names = cookieNames(exchange.secure)
  const earlier = readCookie(exchange.context, names.session)
  if (earlier !== undefined)
    await asActor(exchange.store.web, systemReader('sign-in'), 'session.close', (tx) => closeSession(tx, earlier))
  writeCookie(exchange.context, names, names.session, token)
  return exchange.context.redirect(ownPath(back), 303)
}

/** A path of this site; anything else, such as another site's address, becomes the work page. */
export function ownPath(back: unknown): string {
  return typeof back === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(back) ? back : '/work'
}
