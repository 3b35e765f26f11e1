/** Completion is earned, and lost again without anybody ticking a box. */
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { StepRefused } from '../store/index.ts'
import { Assessment, assess } from './assessment.ts'
import { answerClaim, claimCompletion, missingForCompletion, validationsOf } from './completion.ts'
import { decisionOn, redecide } from './decision.ts'
import { EvidenceEdit, editEvidence } from './evidence.ts'
import { load, type People, settle, sotoland } from './fixtures/sotoland.ts'
import { stepsOf, TODAY } from './fixtures/steps.ts'
import { Benchmark, setBenchmark } from './indicator.ts'
import { acceptComputedValue } from './indicator-door.ts'

const store = await testStore()
await load(store, sotoland())
const people: People = await settle(store)
const { act, asSystem, read, id, stateOf, accept, addEvidence, type } = stepsOf(store, people)

const CODE = '12(a)'
const refused = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule
const claim = (viewer = people.focal) =>
  id(CODE).then((obligation) =>
    act(viewer, 'completion.claim', (tx) =>
      claimCompletion(tx, viewer, { obligation, statement: 'All lamps are lit' }),
    ),
  )
const answer = (claimed: string, viewer = people.validator, given: 'validated' | 'returned' = 'validated') =>
  act(viewer, 'completion.answer', (tx) =>
    answerClaim(tx, viewer, { id: claimed, version: 1, answer: given, reasons: 'I went and looked' }),
  )
const missing = async (viewer = people.focal) => {
  const obligation = await id(CODE)
  return read(viewer, (tx) => missingForCompletion(tx, obligation))
}
const grade = (given: 'A' | 'D') =>
  id(CODE).then((obligation) => {
    const input = Assessment.parse({
      obligation,
      assessor: 'committee',
      grade: given,
      reasons: 'As published',
      given_on: '2026-05-01',
      source: 'CMW/C/42/2',
    })
    return act(people.secretary, 'assessment.give', (tx) => assess(tx, people.secretary, input, TODAY))
  })
const complete = async () => {
  await accept(CODE)
  const evidence = await addEvidence(CODE, 'officials')
  await type('lamps-lit', '2024', '95', evidence)
  await answer(await claim())
  return evidence
}

// Each story begins with an untouched country.
beforeEach(async () => {
  const owner = await store.ownerClient()
  await owner.query("select set_config('observance.actor', 'system:test', false)")
  await owner.query(
    'delete from followup.validation; delete from followup.assessment; delete from followup.indicator_value; delete from followup.evidence_obligation; delete from followup.evidence; delete from followup.decision',
  )
  await owner.end()
})

test('an obligation with evidence, figures at target and a second person’s word is completed', async () => {
  await complete()
  assert.equal(await stateOf(CODE), 'completed')
  assert.deepEqual(await missing(), [])
})

test('nothing is claimed before the State has accepted the recommendation', async () => {
  await assert.rejects(claim(), refused('not-accepted'))
  await accept(CODE, 'not-accepted')
  assert.equal(await stateOf(CODE), 'declined')
  await assert.rejects(claim(), refused('not-accepted'))
})

test('what is missing is named one by one', async () => {
  assert.deepEqual(await missing(), [{ key: 'decision' }])
  await accept(CODE)
  assert.deepEqual(await missing(), [
    { key: 'evidence' },
    { key: 'value', indicator: 'lamps-lit' },
    { key: 'claim' },
    { key: 'validation' },
  ])
  const evidence = await addEvidence(CODE, 'officials')
  await type('lamps-lit', '2024', '40', evidence)
  const short = { key: 'indicator-short', indicator: 'lamps-lit', target: '90', direction: 'up' }
  assert.deepEqual((await missing())[0], { ...short, period: '2024', value: '40' })
  assert.deepEqual(
    (await missing(people.union))[0],
    { key: 'value', indicator: 'lamps-lit' },
    'a figure among officials is not told to others',
  )
  await type('lamps-lit', '2024', null, evidence)
  assert.deepEqual((await missing())[0], { key: 'cases', indicator: 'lamps-lit' })
  await assert.rejects(claim(), refused('not-yet-earned'))
})

test('an obligation reopens by itself when its indicator falls back, and is completed again when it recovers', async () => {
  const evidence = await complete()
  await type('lamps-lit', '2025', '60', evidence)
  assert.equal(await stateOf(CODE), 'reopened')
  await type('lamps-lit', '2025', '91,5', evidence)
  assert.equal(await stateOf(CODE), 'completed')
})

test('a figure computed elsewhere reopens it just the same', async () => {
  await accept(CODE)
  await addEvidence(CODE, 'officials')
  const compute = (period: string, value: number) =>
    asSystem('release.publish', (tx) =>
      acceptComputedValue(tx, {
        indicator: 'lamps-lit',
        period,
        value,
        breakdown: {},
        computedFrom: { table: 'LMP-1', release: '2025-01-31', formula: 1 },
        audience: 'public',
      }),
    )
  await compute('2024', 100)
  await answer(await claim())
  assert.equal(await stateOf(CODE), 'completed')
  await compute('2025', 89)
  assert.equal(await stateOf(CODE), 'reopened')
})

