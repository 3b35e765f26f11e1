/** A document comes in whole, comes in again, comes in corrected; and nothing that hangs on it is lost. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { UnDocument } from '../../documents/index.ts'
import { Conflict, Invalid, NotFound, StepRefused } from '../../store/index.ts'
import { desk } from './fixtures/desk.ts'
import { documentOf, paragraph, valley } from './fixtures/valley.ts'
import { correctImport, diffImport, importDraft, importDrafts } from './index.ts'

const { viewer, act, read, begin, accept, rows } = await desk(await testStore())
const addresses = async (symbol: string) =>
  (await rows(symbol)).filter(({ withdrawn_at }) => withdrawn_at === null).map(({ address }) => address)

test('a document is saved with all it asks, what that repeats and the dates it sets', async () => {
  const saved = await accept(await begin(valley()))
  assert.deepEqual(
    { ...saved, document: '' },
    {
      outcome: 'saved',
      symbol: 'CMW/C/SOT/CO/2',
      document: '',
      revision: 1,
      recommendations: { added: 4, met: 0, changed: 0, moved: 0, withdrawn: 0 },
      deadlines: 2,
    },
  )
  assert.deepEqual(
    (await rows('CMW/C/SOT/CO/2')).map(({ address, follow_up, articles }) => [address, follow_up, articles]),
    [
      ['3(a)', true, ['8(1)']],
      ['3(b)', true, ['8(1)']],
      ['3(c)', true, ['8(1)']],
      ['4', false, []],
    ],
  )
  const repeats = await read((tx) => tx.selectFrom('reiteration').select(['symbol', 'paragraph']).execute())
  assert.deepEqual(repeats, Array(3).fill({ symbol: 'CMW/C/SOT/CO/1', paragraph: '14' }))
  const owed = await read((tx) =>
    tx.selectFrom('deadline').select(['report_kind', 'due_on']).orderBy('due_on').execute(),
  )
  assert.deepEqual(owed, [
    { report_kind: 'follow-up', due_on: '2026-05-02' },
    { report_kind: 'periodic', due_on: '2029-05-02' },
  ])
})

test('the same document again changes nothing and says so', async () => {
  const history = () => read((tx) => sql<{ n: number }>`select count(*)::int as n from followup.history`.execute(tx))
  const draft = await begin(valley())
  assert.equal((await read(async (tx) => diffImport(tx, await importDraft(tx, draft.id)))).against, 'same')
  const count = (await history()).rows[0]?.n
  assert.equal((await accept(draft)).outcome, 'unchanged')
  assert.equal((await history()).rows[0]?.n, count)
})

test('a corrected document keeps links and decisions: reworded, moved and withdrawn pieces are the same rows', async () => {
  const earlier = await rows('CMW/C/SOT/CO/2')
  const idAt = (address: string) => earlier.find((row) => row.address === address)?.id ?? ''
  await act(async (tx) => {
    const obligation = await tx
      .insertInto('obligation')
      .values({ code: 'X.1', summary: 'Shelters', kind: 'practice', urgency: 'ordinary' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('obligation_recommendation')
      .values({ obligation: obligation.id, recommendation: idAt('4') })
      .execute()
    await tx
      .insertInto('decision')
      .values({
        recommendation: idAt('4'),
        decision: 'accepted',
        decided_on: '2024-06-01',
        decided_by: 'HUB',
        reason: 'Agreed',
      })
      .execute()
  })
  const old = valley()
  const [first, second, third, fourth] = old.paragraphs
  assert.ok(first && second && third && fourth)
  const corrected = documentOf(
    [
      first,
      second,
      {
        ...third,
        items: [
          { id: '3(a)', text: 'To hand out herding papers within three days of the first visit;' },
          { id: '3(b)', text: third.items[2]?.text ?? '' },
        ],
      },
      paragraph('4', 'recommendation', 'Sotoland is asked to publish its budget for bridges.'),
      { ...fourth, number: '5' },
    ],
    { footnotes: old.footnotes, followUp: old.followUp, nextReport: old.nextReport },
  )
  const draft = await begin(corrected)
  const { lines } = await read(async (tx) => diffImport(tx, await importDraft(tx, draft.id)))
  assert.deepEqual(
    lines.map(({ change, before, after }) => [change, before, after]),
    [
      ['changed', '3(a)', '3(a)'],
      ['removed', '3(b)', null],
      ['moved', '3(c)', '3(b)'],
      ['added', null, '4'],
      ['moved', '4', '5'],
    ],
  )
  const saved = await accept(
    draft,
    lines.map(({ id }) => id),
  )
  assert.deepEqual(saved.recommendations, { added: 1, met: 0, changed: 1, moved: 2, withdrawn: 1 })
  const now = await rows('CMW/C/SOT/CO/2')
  const nowAt = (id: string) => now.find((row) => row.id === id)
  assert.equal(nowAt(idAt('3(a)'))?.text, 'To hand out herding papers within three days of the first visit;')
  assert.equal(nowAt(idAt('3(c)'))?.address, '3(b)')
  assert.equal(nowAt(idAt('4'))?.address, '5')
  assert.notEqual(nowAt(idAt('3(b)'))?.withdrawn_at, null)
  const linked = await read((tx) =>
    tx
      .selectFrom('decision')
      .innerJoin('recommendation as r', 'r.id', 'decision.recommendation')
      .select('r.address')
      .execute(),
  )
  assert.deepEqual(linked, [{ address: '5' }])
})

test('the old revision stays readable', async () => {
  const revisions = await read((tx) =>
    tx.selectFrom('document_revision').select(['revision', 'model']).orderBy('revision').execute(),
  )
  assert.deepEqual(
    revisions.map(({ revision }) => revision),
    [1, 2],
  )
  assert.deepEqual(UnDocument.parse(revisions[0]?.model), valley())
})

test('only the accepted lines are saved', async () => {
  const symbol = 'CMW/C/SOT/CO/7'
  await accept(await begin({ ...valley(), symbol }))
  const changed = { ...valley(), symbol, title: 'Another title', recommendations: valley().recommendations.slice(1) }
  const draft = await begin(changed)
  await accept(draft, ['field:title'])
  assert.equal((await addresses(symbol)).length, 4)
  const row = await read((tx) =>
    tx.selectFrom('document').select('title').where('symbol', '=', symbol).executeTakeFirst(),
  )
  assert.equal(row?.title, 'Another title')
})

test('lines that do not hold together without another one are refused, and nothing is saved', async () => {
  const symbol = 'CMW/C/SOT/CO/8'
  await accept(await begin({ ...valley(), symbol }))
  const pushed = documentOf(
    [
      ...valley().paragraphs.slice(0, 3),
      paragraph('4', 'recommendation', 'To mend the old lighthouse.'),
      { ...valley().paragraphs[3], number: '5' } as UnDocument['paragraphs'][number],
    ],
    { symbol },
  )
  const draft = await begin(pushed)
  await assert.rejects(
    accept(draft, ['paragraph:>4']),
    (error) => error instanceof Invalid && error.problems[0]?.rule === 'address-taken',
  )
  assert.deepEqual(await addresses(symbol), ['3(a)', '3(b)', '3(c)', '4'])
  await assert.rejects(
    accept(draft, ['paragraph:>99']),
    (error) => error instanceof StepRefused && error.rule === 'lines-changed',
  )
})

test('a deadline that the calendar has for the document is left alone', async () => {
  const symbol = 'CMW/C/SOT/CO/10'
  await act(async (tx) => {
    const { id } = await tx
      .insertInto('document')
      .values({ symbol, body: 'CMW', state: 'SOT', title: 'T' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('deadline')
      .values({
        code: 'OWN',
        what: 'Follow-up',
        owed_to: 'CMW',
        due_on: '2026-05-03',
        source: 'ours',
        document: id,
        report_kind: 'follow-up',
      })
      .execute()
  })
  assert.equal((await accept(await begin({ ...valley(), symbol }))).deadlines, 1)
})

test('a draft is seen by nobody but who began it, and only the secretariat imports', async () => {
  const draft = await begin({ ...valley(), symbol: 'CMW/C/SOT/CO/11' })
  await assert.rejects(
    read((tx) => importDraft(tx, draft.id), 'Ben'),
    NotFound,
  )
  assert.equal((await read((tx) => importDrafts(tx), 'Ben')).length, 0)
  await assert.rejects(begin(valley(), 'Cy'), (error) => error instanceof StepRefused && error.rule === 'not-your-task')
})

test('who corrects a draft that has changed since they saw it is shown what it is now', async () => {
  const draft = await begin({ ...valley(), symbol: 'CMW/C/SOT/CO/12' })
  const next = await act((tx) => correctImport(tx, viewer('Ada'), draft, { is: 'kind', at: '2', kind: 'positive' }))
  assert.equal(next.version, 2)
  await assert.rejects(
    act((tx) => correctImport(tx, viewer('Ada'), draft, { is: 'kind', at: '2', kind: 'mixed' })),
    Conflict,
  )
  await assert.rejects(accept(draft), Conflict)
  assert.equal((await read((tx) => importDraft(tx, draft.id))).model.paragraphs[1]?.kind, 'positive')
})

test('a document without symbol, body or State is not saved', async () => {
  const draft = await begin({ ...valley(), symbol: null, state: null })
  await assert.rejects(
    accept(draft),
    (error) => error instanceof Invalid && error.problems.map(({ field }) => field).join() === 'symbol,state',
  )
})

test('two people who import the same document at once make one document', async () => {
  const model = { ...valley(), symbol: 'CMW/C/SOT/CO/13' }
  const [first, second] = [await begin(model), await begin(model, 'Ben')]
  const outcomes = await Promise.all([accept(first), accept(second, null, 'Ben')])
  assert.deepEqual(outcomes.map(({ outcome }) => outcome).toSorted(), ['saved', 'unchanged'])
  assert.equal((await addresses('CMW/C/SOT/CO/13')).length, 4)
})
