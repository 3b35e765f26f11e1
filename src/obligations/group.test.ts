/** Decisions, assignments, splitting and grouping, and what the pages tell of it all. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { Conflict, Invalid, NotFound, StepRefused } from '../store/index.ts'
import { answerClaim, claimCompletion } from './completion.ts'
import { Decision, decide } from './decision.ts'
import { load, settle, sotoland } from './fixtures/sotoland.ts'
import { stepsOf, TODAY } from './fixtures/steps.ts'
import { exportHistory, historyOfObligation, historyPage } from './history.ts'
import { movedSince, reopeningsOf } from './move.ts'
import { attach, detach, NewObligation, openObligation } from './obligation-group.ts'
import { overdueOn, progressBy } from './overview.ts'
import { Assignment, assign, participationsOf, unassign } from './participation.ts'
import { workToday } from './work-today.ts'

const store = await testStore()
await load(store, sotoland())
const people = await settle(store)
const { act, read, id, stateOf, accept, addEvidence, type } = stepsOf(store, people)
const UTC = 'UTC'
const refused = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule
const recommendation = (address: string) =>
  read(
    people.focal,
    async (tx) =>
      (await tx.selectFrom('recommendation').select('id').where('address', '=', address).executeTakeFirstOrThrow()).id,
  )

test('a recommendation is decided once; who decides second is shown the first decision', async () => {
  await accept('12(a)')
  assert.equal(await stateOf('12(a)'), 'open')
  await assert.rejects(
    accept('12(a)', 'not-accepted'),
    (error) => error instanceof Conflict && error.current.decision === 'accepted',
  )
  const input = Decision.parse({
    recommendations: [await recommendation('14')],
    decision: 'accepted',
    decided_on: '2026-11-25',
    decided_by: 'x',
    reason: 'y',
  })
  await assert.rejects(
    act(people.secretary, 'x', (tx) => decide(tx, people.secretary, input, TODAY)),
    Invalid,
    'not before its day',
  )
  await assert.rejects(
    act(people.focal, 'x', (tx) => decide(tx, people.focal, { ...input, decided_on: '2026-01-01' }, TODAY)),
    refused('not-your-task'),
  )
})

test('deciding on a paragraph that was split opens each of its obligations', async () => {
  await accept('14.ONE')
  assert.deepEqual([await stateOf('14.ONE'), await stateOf('14.TWO')], ['open', 'open'])
})

test('a person named for an obligation comes before the holder of the post', async () => {
  const obligation = await id('14.TWO')
  const holders = async () =>
    (await read(people.focal, (tx) => participationsOf(tx, [obligation]))).find(
      ({ institution }) => institution === 'MIG',
    )
  assert.deepEqual((await holders())?.focal_point, { id: people.focal.account, name: 'focal', by: 'post' })
  const input = { obligation, institution: 'MIG', part: 'lead', focal_point: people.secretary.account, version: 1 }
  await act(people.secretary, 'participation.assign', (tx) => assign(tx, people.secretary, Assignment.parse(input)))
  assert.deepEqual((await holders())?.focal_point, { id: people.secretary.account, name: 'secretary', by: 'name' })
  await assert.rejects(
    act(people.secretary, 'x', (tx) => assign(tx, people.secretary, Assignment.parse(input))),
    Conflict,
  )
  const foreign = Assignment.parse({ ...input, version: 2, alternate: people.justice.account })
  await assert.rejects(
    act(people.secretary, 'x', (tx) => assign(tx, people.secretary, foreign)),
    Invalid,
  )
})

test('there is one lead: a new one makes the former contributing, and none can simply leave', async () => {
  const obligation = await id('12(b)')
  const assigned = (fields: object) =>
    act(people.secretary, 'participation.assign', (tx) =>
      assign(tx, people.secretary, Assignment.parse({ obligation, ...fields })),
    )
  await assigned({ institution: 'OMB', part: 'lead' })
  const parts = await read(people.focal, (tx) => participationsOf(tx, [obligation]))
  assert.deepEqual(
    parts.map(({ institution, part }) => [institution, part]),
    [
      ['OMB', 'lead'],
      ['JUS', 'contributing'],
    ],
  )
  await assert.rejects(assigned({ institution: 'OMB', part: 'contributing', version: 1 }), refused('lead-is-replaced'))
  await assert.rejects(
    act(people.secretary, 'x', (tx) => unassign(tx, people.secretary, { obligation, institution: 'OMB' })),
    refused('lead-is-replaced'),
  )
  await act(people.secretary, 'participation.unassign', (tx) =>
    unassign(tx, people.secretary, { obligation, institution: 'JUS' }),
  )
  assert.equal((await read(people.focal, (tx) => participationsOf(tx, [obligation]))).length, 1)
})

test('a recommendation becomes one obligation more, which inherits its decision', async () => {
  const input = NewObligation.parse({
    recommendation: await recommendation('12(a)'),
    label: 'lamps',
    summary: 'Buy lamps',
    kind: 'resource',
    urgency: 'prompt',
  })
  const split = () => act(people.secretary, 'obligation.open', (tx) => openObligation(tx, people.secretary, input))
  assert.equal(await split(), 'CMW.SOT.2.12(a).lamps')
  assert.equal(await stateOf('12(a).lamps'), 'open')
  await assert.rejects(split(), Invalid)
})

test('an obligation answers recommendations of several documents, and never none', async () => {
  const link = { obligation: await id('12(b)'), recommendation: await recommendation('14') }
  await act(people.secretary, 'recommendation.attach', (tx) => attach(tx, people.secretary, link))
  assert.equal(await stateOf('12(b)'), 'open', 'the other recommendation was accepted')
  await act(people.secretary, 'recommendation.detach', (tx) => detach(tx, people.secretary, link))
  const last = { obligation: link.obligation, recommendation: await recommendation('12(b)') }
  await assert.rejects(
    act(people.secretary, 'x', (tx) => detach(tx, people.secretary, last)),
    refused('last-recommendation'),
  )
  await assert.rejects(
    act(people.secretary, 'x', (tx) => detach(tx, people.secretary, link)),
    NotFound,
  )
})

test('a reopening names its cause, and the overview shows what moved and from where', async () => {
  const obligation = await id('12(a)')
  const evidence = await addEvidence('12(a)', 'officials')
  await type('lamps-lit', '2024', '95', evidence)
  const claim = await act(people.focal, 'completion.claim', (tx) =>
    claimCompletion(tx, people.focal, { obligation, statement: 'Done' }),
  )
  assert.deepEqual(
    (await read(people.validator, (tx) => workToday(tx, people.validator, TODAY))).toValidate.rows.map(
      ({ code }) => code,
    ),
    ['CMW.SOT.2.12(a)'],
  )
  await act(people.validator, 'completion.answer', (tx) =>
    answerClaim(tx, people.validator, { id: claim, version: 1, answer: 'validated' }),
  )
  await type('lamps-lit', '2025', '12', evidence)
  const [reopening] = await read(people.focal, (tx) => reopeningsOf(tx, obligation))
  assert.deepEqual(reopening?.cause, {
    kind: 'indicator_value',
    seen: true,
    indicator: 'lamps-lit',
    period: '2025',
    value: '12',
    target: reopening?.cause?.kind === 'indicator_value' && reopening.cause.seen ? reopening.cause.target : null,
    unit: 'percent',
    withdrawn_on: null,
  })
  const since = Temporal.Instant.from('2020-01-01T00:00:00Z')
  const moved = await read(people.focal, (tx) => movedSince(tx, since, 50))
  const row = moved.rows.find(({ code }) => code === 'CMW.SOT.2.12(a)')
  assert.deepEqual([row?.before, row?.after, row?.lead], ['completed', 'reopened', 'MIG'])
  const everybody = { ...people.union, account: null, role: 'public', organization: null } as const
  const seenByAll = await read(everybody, (tx) => movedSince(tx, since, 50))
  assert.deepEqual(
    seenByAll.rows.find(({ code }) => code === 'CMW.SOT.2.12(a)')?.cause,
    { kind: 'indicator_value', seen: false },
    'the figure is shared among officials only',
  )
})

test('my work today is mine: by name, by post, and by role', async () => {
  const of = (viewer: typeof people.focal) => read(viewer, (tx) => workToday(tx, viewer, TODAY))
  const focal = await of(people.focal)
  assert.deepEqual(
    focal.cameBack.rows.map(({ code }) => code),
    ['CMW.SOT.2.12(a)'],
  )
  assert.ok(!focal.answersFor.rows.some(({ code }) => code === 'CMW.SOT.2.14.TWO'), 'somebody else is named there')
  assert.deepEqual(
    (await of(people.secretary)).answersFor.rows.map(({ code }) => code),
    ['CMW.SOT.2.14.TWO'],
  )
  assert.ok((await of(people.secretary)).toDecide.total > 0)
  assert.deepEqual((await of(people.justice)).toDecide.rows, [])
  assert.deepEqual(
    focal.figures.rows.map(({ indicator, period }) => [indicator, period]),
    [],
    'the last year is given',
  )
})

test('progress counts every obligation once by cluster and by lead, and deadlines run until receipt', async () => {
  const total = (rows: readonly { total: number }[]) => rows.reduce((sum, row) => sum + row.total, 0)
  const [cluster, institution, article] = await read(
    people.focal,
    async (tx) =>
      [await progressBy(tx, 'cluster'), await progressBy(tx, 'institution'), await progressBy(tx, 'article')] as const,
  )
  assert.equal(total(cluster), total(institution))
  assert.ok(total(article) > total(cluster), 'one with two articles counts under both')
  const { deadlines, obligations } = await read(people.focal, (tx) => overdueOn(tx, TODAY, 10))
  assert.deepEqual(
    deadlines.map(({ code }) => code),
    ['CAL-1'],
  )
  assert.deepEqual(obligations.rows.map(({ code }) => code).toSorted(), [
    'CMW.SOT.2.12(a)',
    'CMW.SOT.2.12(a).lamps',
    'CMW.SOT.2.14.TWO',
  ])
})

test('the history is read page by page without a gap, and its export is in it', async () => {
  const everything: string[] = []
  await act(people.secretary, 'history.export', async (tx) => {
    for await (const rows of exportHistory(tx, {}, UTC)) everything.push(...rows.map((row) => row.id))
  })
  const paged: string[] = []
  for (let before: string | undefined; ; ) {
    const page = await read(people.secretary, (tx) => historyPage(tx, {}, { before, limit: 7, timeZone: UTC }))
    paged.push(...page.rows.map((row) => row.id))
    if (page.next === null) break
    before = page.next
  }
  assert.deepEqual(paged, everything)
  const exports = await read(people.secretary, (tx) =>
    historyPage(tx, { action: 'history.export' }, { limit: 5, timeZone: UTC }),
  )
  assert.equal(exports.rows[0]?.actor_name, 'secretary')
})

test('the history of an obligation holds its decision, figures, claims and detached links', async () => {
  const obligation = await id('12(a)')
  const { rows } = await read(people.focal, (tx) => historyOfObligation(tx, obligation, { limit: 200, timeZone: UTC }))
  const kinds = new Set(rows.map((row) => row.object_kind))
  for (const kind of ['obligation', 'decision', 'participation', 'evidence', 'indicator_value', 'validation'])
    assert.ok(kinds.has(kind), kind)
  const detached = await read(people.focal, async (tx) =>
    historyOfObligation(tx, await id('12(b)'), { limit: 200, timeZone: UTC }),
  )
  assert.ok(detached.rows.some((row) => row.action === 'recommendation.detach' && row.object_kind === 'obligation'))
})
