/**
 * What the files of a pack must hold together, beyond each one's own schema: every reference leads somewhere, nothing
 * is defined twice, days make sense. A file that could not be read is passed over, so that its absence is told once.
 */
import { checkAreas } from './check-areas.ts'
import { checkDates } from './check-dates.ts'
import { checkIndicators } from './check-indicators.ts'
import { checkObligations } from './check-obligations.ts'
import { checkOffices } from './check-offices.ts'
import { checkPlaces } from './check-places.ts'
import { checkRefusedTexts } from './check-refused-texts.ts'
import { checkReporting } from './check-reporting.ts'
import { checkSafeguards } from './check-safeguards.ts'
import type { PackParts } from './load.ts'
import type { PackProblem } from './problem.ts'

/** All problems between the parts. */
export function checkParts(parts: PackParts): PackProblem[] {
  const problems: PackProblem[] = []
  for (const check of [
    checkObligations,
    checkIndicators,
    checkReporting,
    checkDates,
    checkSafeguards,
    checkRefusedTexts,
    checkPlaces,
    checkOffices,
    checkAreas,
  ]) {
    check(parts, (file, row, sentence) => problems.push({ file, row, sentence }))
  }
  return problems
}
