/** What protects a person whom the State thinks of expelling: procedure 2, lines X1 to X16. */
import { SOURCE } from './expulsion.facts.ts'
import {
  all,
  any,
  art,
  atLeast,
  betweenHours,
  choice,
  eachAnswered,
  entering,
  factOf,
  fewerAlike,
  forbid,
  given,
  heeds,
  held,
  inform,
  inOwnWords,
  inState,
  is,
  not,
  notLaterThan,
  notSoonerThan,
  of,
  oneOf,
  opening,
  p,
  passed,
  places,
  reported,
  require,
  type Safeguard,
  same,
  someLine,
  taking,
  twoOfficers,
  underMoratorium,
  wall,
  within,
} from './vocabulary/index.ts'

const REMOVAL = ['execute', 'remove'] as const
const OPEN = [
  ...(['opened', 'hearing', 'decided', 'appealable', 'appealed', 'final', 'departureOpen', 'suspended'] as const),
  'executing',
] as const
const DECISIVE = ['decide', ...REMOVAL] as const
/** Also while the removal is being carried out all the same, where a pack only records X6, and when the person has gone. */
const APPEAL_OPEN = any(inState('appealed'), is('appealOpen', true))
const APPEAL = ['appeal', 'noteAppeal', 'appealFurther', 'appealLate', 'admitLateAppeal'] as const

