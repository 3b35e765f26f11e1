/** A person sees where they are signed in, and what they end there is ended at once. OWASP ASVS 5.0, 7.5.2. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { type Visitor, visitor } from '../../../tests/visitor.ts'
import { asReader, systemReader } from '../../store/index.ts'
import { as, browser, isLightAndOpen, main, press, site } from '../fixtures/desk.ts'
import { browserInWords } from './browser-words.ts'

const PHONE = 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'

/** The secretariat's person, signed in with a browser of that name. */
async function signedIn(userAgent: string): Promise<Visitor> {
  const person = visitor(site.address)
  const page = await person.get('/sign-in')
  const row = page.body.split('<tr').find((part) => part.includes('secretariat'))
  const account = /name="account" value="([^"]+)"/.exec(row ?? '')?.[1] ?? assert.fail()
  await person.post('/sign-in/demonstration', { account }, { 'user-agent': userAgent })
  await person.get('/language/en?back=/')
  return person
}

/** Ids that the page offers to end. */
const offered = async (person: Visitor) =>
  [...(await person.get('/sessions')).body.matchAll(/name="session" value="([^"]+)"/g)].map(([, id]) => id ?? '')
const isIn = async (person: Visitor) => (await person.get('/work')).status === 200

test('ending another session kills its cookie at once, and leaves this one', async () => {
  const [office, phone] = [await as('secretariat'), await signedIn(PHONE)]
  const { body } = await office.get('/sessions')
  assert.match(body, /Firefox, Android/)
  const [session = ''] = await offered(office)
  assert.equal((await offered(office)).length, 1, 'one’s own is not offered')
  assert.equal((await office.post('/sessions/end', { session })).status, 303)
  assert.deepEqual([await isIn(phone), await isIn(office)], [false, true])
  assert.equal((await office.post('/sessions/end', { session })).status, 404, 'it is gone')
})

test('all others end in one step', async () => {
  const [office, phone, home] = [await as('secretariat'), await signedIn(PHONE), await signedIn(PHONE)]
  await office.get('/sessions')
  assert.equal((await office.post('/sessions/end-others', {})).status, 303)
  assert.deepEqual([await isIn(office), await isIn(phone), await isIn(home)], [true, false, false])
})

test('somebody else’s session is neither shown nor ended', async () => {
  const [victim, other] = [await signedIn(PHONE), await as('official')]
  assert.doesNotMatch((await other.get('/sessions')).body, /Firefox/)
  const ids = await asReader(site.store.web, systemReader('test'), (tx) =>
    tx.selectFrom('session').select('id').where('device', '=', 'Firefox, Android').execute(),
  )
  assert.ok(ids.length > 0)
  for (const { id } of ids) assert.equal((await other.post('/sessions/end', { session: id })).status, 404)
  assert.equal((await other.post('/sessions/end', { session: '-'.repeat(36) })).status, 404)
  await other.post('/sessions/end-others', {})
  assert.ok(await isIn(victim))
})

test('of a browser its kind is kept and nothing more: no address, no version', async () => {
  await signedIn(PHONE)
  const { rows } = await asReader(site.store.web, systemReader('test'), (tx) =>
    sql<{
      row: Record<string, unknown>
    }>`select to_jsonb(s) as row from followup.session s where device like 'Firefox%'`.execute(tx),
  )
  const row = rows[0]?.row ?? assert.fail()
  assert.deepEqual(Object.keys(row).toSorted(), [
    'account',
    'authenticated_at',
    'device',
    'ends_at',
    'id',
    'opened_at',
    'seen_at',
    'token_sha256',
  ])
  assert.equal(row.device, 'Firefox, Android')
})

test('browsers are told by their own name and not by those that they go under', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
  assert.equal(browserInWords(chrome), 'Chrome, Windows')
  assert.equal(browserInWords(`${chrome} Edg/140.0`), 'Edge, Windows')
  assert.equal(
    browserInWords(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile/15E148 Safari/604.1',
    ),
    'Safari, iPhone',
  )
  assert.equal(browserInWords(chrome.replace('Chrome', 'HeadlessChrome')), 'Chrome, Windows')
  assert.equal(browserInWords('curl/8 <script>'), '')
  assert.equal(browserInWords(undefined), '')
})

test('the page is reached from one’s name, without a script, and is light', async () => {
  const page = await browser('secretariat')
  await page.goto(`${site.address}/work`)
  await press(page, '.ob-header__who a')
  assert.match(await main(page), /Where you are signed in.*this browser/s)
  await isLightAndOpen(await browser('secretariat', { width: 320, javaScript: true }), '/sessions')
})
