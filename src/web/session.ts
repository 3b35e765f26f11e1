/**
 * Who sent this request. The cookie holds a random token, the database its hash. `__Host-` and Secure where the public
 * address is https; on plain http (a demonstration on one's own machine) browsers would drop such a cookie.
 */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

export interface CookieNames {
  readonly session: string
  /** Ties form tokens to a browser before anybody has signed in. */
  readonly browser: string
  readonly language: string
  readonly secure: boolean
}

export function cookieNames(secure: boolean): CookieNames {
  const prefix = secure ? '__Host-' : ''
  return { session: `${prefix}observance`, browser: `${prefix}browser`, language: `${prefix}language`, secure }
}

export function readCookie(context: Context, name: string): string | undefined {
  const value = getCookie(context, name)
  return value === '' ? undefined : value
}

/** Sets a cookie for this host alone, unseen by scripts, not sent from other sites. */
export function writeCookie(context: Context, names: CookieNames, name: string, value: string, maxAge?: number): void {
  setCookie(context, name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: names.secure,
    ...(maxAge === undefined ? {} : { maxAge }),
  })
}

export function dropCookie(context: Context, names: CookieNames, name: string): void {
  writeCookie(context, names, name, '', 0)
}
