/** What the declared tables promise each other, the registers they count, and the country that names them. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type CountryPack, loadPack, packFolder } from '../../countries/index.ts'
import { factsIn, PROCEDURES, type Procedure } from '../../procedures/index.ts'
import type { Facts } from '../../register/judgement/case-event.ts'
import { holds, NO_WORDS, NOTHING_ELSEWHERE, type Situation } from '../../register/judgement/condition.ts'
import { WORKING } from '../../register/judgement/fixtures/history.ts'
import { definitionOf } from '../compute/definition.ts'
import { tablesIn } from '../release/indicators.ts'
import { lackingItems, readyTexts, WRITTEN_ITEMS } from '../release/metadata.ts'
import { codesOf, countedIn, type Table } from '../vocabulary/table.ts'
import { breachTable } from './breaches.ts'
import { TABLES, tableNamed } from './catalogue.ts'

/** Of plans and acts, not of cases: people type them. */
const TYPED = ['detention-phase-out-milestones']

let pack: CountryPack
before(async () => {
  pack = await loadPack(packFolder('AZE'))
})

test('a table has a name of its own and counts a register that is there', () => {
  assert.equal(new Set(TABLES.map(({ name }) => name)).size, TABLES.length)
  for (const { name, of } of TABLES) assert.ok(procedureOf(of), `${name} counts ${of}`)
})

test('a table counts moments and columns that its register leaves to statistics', () => {
  for (const { name, of, records, by, only } of TABLES) {
    const { statistics, safeguards } = procedureOf(of) ?? assert.fail(of)
    const left = statistics.emittedAt.flatMap((moment) =>
      moment.at === 'entering' ? moment.states : moment.at === 'taking' ? moment.steps : [],
    )
    if ('moments' in records)
      for (const moment of records.moments) assert.ok(left.includes(moment), `${name} ${moment}`)
    if ('stock' in records) assert.ok(statistics.stock, name)
    const times = 'times' in records ? records.times : []
    const rules = Object.entries(safeguards).flatMap(([safeguard, one]) =>
      Object.keys(one.rules).map((rule) => `${safeguard}.${rule}`),
    )
    for (const time of times) assert.ok(rules.includes(time), `${name} ${time}`)
    const columns = [...statistics.dimensions, ...Object.keys(statistics.measures)].map(columnOf)
    const own = times.length > 0 ? ['met'] : ['moment']
    for (const { column } of [...by, ...(only ? [only] : [])])
      assert.ok([...columns, ...own].includes(column), `${name} ${column}`)
  }
})

test('a case that can come to the moments of a table twice is counted once, or the table says that it counts each time', () => {
  for (const { name, of, records, unit, repeated } of TABLES) {
    if (!('moments' in records) || unit !== 'cases') continue
    const procedure = procedureOf(of) ?? assert.fail(of)
    // What is entered beside the states may be entered again.
    const comesAgain = records.moments.some(
      (moment) =>
        moment in procedure.entries || followers(procedure, moment).some((one) => records.moments.includes(one)),
    )
    assert.equal(repeated !== undefined, comesAgain, name)
  }
})

/** Moments (states come into, steps taken) to which a case can come after this one. */
function followers({ transitions, states }: Procedure, moment: string): readonly string[] {
  const steps = Object.entries(transitions).map(([step, { from, to }]) => ({
    step,
    from: from as string | readonly string[],
    to: to as string,
  }))
  const isOpen = (state: string) => states[state] !== 'final'
  const reached = new Set(steps.flatMap(({ step, to }) => (step === moment ? [to] : [])))
  if (moment in states) reached.add(moment)
  const found = new Set<string>()
  for (const state of reached)
    for (const { step, from, to } of steps) {
      if (!(from === 'any-open' ? isOpen(state) : from.includes(state))) continue
      found.add(step).add(to)
      reached.add(to)
    }
  return [...found]
}

