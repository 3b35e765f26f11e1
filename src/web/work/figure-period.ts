/** The periods for which a figure can be entered: of the indicator's length, begun, the last ones first. */
import { type Period, writePeriod } from '../../obligations/index.ts'

const YEARS_BACK = 12

export function periodsOf(length: string, today: Temporal.PlainDate): readonly string[] {
  const years = Array.from({ length: YEARS_BACK }, (_, back) => today.year - back)
  if (length !== 'quarter') return years.map((year) => writePeriod({ year, quarter: null }))
  const current = Math.ceil(today.month / 3)
  return years
    .slice(0, 4)
    .flatMap((year) => ([4, 3, 2, 1] as const).map((quarter): Period => ({ year, quarter })))
    .filter(({ year, quarter }) => year < today.year || (quarter ?? 0) <= current)
    .map(writePeriod)
}
