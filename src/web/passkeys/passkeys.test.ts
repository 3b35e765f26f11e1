/** Signing at a real browser with a device of its own: adding a passkey, a judge's act, and every way in which it is not signed. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { CDPSession, Page } from 'playwright-core'
import { authenticator } from '../../../tests/authenticator.ts'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { closeSession, openSession, type SessionHolder } from '../../firewall/index.ts'
import { asking } from '../../register/fixtures/whole-register.ts'
import { carryOut, type Who } from '../../register/index.ts'
import { asOperator, systemReader, type Tx } from '../../store/index.ts'
import { caller } from '../api/fixtures/caller.ts'
import { isOpen, main, press } from '../fixtures/at-page.ts'

const site = await testSite({ host: 'localhost' })
const owner = await site.store.ownerClient()
after(() => owner.end())
const act = <T>(work: (tx: Tx) => Promise<T>) => asOperator(site.store, systemReader('test'), 'test', work)
const judge = { id: randomUUID(), role: 'judge', office: '' }
let police: Who & { readonly as: 'officer' }
let page: Page
let device: CDPSession
let deviceId = ''
let session = ''

before(async () => {
  const { rows } = await owner.query(
    "select id, agency_role, office from followup.account where agency_role in ('judge', 'police-officer') and demonstration order by agency_role, office",
  )
  const invented = (role: string) => rows.find(({ agency_role }) => agency_role === role)
  judge.office = invented('judge').office
  const { id, office } = invented('police-officer')
  police = { as: 'officer', id, role: 'police-officer', office }
  await account(judge.id)
  page = await newPage({ javaScript: true, width: 320 })
  device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  deviceId = await newDevice()
  session = await signedIn(page, Temporal.Now.instant())
})

/** A judge with an account of their own. */
function account(id: string): Promise<unknown> {
  return act((tx) =>
    tx
      .insertInto('account')
      .values({
        ...{ id, name: 'Judge of the test', email: `${id}@court.example`, role: 'officer', language: 'en' },
        ...{ agency_role: 'judge', office: judge.office },
      })
      .execute(),
  )
}

async function newDevice(): Promise<string> {
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  return authenticatorId
}

/** Whether whoever sits there shows their finger. */
const verifying = (isUserVerified: boolean) =>
  device.send('WebAuthn.setUserVerified', { authenticatorId: deviceId, isUserVerified })

async function signedIn(at: Page, authenticatedAt: Temporal.Instant | null = null, id = judge.id): Promise<string> {
  const token = await act((tx) => openSession(tx, id, '', authenticatedAt))
  await at.context().addCookies([{ name: 'observance', value: token, url: site.address }])
  return token
}

async function apprehended(): Promise<string> {
  const facts = {
    libertyLostAt: Temporal.Now.instant().subtract({ minutes: 50 }).round('millisecond').toString(),
    ...{ libertyLostPlace: 'AZ-BA', apprehendedBy: police.id, sex: 'male', birthDateKnown: '1990-05-17' },
    ...{ ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false, language: 'uz' },
  }
  const opened = await carryOut(
    site.register,
    police,
    asking({ procedure: 'detention', kind: 'open', step: 'open', facts }),
  )
  await owner.query('update immigration_enforcement.detention set office_judge = $2 where case_id = $1', [
    opened.caseId,
    judge.office,
  ])
  return opened.caseId
}

const stateOf = async (caseId: string) =>
  (await owner.query('select state from immigration_enforcement.detention where case_id = $1', [caseId])).rows[0].state

/** To the page on which the act is signed. */
async function toSign(at = page, reason = 'Taken for somebody else.'): Promise<string> {
  const caseId = await apprehended()
  await at.goto(`${site.address}/cases/detention/${caseId}/declareVoid`)
  await at.fill('#field-voidReason', reason)
  await press(at, 'main form.ob-form button')
  return caseId
}
const sign = () => Promise.all([page.waitForNavigation(), page.click('[data-passkey-button]')])
const kept = (at = page) => at.inputValue('input[name=voidReason]')

