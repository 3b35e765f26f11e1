/** People detained on immigration grounds: who, for how long, and what the judge decided. */
import { table } from '../vocabulary/table.ts'
import { AGE, bands, CITIZENSHIP, done, grouped, own, SEX } from './dimensions.ts'

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

export const detentionHearing = table({
  name: 'detention-hearing',
  of: 'detention',
  records: ENDED,
  unit: 'cases',
  frequency: 'A',
  by: [done('LAWYER', 'lawyer_present'), done('INTERPRETER', 'interpreter_present')],
  derived: [
    { id: 'SHARE_LAWYER', kind: 'share', dimension: 'LAWYER', code: 'YES' },
    { id: 'SHARE_INTERPRETER', kind: 'share', dimension: 'INTERPRETER', code: 'YES' },
  ],
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
