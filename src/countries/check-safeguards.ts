/** Modes of safeguards: each rule once, each by a provision that the pack has, for an obligation that asks for a change. */
import type { PackParts } from './load.ts'
import type { Report } from './reporter.ts'
import { keyResolver } from './resolve.ts'

/** Reports modes and limits that rest on nothing. Whether there is such a rule, the register knows. */
export function checkSafeguards(parts: PackParts, report: Report): void {
  const { file, content } = parts.safeguards
  if (content === null) return
  const keyOf = keyResolver(parts)
  const laws = parts.law.content?.map(({ id }) => id)
  for (const list of [content.record, content.limits]) {
    const seen = new Set<string>()
    for (const { procedure, rule, law } of list) {
      const row = `${procedure} ${rule}`
      if (seen.has(row)) report(file, row, 'It stands twice.')
      seen.add(row)
      if (laws?.includes(law) === false) report(file, row, `There is no provision ${law} in law.yaml.`)
    }
  }
  for (const { procedure, rule, obligation } of content.record)
    if (keyOf(obligation) === null)
      report(file, `${procedure} ${rule}`, `There is no obligation ${obligation}, or several documents have it.`)
}
