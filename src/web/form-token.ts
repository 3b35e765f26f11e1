/**
 * The token that each form carries, so that no other site can post in a visitor's name. Works without JavaScript and
 * in browsers that send neither Origin nor Sec-Fetch-Site. OWASP ASVS 5.0, 3.5.1.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Whom a form was shown to: a browser, and the account signed in there, if any. */
export interface FormHolder {
  readonly browser: string
  readonly account: string | null
}

/** A token for one browser and account; salted, so that compressed pages do not give it away (BREACH). */
export function formTokenFor(key: Buffer, { browser, account }: FormHolder): string {
  const salt = randomBytes(12).toString('base64url')
  const holder = `${salt}.${account ?? ''}`
  return `${holder}.${signature(key, browser, holder)}`
}

/** Whom the form was shown to; null where the token was not made for this browser. */
export function holderOf(key: Buffer, browser: string, token: string): FormHolder | null {
  const [salt, account, given] = token.split('.')
  if (!salt || account === undefined || !given || browser === '') return null
  const expected = Buffer.from(signature(key, browser, `${salt}.${account}`))
  const actual = Buffer.from(given)
  const isOwn = expected.length === actual.length && timingSafeEqual(expected, actual)
  return isOwn ? { browser, account: account === '' ? null : account } : null
}

function signature(key: Buffer, browser: string, holder: string): string {
  return createHmac('sha256', key).update(`form ${browser} ${holder}`).digest('base64url')
}