test('a dimension that says whether a safeguard was kept names it, so that its exact breaches are held against the table', () => {
  for (const { name, of, by } of TABLES) {
    const measures = Object.entries(procedureOf(of)?.statistics.measures ?? {})
    const kept = new Map(measures.flatMap(([id, one]) => ('kept' in one ? [[columnOf(id), one.kept] as const] : [])))
    for (const { id, column, keeps } of by) assert.equal(keeps, kept.get(column), `${name} ${id}`)
  }
})

test('the breaches of a safeguard tell of the times that were not kept, and of the cases in which it was not', () => {
  const told = (table: Table) => definitionOf(table, { period: '2025', variance: 3 }).tells ?? []
  const period = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']
  assert.deepEqual(told(breachTable('detention', 'D3')), [
    { unit: 'events', where: { PERIOD: period, RECORDS: ['detention D3.judge'], IN_TIME: ['NO'] } },
  ])
  assert.deepEqual(
    told(breachTable('detention', 'D5')).map(({ unit, where }) => [unit, where.REASONED]),
    [
      ['cases', ['NO']],
      ['cases', ['NO']],
    ],
  )
  const [children] = told(tableNamed('detention-children') ?? assert.fail())
  assert.deepEqual([children?.unit, children?.where.AGE], ['persons', ['Y0T17']])
  assert.deepEqual(told(tableNamed('detention-review') ?? assert.fail()), [])
})

test('every safeguard has a table of its breaches, found by its name and named like no other', () => {
  const named = new Set(TABLES.map(({ name }) => name))
  for (const { name, safeguards } of PROCEDURES)
    for (const safeguard of Object.keys(safeguards)) {
      const made = breachTable(name, safeguard)
      assert.deepEqual(tableNamed(made.name), made)
      assert.ok(!named.has(made.name))
      assert.deepEqual([made.by, made.frequency, made.exact], [[], 'A', { safeguard }])
    }
})

test('a dimension is the same fact in every table, and its code the same records', () => {
  const dimensions = TABLES.flatMap(({ name, by }) => by.map((dimension) => ({ name, ...dimension })))
  for (const [id, same] of Map.groupBy(dimensions, (one) => one.id)) {
    const facts = same.map(({ column, nature, bearing, role }) => JSON.stringify({ column, nature, bearing, role }))
    assert.equal(new Set(facts).size, 1, `${id}: ${[...new Set(facts)].join(' ')}`)
    const codes = same.flatMap(({ categories, rest }) => [
      ...categories.map(({ code, ...records }) => ({ code, records: JSON.stringify(records) })),
      ...(rest === null ? [] : [{ code: rest, records: 'the rest' }]),
    ])
    for (const [code, given] of Map.groupBy(codes, (one) => one.code))
      assert.equal(new Set(given.map(({ records }) => records)).size, 1, `${id} ${code}`)
  }
})

/** Every way in which the facts of a condition may be answered. */
function answersTo(procedure: Procedure, facts: readonly string[]): readonly Facts[] {
  return facts.reduce<readonly Facts[]>(
    (made, fact) => made.flatMap((one) => valuesOf(procedure, fact).map((value) => ({ ...one, [fact]: value }))),
    [{}],
  )
}

function valuesOf(procedure: Procedure, fact: string): readonly (string | boolean)[] {
  const is = procedure.facts[fact]?.is
  return is?.kind === 'yes-no' ? [true, false] : is?.kind === 'code' ? is.list.codes : []
}

