/**
 * Whoever has the login with which the application serves people, and nothing else of it, makes nobody an officer and gives no
 * post: by hand, with SQL, each statement in a transaction that says it is the secretariat.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { asSigner } from '../../../tests/signature.ts'
import { testStore } from '../../../tests/store.ts'
import { asActor, asOperator, StepRefused, systemReader, type Tx } from '../../store/index.ts'

const store = await testStore()
const [secretary, official, head, invented] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
const reader = (actor: string) => ({ ...systemReader('test'), actor })
const asWeb = (actor: string, ...statements: readonly string[]) =>
  asActor(store.web, reader(actor), 'account.open', (tx) => each(tx, statements))
const signed = (actor: string, ...statements: readonly string[]) =>
  asSigner(store, reader(actor), 'account.open', (tx) => each(tx, statements))

async function each(tx: Tx, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(tx)
}

before(() =>
  asOperator(store, systemReader('test'), 'test', async (tx) => {
    await tx
      .insertInto('institution')
      .values(['HUB', 'MIN', 'SEA'].map((code) => ({ code, name: '{"en":"A"}' })))
      .execute()
    const person = (id: string, role: string, institution: string) => ({
      ...{ id, name: role, email: `${id}@state.example`, role, institution },
    })
    await tx
      .insertInto('account')
      .values([person(secretary, 'secretariat', 'HUB'), person(official, 'official', 'MIN')])
      .execute()
    await tx
      .insertInto('account')
      .values([person(head, 'official', 'MIN'), { ...person(invented, 'secretariat', 'HUB'), demonstration: true }])
      .execute()
    await tx.insertInto('post').values({ institution: 'MIN', post: 'head', account: head }).execute()
  }),
)

const NEW_OFFICER = `insert into followup.account (name, email, role, agency_role, office)
  values ('Thief', 'thief@x.example', 'officer', 'judge', 'court')`
const token = "decode(repeat('ab', 32), 'hex')"
const SESSION = `insert into followup.session (token_sha256, account, ends_at) values (${token}, '${secretary}', now() + interval '1 hour')`
const SIGNED = `insert into followup.signing (challenge_sha256, session, account, act, answered_at, signed_at)
  values (${token}, ${token}, '${secretary}', ${token}, now(), now())`

/** What is refused, as whom, and with which code of the database or rule of ours. */
const TRIED: readonly (readonly [what: string, actor: string, statements: readonly string[], refused: RegExp])[] = [
  ['an officer', secretary, [NEW_OFFICER], /signature-missing/],
  ['an officer, as a job of the system', 'system:pack', [NEW_OFFICER], /signature-missing/],
  [
    'an officer, with the check asked at once',
    secretary,
    ['set constraints all immediate', NEW_OFFICER],
    /signature-missing/,
  ],
  ['an officer, with the check put off', secretary, ['set constraints all deferred', NEW_OFFICER], /signature-missing/],
  [
    'an invented officer',
    secretary,
    [NEW_OFFICER.replace('office)', 'office, demonstration)').replace("'court')", "'court', true)")],
    /permission denied/,
  ],
  [
    'another role',
    secretary,
    [`update followup.account set role = 'secretariat', institution = 'HUB' where id = '${official}'`],
    /signature-missing/,
  ],
  [
    'another office',
    secretary,
    [
      `update followup.account set role = 'officer', institution = null, agency_role = 'judge', office = 'court' where id = '${official}'`,
    ],
    /signature-missing/,
  ],
  [
    'another address',
    secretary,
    [`update followup.account set email = 'thief@x.example' where id = '${official}'`],
    /signature-missing/,
  ],
  [
    'another person at the provider',
    secretary,
    [`update followup.account set subject = 'thief' where id = '${official}'`],
    /permission denied/,
  ],
  [
    'oneself as invented',
    secretary,
    [`update followup.account set demonstration = true where id = '${secretary}'`],
    /permission denied/,
  ],
  [
    'closing an account',
    secretary,
    [`update followup.account set closed_at = now() where id = '${official}'`],
    /signature-missing/,
  ],
  ['deleting one', secretary, [`delete from followup.account where id = '${official}'`], /permission denied/],
  [
    'a post',
    secretary,
    [`insert into followup.post (institution, post, account) values ('MIN', 'validator', '${official}')`],
    /signature-missing/,
  ],
  [
    'a post of somebody else',
    secretary,
    [`update followup.post set account = '${official}' where post = 'head'`],
    /signature-missing/,
  ],
  ['a vacant post', secretary, ["delete from followup.post where post = 'head'"], /signature-missing/],
  ['a post made that of the head', secretary, ["update followup.post set post = 'validator'"], /permission denied/],
  ['all that somebody holds', secretary, [`select followup.hand_over('${head}', '${official}')`], /signature-missing/],
  ['a session', secretary, [SESSION], /permission denied/],
  ['a signature', secretary, [SIGNED], /permission denied/],
  ['a signature that was asked for', secretary, ['update followup.signing set signed_at = now()'], /permission denied/],
  ['a look at what was asked to be signed', secretary, ['select from followup.signing'], /permission denied/],
  [
    'a passkey',
    secretary,
    [
      `insert into followup.passkey (account, credential_id, public_key, counter, name) values ('${secretary}', ${token}, ${token}, 0, 'x')`,
    ],
    /permission denied/,
  ],
  [
    'another key of a passkey',
    secretary,
    ['update followup.passkey set public_key = credential_id'],
    /permission denied/,
  ],
  ['somebody else’s session', secretary, [`update followup.session set account = '${secretary}'`], /permission denied/],
  [
    'a session that was just signed in',
    secretary,
    ['update followup.session set authenticated_at = now()'],
    /permission denied/,
  ],
  [
    'a trigger turned off',
    secretary,
    ['alter table followup.account disable trigger signed', NEW_OFFICER],
    /must be owner/,
  ],
  ['triggers turned off', secretary, ["set session_replication_role = 'replica'", NEW_OFFICER], /permission denied/],
  ['the owner’s name', secretary, ['set session authorization default', NEW_OFFICER], /signature-missing/],
  ['the door’s role', secretary, ['set role observance_door', SESSION], /permission denied/],
  [
    'the function of the check',
    secretary,
    ['create or replace function followup.refuse_unsigned() returns trigger language sql as $$ $$'],
    /permission denied|must be owner|return type|SQL functions cannot/,
  ],
  [
    'a table that hides the signatures',
    secretary,
    [
      `create temporary table signing as select pg_current_xact_id() as used_in, '${secretary}'::uuid as account; ${NEW_OFFICER}`,
    ],
    /permission denied|signature-missing/,
  ],
]

