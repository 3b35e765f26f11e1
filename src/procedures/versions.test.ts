/** How the law changes a declaration: an invented later law of an invented library. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check, findingLines } from './check.ts'
import { differences } from './difference.ts'
import { library } from './fixtures/library.ts'
import {
  amended,
  choice,
  entering,
  factOf,
  forbid,
  goesTo,
  gone,
  is,
  limit,
  of,
  type Procedure,
  short,
  taking,
  versionOn,
  versionsOf,
  within,
  yesNo,
} from './index.ts'
import { history } from './show.ts'

const B1 = library.safeguards.B1
assert.ok(B1)

/** One day sooner, a new question, one question less, and nobody is refused any more without a hearing. */
const reform = {
  from: '2027-01-01',
  law: 'Library Act 4 of 2026, s. 2',
  facts: { loud: yesNo('Whether it is read aloud.'), note: gone },
  states: { heard: 'open' },
  transitions: {
    hear: { from: ['refused'], to: 'heard', by: ['school-registrar'], takes: ['loud'] },
    lendAfterAll: { from: ['heard'], to: 'lent', by: ['school-registrar'] },
    appeal: { from: ['refused'], to: 'asked', by: ['person'] },
  },
  entries: { complain: { in: 'any', by: ['person'], needs: [] } },
  safeguards: {
    B1: {
      rules: {
        answered: within(choice({ workingDays: 1 }), {
          ...{ from: factOf('askedAt'), until: entering('lent', 'refused'), clock: 'protective' },
        }),
        quiet: forbid(is('loud', true), { stops: ['lendAfterAll'] }),
      },
    },
  },
} as const
const amendedLibrary = amended(library, reform)
const lines = (one: Procedure) => findingLines(check(one))
const rulesFound = (change: object) =>
  check(amended(library, { ...reform, ...change } as never)).map(({ rule, name }) => `${rule} ${name}`)

test('an amendment says what differs, and all that it does not name stays', () => {
  assert.deepEqual(lines(amendedLibrary), [])
  const [first, second] = versionsOf(amendedLibrary)
  assert.ok(first !== undefined && second !== undefined)
  assert.equal(versionsOf(amendedLibrary).length, 2)
  assert.ok(first.facts.note !== undefined && second.facts.note === undefined)
  assert.ok(first.states.heard === undefined && second.states.heard === 'open')
  assert.deepEqual(second.transitions.lose, library.transitions.lose)
  assert.deepEqual(second.safeguards.B1?.rules.timeToAppeal, B1.rules.timeToAppeal)
})

test('a declaration is that of the day: the day before the law changed, the law of that day', () => {
  assert.equal(versionOn(amendedLibrary, '2026-12-31').since, null)
  assert.equal(versionOn(amendedLibrary, '2027-01-01').since, '2027-01-01')
  assert.equal(versionOn(library, '1999-01-01'), library)
})

test('a lawyer reads the day, the law and each thing that differs', () => {
  assert.deepEqual(history(amendedLibrary).split('\n'), [
    'From 1 January 2027 (Library Act 4 of 2026, s. 2):',
    '- the fact note is no longer asked',
    '- new fact loud: Whether it is read aloud.',
    '- new state heard (open)',
    '- appeal: takes nothing instead of note',
    '- new step hear: refused → heard, by school-registrar',
    '- new step lendAfterAll: heard → lent, by school-registrar',
    '- complain: takes nothing instead of note',
    '- the limit of B1.answered is 1 working day instead of 2 working days',
    '- new rule B1.quiet: forbids lendAfterAll while loud is true',
  ])
  assert.deepEqual(differences(library, library), [])
})

test('what any version has the tables have: a fact that is no longer asked keeps its place', () => {
  assert.ok(amendedLibrary.facts.note !== undefined && amendedLibrary.facts.loud !== undefined)
  assert.deepEqual(amendedLibrary.transitions.appeal?.takes, ['note'])
  assert.deepEqual(Object.keys(amendedLibrary.facts).slice(0, 2), Object.keys(library.facts).slice(0, 2))
})

test('a time has one history, whichever version began it', () => {
  for (const version of versionsOf(amendedLibrary)) {
    const rule = version.safeguards.B1?.rules.answered
    assert.ok(rule?.kind === 'within')
    assert.deepEqual(
      rule.limit.history.map(({ from, value }) => [from, value]),
      [
        [null, { workingDays: 2 }],
        ['2027-01-01', { workingDays: 1 }],
      ],
    )
  }
})