test('an officer adds a first passkey right after signing in, sees it by its name, and is asked to sign for another; one device holds one', async () => {
  await page.goto(`${site.address}/passkeys`)
  await isOpen(page, 'the passkeys')
  await page.fill('#field-name', 'Phone')
  await press(page, 'main form.ob-form button')
  await isOpen(page, 'the making of a passkey')
  await sign()
  assert.match(await main(page), /The passkey is added[\s\S]*One passkey[\s\S]*Phone[\s\S]*Never/)
  await page.fill('#field-name', 'Key at the office')
  await press(page, 'main form.ob-form button')
  await sign()
  assert.match(await main(page), /Key at the office/)
  await page.click('[data-passkey-button]')
  await page.locator('[data-passkey-said]', { hasText: 'already' }).waitFor()
})

test('P23: a judge’s act is done when the passkey has signed it, and not before', async () => {
  const caseId = await toSign()
  await isOpen(page, 'the page on which one signs')
  assert.match(await main(page), /What you are about to do[\s\S]*Taken for somebody else/)
  assert.equal(await stateOf(caseId), 'apprehended')
  await sign()
  assert.match(await main(page), /Done\. It is in the case/)
  assert.equal(await stateOf(caseId), 'void')
})

test('who does not show their finger has done nothing, keeps what they typed, and signs when they are ready', async () => {
  const caseId = await toSign(page, 'Kept while nobody signs.')
  await verifying(false)
  await page.click('[data-passkey-button]')
  await page.locator('[data-passkey-said]', { hasText: 'Not signed' }).waitFor()
  assert.equal(await kept(), 'Kept while nobody signs.')
  assert.equal(await stateOf(caseId), 'apprehended')
  await verifying(true)
  await sign()
  assert.equal(await stateOf(caseId), 'void')
})

test('what was changed after it was signed is not done, and asks for a signature of its own', async () => {
  const caseId = await toSign()
  await page.evaluate("document.querySelector('input[name=voidReason]').value = 'Something else.'")
  await sign()
  assert.match(await main(page), /What you are about to do[\s\S]*Something else/)
  assert.equal(await stateOf(caseId), 'apprehended')
})

test('a signature that comes after two minutes does nothing; the page stands again with what was typed', async () => {
  const caseId = await toSign(page, 'Slowly thought over.')
  await owner.query("update followup.signing set ends_at = now() - interval '1 second' where answered_at is null")
  await sign()
  assert.match(await main(page), /Too late, or asked for something else/)
  assert.equal(await kept(), 'Slowly thought over.')
  assert.equal(await stateOf(caseId), 'apprehended')
  await isOpen(page, 'a signature that came too late')
  await sign()
  assert.equal(await stateOf(caseId), 'void')
})

test('from the page on which one signs one goes back to the form, with everything typed', async () => {
  await toSign(page, 'To be written better.')
  await press(page, 'button[name=_change]')
  assert.equal(await page.inputValue('#field-voidReason'), 'To be written better.')
})

test('without JavaScript a sentence says what is needed, and what was typed is there', async () => {
  const plain = await newPage({ width: 320 })
  await signedIn(plain)
  const caseId = await toSign(plain, 'Typed without a script.')
  assert.match(await main(plain), /needs a browser with JavaScript and a passkey\. Nothing has been done/)
  assert.equal(await plain.isVisible('[data-passkey-button]'), false)
  await press(plain, 'button[name=_change]')
  assert.equal(await plain.inputValue('#field-voidReason'), 'Typed without a script.')
  assert.equal(await stateOf(caseId), 'apprehended')
})

