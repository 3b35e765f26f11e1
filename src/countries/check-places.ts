/** Places: each an office, and once, none both a place of detention and an open shelter; moratoria that end after they begin. */
import type { PackParts } from './load.ts'
import type { Report } from './reporter.ts'

export function checkPlaces(parts: PackParts, report: Report): void {
  const { file, content } = parts.places
  if (content === null) return
  const seen = new Set<string>()
  const offices = parts.offices.content?.offices.map(({ code }) => code)
  for (const { office } of content.places) {
    if (seen.has(office)) report(file, office, 'It stands twice.')
    if (offices?.includes(office) === false) report(file, office, 'There is no such office.')
    seen.add(office)
  }
  for (const { countries, from, until } of content.moratoria)
    if (until !== null && until < from) report(file, countries.join(', '), 'It ends before it begins.')
}
