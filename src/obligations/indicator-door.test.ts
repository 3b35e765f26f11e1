/** Whatever order released figures arrive in, the latest period's decides, and what was completed falls with it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../tests/store.ts'
import { answerClaim, claimCompletion } from './completion.ts'
import { load, settle, sotoland } from './fixtures/sotoland.ts'
import { stepsOf } from './fixtures/steps.ts'
import { acceptComputedValue } from './indicator-door.ts'
import { findIndicator, valuesOf } from './indicator-list.ts'

const store = await testStore()
await load(store, sotoland())
const people = await settle(store)
const { act, asSystem, read, id, accept, addEvidence } = stepsOf(store, people)
const obligation = await id('12(a)')
const TARGET = 90

interface Arrival {
  readonly period: string
  readonly value: number | null
  readonly audience: 'public' | 'officials'
}

const arrive = ({ period, value, audience }: Arrival) =>
  asSystem('release.publish', (tx) =>
    acceptComputedValue(tx, {
      indicator: 'lamps-lit',
      period,
      value,
      breakdown: {},
      computedFrom: { table: 'LMP-1', release: '2026-01-31', formula: 1 },
      audience,
    }),
  )
const stateNow = () =>
  read(people.focal, (tx) =>
    tx.selectFrom('obligation').select('state').where('id', '=', obligation).executeTakeFirstOrThrow(),
  ).then(({ state }) => state)
const lastMove = () =>
  read(people.focal, (tx) =>
    tx
      .selectFrom('obligation_move')
      .select(['after', 'cause_kind', 'cause_object'])
      .where('obligation', '=', obligation)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  )

await accept('12(a)')
await addEvidence('12(a)', 'officials')
await arrive({ period: '2015', value: 95, audience: 'public' })
const claimed = await act(people.focal, 'completion.claim', (tx) =>
  claimCompletion(tx, people.focal, { obligation, statement: 'All lamps are lit' }),
)
await act(people.validator, 'completion.answer', (tx) =>
  answerClaim(tx, people.validator, { id: claimed, version: 1, answer: 'validated', reasons: 'I went and looked' }),
)

/** What arrived last for each period, in our own words. */
const model = new Map<string, number | null>([['2015', 95]])

function earnedByModel(): 'completed' | 'reopened' {
  const latest = model.get([...model.keys()].toSorted().at(-1) ?? '') ?? null
  return latest !== null && latest >= TARGET ? 'completed' : 'reopened'
}

const arrival = fc.record({
  period: fc.integer({ min: 2010, max: 2025 }).map(String),
  value: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(null)),
  audience: fc.constantFrom('public' as const, 'officials' as const),
})

test('the latest period’s figure decides, in whatever order figures and their revisions arrive', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 6 }), async (arrivals) => {
      for (const one of arrivals) {
        const before = await stateNow()
        if ((await arrive(one)) === 'accepted') model.set(one.period, one.value)
        const after = await stateNow()
        assert.equal(after, earnedByModel(), JSON.stringify([...model]))
        if (before === 'completed' && after === 'reopened')
          assert.equal((await lastMove()).cause_kind, 'indicator_value')
      }
      const { latest } = await read(people.focal, (tx) => findIndicator(tx, 'lamps-lit'))
      const expected = model.get(latest?.period ?? '')
      assert.equal(latest?.value === null ? null : Number(latest?.value), expected)
    }),
    { numRuns: 25 },
  )
})

test('a figure that falls back reopens what was completed, and the move names the figure', async () => {
  await arrive({ period: '2026', value: 96, audience: 'public' })
  assert.equal(await stateNow(), 'completed')
  await arrive({ period: '2026', value: 70, audience: 'public' })
  const [fallen] = await read(people.focal, (tx) => valuesOf(tx, 'lamps-lit', '2026'))
  assert.deepEqual(await lastMove(), { after: 'reopened', cause_kind: 'indicator_value', cause_object: fallen?.id })
})

test('a revision of an earlier period is kept beside what it revises, and changes nothing today', async () => {
  const before = await stateNow()
  await arrive({ period: '2009', value: 50, audience: 'public' })
  await arrive({ period: '2009', value: 51, audience: 'public' })
  const values = await read(people.union, (tx) => valuesOf(tx, 'lamps-lit', '2009'))
  assert.deepEqual(
    values.map(({ value, superseded_by }) => [value, superseded_by !== null]),
    [
      ['51', false],
      ['50', true],
    ],
  )
  assert.equal(await stateNow(), before)
})
