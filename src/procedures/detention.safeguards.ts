/** What protects a person who is detained: procedure 1, lines D1 to D14. Where a pack may record, `mayRecord` says so. */
import { GROUND } from './detention.facts.ts'
import {
  all,
  any,
  art,
  caseStands,
  choice,
  eachAnswered,
  earlierCase,
  entering,
  factOf,
  forbid,
  given,
  heeds,
  inform,
  inOwnWords,
  inState,
  is,
  limit,
  not,
  notLaterThan,
  of,
  oneOf,
  opening,
  p,
  passed,
  placeIs,
  places,
  reported,
  require,
  type Safeguard,
  spentAtMost,
  taking,
  within,
} from './vocabulary/index.ts'

const ORDERS = ['requestReview', 'authorize', 'requestRenewal'] as const
const ASKS = ['requestReview', 'requestRenewal'] as const
const MOVES = ['admit', 'move', 'moveFromCourt'] as const
/** Whoever is found in a place at the opening is as much in it as who is moved there; a case without a place opens all the same. */
const PLACES = ['open', ...MOVES] as const
const unplaced = not(given('place'))
const REMOVAL_GROUND = oneOf('ground', 'absconding-risk-removal', 'identity-verification-removal')
const DECIDED = entering('authorized', 'alternativeImposed', 'releaseOrdered', 'released', 'departed', 'died', 'void')
const EVERY_STATE = [
  ...(['apprehended', 'reviewRequested', 'authorized', 'renewalRequested', 'releaseOrdered', 'releaseDue'] as const),
  ...(['released', 'alternativeImposed', 'departed'] as const),
]
const ENDED = entering('releaseOrdered', 'releaseDue', 'released', 'alternativeImposed', 'departed', 'died', 'void')
// that it ends is what is owed: taken at its time, the step of the system is no breach
const byItself = { thereupon: 'endTitle', keptByItself: true } as const
const titleEnds = { until: ENDED, clock: 'protective', ...byItself, mayRecord: true } as const
const asylumOpen = all(given('asylumClaimedAt'), not(given('asylumEndedAt')))

