/** Areas: each once, each unit in one of them, merges that end in one area, squares of their own, names in every language. */
import type { Area } from './areas.ts'
import type { PackParts } from './load.ts'
import { type Report, repeated, reportRepeated } from './reporter.ts'

export function checkAreas(parts: PackParts, report: Report): void {
  const { file, content } = parts.areas
  const areas = content?.areas?.areas
  if (areas === undefined) return
  reportRepeated(
    report,
    file,
    areas.map(({ code }) => code),
  )
  for (const unit of repeated(areas.flatMap(({ units }) => units)))
    report(file, unit, 'It stands in two areas: one set of areas only.')
  const units = new Set(areas.flatMap((area) => area.units))
  for (const region of Object.keys(parts.header.content?.regions ?? {}))
    if (!units.has(region)) report(file, region, 'It is a region of the country and stands in no area.')
  for (const area of areas) for (const sentence of problemsOf(area, areas)) report(file, area.code, sentence)
  if (areas.filter(({ into }) => into === null).length !== 1)
    report(file, null, 'Merges end in one area: exactly one goes into no other.')
  for (const place of repeated(areas.map(({ square }) => square.join(', '))))
    report(file, null, `Two areas have the square ${place}.`)
  const languages = parts.header.content?.languages ?? []
  for (const { code, names } of areas)
    for (const language of languages) if (!(language in names)) report(file, code, `It has no name in ${language}.`)
}

function problemsOf({ code, units, into, merged }: Area, areas: readonly Area[]): readonly string[] {
  return [
    ...(!code.includes('_') && !units.includes(code) ? ['A code of ISO 3166-2 names a unit of the area.'] : []),
    ...(into === null && merged ? ['It goes into no other area, so it cannot have gone there.'] : []),
    ...chainProblem(code, areas),
  ]
}

/** Follows where an area goes, to the one that goes nowhere. */
function chainProblem(code: string, areas: readonly Area[]): readonly string[] {
  const met = new Set<string>()
  for (let next: string | null = code; next !== null; ) {
    const found: Area | undefined = areas.find((one) => one.code === next)
    if (found === undefined) return [`There is no area ${next}.`]
    if (met.has(found.code)) return ['Its merge leads back to itself.']
    met.add(found.code)
    next = found.into
  }
  return []
}
