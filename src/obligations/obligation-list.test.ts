/** Lists narrow down as people expect, and never show another's drafts. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { readerOf } from '../firewall/index.ts'
import { asActor, asReader, PUBLIC_READER, type Reader, systemReader } from '../store/index.ts'
import { load, settle, sotoland } from './fixtures/sotoland.ts'
import { findObligation } from './obligation.ts'
import { Filter, listObligations } from './obligation-list.ts'

const store = await testStore()
const people = await (async () => {
  await load(store, sotoland())
  return settle(store)
})()
const today = Temporal.PlainDate.from('2026-11-24')

const listed = (filter: Record<string, string>, reader: Reader = PUBLIC_READER) =>
  asReader(store.web, reader, (tx) => listObligations(tx, Filter.parse(filter), { limit: 50, offset: 0, today }))
const codes = async (filter: Record<string, string>) =>
  (await listed(filter)).rows.map(({ code }) => code.replace('CMW.SOT.2.', ''))

before(() =>
  asActor(store.web, systemReader('import'), 'import.save', async (tx) => {
    await tx
      .updateTable('recommendation')
      .set({ text: 'Lanterns shall be lit at every gate' })
      .where('address', '=', '12(b)')
      .execute()
  }),
)

test('the list stands in the order of the document, with lead and contributors', async () => {
  const { rows, total } = await listed({})
  assert.deepEqual(
    rows.map(({ code, lead, contributing }) => [code, lead, contributing]),
    [
      ['CMW.SOT.2.12(a)', 'MIG', ['JUS']],
      ['CMW.SOT.2.12(b)', 'JUS', []],
      ['CMW.SOT.2.14.ONE', 'OMB', []],
      ['CMW.SOT.2.14.TWO', 'MIG', ['JUS']],
    ],
  )
  assert.equal(total, 4)
})

test('each filter narrows by what it names, and two narrow together', async () => {
  assert.deepEqual(await codes({ institution: 'JUS' }), ['12(a)', '12(b)', '14.TWO'])
  assert.deepEqual(await codes({ theme: 'education' }), ['12(b)'])
  assert.deepEqual(await codes({ article: '17', institution: 'OMB' }), ['14.ONE'])
  assert.deepEqual(await codes({ sdg: '10.7', followUp: 'yes' }), ['12(a)'])
  assert.deepEqual(
    await codes({ body: 'CMW', cycle: '2', document: 'CMW/C/SOT/CO/2', cluster: 'C.1', people: 'children' }),
    [],
  )
  assert.deepEqual(await codes({ cycle: '1' }), [])
  assert.deepEqual(await codes({ state: 'completed' }), [])
})

test('an obligation is found by the words of the document as well as by its own', async () => {
  assert.deepEqual(await codes({ text: 'lantern gates' }), ['12(b)'])
  assert.deepEqual(await codes({ text: 'paragraph NOT lanterns' }), ['12(a)', '14.ONE', '14.TWO'])
})

test('overdue is a day that passed without receipt, an own day, or a measure that the reader sees', async () => {
  assert.deepEqual(await codes({ overdue: 'yes' }), ['12(a)', '14.TWO'])
  const { rows } = await asReader(store.web, PUBLIC_READER, (tx) =>
    listObligations(tx, Filter.parse({ overdue: 'yes' }), {
      limit: 50,
      offset: 0,
      today: Temporal.PlainDate.from('2026-04-10'),
    }),
  )
  assert.deepEqual(
    rows.map(({ code }) => code),
    ['CMW.SOT.2.14.TWO'],
    'on the day itself it is not overdue',
  )
  await asActor(store.web, readerOf(people.justice), 'measure.save', async (tx) => {
    const { id } = await tx
      .insertInto('measure')
      .values({ title: 'Late', institution: 'JUS', ends_on: '2026-01-01', audience: 'institution:JUS' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { id: obligation } = await tx
      .selectFrom('obligation')
      .select('id')
      .where('code', '=', 'CMW.SOT.2.12(b)')
      .executeTakeFirstOrThrow()
    await tx.insertInto('measure_obligation').values({ measure: id, obligation }).execute()
  })
  const seenBy = async (reader: Reader) =>
    (await listed({ overdue: 'yes' }, reader)).rows.map(({ code, measures }) => [
      code.replace('CMW.SOT.2.', ''),
      measures,
    ])
  assert.deepEqual(await seenBy(readerOf(people.justice)), [
    ['12(a)', 0],
    ['12(b)', 1],
    ['14.TWO', 0],
  ])
  assert.deepEqual(await seenBy(readerOf(people.focal)), [
    ['12(a)', 0],
    ['14.TWO', 0],
  ])
})

test('the page of one obligation and every list agree on what is overdue', async () => {
  const filtered = await codes({ overdue: 'yes' })
  const { rows } = await listed({})
  assert.deepEqual(
    rows.filter((row) => row.overdue).map(({ code }) => code.replace('CMW.SOT.2.', '')),
    filtered,
  )
  for (const { code, overdue } of rows)
    assert.equal(
      (await asReader(store.web, PUBLIC_READER, (tx) => findObligation(tx, code, today))).overdue,
      overdue,
      code,
    )
})

test('the tabs count each state of the filter, whatever state is shown', async () => {
  const { byState, total } = await listed({ state: 'open', institution: 'JUS' })
  assert.equal(total, 0)
  assert.equal(byState.proposed, 3)
})
