/** Nothing is ever left with somebody who has left, not even by two transactions at once. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { asSigner } from '../../../tests/signature.ts'
import { testStore } from '../../../tests/store.ts'
import { type Role, readerOf, type Viewer } from '../../firewall/index.ts'
import { asOperator, StepRefused, systemReader, type Tx } from '../../store/index.ts'
import { appoint, closeAccount, handOver, holdings } from './index.ts'

const store = await testStore()
const people = new Map<string, Viewer>()

before(async () => {
  await asOperator(store, systemReader('test'), 'test', async (tx) => {
    await tx
      .insertInto('institution')
      .values(['HUB', 'MIN', 'SEA'].map((code) => ({ code, name: `{"en":"${code}"}` })))
      .execute()
    await add(tx, 'Sec', 'secretariat', 'HUB')
    for (const name of ['Ann', 'Cleo', 'Eve']) await add(tx, name, 'official', 'MIN')
    const { id } = await tx
      .insertInto('obligation')
      .values({ code: 'X.1', summary: 'X', kind: 'practice', urgency: 'ordinary' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx.insertInto('participation').values({ obligation: id, institution: 'MIN', part: 'lead' }).execute()
    await tx
      .insertInto('post')
      .values({ institution: 'MIN', post: 'focal-point', account: idOf('Cleo') })
      .execute()
    await sql`update followup.account set closed_at = now() where name = 'Ann'`.execute(tx)
  })
})

async function add(tx: Tx, name: string, role: Role, institution: string): Promise<void> {
  const { id } = await tx
    .insertInto('account')
    .values({ name, email: `${name}@example.org`, role, institution })
    .returning('id')
    .executeTakeFirstOrThrow()
  people.set(name, { account: id, name, role, institution, organization: null, language: 'en' })
}
const viewer = (name: string) => people.get(name) ?? assert.fail(name)
const idOf = (name: string) => viewer(name).account ?? assert.fail(name)
const as = <T>(who: string, work: (tx: Tx, viewer: Viewer) => Promise<T>) =>
  asSigner(store, readerOf(viewer(who)), 'people', (tx) => work(tx, viewer(who)))
const refusedAs = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule

test('nothing is assigned to a closed account, by any route', async () => {
  const refused = async (work: (tx: Tx) => Promise<unknown>) =>
    assert.rejects(as('Sec', work), refusedAs('account-closed'))
  await refused((tx) => appoint(tx, viewer('Sec'), { institution: 'MIN', post: 'alternate', account: idOf('Ann') }))
  await refused((tx) =>
    tx
      .updateTable('participation')
      .set({ alternate: idOf('Ann') })
      .execute(),
  )
  await refused((tx) =>
    tx
      .insertInto('measure')
      .values({ title: 'T', institution: 'MIN', audience: 'public', responsible: idOf('Ann') })
      .execute(),
  )
  await refused((tx) => sql`select followup.hand_over(${idOf('Cleo')}, ${idOf('Ann')})`.execute(tx))
})

test('while an account closes nobody can give it work: the one who comes second is refused', async () => {
  for (const first of ['close', 'assign'] as const) {
    const name = first === 'close' ? 'Race1' : 'Race2'
    await asOperator(store, systemReader('test'), 'test', (tx) => add(tx, name, 'official', 'SEA'))
    const closing = (tx: Tx) => closeAccount(tx, viewer('Sec'), { id: idOf(name), version: 1 })
    const assigning = (tx: Tx) =>
      appoint(tx, viewer('Sec'), { institution: 'SEA', post: 'alternate', account: idOf(name) })
    const [one, two] = first === 'close' ? [closing, assigning] : [assigning, closing]
    const begun = Promise.withResolvers<void>()
    const letGo = Promise.withResolvers<void>()
    const winner = as('Sec', async (tx) => {
      await one(tx)
      begun.resolve()
      await letGo.promise
    })
    await begun.promise
    const loser = as('Sec', two)
    const early = await Promise.race([
      loser.then(
        () => 'done',
        () => 'refused',
      ),
      new Promise((go) => setTimeout(go, 200, 'waits')),
    ])
    assert.equal(early, 'waits')
    letGo.resolve()
    await winner
    await assert.rejects(loser, refusedAs(first === 'close' ? 'account-closed' : 'account-holds-work'))
  }
})

test('two hand-overs in opposite directions at once leave all work with one of the two', async () => {
  const pass = (from: string, to: string) =>
    as('Sec', (tx, sec) => handOver(tx, sec, { from: idOf(from), to: idOf(to), afterwards: 'keep' }))
  await Promise.all([pass('Cleo', 'Eve'), pass('Eve', 'Cleo')])
  const held = await Promise.all(['Cleo', 'Eve'].map((name) => as(name, (tx) => holdings(tx, idOf(name)))))
  assert.deepEqual(held.map(({ posts: those }) => those.length).toSorted(), [0, 1])
})
