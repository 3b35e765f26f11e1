/** What protects a child’s place at school: procedure 4, lines S1 to S9, and its edge cases 1 and 9 as S10. */
import {
  all,
  any,
  art,
  caseNamed,
  choice,
  entering,
  factOf,
  given,
  inform,
  is,
  not,
  notSoonerThan,
  of,
  opening,
  otherCase,
  p,
  reported,
  require,
  type Safeguard,
  taking,
  twoOfficers,
  wall,
  within,
} from './vocabulary/index.ts'

const PLACED = entering('placed', 'enrolled', 'refused', 'cancelled', 'joined')

export const safeguards = {
  S1: {
    cite: [...p('47(a)', '48(a)'), ...art('30', '25(3)')],
    breach: 'R',
    tells: ['education-officer'],
    rules: {
      onlyFullSchools: require(is('refusal', 'no-place'), { for: ['refuse'], mayRecord: true }),
      anotherPlace: require(given('otherSchool'), { for: ['refuse', 'dismissAppeal'], mayRecord: true }),
    },
  },
  S2: {
    cite: [...p('48(a)'), ...art('30')],
    breach: 'R',
    tells: [],
    rules: {
      place: within(choice({ workingDays: 3 }), { from: opening, until: PLACED, clock: 'protective' }),
      firstDay: within(choice({ workingDays: 5 }), {
        from: opening,
        until: entering('enrolled', 'refused', 'cancelled', 'joined'),
        clock: 'protective',
      }),
      // a place that comes after a refusal is a place for now
      firstDayAfterRefusal: within(choice({ workingDays: 5 }), {
        from: taking('takeOtherPlace', 'grantAppeal'),
        until: entering('enrolled', 'cancelled'),
        clock: 'protective',
      }),
      notBeforeAsked: require(notSoonerThan('startOn', choice({ hours: 0 }), 'requestedOn'), {
        for: ['place', 'grantAppeal'],
      }),
    },
  },
  S3: {
    cite: [...p('47(b)', '48(b)', '20(b)'), ...art('14')],
    breach: 'W',
    tells: ['ombuds-officer'],
    rules: { wall, demand: reported(taking('noteDemand')) },
  },
  S4: {
    cite: [...p('47(b)', '48(b)'), ...of('JGC4/23')],
    breach: 'W',
    tells: ['ombuds-officer'],
    rules: { nothingAtSchool: reported(taking('tellEnforcement')) },
  },
  S5: {
    cite: [...p('48(a)'), ...art('30', '43(1)(a)', '45(1)(a)')],
    breach: 'R',
    tells: ['education-officer'],
    rules: { fee: reported(taking('tellFee'), { mayRecord: true }) },
  },
  S6: {
    cite: [...art('45(2)', '45(3)', '45(4)'), ...p('48(a)')],
    breach: 'R',
    tells: [],
    rules: {
      plan: within(choice({ workingDays: 10 }), {
        // whoever comes back has a plan already
        when: all(given('firstLanguage'), not(is('taughtInFirstLanguage', true)), not(given('languagePlan'))),
        from: entering('enrolled'),
        until: taking('makeLanguagePlan', 'leave', 'transfer', 'finish', 'keepPlace'),
        clock: 'protective',
      }),
      languageKnown: require(given('firstLanguage'), { for: ['enrol'] }),
    },
  },
  S7: {
    cite: p('47', '62(b)'),
    breach: 'R',
    tells: [],
    // every family reads it, so that to have read it says nothing of any of them
    rules: { everybody: inform(['person'], opening), leaflet: inform(['person'], taking('tellAboutPermit')) },
  },
  S8: {
    cite: [...p('33', '34'), ...art('30')],
    breach: 'R',
    tells: [],
    rules: {
      visit: within(choice({ workingDays: 10 }), {
        when: is('absentWhy', 'unknown'),
        from: factOf('absentSince'),
        until: taking('askVisit', 'noteReturn', 'leave', 'transfer', 'finish', 'keepPlace'),
        clock: 'protective',
      }),
      told: inform(['child-protection-officer'], taking('askVisit')),
    },
  },
  S9: {
    cite: [...art('83'), ...of('CRC', '3')],
    breach: 'R',
    tells: [],
    rules: {
      decided: within(choice({ workingDays: 20 }), {
        from: entering('appealed'),
        until: taking('grantAppeal', 'dismissAppeal', 'takeOtherPlace', 'cancel', 'join'),
        clock: 'protective',
      }),
      // the appeal suspends in the child’s favour: it goes to school meanwhile
      meanwhile: within(choice({ workingDays: 3 }), {
        from: entering('appealed'),
        until: taking('placeMeanwhile', 'grantAppeal', 'takeOtherPlace', 'cancel', 'join'),
        clock: 'protective',
      }),
      // the child’s way out of a refusal does not lead back to whoever refused
      anotherDecides: twoOfficers('refuse', 'dismissAppeal'),
    },
  },
  S10: {
    cite: [...p('48(a)'), ...art('30')],
    breach: 'R',
    tells: [],
    rules: {
      // The number is the family’s word: nobody but the family gives it. Two that look alike are never joined without.
      familySaysSo: require(caseNamed(
        'sameChildAs',
        'requested',
        'placed',
        'enrolled',
        'kept',
        'refused',
        'appealed',
      ), {
        for: ['join'],
      }),
      familyAsked: require(any(
        not(any(otherCase('enrolled'), caseNamed('sameChildAs', 'enrolled'))),
        is('movesHere', true),
      ), { for: ['enrol'] }),
      oldPlace: within(choice({ days: 10 }), {
        when: is('oldPlaceKept', true), // told so when asked
        from: entering('kept'),
        until: taking('comeBack', 'giveUpPlace', 'placeOver'),
        clock: 'adverse',
        thereupon: 'placeOver',
        keptByItself: true,
      }),
      told: inform(['person'], taking('keepPlace', 'join', 'noteJoined')),
    },
  },
} as const satisfies Record<string, Safeguard>
