/** Expulsion: what was decided, what became of appeals, and whether anybody was removed while one was open. */
import { table } from '../vocabulary/table.ts'
import { done, own, SEX } from './dimensions.ts'

export const expulsionDecision = table({
  name: 'expulsion-decision',
  of: 'expulsion',
  records: { moments: ['decided'] },
  unit: 'cases',
  frequency: 'A',
  by: [own('DECISION', 'decision', 'outcome', ['no-expulsion', 'withdrawn', 'voluntary-departure', 'expulsion']), SEX],
})

export const expulsionLegalAid = table({
  name: 'expulsion-legal-aid',
  of: 'expulsion',
  records: { moments: ['decided'] },
  unit: 'cases',
  frequency: 'A',
  by: [done('LEGAL_AID', 'legal_aid')],
  derived: [{ id: 'SHARE_LEGAL_AID', kind: 'share', dimension: 'LEGAL_AID', code: 'YES' }],
})

export const expulsionAppeal = table({
  name: 'expulsion-appeal',
  of: 'expulsion',
  records: { moments: ['annul', 'remit', 'uphold', 'refuseExcuse', 'withdrawAppeal'] },
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