test('an obligation reopens by itself when the Committee grades it lower, until it grades it up again', async () => {
  await complete()
  await grade('D')
  assert.equal(await stateOf(CODE), 'reopened')
  assert.deepEqual(await missing(), [{ key: 'committee-grade', grade: 'D', givenOn: '2026-05-01' }])
  await grade('A')
  assert.equal(await stateOf(CODE), 'completed')
})

test('nobody validates their own claim', async () => {
  await accept(CODE)
  await type('lamps-lit', '2024', '95', await addEvidence(CODE, 'officials'))
  const own = await claim(people.validator)
  await assert.rejects(answer(own, people.validator), refused('own-claim'))
  await assert.rejects(
    act(people.validator, 'x', (tx) =>
      tx
        .updateTable('validation')
        .set({ answer: 'validated', answered_by: people.validator.account, answered_at: '2026-11-24T00:00:00Z' })
        .where('id', '=', own)
        .execute(),
    ),
    refused('incomplete'), // the table's own check
    'nor by a query of their own',
  )
  assert.equal(await stateOf(CODE), 'awaiting-validation')
})

test('only the lead’s validator validates, whatever else one is', async () => {
  await accept(CODE)
  await type('lamps-lit', '2024', '95', await addEvidence(CODE, 'officials'))
  const claimed = await claim()
  for (const viewer of [people.secretary, people.justice, people.union, people.ombudsperson])
    await assert.rejects(answer(claimed, viewer), refused('not-your-task'))
})

test('a returned claim says why, and the next one starts afresh', async () => {
  await accept(CODE)
  await type('lamps-lit', '2024', '95', await addEvidence(CODE, 'officials'))
  await answer(await claim(), people.validator, 'returned')
  assert.equal(await stateOf(CODE), 'open')
  await answer(await claim())
  assert.equal(await stateOf(CODE), 'completed')
  const obligation = await id(CODE)
  const kept = await read(people.focal, (tx) => validationsOf(tx, obligation))
  assert.deepEqual(
    kept.map((one) => one.answer),
    ['validated', 'returned'],
  )
})

test('private evidence does not complete an obligation', async () => {
  await accept(CODE)
  await addEvidence(CODE, 'own')
  await asSystem('release.publish', (tx) =>
    acceptComputedValue(tx, {
      indicator: 'lamps-lit',
      period: '2024',
      value: 100,
      breakdown: {},
      computedFrom: { table: 'LMP-1', release: '2025-01-31', formula: 1 },
      audience: 'public',
    }),
  )
  assert.deepEqual((await missing())[0], { key: 'evidence' })
  await assert.rejects(claim(), refused('not-yet-earned'))
})

test('evidence that is taken back reopens what it carried', async () => {
  const evidence = await complete()
  const obligation = await id(CODE)
  const input = EvidenceEdit.parse({
    id: evidence,
    version: 1,
    title: 'Gazette',
    obligations: [obligation],
    sharing: 'own',
  })
  await act(people.focal, 'evidence.edit', (tx) => editEvidence(tx, people.focal, input))
  assert.equal(await stateOf(CODE), 'reopened')
})

test('a higher target reopens what met the lower one', async () => {
  const set = (target: string) =>
    act(people.secretary, 'indicator.benchmark', async (tx) => {
      const { version } = await tx
        .selectFrom('indicator')
        .select('version')
        .where('name', '=', 'doors-opened')
        .executeTakeFirstOrThrow()
      await setBenchmark(
        tx,
        people.secretary,
        Benchmark.parse({ name: 'doors-opened', version, target, reason: 'decided' }),
      )
    })
  await accept('14.ONE')
  const obligation = await id('14.ONE')
  await set('50')
  const evidence = await addEvidence('14.ONE', 'public', people.ombudsperson)
  await asSystem('release.publish', (tx) =>
    acceptComputedValue(tx, {
      indicator: 'doors-opened',
      period: '2024-Q3',
      value: 60,
      breakdown: {},
      computedFrom: { table: 'DOR-1', release: '2025-01-31', formula: 1 },
      audience: 'public',
    }),
  )
  assert.ok(evidence)
  await act(people.ombudsperson, 'completion.claim', (tx) =>
    claimCompletion(tx, people.ombudsperson, { obligation, statement: 'Open' }),
  )
  const owner = await store.ownerClient()
  await owner.query("select set_config('observance.actor', 'system:test', false)")
  await owner.query("update followup.validation set answer = 'validated', answered_by = $1, answered_at = now()", [
    people.validator.account,
  ])
  await owner.end()
  assert.equal(await stateOf('14.ONE'), 'completed')
  await set('70')
  assert.equal(await stateOf('14.ONE'), 'reopened')
})

test('a decision taken back ends what was built on it', async () => {
  await complete()
  const obligation = await id(CODE)
  await act(people.secretary, 'recommendation.decide', async (tx) => {
    const { recommendation } = await tx
      .selectFrom('obligation_recommendation')
      .select('recommendation')
      .where('obligation', '=', obligation)
      .executeTakeFirstOrThrow()
    const now = await decisionOn(tx, recommendation)
    await redecide(
      tx,
      people.secretary,
      {
        recommendation,
        decision: 'not-accepted',
        decided_on: '2026-01-01',
        decided_by: 'Council of Elders',
        reason: 'Changed our mind',
        version: now?.version ?? 0,
      },
      TODAY,
    )
  })
  assert.equal(await stateOf(CODE), 'declined')
})
