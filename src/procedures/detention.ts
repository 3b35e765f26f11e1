/**
 * Detention pending removal. Liberty is the rule: a short, reasoned exception made by a judge, with an end that comes by
 * itself. No order, no reasons, no judge: the only step left is release. Words: detention.texts.ts.
 */
import { entries } from './detention.entries.ts'
import { facts } from './detention.facts.ts'
import { safeguards } from './detention.safeguards.ts'
import { transitions } from './detention.transitions.ts'
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
    // without a birth date too: who gives none has a case and its clocks, and is treated as a child (edge 13, D1)
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

  transitions,

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
      'claimCompensation',
      'tellCharge',
      'askToKeep',
    ],
  },
})
