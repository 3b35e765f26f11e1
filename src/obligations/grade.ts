/**
 * Grades of an assessment, from best to worst. They follow the scale of treaty bodies' follow-up procedures; the
 * words for people are in the catalogue under `grade.A` and so on.
 */
export const GRADES = ['A', 'B', 'C', 'D', 'E', 'none'] as const
export type Grade = (typeof GRADES)[number]

/** What each grade means, as a key. */
export const GRADE_MEANING: Readonly<Record<Grade, string>> = {
  A: 'largely-satisfactory',
  B: 'partially-satisfactory',
  C: 'not-satisfactory',
  D: 'no-answer',
  E: 'contrary-to-recommendation',
  none: 'not-graded',
}

/** From C down, the Committee's grade stands against completion until it gives A or B. The database keeps the rule. */
export function isLow(grade: Grade): boolean {
  return grade === 'C' || grade === 'D' || grade === 'E'
}
