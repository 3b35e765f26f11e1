/** The steps of an expulsion, from the finding about one person to the end; those of the appeal in the middle. */
import {
  all,
  any,
  given,
  held,
  inState,
  is,
  not,
  type Transition,
  taking,
  theTime,
  underMoratorium,
} from './vocabulary/index.ts'

const DECISION = [
  'groundLaw',
  'factsFound',
  'residenceMonths',
  'familyHere',
  'childrenAffected',
  'nonRefoulementChecked',
  'nonRefoulementReasons',
  'destination',
  'waysToStay',
  'humanitarianWeighing',
  'decision',
  'reasons',
  'entryBanMonths',
  'claimsOpen',
  'departureBy',
] as const
const ON_BEHALF = ['person', 'representative', 'lawyer', 'guardian', 'ombuds-officer'] as const
const RULING = ['rulingAt', 'rulingReasons', 'rulingServedAt'] as const
/** Where a pack only records X6, an appeal stays open while the removal goes on, and a court can still rule on it. */
const RULED_FROM = ['appealed', 'executing', 'suspended'] as const
const APPEAL_OPEN = any(inState('appealed'), is('appealOpen', true))
/** That it was another person is also found when they have gone. */
const UNTIL_GONE = [
  ...(['opened', 'hearing', 'decided', 'appealable', 'appealed', 'final', 'departureOpen', 'suspended'] as const),
  ...(['executing', 'left', 'removed'] as const),
]
/** What was suspended before it was decided has nothing to appeal against: an appeal would carry it past its decision. */
const DECIDED = any(not(inState('suspended')), given('decidedAt'))

