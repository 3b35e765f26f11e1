/**
 * Detention pending removal. Liberty is the rule: a short, reasoned exception made by a judge, with an end that comes by
 * itself. No order, no reasons, no judge: the only step left is release. Words: detention.texts.ts.
 */
import { facts, GROUND } from './detention.facts.ts'
import {
  all,
  any,
  art,
  choice,
  eachAnswered,
  entering,
  factOf,
  forbid,
  given,
  heeds,
  IMMIGRATION_ADMINISTRATION,
  inform,
  inOwnWords,
  is,
  limit,
  not,
  notLaterThan,
  of,
  oneOf,
  opening,
  p,
  procedure,
  require,
  taking,
  wall,
  within,
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
      'libertyLostAt',
      'libertyLostPlace',
      'apprehendedBy',
      'sex',
      'ageBasis',
      'nationality',
      'accompaniedByChild',
    ],
    takes: ['birthDateKnown', 'place', 'asylumClaimedAt'],
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
    lawyer: { cases: 'client', facts: 'all', parts: ['hearing'] },
    guardian: { cases: 'client', facts: 'all', parts: ['hearing'] },
    'consular-officer': { cases: 'consented', facts: 'state-only' },
  },
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
      needs: [...ORDER],
      takes: ['expulsionCase'],
    },
    authorize: {
      from: ['reviewRequested', 'renewalRequested'],
      to: 'authorized',
      by: ['judge'],
      needs: [...HEARING, 'authorizedUntil'],
    },
    imposeAlternative: {
      from: ['reviewRequested', 'renewalRequested'],
      to: 'alternativeImposed',
      by: ['judge'],
      needs: ['alternativeImposed', 'decisionReasons'],
      takes: [...HEARING],
    },
    orderRelease: {
      // also of the judge's own motion, and on the person's own application
      from: ['apprehended', 'reviewRequested', 'renewalRequested', 'authorized'],
      to: 'releaseOrdered',
      by: ['judge'],
      needs: ['decisionReasons'],
      takes: [...HEARING],
    },
    requestRenewal: {
      from: ['authorized'],
      to: 'renewalRequested',
      by: ['sms-enforcement-head'],
      needs: [...ORDER],
    },
    askForReview: {
      // the title does not grow longer by the request
      from: ['authorized'],
      to: 'renewalRequested',
      by: ['person', 'representative', 'guardian', 'ombuds-npm'],
    },
    releaseWithoutJudge: { from: ['apprehended', 'reviewRequested'], to: 'releaseDue', by: ['system'] },
    endTitle: { from: ['authorized', 'renewalRequested'], to: 'releaseDue', by: ['system'] },
    release: {
      from: ['releaseOrdered', 'releaseDue'],
      to: 'released',
      by: ['place-officer', 'sms-enforcement', 'sms-enforcement-head', 'police-officer', 'border-officer'],
      needs: ['releasedAt', 'releaseReason'],
      takes: ['propertyReceipt'],
    },
    depart: { from: ['authorized'], to: 'departed', by: ['sms-enforcement'], needs: ['expulsionCase'] },
    noteDeath: { from: 'any-open', to: 'died', by: ['place-officer', 'ombuds-npm'], needs: ['diedAt', 'place'] },
    declareVoid: { from: 'any-open', to: 'void', by: ['judge'], needs: ['voidReason'] },
    withdrawAsVoid: {
      from: 'any-open',
      to: 'void',
      by: ['sms-enforcement-head'],
      needs: ['voidReason'],
      countersigned: ['ombuds-officer'],
    },
  },

  entries: {
    tellRights: {
      in: 'any-open',
      by: ['sms-enforcement', 'police-officer', 'border-officer', 'place-officer'],
      needs: ['rightsToldAt', 'rightsToldHow', 'rightsUnderstood'],
      takes: ['wishesFamilyTold', 'wishesConsulTold', 'wishesLawyer'],
    },
    noteWishes: {
      in: 'any-open',
      by: ['sms-enforcement', 'police-officer', 'border-officer', 'place-officer', 'person', 'representative'],
      needs: [],
      takes: ['wishesFamilyTold', 'wishesConsulTold', 'wishesLawyer'],
    },
    tellFamily: { in: 'any-open', by: ['sms-enforcement', 'place-officer'], needs: ['familyToldAt'] },
    tellConsul: { in: 'any-open', by: ['sms-enforcement', 'place-officer'], needs: ['consulToldAt'] },
    meetLawyer: { in: 'any-open', by: ['lawyer', 'place-officer'], needs: ['lawyerMetAt'] },
    noteScreening: {
      in: 'any-open',
      by: ['clinician', 'victim-worker', 'child-protection-officer'],
      needs: ['screenedAt', 'screenedBy'],
    },
    move: { in: 'any-open', by: ['place-officer'], needs: ['place'] },
    noteProspect: {
      in: 'any-open',
      by: ['sms-enforcement', 'sms-enforcement-head', 'judge'],
      needs: ['removalProspect'],
    },
    noteAsylumClaim: {
      in: 'any-open',
      by: ['sms-enforcement', 'sms-enforcement-head', 'place-officer', 'police-officer', 'border-officer', 'judge'],
      needs: ['asylumClaimedAt'],
    },
    applyToJudge: { in: 'any-open', by: ['person', 'representative', 'lawyer', 'guardian', 'ombuds-npm'], needs: [] },
    claimAsylum: { in: 'any', by: ['person', 'representative'], needs: [], to: ['asylum-officer'] },
    saysUnder18: {
      in: 'any',
      by: ['person', 'representative'],
      needs: [],
      to: ['guardian', 'child-protection-officer'],
    },
    saysIll: { in: 'any', by: ['person', 'representative'], needs: [], to: ['clinician'] },
    saysForced: { in: 'any', by: ['person', 'representative'], needs: [], to: ['identification-team'] },
  },

  safeguards: {
    D1: {
      cite: [...p('36(b)', '35(a)'), ...art('7', '16(1)', '17'), ...of('JGC4/23'), ...of('GC5'), ...of('CRC', '37(b)')],
      breach: 'L',
      tells: ['child-protection-officer', 'guardian'],
      rules: {
        noOrder: forbid(is('treatedAsChild', true), {
          stops: ['requestReview', 'authorize', 'requestRenewal', 'move'],
        }),
        notInAPlace: forbid(all(is('treatedAsChild', true), given('place')), { stops: ['open'] }),
        broughtToProtection: within(choice({ hours: 4 }), {
          when: is('treatedAsChild', true),
          from: factOf('libertyLostAt'),
          until: entering('released', 'died', 'void'),
          clock: 'protective',
        }),
        told: inform(['guardian', 'child-protection-officer'], opening),
      },
    },
    D2: {
      cite: [...p('35(a)', '35(c)', '36(b)', '36(d)'), ...art('7', '10', '16'), ...of('GC5')],
      breach: 'L',
      tells: [],
      rules: {
        family: forbid(is('accompaniedByChild', true), { stops: ['requestReview', 'authorize', 'requestRenewal'] }),
        asylumSeeker: forbid(given('asylumClaimedAt'), {
          stops: ['requestReview', 'authorize', 'requestRenewal'],
          mayRecord: true,
        }),
        protectedGroup: heeds('mayNotBeDetained', {
          stops: ['requestReview', 'authorize', 'requestRenewal'],
          onArrival: 'endTitle',
          mayRecord: true,
        }),
      },
    },
    D3: {
      cite: [...p('36(c)(iii)'), ...art('16(4)', '16(8)', '18'), ...of('ICCPR', '9(4)')],
      breach: 'L',
      tells: ['court-registrar'],
      rules: {
        judge: within(limit({ hours: 24 }, p('36(c)(iii)')), {
          // nights, holidays, transfers, a missing interpreter do not stop it
          from: factOf('libertyLostAt'),
          until: entering('authorized', 'alternativeImposed', 'releaseOrdered', 'released', 'died', 'void'),
          clock: 'protective',
          thereupon: 'releaseWithoutJudge',
          mayRecord: true,
        }),
      },
    },
    D4: {
      cite: [...p('28(c)', '38(b)'), ...art('16(5)', '16(7)', '17', '33')],
      breach: 'R',
      tells: [],
      rules: {
        rights: inform(['person'], taking('tellRights')),
        hour: within(limit({ hours: 1 }, art('16(5)', '16(7)')), {
          from: factOf('libertyLostAt'),
          until: taking('tellRights'),
          clock: 'protective',
        }),
      },
    },
    D5: {
      cite: [...p('36(a)', '36(c)(i)', '36(c)(ii)', '36(c)(iv)'), ...art('16(4)'), ...of('GC5')],
      breach: 'L',
      tells: [],
      rules: {
        eachAlternative: require(eachAnswered('alternatives', { code: 'alternative', text: 'whyNot', atLeast: 100 }), {
          for: ['requestReview', 'requestRenewal'],
        }),
        ownWords: require(inOwnWords('alternatives', { text: 'whyNot', against: { lastCases: 20 }, similarity: 1 }), {
          for: ['requestReview', 'requestRenewal'],
        }),
        screened: require(given('screenedAt', 'screenedBy', 'rightsToldAt'), {
          for: ['requestReview', 'requestRenewal'],
        }),
        lawyerAsked: require(oneOf('wishesLawyer', 'yes', 'no'), { for: ['requestReview'] }),
        removalNamed: require(any(
          not(oneOf('ground', 'absconding-risk-removal', 'identity-verification-removal')),
          given('expulsionCase'),
        ), { for: ['requestReview', 'requestRenewal'] }),
      },
    },
    D6: {
      cite: [...p('30(b)', '36(c)(i)'), ...art('16(4)', '20'), ...of('GC5'), ...of('GC2')],
      breach: 'L',
      tells: [],
      rules: {
        aGroundOfTheList: require(oneOf('ground', ...GROUND.codes), {
          for: ['requestReview', 'requestRenewal'],
          mayRecord: true,
        }),
      },
    },
    D7: {
      cite: [...art('16(7)', '17(5)', '23'), ...p('36')],
      breach: 'R',
      tells: [],
      rules: {
        family: within(choice({ hours: 4 }), {
          when: is('wishesFamilyTold', 'yes'),
          from: taking('tellRights', 'noteWishes'),
          until: taking('tellFamily'),
          clock: 'protective',
        }),
        lawyer: within(choice({ hours: 4 }), {
          when: is('wishesLawyer', 'yes'),
          from: taking('tellRights', 'noteWishes'),
          until: taking('meetLawyer'),
          clock: 'protective',
        }),
        consul: within(choice({ hours: 4 }), {
          when: all(is('wishesConsulTold', 'yes'), not(given('asylumClaimedAt'))),
          from: taking('tellRights', 'noteWishes'),
          until: taking('tellConsul'),
          clock: 'protective',
        }),
        consulOnlyIfWished: forbid(
          any(not(is('wishesConsulTold', 'yes')), given('asylumClaimedAt'), oneOf('nationality', 'XXA', 'XXB', 'XXC')),
          { stops: ['tellConsul'] },
        ),
      },
    },
    D8: {
      cite: [...art('16(8)', '83'), ...p('28(a)', '35(b)')],
      breach: 'L',
      tells: ['court-registrar'],
      rules: {
        judge: within(limit({ hours: 24 }, art('16(8)')), {
          from: taking('applyToJudge', 'askForReview'),
          until: entering('authorized', 'alternativeImposed', 'releaseOrdered', 'released', 'died', 'void'),
          by: ['judge'],
          clock: 'protective',
          thereupon: 'endTitle',
          mayRecord: true,
        }),
      },
    },
    D9: {
      cite: art('16(1)', '16(4)', '16(9)'),
      breach: 'L',
      tells: [],
      rules: {
        doorOpen: within(choice({ hours: 1 }), {
          from: entering('releaseOrdered', 'releaseDue'),
          until: entering('released', 'died'),
          clock: 'protective',
        }),
      },
    },
    D10: {
      cite: [...p('36(c)(i)'), ...art('16(4)')],
      breach: 'L',
      tells: [],
      rules: {
        sevenDays: require(notLaterThan('authorizedUntil', choice({ hours: 168 }), 'now'), {
          for: ['authorize'],
          mayRecord: true,
        }),
        thirtyDays: require(notLaterThan('authorizedUntil', choice({ hours: 720 }), 'libertyLostAt'), {
          for: ['authorize'],
          mayRecord: true,
        }),
        noProspect: forbid(is('removalProspect', 'noProspect'), {
          stops: ['authorize', 'requestRenewal'],
          mayRecord: true,
        }),
      },
    },
    D11: {
      cite: p('36(d)', '60(a)', '46(b)'),
      breach: 'L',
      tells: [],
      rules: {
        removalSuspended: heeds('removalSuspended', {
          stops: ['authorize', 'requestReview', 'requestRenewal', 'depart'],
          onArrival: 'endTitle',
          mayRecord: true,
        }),
      },
    },
    D13: { cite: [...p('35', '22'), ...of('OPCAT')], breach: 'R', tells: [], rules: { open: wall } },
  },

  retention: [
    {
      what: 'all',
      from: entering('released', 'alternativeImposed', 'departed', 'died'),
      keep: choice({ years: 3 }),
      when: is('treatedAsChild', false),
    },
    { what: 'all', from: entering('void'), keep: choice({ days: 90 }) },
    {
      what: 'all',
      from: entering('released', 'alternativeImposed', 'departed', 'died'),
      keep: choice({ days: 90 }),
      when: is('treatedAsChild', true),
    },
  ],

  statistics: {
    unit: 'one deprivation of liberty',
    emittedAt: [entering('released', 'alternativeImposed', 'departed', 'died')],
    stock: 'month',
    period: 'month',
    dimensions: ['libertyLostPlace', 'sex', 'ageBand', 'treatedAsChild', 'nationality', 'ground', 'decision'],
    measures: {
      persons: { counts: 'cases' },
      hoursToJudge: {
        hours: { from: factOf('libertyLostAt'), to: taking('authorize', 'imposeAlternative', 'orderRelease') },
      },
      reviewedWithin24h: { kept: 'D3' },
      breaches: { breachesBySafeguard: true },
    },
  },

  person: {
    reads: 'all',
    takes: ['applyToJudge', 'askForReview', 'noteWishes', 'claimAsylum', 'saysUnder18', 'saysIll', 'saysForced'],
  },
})
