/** What readers are told on every table (statistics.md 2.7). */
import type { ReleasedTable } from './model.ts'
import type { Sign } from './status.ts'
import { wordingIn } from './wording/index.ts'

/** How people are protected, in one language; empty where no figure is of persons. */
export function protectionText({ protection, measures, outside }: ReleasedTable, language: string): string {
  const { say } = wordingIn(language)
  if (outside !== undefined) return say('protection.outside', { body: outside.body, method: outside.method })
  const exact = measures.some(({ method }) => method === 'EXACT') ? [say('protection.exact')] : []
  if (protection === null) return exact.join(' ')
  const { largest, smallest, leastCount } = protection
  return [
    say('protection.noise', { largest }),
    ...(smallest === 0 ? [] : [smallest === 1 ? say('protection.one') : say('protection.few', { smallest })]),
    say('protection.zero'),
    ...(leastCount === undefined ? [] : [say('protection.low', { least: leastCount })]),
    ...exact,
  ].join(' ')
}

/** What a sign means, in one language: "fewer than 5". */
export function signText({ protection }: ReleasedTable, sign: Sign, language: string): string {
  const { say } = wordingIn(language)
  if (sign !== 'low') return say(`sign.${sign}`)
  return protection?.leastCount === undefined ? say('sign.few') : say('sign.low', { least: protection.leastCount })
}