export const transitions = {
  hear: {
    from: ['opened'],
    to: 'hearing',
    by: ['sms-enforcement'],
    needs: ['hearingSetFor', 'noticeGivenAt', 'rightsToldAt', 'waysToStay', 'interpreterOffered', 'lawyerOffered'],
  },
  decide: {
    from: ['hearing'],
    to: 'decided',
    by: ['sms-enforcement-head'],
    needs: DECISION,
    anew: ['factsFound', 'humanitarianWeighing', 'decision', 'reasons'], // what a court sent back is decided anew
    takes: ['claimsTime', 'heardAt', 'personDeclined'],
    serious: true,
    gives: { decidedAt: theTime, lateAppealUsed: false }, // a late appeal is used up for one order, not for the next
  },
  closeWithoutExpulsion: {
    from: ['opened', 'hearing', 'decided', 'suspended'],
    to: 'closedNoExpulsion',
    by: ['sms-enforcement-head'],
    needs: ['closingReason'],
    gives: { decision: 'no-expulsion' },
  },
  withdraw: {
    from: 'any-open',
    to: 'withdrawn',
    by: ['sms-enforcement-head'],
    needs: ['closingReason'],
    gives: { decision: 'withdrawn' },
  },
  becomeAppealable: {
    from: ['decided'],
    to: 'appealable',
    by: ['system'],
    upon: taking('serve'),
    when: is('understood', true),
  },
  chooseDeparture: { from: ['appealable'], to: 'departureOpen', by: ['person', 'representative'] },
  // Anyone on the person’s behalf, any words or none, any language, no fee, no form. Also before the decision was served or
  // understood: service starts the time to appeal (X5), not the right to (art. 22(4)). What is not decided is not appealed.
  appeal: {
    from: ['decided', 'appealable', 'departureOpen', 'suspended'],
    to: 'appealed',
    by: ON_BEHALF,
    when: DECIDED,
    takes: ['appealText', 'appealChannel', 'appealCourt', 'stayAsked'],
    gives: { appealLodgedAt: theTime, appealOpen: true },
  },
  /** An appeal that somebody else received: a guard, a consul, a counter. Its time is that of the handing over. */
  noteAppeal: {
    from: ['decided', 'appealable', 'departureOpen', 'suspended', 'final', 'executing'],
    to: 'appealed',
    when: DECIDED,
    by: [
      'court-registrar',
      'place-officer',
      'border-officer',
      'sms-enforcement',
      'sms-enforcement-head',
      'consular-officer',
    ],
    needs: ['appealLodgedAt', 'appealChannel'],
    takes: ['appealText'],
    gives: { appealOpen: true },
  },
  appealFurther: {
    from: ['final', 'executing'],
    to: 'appealed',
    by: ON_BEHALF,
    takes: ['appealText', 'appealChannel', 'appealCourt'],
    gives: { appealLodgedAt: theTime, appealOpen: true },
    when: is('ruling', 'upheld'),
  },
  appealLate: {
    from: ['final', 'executing'],
    to: 'appealed',
    by: ON_BEHALF,
    takes: ['lateReason', 'appealText', 'appealChannel'],
    gives: { appealLodgedAt: theTime, appealOpen: true, lateAppealUsed: true },
    // a second one suspends only if the judge says so; while one is open, none is used up
    when: not(any(is('lateAppealUsed', true), is('appealOpen', true))),
  },
  admitLateAppeal: {
    from: ['final', 'executing'],
    to: 'appealed',
    by: ['judge'],
    gives: { appealLodgedAt: theTime, appealOpen: true, latenessExcused: true },
  },
  annul: {
    from: [...RULED_FROM, 'left', 'removed'], // whoever has gone already may come back (art. 22(5))
    to: 'annulled',
    by: ['judge'],
    when: APPEAL_OPEN,
    needs: RULING,
    anew: RULING,
    gives: { ruling: 'annulled', appealOpen: false },
  },
  remit: {
    from: RULED_FROM,
    when: APPEAL_OPEN,
    to: 'hearing',
    by: ['judge'],
    needs: RULING,
    anew: RULING,
    gives: { ruling: 'remitted', appealOpen: false },
  },
  // each lifts what suspends the removal
  uphold: {
    from: RULED_FROM,
    when: APPEAL_OPEN,
    to: 'final',
    by: ['judge'],
    needs: RULING,
    anew: RULING,
    serious: true,
    gives: { ruling: 'upheld', appealOpen: false },
  },
  refuseExcuse: {
    from: RULED_FROM,
    when: APPEAL_OPEN,
    to: 'final',
    by: ['judge'],
    needs: RULING,
    anew: RULING,
    serious: true,
    gives: { latenessExcused: false, appealOpen: false },
  },
  withdrawAppeal: {
    from: RULED_FROM,
    when: APPEAL_OPEN,
    to: 'final',
    by: ['person', 'representative'],
    gives: { ruling: 'withdrawn-by-person', appealOpen: false },
  },
  becomeFinal: { from: ['appealable'], to: 'final', by: ['system'] },
  execute: {
    from: ['final', 'appealed'], // the second only where a pack records X6
    to: 'executing',
    by: ['sms-enforcement-head'],
    needs: ['destination', 'removalPlannedAt'],
    anew: ['removalPlannedAt'],
    takes: ['journey'],
    serious: true,
  },
  suspend: {
    from: ['opened', 'hearing', 'decided', 'appealable', 'final', 'departureOpen', 'executing'],
    to: 'suspended',
    by: ['system'],
  },
  resume: {
    from: ['suspended'],
    to: 'earlier',
    by: ['system'],
    when: all(not(held('removalSuspended')), not(underMoratorium('destination'))), // both let go before it goes on
  },
  remove: {
    from: ['executing', 'appealed'], // the same
    to: 'removed',
    by: ['border-officer'],
    needs: ['removedTo', 'removalHow', 'costBorneBy'],
    serious: true,
    gives: { removedAt: theTime },
  },
  // no hold works against the person: who wishes to leave, leaves
  leave: {
    from: ['departureOpen', 'suspended', 'appealable', 'appealed', 'final'],
    to: 'left',
    by: ['border-officer'],
    needs: ['removalHow'],
    gives: { removedAt: theTime },
  },
  noteDeath: {
    from: 'any-open',
    to: 'died',
    by: ['sms-enforcement', 'border-officer', 'ombuds-npm'],
    needs: ['diedAt'],
    alarm: 'L',
  },
  declareVoid: { from: UNTIL_GONE, to: 'void', by: ['judge'], needs: ['voidReason'] },
  /** The order rests on what a school, a clinic, a registry, an inspection or a complaint knew. */
  declareTainted: {
    from: 'any-open',
    to: 'void',
    by: ['judge', 'ombuds-officer', 'sms-enforcement-head'],
    needs: ['voidReason'],
  },
} as const satisfies Record<string, Transition>
