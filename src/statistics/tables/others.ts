/** Complaints, school, trafficking, visits. */
import { table } from '../vocabulary/table.ts'
import { conduct, done, grouped, own, SEX } from './dimensions.ts'

export const complaintSubject = table({
  name: 'complaint-subject',
  of: 'complaint',
  records: { moments: ['received'] },
  unit: 'cases',
  frequency: 'A',
  by: [
    grouped(
      'SUBJECT',
      'subject',
      'outcome',
      {
        LIBERTY: ['detention', 'expulsion'],
        WORK: [
          ...['wages', 'working-conditions', 'permit-fee-deducted', 'dismissal-reprisal', 'recruitment'],
          'documents-taken',
        ],
        SERVICES: ['health', 'education', 'registration', 'housing'],
        EQUALITY: ['discrimination', 'violence-harassment', 'firewall'],
      },
      'plain',
    ),
  ],
  leastCount: 5,
})

export const complaintFinding = table({
  name: 'complaint-finding',
  of: 'complaint',
  records: { moments: ['found'] },
  unit: 'cases',
  frequency: 'A',
  by: [own('FINDING', 'finding', 'outcome', ['violation', 'partly', 'none', 'settled'], 'plain')],
  leastCount: 5,
})

/** When it is closed: at the finding nobody has been given anything yet. */
export const complaintSuccess = table({
  name: 'complaint-remedy',
  of: 'complaint',
  records: { moments: ['closedRemedied', 'closedNotFollowed', 'closedNoViolation'] },
  unit: 'cases',
  frequency: 'A',
  by: [done('REMEDIED', 'success')],
  derived: [{ id: 'SHARE_REMEDIED', kind: 'share', dimension: 'REMEDIED', code: 'YES' }],
  leastCount: 5,
})

/** A school knows no status, so neither does its table. */
export const schoolLevel = table({
  name: 'school-enrolment-level',
  of: 'school-enrolment',
  records: { moments: ['enrolled'] },
  unit: 'persons',
  frequency: 'A',
  by: [
    own('LEVEL', 'level', 'procedure-step', ['preschool', 'primary', 'lower-secondary', 'upper-secondary'], 'plain'),
    SEX,
  ],
  leastCount: 10,
})

export const schoolOutcome = table({
  name: 'school-enrolment-outcome',
  of: 'school-enrolment',
  records: { moments: ['placed', 'refused'] },
  unit: 'cases',
  frequency: 'A',
  by: [conduct('OUTCOME', 'moment', { PLACED: ['placed'], REFUSED: ['refused'] }, { rest: null })],
  derived: [{ id: 'SHARE_REFUSED', kind: 'share', dimension: 'OUTCOME', code: 'REFUSED' }],
  leastCount: 10,
})

/** A hidden group: the whole country, the year, and sex; never crossed. */
export const traffickingPresumed = table({
  name: 'trafficking-presumed',
  of: 'trafficking-identification',
  records: { moments: ['sign'] },
  unit: 'persons',
  frequency: 'A',
  by: [SEX],
  leastCount: 10,
  hiddenGroup: true,
})

/** Recommendations of visitors are acts of an institution: they count nobody. */
export const visitAnswer = table({
  name: 'visit-answer',
  of: 'visit',
  records: { times: ['V1.answer'] },
  unit: 'events',
  frequency: 'A',
  by: [done('IN_TIME', 'met')],
  derived: [{ id: 'SHARE_IN_TIME', kind: 'share', dimension: 'IN_TIME', code: 'YES' }],
  countsNobody: true,
})
