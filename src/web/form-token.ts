/**
 * The token that each form carries, so that no other site can post in a visitor's name. Works without JavaScript and
 * in browsers that send neither Origin nor Sec-Fetch-Site. OWASP ASVS 5.0, 3.5.1.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A token for one browser; salted, so that compressed pages do not give it away (BREACH). */
export function formTokenFor(key: Buffer, browser: string): string {
  const salt = randomBytes(12).toString('base64url')
  return `${salt}.${signature(key, browser, salt)}`
}

/** Whether the token was made for this browser. */
export function isOwnToken(key: Buffer, browser: string, token: string): boolean {
  const [salt, given] = token.split('.')
  if (!salt || !given || browser === '') return false
  const expected = Buffer.from(signature(key, browser, salt))
  const actual = Buffer.from(given)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

function signature(key: Buffer, browser: string, salt: string): string {
  return createHmac('sha256', key).update(`form ${browser} ${salt}`).digest('base64url')
}
