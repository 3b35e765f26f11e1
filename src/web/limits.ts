/** How often one may ask: each address, each account, and signing in, which has an allowance of its own. OWASP ASVS 5.0, 2.4.1 and 6.3.1. */
import { createHmac, randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { type RateLimit, rateLimit } from './rate.ts'

export interface Limits {
  /** A ministry behind one address is many people. */
  readonly address: RateLimit
  readonly account: RateLimit
  readonly signIn: RateLimit
}

export function limits(): Limits {
  return {
    address: rateLimit({ burst: 600, perSecond: 100 }),
    account: rateLimit({ burst: 300, perSecond: 50 }),
    signIn: rateLimit({ burst: 60, perSecond: 1 }),
  }
}

const KEY_MINUTES = 10

/**
 * A name for an address under a key that is thrown away every ten minutes: what is counted cannot be asked afterwards who
 * was here, not even by reading the memory of the process.
 */
export function forgetfulNames(now: () => number): (remote: string | undefined) => string {
  let key = randomBytes(32)
  let madeAt = now()
  return (remote) => {
    if (now() - madeAt > KEY_MINUTES * 60_000) [key, madeAt] = [randomBytes(32), now()]
    return createHmac('sha256', key).update(addressKey(remote)).digest('base64')
  }
}

/**
 * What counts as one address: an IPv4 address, also where it comes dressed as IPv6; of IPv6 the first 64 bits, since one
 * household or office has all the rest to itself.
 */
export function addressKey(remote: string | undefined): string {
  if (remote === undefined) return 'unknown'
  const plain = remote.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  return isIPv6(plain) ? `${network(plain)}::/64` : plain
}

function network(address: string): string {
  const [before = '', after] = address.toLowerCase().split('::')
  const groups = before === '' ? [] : before.split(':')
  const rest = after === undefined || after === '' ? [] : after.split(':')
  const missing = after === undefined ? 0 : 8 - groups.length - rest.length
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...rest]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
