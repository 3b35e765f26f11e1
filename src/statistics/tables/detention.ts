/** People detained on immigration grounds: who, for how long, and what the judge decided. */
import { table } from '../vocabulary/table.ts'
import { AGE, bands, CITIZENSHIP, conduct, done, grouped, own, SEX } from './dimensions.ts'

const ENDED = { moments: ['released', 'alternativeImposed', 'departed', 'died'] } as const

/** Who is detained at the end of a quarter. */
export const detentionStock = table({
  name: 'detention-stock',
  of: 'detention',
  records: { stock: true },
  unit: 'persons',
  frequency: 'Q',
  by: [SEX],
})

/** Each person once a year, when a detention of theirs ended. */
export const detentionPersons = table({
  name: 'detention-persons',
  of: 'detention',
  records: ENDED,
  unit: 'persons',
  frequency: 'A',
  by: [SEX, AGE],
})

export const detentionCitizenship = table({
  name: 'detention-citizenship',
  of: 'detention',
  records: ENDED,
  unit: 'persons',
  frequency: 'A',
  by: [CITIZENSHIP],
})

export const detentionGround = table({
  name: 'detention-ground',
  of: 'detention',
  records: ENDED,
  unit: 'cases',
  frequency: 'A',
  by: [
    grouped('GROUND', 'ground', 'ground-of-decision', {
      REMOVAL: ['absconding-risk-removal', 'identity-verification-removal'],
      PUBLIC_SECURITY: ['public-security-individual'],
    }),
    SEX,
  ],
})

/** What the judge decided is on the person; that nobody decided is on the State. */
export const detentionDecision = table({
  name: 'detention-decision',
  of: 'detention',
  records: ENDED,
  unit: 'cases',
  frequency: 'A',
  by: [own('DECISION', 'decision', 'outcome', ['release', 'alternative', 'authorize']), SEX],
})

/** The reviews decided, each at its decision: what the hearing was is known there alone. */
const DECIDED = { moments: ['authorize', 'imposeAlternative', 'orderRelease'] } as const
/** Those for which an order was asked of the judge. */
const ASKED = { column: 'order_asked', nature: 'procedure-step', oneOf: ['1'] } as const

/** With a lawyer, and with all the help that was needed: who needs no interpreter lacks none. */
export const detentionHearing = table({
  name: 'detention-hearing',
  of: 'detention',
  records: DECIDED,
  repeated: 'each',
  unit: 'cases',
  frequency: 'Q',
  by: [done('LAWYER', 'lawyer_present'), done('HELP', 'heard_with_help')],
  impossible: [{ LAWYER: 'NO', HELP: 'YES' }],
  derived: [
    { id: 'SHARE_LAWYER', kind: 'share', dimension: 'LAWYER', code: 'YES' },
    { id: 'SHARE_HELP', kind: 'share', dimension: 'HELP', code: 'YES' },
  ],
})

/** Only where one was needed. */
export const detentionInterpreter = table({
  name: 'detention-interpreter',
  of: 'detention',
  records: DECIDED,
  repeated: 'each',
  only: { column: 'interpreter_needed', nature: 'conduct-of-the-state', oneOf: ['1'] },
  unit: 'cases',
  frequency: 'Q',
  by: [done('INTERPRETER', 'interpreter_present')],
  derived: [{ id: 'SHARE_INTERPRETER', kind: 'share', dimension: 'INTERPRETER', code: 'YES' }],
})

export const detentionJudgeHours = table({
  name: 'detention-judge-hours',
  of: 'detention',
  records: DECIDED,
  repeated: 'each',
  unit: 'cases',
  frequency: 'Q',
  by: [bands('HOURS_TO_JUDGE', 'hours_to_judge', [13, 25, 49])],
  derived: [{ id: 'MEDIAN_HOURS_TO_JUDGE', kind: 'median', dimension: 'HOURS_TO_JUDGE', unit: 'H' }],
})

export const detentionEndedByJudge = table({
  name: 'detention-ended-by-judge',
  of: 'detention',
  records: DECIDED,
  repeated: 'each',
  unit: 'cases',
  frequency: 'Q',
  by: [
    conduct('OVERTURNED', 'moment', { YES: ['imposeAlternative', 'orderRelease'], NO: ['authorize'] }, { rest: null }),
  ],
  derived: [{ id: 'SHARE_OVERTURNED', kind: 'share', dimension: 'OVERTURNED', code: 'YES' }],
})

