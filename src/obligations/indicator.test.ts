/** Figures: with evidence, never changed, never mixed, and counted only once shared. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../tests/store.ts'
import { Invalid, NotFound, StepRefused } from '../store/index.ts'
import { load, settle, sotoland } from './fixtures/sotoland.ts'
import { stepsOf, TODAY } from './fixtures/steps.ts'
import { Benchmark, benchmarksOf, setBenchmark } from './indicator.ts'
import { acceptComputedValue, type ComputedValue } from './indicator-door.ts'
import { findIndicator, valuesOf } from './indicator-list.ts'
import { standingOf } from './indicator-standing.ts'
import { shareValue, TypedValue, typeValue } from './indicator-value.ts'
import { daysOf, lastComplete, parsePeriod, writePeriod } from './period.ts'

const store = await testStore()
await load(store, sotoland())
const people = await settle(store)
const { act, asSystem, read, addEvidence, type } = stepsOf(store, people)
const evidence = await addEvidence('12(a)', 'officials')

const refused = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule
const field = (name: string, rule: string) => (error: unknown) =>
  error instanceof Invalid && error.problems.some((one) => one.field === name && one.rule === rule)
const shown = (name: string, viewer = people.focal) => read(viewer, (tx) => findIndicator(tx, name))
const compute = (more: Partial<ComputedValue> = {}) =>
  asSystem('release.publish', (tx) =>
    acceptComputedValue(tx, {
      indicator: 'visitors',
      period: '2024',
      value: 12,
      breakdown: { 'sex=female': 5 },
      computedFrom: { table: 'VIS-1', release: '2025-01-31', formula: 1 },
      audience: 'public',
      ...more,
    }),
  )

test('a correction supersedes the earlier value, and both stay to be seen', async () => {
  await type('lamps-lit', '2023', '40', evidence)
  await type('lamps-lit', '2023', '44', evidence)
  const { series, latest, standing } = await shown('lamps-lit')
  assert.deepEqual(
    series.map(({ period, value }) => [period, value]),
    [['2023', '44']],
  )
  assert.deepEqual([latest?.value, standing], ['44', 'short'])
  const all = await read(people.focal, (tx) => valuesOf(tx, 'lamps-lit', '2023'))
  assert.deepEqual(
    all.map(({ value }) => value),
    ['44', '40'],
  )
})

test('a draft counts for nothing and replaces nothing until it is shared', async () => {
  const draft = await type('lamps-lit', '2023', '95', evidence, 'own')
  const before = await shown('lamps-lit')
  assert.deepEqual([before.latest?.value, before.drafts[0]?.value, before.standing], ['44', '95', 'short'])
  assert.deepEqual((await shown('lamps-lit', people.justice)).drafts, [])
  await act(people.focal, 'indicator.share', (tx) => shareValue(tx, people.focal, { id: draft, sharing: 'officials' }))
  const after = await shown('lamps-lit', people.justice)
  assert.deepEqual([after.latest?.value, after.drafts, after.standing], ['95', [], 'at-target'])
})

test('a value among officials does not take the public’s away', async () => {
  const seen = await addEvidence('12(a)', 'public')
  await type('lamps-lit', '2022', '10', seen, 'public')
  await type('lamps-lit', '2022', '20', evidence, 'officials')
  const of = async (viewer = people.focal) =>
    (await shown('lamps-lit', viewer)).series.find(({ period }) => period === '2022')?.value
  assert.equal(await of(people.union), '10')
  assert.equal(await of(), '20')
})

test('a shared figure rests on evidence that others can see', async () => {
  const hidden = await addEvidence('12(a)', 'own')
  await assert.rejects(type('lamps-lit', '2024', '1', hidden), field('evidence', 'evidence-not-shared'))
  await assert.rejects(type('lamps-lit', '2024', '1', crypto.randomUUID()), field('evidence', 'unknown'))
})

test('a period of another length, one that has not begun, and an impossible figure are refused', async () => {
  await assert.rejects(type('lamps-lit', '2024-Q1', '1', evidence), field('period', 'not-a-year'))
  await assert.rejects(type('lamps-lit', '2027', '1', evidence), field('period', 'not-begun'))
  await assert.rejects(type('lamps-lit', '2024', '101', evidence), field('value', 'not-a-percent'))
  const neither = TypedValue.parse({ indicator: 'lamps-lit', period: '2024', evidence })
  await assert.rejects(
    act(people.focal, 'x', (tx) => typeValue(tx, people.focal, neither, TODAY)),
    field('value', 'value-or-no-cases'),
  )
})

test('a computed figure comes in by name, and again without trace', async () => {
  assert.equal(await compute(), 'accepted')
  assert.equal(await compute(), 'unchanged')
  assert.equal(await compute({ value: 13 }), 'accepted')
  assert.deepEqual(
    (await shown('visitors', people.union)).series.map(({ value, provenance }) => [value, provenance]),
    [['13', 'computed']],
  )
})

test('the door knows no unknown names, no other periods and no figure without its source', async () => {
  await assert.rejects(compute({ indicator: 'nothing-such' }), NotFound)
  await assert.rejects(compute({ period: '2024-Q1' }), field('period', 'not-a-year'))
  await assert.rejects(compute({ value: Number.NaN }), field('value', 'not-a-number'))
  for (const part of ['table', 'release', 'formula']) {
    const computedFrom = { table: 'VIS-1', release: '2025-01-31', formula: 1, [part]: '' }
    await assert.rejects(compute({ computedFrom }), field('computedFrom', 'required'), part)
  }
  await assert.rejects(compute({ breakdown: { 'island=north': 5 } }), field('breakdown', 'unknown-dimension'))
})

test('typed and computed figures are not mixed: neither takes the other’s place', async () => {
  const own = await addEvidence('14.TWO', 'officials')
  await assert.rejects(type('visitors', '2025', '3', own), refused('computed-elsewhere'))
  await assert.rejects(
    compute({ indicator: 'lamps-lit', period: '2023', breakdown: {} }),
    refused('typed-value-stands'),
  )
})

test('where a released table feeds the indicator nobody types, and what was typed before gives way and stays readable', async () => {
  const own = await addEvidence('12(a)', 'officials')
  await type('lamps-lit', '2018', '40', own)
  const owner = await store.ownerClient()
  const feed = async (table: string | null) => {
    await owner.query("set observance.actor = 'system:test'")
    await owner.query("update followup.indicator set fed_by = $1 where name = 'lamps-lit'", [table])
  }
  try {
    await feed('lamps')
    await assert.rejects(type('lamps-lit', '2017', '41', own), refused('fed-by-table'))
    assert.equal(await compute({ indicator: 'lamps-lit', period: '2018', value: 39, breakdown: {} }), 'accepted')
    const values = await read(people.focal, (tx) => valuesOf(tx, 'lamps-lit', '2018'))
    assert.deepEqual(
      values.map(({ value, provenance, superseded_by }) => [value, provenance, superseded_by !== null]),
      [
        ['39', 'computed', false],
        ['40', 'typed', true],
      ],
    )
  } finally {
    await feed(null)
    await owner.end()
  }
})

test('the coordinating body sets targets, but not where the document has set one', async () => {
  const set = (name: string, target: string) =>
    act(people.secretary, 'indicator.benchmark', async (tx) => {
      const { version } = await tx
        .selectFrom('indicator')
        .select('version')
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
      await setBenchmark(
        tx,
        people.secretary,
        Benchmark.parse({ name, version, target, reason: 'as the council decided' }),
      )
    })
  await assert.rejects(set('lamps-lit', '10'), refused('benchmark-of-document'))
  await set('doors-opened', '66,5')
  assert.equal((await shown('doors-opened')).target, '66.5')
  await assert.rejects(
    act(people.focal, 'x', (tx) =>
      setBenchmark(tx, people.focal, Benchmark.parse({ name: 'doors-opened', version: 1, reason: 'decided' })),
    ),
    refused('not-your-task'),
  )
})

test('a released figure never counts one or two people, in total, in a cell or in its base', async () => {
  for (const more of [{ value: 2 }, { breakdown: { 'sex=female': 1 } }, { base: 2 }])
    await assert.rejects(compute({ period: '2023', ...more }), field('value', 'small-cell'))
  assert.equal(await compute({ period: '2023', value: 0, breakdown: { 'sex=female': 0 }, base: 40 }), 'accepted')
  assert.equal(
    await compute({ period: '2024', value: 1, breakdown: {}, isExact: true }),
    'accepted',
    'an act of the State',
  )
})

test('only a process of the system brings in a computed figure, never a person', async () => {
  const computedFrom = { table: 'VIS-1', release: '2025-01-31', formula: 1 }
  const given = {
    indicator: 'visitors',
    period: '2022',
    value: 12,
    breakdown: {},
    computedFrom,
    audience: 'public',
  } as const
  for (const person of [people.secretary, people.focal])
    await assert.rejects(
      act(person, 'release.publish', (tx) => acceptComputedValue(tx, given)),
      refused('computed-by-a-person'),
    )
})

test('a benchmark keeps the reason of each decision on it, the last one first', async () => {
  const set = (target: string, reason: string) =>
    act(people.secretary, 'indicator.benchmark', async (tx) => {
      const { version } = await tx
        .selectFrom('indicator')
        .select('version')
        .where('name', '=', 'doors-opened')
        .executeTakeFirstOrThrow()
      await setBenchmark(tx, people.secretary, Benchmark.parse({ name: 'doors-opened', version, target, reason }))
    })
  await set('70', 'first of two')
  await set('75', 'second of two')
  const kept = await read(people.union, (tx) => benchmarksOf(tx, 'doors-opened'))
  assert.deepEqual(
    kept.slice(0, 2).map(({ target, reason }) => [target, reason]),
    [
      ['75', 'second of two'],
      ['70', 'first of two'],
    ],
  )
  assert.equal(Benchmark.safeParse({ name: 'doors-opened', version: 1, target: '1' }).success, false, 'no reason')
})

test('no cases is neither full marks nor none', () => {
  assert.equal(standingOf({ direction: 'down', target: '0' }, { value: null }), 'no-cases')
  assert.equal(standingOf({ direction: 'down', target: '0' }, { value: '0' }), 'at-target')
  assert.equal(standingOf({ direction: 'up', target: null }, { value: '100' }), 'no-target')
  assert.equal(standingOf({ direction: 'context', target: '5' }, { value: '9' }), 'context')
})

test('a period reads as it is written, and follows the one before without a gap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1990, max: 2199 }), fc.constantFrom(null, 1, 2, 3, 4), (year, quarter) => {
      const period = { year, quarter } as const
      assert.deepEqual(parsePeriod(writePeriod(period)), period)
      const { from, until } = daysOf(period)
      assert.equal(from.until(until).days >= 90, true)
      const next = daysOf(
        quarter === null
          ? { year: year + 1, quarter }
          : quarter === 4
            ? { year: year + 1, quarter: 1 }
            : { year, quarter: (quarter + 1) as 2 | 3 | 4 },
      )
      assert.ok(until.equals(next.from))
    }),
  )
  fc.assert(fc.property(fc.string(), (text) => parsePeriod(text) === null || /^\d{4}(-Q[1-4])?$/.test(text)))
})

test('the last complete period is over on the day, and the next one is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom('year', 'quarter'), (days, length) => {
      const today = Temporal.PlainDate.from('2000-01-01').add({ days })
      const { until } = daysOf(lastComplete(length, today))
      assert.ok(Temporal.PlainDate.compare(until, today) <= 0)
      const nextUntil = until.add(length === 'year' ? { years: 1 } : { months: 3 })
      assert.ok(Temporal.PlainDate.compare(nextUntil, today) > 0)
    }),
  )
})