test('P23: a stolen cookie at another client reads, and does no serious act and adds no passkey', async () => {
  const caseId = await apprehended()
  const thief = visitor(site.address)
  thief.cookies.set('observance', session)
  assert.equal((await thief.get(`/cases/detention/${caseId}`)).status, 200)
  const form = `/cases/detention/${caseId}/declareVoid`
  await thief.get(form)
  const asked = await thief.post(form, { _event: '1', voidReason: 'A thief.' })
  const [, options] = /data-options="([^"]+)"/.exec(asked.body) ?? []
  const challenge = JSON.parse((options ?? '').replaceAll('&quot;', '"'))
  const rpId = 'localhost'
  const stranger = authenticator({ origin: site.address, rpId })
  for (const answer of [
    'demonstration',
    '{}',
    stranger.sign(challenge),
    stranger.sign(challenge, { id: challenge.allowCredentials[0].id }),
  ])
    await thief.post(form, { _event: '1', voidReason: 'A thief.', _signature: answer })
  const added = await thief.post('/passkeys/add', { name: 'Of the thief' })
  assert.match(added.body, /What you are about to do/)
  const kept = await thief.post('/passkeys/keep', { name: 'Of the thief', _signature: stranger.make(challenge) })
  assert.equal(kept.status, 409)
  assert.equal(await stateOf(caseId), 'apprehended')
  const { rowCount } = await owner.query('select from followup.passkey where account = $1', [judge.id])
  assert.equal(rowCount, 1)
  // Signed out: at the next request it is nobody's.
  await act((tx) => closeSession(tx, session))
  const began = performance.now()
  assert.equal((await thief.get(`/cases/detention/${caseId}`)).status, 303)
  assert.ok(performance.now() - began < 5000)
  session = await signedIn(page)
})

test('P23: who has no passkey cannot add a first one with a session alone', async () => {
  const id = randomUUID()
  await account(id)
  const one = visitor(site.address)
  one.cookies.set('observance', await act((tx) => openSession(tx, id)))
  const shown = await one.get('/passkeys')
  assert.match(shown.body, /Sign in again/)
  const refused = await one.post('/passkeys/add', { name: 'Mine' })
  assert.equal(refused.status, 409)
  assert.match(refused.body, /Too much time has passed/)
})

test('P23: over HTTP an unsigned act is answered with what to sign, and the signature counts for that request alone', async () => {
  const id = randomUUID()
  await account(id)
  const token = await act((tx) => openSession(tx, id, 'API', Temporal.Now.instant()))
  const program = caller(site.address, `Bearer ${token}`)
  const caseId = await apprehended()
  const step = `/api/procedures/detention/cases/${caseId}/steps/declareVoid`
  const facts = { voidReason: 'Taken for somebody else.' }
  const none = await program.post(step, { facts }, { event: 1 })
  assert.deepEqual([none.status, none.body.type], [403, 'urn:observance:problem:no-passkey'])

  const passkey = authenticator({ origin: site.address, rpId: 'localhost' })
  await addedBy({ account: id, token }, passkey)
  const asked = await program.post(step, { facts }, { event: 1 })
  assert.deepEqual([asked.status, asked.body.type], [401, 'urn:observance:problem:signature-needed'])
  assert.match(asked.headers.get('www-authenticate') ?? '', /insufficient_user_authentication/)
  const header = (answer: string) => ({ 'passkey-signature': Buffer.from(answer).toString('base64url') })
  const answer = passkey.sign(asked.body.signature)
  const other = await program.post(step, { facts: { voidReason: 'Other.' } }, { event: 1, headers: header(answer) })
  assert.equal(other.status, 401)
  const again = await program.post(step, { facts }, { event: 1, headers: header(answer) })
  assert.equal(again.status, 200, 'it was signed a moment ago, for this')
  const replayed = await program.post(step, { facts }, { event: 2, headers: header(answer) })
  assert.notEqual(replayed.status, 200)
  assert.equal(await stateOf(caseId), 'void')
})

/** As the pages add one. */
async function addedBy(holder: SessionHolder, passkey: ReturnType<typeof authenticator>): Promise<void> {
  const one = visitor(site.address)
  one.cookies.set('observance', holder.token)
  await one.get('/passkeys')
  const made = await one.post('/passkeys/add', { name: 'Of a program' })
  const [, options] = /data-options="([^"]+)"/.exec(made.body) ?? []
  const answer = passkey.make(JSON.parse((options ?? '').replaceAll('&quot;', '"')))
  assert.equal((await one.post('/passkeys/keep', { name: 'Of a program', _signature: answer })).status, 303)
}

test('in Arabic the page on which one signs reads from the right and holds at a telephone’s width', async () => {
  await page.context().addCookies([{ name: 'language', value: 'ar', url: site.address }])
  await toSign()
  await isOpen(page, 'the page on which one signs, in Arabic')
  assert.equal(await page.getAttribute('html', 'dir'), 'rtl')
  const wide = await page.evaluate('document.documentElement.scrollWidth')
  assert.ok(Number(wide) <= 320, String(wide))
})