test('cases in a state that is gone are brought to the one that the amendment names, by the law itself', () => {
  const without = amended(library, {
    ...{ from: '2027-01-01', law: 'Library Act 5 of 2026' },
    states: { refused: goesTo('asked') },
    transitions: { refuse: gone, appeal: gone },
    safeguards: { B1: { rules: { comes: gone, answered: gone } } },
    personTakes: ['complain'],
  } as never)
  const version = versionOn(without, '2027-01-01')
  assert.deepEqual(version.transitions.leaveRefused, { from: ['refused'], to: 'asked', by: ['system'], uponLaw: true })
  assert.equal(version.states.refused, 'open', 'whoever stands there is not beyond help')
  assert.match(history(without), /the state refused is gone: its cases are brought to asked by the law itself/)
})

test('versions overlap nowhere, follow one another, and each names its law', () => {
  const second = (from: string) =>
    check(amended(amendedLibrary, { from, law: 'Act 5' } as never)).map(({ rule }) => rule)
  assert.deepEqual(second('2027-01-01'), ['versions-overlap'])
  assert.deepEqual(second('2026-06-01'), ['versions-overlap'])
  assert.deepEqual(second('2028-01-01'), [])
  assert.deepEqual(rulesFound({ from: '2027-02-30' }), ['no-such-day 2027-02-30'])
  assert.deepEqual(rulesFound({ law: ' ' }), ['rests-on-nothing 2027-01-01'])
})

test('a finding says in which version', () => {
  const [line] = lines(amended(library, { ...reform, facts: { ...reform.facts, loud: gone } } as never))
  assert.match(line ?? '', /^procedures\/library\.ts: .* \(version of 2027-01-01\) \[/)
})

/** Each: what is wrong with the later law, what it says instead, and what is found. */
const FAULTS: Readonly<Record<string, readonly [object, string]>> = {
  'a fact is gone that a rule reads': [{ facts: { ...reform.facts, rare: gone } }, 'no-such-fact B1.rare'],
  'a state is gone in which cases may stand': [
    { states: { ...reform.states, refused: gone } },
    'nowhere-to-go refused',
  ],
  'an end is no end any more': [{ states: { ...reform.states, closed: 'open' } }, 'another-end closed'],
  'cases go to no state': [{ states: { ...reform.states, refused: goesTo('nowhere') } }, 'no-such-state refused'],
  'cases are ended by the law': [{ states: { ...reform.states, refused: goesTo('closed') } }, 'ended-by-law refused'],
  'a step leads into what is gone': [
    { states: { ...reform.states, refused: goesTo('asked') } },
    'into-what-is-gone refuse',
  ],
  'a fact changes its kind': [{ facts: { ...reform.facts, rare: short('How rare.') } }, 'another-kind rare'],
  'what was never there is gone': [{ facts: { ...reform.facts, colour: gone } }, 'gone-before colour'],
  'the step at the end of a time that runs is gone': [
    { transitions: { ...reform.transitions, lose: gone } },
    'end-of-a-running-time lose',
  ],
  'a duty of the State gets longer by our choice': [
    {
      safeguards: {
        B1: {
          rules: {
            answered: within(choice({ workingDays: 3 }), {
              ...{ from: factOf('askedAt'), until: entering('lent', 'refused'), clock: 'protective' },
            }),
          },
        },
      },
    },
    'against-the-person B1.answered',
  ],
  'a time that runs against the person gets shorter by our choice': [
    {
      safeguards: {
        B1: {
          rules: {
            timeToAppeal: within(choice({ days: 20 }), {
              ...{ from: factOf('servedAt'), until: taking('appeal'), clock: 'adverse', when: is('understood', true) },
              thereupon: 'lose',
            }),
          },
        },
      },
    },
    'against-the-person B1.timeToAppeal',
  ],
}
for (const [what, [change, finding]] of Object.entries(FAULTS))
  test(`refused at start: ${what}`, () => {
    assert.ok(rulesFound(change).includes(finding), rulesFound(change).join('; '))
  })

test('a longer time is what a law may say, where it is named', () => {
  const longer = rulesFound({
    safeguards: {
      B1: {
        rules: {
          answered: within(limit({ workingDays: 3 }, of('GC5')), {
            ...{ from: factOf('askedAt'), until: entering('lent', 'refused'), clock: 'protective' },
          }),
        },
      },
    },
  })
  assert.deepEqual(
    longer.filter((one) => one.startsWith('against')),
    [],
  )
})