test('what cannot come together by the conditions of the procedure is impossible in its table, and nothing else is', () => {
  let crossings = 0
  for (const table of TABLES) {
    const procedure = procedureOf(table.of) ?? assert.fail(table.of)
    const measured = table.by.flatMap(({ id, column }) => {
      const measure = Object.entries(procedure.statistics.measures).find(([name]) => columnOf(name) === column)?.[1]
      return measure !== undefined && 'holds' in measure ? [{ id, condition: measure.holds }] : []
    })
    const [one, other] = measured
    const declared = table.impossible ?? []
    const facts = [...new Set(measured.flatMap(({ condition }) => factsIn(condition)))]
    if (one === undefined || other === undefined || facts.some((fact) => valuesOf(procedure, fact).length === 0)) {
      assert.deepEqual(declared, [], `${table.name}: nothing of the procedure says so`)
      continue
    }
    const met = answersTo(procedure, facts).map((answers) => {
      const on: Situation = {
        ...{ procedure, facts: answers, state: null, holds: new Set(), ownWords: NO_WORDS },
        ...{ elsewhere: NOTHING_ELSEWHERE, now: Temporal.Instant.from('2026-01-01T00:00Z') },
        calendar: { timeZone: 'UTC', workingCalendar: WORKING },
      }
      return [one, other].map(({ id, condition }) => `${id}=${holds(condition, on) ? 'YES' : 'NO'}`).join()
    })
    const all = ['YES', 'NO'].flatMap((first) =>
      ['YES', 'NO'].map((second) => `${one.id}=${first},${other.id}=${second}`),
    )
    assert.deepEqual(
      declared.map((at) => [one, other].map(({ id }) => `${id}=${at[id]}`).join()),
      all.filter((combination) => !met.includes(combination)),
      table.name,
    )
    crossings++
  }
  assert.ok(crossings > 0)
})

test('a derived figure of one name is made in one way', () => {
  const derived = TABLES.flatMap((table) => table.derived)
  for (const [id, same] of Map.groupBy(derived, (one) => one.id))
    assert.equal(new Set(same.map((one) => JSON.stringify(one))).size, 1, id)
})

test('a complaint is counted for its remedy once it is closed: no earlier step says what the person was given', () => {
  const complaint = procedureOf('complaint') ?? assert.fail()
  const { records } = tableNamed('complaint-remedy') ?? assert.fail()
  const moments = 'moments' in records ? records.moments : []
  const giving = Object.values(complaint.transitions).filter(({ needs = [] }) => needs.includes('remedyGiven'))
  assert.ok(giving.length > 0)
  for (const { to } of giving) assert.ok(moments.includes(to), to)
  assert.ok(!moments.includes('found'), 'at the finding nothing is given yet')
})

test('the country names only tables that are declared, each under one heading', () => {
  const named = pack.tables.flatMap(({ computedBy }) => computedBy)
  assert.ok(named.length > 15)
  assert.deepEqual(
    named.filter((name) => tableNamed(name) === null),
    [],
  )
  assert.equal(new Set(named).size, named.length)
})

test('a declared table answers the country', () => {
  const named = new Set(pack.tables.flatMap(({ computedBy }) => computedBy))
  assert.deepEqual(
    TABLES.map(({ name }) => name).filter((name) => !named.has(name)),
    [],
  )
})

test('a code list of one name is one list, whichever procedure shows it', () => {
  const lists = Map.groupBy(
    PROCEDURES.flatMap(({ name }) => {
      const tables = TABLES.filter(({ of }) => of === name)
      const ids = new Set(tables.flatMap(({ by }) => by.map(({ id }) => id)))
      return [...ids].map((id) => ({
        id,
        codes: [...new Set(tables.flatMap(({ by }) => by.filter((one) => one.id === id).flatMap(codesOf)))]
          .toSorted()
          .join(),
      }))
    }),
    ({ id }) => id,
  )
  for (const [id, some] of lists) assert.equal(new Set(some.map(({ codes }) => codes)).size, 1, `CL_${id}`)
})

test('a table stands under a heading that its own register feeds', () => {
  for (const { id, computedBy, feeds } of pack.tables)
    for (const name of computedBy) assert.ok(feeds.procedures.includes(tableNamed(name)?.of ?? ''), `${id} ${name}`)
})