export const safeguards = {
  X1: {
    cite: [...p('38(b)'), ...art('22(1)'), ...of('GC2')],
    breach: 'L',
    tells: [],
    rules: {
      ownFacts: require(inOwnWords('factsFound', { against: 'same-day', similarity: 0.9 }), { for: ['decide'] }),
      // five of one nationality on one journey: the visitors see first that each file is final on its own
      noGroup: require(any(fewerAlike(5, 'journey', 'nationality'), is('groupFilesSeen', true)), { for: ['remove'] }),
    },
  },
  X2: {
    cite: [
      ...[...p('36(b)', '38(c)', '46(b)', '60(a)', '62(a)'), ...art('9', '10', '22', '56(3)'), ...of('1951C', '33')],
      ...[...of('JGC3/22'), ...of('JGC4/23')],
    ],
    breach: 'L',
    tells: ['child-protection-officer'],
    rules: {
      child: forbid(all(is('treatedAsChild', true), not(is('bestInterestsFinding', 'return-serves-the-child'))), {
        stops: DECISIVE,
      }),
      childTouched: require(any(not(atLeast('childrenAffected', 1)), given('bestInterests', 'bestInterestsFinding')), {
        for: ['decide'],
      }),
      guardianNeeded: places('childGuardNeeded', {
        whileIn: OPEN,
        when: all(is('treatedAsChild', true), not(given('guardianNamedAt'))),
      }),
      guardianFirst: heeds('childGuardNeeded', { stops: DECISIVE }),
      wayOpen: forbid(someLine('waysToStay', all(is('applied', true), not(given('outcome')))), { stops: DECISIVE }),
      protectedPerson: heeds('removalSuspended', { stops: ['decide'] }), // asylum, trafficking, statelessness
      noBan: forbid(all(held('noStatusCharge'), atLeast('entryBanMonths', 1)), { stops: ['decide'], mayRecord: true }),
      screened: require(given('screenedAt', 'screenedBy'), { for: ['execute'] }), // procedure 5, T7
      told: inform(['guardian', 'child-protection-officer'], opening),
    },
  },
  X3: {
    cite: [...p('38(b)', '28(b)'), ...art('22(3)', '33')],
    breach: 'R',
    tells: [],
    rules: {
      notice: within(choice({ workingDays: 2 }), {
        from: factOf('openedOn'),
        // who sets the hearing says when notice was given
        until: taking(
          ...(['giveNotice', 'hear', 'closeWithoutExpulsion', 'withdraw', 'declareVoid'] as const),
          ...(['declareTainted', 'noteDeath'] as const),
        ),
        clock: 'protective',
      }),
      told: inform(['person'], taking('giveNotice')),
      timeToAnswer: require(any(
        is('askedEarlier', true),
        not(notLaterThan('hearingSetFor', choice({ workingDays: 5 }), 'noticeGivenAt')),
      ), { for: ['hear'] }),
      offered: require(all(is('interpreterOffered', true), is('lawyerOffered', true)), { for: ['hear'] }),
    },
  },
  X4: {
    cite: [...p('37(b)', '38(c)', '62(a)'), ...art('22(4)', '56(3)', '69')],
    breach: 'L',
    tells: [],
    rules: {
      everyWayToStay: require(eachAnswered('waysToStay', { code: 'way' }), { for: ['decide'] }),
      explained: forbid(someLine('waysToStay', not(is('explained', true))), { stops: ['decide'] }),
      nonRefoulement: require(all(is('nonRefoulementChecked', true), given('nonRefoulementReasons', 'destination')), {
        for: ['decide'],
      }),
      weighed: require(given('humanitarianWeighing', 'reasons'), { for: ['decide'] }),
      // when wages can be had is known before it is decided by when somebody leaves
      claimsDated: require(any(not(is('claimsOpen', true)), given('claimsTime')), { for: ['decide'] }),
      // what was closed, or never decided against the person, removes nobody
      ordered: require(oneOf('decision', 'voluntary-departure', 'expulsion'), { for: REMOVAL }),
      heard: require(any(given('personObservations'), given('observationsFile'), is('personDeclined', true)), {
        for: ['decide'],
      }),
    },
  },
  X5: {
    cite: [...p('38(b)'), ...art('22(4)', '83')],
    breach: 'R',
    tells: [],
    rules: {
      // from a service that was understood; not in detention before a lawyer was met, nor for a child without guardian
      timeToAppeal: within(choice({ days: 30 }), {
        from: entering('appealable'),
        until: taking(...APPEAL),
        clock: 'adverse',
        when: all(
          is('understood', true),
          any(not(is('inDetention', true)), given('lawyerMetAt')),
          not(held('childGuardNeeded')),
        ),
        thereupon: 'becomeFinal',
        mayRecord: true,
      }),
      latenessDecided: within(choice({ hours: 48 }), {
        from: taking('appealLate'),
        until: taking('excuseLateness', 'refuseExcuse', 'annul', 'remit', 'uphold', 'withdrawAppeal'),
        by: ['judge'],
        clock: 'protective',
      }),
    },
  },
  X6: {
    cite: [...p('37(a)', '38(b)'), ...art('22(4)'), ...of('ICCPR', '13'), ...of('CAT', '3')],
    breach: 'L',
    tells: ['border-officer'], // who cancels journey and escort
    rules: {
      underAppeal: forbid(APPEAL_OPEN, { stops: REMOVAL, mayRecord: true }),
      // whatever national law says: a child, and whoever has a stay of a court
      underAppealAtAnyRate: forbid(all(APPEAL_OPEN, any(is('treatedAsChild', true), is('stayGranted', true))), {
        stops: REMOVAL,
      }),
      timeRuns: places('removalSuspended', { whileIn: ['appealable'], mayRecord: true }),
      appealSuspends: places('removalSuspended', {
        whileIn: ['appealed'],
        // until the ruling is served, and the time for a further appeal has gone by
        atLeast: { limit: choice({ days: 30 }), from: taking('uphold', 'refuseExcuse') },
        mayRecord: true,
      }),
      // going on, where that is only recorded, lifts nothing: each further step is stopped, or counted, anew
      stillOpen: places('removalSuspended', {
        whileIn: ['executing', 'suspended'],
        when: is('appealOpen', true),
        mayRecord: true,
      }),
      courtStays: places('removalSuspended', {
        whileIn: ['appealable', 'appealed', 'final', 'executing', 'departureOpen', 'suspended'],
        when: any(is('stayGranted', true), all(is('treatedAsChild', true), APPEAL_OPEN)),
      }),
      nothingErased: places('eraseNot', {
        whileIn: ['appealed', 'executing', 'suspended', 'left', 'removed'],
        when: APPEAL_OPEN,
      }),
      withdrawalTalked: require(any(
        not(is('inDetention', true)),
        all(
          given('lawyerTalkedAt'),
          passed(choice({ hours: 48 }), 'withdrawalAskedAt'),
          // about this appeal: a talk about an earlier one is none
          notLaterThan('appealLodgedAt', choice({ hours: 0 }), 'withdrawalAskedAt'),
          notLaterThan('appealLodgedAt', choice({ hours: 0 }), 'lawyerTalkedAt'),
        ),
      ), { for: ['withdrawAppeal'] }),
    },
  },
  X7: {
    cite: [
      ...p('35(c)', '36(b)', '36(d)', '38(c)', '45(b)', '46(b)', '52(a)', '60(a)', '62(a)'),
      ...art('22(4)', '22(6)', '69'),
    ],
    breach: 'L',
    tells: [],
    rules: {
      otherProcedures: heeds('removalSuspended', {
        stops: REMOVAL,
        onArrival: 'suspend',
        onLifting: 'resume', // whose mode is record says the procedure that placed it: a victim's bit must never fall with it
      }),
      familyTogether: forbid(is('familyPending', true), { stops: REMOVAL }),
      countryDecidedOn: require(same('removedTo', 'destination'), { for: ['remove'] }),
    },
  },
  X8: {
    cite: [...p('38(b)', '52(a)'), ...art('22(6)', '23')],
    breach: 'L',
    tells: [],
    rules: {
      threeDays: require(passed(choice({ hours: 72 }), 'removalToldAt'), { for: ['remove'], mayRecord: true }),
      // that the time has come is asked again at departure (threeDays)
      toldInTime: require(notSoonerThan('removalPlannedAt', choice({ hours: 72 }), 'removalToldAt'), {
        for: ['tellRemoval'],
        mayRecord: true,
      }),
      notOnTheDayOfService: require(passed(choice({ days: 1 }), 'servedAt'), { for: ['remove'], mayRecord: true }),
      notAtNight: forbid(betweenHours(22, 6), { stops: ['remove'], mayRecord: true }),
      claimsFirst: forbid(
        all(
          is('claimsOpen', true),
          not(is('powerOfAttorney', true)),
          not(all(given('claimsTime'), passed(choice({ days: 0 }), 'claimsTime'))),
        ),
        { stops: REMOVAL, mayRecord: true },
      ),
    },
  },
  X9: {
    cite: [...art('22(5)'), ...p('38(b)')],
    breach: 'L',
    tells: [],
    rules: {
      told: inform(['person'], entering('annulled')),
      banCleared: within(choice({ hours: 24 }), {
        from: entering('annulled'),
        until: taking('clearBan'),
        clock: 'protective',
      }),
    },
  },
  X10: {
    cite: [...art('22'), ...p('20(b)')],
    breach: 'L',
    tells: ['border-officer'],
    rules: {
      listsCleared: within(choice({ hours: 24 }), {
        from: entering('annulled', 'withdrawn', 'closedNoExpulsion', 'suspended', 'void'),
        until: taking('clearLists'),
        clock: 'protective',
      }),
    },
  },
  X11: {
    cite: [...p('20(b)', '27', '28(a)', '44(b)', '48(b)', '52(c)'), ...art('14', '83')],
    breach: 'W',
    tells: [],
    rules: {
      sourceOfTheList: require(oneOf('sourceOfInformation', ...SOURCE.codes), { for: ['open'] }),
      foundLater: reported(taking('declareTainted')),
      wall,
    },
  },
  X12: {
    cite: art('22(8)'),
    breach: 'R',
    tells: [],
    rules: { noCost: reported(taking('tellCost'), { mayRecord: true }) },
  },
  X13: {
    cite: [...art('20(2)', '49(2)', '51'), ...p('51(a)', '51(b)', '52(a)', '52(b)')],
    breach: 'L',
    tells: [],
    rules: {
      workIsNoGround: forbid(
        all(
          oneOf('legalGround', 'work-without-permit', 'permit-revoked', 'overstay', 'other-by-law'),
          any(held('permitStays'), held('noStatusCharge')),
        ),
        { stops: ['decide'], mayRecord: true },
      ),
      claimOpen: forbid(all(oneOf('legalGround', 'work-without-permit', 'permit-revoked'), is('claimsOpen', true)), {
        stops: ['decide'],
        mayRecord: true,
      }),
    },
  },
  X14: {
    cite: [...art('18'), ...p('36(c)(iii)')],
    breach: 'R',
    tells: [],
    rules: { opensIsNotDecides: twoOfficers('open', 'decide') },
  },
  X15: {
    cite: p('37', '38(a)'),
    breach: 'L',
    tells: [],
    rules: {
      moratorium: forbid(underMoratorium('destination'), {
        stops: REMOVAL,
        onArising: 'suspend',
        onCeasing: 'resume',
      }),
    },
  },
  X16: {
    cite: art('23', '16(7)'),
    breach: 'R',
    tells: [],
    rules: {
      onlyIfWished: forbid(any(not(is('wishesConsulTold', 'yes')), oneOf('nationality', 'XXA', 'XXB', 'XXC')), {
        stops: ['tellConsul'],
      }),
      told: inform(['person'], taking('tellConsul')),
    },
  },
} as const satisfies Record<string, Safeguard>
