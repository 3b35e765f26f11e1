import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { check, checkAll, findingLines } from './check.ts'
import { library } from './fixtures/library.ts'
import {
  ageBand,
  caseNamed,
  caseNumber,
  caseStands,
  choice,
  code,
  codeList,
  endOfClock,
  entering,
  factOf,
  forbid,
  ignores,
  inform,
  inState,
  is,
  lines,
  MIGRATION_STATUS,
  not,
  otherCase,
  PROCEDURES,
  type Procedure,
  places,
  type Rule,
  ref,
  reported,
  require,
  short,
  type Transition,
  taking,
  within,
} from './index.ts'

const B1 = library.safeguards.B1
assert.ok(B1)
const { facts, transitions, entries, states, statistics } = library

/** The library with something in it broken. */
const broken = (change: Partial<Procedure>): Procedure => ({ ...library, ...change })
const withRules = (rules: (typeof B1)['rules']) =>
  broken({ safeguards: { B1: { ...B1, rules: { ...B1.rules, ...rules } } } })
const withTransitions = (more: Procedure['transitions']) => broken({ transitions: { ...transitions, ...more } })
const withFacts = (more: Procedure['facts'], takes: readonly string[] = Object.keys(more)) =>
  broken({
    facts: { ...facts, ...more },
    opens: { ...library.opens, takes: [...(library.opens.takes ?? []), ...takes] },
  })

test('the procedures of the State have no fault that a start could find', () => {
  assert.ok(PROCEDURES.length > 0)
  assert.deepEqual(findingLines(checkAll(PROCEDURES)), [])
})

test('the declaration that these tests break is sound', () => {
  assert.deepEqual(findingLines(check(library)), [])
})

test('a finding says file, name and reason', () => {
  const [line] = findingLines(check(broken({ states: { ...states, lost: 'final' } })))
  assert.equal(line, 'procedures/library.ts: lost: No way leads to this state from the opening. [unreachable-state]')
})

