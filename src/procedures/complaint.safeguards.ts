/** What protects a person who complains: procedure 3, lines C1 to C13. */
import { OUTSIDE } from './complaint.facts.ts'
import {
  all,
  any,
  art,
  choice,
  entering,
  factOf,
  forbid,
  given,
  inform,
  is,
  not,
  notLaterThan,
  notSoonerThan,
  oneOf,
  opening,
  p,
  places,
  reported,
  require,
  type Safeguard,
  taking,
  wall,
  within,
} from './vocabulary/index.ts'

const OPEN = ['received', 'triaged', 'inquiry', 'waitingAnswer', 'mediation', 'found', 'followUp'] as const
const CLOSED = ['closedRemedied', 'closedNotFollowed', 'closedNoViolation', 'closedOutside', 'withdrawn'] as const
const LEFT_INTAKE = entering('triaged', 'inquiry', 'withdrawn')
const stays = is('needsToStay', true)
// whoever says so as they write is protected before anybody has read it
const aYear = { limit: choice({ months: 12 }), from: taking('open', 'triage', 'renewStay') } as const
const urgent = any(is('inDetention', true), oneOf('subject', 'detention', 'expulsion'))

export const safeguards = {
  C1: {
    cite: [...p('20(b)', '27', '28(a)', '52(c)'), ...art('14', '83')],
    breach: 'W',
    tells: [],
    rules: { wall },
  },
  C2: { cite: p('27', '28(a)', '52(c)'), breach: 'W', tells: [], rules: { noEvidence: wall } },
  C3: {
    cite: [...p('28(a)'), ...art('83')],
    breach: 'R',
    tells: [],
    rules: {
      aDay: within(choice({ workingDays: 1 }), { from: factOf('receivedAt'), until: LEFT_INTAKE, clock: 'protective' }),
      twoHours: within(choice({ hours: 2 }), {
        when: is('stillAtRisk', 'yes-now'),
        from: factOf('receivedAt'),
        until: LEFT_INTAKE,
        clock: 'protective',
      }),
    },
  },
  C4: {
    cite: [...art('83'), ...p('27')],
    breach: 'R',
    tells: [],
    rules: {
      firstAnswer: within(choice({ workingDays: 10 }), {
        from: factOf('receivedAt'),
        until: taking('answerPerson', 'withdraw'),
        clock: 'protective',
      }),
      finding: within(choice({ workingDays: 60 }), {
        from: factOf('receivedAt'),
        until: taking('find', 'withdraw', 'handOn', 'extendTime'),
        clock: 'protective',
      }),
      // 30 days more, once, told to the person; in their favour counted as 20 working days
      findingExtended: within(choice({ workingDays: 80 }), {
        when: is('extended', true),
        from: factOf('receivedAt'),
        until: taking('find', 'withdraw', 'handOn'),
        clock: 'protective',
      }),
      // what the person has opened again is found again in the same time
      findingAgain: within(choice({ workingDays: 60 }), {
        from: taking('reopen'),
        until: taking('find', 'withdraw'),
        clock: 'protective',
      }),
      told: inform(['person'], taking('extendTime', 'find', 'answerPerson')),
    },
  },
  C5: {
    cite: p('22', '28(a)'),
    breach: 'R',
    tells: [],
    rules: {
      answer: within(choice({ workingDays: 10 }), {
        from: taking('putQuestion'),
        until: taking('answerQuestion'),
        clock: 'protective',
      }),
      answerAtOnce: within(choice({ hours: 24 }), {
        when: urgent,
        from: taking('putQuestion'),
        until: taking('answerQuestion'),
        clock: 'protective',
      }),
      // the agency reads the day that it is given, and it is never a later one
      dueInTime: require(all(
        not(notLaterThan('answerDueAt', choice({ hours: 0 }), 'now')),
        notLaterThan('answerDueAt', choice({ workingDays: 10 }), 'now'),
      ), { for: ['putQuestion'] }),
      dueAtOnce: require(any(not(urgent), notLaterThan('answerDueAt', choice({ hours: 24 }), 'now')), {
        for: ['putQuestion'],
      }),
    },
  },
  C6: {
    cite: [...p('27', '51(a)', '52(a)', '52(c)'), ...art('22(4)', '22(6)', '54(2)', '83')],
    breach: 'L',
    tells: [],
    rules: {
      removal: places('removalSuspended', { whileIn: OPEN, when: stays, atMost: aYear, mayRecord: true }),
      permit: places('permitStays', { whileIn: OPEN, when: stays, atMost: aYear }),
      nothingErased: places('eraseNot', { whileIn: OPEN }),
    },
  },
  C7: {
    cite: [...p('51(c)', '52(c)'), ...art('25(3)', '54')],
    breach: 'R',
    tells: [],
    rules: {
      told: reported(taking('tellReprisal'), { mayRecord: true }),
      permit: places('permitStays', {
        whileIn: [...OPEN, ...CLOSED],
        when: is('reprisalHappened', true),
        atMost: { limit: choice({ months: 12 }), from: taking('tellReprisal') },
        mayRecord: true,
      }),
      // a guard or an employer may have typed it
      talkedSince: require(notSoonerThan('privateTalkAt', choice({ hours: 0 }), 'receivedAt'), {
        for: ['talkInPrivate'],
      }),
      withdrawnFreely: require(any(
        not(any(is('inDetention', true), is('dependsOnEmployer', true))),
        given('privateTalkAt'),
      ), { for: ['withdraw'] }),
    },
  },
  C8: {
    cite: [...p('28(c)', '20(b)'), ...art('14', '33')],
    breach: 'R',
    tells: [],
    rules: { beforeTheFirstField: inform(['person'], opening) },
  },
  C9: {
    cite: [...art('14'), ...p('28(a)')],
    breach: 'W',
    tells: [],
    rules: {
      agreed: require(oneOf('consentToContactAgency', 'without-name', 'with-name'), {
        for: ['putQuestion', 'mediate'],
      }),
      nameOnlyIfAgreed: forbid(
        all(not(is('questionIdentifies', false)), not(is('consentToContactAgency', 'with-name'))),
        {
          stops: ['putQuestion'],
        },
      ),
      nameThatWasNotGiven: reported(taking('noteNameInAnswer')),
      handedOnIfAgreed: require(is('consentToHandOn', true), { for: ['handOn'] }),
    },
  },
  C10: {
    cite: [...p('28(a)', '26(a)'), ...art('7', '25(3)', '83')],
    breach: 'R',
    tells: [],
    rules: {
      anyWords: require(any(given('story'), given('storyFileHash')), { for: ['open'] }),
      neverForPapers: require(oneOf('outsideBecause', ...OUTSIDE.codes), { for: ['handOn'] }),
    },
  },
  C11: {
    cite: [...p('59(a)', '60(a)'), ...art('11')],
    breach: 'L',
    tells: [],
    rules: {
      // before the inquiry goes on, those who protect victims are asked for, if the person agrees
      protectionFirst: within(choice({ hours: 2 }), {
        when: all(is('subject', 'trafficking-sign'), is('consentToProtection', true)),
        from: taking('triage', 'assessRisk', 'choose'),
        until: taking('openProtection'),
        clock: 'protective',
      }),
      onlyIfAgreed: require(is('consentToProtection', true), { for: ['openProtection'] }),
      liberty: places('mayNotBeDetained', { whileIn: OPEN, when: is('subject', 'trafficking-sign') }),
      removal: places('removalSuspended', { whileIn: OPEN, when: is('subject', 'trafficking-sign') }),
    },
  },
  C12: {
    cite: [...p('28(a)', '28(b)'), ...art('83')],
    breach: 'R',
    tells: [],
    rules: { fee: reported(taking('tellFee')) },
  },
  C13: {
    cite: p('27'),
    breach: 'R',
    tells: [],
    rules: {
      // what is still awaited is neither a success nor a failure
      outcomeKnown: require(oneOf('followed', 'yes', 'partly', 'no'), { for: ['closeRemedied', 'closeNotFollowed'] }),
      // what is counted is what was found and what became of it: a way out of the mandate has a step of its own
      foundInSubstance: require(oneOf('finding', 'violation', 'partly', 'none', 'settled'), { for: ['find'] }),
      noneWasFound: require(is('finding', 'none'), { for: ['closeNoViolation'] }),
      putRight: require(all(oneOf('followed', 'yes', 'partly'), not(is('remedyGiven', 'none'))), {
        for: ['closeRemedied'],
      }),
      notFollowed: forbid(is('followed', 'yes'), { stops: ['closeNotFollowed'] }),
      counted: inform(['anyone'], entering(...CLOSED)),
    },
  },
} as const satisfies Record<string, Safeguard>
