/**
 * The code with which somebody comes back to what they wrote: 120 random bits as 24 characters of Crockford's base 32, and
 * his check character. It is made where the person is, in a browser too; whoever keeps the complaint never learns it.
 */

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Of a number modulo 37: the letters, and five that stand nowhere else. */
const CHECKS = `${LETTERS}*~$=U`
const LENGTH = 24
const BYTES = 15

declare const codeBrand: unique symbol
/** 25 characters, as they are computed with; `codeToText` is how people see it. */
export type Code = string & { readonly [codeBrand]: never }

/** Of 15 random bytes. */
export function codeOf(bytes: Uint8Array): Code {
  if (bytes.length !== BYTES) throw new RangeError(`a code has ${BYTES} bytes, came ${bytes.length}`)
  const number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const letters = Array.from({ length: LENGTH }, (_, at) =>
    LETTERS.charAt(Number((number >> BigInt(5 * (LENGTH - 1 - at))) & 31n)),
  ).join('')
  return `${letters}${CHECKS.charAt(Number(number % 37n))}` as Code // made as a code is
}

/**
 * What somebody typed, read as kindly as the alphabet allows: small letters, spaces and hyphens, O for 0, I and L for 1.
 * Null where it is no code, or where a letter is wrong: of wrong letters and swapped neighbours the check misses none.
 */
export function codeFromText(typed: string): Code | null {
  const text = typed
    .toUpperCase()
    .replaceAll(/[\s\u200e\u200f\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  if (text.length !== LENGTH + 1) return null
  const digits = Array.from(text.slice(0, LENGTH), (letter) => LETTERS.indexOf(letter))
  if (digits.includes(-1)) return null
  const number = digits.reduce((sum, digit) => (sum << 5n) | BigInt(digit), 0n)
  return CHECKS.charAt(Number(number % 37n)) === text.charAt(LENGTH) ? (text as Code) : null // read as a code is
}

/** The 15 bytes that the code stands for. */
export function bytesOf(code: Code): Uint8Array {
  const number = Array.from(code.slice(0, LENGTH)).reduce(
    (sum, letter) => (sum << 5n) | BigInt(LETTERS.indexOf(letter)),
    0n,
  )
  return Uint8Array.from({ length: BYTES }, (_, at) => Number((number >> BigInt(8 * (BYTES - 1 - at))) & 255n))
}

/** "7H3K2 9QWXA …": as it is written down, in groups of five like every code of a case. */
export function codeToText(code: Code): string {
  return (code.match(/.{5}/g) ?? []).join(' ')
}

/** The four characters that are typed again before anything is sent. */
export function firstFour(code: Code): string {
  return code.slice(0, 4)
}

/** Whether somebody has the code before them. */
export function isFirstFour(code: Code, typed: string): boolean {
  const read = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return read === firstFour(code)
}