/** Each: what is wrong, the broken declaration, and the findings, exactly, as "rule name". */
const FAULTS: Readonly<Record<string, readonly [Procedure, ...string[]]>> = {
  'a state that nobody reaches': [
    broken({ states: { ...states, lost: 'final' } }),
    'unreachable-state lost',
    'kept-without-end lost',
  ],
  'a state without an exit that is no end': [broken({ states: { ...states, closed: 'open' } }), 'dead-end closed'],
  'an exit from an end, by an officer': [
    withTransitions({ undo: { from: ['closed'], to: 'asked', by: ['school-registrar'] } }),
    'exit-from-an-end undo',
  ],
  'two beginnings': [broken({ states: { ...states, lent: 'initial' } }), 'one-beginning asked, lent'],
  'a transition to no state': [
    withTransitions({ vanish: { from: ['asked'], to: 'nowhere', by: ['school-registrar'] } }),
    'no-such-state vanish',
  ],
  'a step of the system that nothing brings about': [
    withTransitions({ drift: { from: ['lent'], to: 'closed', by: ['system'] } }),
    'system-without-cause drift',
  ],
  'a time at whose end an officer’s step shall happen': [
    withRules({
      late: within(choice({ hours: 1 }), {
        from: factOf('askedAt'),
        until: entering('lent'),
        clock: 'protective',
        thereupon: 'lend',
      }),
    }),
    'not-of-the-system B1.late',
  ],
  'a step that its own result forbids': [
    {
      ...broken({
        entries: {
          ...entries,
          renew: { in: ['lent'], by: ['school-registrar'], needs: [], gives: { note: 'renewed' } },
        },
      }),
      safeguards: { B1: { ...B1, rules: { ...B1.rules, once: forbid(is('note', 'renewed'), { stops: ['renew'] }) } } },
    },
    'stops-itself B1.once',
  ],
  'a step that is never as is required of it': [
    {
      ...broken({
        entries: {
          ...entries,
          renew: { in: ['lent'], by: ['school-registrar'], needs: [], gives: { note: 'renewed' } },
        },
      }),
      safeguards: {
        B1: { ...B1, rules: { ...B1.rules, first: require(not(is('note', 'renewed')), { for: ['renew'] }) } },
      },
    },
    'stops-itself B1.first',
  ],
  'a step that nobody takes': [withTransitions({ idle: { from: ['lent'], to: 'closed', by: [] } }), 'nobody-acts idle'],
  'two steps of one name': [
    broken({ entries: { ...entries, lend: { in: 'any', by: ['school-registrar'], needs: [] } } }),
    'name-taken lend',
  ],
  'a clock that nothing starts': [
    withRules({
      never: within(choice({ hours: 1 }), { from: taking('burn'), until: entering('lent'), clock: 'protective' }),
    }),
    'no-such-step B1.never',
    'clock-without-start B1.never',
  ],
  'a clock that nothing stops': [
    withRules({
      ever: within(choice({ hours: 1 }), { from: factOf('askedAt'), until: entering('burnt'), clock: 'protective' }),
    }),
    'no-such-state B1.ever',
    'clock-without-stop B1.ever',
  ],
  'a clock that only those may stop who cannot': [
    withRules({
      ever: within(choice({ hours: 1 }), {
        from: factOf('askedAt'),
        until: entering('lent'),
        clock: 'protective',
        by: ['judge'],
      }),
    }),
    'clock-without-stop B1.ever',
  ],
  'a loss at the end of a time of which the person may not have been told': [
    withRules({
      timeToAppeal: within(choice({ days: 30 }), {
        from: entering('refused'),
        until: taking('appeal'),
        clock: 'adverse',
        thereupon: 'lose',
      }),
    }),
    'loss-without-service B1.timeToAppeal',
  ],
  'a fact that nobody needs and no step takes': [withFacts({ shoeSize: short('Size.') }, []), 'idle-fact shoeSize'],
  'a fact that a rule looks at and no step takes': [
    {
      ...withFacts({ overdue: short('Whether.') }, []),
      safeguards: { B1: { ...B1, rules: { ...B1.rules, no: forbid(is('overdue', 'x'), { stops: ['lend'] }) } } },
    },
    'never-obtained overdue',
  ],
  'a condition on a fact that is not declared': [
    withRules({ no: forbid(is('weather', 'x'), { stops: ['lend'] }) }),
    'no-such-fact B1.no',
  ],
  'a safeguard that rests on nothing': [broken({ safeguards: { B1: { ...B1, cite: [] } } }), 'rests-on-nothing B1'],
  'a safeguard without a rule': [
    broken({ safeguards: { B1, B2: { cite: B1.cite, breach: 'R', tells: [], rules: {} } } }),
    'says-nothing B2',
  ],
  'a role behind the wall that reads': [
    broken({ reads: { ...library.reads, 'police-officer': { cases: 'own', facts: 'state-only' } } }),
    'door-in-the-wall police-officer',
  ],
  'a role behind the wall that opens': [
    broken({ opens: { ...library.opens, by: ['school-registrar', 'police-officer'] } }),
    'door-in-the-wall police-officer',
  ],
  'a role behind the wall that acts': [
    broken({ entries: { ...entries, look: { in: 'any', by: ['police-officer'], needs: [] } } }),
    'door-in-the-wall police-officer',
  ],
  'a role behind the wall that countersigns': [
    withTransitions({
      lend: { from: ['asked'], to: 'lent', by: ['school-registrar'], countersigned: ['police-officer'] },
    }),
    'door-in-the-wall police-officer',
  ],
  'a sentence of the person that is told behind the wall': [
    broken({
      entries: { complain: { in: 'any', by: ['person'], needs: [], takes: ['note'], to: ['police-officer'] } },
    }),
    'door-in-the-wall police-officer',
  ],
  'a personal fact that is never forgotten': [
    broken({
      retention: [
        { what: ['askedAt', 'servedAt', 'understood', 'why'], from: entering('closed'), keep: choice({ years: 1 }) },
      ],
    }),
    'never-forgotten finding',
  ],
  'forgetting that starts from a state nobody reaches': [
    broken({ retention: [...library.retention, { what: 'all', from: entering('burnt'), keep: choice({ years: 1 }) }] }),
    'retention-never-starts retention',
  ],
  'an end from which nothing is forgotten': [
    broken({ retention: [{ what: 'all', from: entering('lent'), keep: choice({ years: 1 }) }] }),
    'kept-without-end closed',
  ],
  'a dimension that is free text': [
    broken({ statistics: { ...statistics, dimensions: ['genre', 'note'] } }),
    'text-as-dimension note',
  ],
  'a free text that is marked as a dimension': [
    broken({ facts: { ...facts, note: short('A note.', { dimension: true }) } }),
    'text-as-dimension note',
  ],
  'a small table of text that is a dimension': [
    { ...withFacts({ ways: lines({ what: short('What.') }, 'Lines.', { dimension: true }) }) },
    'text-as-dimension ways',
  ],
  'a moment that is a dimension': [
    broken({ statistics: { ...statistics, dimensions: ['askedAt'] } }),
    'moment-as-dimension askedAt',
  ],
  'a dimension that the fact does not know of': [
    broken({ statistics: { ...statistics, dimensions: ['rare'] } }),
    'unmarked-dimension rare',
  ],
  'a figure of a safeguard that is not there': [
    broken({ statistics: { ...statistics, measures: { kept: { kept: 'B9' } } } }),
    'no-such-safeguard kept',
  ],
  'a record that is never written': [
    broken({ statistics: { ...statistics, emittedAt: [] } }),
    'never-counted statistics',
  ],
  'a sensitive fact that comes with a part to who reads all but what is sensitive': [
    broken({
      reads: {
        ...library.reads,
        'education-officer': { cases: 'all', facts: 'all-but-sensitive', parts: ['hearing'] },
      },
    }),
    'reads-too-much education-officer',
  ],
  'a lawyer whom nobody puts on a case': [
    broken({ reads: { ...library.reads, lawyer: { cases: 'client', facts: 'all' } } }),
    'put-on-by-nobody lawyer',
  ],
  'consent of the person that an officer could give': [
    broken({
      reads: { ...library.reads, 'consular-officer': { cases: 'consented', facts: 'state-only', putOnBy: ['judge'] } },
    }),
    'consent-of-another consular-officer',
  ],
  'a part that is not there': [
    broken({ reads: { judge: { cases: 'own', facts: 'all', parts: ['drawer'] } } }),
    'no-such-part judge',
  ],
  'a status where status may not be known': [
    withFacts({ standing: code(MIGRATION_STATUS, 'Which.') }),
    'status-where-not-known standing',
  ],
  'the number of a document where status may not be known': [
    withFacts({ passportNumber: short('Which.') }),
    'status-where-not-known passportNumber',
  ],
  'the number of a document in a line of a table': [
    withFacts({ papers: lines({ documentNumber: short('Which.') }, 'Lines.') }),
    'status-where-not-known papers',
  ],
  'a rule of telling that a pack may set aside': [
    withRules({ told: { ...inform(['person'], taking('lend')), mayRecord: true } as never }),
    'may-never-record B1.told',
  ],
  'a hold in a state that does not exist': [
    withRules({ stays: places('mayLeave', { whileIn: ['burnt'] }) }),
    'hold-in-no-state B1.stays',
  ],
  'a condition on a state that does not exist': [
    withRules({ no: forbid(inState('burnt'), { stops: ['lend'] }) }),
    'no-such-state B1.no',
  ],
  'a rule about a step that does not exist': [
    withRules({ no: forbid(is('rare', true), { stops: ['burn'] }) }),
    'no-such-step B1.no',
  ],
  'an appeal that needs words': [
    withTransitions({ appeal: { from: ['refused'], to: 'asked', by: ['person'], needs: ['note'] } }),
    'person-must-fill-in appeal',
  ],
  'a complaint that starts a time and needs words': [
    broken({ entries: { complain: { in: 'any', by: ['person'], needs: ['note'] } } }),
    'person-must-fill-in complain',
  ],
  'a step of the person that is kept from them': [
    broken({ person: { reads: 'all', takes: ['complain'] } }),
    'kept-from-them appeal',
  ],
  'an officer’s step offered to the person': [
    broken({ person: { reads: 'all', takes: ['appeal', 'complain', 'lend'] } }),
    'not-theirs lend',
  ],
  'regions of one State': [
    withFacts({ where: code(codeList('region', ['AB-1', 'unknown']), 'Where.') }),
    'regions-of-one-state where',
  ],
  'a need for what nobody may weigh': [withRules({ fair: ignores('rare') }), 'weighed-all-the-same B1.fair'],
  'an end of a clock that is not there': [withFacts({ until: endOfClock('B7', 'End.') }, []), 'no-such-clock until'],
  'an age that follows from no birth date': [
    withFacts({ age: ageBand('genre', 'askedAt') }, []),
    'derived-from-nothing age',
  ],
}

