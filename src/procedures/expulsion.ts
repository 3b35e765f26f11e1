/**
 * Expulsion, with its appeal. One person, one decision: reasoned, served, open to appeal; the appeal stops it by itself,
 * and before it every way to stay has been looked at. Words: expulsion.texts.ts.
 */
import { entries } from './expulsion.entries.ts'
import { facts } from './expulsion.facts.ts'
import { safeguards } from './expulsion.safeguards.ts'
import { transitions } from './expulsion.transitions.ts'
import {
  art,
  choice,
  entering,
  factOf,
  GUARDIAN_BY,
  held,
  is,
  LAWYER_BY,
  not,
  of,
  p,
  procedure,
  taking,
} from './vocabulary/index.ts'

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
    'court-registrar': {
      cases: 'own',
      facts: ['servedAt', 'appealLodgedAt', 'appealCourt', 'ruling', 'rulingAt', 'language'],
      name: true,
    },
    'border-officer': {
      cases: 'own',
      facts: [
        'decision',
        'destination',
        'removalPlannedAt',
        'removalToldAt',
        'journey',
        'removedAt',
        'removalHow',
        'costBorneBy',
      ],
      name: true,
    },
    lawyer: { cases: 'client', facts: 'all', parts: ['appeal'], putOnBy: LAWYER_BY },
    guardian: { cases: 'client', facts: 'all', parts: ['appeal'], putOnBy: GUARDIAN_BY },
    'child-protection-officer': {
      cases: 'client',
      facts: ['treatedAsChild', 'childrenAffected', 'bestInterests', 'language'],
      name: true,
      putOnBy: ['sms-enforcement', 'sms-enforcement-head', 'judge'],
    },
    'ombuds-officer': { cases: 'all', facts: 'all', parts: ['appeal'] },
    'ombuds-npm': {
      cases: 'all',
      facts: [
        'decision',
        'destination',
        'journey',
        'removalPlannedAt',
        'removalToldAt',
        'removedAt',
        'removalHow',
        'groupFilesSeen',
      ],
    },
    'legal-aid-officer': { cases: 'own', facts: ['servedAt', 'appealDeadline', 'language', 'lawyerMetAt'] },
  },
  heads: ['sms-enforcement-head'],
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

  transitions,

  entries,

  safeguards,

  retention: [
    // five years, or the end of the entry ban where that is sooner; any open remedy stops it
    {
      what: 'all',
      from: entering('left', 'removed', 'died'),
      keep: choice({ years: 5 }),
      orMonthsOf: 'entryBanMonths',
      when: not(is('entryBanMonths', 0)),
    },
    {
      what: 'all',
      from: entering('left', 'removed', 'died'),
      keep: choice({ days: 90 }),
      when: is('entryBanMonths', 0),
    },
    { what: 'all', from: CLOSED_WITHOUT, keep: choice({ days: 90 }) },
  ],

  statistics: {
    unit: 'one expulsion proceeding',
    emittedAt: [
      entering('decided'),
      entering('appealed'),
      taking('annul', 'remit', 'uphold', 'refuseExcuse', 'withdrawAppeal'),
      taking('appealAfterDeparture', 'noteAppealAfterDeparture', 'upholdAfterDeparture'),
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
      noRemovalWhileAppealOpen: { kept: 'X6' }, // p. 37(a) asks about the gap
      daysFromServiceToDeparture: { days: { from: factOf('servedAt'), to: entering('left', 'removed') } },
      entryBanMonths: { sum: 'entryBanMonths' },
      waysWeighed: { kept: 'X4' },
      legalAid: { holds: is('legalAid', true) },
      appealWon: { reached: taking('annul', 'remit') },
      heldAtTheEnd: { holds: held('removalSuspended') }, // that one stood; never which
      breaches: { breachesBySafeguard: true },
    },
  },

  person: {
    reads: 'all',
    diedIn: ['died'],
    // What is asked for most urgently stands first: it is the order of the buttons.
    takes: [
      ...([
        'appeal',
        'appealFurther',
        'appealLate',
        'appealAfterDeparture',
        'askAgain',
        'answer',
        'saysUnder18',
        'noteClaims',
      ] as const),
      ...([
        'askEarlierHearing',
        'noteWaysToStay',
        'noteFamily',
        'noteFamilyDecided',
        'askLongerDeparture',
        'chooseDeparture',
        'noteWishes',
      ] as const),
      ...(['tellCost', 'askToWithdrawAppeal', 'withdrawAppeal'] as const),
    ],
  },
})
