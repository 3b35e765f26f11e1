/** Recommendations in the store: they meet what waited for them, move, are withdrawn and come back as the same rows. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../../tests/store.ts'
import { desk } from './fixtures/desk.ts'
import { documentOf, paragraph, valley } from './fixtures/valley.ts'

const { act, begin, accept, rows } = await desk(await testStore())

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
