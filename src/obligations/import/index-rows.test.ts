/** Rows of the Universal Human Rights Index: thousands at once, again without effect, and meeting what is here. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import type { IndexRow } from '../../documents/index-export/index.ts'
import { asActor, asReader, PUBLIC_READER, systemReader, type Tx } from '../../store/index.ts'
import { importIndexRows } from './index.ts'

const store = await testStore()
const act = <T>(work: (tx: Tx) => Promise<T>) => asActor(store.web, systemReader('import'), 'index.import', work)
const load = (rows: readonly IndexRow[]) => act((tx) => importIndexRows(tx, rows, { state: 'SOT' }))
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const recommendations = (symbol: string) =>
  asReader(store.web, PUBLIC_READER, (tx) =>
    tx
      .selectFrom('recommendation as r')
      .innerJoin('document as d', 'd.id', 'r.document')
      .select(['r.id', 'address', 'annotation', 'text', 'themes', 'sdg_targets as targets'])
      .where('d.symbol', '=', symbol)
      .orderBy('r.position')
      .execute(),
  )

function row(n: number, change: Partial<IndexRow> = {}): IndexRow {
  return {
    row: n,
    annotationId: uuid(n),
    symbol: 'CRC/C/SOT/CO/4',
    body: 'CRC',
    states: ['SOT'],
    paragraph: String(n),
    heading: null,
    text: `Keep the ${n}th footbridge open to schoolchildren.`,
    themes: ['Education'],
    peopleConcerned: ['Children'],
    sdgTargets: ['4.1'],
    sdgGoals: [],
    publishedOn: '2020-03-01',
    type: 'recommendation',
    upr: null,
    doubts: [],
    ...change,
  }
}

test('2,500 rows come in, in one transaction, and again without any change', async () => {
  const rows = Array.from({ length: 2500 }, (_, n) =>
    row(n + 10_000, { symbol: `HRC/SOT/${n % 40}`, paragraph: n % 3 === 0 ? null : String(n) }),
  )
  const first = await load(rows)
  assert.deepEqual(first, { added: 2500, met: 0, changed: 0, unchanged: 0, refused: [] })
  assert.deepEqual(await load(rows), { added: 0, met: 0, changed: 0, unchanged: 2500, refused: [] })
  assert.equal((await recommendations('HRC/SOT/0')).length, 63)
})

test('each row that is not taken in is named with its reason, and the others come in', async () => {
  const done = await load([
    row(1, { states: ['TUR'] }),
    row(2, { type: 'concern' }),
    row(3, { body: null }),
    row(4, { annotationId: 'none' }),
    row(5),
    row(6, { annotationId: uuid(5) }),
    row(7, { type: null }),
  ])
  assert.equal(done.added, 2)
  assert.deepEqual(
    done.refused.map(({ row: at, reason }) => [at, reason]),
    [
      [1, 'other-state'],
      [2, 'not-a-recommendation'],
      [3, 'no-body'],
      [4, 'id-is-no-uuid'],
      [6, 'duplicate-id'],
    ],
  )
})

test('a row meets the recommendation of its symbol and paragraph, whose own words stay', async () => {
  const symbol = 'CMW/C/SOT/CO/2'
  await act(async (tx) => {
    const { id } = await tx
      .insertInto('document')
      .values({ symbol, body: 'CMW', state: 'SOT', title: 'T', model: '{"paragraphs":[]}' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('recommendation')
      .values([
        { document: id, address: '3(a)', text: 'The words of the document.', themes: ['Work'] },
        { document: id, address: '9' },
      ])
      .execute()
  })
  const done = await load([
    row(20, { symbol, paragraph: '3(a)' }),
    row(21, { symbol, paragraph: '9' }),
    row(22, { symbol, paragraph: null }),
  ])
  assert.deepEqual([done.met, done.added], [2, 1])
  const found = await recommendations(symbol)
  const at = (address: string | null) => found.find((one) => one.address === address)
  assert.deepEqual(
    [at('3(a)')?.text, at('3(a)')?.annotation, at('3(a)')?.themes],
    ['The words of the document.', uuid(20), ['Work', 'Education']],
  )
  assert.match(at('9')?.text ?? '', /21th footbridge/)
  assert.equal(at(null)?.annotation, uuid(22))
})

test('two rows of one paragraph are two recommendations, of which the first has the address', async () => {
  const symbol = 'CCPR/C/SOT/CO/1'
  await load([row(30, { symbol, paragraph: '5' }), row(31, { symbol, paragraph: '5' })])
  await load([row(32, { symbol, paragraph: '5' })])
  assert.deepEqual(
    (await recommendations(symbol)).map(({ address, annotation }) => [address, annotation]),
    [
      ['5', uuid(30)],
      [null, uuid(31)],
      [null, uuid(32)],
    ],
  )
})

test('a row whose text the Index has mended changes the recommendation that it is', async () => {
  const symbol = 'CAT/C/SOT/CO/1'
  await load([row(40, { symbol })])
  const [before] = await recommendations(symbol)
  assert.equal((await load([row(40, { symbol, text: 'Mended.', sdgTargets: ['16.3'] })])).changed, 1)
  const [after, ...others] = await recommendations(symbol)
  assert.deepEqual([after?.id, after?.text, after?.targets, others], [before?.id, 'Mended.', ['4.1', '16.3'], []])
})

test('a row without an identifier is known again by its words', async () => {
  const symbol = 'CED/C/SOT/CO/1'
  const bare = row(50, { symbol, annotationId: null })
  assert.equal((await load([bare])).added, 1)
  assert.equal((await load([bare])).unchanged, 1)
  assert.equal((await load([row(50, { symbol })])).met, 1, 'and gets its identifier when the Index has one')
})

test('a row that cannot be saved saves none of the others', async () => {
  const symbol = 'CERD/C/SOT/CO/1'
  await assert.rejects(load([row(60, { symbol }), row(61, { symbol, publishedOn: 'soon' })]))
  assert.deepEqual(await recommendations(symbol), [])
})