export const safeguards = {
  D1: {
    cite: [...p('36(b)', '35(a)'), ...art('7', '16(1)', '17'), ...of('JGC4/23'), ...of('GC5'), ...of('CRC', '37(b)')],
    breach: 'L',
    tells: ['child-protection-officer', 'guardian'],
    rules: {
      noOrder: forbid(is('treatedAsChild', true), { stops: [...ORDERS, ...MOVES], onArising: 'endTitle' }),
      notInAPlace: forbid(all(is('treatedAsChild', true), given('place')), { stops: ['open'] }),
      broughtToProtection: within(choice({ hours: 4 }), {
        when: is('treatedAsChild', true),
        from: factOf('libertyLostAt'),
        until: entering('released', 'died', 'void'),
        clock: 'protective',
        thereupon: 'releaseWithoutJudge',
      }),
      guardianFirst: heeds('childGuardNeeded', { stops: ORDERS }),
      told: inform(['guardian', 'child-protection-officer'], opening),
    },
  },
  D2: {
    cite: [...p('35(a)', '35(c)', '36(b)', '36(d)'), ...art('7', '10', '16'), ...of('GC5')],
    breach: 'L',
    tells: [],
    rules: {
      family: forbid(is('accompaniedByChild', true), { stops: ORDERS, onArising: 'releaseAtOnce' }),
      // D12: whoever cannot be held without parting a couple or a family is let go
      familyTogether: forbid(is('splitsFamily', true), { stops: [...ORDERS, ...MOVES], onArising: 'releaseAtOnce' }),
      asylumSeeker: forbid(asylumOpen, { stops: ORDERS, onArising: 'releaseAtOnce', mayRecord: true }),
      // never to record here: the bit of a child or of a victim looks like any other
      protectedGroup: heeds('mayNotBeDetained', { stops: ORDERS, onArrival: 'releaseAtOnce' }),
      // a claim made here, to whomever, suspends removal and protects in every other case of the person
      claimSuspends: places('removalSuspended', { whileIn: EVERY_STATE, when: asylumOpen }),
      claimProtects: places('mayNotBeDetained', { whileIn: EVERY_STATE, when: asylumOpen, mayRecord: true }),
    },
  },
  D3: {
    cite: [...p('36(c)(iii)'), ...art('16(4)', '16(8)', '18'), ...of('ICCPR', '9(4)')],
    breach: 'L',
    tells: ['court-registrar'], // for the president of the court
    rules: {
      judge: within(limit({ hours: 24 }, p('36(c)(iii)')), {
        // nights, holidays, transfers, a missing interpreter, a sick judge do not stop it
        from: factOf('libertyLostAt'),
        until: DECIDED,
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
      // not understood is not told: it must be repeated, and the clock goes on
      hour: within(limit({ hours: 1 }, art('16(5)', '16(7)')), {
        from: factOf('libertyLostAt'),
        until: taking('tellRights'),
        stopsIf: is('rightsUnderstood', true),
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
        for: ASKS,
      }),
      ownWords: require(inOwnWords('alternatives', { text: 'whyNot', against: { lastCases: 20 }, similarity: 1 }), {
        for: ASKS,
      }),
      reasons: require(given('ground', 'groundLaw', 'groundFacts', 'necessity', 'proportionality', 'removalProspect'), {
        for: ASKS,
      }),
      screened: require(given('screenedAt', 'screenedBy', 'rightsToldAt'), { for: ASKS }),
      lawyerAsked: require(oneOf('wishesLawyer', 'yes', 'no'), { for: ['requestReview'] }),
      removalNamed: require(any(not(REMOVAL_GROUND), given('expulsionCase')), { for: ASKS }),
      // the person and the lawyer get the request in the same moment as the judge
      sent: inform(['judge', 'person', 'lawyer'], taking('requestReview', 'requestRenewal')),
    },
  },
  D6: {
    cite: [...p('30(b)', '36(c)(i)'), ...art('16(4)', '20'), ...of('GC5'), ...of('GC2')],
    breach: 'L',
    tells: [],
    rules: { aGroundOfTheList: require(oneOf('ground', ...GROUND.codes), { for: ASKS, mayRecord: true }) },
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
        until: taking(
          ...([
            'authorize',
            'imposeAlternative',
            'orderRelease',
            'rejectApplication',
            'letGo',
            'release',
            'endTitle',
          ] as const),
          ...([
            'releaseAtOnce',
            'releaseWithoutJudge',
            'depart',
            'noteDeath',
            'declareVoid',
            'withdrawAsVoid',
          ] as const),
        ),
        clock: 'protective',
        thereupon: 'releaseAtOnce',
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
        until: entering('released', 'died', 'void'),
        clock: 'protective',
      }),
      // the same facts do not serve twice: whoever takes liberty again says what is new
      onNewFactsOnly: require(any(
        not(earlierCase(['released', 'alternativeImposed', 'void'], choice({ days: 30 }))),
        all(given('newFacts'), inOwnWords('newFacts', { against: { lastCases: 20 }, similarity: 1 })),
      ), { for: ['open', 'requestReview'] }),
      compensation: inform(['person'], entering('released', 'alternativeImposed')), // art. 16(9): the form
      // what proves the claim is kept until it is decided
      claimKept: places('eraseNot', {
        whileIn: ['released', 'alternativeImposed', 'departed', 'void'],
        when: is('compensationOpen', true),
      }),
    },
  },
  D10: {
    cite: [...p('36(c)(i)'), ...art('16(4)')],
    breach: 'L',
    tells: [],
    rules: {
      // the first title counts from the loss of liberty, however late the judge was; a renewal from its decision
      sevenDays: require(any(
        all(inState('reviewRequested'), notLaterThan('authorizedUntil', choice({ hours: 168 }), 'libertyLostAt')),
        all(inState('renewalRequested'), notLaterThan('authorizedUntil', choice({ hours: 168 }), 'now')),
      ), { for: ['authorize'], mayRecord: true }),
      // nobody is held longer for having asked a judge to end it
      notByOwnRequest: require(any(
        inState('reviewRequested'),
        is('renewalAsked', true),
        notLaterThan('authorizedUntil', limit({ hours: 0 }, art('16(8)', '83')), 'titleStood'),
      ), { for: ['authorize'] }),
      thirtyDays: require(notLaterThan('authorizedUntil', choice({ hours: 720 }), 'libertyLostAt'), {
        for: ['authorize'],
        mayRecord: true,
      }),
      thirtyDaysForOneRemoval: require(any(
        not(given('expulsionCase')),
        spentAtMost(choice({ hours: 720 }), { from: 'libertyLostAt', to: 'authorizedUntil', same: 'expulsionCase' }),
      ), { for: ['authorize'], mayRecord: true }),
      ends: within(limit({ hours: 0 }, art('16(4)')), { from: factOf('authorizedUntil'), ...titleEnds }),
      dayThirty: within(choice({ hours: 720 }), { from: factOf('libertyLostAt'), ...titleEnds }),
      askedADayBefore: forbid(notLaterThan('authorizedUntil', choice({ hours: 24 }), 'now'), {
        stops: ['requestRenewal'],
      }),
      noProspect: forbid(is('removalProspect', 'noProspect'), {
        stops: ORDERS,
        onArising: 'endTitle',
        mayRecord: true,
      }),
    },
  },
  D11: {
    cite: p('36(d)', '60(a)', '46(b)'),
    breach: 'L',
    tells: [],
    rules: {
      // an appeal that a pack records counts as recorded where it is placed (X6); here no bit can be set aside
      removalSuspended: heeds('removalSuspended', { stops: [...ORDERS, 'depart'], onArrival: 'endTitle' }),
      // nobody is taken from a place to a border but for a removal that is being carried out
      beingExecuted: require(caseStands('expulsionCase', 'executing'), { for: ['depart'] }),
    },
  },
  D12: {
    cite: [...p('35(d)', '36(e)'), ...art('17(2)', '17(3)', '17(4)')],
    breach: 'L',
    tells: [],
    rules: {
      onTheList: require(any(unplaced, placeIs('place', 'public-list')), { for: PLACES }),
      apartFromAccused: require(any(unplaced, placeIs('place', 'apart-from-criminal')), { for: PLACES }),
      womenApart: require(any(unplaced, not(is('sex', 'female')), placeIs('place', 'for-women')), { for: PLACES }),
      menApart: require(any(unplaced, not(is('sex', 'male')), placeIs('place', 'for-men')), { for: PLACES }),
      notInAShelter: forbid(placeIs('place', 'voluntary-shelter'), { stops: PLACES, mayRecord: true }),
      notBeforeAHearing: forbid(
        all(
          notLaterThan('hearingSetFor', choice({ hours: 24 }), 'now'),
          not(passed(choice({ hours: 0 }), 'hearingSetFor')),
        ),
        { stops: ['move', 'moveFromCourt'] },
      ),
      nearTheLawyer: require(placeIs('place', 'same-court-district'), { for: ['move'] }), // else a judge: moveFromCourt
    },
  },
  D13: {
    cite: [...p('35', '22'), ...of('OPCAT')],
    breach: 'R',
    tells: [],
    rules: { registerOpen: inform(['ombuds-npm', 'ombuds-officer'], opening) },
  },
  D14: {
    cite: art('17(8)', '11(2)'),
    breach: 'R',
    tells: [],
    rules: { noCostNoWork: reported(taking('tellCharge'), { mayRecord: true }) },
  },
} as const satisfies Record<string, Safeguard>
