/**
 * A visit of the Ombudsperson to a place where people are held, and what is recommended of it. The authority to which a
 * recommendation goes reads the recommendation and answers in time; what was found, and who spoke, it never reads. A visit
 * that leads to several recommendations has a case for each. Words: visit.texts.ts.
 */
import { facts } from './visit.facts.ts'
import {
  art,
  choice,
  entering,
  inform,
  is,
  NOBODY,
  not,
  OFFICER_ROLES,
  of,
  opening,
  p,
  passed,
  procedure,
  reported,
  type Safeguard,
  taking,
  theTime,
  wall,
  within,
} from './vocabulary/index.ts'

const OMBUDS = ['ombuds-npm', 'ombuds-officer'] as const
/** Whoever answers for those that hold people. */
const ADDRESSED = ['sms-enforcement-head', 'border-officer', 'police-officer', 'place-officer'] as const
const READERS: readonly string[] = [...OMBUDS, ...ADDRESSED, 'data-protection-auditor']
const ENDED = entering('followed', 'notFollowed', 'unanswered', 'nothingToRecommend')
/** OPCAT 22 gives no number. Nobody holds a discussion after a season. */
const TO_ANSWER = choice({ days: 30 })

const addressed = {
  cases: 'own',
  facts: [
    ...(['place', 'visitedAt', 'theme', 'recommendation', 'addressee', 'urgent', 'recommendedAt'] as const),
    ...(['reply', 'answer'] as const),
  ],
  name: false,
  // The place knows of the visit; of what came of it, whoever is asked to act.
  namedBy: 'addressee',
} as const

const safeguards = {
  V1: {
    cite: [...of('OPCAT', '19', '22'), ...p('22', '35'), ...art('17')],
    breach: 'R',
    tells: ['ombuds-npm'],
    rules: {
      told: inform(ADDRESSED, taking('recommend', 'recommendAgain')),
      answer: within(TO_ANSWER, {
        from: taking('recommend', 'recommendAgain'),
        until: taking('answer'),
        clock: 'protective',
      }),
      atOnce: within(choice({ hours: 24 }), {
        when: is('urgent', true),
        from: taking('recommend', 'recommendAgain'),
        until: taking('answer'),
        clock: 'protective',
      }),
    },
  },
  V2: {
    cite: [...of('OPCAT', '21'), ...p('20(b)', '28(a)'), ...art('14')],
    breach: 'W',
    tells: [],
    rules: { findingsStayHere: wall },
  },
  V3: {
    cite: [...of('OPCAT', '21'), ...p('28(a)'), ...art('83')],
    breach: 'R',
    tells: ['ombuds-npm'],
    rules: { nobodyPunished: reported(taking('tellReprisal')) },
  },
  V4: {
    cite: [...of('OPCAT', '20'), ...p('22', '35')],
    breach: 'R',
    tells: ['ombuds-npm'],
    rules: { letIn: reported(opening, { when: is('hindered', true) }) },
  },
  V5: {
    cite: [...of('OPCAT', '23'), ...p('22')],
    breach: 'R',
    tells: [],
    rules: { counted: inform(['anyone'], ENDED) },
  },
} as const satisfies Record<string, Safeguard>

export const visit = procedure({
  name: 'visit',
  since: null,
  answers: [...p('20(b)', '22', '28(a)', '35'), ...art('14', '17', '83'), ...of('OPCAT', '19', '20', '21', '22', '23')],
  compartment: 'ombudsperson',
  parts: {},
  opens: {
    by: OMBUDS,
    needs: ['place', 'visitedAt', 'visitors'],
    takes: ['findings', 'spokenWith', 'inPrivate', 'hindered', 'sameVisit'],
  },
  reads: {
    'ombuds-npm': { cases: 'all', facts: 'all', name: false },
    'ombuds-officer': { cases: 'all', facts: 'all', name: false },
    'sms-enforcement-head': addressed,
    'border-officer': addressed,
    'police-officer': addressed,
    'place-officer': addressed,
  },
  heads: ADDRESSED,
  walledOff: [...OFFICER_ROLES.filter((role) => !READERS.includes(role)), 'employers', 'consulates'],

  facts,
  neverCollected: [
    'names of those who spoke with the visitors',
    'numbers of their cases',
    'who of the staff was complained of, by name',
    'voices, faces or pictures of people',
    'diagnoses of single people',
    'migration status',
  ],

  states: {
    visited: 'initial',
    recommended: 'open',
    answered: 'open',
    followed: 'final',
    notFollowed: 'final',
    unanswered: 'final',
    nothingToRecommend: 'final',
  },

  transitions: {
    recommend: {
      from: ['visited'],
      to: 'recommended',
      by: OMBUDS,
      needs: ['addressee', 'theme', 'recommendation'],
      takes: ['urgent'],
      gives: { recommendedAt: theTime },
    },
    answer: {
      from: ['recommended'],
      to: 'answered',
      by: ADDRESSED,
      needs: ['reply', 'answer'],
      anew: ['reply', 'answer'], // recommended again, it is answered again
    },
    /** The dialogue goes on, with a new time. */
    recommendAgain: {
      from: ['answered'],
      to: 'recommended',
      by: OMBUDS,
      needs: ['recommendation'],
      anew: ['recommendation'],
      takes: ['urgent'],
      gives: { recommendedAt: theTime },
    },
    closeFollowed: { from: ['answered'], to: 'followed', by: OMBUDS },
    closeNotFollowed: { from: ['answered'], to: 'notFollowed', by: OMBUDS },
    closeUnanswered: {
      from: ['recommended'],
      to: 'unanswered',
      by: OMBUDS,
      when: passed(TO_ANSWER, 'recommendedAt'),
    },
    recommendNothing: { from: ['visited'], to: 'nothingToRecommend', by: OMBUDS },
  },

  entries: {
    noteFindings: { in: 'any-open', by: OMBUDS, needs: ['findings'], takes: ['spokenWith', 'inPrivate'] },
    tellReprisal: { in: 'any', by: OMBUDS, needs: ['reprisal'] },
  },

  safeguards,

  retention: [{ what: 'all', from: ENDED, keep: choice({ years: 3 }) }],

  statistics: {
    unit: 'one recommendation of a visit, or a visit without any',
    emittedAt: [entering('visited'), entering('recommended'), entering('answered'), ENDED],
    period: 'quarter',
    dimensions: ['place', 'theme', 'urgent', 'reply', 'hindered'],
    measures: {
      visits: { holds: not(is('sameVisit', true)) },
      recommendations: { reached: taking('recommend') },
      answered: { reached: taking('answer') },
      answeredInTime: { kept: 'V1' },
      daysToAnswer: { days: { from: taking('recommend'), to: taking('answer') } },
      followed: { reached: entering('followed') },
      unanswered: { reached: entering('unanswered') },
      breaches: { breachesBySafeguard: true },
    },
  },

  person: NOBODY,
})
