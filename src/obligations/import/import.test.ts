/** A document comes in whole, comes in again, comes in corrected; and nothing that hangs on it is lost. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { UnDocument } from '../../documents/index.ts'
import { readerOf, type Viewer } from '../../firewall/index.ts'
import {
  asActor,
  asReader,
  Conflict,
  Invalid,
  NotFound,
  StepRefused,
  systemReader,
  type Tx,
} from '../../store/index.ts'
import { documentOf, paragraph, valley } from './fixtures/valley.ts'
import {
  acceptImport,
  beginImport,
  correctImport,
  type DraftVersion,
  diffImport,
  importDraft,
  importDrafts,
} from './index.ts'

const store = await testStore()
const SHA = 'a'.repeat(64)
const viewers = new Map<string, Viewer>()

before(async () => {
  await asActor(store.web, systemReader('test'), 'test', async (tx) => {
    await tx.insertInto('institution').values({ code: 'HUB', name: '{"en":"Hub"}' }).execute()
    for (const [name, role] of [
      ['Ada', 'secretariat'],
      ['Ben', 'secretariat'],
      ['Cy', 'official'],
    ] as const) {
      const { id } = await tx
        .insertInto('account')
        .values({ name, email: `${name}@example.org`, role, institution: 'HUB' })
        .returning('id')
        .executeTakeFirstOrThrow()
      viewers.set(name, { account: id, name, role, institution: 'HUB', organization: null, language: 'en' })
    }
  })
})

function viewer(name: string): Viewer {
  const found = viewers.get(name)
  assert.ok(found)
  return found
}
const act = <T>(work: (tx: Tx) => Promise<T>, who = 'Ada') => asActor(store.web, readerOf(viewer(who)), 'import', work)
const read = <T>(work: (tx: Tx) => Promise<T>, who = 'Ada') => asReader(store.web, readerOf(viewer(who)), work)
const begin = (model: UnDocument, who = 'Ada') =>
  act((tx) => beginImport(tx, viewer(who), { fileName: 'valley.docx', sha256: SHA, model }), who)
const accept = (draft: DraftVersion, lines: readonly string[] | null = null) =>
  act((tx) => acceptImport(tx, viewer('Ada'), draft, lines))
const rows = (symbol: string) =>
  read((tx) =>
    tx
      .selectFrom('recommendation as r')
      .innerJoin('document as d', 'd.id', 'r.document')
      .selectAll('r')
      .where('d.symbol', '=', symbol)
      .orderBy('r.position')
      .execute(),
  )
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
  assert.equal((await read((tx) => diffImport(tx, draft.id))).against, 'same')
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
  const { lines } = await read((tx) => diffImport(tx, draft.id))
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

test('a document meets the rows that waited for it, by symbol and address', async () => {
  const symbol = 'CMW/C/SOT/CO/9'
  const waiting = await act(async (tx) => {
    const { id } = await tx
      .insertInto('document')
      .values({ symbol, body: 'CMW', state: 'SOT', title: 'Known by name only', cycle: 9 })
      .returning('id')
      .executeTakeFirstOrThrow()
    return tx
      .insertInto('recommendation')
      .values([
        { document: id, address: '3(b)', articles: ['64'] },
        { document: id, address: '77' },
      ])
      .returning(['id', 'address'])
      .execute()
  })
  const saved = await accept(await begin({ ...valley(), symbol }))
  assert.deepEqual([saved.recommendations.met, saved.recommendations.added], [1, 3])
  const met = (await rows(symbol)).find(({ id }) => id === waiting[0]?.id)
  assert.deepEqual([met?.address, met?.articles, met?.text?.includes('mountain passes')], ['3(b)', ['64'], true])
  const unmet = (await rows(symbol)).find(({ address }) => address === '77')
  assert.deepEqual([unmet?.text, unmet?.withdrawn_at], [null, null])
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
  const outcomes = await Promise.all([accept(first), act((tx) => acceptImport(tx, viewer('Ben'), second), 'Ben')])
  assert.deepEqual(outcomes.map(({ outcome }) => outcome).toSorted(), ['saved', 'unchanged'])
  assert.equal((await addresses('CMW/C/SOT/CO/13')).length, 4)
})

test('rows of the Index that were here first meet the document by their words; the others wait and are not withdrawn', async () => {
  const symbol = 'CMW/C/SOT/CO/14'
  const shelter = valley().recommendations[3]?.text ?? ''
  await act(async (tx) => {
    const { id } = await tx
      .insertInto('document')
      .values({ symbol, body: 'CMW', state: 'SOT', title: symbol })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('recommendation')
      .values([
        { document: id, annotation: '00000000-0000-4000-8000-000000000001', text: shelter },
        {
          document: id,
          annotation: '00000000-0000-4000-8000-000000000002',
          text: 'Something that the Index alone has.',
        },
      ])
      .execute()
  })
  await accept(await begin({ ...valley(), symbol }))
  const byAnnotation = (last: string) => async () =>
    (await rows(symbol)).find(({ annotation }) => annotation?.endsWith(last))
  assert.equal((await byAnnotation('1')())?.address, '4')
  const waiting = await byAnnotation('2')()
  assert.deepEqual([waiting?.address, waiting?.withdrawn_at], [null, null])
})

test('whatever is corrected, one time after another, the store holds just what the document asks, and no row is lost', async () => {
  const WORDS = ['bridge', 'harbour', 'lantern', 'ferry', 'road', 'well'].map(
    (word) => `Keep every ${word} open in winter and count the ${word} users.`,
  )
  const anyModel = fc
    .array(fc.tuple(fc.constantFrom(...WORDS), fc.subarray(WORDS, { maxLength: 3 })), { minLength: 1, maxLength: 4 })
    .map((parts) =>
      documentOf(
        parts.map(([text, items], index) =>
          paragraph(
            String(index + 1),
            'recommendation',
            text,
            Object.fromEntries(items.map((item, at) => [`(${'abc'[at]})`, item])),
          ),
        ),
      ),
    )
  let run = 100
  await fc.assert(
    fc.asyncProperty(fc.array(anyModel, { minLength: 2, maxLength: 5 }), async (models) => {
      const symbol = `CMW/C/SOT/CO/${run++}`
      let known: string[] = []
      for (const model of models) {
        await accept(await begin({ ...model, symbol }))
        const now = await rows(symbol)
        const living = now.filter(({ withdrawn_at }) => withdrawn_at === null)
        assert.deepEqual(
          living.map(({ address, text }) => ({ id: address, text })),
          model.recommendations,
        )
        assert.ok(known.every((id) => now.some((row) => row.id === id)))
        known = now.map(({ id }) => id)
      }
    }),
    { numRuns: 25 },
  )
})

test('a recommendation that was withdrawn comes back with the same words, and lends its decisions to no other', async () => {
  const symbol = 'CMW/C/SOT/CO/15'
  const with4 = (text: string | null) =>
    documentOf(
      [
        paragraph('3', 'recommendation', 'Keep the bells.'),
        ...(text === null ? [] : [paragraph('4', 'recommendation', text)]),
      ],
      { symbol },
    )
  const at4 = async () =>
    (await rows(symbol)).find(({ address, withdrawn_at }) => address === '4' && withdrawn_at === null)
  const save = async (text: string | null) => accept(await begin(with4(text)))
  await save('Paint the lighthouse white.')
  const first = await at4()
  await save(null)
  await save('Hire three doctors for the valley.')
  assert.notEqual((await at4())?.id, first?.id)
  await save(null)
  await save('Paint the lighthouse white.')
  assert.equal((await at4())?.id, first?.id)
})
