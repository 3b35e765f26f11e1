/** Accounts, posts and hand-over; and two transactions at once that try to leave work with somebody who has left. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { asSigner } from '../../../tests/signature.ts'
import { testStore } from '../../../tests/store.ts'
import { openSession, type Role, readerOf, type Viewer, viewerOfSession } from '../../firewall/index.ts'
import {
  asActor,
  asOperator,
  asReader,
  Conflict,
  Invalid,
  NotFound,
  StepRefused,
  systemReader,
  type Tx,
} from '../../store/index.ts'
import {
  accounts,
  appoint,
  changeAccount,
  closeAccount,
  colleaguesOf,
  findAccount,
  handOver,
  holdings,
  type NewAccount,
  openAccount,
  posts,
  reopenAccount,
  successorsOf,
  vacate,
} from './index.ts'

const store = await testStore()
const people = new Map<string, Viewer>()
const obligations: string[] = []

before(async () => {
  await asOperator(store, systemReader('test'), 'test', async (tx) => {
    await tx
      .insertInto('institution')
      .values(['HUB', 'MIN', 'SEA'].map((code) => ({ code, name: `{"en":"${code}"}` })))
      .execute()
    await tx.insertInto('organization').values({ code: 'NGO', name: 'Friends', kind: 'ngo' }).execute()
    await add(tx, 'Sec', 'secretariat', 'HUB')
    for (const name of ['Ann', 'Bob', 'Cleo', 'Dan', 'Eve']) await add(tx, name, 'official', 'MIN')
    await add(tx, 'Sue', 'official', 'SEA')
    for (const code of ['X.1', 'X.2']) {
      const { id } = await tx
        .insertInto('obligation')
        .values({ code, summary: code, kind: 'practice', urgency: 'ordinary' })
        .returning('id')
        .executeTakeFirstOrThrow()
      await tx.insertInto('participation').values({ obligation: id, institution: 'MIN', part: 'lead' }).execute()
      obligations.push(id)
    }
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
const signIn = (account: string) =>
  asActor(store.door, systemReader('test'), 'session.open', (tx) => openSession(tx, account))
const versionOf = (name: string) =>
  as(
    'Sec',
    async (tx) =>
      (await tx.selectFrom('account').select('version').where('id', '=', idOf(name)).executeTakeFirstOrThrow()).version,
  )
const close = async (name: string) => {
  const version = await versionOf(name)
  return as('Sec', (tx, sec) => closeAccount(tx, sec, { id: idOf(name), version }))
}
const fresh = (change: Partial<NewAccount> = {}): NewAccount => ({
  name: 'New',
  email: 'new@example.org',
  role: 'official',
  institution: 'MIN',
  language: 'en',
  ...change,
})
const refusedAs = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule
const invalidAs = (rule: string) => (error: unknown) =>
  error instanceof Invalid && error.problems.some((one) => one.rule === rule)

test('an account belongs where its role says, has an address of its own, and is opened by the secretariat', async () => {
  const open = (change: Partial<NewAccount>, who = 'Sec') =>
    as(who, (tx, viewer) => openAccount(tx, viewer, fresh(change)))
  await assert.rejects(open({}, 'Ann'), refusedAs('not-your-task'))
  await assert.rejects(open({ email: 'ANN@example.org' }), invalidAs('taken'))
  await assert.rejects(open({ institution: 'NOWHERE' }), invalidAs('unknown'))
  await assert.rejects(open({ role: 'civil-society' }), invalidAs('not-for-this-role'))
  const { institution: _, ...withoutInstitution } = fresh()
  await assert.rejects(
    as('Sec', (tx, sec) => openAccount(tx, sec, withoutInstitution)),
    invalidAs('missing'),
  )
  await as('Sec', (tx, sec) =>
    openAccount(tx, sec, { ...withoutInstitution, role: 'civil-society', organization: 'NGO' }),
  )
  await as('Sec', (tx, sec) =>
    openAccount(tx, sec, { ...withoutInstitution, role: 'committee', email: 'committee@example.org' }),
  )
})

test('accounts are listed to the secretariat, and to colleagues their own', async () => {
  const list = (who: string, institution?: string) =>
    as(who, (tx, viewer) => accounts(tx, viewer, institution === undefined ? { limit: 3 } : { institution }))
  const all = await list('Sec')
  assert.deepEqual([all.rows.length, all.total], [3, 9])
  assert.deepEqual(
    (await list('Ann', 'MIN')).rows.map(({ name }) => name),
    ['Ann', 'Bob', 'Cleo', 'Dan', 'Eve'],
  )
  await assert.rejects(list('Ann', 'SEA'), refusedAs('not-your-task'))
  await assert.rejects(list('Ann'), refusedAs('not-your-task'))
})

test('a post goes to a person of the institution, never to the focal point’s own validator', async () => {
  const give = (post: 'focal-point' | 'validator' | 'head', name: string, who = 'Sec', institution = 'MIN') =>
    as(who, (tx, viewer) => appoint(tx, viewer, { institution, post, account: idOf(name) }))
  await give('focal-point', 'Ann')
  await assert.rejects(give('validator', 'Ann'), invalidAs('validator-is-focal-point'))
  await assert.rejects(give('validator', 'Sue'), invalidAs('of-another-institution'))
  await assert.rejects(give('validator', 'Bob', 'Bob'), refusedAs('not-your-task'))
  await give('head', 'Dan')
  await give('validator', 'Bob', 'Dan') // the head of the institution
  await assert.rejects(give('validator', 'Cleo'), (error) => error instanceof Conflict && error.current.name === 'Bob')
  assert.deepEqual(
    (await as('Sec', (tx) => posts(tx, 'MIN'))).map(({ post, name }) => [post, name]),
    [
      ['focal-point', 'Ann'],
      ['head', 'Dan'],
      ['validator', 'Bob'],
    ],
  )
})

test('a post is left vacant by whoever may give it', async () => {
  await as('Sec', (tx, sec) => appoint(tx, sec, { institution: 'MIN', post: 'alternate', account: idOf('Cleo') }))
  await assert.rejects(
    as('Cleo', (tx, cleo) => vacate(tx, cleo, { institution: 'MIN', post: 'alternate', version: 1 })),
    refusedAs('not-your-task'),
  )
  await as('Dan', (tx, dan) => vacate(tx, dan, { institution: 'MIN', post: 'alternate', version: 1 }))
  assert.equal((await as('Sec', (tx) => posts(tx, 'MIN'))).length, 3)
  await assert.rejects(
    as('Sec', (tx, sec) =>
      appoint(tx, sec, { institution: 'MIN', post: 'alternate', account: idOf('Cleo'), version: 1 }),
    ),
    (error) => error instanceof Conflict && error.current.account === null,
    'who gives it from an older page is told that it is vacant now',
  )
})

test('everything a person holds is listed and passes on at once, drafts that the secretariat cannot see included', async () => {
  await as('Ann', async (tx) => {
    await tx
      .updateTable('participation')
      .set({ focal_point: idOf('Ann') })
      .where('obligation', '=', obligations[0] ?? '')
      .execute()
    await tx
      .insertInto('measure')
      .values([
        { title: 'Quiet draft', institution: 'MIN', audience: 'institution:MIN', responsible: idOf('Ann') },
        { title: 'Done long ago', institution: 'MIN', audience: 'public', responsible: idOf('Ann'), state: 'done' },
      ])
      .execute()
    await tx
      .insertInto('import_draft')
      .values({ account: idOf('Ann'), file_name: 'a.docx', source_sha256: 'x', model: '{}' })
      .execute()
    await tx
      .insertInto('validation')
      .values({ obligation: obligations[1] ?? '', claimed_by: idOf('Ann'), statement: 'Done' })
      .execute()
  })
  const held = await as('Ann', (tx) => holdings(tx, idOf('Ann')))
  assert.deepEqual(
    [
      held.posts.map(({ post }) => post),
      held.participations.map(({ code, as: parts }) => [code, parts]),
      held.measures.map(({ title }) => title),
      held.importDrafts.length,
    ],
    [['focal-point'], [['X.1', ['focal-point']]], ['Quiet draft'], 1],
  )
  assert.deepEqual(
    (await as('Bob', (tx) => holdings(tx, idOf('Bob')))).claims.map(({ code }) => code),
    ['X.2'],
  )
  assert.deepEqual((await as('Sec', (tx) => holdings(tx, idOf('Ann')))).measures, [], 'not theirs to see')

  await assert.rejects(close('Ann'), refusedAs('account-holds-work'))
  await as('Sec', (tx, sec) => handOver(tx, sec, { from: idOf('Ann'), to: idOf('Cleo'), afterwards: 'close' }))
  const passed = await as('Cleo', (tx) => holdings(tx, idOf('Cleo')))
  assert.deepEqual(
    [passed.posts.length, passed.participations.length, passed.measures.length, passed.importDrafts.length],
    [1, 1, 1, 1],
  )
  const claim = await as('Sec', (tx) => tx.selectFrom('validation').select('claimed_by').executeTakeFirstOrThrow())
  assert.equal(claim.claimed_by, idOf('Ann'), 'what she said stays hers')
  const gone = await as('Sec', (tx) =>
    tx.selectFrom('account').select('closed_at').where('id', '=', idOf('Ann')).executeTakeFirstOrThrow(),
  )
  assert.notEqual(gone.closed_at, null)
})

test('a head passes work on, and closes no account by it; nor does the secretariat close its own', async () => {
  const closing = (who: string, from: string, to: string) =>
    as(who, (tx, viewer) => handOver(tx, viewer, { from: idOf(from), to: idOf(to), afterwards: 'close' }))
  await assert.rejects(closing('Dan', 'Cleo', 'Eve'), refusedAs('not-your-task'))
  await assert.rejects(closing('Cleo', 'Cleo', 'Eve'), refusedAs('not-your-task'))
  await assert.rejects(closing('Sec', 'Sec', 'Ann'), refusedAs('not-your-own-account'))
})

test('an account is shown to the person, their head and the secretariat; to choose from are open accounts alone', async () => {
  const look = (who: string) => as(who, (tx, viewer) => findAccount(tx, viewer, idOf('Cleo')))
  for (const who of ['Sec', 'Dan', 'Cleo']) assert.equal((await look(who)).name, 'Cleo')
  for (const who of ['Eve', 'Sue']) await assert.rejects(look(who), NotFound)
  await assert.rejects(
    as('Sec', (tx, sec) => findAccount(tx, sec, 'not-an-id')),
    NotFound,
  )
  const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name).filter((name) => name !== 'New')
  assert.deepEqual(names(await as('Sec', (tx) => colleaguesOf(tx, 'MIN'))), ['Bob', 'Cleo', 'Dan', 'Eve'])
  const cleo = await look('Cleo')
  assert.deepEqual(names(await as('Sec', (tx) => successorsOf(tx, cleo))), ['Bob', 'Dan', 'Eve'])
})

test('work passes to a colleague alone, and not to one who would then confirm what they claim', async () => {
  const pass = (to: string, who = 'Sec') =>
    as(who, (tx, viewer) => handOver(tx, viewer, { from: idOf('Cleo'), to: idOf(to), afterwards: 'keep' }))
  await assert.rejects(pass('Sue'), invalidAs('of-another-institution'))
  await assert.rejects(pass('Cleo'), invalidAs('same-person'))
  await assert.rejects(pass('Ann'), refusedAs('account-closed'))
  await assert.rejects(pass('Bob'), invalidAs('validator-is-focal-point'))
  await assert.rejects(pass('Eve', 'Eve'), refusedAs('not-your-task'))
  assert.equal((await as('Cleo', (tx) => holdings(tx, idOf('Cleo')))).posts.length, 1, 'refused as a whole')
  await pass('Eve', 'Dan') // the head of the institution
  await as('Eve', (tx, eve) => handOver(tx, eve, { from: idOf('Eve'), to: idOf('Cleo'), afterwards: 'keep' })) // one's own
})

test('who gets another role is signed out, and keeps no work of the old place', async () => {
  const token = await signIn(idOf('Sue'))
  const change = (version: number) =>
    as('Sec', (tx, sec) =>
      changeAccount(tx, sec, {
        ...fresh({ name: 'Sue', email: 'Sue@example.org', institution: 'HUB' }),
        id: idOf('Sue'),
        version,
      }),
    )
  await as('Sec', (tx, sec) =>
    changeAccount(tx, sec, {
      ...fresh({ name: 'Susan', email: 'Sue@example.org', institution: 'SEA' }),
      id: idOf('Sue'),
      version: 1,
    }),
  )
  assert.notEqual(await as('Sec', (tx) => viewerOfSession(tx, token)), null, 'a new name alone signs nobody out')
  await as('Sec', (tx, sec) => appoint(tx, sec, { institution: 'SEA', post: 'head', account: idOf('Sue') }))
  await assert.rejects(change(2), refusedAs('account-holds-work'))
  await as('Sec', (tx, sec) => vacate(tx, sec, { institution: 'SEA', post: 'head', version: 1 }))
  await assert.rejects(change(1), Conflict)
  await change(2)
  assert.equal(await as('Sec', (tx) => viewerOfSession(tx, token)), null)
})

test('a closed account is signed out, and a person who comes back is the same person', async () => {
  const token = await signIn(idOf('Sue'))
  await close('Sue')
  assert.equal(await as('Sec', (tx) => viewerOfSession(tx, token)), null)
  const version = await versionOf('Sue')
  await as('Sec', (tx, sec) => reopenAccount(tx, sec, { id: idOf('Sue'), version }))
  assert.ok(await signIn(idOf('Sue')))
  await assert.rejects(close('Sec'), refusedAs('not-your-own-account'))
  await assert.rejects(
    as('Sec', (tx, sec) => closeAccount(tx, sec, { id: crypto.randomUUID(), version: 1 })),
    NotFound,
  )
})

test('who opened, changed and closed an account stands in the history', async () => {
  const { rows } = await asReader(store.web, readerOf(viewer('Sec')), (tx) =>
    sql<{
      actor: string
    }>`select actor from followup.history where object_kind = 'account' and object = ${idOf('Ann')} and details ? 'closed_at' order by id desc limit 1`.execute(
      tx,
    ),
  )
  assert.equal(rows[0]?.actor, idOf('Sec'))
})
