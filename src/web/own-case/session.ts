/**
 * Who has shown a code, for half an hour after the last page. The cookie holds the hash of the code and its time, signed:
 * nothing of the case is in it, and a code that ends, ends it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

const IDLE_MINUTES = 30

const nameOf = (secure: boolean) => `${secure ? '__Host-' : ''}case`

/** The cookie's text: hash, seconds, signature. */
export function sessionText(key: Buffer, hash: Buffer, now: Temporal.Instant): string {
  const text = `${hash.toString('base64url')}.${Math.floor(now.epochMilliseconds / 1000)}`
  return `${text}.${sign(key, text)}`
}

/** The hash of the code that was shown; null where the text was not written here, or half an hour has gone by. */
export function sessionIn(key: Buffer, text: string, now: Temporal.Instant): Buffer | null {
  const [hash = '', at = '', signature = ''] = text.split('.')
  const [given, right] = [Buffer.from(signature), Buffer.from(sign(key, `${hash}.${at}`))]
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  const seconds = now.epochMilliseconds / 1000 - Number(at)
  return seconds < IDLE_MINUTES * 60 ? Buffer.from(hash, 'base64url') : null
}

/** What forms of the session carry, for browsers that send cookies from other sites too. */
export function passOf(key: Buffer, hash: Buffer): string {
  return sign(key, `form ${hash.toString('base64url')}`)
}

function sign(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(`own case ${text}`).digest('base64url')
}

export function readSession(context: Context, secure: boolean): string | undefined {
  return getCookie(context, nameOf(secure)) || undefined
}

/** Unseen by scripts, sent by this site alone, gone with the browser; an empty text ends it. */
export function writeSession(context: Context, secure: boolean, text: string): void {
  setCookie(context, nameOf(secure), text, {
    ...{ path: '/', httpOnly: true, sameSite: 'Strict', secure },
    ...(text === '' ? { maxAge: 0 } : {}),
  })
}
