/** Sessions end when they must, and a form typed meanwhile is kept. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { asOperator, StepRefused, systemReader, type Tx } from '../store/index.ts'
import { closeSession, keepForm, openSession, takeKeptForm, viewerOfSession } from './index.ts'

const store = await testStore()
const act = <T>(work: (tx: Tx) => Promise<T>) => asOperator(store, systemReader('test'), 'test', work)
let account = ''

before(async () => {
  account = await act(async (tx) => {
    await tx.insertInto('institution').values({ code: 'AAA', name: '{"en":"A"}' }).execute()
    const row = await tx
      .insertInto('account')
      .values({ name: 'Test Person', email: 'a@example.org', role: 'official', institution: 'AAA' })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  })
})

async function age(minutes: number): Promise<void> {
  await act((tx) => sql`update followup.session set seen_at = now() - make_interval(mins => ${minutes})`.execute(tx))
}

test('a session is known by its token alone, which the database does not hold', async () => {
  const token = await act((tx) => openSession(tx, account))
  assert.equal((await act((tx) => viewerOfSession(tx, token)))?.institution, 'AAA')
  assert.equal(await act((tx) => viewerOfSession(tx, `${token}x`)), null)
  const rows = await act((tx) => sql<{ t: string }>`select to_jsonb(s)::text as t from followup.session s`.execute(tx))
  assert.ok(rows.rows.every(({ t }) => !t.includes(token)))
})

test('a session ends after thirty minutes without use, and when it is closed', async () => {
  const token = await act((tx) => openSession(tx, account))
  await age(29)
  assert.notEqual(await act((tx) => viewerOfSession(tx, token)), null)
  await age(31)
  assert.equal(await act((tx) => viewerOfSession(tx, token)), null)
  const other = await act((tx) => openSession(tx, account))
  await act((tx) => closeSession(tx, other))
  assert.equal(await act((tx) => viewerOfSession(tx, other)), null)
})

test('a form typed after the session ended is given back once, on its own page, to who typed it', async () => {
  const token = await act((tx) => keepForm(tx, { path: '/work', fields: { title: 'Long text' }, account }))
  const take = (path: string, who: string) => act((tx) => takeKeptForm(tx, { path, account: who }, token))
  assert.equal(await take('/other', account), null)
  assert.equal(await take('/work', '00000000-0000-4000-8000-000000000000'), null)
  assert.deepEqual(await take('/work', account), { title: 'Long text' })
  assert.equal(await take('/work', account), null)
})

test('a closed account is signed out at once and cannot sign in', async () => {
  const token = await act((tx) => openSession(tx, account))
  await act((tx) => sql`update followup.account set closed_at = now() where id = ${account}`.execute(tx))
  assert.equal(await act((tx) => viewerOfSession(tx, token)), null)
  await assert.rejects(
    act((tx) => openSession(tx, account)),
    (error) => error instanceof StepRefused && error.rule === 'account-closed',
  )
})
