/** Consultation through the pages: who is asked reads the draft that was put out, speaks, and is answered; what is said to the Committee alone stays there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPage } from '../../tests/browser.ts'
import { testSite } from '../../tests/site.ts'
import { type Visitor, visitor } from '../../tests/visitor.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })
let round = ''

async function as(who: string): Promise<Visitor> {
  const person = visitor(site.address)
  if (who !== 'public') await person.signIn(who)
  await person.get('/language/en?back=/')
  return person
}

test('the secretariat opens a round on a draft, in a browser without JavaScript', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/sign-in`)
  await page.locator('tr', { hasText: 'secretariat' }).first().locator('button').click()
  await page.goto(`${site.address}/language/en?back=/consultations/new`)
  await page.fill('input[name=title]', 'Autumn round')
  await page.locator('[name=report]').first().check()
  await page.fill('input[name=opens_on]', '2026-11-20')
  await page.fill('input[name=closes_on]', '2026-11-10')
  await page.click('main form button')
  assert.match((await page.textContent('[role=alert]')) ?? '', /cannot close before it opens/)
  await page.fill('input[name=closes_on]', '2026-12-10')
  await page.fill('input[name=answers_due_on]', '2026-12-31')
  await page.click('main form button')
  assert.match((await page.textContent('main')) ?? '', /Autumn round[\s\S]*open[\s\S]*16 days left/)
  round = new URL(page.url()).pathname
})

test('those whom the round asks read the version that was put out, and no later one', async () => {
  const ngo = await as('civil society')
  const draft = await ngo.get(`${round}/draft`)
  assert.equal(draft.status, 200)
  assert.match(draft.body, /Duty judges are being organized/)
  const secretary = await as('secretariat')
  const list = (await secretary.get('/reports')).body
    .split('<tr')
    .find((row) => row.includes('Information on paragraphs 16'))
  const report = /\/reports\/[0-9a-f-]{36}/.exec(list ?? '')?.[0] ?? ''
  const frame = await secretary.get(`${report}/frame`)
  const version = /name="version" value="(\d+)"/.exec(frame.body)?.[1] ?? ''
  const later = { version, symbol: '', introduction: 'Written after the round had opened.', methodology: '' }
  assert.equal((await secretary.post(`${report}/frame`, later)).status, 303)
  assert.match((await secretary.get(report)).body, /Written after the round had opened/)
  assert.equal((await ngo.get(`${round}/draft`)).body.includes('Written after the round'), false)
  assert.equal((await ngo.get('/search?q=Written+after+the+round')).body.includes('/reports/'), false)
  const reports = await ngo.get('/reports')
  assert.doesNotMatch(reports.body, /Information on paragraphs 16, 36, 60 and 62/, 'the report itself stays closed')
  assert.equal((await (await as('public')).get(`${round}/draft`)).status, 303, 'the public signs in first')
})

test('what is said to the Committee alone leaves no trace on any page of the State', async () => {
  const ngo = await as('civil society')
  const before = new Map<string, string>()
  const pages = [
    round,
    '/consultations',
    '/search?q=nightwatch',
    '/history',
    '/history.csv',
    '/work',
    '/outbox',
    '/calendar',
  ]
  const secretary = await as('secretariat')
  for (const path of pages) before.set(path, withoutTimes((await secretary.get(path)).body))
  await ngo.get(`${round}/contribute`)
  const given = await ngo.post(`${round}/contribute`, {
    round: round.split('/').at(-1) ?? '',
    body: 'They were afraid of the nightwatch.',
    audience: 'committee',
  })
  assert.equal(given.status, 303)
  for (const path of pages)
    if (!path.startsWith('/history'))
      assert.equal(withoutTimes((await secretary.get(path)).body), before.get(path), `${path} has changed`)
  for (const who of ['secretariat', 'SMS', 'national human rights', 'public']) {
    const person = await as(who)
    for (const path of pages) {
      const { body } = await person.get(path)
      assert.doesNotMatch(
        body.replaceAll(/name="q"[^>]*>/g, '').replaceAll('q=nightwatch', ''),
        /afraid/,
        `${who} ${path}`,
      )
    }
  }
  assert.match((await ngo.get(round)).body, /nightwatch[\s\S]*/)
})

/** Pages carry a form token for each browser and times; neither tells of a contribution. */
function withoutTimes(body: string): string {
  return body.replaceAll(/name="form-token" value="[^"]*"/g, '')
}

test('a public contribution is answered, and both stand on the public page', async () => {
  const ngo = await as('civil society')
  await ngo.get(`${round}/contribute`)
  await ngo.post(`${round}/contribute`, {
    round: round.split('/').at(-1) ?? '',
    body: 'Count the ladders.',
    audience: 'public',
  })
  const secretary = await as('secretariat')
  const shown = await secretary.get(round)
  const link = /href="([^"]+\/answer)"/.exec(shown.body)?.[1] ?? ''
  const form = await secretary.get(link)
  assert.match(form.body, /Count the ladders/)
  const contribution = /contributions\/([0-9a-f-]+)\//.exec(link)?.[1] ?? ''
  assert.equal((await secretary.post(link, { contribution, answer: 'They are counted.', taken_up: 'yes' })).status, 303)
  assert.match((await (await as('public')).get(round)).body, /Count the ladders[\s\S]*taken up[\s\S]*They are counted/)
})

test('a closed round keeps what was typed, and says that it is closed', async () => {
  const ngo = await as('civil society')
  const list = await ngo.get('/consultations')
  const closed =
    [...list.body.matchAll(/\/consultations\/[0-9a-f-]{36}/g)].map(([path]) => path).find((path) => path !== round) ??
    ''
  await ngo.get(`${closed}/contribute`)
  const refused = await ngo.post(`${closed}/contribute`, {
    body: 'Too late, but long.',
    audience: 'public',
    round: closed.split('/').at(-1) ?? '',
  })
  assert.equal(refused.status, 409)
  assert.match(refused.body, /not open today[\s\S]*Too late, but long\./)
})

test('officials of the State neither contribute nor answer in the secretariat’s place', async () => {
  const official = await as('SMS')
  assert.equal((await official.get(`${round}/contribute`)).status, 404)
  const ngo = await as('civil society')
  assert.equal((await ngo.get('/consultations/new')).status, 404)
  assert.equal((await ngo.get(`${round}/change`)).status, 404)
  assert.equal((await ngo.get('/consultations/not-an-id')).status, 404)
})
