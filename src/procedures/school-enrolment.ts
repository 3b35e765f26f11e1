/**
 * A place at school for every child, today, on the same terms as nationals. The school knows nothing of papers, and
 * nobody who controls papers can know the school. Words: school-enrolment.texts.ts.
 */
import { facts } from './school-enrolment.facts.ts'
import { safeguards } from './school-enrolment.safeguards.ts'
import { entries, FAMILY, transitions } from './school-enrolment.steps.ts'
import {
  art,
  choice,
  entering,
  factOf,
  IMMIGRATION_ADMINISTRATION,
  IMMIGRATION_ENFORCEMENT,
  inState,
  is,
  not,
  of,
  p,
  procedure,
  taking,
  theTime,
} from './vocabulary/index.ts'

export const schoolEnrolment = procedure({
  name: 'school-enrolment',
  since: null,
  answers: [
    ...p('20(b)', '26(a)', '26(b)', '33', '34', '47(a)', '47(b)', '47(c)', '48(a)', '48(b)', '48(c)'),
    ...art('7', '14', '25(3)', '30', '33', '43(1)(a)', '45(1)(a)', '45(2)', '45(3)', '45(4)'),
    ...[...of('JGC3/22'), ...of('JGC4/23'), ...of('CRC', '28', '29'), ...of('ICESCR', '13'), ...of('SDG', '4.1')],
  ],
  compartment: 'education',
  parts: {},
  opens: {
    // a parent, a carer, a child from 14, whoever helps them
    by: ['person', 'representative', 'anyone', 'school-registrar', 'child-protection-officer', 'shelter-worker'],
    needs: ['language', 'childName', 'birthDateSaid', 'sex', 'level', 'carerRelation'],
    takes: [
      ...(['child', 'carer', 'firstLanguage', 'otherLanguages', 'schoolingBefore', 'supportNeeds', 'school'] as const),
      ...(['contactWay', 'contactValue', 'homeDistrict', 'birthEvidence', 'birthEvidenceSeen'] as const),
      ...(['representative', 'needsInterpreter'] as const),
    ],
    gives: { requestedOn: theTime },
  },
  reads: {
    'school-registrar': { cases: 'own', facts: 'all' },
    'education-officer': {
      cases: 'own', // of the district: places and flow, no needs
      facts: [
        ...([
          'requestedOn',
          'childName',
          'birthDateSaid',
          'ageBand',
          'sex',
          'firstLanguage',
          'schoolingBefore',
        ] as const),
        ...(['level', 'school', 'otherSchool', 'meanwhileSchool', 'homeDistrict', 'startOn', 'refusal'] as const),
        ...(['refusalReasons', 'appealOn', 'appealWords', 'appealOutcome', 'feeAsked', 'language'] as const),
      ],
      name: true,
    },
    'child-protection-officer': {
      cases: 'client',
      facts: ['childName', 'absentSince', 'absentWhy', 'language'],
      name: true,
      putOnBy: ['school-registrar'],
      // whoever keeps a child at home would read it too
      shownLater: { limit: choice({ months: 3 }), because: 'protected-person' },
    },
    'ombuds-officer': { cases: 'consented', facts: 'all', putOnBy: FAMILY }, // on a complaint
  },
  // Attendance, address, parents’ names, and whether a child is enrolled at all.
  heads: ['education-officer'],
  walledOff: [
    ...IMMIGRATION_ENFORCEMENT,
    ...IMMIGRATION_ADMINISTRATION,
    ...(['asylum-officer', 'statelessness-officer', 'trafficking-investigator', 'prosecutor'] as const),
    ...([
      'labour-inspector',
      'licensing-officer',
      'employment-officer',
      'civil-registrar',
      'consular-officer',
    ] as const),
    ...(['employers', 'consulates'] as const),
  ],

  facts,
  neverCollected: [
    'migration status, permit or visa',
    'nationality',
    'passport or identity number',
    'date of entry',
    'parents’ employer or workplace',
    'address beyond the district',
    'religion',
    'photographs of documents',
    'who lives with them',
  ],
  refusedInText: ['document-number', 'status-words'],

  states: {
    requested: 'initial',
    placed: 'open',
    enrolled: 'open',
    kept: 'open', // the child goes to another school, and may come back
    refused: 'open',
    appealed: 'open',
    finished: 'final',
    left: 'final',
    transferred: 'final',
    cancelled: 'final',
    joined: 'final',
  },

  transitions,

  entries,

  safeguards,

  retention: [
    {
      what: ['birthEvidence', 'contactWay', 'contactValue', 'refusal', 'refusalReasons', 'appealWords'],
      from: entering('enrolled'),
      keep: choice({ days: 60 }),
    },
    {
      what: ['contactWay', 'contactValue', 'homeDistrict'],
      from: entering('left', 'transferred', 'finished', 'cancelled', 'joined'),
      keep: choice({ days: 0 }),
    },
    { what: ['contactWay', 'contactValue', 'homeDistrict'], from: taking('eraseContact'), keep: choice({ days: 0 }) },
    {
      what: ['supportNeeds', 'languagePlan'],
      from: entering('finished', 'left', 'transferred'),
      keep: choice({ years: 1 }),
    },
    { what: 'all', from: entering('cancelled', 'joined'), keep: choice({ days: 60 }) },
  ],

  statistics: {
    unit: 'one child in one school year',
    emittedAt: [
      entering('requested'),
      entering('placed'),
      entering('refused'),
      entering('enrolled'),
      entering('left', 'transferred', 'finished'),
    ],
    period: 'school-year',
    dimensions: [
      'homeDistrict',
      'school',
      'level',
      'sex',
      'ageBand',
      'firstLanguage',
      'schoolingBefore',
      'refusal',
      'leftWhy',
      'birthEvidenceSeen',
      'feeAsked',
      'appealOutcome',
      'residencePermitInfoGiven',
    ],
    measures: {
      requests: { holds: not(inState('joined')) }, // of two that were joined, one
      places: { reached: entering('placed') },
      daysToFirstDay: { days: { from: factOf('requestedOn'), to: entering('enrolled') } },
      refusals: { reached: entering('refused') },
      appealsWon: { reached: taking('grantAppeal') },
      dropOuts: { holds: is('leftWhy', 'dropped-out') },
      breaches: { breachesBySafeguard: true },
    },
    release: { cell: 10 },
  },

  person: {
    reads: 'all',
    takes: [
      'appeal',
      'takeOtherPlace',
      'cancel',
      'leave',
      'saySameChild',
      'sayWhereTo',
      'comeBack',
      'giveUpPlace',
      'correctName',
      'changeContact',
      'eraseContact',
      'noteNeeds',
      'tellFee',
      'tellEnforcement',
    ],
  },
})
