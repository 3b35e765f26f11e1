/** Signatures of serious acts on the real database: each for one act, one session, once, soon, by a passkey of one's own. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { authenticator } from '../../../tests/authenticator.ts'
import { testStore } from '../../../tests/store.ts'
import { asActor, asOperator, NotFound, StepRefused, systemReader, type Tx } from '../../store/index.ts'
import type { SessionHolder } from '../own-sessions.ts'
import { closeSession, openSession, viewerOfSession } from '../session.ts'
import {
  addingAct,
  askPasskey,
  forgetPasskeys,
  isJustSignedIn,
  keepPasskey,
  passkeysOf,
  removePasskey,
} from './passkeys.ts'
import { askSignature, takeSignature, useSignature } from './signing.ts'

const store = await testStore()
const owner = await store.ownerClient()
after(() => owner.end())
const site = { origin: 'https://observance.example', rpId: 'observance.example' }
const act = <T>(work: (tx: Tx) => Promise<T>) => asActor(store.door, systemReader('test'), 'test', work)
const operate = <T>(work: (tx: Tx) => Promise<T>) => asOperator(store, systemReader('test'), 'test', work)
const release = createHash('sha256').update('an act').digest()
const another = createHash('sha256').update('another act').digest()
const passkey = authenticator(site)
const [judge, colleague] = [randomUUID(), randomUUID()]
let holder: SessionHolder

before(async () => {
  await operate((tx) =>
    tx
      .insertInto('account')
      .values(
        [judge, colleague].map((id) => ({
          ...{
            id,
            name: 'Judge',
            email: `${id}@court.example`,
            role: 'officer',
            agency_role: 'judge',
            office: 'court',
          },
        })),
      )
      .execute(),
  )
  holder = await signIn(judge)
  assert.equal(await add(holder, passkey), null)
})

async function signIn(account: string, authenticatedAt: Temporal.Instant | null = null): Promise<SessionHolder> {
  return { account, token: await act((tx) => openSession(tx, account, '', authenticatedAt)) }
}

async function add(of: SessionHolder, device: ReturnType<typeof authenticator>, name = 'Phone') {
  const asked = await act((tx) => askPasskey(tx, { holder: of, name: 'Judge' }, site))
  return act((tx) => keepPasskey(tx, of, { answer: device.make(asked), name, site }))
}

async function ask(of = holder, what = release) {
  const asked = await act((tx) => askSignature(tx, of, { act: what, site }))
  assert.ok(asked)
  return asked
}
const take = (answer: string, of = holder) => act((tx) => takeSignature(tx, of, { answer, site }))
/** On the login of whoever serves people, which sees none of this. */
const use = (of = holder, what = release) =>
  asActor(store.web, { ...systemReader('test'), actor: of.account }, 'test', (tx) => useSignature(tx, of, what))
const notSigned = (error: unknown) => error instanceof StepRefused && error.rule === 'signature-missing'

test('a signature lets its act be done once', async () => {
  assert.equal(await take(passkey.sign(await ask())), null)
  await use()
  await assert.rejects(use(), notSigned)
})

test('a signature is for nothing but its act', async () => {
  assert.equal(await take(passkey.sign(await ask())), null)
  await assert.rejects(use(holder, another), notSigned)
  await use()
})

test('the same answer sent again counts for nothing', async () => {
  const answer = passkey.sign(await ask())
  assert.equal(await take(answer), null)
  await use()
  assert.equal(await take(answer), 'spent')
  await assert.rejects(use(), notSigned)
})

test('P23: an answer that was caught counts in no other session, of the same person either', async () => {
  const answer = passkey.sign(await ask())
  for (const other of [await signIn(judge), await signIn(colleague)]) {
    assert.equal(await take(answer, other), 'spent')
    await assert.rejects(use(other), notSigned)
  }
  assert.equal(await take(answer), null)
  for (const other of [await signIn(judge), await signIn(colleague)]) await assert.rejects(use(other), notSigned)
  await use()
})

test('a challenge that is two minutes old is answered in vain', async () => {
  const asked = await ask()
  const { rows } = await owner.query(
    `update followup.signing set ends_at = now() - interval '1 millisecond' where account = $1 and answered_at is null
     returning extract(epoch from ends_at) is not null as moved`,
    [judge],
  )
  assert.equal(rows.length, 1)
  assert.equal(await take(passkey.sign(asked)), 'spent')
})

test('a challenge ends two minutes after it was made', async () => {
  const before = Date.now()
  await ask()
  const { rows } = await owner.query('select max(ends_at) as ends_at from followup.signing where account = $1', [judge])
  const lasts = new Date(String(rows[0].ends_at)).getTime() - before
  assert.ok(lasts > 118_000 && lasts < 125_000, String(lasts))
})

test('a signature that was not used within a minute is worth nothing', async () => {
  assert.equal(await take(passkey.sign(await ask())), null)
  await owner.query("update followup.signing set signed_at = now() - interval '61 seconds' where signed_at is not null")
  await assert.rejects(use(), notSigned)
})

