/** Complaints, trafficking, visits. */
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
  repeated: 'each',
  unit: 'cases',
  frequency: 'A',
  by: [own('FINDING', 'finding', 'outcome', ['violation', 'partly', 'none', 'settled'], 'plain')],
  leastCount: 5,
})

/** Decided wholly or partly for whoever complained. */
export const complaintDecided = table({
  name: 'complaint-decided',
  of: 'complaint',
  records: { moments: ['found'] },
  repeated: 'each',
  unit: 'cases',
  frequency: 'A',
  by: [grouped('IN_FAVOUR', 'finding', 'outcome', { YES: ['violation', 'partly'], NO: ['none'] }, 'plain')],
  derived: [{ id: 'SHARE_IN_FAVOUR', kind: 'share', dimension: 'IN_FAVOUR', code: 'YES' }],
  leastCount: 5,
})

const OF_DISCRIMINATION = { column: 'subject', nature: 'outcome', oneOf: ['discrimination'] } as const

export const complaintDiscriminationTime = table({
  name: 'complaint-discrimination-time',
  of: 'complaint',
  records: { times: ['C4.finding', 'C4.findingExtended'] },
  only: OF_DISCRIMINATION,
  unit: 'events',
  frequency: 'Q',
  by: [done('IN_TIME', 'met')],
  derived: [{ id: 'SHARE_IN_TIME', kind: 'share', dimension: 'IN_TIME', code: 'YES' }],
  leastCount: 5,
})

/** Every complaint: its limit and, where it was prolonged, the longer one. */
export const complaintTime = table({
  name: 'complaint-time',
  of: 'complaint',
  records: { times: ['C4.finding', 'C4.findingExtended'] },
  unit: 'events',
  frequency: 'Q',
  by: [done('IN_TIME', 'met')],
  derived: [{ id: 'SHARE_IN_TIME', kind: 'share', dimension: 'IN_TIME', code: 'YES' }],
  leastCount: 5,
})

/** Those upheld, once closed: what was recommended was done, or was not. */
export const complaintDiscriminationRedress = table({
  name: 'complaint-discrimination-redress',
  of: 'complaint',
  records: { moments: ['closedRemedied', 'closedNotFollowed'] },
  repeated: 'last',
  only: OF_DISCRIMINATION,
  unit: 'cases',
  frequency: 'A',
  by: [conduct('CARRIED_OUT', 'moment', { YES: ['closedRemedied'], NO: ['closedNotFollowed'] }, { rest: null })],
  derived: [{ id: 'SHARE_CARRIED_OUT', kind: 'share', dimension: 'CARRIED_OUT', code: 'YES' }],
  leastCount: 5,
})

/** When it is closed: at the finding nobody has been given anything yet. */
export const complaintSuccess = table({
  name: 'complaint-remedy',
  of: 'complaint',
  records: { moments: ['closedRemedied', 'closedNotFollowed', 'closedNoViolation'] },
  repeated: 'last',
  unit: 'cases',
  frequency: 'A',
  by: [done('REMEDIED', 'success')],
  derived: [{ id: 'SHARE_REMEDIED', kind: 'share', dimension: 'REMEDIED', code: 'YES' }],
  leastCount: 5,
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

/** What is said of a hidden group: a yearly total of the country each, so that a share stands in no table. */
const HIDDEN = { of: 'trafficking-identification', frequency: 'A', by: [], leastCount: 10, hiddenGroup: true } as const

export const traffickingDecisionDue = table({
  ...HIDDEN,
  name: 'trafficking-decision-due',
  records: { times: ['T4.decided'] },
  unit: 'events',
})

export const traffickingDecisionInTime = table({
  ...HIDDEN,
  name: 'trafficking-decision-in-time',
  records: { times: ['T4.decided'] },
  only: { column: 'met', nature: 'conduct-of-the-state', oneOf: ['true'] },
  unit: 'events',
})

export const traffickingResidenceDecided = table({
  ...HIDDEN,
  name: 'trafficking-residence-decided',
  records: { moments: ['noteResidence'] },
  repeated: 'each',
  unit: 'cases',
})

export const traffickingResidenceGranted = table({
  ...HIDDEN,
  name: 'trafficking-residence-granted',
  records: { moments: ['noteResidence'] },
  repeated: 'each',
  only: { column: 'permits_given', nature: 'conduct-of-the-state', oneOf: ['1'] },
  unit: 'cases',
})

/** What became of a victim's case when it ended; whoever was found to be none is not in it. */
const CONCLUDED = { moments: ['recovered', 'returned', 'left', 'died'] } as const

export const traffickingConcluded = table({
  ...HIDDEN,
  name: 'trafficking-concluded',
  records: CONCLUDED,
  unit: 'cases',
})

export const traffickingCompensated = table({
  ...HIDDEN,
  name: 'trafficking-compensated',
  records: CONCLUDED,
  only: { column: 'compensation', nature: 'outcome', oneOf: ['paid'] },
  unit: 'cases',
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
