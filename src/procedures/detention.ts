/**
 * Detention pending removal. Liberty is the rule: a short, reasoned exception made by a judge, with an end that comes by
 * itself. No order, no reasons, no judge: the only step left is release. Words: detention.texts.ts.
 */
import { entries } from './detention.entries.ts'
import { facts } from './detention.facts.ts'
import { safeguards } from './detention.safeguards.ts'
import {
  all,
  art,
  choice,
  entering,
  factOf,
  GUARDIAN_BY,
  given,
  IMMIGRATION_ADMINISTRATION,
  is,
  LAWYER_BY,
  not,
  of,
  oneOf,
  p,
  procedure,
  taking,
} from './vocabulary/index.ts'

const ORDER = [
  'ground',
  'groundLaw',
  'groundFacts',
  'necessity',
  'proportionality',
  'alternatives',
  'removalProspect',
] as const
const HEARING = ['hearingAt', 'personHeard', 'interpreterPresent', 'lawyerPresent', 'decisionReasons'] as const

const ENDED = entering('released', 'alternativeImposed', 'departed', 'died')

export const detention = procedure({
  name: 'detention',
  since: null,
  answers: [
    ...p('35(a)', '35(b)', '35(c)', '35(d)', '36(a)', '36(b)', '36(c)(i)', '36(c)(ii)', '36(c)(iii)', '36(c)(iv)'),
    ...p('36(d)', '36(e)', '38(c)'),
    ...art('7', '9', '10', '16(1)', '16(4)', '16(5)', '16(7)', '16(8)', '16(9)', '17', '18(3)', '23', '24', '83'),
    ...of('ICCPR', '9', '10'),
    ...of('CRC', '3', '37'),
    ...[...of('OPCAT'), ...of('GC2'), ...of('GC5'), ...of('JGC4/23')],
  ],
  compartment: 'immigration-enforcement',
  parts: { hearing: 'justice' },
  // Whoever first takes liberty must open; an officer of a place who finds somebody without a case opens one.
  opens: {
    by: ['sms-enforcement', 'police-officer', 'border-officer', 'place-officer'],
    needs: [
      'language',
      'libertyLostAt',
      'libertyLostPlace',
      'apprehendedBy',
      'sex',
      'ageBasis',
      'nationality',
      'accompaniedByChild',
    ],
    takes: ['birthDateKnown', 'place', 'asylumClaimedAt', 'newFacts', 'representative', 'needsInterpreter'],
  },
  reads: {
    'sms-enforcement': { cases: 'own', facts: 'all-but-sensitive' },
    'sms-enforcement-head': { cases: 'own', facts: 'all' },
    'police-officer': { cases: 'own', facts: 'all-but-sensitive' },
    'border-officer': { cases: 'own', facts: 'all-but-sensitive' },
    'place-officer': { cases: 'own', facts: 'all-but-sensitive' },
    judge: { cases: 'own', facts: 'all', parts: ['hearing'] },
    'ombuds-npm': { cases: 'all', facts: 'all', parts: ['hearing'] },
    'ombuds-officer': { cases: 'all', facts: 'all', parts: ['hearing'] },
    lawyer: { cases: 'client', facts: 'all', parts: ['hearing'], putOnBy: LAWYER_BY },
    guardian: { cases: 'client', facts: 'all', parts: ['hearing'], putOnBy: GUARDIAN_BY },
    'consular-officer': { cases: 'consented', facts: 'state-only', name: true, putOnBy: ['person'] },
  },
  heads: ['sms-enforcement-head'],
  walledOff: [
    'school-registrar',
    'education-officer',
    'health-registrar',
    'civil-registrar',
    'labour-inspector',
    'employment-officer',
    'licensing-officer',
    'shelter-worker',
    ...IMMIGRATION_ADMINISTRATION, // an application is judged on its own merits
    'employers',
  ],

  facts,
  neverCollected: [
    'religion',
    'political opinion',
    'diagnosis, HIV or pregnancy',
    'content of an asylum claim',
    'contacts from the person’s telephone',
    'school or employer of family members',
    'names of people who gave shelter',
    'biometrics beyond what identity needs',
  ],

  states: {
    apprehended: 'initial',
    reviewRequested: 'open',
    authorized: 'open',
    renewalRequested: 'open',
    releaseOrdered: 'open',
    releaseDue: 'open',
    released: 'final',
    alternativeImposed: 'final',
    departed: 'final',
    died: 'final',
    void: 'final',
  },

  transitions: {
    letGo: {
      from: ['apprehended'],
      to: 'released',
      by: ['sms-enforcement', 'sms-enforcement-head', 'place-officer', 'police-officer', 'border-officer'],
      needs: ['releaseReason'],
      takes: ['releasedAt'],
    },
    requestReview: {
      from: ['apprehended'],
      to: 'reviewRequested',
      by: ['sms-enforcement-head'],
      needs: [...ORDER, 'screenedAt', 'rightsToldAt'],
      takes: ['expulsionCase'],
    },
    authorize: {
      from: ['reviewRequested', 'renewalRequested'],
      to: 'authorized',
      by: ['judge'],
      needs: [...HEARING, 'authorizedUntil'],
      anew: [...HEARING, 'authorizedUntil'], // each order has its own hearing and its own end
      serious: true,
      gives: { decision: 'authorize' },
    },
    imposeAlternative: {
      from: ['reviewRequested', 'renewalRequested'],
      to: 'alternativeImposed',
      by: ['judge'],
      needs: ['alternativeImposed', 'decisionReasons'],
      anew: ['decisionReasons'],
      takes: [...HEARING],
      gives: { decision: 'alternative' },
    },
    orderRelease: {
      // also of the judge's own motion, and on the person's own application
      from: ['apprehended', 'reviewRequested', 'renewalRequested', 'authorized'],
      to: 'releaseOrdered',
      by: ['judge'],
      needs: ['decisionReasons'],
      anew: ['decisionReasons'],
      takes: [...HEARING],
      gives: { decision: 'release' },
    },
    requestRenewal: {
      from: ['authorized'],
      to: 'renewalRequested',
      by: ['sms-enforcement-head'],
      needs: [...ORDER],
      // with new reasons, and with a look of its own at whether removal is in view
      anew: ['groundFacts', 'necessity', 'proportionality', 'removalProspect'],
      inNewWords: ['groundFacts'],
      takes: ['expulsionCase'],
    },
    askForReview: {
      // the title does not grow longer by the request
      from: ['authorized'],
      to: 'renewalRequested',
      by: ['person', 'representative', 'guardian', 'ombuds-npm', 'lawyer'],
    },
    releaseWithoutJudge: {
      from: ['apprehended', 'reviewRequested'],
      to: 'releaseDue',
      by: ['system'],
      gives: { releaseReason: 'no-order' },
    },
    // at the end of the title, at day 30, when no removal is in view any more, for whoever turns out to be a child
    endTitle: { from: ['reviewRequested', 'authorized', 'renewalRequested'], to: 'releaseDue', by: ['system'] },
    // a hold has come, or a judge has not answered: also before any order
    releaseAtOnce: {
      from: ['apprehended', 'reviewRequested', 'authorized', 'renewalRequested'],
      to: 'releaseDue',
      by: ['system'],
      gives: { releaseReason: 'hold' },
    },
    release: {
      from: ['releaseOrdered', 'releaseDue'],
      to: 'released',
      by: ['place-officer', 'sms-enforcement', 'sms-enforcement-head', 'police-officer', 'border-officer'],
      needs: ['releasedAt', 'releaseReason'],
      takes: ['propertyReceipt', 'propertyReturned'],
    },
    depart: {
      from: ['authorized'],
      to: 'departed',
      by: ['sms-enforcement'],
      needs: ['expulsionCase'],
      gives: { releaseReason: 'departure' },
    },
    noteDeath: {
      from: 'any-open',
      to: 'died',
      by: ['place-officer', 'ombuds-npm'],
      needs: ['diedAt', 'place'],
      alarm: 'L',
    },
    declareVoid: { from: 'any-open', to: 'void', by: ['judge'], needs: ['voidReason'], serious: true },
    withdrawAsVoid: {
      from: 'any-open',
      to: 'void',
      by: ['sms-enforcement-head'],
      needs: ['voidReason'],
      countersigned: ['ombuds-officer'],
      serious: true,
    },
  },

  entries,
  safeguards,

  retention: [
    { what: 'all', from: ENDED, keep: choice({ years: 3 }) },
    // informed, and the time to complain has gone by; unless they want it as proof
    { what: 'all', from: entering('void'), keep: choice({ days: 90 }), when: not(is('keepAsProof', true)) },
    { what: 'all', from: entering('void'), keep: choice({ years: 3 }) },
    {
      what: 'all',
      from: ENDED,
      keep: choice({ days: 90 }),
      when: all(is('treatedAsChild', true), not(is('keepAsProof', true))),
    },
    {
      what: ['identityImages'],
      from: entering('released', 'alternativeImposed', 'departed', 'died', 'void'),
      keep: choice({ days: 0 }),
    },
  ],

  statistics: {
    unit: 'one deprivation of liberty',
    // At each decision too: what the hearing was is read by who holds it, and by nobody later.
    emittedAt: [taking('authorize', 'imposeAlternative', 'orderRelease'), ENDED, entering('void')],
    stock: 'month',
    period: 'month',
    dimensions: [
      'libertyLostPlace',
      'place',
      'sex',
      'ageBand',
      'treatedAsChild',
      'nationality',
      'ground',
      'decision',
      'alternativeImposed',
      'releaseReason',
      'removalProspect',
      'accompaniedByChild',
      'ageBasis',
      'apprehendedBy',
    ],
    measures: {
      persons: { counts: 'cases' },
      hoursToJudge: {
        hours: { from: factOf('libertyLostAt'), to: taking('authorize', 'imposeAlternative', 'orderRelease') },
      },
      reviewedWithin24h: { kept: 'D3' },
      hoursHeld: {
        hours: {
          from: factOf('libertyLostAt'),
          to: entering('released', 'alternativeImposed', 'departed', 'died', 'void'),
        },
      },
      renewals: { times: taking('requestRenewal') },
      lawyerPresent: { holds: is('lawyerPresent', true) },
      interpreterNeeded: { holds: oneOf('interpreterPresent', 'yes', 'no') },
      interpreterPresent: { holds: is('interpreterPresent', 'yes') },
      heardWithHelp: { holds: all(is('lawyerPresent', true), oneOf('interpreterPresent', 'yes', 'notNeeded')) },
      orderAsked: { reached: taking('requestReview', 'requestRenewal') },
      screened: { holds: given('screenedAt', 'screenedBy') },
      reasoned: { kept: 'D5' },
      overturnedByJudge: { reached: taking('imposeAlternative', 'orderRelease') },
      breaches: { breachesBySafeguard: true },
    },
  },

  person: {
    reads: 'all',
    diedIn: ['died'],
    takes: [
      'applyToJudge',
      'askForReview',
      'noteWishes',
      'claimAsylum',
      'saysUnder18',
      'saysIll',
      'saysForced',
      'tellCharge',
      'askToKeep',
    ],
  },
})
