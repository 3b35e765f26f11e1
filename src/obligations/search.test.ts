/** What people type, and what is found. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../tests/store.ts'
import { asActor, asReader, PUBLIC_READER, type Reader } from '../store/index.ts'
import { load, sotoland } from './fixtures/sotoland.ts'
import { parseSearch, Search, search } from './search.ts'

const store = await testStore()
const official: Reader = { actor: 'a person', audiences: ['public', 'officials', 'institution:MIG'], language: 'en' }

const found = async (text: string, reader: Reader = PUBLIC_READER) =>
  (await asReader(store.web, reader, (tx) => search(tx, Search.parse({ text, kinds: ['measure'] })))).rows
    .map(({ title }) => title)
    .toSorted()

before(async () => {
  await load(store, sotoland())
  const write = (language: string, title: string, description: string, audience = 'public') =>
    asActor(store.web, { ...official, language }, 'measure.save', (tx) =>
      tx.insertInto('measure').values({ title, description, institution: 'MIG', audience }).execute(),
    )
  await write('en', 'Detention reviewed', 'Children are never held')
  await write('en', 'Detention places closed', 'Visits by judges')
  await write('en', 'Secret detention plan', 'a draft', 'institution:MIG')
  await write('az', 'Məktəblər', 'Uşaqların məktəbə qəbulu')
  await write('ru', 'Школы', 'Приём детей мигрантов в школы')
  await write('tr', 'Okullar', 'Göçmen çocukların okula kaydı')
  await write('ar', 'المدارس', 'قبول أطفال المهاجرين في المدارس')
})

test('plurals and cases of five languages find one another', async () => {
  assert.deepEqual(await found('judge visit'), ['Detention places closed'])
  assert.deepEqual(await found('məktəb'), ['Məktəblər'])
  assert.deepEqual(await found('школа'), ['Школы'])
  assert.deepEqual(await found('okul'), ['Okullar'])
  assert.deepEqual(await found('مدرسة OR المدارس'), ['المدارس'])
})

test('a word left out is missing in every language, plurals too', async () => {
  assert.deepEqual(await found('detention'), ['Detention places closed', 'Detention reviewed'])
  assert.deepEqual(await found('detention NOT children'), ['Detention places closed'])
  assert.deepEqual(await found('detention −visit'), ['Detention reviewed'])
  assert.deepEqual(await found('detention NOT children NOT judges'), [])
})

test('AND, OR and NOT are understood in the language of the person', async () => {
  assert.deepEqual(await found('judges AND detention'), ['Detention places closed'])
  assert.deepEqual(await found('məktəb YAXUD school VƏ YA школа'), ['Məktəblər', 'Школы'])
  assert.deepEqual(await found('школа ИЛИ okul'), ['Okullar', 'Школы'])
  assert.deepEqual(await found('школа НЕ дети'), [])
  assert.deepEqual(await found('okul VEYA detention DEĞİL judge'), ['Detention reviewed', 'Okullar'])
})

test('a phrase in quotes is found as it stands', async () => {
  assert.deepEqual(await found('"places closed"'), ['Detention places closed'])
  assert.deepEqual(await found('“closed places”'), [])
})

test('a draft is found by its own institution alone', async () => {
  assert.deepEqual(await found('secret'), [])
  assert.deepEqual(await found('secret', official), ['Secret detention plan'])
})

test('pages follow one another without repeating, and the total stays', async () => {
  const page = (offset: number) =>
    asReader(store.web, PUBLIC_READER, (tx) => search(tx, Search.parse({ text: 'detention', limit: 1, offset })))
  const [first, second] = [await page(0), await page(1)]
  assert.notEqual(first.rows[0]?.title ?? '', second.rows[0]?.title ?? '')
  assert.ok(first.total >= 2)
  assert.equal(first.total, second.total)
})

test('only leaving out asks for nothing', () => {
  assert.deepEqual(parseSearch('-children NOT "judges"'), { wanted: '', excluded: 'children or "judges"' })
})

test('whatever is typed is understood or searched for as words, never an error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.constantFrom('OR', 'NOT', '-', '"', '(', ')', '&', '|', '!', '<->', ':*', "'", '\\', 'or', 'VƏ'),
          fc.string(),
        ),
      ),
      async (words) => {
        await found(words.join(' ').slice(0, 400).replaceAll('\0', ''))
      },
    ),
    { numRuns: 60 },
  )
})