for (const [what, actor, statements, refused] of TRIED)
  test(`the login that serves people gives itself no rights: ${what}`, async () => {
    const before = await left()
    await assert.rejects(asWeb(actor, ...statements), (error: unknown) => {
      assert.match(error instanceof StepRefused ? error.rule : String(error), refused)
      return true
    })
    assert.deepEqual(await left(), before)
  })

/** All that decides who may do what. */
async function left(): Promise<unknown> {
  return asOperator(store, systemReader('test'), 'test', async (tx) => {
    const { rows } = await sql<{ it: unknown }>`
      select jsonb_build_array((select jsonb_agg(a order by id) from followup.account a), (select jsonb_agg(p order by post) from followup.post p),
        (select count(*) from followup.session), (select count(*) from followup.signing), (select count(*) from followup.passkey)) as it`.execute(
      tx,
    )
    return rows[0]?.it
  })
}

test('an account that the secretariat has signed is opened, and its signature is good for that transaction alone', async () => {
  await signed(secretary, NEW_OFFICER)
  await assert.rejects(asWeb(secretary, NEW_OFFICER.replaceAll('hief', 'hird')), refusedFor('signature-missing'))
})

test('who has signed something of their own opens no account, and gives no post of another institution', async () => {
  const mine = (post: string, institution: string, account: string) =>
    `insert into followup.post (institution, post, account) values ('${institution}', '${post}', '${account}')`
  await assert.rejects(signed(official, NEW_OFFICER.replaceAll('hief', 'hird')), refusedFor('not-your-task'))
  await assert.rejects(signed(official, mine('validator', 'MIN', official)), refusedFor('not-your-task'))
  await assert.rejects(signed(head, mine('head', 'SEA', head)), refusedFor('not-your-task'))
  await assert.rejects(
    signed(official, `update followup.post set account = '${official}'`),
    refusedFor('not-your-task'),
  )
  await signed(head, mine('validator', 'MIN', official))
  await signed(official, `select followup.hand_over('${official}', '${head}')`)
})

test('one person’s signature is no other’s', async () => {
  const other = asSigner(store, reader(official), 'account.open', async (tx) => {
    await sql`select set_config('observance.actor', ${secretary}, true)`.execute(tx)
    await each(tx, [NEW_OFFICER.replaceAll('hief', 'hird')])
  })
  await assert.rejects(other, refusedFor('signature-missing'))
})

test('invented people, who have no passkey, do as before; whoever runs the system signs nothing', async () => {
  await asWeb(invented, NEW_OFFICER.replaceAll('hief', 'ourth'))
  await asOperator(store, systemReader('operator'), 'account.open', (tx) =>
    each(tx, [NEW_OFFICER.replaceAll('hief', 'ifth')]),
  )
})

function refusedFor(rule: string) {
  return (error: unknown) => error instanceof StepRefused && error.rule === rule
}
