/** Places: each once, none both a place of detention and an open shelter; moratoria that end after they begin. */
import type { PackParts } from './load.ts'
import type { Report } from './reporter.ts'

export function checkPlaces(parts: PackParts, report: Report): void {
  const { file, content } = parts.places
  if (content === null) return
  const seen = new Set<string>()
  for (const { id, name } of content.places) {
    if (seen.has(id)) report(file, name, 'Its id stands twice.')
    seen.add(id)
  }
  for (const { countries, from, until } of content.moratoria)
    if (until !== null && until < from) report(file, countries.join(', '), 'It ends before it begins.')
}
