/**
 * Expulsion, with its appeal. One person, one decision: reasoned, served, open to appeal; the appeal stops it by itself,
 * and before it every way to stay has been looked at. Words: expulsion.texts.ts.
 */
import { entries } from './expulsion.entries.ts'
import { facts } from './expulsion.facts.ts'
import { safeguards } from './expulsion.safeguards.ts'
import {
  art,
  choice,
  entering,
  factOf,
  held,
  is,
  not,
  of,
  p,
  procedure,
  taking,
  theTime,
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
] as const
const ON_BEHALF = ['person', 'representative', 'lawyer', 'guardian', 'ombuds-officer'] as const
const RULING = ['rulingAt', 'rulingReasons', 'rulingServedAt'] as const
const CLOSED_WITHOUT = entering('closedNoExpulsion', 'annulled', 'withdrawn', 'void')

export const expulsion = procedure({
  name: 'expulsion',
  since: null,
  answers: [
    ...p('36(d)', '37(a)', '37(b)', '38(a)', '38(b)', '38(c)', '30(b)', '46(b)', '52(a)', '57', '58(a)', '60(a)'),
    ...[...p('62(a)'), ...art('7', '9', '10', '18', '20(2)')],
    ...art('22(1)', '22(2)', '22(3)', '22(4)', '22(5)', '22(6)', '22(7)', '22(8)', '22(9)', '23', '25(3)', '32', '44'),
    ...art('49(2)', '51', '56(1)', '56(2)', '56(3)', '67', '69', '70', '83'),
    ...[...of('GC2'), ...of('GC5'), ...of('JGC3/22'), ...of('JGC4/23'), ...of('ICCPR', '7', '13'), ...of('CAT', '3')],
    ...[...of('1951C', '33'), ...of('CRC', '3', '9')],
  ],
  compartment: 'immigration-enforcement',
  // The judge and the parties read it whole; enforcement sees that an appeal stands, and the ruling.
  parts: { appeal: 'justice' },
  opens: {
    by: ['sms-enforcement'], // on a finding about this one person
    needs: [
      'language',
      'openedOn',
      'region',
      'legalGround',
      'sourceOfInformation',
      'sex',
      'ageBasis',
      'nationality',
      'statusBefore',
    ],
    takes: ['birthDateKnown', 'representative', 'needsInterpreter', 'inDetention'],
  },
  reads: {
    'sms-enforcement': { cases: 'own', facts: 'all-but-sensitive' },
    'sms-enforcement-head': { cases: 'own', facts: 'all' },
    judge: { cases: 'own', facts: 'all', parts: ['appeal'] },
    'court-registrar': { cases: 'own', facts: ['servedAt', 'appealLodgedAt', 'appealCourt', 'ruling', 'rulingAt', 'language'] },
    'border-officer': {
      cases: 'own',
      facts: ['decision', 'destination', 'removalPlannedAt', 'removalToldAt', 'journey', 'removedAt', 'removalHow', 'costBorneBy'],
    },
    lawyer: { cases: 'client', facts: 'all', parts: ['appeal'] },
    guardian: { cases: 'client', facts: 'all', parts: ['appeal'] },
    'child-protection-officer': { cases: 'client', facts: ['treatedAsChild', 'childrenAffected', 'bestInterests', 'language'] },
    'ombuds-officer': { cases: 'all', facts: 'all', parts: ['appeal'] },
    'ombuds-npm': {
      cases: 'all',
      facts: ['decision', 'destination', 'journey', 'removalPlannedAt', 'removalToldAt', 'removedAt', 'removalHow', 'groupFilesSeen'],
    },
    'legal-aid-officer': { cases: 'own', facts: ['servedAt', 'appealDeadline', 'language', 'lawyerMetAt'] },
  },
  walledOff: [
    'school-registrar',
    'education-officer',
    'health-registrar',
    'civil-registrar',
    'social-officer',
    'shelter-worker',
    'labour-inspector',
    'employment-officer',
    'licensing-officer',
    'identification-team', // these set and lift holds by the bit, and do not read
    'asylum-officer',
    'statelessness-officer',
    'sms-regularization',
    'employers',
  ],

  facts,
  neverCollected: [
    'content of an asylum, trafficking or statelessness file',
    'school of children',
    'health records',
    'who employed or housed the person, unless they put it in their own words',
    'religion or politics',
    'contents of the telephone',
  ],

  states: {
    opened: 'initial',
    hearing: 'open',
    decided: 'open',
    appealable: 'open',
    appealed: 'open',
    final: 'open',
    departureOpen: 'open',
    suspended: 'open',
    executing: 'open',
    left: 'final',
    removed: 'final',
    closedNoExpulsion: 'final',
    annulled: 'final',
    withdrawn: 'final',
    died: 'final',
    void: 'final',
  },

  transitions: {
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
      takes: ['departureBy', 'claimsTime', 'heardAt', 'personDeclined'],
      gives: { decidedAt: theTime },
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
    // anyone on the person's behalf, any words or none, any language, no fee, no form
    appeal: {
      from: ['appealable', 'departureOpen', 'suspended'],
      to: 'appealed',
      by: ON_BEHALF,
      takes: ['appealText', 'appealChannel', 'appealCourt', 'stayAsked'],
      gives: { appealLodgedAt: theTime },
    },
    /** An appeal that somebody else received: a guard, a consul, a counter. Its time is that of the handing over. */
    noteAppeal: {
      from: ['appealable', 'departureOpen', 'suspended', 'final', 'executing'],
      to: 'appealed',
      by: ['court-registrar', 'place-officer', 'border-officer', 'sms-enforcement', 'sms-enforcement-head', 'consular-officer'],
      needs: ['appealLodgedAt', 'appealChannel'],
      takes: ['appealText'],
    },
    appealFurther: {
      from: ['final', 'executing'],
      to: 'appealed',
      by: ON_BEHALF,
      takes: ['appealText', 'appealChannel', 'appealCourt'],
      gives: { appealLodgedAt: theTime },
      when: is('ruling', 'upheld'),
    },
    appealLate: {
      from: ['final', 'executing'],
      to: 'appealed',
      by: ON_BEHALF,
      takes: ['lateReason', 'appealText', 'appealChannel'],
      gives: { appealLodgedAt: theTime, lateAppealUsed: true },
      when: not(is('lateAppealUsed', true)), // a second one suspends only if the judge says so
    },
    admitLateAppeal: {
      from: ['final', 'executing'],
      to: 'appealed',
      by: ['judge'],
      gives: { appealLodgedAt: theTime, latenessExcused: true },
    },
    annul: { from: ['appealed'], to: 'annulled', by: ['judge'], needs: RULING, gives: { ruling: 'annulled' } },
    remit: { from: ['appealed'], to: 'hearing', by: ['judge'], needs: RULING, gives: { ruling: 'remitted' } },
    uphold: { from: ['appealed'], to: 'final', by: ['judge'], needs: RULING, gives: { ruling: 'upheld' } },
    refuseExcuse: { from: ['appealed'], to: 'final', by: ['judge'], needs: RULING, gives: { latenessExcused: false } },
    withdrawAppeal: {
      from: ['appealed'],
      to: 'final',
      by: ['person', 'representative'],
      gives: { ruling: 'withdrawn-by-person' },
    },
    becomeFinal: { from: ['appealable'], to: 'final', by: ['system'] },
    execute: {
      from: ['final'],
      to: 'executing',
      by: ['sms-enforcement-head'],
      needs: ['destination', 'removalPlannedAt'],
      takes: ['journey'],
    },
    suspend: {
      from: ['opened', 'hearing', 'decided', 'appealable', 'final', 'departureOpen', 'executing'],
      to: 'suspended',
      by: ['system'],
    },
    resume: { from: ['suspended'], to: 'earlier', by: ['system'], when: not(held('removalSuspended')) },
    remove: {
      from: ['executing'],
      to: 'removed',
      by: ['border-officer'],
      needs: ['removedTo', 'removalHow', 'costBorneBy'],
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
    declareVoid: { from: 'any-open', to: 'void', by: ['judge'], needs: ['voidReason'] },
    /** The order rests on what a school, a clinic, a registry, an inspection or a complaint knew. */
    declareTainted: { from: 'any-open', to: 'void', by: ['judge', 'ombuds-officer', 'sms-enforcement-head'], needs: ['voidReason'] },
  },

  entries,

  safeguards,

  retention: [
    // five years, or the end of the entry ban where that is sooner; any open remedy stops it
    { what: 'all', from: entering('left', 'removed', 'died'), keep: choice({ years: 5 }) },
    { what: 'all', from: entering('left', 'removed', 'died'), keep: choice({ days: 90 }), when: is('entryBanMonths', 0) },
    { what: 'all', from: CLOSED_WITHOUT, keep: choice({ days: 90 }) },
  ],

  statistics: {
    unit: 'one expulsion proceeding',
    emittedAt: [
      entering('decided'),
      entering('appealed'),
      taking('annul', 'remit', 'uphold', 'refuseExcuse', 'withdrawAppeal'),
      entering('left', 'removed', 'closedNoExpulsion', 'withdrawn', 'died', 'void'),
    ],
    period: 'month',
    dimensions: [
      'region',
      'sex',
      'ageBand',
      'nationality',
      'statusBefore',
      'legalGround',
      'sourceOfInformation',
      'decision',
      'ruling',
      'removalHow',
      'familyHere',
      'childrenAffected',
      'claimsOpen',
      'treatedAsChild',
      'waysToStay',
      'costBorneBy',
    ],
    measures: {
      persons: { counts: 'cases' },
      appealsLodged: { reached: entering('appealed') },
      removedWhileAppealOpen: { kept: 'X6' }, // p. 37(a) asks about this gap: 0 where it was not kept
      daysFromServiceToDeparture: { days: { from: factOf('servedAt'), to: entering('left', 'removed') } },
      entryBanMonths: { sum: 'entryBanMonths' },
      legalAid: { holds: is('legalAid', true) },
      appealWon: { reached: taking('annul', 'remit') },
      heldAtTheEnd: { holds: held('removalSuspended') }, // that one stood; never which
      breaches: { breachesBySafeguard: true },
    },
  },

  person: {
    reads: 'all',
    takes: [
      'answer',
      'noteWaysToStay',
      'askEarlierHearing',
      'saysUnder18',
      'noteClaims',
      'noteWishes',
      'chooseDeparture',
      'askLongerDeparture',
      'appeal',
      'appealFurther',
      'appealLate',
      'askAgain',
      'askToWithdrawAppeal',
      'withdrawAppeal',
      'tellCost',
    ],
  },
})