/** Proposals to detain: reasons and every alternative written down, and the person screened before. */
export const detentionProposal = table({
  name: 'detention-proposal',
  of: 'detention',
  records: ENDED,
  only: ASKED,
  unit: 'cases',
  frequency: 'Q',
  by: [done('REASONED', 'reasoned', 'D5'), done('SCREENED', 'screened')],
  derived: [
    { id: 'SHARE_REASONED', kind: 'share', dimension: 'REASONED', code: 'YES' },
    { id: 'SHARE_SCREENED', kind: 'share', dimension: 'SCREENED', code: 'YES' },
  ],
})

export const detentionOrder = table({
  name: 'detention-order',
  of: 'detention',
  records: ENDED,
  only: { column: 'decision', nature: 'outcome', oneOf: ['authorize'] },
  unit: 'cases',
  frequency: 'Q',
  by: [done('REASONED', 'reasoned', 'D5')],
  derived: [{ id: 'SHARE_REASONED', kind: 'share', dimension: 'REASONED', code: 'YES' }],
})

/** Told and understood within the hour. */
export const detentionRights = table({
  name: 'detention-rights',
  of: 'detention',
  records: { times: ['D4.hour'] },
  unit: 'events',
  frequency: 'Q',
  by: [done('IN_TIME', 'met'), SEX],
  derived: [{ id: 'SHARE_IN_TIME', kind: 'share', dimension: 'IN_TIME', code: 'YES' }],
})

/** An alternative, or detention to its end. */
export const detentionMeasure = table({
  name: 'detention-measure',
  of: 'detention',
  records: ENDED,
  unit: 'persons',
  frequency: 'Q',
  by: [
    conduct(
      'MEASURE_TAKEN',
      'moment',
      { ALTERNATIVE: ['alternativeImposed'], DETENTION: ['released', 'departed', 'died'] },
      { rest: null },
    ),
    SEX,
  ],
  derived: [{ id: 'SHARE_ALTERNATIVE', kind: 'share', dimension: 'MEASURE_TAKEN', code: 'ALTERNATIVE' }],
})

/** Without noise: no child is told as none. Whoever is not shown to be older counts. */
export const detentionChildren = table({
  name: 'detention-children',
  of: 'detention',
  records: ENDED,
  only: { column: 'treated_as_child', nature: 'age-band', oneOf: ['true'] },
  unit: 'persons',
  frequency: 'A',
  by: [],
  exact: { safeguard: 'D1', alike: { AGE: ['Y0T17'] } },
})

/** Counts the times that fell due: a case still inside its limit is in neither, one past it without a judge is not done. */
export const detentionReview = table({
  name: 'detention-review',
  of: 'detention',
  records: { times: ['D3.judge'] },
  unit: 'events',
  frequency: 'Q',
  by: [done('IN_TIME', 'met'), SEX],
  derived: [{ id: 'SHARE_IN_TIME', kind: 'share', dimension: 'IN_TIME', code: 'YES' }],
})

/** Bands, never lengths: a single length is a person. */
export const detentionLength = table({
  name: 'detention-length',
  of: 'detention',
  records: ENDED,
  unit: 'cases',
  frequency: 'A',
  by: [bands('HOURS', 'hours_held', [25, 73, 361])],
  derived: [{ id: 'MEDIAN_HOURS', kind: 'median', dimension: 'HOURS', unit: 'H' }],
})

/** The same of a quarter, in days. */
export const detentionDays = table({
  name: 'detention-days',
  of: 'detention',
  records: ENDED,
  unit: 'cases',
  frequency: 'Q',
  by: [bands('HOURS', 'hours_held', [25, 73, 361])],
  derived: [{ id: 'MEDIAN_DAYS', kind: 'median', dimension: 'HOURS', unit: 'D', per: 24 }],
})

export const detentionAlternative = table({
  name: 'detention-alternative',
  of: 'detention',
  records: { moments: ['alternativeImposed'] },
  unit: 'cases',
  frequency: 'A',
  by: [
    grouped('ALTERNATIVE', 'alternative_imposed', 'outcome', {
      OWN_PROMISE: ['release-own-promise'],
      SUPPORTED: [
        'case-worker-support',
        'community-accommodation',
        'state-shelter-open',
        'stay-with-family-or-guarantor',
      ],
      REPORTING: ['regular-reporting', 'registration-with-address-of-choice', 'residence-in-district'],
      SURETY: ['document-deposit-with-receipt', 'surety-without-payment-in-advance', 'financial-surety-affordable'],
    }),
  ],
})
