/** Enrolment in school: by level, outcome, time, and by place. */
import { table } from '../vocabulary/table.ts'
import { area, bands, conduct, own, SEX } from './dimensions.ts'

const LEVEL = own(
  'LEVEL',
  'level',
  'procedure-step',
  ['preschool', 'primary', 'lower-secondary', 'upper-secondary'],
  'plain',
)
const DAYS = bands('DAYS_TO_DESK', 'days_to_first_day', [4, 6, 11])

/** A school knows no status, so neither does its table. */
export const schoolLevel = table({
  name: 'school-enrolment-level',
  of: 'school-enrolment',
  records: { moments: ['enrolled'] },
  unit: 'persons',
  frequency: 'A',
  by: [LEVEL, SEX],
  leastCount: 10,
})

export const schoolOutcome = table({
  name: 'school-enrolment-outcome',
  of: 'school-enrolment',
  records: { moments: ['placed', 'refused'] },
  repeated: 'each',
  unit: 'cases',
  frequency: 'A',
  by: [conduct('OUTCOME', 'moment', { PLACED: ['placed'], REFUSED: ['refused'] }, { rest: null })],
  derived: [{ id: 'SHARE_REFUSED', kind: 'share', dimension: 'OUTCOME', code: 'REFUSED' }],
  leastCount: 10,
})

export const schoolFirstDay = table({
  name: 'school-enrolment-days',
  of: 'school-enrolment',
  records: { moments: ['enrolled'] },
  unit: 'persons',
  frequency: 'A',
  by: [DAYS],
  derived: [{ id: 'MEDIAN_DAYS_TO_DESK', kind: 'median', dimension: 'DAYS_TO_DESK', unit: 'D' }],
  leastCount: 10,
})

/** Where the child lives, never where the school is: a region may have one school. */
const AREA = area('home_district')

/** By place: of all registers that run, the one that nobody need fear to be found through (decision 37). */
export const schoolArea = table({
  name: 'school-enrolment-area',
  of: 'school-enrolment',
  records: { moments: ['enrolled'] },
  unit: 'persons',
  frequency: 'A',
  by: [AREA, SEX],
  leastCount: 10,
})

export const schoolAreaLevel = table({
  name: 'school-enrolment-area-level',
  of: 'school-enrolment',
  records: { moments: ['enrolled'] },
  unit: 'persons',
  frequency: 'A',
  by: [AREA, LEVEL],
  leastCount: 10,
})

export const schoolAreaDays = table({
  name: 'school-enrolment-area-days',
  of: 'school-enrolment',
  records: { moments: ['enrolled'] },
  unit: 'persons',
  frequency: 'A',
  by: [AREA, DAYS],
  derived: [{ id: 'MEDIAN_DAYS_TO_DESK', kind: 'median', dimension: 'DAYS_TO_DESK', unit: 'D' }],
  leastCount: 10,
})
