/**
 * How often one address may ask. A bucket per key refills over time; the map forgets whoever has been quiet. One
 * process's own count: behind several, the proxy in front counts too (docs/operate.md).
 */

export interface Allowance {
  /** Requests at once. */
  readonly burst: number
  /** Requests a second in the long run. */
  readonly perSecond: number
}

export interface RateLimit {
  /** Takes one request from the key's allowance; false when it is used up. `now` in milliseconds. */
  readonly take: (key: string, now: number) => boolean
}

/** Makes a limit of its own; at most `keys` are remembered, the longest quiet forgotten first. */
export function rateLimit({ burst, perSecond }: Allowance, keys = 10_000): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(key, now) {
      const known = buckets.get(key) ?? { left: burst, at: now }
      const left = Math.min(burst, known.left + ((now - known.at) / 1000) * perSecond)
      buckets.delete(key)
      buckets.set(key, { left: Math.max(0, left - 1), at: now })
      const oldest = buckets.keys().next().value
      if (buckets.size > keys && oldest !== undefined) buckets.delete(oldest)
      return left >= 1
    },
  }
}
