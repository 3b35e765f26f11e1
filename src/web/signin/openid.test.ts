/** Sign-in by the State's identity provider, against a real one: who gets in, who does not and with which sentence, and what the browser keeps. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { CLIENT, identityProvider, type Person } from '../../../tests/identity-provider.ts'
import { testSite } from '../../../tests/site.ts'
import { type Answer, type Visitor, visitor } from '../../../tests/visitor.ts'
import { asOperator, CannotStart, systemReader } from '../../store/index.ts'
import { readOpenIdSettings } from './index.ts'

const ORIGIN = 'https://observance.example'
const SESSION = '__Host-observance'
const provider = await identityProvider(`${ORIGIN}/sign-in/openid/return`)
const site = await testSite({ embedded: false, origin: ORIGIN, openId: { issuer: provider.issuer, ...CLIENT } })

const AMAL: Person = { subject: 'amal-1', email: 'Amal@state.example', verified: true }

before(() =>
  asOperator(site.store, systemReader('test'), 'test', async (tx) => {
    const official = { role: 'official', institution: 'SMS' }
    await tx
      .insertInto('account')
      .values([
        { ...official, name: 'Amal', email: 'amal@state.example' },
        { ...official, name: 'Unconfirmed', email: 'unconfirmed@state.example' },
        { ...official, name: 'Gone', email: 'gone@state.example', closed_at: '2026-01-01T00:00:00Z' },
        { ...official, name: 'Invented', email: 'invented@state.example', demonstration: true },
      ])
      .execute()
  }),
)

/** From our page to the provider and back: the address at which the browser comes back to us, not yet asked for. */
async function toReturn(person: Person, browser: Visitor, back = '/work'): Promise<URL> {
  provider.person = person
  const asked = await browser.get(`/sign-in/openid?back=${encodeURIComponent(back)}`)
  assert.equal(asked.status, 303)
  let next = new URL(asked.headers.get('location') ?? '')
  const atProvider = visitor(provider.issuer)
  while (next.origin === provider.issuer) {
    const answer = await atProvider.get(next.pathname + next.search)
    next = new URL(answer.headers.get('location') ?? assert.fail(`${answer.status} ${answer.body}`), provider.issuer)
  }
  return next
}

const comeBack = (browser: Visitor, address: URL): Promise<Answer> => browser.get(address.pathname + address.search)

async function signIn(person: Person, browser = visitor(site.address)): Promise<Answer> {
  return comeBack(browser, await toReturn(person, browser))
}

function assertTurnedAway(answer: Answer, status: number, said: RegExp): void {
  assert.equal(answer.status, status)
  assert.match(answer.body, said)
  assert.ok(!answer.headers.getSetCookie().some((cookie) => cookie.startsWith(`${SESSION}=`)), 'no session')
}

test('the way to the provider carries PKCE, a state and a nonce, each new every time', async () => {
  const ways = await Promise.all(
    [1, 2].map(async () => new URL((await visitor(site.address).get('/sign-in/openid')).headers.get('location') ?? '')),
  )
  const [first, second] = ways.map(({ searchParams }) => Object.fromEntries(searchParams))
  assert.equal(first?.code_challenge_method, 'S256')
  assert.equal(first?.response_type, 'code')
  for (const name of ['code_challenge', 'state', 'nonce']) {
    assert.ok((first?.[name]?.length ?? 0) >= 43, name)
    assert.notEqual(first?.[name], second?.[name], name)
  }
})

test('an official with an account signs in, lands where they were going, and signs out for good', async () => {
  const browser = visitor(site.address)
  const answer = await comeBack(browser, await toReturn(AMAL, browser, '/obligations?state=open'))
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.get('location'), '/obligations?state=open')
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith(`${SESSION}=`)) ?? ''
  for (const flag of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i, /; Path=\//i]) assert.match(cookie, flag)
  assert.doesNotMatch(cookie, /domain=|max-age=|expires=/i)
  const work = await browser.get('/work')
  assert.equal(work.status, 200)
  assert.match(work.headers.get('strict-transport-security') ?? '', /max-age=31536000/)
  assert.equal(work.headers.get('cache-control'), 'no-store')
  const stolen = new Map(browser.cookies)
  assert.equal((await browser.post('/sign-out', {})).status, 303)
  assert.equal(browser.cookies.has(SESSION), false)
  for (const [name, value] of stolen) browser.cookies.set(name, value)
  assert.equal((await browser.get('/work')).status, 303, 'the session is gone, not only its cookie')
})

test('the second time the provider’s own name of the person counts, whatever the address there is now', async () => {
  assert.equal((await signIn(AMAL)).status, 303)
  assert.equal((await signIn({ ...AMAL, email: 'married@state.example' })).status, 303)
})

test('an address that moved on to another person at the provider does not open the first one’s account', async () => {
  assert.equal((await signIn(AMAL)).status, 303)
  assertTurnedAway(await signIn({ ...AMAL, subject: 'amal-2' }), 403, /no open account here has this e-mail address/)
})

