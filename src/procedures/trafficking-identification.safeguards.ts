/** What protects a person who may be a victim: procedure 5, lines T1 to T12. */
import {
  all,
  any,
  art,
  choice,
  entering,
  factOf,
  forbid,
  given,
  heeds,
  ignores,
  inform,
  is,
  not,
  notLaterThan,
  of,
  oneOf,
  opening,
  p,
  passed,
  places,
  reported,
  require,
  type Safeguard,
  taking,
  twoOfficers,
  wall,
  within,
} from './vocabulary/index.ts'

/** Until review is over, or the person is well: while the question or the help is open. */
const STANDING = ['sign', 'presumed', 'reflection', 'notIdentified', 'inReview', 'identified', 'assisted'] as const
const AFTER = ['recovered', 'returned', 'left'] as const
const twelveMonths = { limit: choice({ months: 12 }), from: entering('identified') } as const
const DECISIONS = ['identify', 'notIdentify', 'identifyInReview', 'confirmNotIdentified'] as const
const child = is('treatedAsChild', true)
const needed = is('proceedingsOpen', true)

export const safeguards = {
  T1: {
    cite: [...p('59(a)', '60(a)', '36(b)'), ...art('10', '11', '22')],
    breach: 'L',
    tells: [],
    rules: {
      removal: places('removalSuspended', { whileIn: STANDING, atLeast: twelveMonths }),
      liberty: places('mayNotBeDetained', { whileIn: STANDING, atLeast: twelveMonths }),
      leaving: places('mayLeave', { whileIn: STANDING, atLeast: twelveMonths }),
      // for as long as a case or a claim needs the person, whatever became of the help
      removalWhileNeeded: places('removalSuspended', { whileIn: AFTER, when: needed }),
      libertyWhileNeeded: places('mayNotBeDetained', { whileIn: AFTER, when: needed }),
      employer: places('licenceFrozen', {
        whileIn: STANDING,
        when: oneOf('exploitation', 'forced-labour', 'domestic-servitude'),
      }),
      nothingErased: places('eraseNot', { whileIn: ['notIdentified', 'inReview'] }),
      // a case, a claim of compensation, and money that was awarded and not paid yet
      claimKept: places('eraseNot', {
        whileIn: [...STANDING, ...AFTER, 'closedNotIdentified', 'died'],
        when: any(needed, oneOf('compensation', 'asked', 'awarded')),
      }),
      reviewTime: within(choice({ days: 30 }), {
        from: factOf('decisionServedAt'),
        until: taking('askReview'),
        clock: 'adverse',
        thereupon: 'endReviewTime',
      }),
    },
  },
  T2: {
    cite: [...p('60(a)', '36(b)'), ...art('11'), ...of('CRC', '3', '37(b)')],
    breach: 'L',
    tells: ['guardian', 'child-protection-officer'],
    rules: {
      // no end of time for a child
      neverDetained: places('mayNotBeDetained', { whileIn: [...STANDING, ...AFTER], when: child }),
      neverExpelled: places('removalSuspended', { whileIn: [...STANDING, ...AFTER], when: child }),
      guardianNeeded: places('childGuardNeeded', {
        whileIn: STANDING,
        when: all(child, not(given('guardianNamedAt'))),
      }),
      guardian: within(choice({ hours: 2 }), {
        when: child,
        from: factOf('signAt'),
        until: taking('nameGuardian'),
        clock: 'protective',
      }),
      told: inform(['guardian', 'child-protection-officer'], opening),
      guardianFirst: heeds('childGuardNeeded', { stops: DECISIONS }),
      childHeard: require(any(not(child), given('childHeardAt')), { for: [...DECISIONS, 'returnHome'] }),
    },
  },
  T3: {
    cite: p('59(a)', '60(a)'),
    breach: 'L',
    tells: [],
    rules: {
      talk: within(choice({ hours: 24 }), { from: factOf('signAt'), until: taking('talk'), clock: 'protective' }),
      talkInDanger: within(choice({ hours: 2 }), {
        when: any(is('immediateDanger', true), is('inDetention', true)),
        from: factOf('signAt'),
        until: taking('talk'),
        clock: 'protective',
      }),
      inPrivate: require(is('talkPrivate', true), { for: ['talk'] }),
      sameSex: require(any(not(is('wishesSameSex', 'yes')), is('talkSameSex', true)), { for: ['talk'] }),
    },
  },
  T4: {
    cite: [...p('60(a)'), ...art('11'), ...of('CoE-THB', '13')],
    breach: 'L',
    tells: [],
    rules: {
      thirtyDays: forbid(not(passed(choice({ days: 30 }), 'presumedAt')), { stops: ['notIdentify'] }),
      notBeforeItsEnd: forbid(all(given('reflectionUntil'), not(passed(choice({ days: 1 }), 'reflectionUntil'))), {
        stops: ['notIdentify'],
      }),
      neverShorter: forbid(notLaterThan('reflectionUntil', choice({ days: 29 }), 'presumedAt'), {
        stops: ['startReflection', 'prolongReflection'],
      }),
      decided: within(choice({ days: 90 }), {
        from: factOf('presumedAt'),
        until: entering('identified', 'notIdentified', 'died'),
        clock: 'protective',
        thereupon: 'identifyBySilence',
        mayRecord: true,
      }),
      talkedFirst: require(all(given('firstTalkAt'), is('interpreterOffered', true), is('lawyerOffered', true)), {
        for: ['notIdentify'],
      }),
      anotherTeam: twoOfficers('notIdentify', 'identifyInReview'),
      anotherTeamConfirms: twoOfficers('notIdentify', 'confirmNotIdentified'),
    },
  },
  T5: {
    cite: [...p('60(a)'), ...of('OHCHR-trafficking', '6'), ...of('CoE-THB', '12(6)')],
    breach: 'R',
    tells: [],
    rules: { testimonyIsFree: ignores('consentPolice', 'testimony'), told: reported(taking('tellCondition')) },
  },
  T6: {
    cite: [...p('60(a)'), ...art('16')],
    breach: 'L',
    tells: ['prosecutor'],
    rules: {
      charges: places('noStatusCharge', { whileIn: STANDING, atLeast: twelveMonths, mayRecord: true }),
      chargesWhileNeeded: places('noStatusCharge', { whileIn: AFTER, when: needed, mayRecord: true }),
      childCharges: places('noStatusCharge', { whileIn: [...STANDING, ...AFTER], when: child }),
    },
  },
  T7: {
    cite: p('59(a)', '60(a)'),
    breach: 'L',
    tells: [],
    // the need itself stands in detention (D5) and expulsion (X2): this tells of a person who was never screened
    rules: {
      saysWhat: require(any(is('detainedUnscreened', true), is('removedUnscreened', true)), {
        for: ['noteUnscreened'],
      }),
      unscreened: reported(opening, { when: any(is('detainedUnscreened', true), is('removedUnscreened', true)) }),
      unscreenedFoundLater: reported(taking('noteUnscreened'), {
        when: any(is('detainedUnscreened', true), is('removedUnscreened', true)),
      }),
    },
  },
  T8: { cite: p('36(e)', '60(a)'), breach: 'W', tells: [], rules: { addressSealed: wall } },
  T9: {
    cite: [...art('33'), ...p('28(c)')],
    breach: 'R',
    tells: [],
    rules: {
      rights: inform(['person'], taking('tellRights')),
      // not understood is not told: it must be repeated, and the clock goes on
      day: within(choice({ hours: 24 }), {
        from: factOf('signAt'),
        until: taking('tellRights'),
        stopsIf: is('rightsUnderstood', true),
        clock: 'protective',
      }),
    },
  },
  T10: {
    cite: [...p('59', '60(d)'), ...art('69')],
    breach: 'R',
    tells: [],
    rules: {
      permit: within(choice({ days: 30 }), {
        from: taking('askResidence'),
        until: taking('noteResidence'),
        clock: 'protective',
      }),
    },
  },
  T11: {
    cite: [...p('58(c)', '60(a)'), ...art('67')],
    breach: 'L',
    tells: [],
    rules: {
      ownWishAndSafe: require(all(is('ownRequest', true), given('destinationRisk', 'receivingService')), {
        for: ['returnHome'],
      }),
    },
  },
  T12: { cite: p('60(d)'), breach: 'W', tells: [], rules: { notTraceable: wall } },
} as const satisfies Record<string, Safeguard>
