/**
 * A complaint to the Ombudsperson. Anybody, without papers, name or account, from anywhere; nobody who could detain,
 * expel or dismiss learns of it; and it keeps the person in the country where they need to be. Words: complaint.texts.ts.
 */
import { facts } from './complaint.facts.ts'
import { safeguards } from './complaint.safeguards.ts'
import { entries, transitions } from './complaint.steps.ts'
import {
  all,
  art,
  atLeast,
  choice,
  entering,
  factOf,
  given,
  is,
  not,
  OFFICER_ROLES,
  of,
  oneOf,
  p,
  procedure,
  taking,
  theTime,
} from './vocabulary/index.ts'

const CLOSED = entering('closedRemedied', 'closedNotFollowed', 'closedNoViolation', 'closedOutside', 'withdrawn')
const READERS: readonly string[] = ['ombuds-officer', 'legal-aid-officer', 'lawyer', 'data-protection-auditor']

export const complaint = procedure({
  name: 'complaint',
  since: null,
  answers: [
    ...p(
      '20(b)',
      '21',
      '22',
      '27',
      '28(a)',
      '28(b)',
      '28(c)',
      '35',
      '39',
      '40',
      '51(c)',
      '52(a)',
      '52(c)',
      '55',
      '56',
      '59(a)',
    ),
    ...art('7', '13', '14', '16(2)', '18', '25(3)', '33', '54(2)', '55', '68', '69', '81', '82', '83'),
    ...[...of('Paris-Principles'), ...of('ICCPR', '2(3)'), ...of('C190'), ...of('GC2')],
  ],
  compartment: 'ombudsperson',
  hiddenInNumber: true,
  parts: {},
  opens: {
    by: ['anyone', 'person', 'representative', 'ombuds-officer'],
    needs: [], // any words; nothing else
    takes: [
      ...([
        'language',
        'needsInterpreter',
        'representative',
        'story',
        'storyFileHash', // of the file that follows: none is kept before there is a case
        'channel',
        'identity',
        'codeHash',
        'replyKey',
      ] as const),
      ...(['against', 'againstDetail', 'region', 'sex', 'ageBand', 'stillAtRisk', 'inDetention'] as const),
      ...(['dependsOnEmployer', 'needsToStay', 'reprisalFeared', 'consentToContactAgency', 'consentToLawyer'] as const),
      ...(['consentToProtection', 'doNotContact'] as const),
    ],
    gives: { receivedAt: theTime },
  },
  reads: {
    'ombuds-officer': { cases: 'own', facts: 'all' }, // the one to whom it is assigned, and their head
    'legal-aid-officer': { cases: 'consented', facts: 'all', putOnBy: ['person', 'representative'] },
    lawyer: { cases: 'consented', facts: 'all', putOnBy: ['person', 'representative'] },
  },
  // Even that there is a complaint, and how many.
  heads: ['ombuds-officer'],
  walledOff: [...OFFICER_ROLES.filter((role) => !READERS.includes(role)), 'employers', 'consulates'],

  facts,
  neverCollected: [
    'migration status, unless the story says so',
    'passport number',
    'address, where a code is enough',
    'network address',
    'data of the device',
    'name of whoever helped',
  ],
  // The agency is asked in a case of its own, and answers there.
  mirror: { agency: 'against', shows: ['questionPut', 'answerDueAt'], answers: 'answerQuestion' },

  states: {
    received: 'initial',
    triaged: 'open',
    inquiry: 'open',
    waitingAnswer: 'open',
    mediation: 'open',
    found: 'open',
    followUp: 'open',
    closedRemedied: 'final',
    closedNotFollowed: 'final',
    closedNoViolation: 'final',
    closedOutside: 'final',
    withdrawn: 'final',
  },

  transitions,

  entries,

  safeguards,

  retention: [
    // one year after the last contact or the end of the follow-up, whichever is later; an open case of the person stops it
    { what: 'all', from: CLOSED, keep: choice({ years: 1 }), when: not(is('identity', 'anonymous')) },
    { what: 'all', from: { at: 'last-contact' }, keep: choice({ years: 1 }), when: not(is('identity', 'anonymous')) },
    { what: 'all', from: { at: 'last-contact' }, keep: choice({ years: 2 }), when: is('identity', 'anonymous') },
    // at the person’s word, at once; what a finding needs is kept without a name
    { what: 'all', from: taking('askErasure'), keep: choice({ days: 0 }) },
  ],
  expiry: { readBy: ['ombuds-officer'], warned: choice({ days: 60 }) },

  statistics: {
    unit: 'one complaint',
    emittedAt: [entering('received'), entering('found'), CLOSED],
    period: 'quarter',
    dimensions: [
      'channel',
      'against',
      'subject',
      'rightConcerned',
      'region',
      'sex',
      'ageBand',
      'identity',
      'inDetention',
      'finding',
      'remedyGiven',
      'followed',
      'needsToStay',
    ],
    measures: {
      complaints: { counts: 'cases' },
      daysToFirstAnswer: { days: { from: factOf('receivedAt'), to: taking('answerPerson') } },
      daysToFinding: { days: { from: factOf('receivedAt'), to: entering('found') } },
      success: {
        holds: all(
          oneOf('finding', 'violation', 'partly', 'settled'),
          not(is('remedyGiven', 'none')),
          given('remedyGiven'),
        ),
      },
      holdsSet: { holds: is('needsToStay', true) },
      reprisals: { holds: is('reprisalHappened', true) },
      recovered: { sum: 'amount' },
      paid: { holds: atLeast('amount', 1) },
      breaches: { breachesBySafeguard: true },
    },
    // Who complained about an officer or an employer is found through the place.
    release: { cell: 5, later: { months: 3 }, nationwide: true },
  },

  person: {
    reads: 'all',
    takes: [
      'write',
      'sendFile',
      'choose',
      'tellReprisal',
      'tellFee',
      'tellOwnView',
      'withdraw',
      'reopen',
      'askErasure',
    ],
  },
})
