/** Corrections typed before a session ends come back after signing in at the State's identity provider, and are sent by nobody. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { CLIENT, identityProvider } from '../../../tests/identity-provider.ts'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { type asActor, asOperator, systemReader } from '../../store/index.ts'

const ORIGIN = 'https://observance.example'
const provider = await identityProvider(`${ORIGIN}/sign-in/openid/return`)
const site = await testSite({ embedded: false, origin: ORIGIN, openId: { issuer: provider.issuer, ...CLIENT } })
const browser = visitor(site.address)
const act = <T>(work: Parameters<typeof asActor<T>>[3]) => asOperator(site.store, systemReader('test'), 'test', work)
let draft = ''

/** From the page asked for to the provider and back; gives the page that the browser lands on. */
async function signInOnTheWayTo(signInPage: string): Promise<string> {
  const page = await browser.get(signInPage)
  const way = /href="(\/sign-in\/openid[^"]*)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&')
  const asked = await browser.get(way ?? assert.fail(page.body))
  let next = new URL(asked.headers.get('location') ?? '')
  const atProvider = visitor(provider.issuer)
  while (next.origin === provider.issuer) {
    const answer = await atProvider.get(next.pathname + next.search)
    next = new URL(answer.headers.get('location') ?? assert.fail(answer.body), provider.issuer)
  }
  const back = await browser.get(next.pathname + next.search)
  assert.equal(back.status, 303, back.body)
  return back.headers.get('location') ?? ''
}

/** Posts what was typed after half an hour at the telephone, signs in again, and gives the page that comes then. */
async function sentTooLate(page: string, to: string, fields: Readonly<Record<string, string>>) {
  const shown = await browser.get(page)
  const version = /name="version" value="(\d+)"/.exec(shown.body)?.[1] ?? ''
  await act((tx) => sql`update followup.session set seen_at = now() - interval '31 minutes'`.execute(tx))
  const answer = await browser.post(to, { ...fields, version })
  assert.equal(answer.status, 303)
  const signIn = answer.headers.get('location') ?? ''
  assert.match(signIn, /^\/sign-in\?back=/)
  return browser.get(await signInOnTheWayTo(signIn))
}

const isCorrected = async () => (await browser.get(draft)).body.includes('id="corrections"')

before(async () => {
  await act((tx) =>
    tx
      .insertInto('account')
      .values({ name: 'Sena', email: 'sena@state.example', role: 'secretariat', institution: 'SMS' })
      .execute(),
  )
  provider.person = { subject: 'sena', email: 'sena@state.example', verified: true }
  await browser.get('/language/en?back=/import')
  await browser.get(await signInOnTheWayTo('/sign-in?back=%2Fimport'))
  const token = /name="form-token" value="([^"]+)"/.exec((await browser.get('/import')).body)?.[1] ?? ''
  const form = new FormData()
  form.set('form-token', token)
  form.set('file', new File(['3. The Committee recommends that the State party paint the piers.'], 'a.txt'))
  const encoded = new Response(form)
  const answer = await fetch(`${site.address}/import`, {
    method: 'POST',
    body: new Uint8Array(await encoded.arrayBuffer()),
    redirect: 'manual',
    headers: {
      'content-type': encoded.headers.get('content-type') ?? '',
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  })
  draft = answer.headers.get('location') ?? assert.fail(await answer.text())
})

test('the words of a piece, corrected while the session ended, stand in its form again', async () => {
  const page = `${draft}/at/3`
  const back = await sentTooLate(page, page, { is: 'text', at: '3', text: 'Paint the old piers.' })
  assert.match(back.body, /Not saved yet/)
  assert.match(back.body, />Paint the old piers\.<\/textarea>/)
  assert.equal(await isCorrected(), false, 'nothing is sent by itself')
  assert.doesNotMatch((await browser.get(page)).body, /Paint the old piers/, 'once')
})

test('the facts of a document, corrected while the session ended, stand in their form again', async () => {
  const back = await sentTooLate(draft, `${draft}/about`, { title: 'Second printing', symbol: 'CMW/C/ISL/CO/9' })
  assert.match(back.body, /Not saved yet/)
  assert.match(back.body, /id="about-title" name="title" value="Second printing"/)
  assert.match(back.body, /<details class="govuk-details" open/)
  assert.equal(await isCorrected(), false)
})

test('facts that are refused stay as they were typed', async () => {
  const version = /name="version" value="(\d+)"/.exec((await browser.get(draft)).body)?.[1] ?? ''
  const refused = await browser.post(`${draft}/about`, { version, title: 'Third printing', adoptedOn: '31.2.2030' })
  assert.equal(refused.status, 409)
  assert.match(refused.body, /id="about-title" name="title" value="Third printing"/)
  assert.match(refused.body, /value="31\.2\.2030"/)
})
