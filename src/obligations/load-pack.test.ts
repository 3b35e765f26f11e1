/** The country pack meets what people have decided. */
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { installedPacks, loadPack } from '../countries/index.ts'
import { asActor, asReader, type Reader, systemReader } from '../store/index.ts'
import { load, sotoland } from './fixtures/sotoland.ts'
import { packObligationCode } from './load-pack.ts'

const store = await testStore()
const person: Reader = { actor: 'a person', audiences: ['public', 'officials'], language: 'en' }

const one = (code: string) =>
  asReader(store.web, person, (tx) =>
    tx.selectFrom('obligation').selectAll().where('code', '=', code).executeTakeFirstOrThrow(),
  )
const historyLength = () =>
  asReader(store.web, person, async (tx) =>
    Number((await sql<{ n: string }>`select count(*) as n from followup.history`.execute(tx)).rows[0]?.n),
  )
const change = (code: string, fields: Record<string, string>) =>
  asActor(store.web, person, 'obligation.edit', (tx) =>
    tx
      .updateTable('obligation')
      .set({ ...fields, version: sql`version + 1` })
      .where('code', '=', code)
      .execute(),
  )
const leadsOf = (code: string) =>
  asReader(store.web, person, (tx) =>
    tx
      .selectFrom('participation as p')
      .innerJoin('obligation as o', 'o.id', 'p.obligation')
      .select(['p.institution', 'p.part'])
      .where('o.code', '=', code)
      .orderBy('p.institution')
      .execute(),
  )

beforeEach(() => load(store, sotoland()))

test('a pack becomes recommendations by address, and a split paragraph stays one recommendation', async () => {
  const rows = await asReader(store.web, person, (tx) =>
    tx.selectFrom('recommendation').select(['address', 'text']).orderBy('position').execute(),
  )
  assert.deepEqual(rows, [
    { address: '12(a)', text: null },
    { address: '12(b)', text: null },
    { address: '14', text: null },
  ])
  assert.equal((await one('CMW.SOT.2.14.ONE')).state, 'proposed')
  assert.deepEqual(await leadsOf('CMW.SOT.2.12(a)'), [
    { institution: 'JUS', part: 'contributing' },
    { institution: 'MIG', part: 'lead' },
  ])
})

test('the same pack again changes nothing and writes no history', async () => {
  const before = await historyLength()
  await load(store, sotoland())
  assert.equal(await historyLength(), before)
})

test('a changed pack changes what only the pack has written, and whoever had it open learns of it', async () => {
  const before = await one('CMW.SOT.2.12(b)')
  const pack = sotoland()
  pack.obligations = pack.obligations.map((row) =>
    row.id === '12(b)' ? { ...row, note: 'Read article 30 with it' } : row,
  )
  await load(store, pack)
  const after = await one('CMW.SOT.2.12(b)')
  assert.equal(after.note, 'Read article 30 with it')
  assert.equal(after.version, before.version + 1)
})

test('a summary that a person rewrote survives a changed pack, while its other fields follow the pack', async () => {
  await change('CMW.SOT.2.12(a)', { summary: 'As the ministry puts it' })
  const pack = sotoland()
  pack.obligations = pack.obligations.map((row) =>
    row.id === '12(a)' ? { ...row, summary: 'New words', urgency: 'prompt' as const } : row,
  )
  await load(store, pack)
  const after = await one('CMW.SOT.2.12(a)')
  assert.equal(after.summary, 'As the ministry puts it')
  assert.equal(after.urgency, 'prompt')
})

test('a note that a person removed does not come back', async () => {
  const pack = sotoland()
  pack.obligations = pack.obligations.map((row) => (row.id === '14#ONE' ? { ...row, note: 'A note' } : row))
  await load(store, pack)
  await asActor(store.web, person, 'obligation.edit', (tx) =>
    tx.updateTable('obligation').set({ note: null }).where('code', '=', 'CMW.SOT.2.14.ONE').execute(),
  )
  await load(store, pack)
  assert.equal((await one('CMW.SOT.2.14.ONE')).note, null)
})

test('another lead in the pack moves the assignment, unless people have assigned already', async () => {
  const movedTo = (lead: string) => {
    const pack = sotoland()
    pack.obligations = pack.obligations.map((row) => (row.id.startsWith('14#') ? { ...row, lead, support: [] } : row))
    return pack
  }
  const code = 'CMW.SOT.2.14.TWO'
  await load(store, movedTo('JUS'))
  assert.deepEqual(await leadsOf(code), [{ institution: 'JUS', part: 'lead' }])
  const { id } = await one(code)
  await asActor(store.web, person, 'participation.assign', (tx) =>
    tx.insertInto('participation').values({ obligation: id, institution: 'OMB', part: 'contributing' }).execute(),
  )
  await load(store, movedTo('MIG'))
  assert.deepEqual(await leadsOf(code), [
    { institution: 'JUS', part: 'lead' },
    { institution: 'OMB', part: 'contributing' },
  ])
})

test('the target that the coordinating body set is not taken back by a pack that knows none', async () => {
  await asActor(store.web, person, 'indicator.benchmark', (tx) =>
    tx.updateTable('indicator').set({ target: 75 }).where('name', '=', 'doors-opened').execute(),
  )
  const pack = sotoland()
  pack.indicators['doors-opened'] = {
    ...pack.indicators['doors-opened'],
    source: 'a survey',
  } as (typeof pack.indicators)[string] // it is there
  await load(store, pack)
  const row = await asReader(store.web, person, (tx) =>
    tx.selectFrom('indicator').selectAll().where('name', '=', 'doors-opened').executeTakeFirstOrThrow(),
  )
  assert.deepEqual([row.target, row.source], ['75', 'a survey'])
})

test('the pack of Azerbaijan is in with every row of it, and again without a trace', async (t) => {
  const azerbaijan = await loadPack(installedPacks.AZE ?? '')
  const from = performance.now()
  await load(store, azerbaijan)
  const took = performance.now() - from
  t.diagnostic(`${azerbaijan.obligations.length} obligations in ${Math.round(took)} ms`)
  const before = await historyLength()
  const again = performance.now()
  await load(store, azerbaijan)
  t.diagnostic(`again, unchanged: ${Math.round(performance.now() - again)} ms`)
  assert.equal(await historyLength(), before)
  const codes = azerbaijan.obligations.map((row) => packObligationCode(azerbaijan, row))
  const stored = await asReader(store.web, systemReader('test'), (tx) =>
    tx.selectFrom('obligation').select('code').where('code', 'in', codes).execute(),
  )
  assert.equal(stored.length, azerbaijan.obligations.length)
  assert.ok(
    codes.every((code) => encodeURI(code) === code),
    'codes need no escaping in an address',
  )
})