test('what a figure waits for is said in words, in each language of the pages: no name of the code stands on a page', () => {
  const { registers, sources, notComputed, withheld } = pack.publishing ?? assert.fail()
  const running = new Set(PROCEDURES.map(({ name }) => name))
  const waitedFor = [
    ...pack.tables.flatMap(({ feeds }) => feeds.procedures),
    ...pack.obligations.flatMap(({ procedure, also }) => [...(procedure === null ? [] : [procedure]), ...also]),
  ].filter((name) => !running.has(name))
  assert.deepEqual(Object.keys(registers).toSorted(), [...new Set(waitedFor)].toSorted())
  assert.deepEqual(
    Object.keys(sources).toSorted(),
    [...new Set(pack.tables.flatMap(({ feeds }) => feeds.sources))].toSorted(),
  )
  for (const all of [registers, sources, notComputed, withheld])
    for (const [name, names] of Object.entries(all))
      for (const language of ['en', 'az', 'ar'] as const) assert.ok(names[language], `${name} ${language}`)
  const said = Object.values(notComputed).flatMap((names) => Object.values(names).filter((text) => text !== undefined))
  for (const register of Object.keys(registers).filter((name) => name.includes('-')))
    for (const text of said) assert.ok(!text.includes(register), text)
})

test('of every indicator that a running register has to do with it is said what feeds it, or why nothing does', () => {
  const running = new Set(PROCEDURES.map(({ name }) => name))
  const { indicators, notComputed } = pack.publishing ?? assert.fail()
  for (const { procedure, indicators: names } of pack.obligations)
    for (const name of procedure !== null && running.has(procedure) ? names : []) {
      const { class: kind, source } = pack.indicators[name] ?? assert.fail(name)
      const isTyped = kind === 'structure' || source !== null || TYPED.includes(name)
      assert.ok(isTyped || name in indicators || name in notComputed, name)
    }
  for (const name of Object.keys(notComputed)) assert.ok(name in pack.indicators && !(name in indicators), name)
})

test('what a formula is made of has the same period as its indicator', () => {
  for (const [name, formula] of Object.entries(pack.publishing?.indicators ?? {}))
    for (const table of tablesIn(formula))
      assert.equal(
        tableNamed(table)?.frequency,
        pack.indicators[name]?.period === 'quarter' ? 'Q' : 'A',
        `${name} ${table}`,
      )
})

test('indicators are figures of declared tables, at codes that those have', () => {
  for (const [indicator, { table, measure, at, by }] of Object.entries(pack.publishing?.indicators ?? {})) {
    const declared = tableNamed(table) ?? assert.fail(`${indicator}: ${table}`)
    const measures = [countedIn(declared), ...declared.derived.map(({ id }) => id)]
    assert.ok(measures.includes(measure), `${indicator}: ${measure}`)
    const asked = [
      ...Object.entries(at).map(([dimension, code]) => ({ of: declared, dimension, code })),
      ...Object.values(by).flatMap(({ table: other, dimension, codes }) => {
        const of = other === undefined ? declared : (tableNamed(other) ?? assert.fail(`${indicator}: ${other}`))
        assert.ok(
          [countedIn(of), ...of.derived.map(({ id }) => id)].includes(measure),
          `${indicator}: ${measure} of ${of.name}`,
        )
        assert.ok(
          of.by.some(({ id }) => id === dimension),
          `${indicator}: ${of.name} by ${dimension}`,
        )
        return Object.values(codes).map((code) => ({ of, dimension, code }))
      }),
    ]
    for (const { of, dimension, code } of asked) {
      const found = of.by.find(({ id }) => id === dimension)
      const codes = [...(found?.categories ?? []).map((category) => category.code), found?.rest]
      assert.ok(codes.includes(code ?? ''), `${indicator}: ${dimension} ${code}`)
    }
  }
})

test('what the country has ready to say of every table is whole, in every language of the tables', () => {
  const items = Object.keys(pack.publishing?.metadata ?? {})
  const ready = WRITTEN_ITEMS.filter((item) => items.includes(item))
  assert.equal(ready.length, items.length, 'items that a statistician writes')
  const metadata = Object.fromEntries(ready.map((item) => [item, readyTexts({ pack }, item)]))
  assert.deepEqual(lackingItems({ pack }, metadata), [])
})

/** "ageBand" is the column "age_band". */
function columnOf(name: string): string {
  return name.replaceAll(/[A-Z0-9]+/g, (part) => `_${part.toLowerCase()}`)
}

function procedureOf(name: string) {
  return PROCEDURES.find((one) => one.name === name)
}