describe('found at start', () => {
  for (const [fault, [procedure, ...findings]] of Object.entries(FAULTS))
    test(fault, () => {
      assert.deepEqual(
        check(procedure)
          .map(({ rule, name }) => `${rule} ${name}`)
          .sort(),
        [...findings].sort(),
      )
    })

  test('what protects children and may be recorded', () => {
    const child = {
      ...facts,
      birth: { ...facts.askedAt, is: { kind: 'date-or-year' } },
      child: {
        ...facts.rare,
        is: { kind: 'derived', rule: 'treated-as-child', birth: 'birth', basis: 'genre', at: 'askedAt' },
      },
    }
    const rules = { ...B1.rules, no: forbid(is('child', true), { stops: ['lend'], mayRecord: true }) }
    const procedure = {
      ...library,
      facts: child,
      safeguards: { B1: { ...B1, rules } },
      opens: { ...library.opens, takes: [...(library.opens.takes ?? []), 'birth'] },
    } as unknown as Procedure // built by hand, to be wrong
    assert.deepEqual(
      check(procedure).map(({ rule, name }) => `${rule} ${name}`),
      ['may-never-record B1.no'],
    )
  })

  test('two procedures of one name', () => {
    assert.deepEqual(
      checkAll([library, library]).map(({ rule }) => rule),
      ['declared-twice'],
    )
  })

  test('a case opened elsewhere with a fact that its opening does not take', () => {
    const opening = broken({
      name: 'shop',
      entries: {
        ...entries,
        complain: {
          in: 'any',
          by: ['person'],
          needs: [],
          takes: ['note'],
          opensCase: { procedure: 'library', giving: { colour: 'red' } },
        },
      },
    })
    assert.deepEqual(
      checkAll([library, opening]).map(({ rule, name }) => `${rule} ${name}`),
      ['given-elsewhere-in-vain complain', ...library.opens.needs.map(() => 'opens-nothing-elsewhere complain')],
    )
  })

  test('a condition on a case of another procedure names one of the same compartment and a state that it has', () => {
    const asks = (...states: readonly string[]) => {
      const facts = { ...library.facts, loan: ref('loan', 'A loan.') }
      const rules = { loan: require(caseStands('loan', ...states), { for: ['appeal'] }) }
      return broken({ facts, safeguards: { B1: { ...B1, rules: { ...B1.rules, ...rules } } } })
    }
    const loan = { ...library, name: 'loan' }
    const found = (one: Procedure, other: Procedure) =>
      checkAll([one, other]).filter(({ rule }) => rule === 'no-such-case').length
    const state = Object.keys(library.states)[0] ?? ''
    assert.equal(found(asks(state), loan), 0)
    assert.equal(found(asks('nowhere'), loan), 1)
    assert.equal(found(asks(state), { ...loan, compartment: 'identity' }), 1)
  })

  test('another case is reached by a step of the system that asks nobody, and named by a number of a case', () => {
    const joined = { from: ['asked'], to: 'closed', by: ['system'] } as const
    const reaching = (step: string, named?: string, join: Transition = joined) =>
      check(
        broken({
          facts: { ...library.facts, other: caseNumber('Another loan.') },
          transitions: {
            ...library.transitions,
            join,
            lend: {
              ...{ from: ['asked'], to: 'lent', by: ['school-registrar'], takes: ['other'] },
              reaches: [{ step, ...(named === undefined ? {} : { named }) }],
            },
          },
        }),
      ).map(({ rule, name }) => `${rule} ${name}`)
    assert.deepEqual(reaching('join'), [])
    assert.deepEqual(reaching('join', 'other'), [])
    assert.deepEqual(reaching('join', 'room'), ['names-no-case lend'])
    assert.deepEqual(reaching('join', undefined, { ...joined, needs: ['note'] }), ['asks-nobody lend'])
    assert.deepEqual(reaching('nowhere'), ['system-without-cause join', 'no-such-step lend'])
    assert.deepEqual(reaching('appeal'), ['system-without-cause join', 'not-of-the-system lend'])
  })

  test('other cases are looked for where a step is stopped, and nowhere else', () => {
    const looking = (rule: Rule) =>
      check(broken({ safeguards: { B1: { ...B1, rules: { ...B1.rules, other: rule } } } })).map((one) => one.rule)
    assert.deepEqual(looking(require(not(otherCase('lent')), { for: ['lend'] })), [])
    assert.deepEqual(looking(require(not(otherCase('sold')), { for: ['lend'] })), ['no-such-state'])
    assert.deepEqual(looking(forbid(otherCase('lent'), { stops: ['lend'], onArising: 'giveBack' })), [
      'looks-for-no-case',
    ])
    assert.deepEqual(looking(places('mayLeave', { whileIn: ['lent'], when: otherCase('lent') })), ['looks-for-no-case'])
    assert.deepEqual(looking(require(caseNamed('room', 'lent'), { for: ['lend'] })), ['names-no-case'])
  })

  test('a case opened elsewhere without what its opening needs', () => {
    const { needs } = library.opens
    assert.ok(needs.length > 0)
    const opening = { in: 'any', by: ['person'], needs: [], opensCase: { procedure: 'library', giving: {} } } as const
    const shop = { ...broken({ entries: { ...entries, complain: opening } }), name: 'shop' }
    const found = checkAll([library, shop]).filter(({ rule }) => rule === 'opens-nothing-elsewhere')
    assert.equal(found.length, needs.length)
  })

  test('what is told of as a breach needs no words', () => {
    const fee = broken({
      entries: { ...entries, tellFee: { in: 'any', by: ['person'], needs: ['note'] } },
      person: { reads: 'all', takes: ['appeal', 'complain', 'tellFee'] },
      safeguards: { B1: { ...B1, rules: { ...B1.rules, fee: reported(taking('tellFee')) } } },
    })
    assert.deepEqual(
      check(fee).map(({ rule, name }) => `${rule} ${name}`),
      ['person-must-fill-in tellFee'],
    )
  })
})