test('what another site, another page or nobody present had signed does not count, and spends the challenge', async () => {
  const bad = [{ origin: 'https://observance.evil.example' }, { rpId: 'evil.example' }, { userVerified: false }]
  for (const badly of bad) {
    const asked = await ask()
    assert.equal(await take(passkey.sign(asked, badly)), 'wrong', JSON.stringify(badly))
    assert.equal(await take(passkey.sign(asked)), 'spent')
    await assert.rejects(use(), notSigned)
  }
})

test('a counter that does not go on is refused: the passkey may have been copied', async () => {
  assert.equal(await take(passkey.sign(await ask())), null)
  await use()
  for (const counter of [passkey.counter, passkey.counter - 1, 0]) {
    assert.equal(await take(passkey.sign(await ask(), { counter })), 'wrong', String(counter))
    await assert.rejects(use(), notSigned)
  }
})

test('another person’s passkey, and one that is not there, sign nothing', async () => {
  const theirs = authenticator(site)
  assert.equal(await add(await signIn(colleague), theirs), null)
  for (const device of [theirs, authenticator(site)]) {
    assert.equal(await take(device.sign(await ask())), 'other-passkey')
    // Under the name of the right one, with a counter that goes on.
    device.counter = passkey.counter + 100
    assert.equal(await take(device.sign(await ask(), { id: passkey.id })), 'wrong')
  }
  await assert.rejects(use(), notSigned)
})

test('a challenge that nobody asked for, and what is no answer at all, count for nothing', async () => {
  const challenge = Buffer.alloc(64, 7).toString('base64url')
  assert.equal(await take(passkey.sign(await ask(), { challenge })), 'spent')
  for (const answer of ['', '{}', 'null', '[]', '"x"', `{"id":"${'A'.repeat(20_000)}"}`])
    assert.equal(await take(answer), 'unreadable', answer.slice(0, 20))
})

test('P23: with the session goes whatever it had signed and not yet used', async () => {
  const session = await signIn(judge)
  assert.equal(await take(passkey.sign(await ask(session)), session), null)
  await operate((tx) => closeSession(tx, session.token))
  await assert.rejects(use(session), notSigned)
})

test('somebody without a passkey is not asked, and can be given none by another’s answer', async () => {
  const nobody = randomUUID()
  await operate((tx) =>
    tx
      .insertInto('account')
      .values({ id: nobody, name: 'N', email: 'n@x.example', role: 'officer', agency_role: 'judge', office: 'court' })
      .execute(),
  )
  const session = await signIn(nobody)
  assert.equal(await act((tx) => askSignature(tx, session, { act: release, site })), null)
  const device = authenticator(site)
  const asked = await act((tx) => askPasskey(tx, { holder, name: 'Judge' }, site))
  assert.equal(await act((tx) => keepPasskey(tx, session, { answer: device.make(asked), name: 'x', site })), 'spent')
  // A challenge of another act makes no passkey either.
  const signing = await ask()
  assert.equal(await act((tx) => keepPasskey(tx, holder, { answer: device.make(signing), name: 'x', site })), 'spent')
  assert.equal(await add(holder, passkey), 'known')
})

test('a first passkey is for whoever was seen to sign in within ten minutes, whatever the age of the session', async () => {
  const now = Temporal.Now.instant()
  const fresh = (at: Temporal.Instant | null) =>
    signIn(judge, at).then((session) => act((tx) => isJustSignedIn(tx, session)))
  assert.equal(await fresh(null), false)
  assert.equal(await fresh(now.subtract({ minutes: 11 })), false)
  assert.equal(await fresh(now.subtract({ minutes: 9 })), true)
})

test('the last passkey is not removed, another person’s is not there, and history has no key', async () => {
  const [own] = await act((tx) => passkeysOf(tx, judge))
  await assert.rejects(
    act((tx) => removePasskey(tx, judge, own?.id ?? '')),
    (error) => error instanceof StepRefused && error.rule === 'last-passkey',
  )
  await assert.rejects(
    act((tx) => removePasskey(tx, colleague, own?.id ?? '')),
    NotFound,
  )
  assert.equal(await add(holder, authenticator(site), 'Second'), null)
  const second = (await act((tx) => passkeysOf(tx, judge))).find(({ name }) => name === 'Second')
  await act((tx) => removePasskey(tx, judge, second?.id ?? ''))
  const { rows } = await owner.query(
    "select action, details::text from followup.history where object = $1 and action like 'passkey.%' order by id",
    [judge],
  )
  assert.deepEqual(
    rows.map(({ action, details }) => [action, JSON.parse(details)]),
    [
      ['passkey.add', { name: 'Phone' }],
      ['passkey.add', { name: 'Second' }],
      ['passkey.remove', { name: 'Second' }],
    ],
  )
})

test('the acts on one’s own passkeys are each person’s own', () => {
  assert.notDeepEqual(addingAct(judge), addingAct(colleague))
})

test('of whoever has lost them the operator takes all passkeys, and every session ends with them', async () => {
  const session = await signIn(colleague)
  assert.equal(await operate((tx) => forgetPasskeys(tx, `${colleague}@COURT.example`)), 1)
  assert.deepEqual(await act((tx) => passkeysOf(tx, colleague)), [])
  assert.equal(await operate((tx) => viewerOfSession(tx, session.token)), null)
  await assert.rejects(
    operate((tx) => forgetPasskeys(tx, 'nobody@court.example')),
    NotFound,
  )
})
