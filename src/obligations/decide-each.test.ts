/** Many decisions at once, and recommendations looked up for them: all or none, and nobody's is written over. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { Invalid, StepRefused } from '../store/index.ts'
import { Decisions, decideEach } from './decide-each.ts'
import { load, settle, sotoland } from './fixtures/sotoland.ts'
import { stepsOf, TODAY } from './fixtures/steps.ts'
import { recommendationAt, recommendationsWith, undecidedRecommendations } from './recommendation-find.ts'

const store = await testStore()
await load(store, sotoland())
const people = await settle(store)
const { act, read } = stepsOf(store, people)

const waiting = () => read(people.secretary, (tx) => undecidedRecommendations(tx, { limit: 100, offset: 0 }))
const input = (ids: readonly string[], decided_on = '2026-01-01') =>
  Decisions.parse({
    decided_on,
    decided_by: 'Council',
    rows: ids.map((recommendation, index) => ({ recommendation, decision: 'accepted', reason: `Reason ${index}` })),
  })
const decideAs = (who: keyof typeof people, decisions: Decisions) =>
  act(people[who], 'decision.save-many', (tx) => decideEach(tx, people[who], decisions, TODAY))
const names = (field: string) => (error: unknown) =>
  error instanceof Invalid && error.problems.length === 1 && error.problems[0]?.field === field

test('one row that somebody has decided meanwhile is named, and none of the others is saved', async () => {
  const { rows, total } = await waiting()
  const [a, b, c] = rows.map(({ id }) => id)
  assert.ok(a !== undefined && b !== undefined && c !== undefined && total === rows.length)
  assert.equal(await decideAs('secretary', input([b])), 1)
  await assert.rejects(decideAs('secretary', input([a, b, c])), names(`decision-${b}`))
  assert.equal((await waiting()).total, total - 1)
  const unknown = crypto.randomUUID()
  await assert.rejects(decideAs('secretary', input([a, unknown])), names(`decision-${unknown}`))
  assert.equal((await waiting()).total, total - 1)
})

test('of two who decide on the same at once one is named the row of the other, and one decision stands', async () => {
  const { rows, total } = await waiting()
  const id = rows[0]?.id ?? ''
  const outcomes = await Promise.allSettled([decideAs('secretary', input([id])), decideAs('secretary', input([id]))])
  assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  assert.equal((await waiting()).total, total - 1)
})

test('decisions are the secretariat’s, and of no day to come', async () => {
  const id = (await waiting()).rows[0]?.id ?? ''
  await assert.rejects(
    decideAs('focal', input([id])),
    (error) => error instanceof StepRefused && error.rule === 'not-your-task',
  )
  await assert.rejects(decideAs('secretary', input([id], '2099-01-01')), names('decided_on'))
})

test('a recommendation is found by its address however it is spaced, and by the words of what answers it', async () => {
  const at = await read(people.secretary, (tx) =>
    recommendationAt(tx, { symbol: 'cmw / c/sot/CO/2', address: '12 (A)' }),
  )
  assert.equal(at?.address, '12(a)')
  assert.ok((at?.obligations.length ?? 0) > 0)
  const words = at?.obligations[0]?.summary.split(' ').slice(0, 3).join(' ') ?? ''
  const found = await read(people.secretary, (tx) => recommendationsWith(tx, words))
  assert.ok(found.some(({ id }) => id === at?.id))
  assert.deepEqual(await read(people.secretary, (tx) => recommendationsWith(tx, 'no-such-word-anywhere')), [])
})
