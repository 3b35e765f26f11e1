/**
 * Identification of victims of trafficking. From the first sign the State behaves as if the person was a victim: no
 * detention, no charge, no removal, no help that must be earned. Words: trafficking-identification.texts.ts.
 */
import { facts } from './trafficking-identification.facts.ts'
import { safeguards } from './trafficking-identification.safeguards.ts'
import { entries, transitions } from './trafficking-identification.steps.ts'
import {
  all,
  any,
  art,
  choice,
  entering,
  factOf,
  GUARDIAN_BY,
  given,
  IMMIGRATION_ADMINISTRATION,
  IMMIGRATION_ENFORCEMENT,
  inState,
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

const ENDED = entering('recovered', 'returned', 'left', 'closedNotIdentified', 'died')

export const traffickingIdentification = procedure({
  name: 'trafficking-identification',
  since: null,
  answers: [
    ...p(
      '6',
      '33',
      '34',
      '36(b)',
      '58(c)',
      '59(a)',
      '59(b)',
      '59(c)',
      '59(d)',
      '60(a)',
      '60(b)',
      '60(c)',
      '60(d)',
      '65',
    ),
    ...art('9', '10', '11', '16(2)', '22', '25(3)', '56(3)', '68', '69'),
    ...[...of('Palermo', '6', '7', '8'), ...of('OHCHR-trafficking'), ...of('CoE-THB', '10', '12', '13', '14', '26')],
    ...[...of('C29'), ...of('GC2'), ...of('GC5'), ...of('SDG', '5.2')],
  ],
  compartment: 'victim-protection',
  // What the person agreed to give as a witness, and nothing else, is read by the investigator.
  parts: { witness: 'justice' },
  // Any official of any agency, by a sign: they create, they do not read.
  opens: {
    by: [
      ...OFFICER_ROLES.filter((role) => role !== 'statistician' && role !== 'data-protection-auditor'),
      'person',
      'representative',
      'anyone',
    ],
    needs: ['language', 'signFrom', 'signs', 'immediateDanger'],
    takes: [
      ...([
        'signAt',
        'where',
        'inDetention',
        'detainedUnscreened',
        'removedUnscreened',
        'chargedBefore',
        'sex',
      ] as const),
      ...(['birthDateKnown', 'ageBasis', 'nationality', 'story', 'wishesSameSex', 'representative'] as const),
      ...(['needsInterpreter'] as const),
    ],
    gives: { signAt: theTime, presumption: 'standing', decision: 'still-open' },
  },
  reads: {
    'identification-team': { cases: 'all', facts: 'all' },
    'victim-worker': { cases: 'own', facts: 'all', parts: ['witness'] },
    judge: {
      cases: 'client',
      facts: 'all',
      parts: ['witness'],
      putOnBy: ['victim-worker', 'lawyer', 'ombuds-officer'],
    },
    'ombuds-officer': { cases: 'all', facts: 'all', parts: ['witness'] },
    // the person alone, or whoever looks after them: a representative may be the trafficker
    lawyer: {
      cases: 'client',
      facts: 'all',
      parts: ['witness'],
      putOnBy: ['person', 'victim-worker', 'legal-aid-officer'],
    },
    guardian: { cases: 'client', facts: 'all', parts: ['witness'], putOnBy: [...GUARDIAN_BY, 'victim-worker'] },
    'trafficking-investigator': {
      cases: 'consented',
      facts: 'state-only',
      parts: ['witness'],
      putOnBy: ['person'],
      // whoever holds the person’s telephone would read it too
      shownLater: { limit: choice({ months: 3 }), because: 'criminal-inquiry' },
    },
  },
  heads: ['identification-team'],
  walledOff: [
    ...IMMIGRATION_ENFORCEMENT, // they get the bit
    ...IMMIGRATION_ADMINISTRATION,
    ...(['school-registrar', 'education-officer', 'health-registrar', 'shelter-worker', 'social-officer'] as const),
    ...(['civil-registrar', 'labour-inspector', 'employment-officer', 'licensing-officer', 'prosecutor'] as const),
    ...(['consular-officer', 'employers', 'consulates'] as const),
  ],

  facts,
  neverCollected: [
    'sexual history',
    'name of clients',
    'HIV or pregnancy beyond what the clinician holds',
    'photographs of injuries',
    'name of family in the country of origin',
    'address of a shelter',
    'a score of how credible the person is',
    'biometrics',
  ],

  states: {
    sign: 'initial',
    presumed: 'open',
    reflection: 'open',
    identified: 'open',
    notIdentified: 'open',
    inReview: 'open',
    assisted: 'open',
    recovered: 'final',
    returned: 'final',
    left: 'final',
    closedNotIdentified: 'final',
    died: 'final',
  },

  transitions,

  entries,

  safeguards,

  retention: [
    // a sign to which nobody came back
    {
      what: 'all',
      from: { at: 'last-contact' },
      keep: choice({ months: 6 }),
      // recognized by silence, nobody has talked either: that is not a sign without follow-up
      when: all(inState('sign', 'presumed', 'reflection'), not(any(given('firstTalkAt'), given('decisionReasons')))),
    },
    {
      what: 'all',
      from: entering('closedNotIdentified'),
      keep: choice({ years: 1 }),
      when: not(is('keepAsProof', true)),
    },
    { what: 'all', from: entering('closedNotIdentified'), keep: choice({ years: 5 }) },
    { what: 'all', from: entering('recovered', 'returned', 'left', 'died'), keep: choice({ years: 5 }) },
    // at the person’s word, at any time, where no case and no claim needs it
    {
      what: 'all',
      from: taking('askErasure'),
      keep: choice({ days: 0 }),
      when: not(any(is('proceedingsOpen', true), oneOf('compensation', 'asked', 'awarded'))),
    },
  ],

  statistics: {
    unit: 'one person presumed',
    emittedAt: [
      entering('sign'),
      entering('identified'),
      entering('notIdentified'),
      taking('askResidence', 'noteResidence', 'noteCompensation', 'noteCharge'),
      ENDED,
    ],
    period: 'year',
    dimensions: [
      'sex',
      'ageBand',
      'treatedAsChild',
      'nationality',
      'where',
      'exploitation',
      'sector',
      'recruitedIn',
      'routeIntoCountry',
      'signFrom',
      'decision',
      'assistance',
      'residenceAsked',
      'residenceGiven',
      'compensation',
      'nonPunishmentApplied',
    ],
    measures: {
      presumed: { counts: 'cases' },
      identified: { reached: entering('identified') },
      daysToFirstTalk: { days: { from: factOf('signAt'), to: taking('talk') } },
      daysToDecision: { days: { from: factOf('signAt'), to: entering('identified', 'notIdentified') } },
      withLawyer: { holds: given('lawyerMetAt') },
      permitsAsked: { reached: taking('askResidence') },
      permitsGiven: { holds: all(given('residenceGiven'), not(is('residenceGiven', 'none'))) },
      detainedBefore: { holds: any(is('detainedUnscreened', true), is('inDetention', true)) },
      chargedBefore: { holds: is('chargedBefore', true) },
      breaches: { breachesBySafeguard: true },
    },
    release: { cell: 10, hiddenInNumber: true, notTogether: ['where', 'nationality', 'exploitation'] },
  },

  person: {
    noRepresentativeWhile: 'representativeDoubted',
    reads: 'all',
    diedIn: ['died'],
    takes: [
      'choose',
      'startReflection',
      'prolongReflection',
      'askReview',
      'askResidence',
      'askCompensation',
      'askReturn',
      'tellCondition',
      'recover',
      'leave',
      'giveTestimony',
      'askToKeep',
      'askErasure',
    ],
  },
})
