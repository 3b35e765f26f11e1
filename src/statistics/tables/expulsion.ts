/** Expulsion: what was decided, what became of appeals, and whether anybody was removed while one was open. */
import { table } from '../vocabulary/table.ts'
import { done, own, SEX } from './dimensions.ts'

export const expulsionDecision = table({
  name: 'expulsion-decision',
  of: 'expulsion',
  // A proceeding may also end without that anything was decided, or after it: then that is what became of it.
  records: { moments: ['decided', 'closedNoExpulsion', 'withdrawn'] },
  repeated: 'last',
  unit: 'cases',
  frequency: 'A',
  by: [
    own('EXPULSION_DECISION', 'decision', 'outcome', ['no-expulsion', 'withdrawn', 'voluntary-departure', 'expulsion']),
    SEX,
  ],
})

export const expulsionLegalAid = table({
  name: 'expulsion-legal-aid',
  of: 'expulsion',
  records: { moments: ['decided'] },
  repeated: 'each',
  unit: 'cases',
  frequency: 'A',
  by: [done('LEGAL_AID', 'legal_aid')],
  derived: [{ id: 'SHARE_LEGAL_AID', kind: 'share', dimension: 'LEGAL_AID', code: 'YES' }],
})

/** Decisions for which every way to stay was looked at and explained. */
export const expulsionWays = table({
  name: 'expulsion-ways',
  of: 'expulsion',
  records: { moments: ['decided'] },
  repeated: 'each',
  unit: 'cases',
  frequency: 'Q',
  by: [done('WAYS_WEIGHED', 'ways_weighed', 'X4')],
  derived: [{ id: 'SHARE_WAYS_WEIGHED', kind: 'share', dimension: 'WAYS_WEIGHED', code: 'YES' }],
})

/** Times to appeal that ran out in the quarter: whether somebody appealed in it. */
export const expulsionAppealUsed = table({
  name: 'expulsion-appeal-used',
  of: 'expulsion',
  records: { times: ['X5.timeToAppeal'] },
  unit: 'events',
  frequency: 'Q',
  by: [done('APPEALED', 'met')],
  derived: [{ id: 'SHARE_APPEALED', kind: 'share', dimension: 'APPEALED', code: 'YES' }],
})

export const expulsionAppeal = table({
  name: 'expulsion-appeal',
  of: 'expulsion',
  records: { moments: ['annul', 'remit', 'uphold', 'refuseExcuse', 'withdrawAppeal'] },
  repeated: 'each',
  unit: 'cases',
  frequency: 'A',
  by: [own('RULING', 'ruling', 'outcome', ['upheld', 'annulled', 'remitted', 'withdrawn-by-person'])],
})

/** Without noise: one removal during an appeal is a finding. */
export const expulsionDuringAppeal = table({
  name: 'expulsion-during-appeal',
  of: 'expulsion',
  records: { moments: ['left', 'removed'] },
  only: { column: 'no_removal_while_appeal_open', nature: 'conduct-of-the-state', oneOf: ['0'] },
  unit: 'cases',
  frequency: 'A',
  by: [],
  exact: { safeguard: 'X6' },
})