test('an address that the provider has not confirmed, an unknown and a closed account each get their own sentence', async () => {
  const unconfirmed = { subject: 'u', email: 'unconfirmed@state.example', verified: false }
  assertTurnedAway(await signIn(unconfirmed), 403, /does not confirm your e-mail address/)
  assertTurnedAway(await signIn({ ...AMAL, subject: 's', email: 's@elsewhere.example' }), 403, /no open account here/)
  assertTurnedAway(
    await signIn({ ...AMAL, subject: 'g', email: 'gone@state.example' }),
    403,
    /Your account here is closed/,
  )
})

test('an account that closes after its first sign-in does not open again', async () => {
  await asOperator(site.store, systemReader('test'), 'test', (tx) =>
    tx
      .insertInto('account')
      .values({ name: 'L', email: 'l@state.example', role: 'official', institution: 'SMS' })
      .execute(),
  )
  const leaver = { subject: 'leaver', email: 'l@state.example', verified: true }
  assert.equal((await signIn(leaver)).status, 303)
  await asOperator(site.store, systemReader('test'), 'test', (tx) =>
    tx.updateTable('account').set({ closed_at: '2026-01-01T00:00:00Z' }).where('email', '=', leaver.email).execute(),
  )
  assertTurnedAway(await signIn(leaver), 403, /Your account here is closed/)
})

test('an invented person of the demonstration cannot be signed in as by the provider', async () => {
  assertTurnedAway(
    await signIn({ ...AMAL, subject: 'i', email: 'invented@state.example' }),
    403,
    /no open account here/,
  )
})

test('a changed state, another issuer, a code used twice, and an answer brought to another browser are refused', async () => {
  for (const change of [
    (address: URL) => address.searchParams.set('state', 'another'),
    (address: URL) => address.searchParams.set('iss', 'https://elsewhere.example'),
    (address: URL) => address.searchParams.set('code', 'guessed'),
    (address: URL) => address.searchParams.delete('code'),
  ]) {
    const browser = visitor(site.address)
    const address = await toReturn(AMAL, browser)
    change(address)
    assertTurnedAway(await comeBack(browser, address), 403, /Sign-in did not succeed/)
  }
  const browser = visitor(site.address)
  const address = await toReturn(AMAL, browser)
  assertTurnedAway(await comeBack(visitor(site.address), address), 403, /Sign-in did not succeed/)
  const journey = new Map(browser.cookies)
  assert.equal((await comeBack(browser, address)).status, 303)
  const again = visitor(site.address)
  for (const [name, value] of journey) again.cookies.set(name, value)
  assertTurnedAway(await comeBack(again, address), 403, /Sign-in did not succeed/)
})

test('a session cookie that somebody else put into the browser is not the one that signs in, and ends', async () => {
  const attacker = visitor(site.address)
  await signIn(AMAL, attacker)
  const planted = attacker.cookies.get(SESSION) ?? ''
  const browser = visitor(site.address)
  browser.cookies.set(SESSION, planted)
  await signIn(AMAL, browser)
  assert.notEqual(browser.cookies.get(SESSION), planted)
  assert.equal((await attacker.get('/work')).status, 303, 'the planted session has ended')
})

test('the way back leads to no other site', async () => {
  for (const back of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/%0d%0aset-cookie:x=y',
    'javascript:0',
  ]) {
    const browser = visitor(site.address)
    const location = (await comeBack(browser, await toReturn(AMAL, browser, back))).headers.get('location') ?? ''
    assert.equal(new URL(location, ORIGIN).origin, ORIGIN, back)
  }
})

test('with a provider that is down nobody signs in and the public pages work; when it is back, so is sign-in', async () => {
  const other = await identityProvider(`${ORIGIN}/sign-in/openid/return`)
  other.stop()
  const cut = await testSite({ embedded: false, origin: ORIGIN, openId: { issuer: other.issuer, ...CLIENT } })
  const browser = visitor(cut.address)
  assertTurnedAway(await browser.get('/sign-in/openid'), 503, /sign-in service does not answer at the moment/)
  assert.equal((await browser.get('/obligations')).status, 200)
  await other.start()
  assert.equal((await browser.get('/sign-in/openid')).status, 303)
})

test('beside a provider, and with none, there is no demonstration sign-in, not even for a forged post', async () => {
  const none = await testSite({ embedded: false })
  for (const { address, store } of [site, none]) {
    const invented = await store.web.withSchema('followup').selectFrom('account').select('id').limit(1).execute()
    const browser = visitor(address)
    await browser.get('/sign-in')
    const answer = await browser.post('/sign-in/demonstration', { account: invented[0]?.id ?? 'x' })
    assert.equal(answer.status, 404)
    assert.equal((await browser.get('/work')).status, 303)
  }
  assert.match((await visitor(none.address).get('/sign-in')).body, /Sign-in is not set up/)
  assert.equal((await visitor(none.address).get('/sign-in/openid')).status, 404)
})

test('some of the provider’s settings without the others do not start', () => {
  assert.equal(readOpenIdSettings({}), null)
  assert.throws(() => readOpenIdSettings({ OIDC_ISSUER: 'https://id.example' }), CannotStart)
})
