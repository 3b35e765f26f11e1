/** A report's life through the pages: written, commented on, compared, approved, frozen; and the file is the one that was frozen. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { newPage } from '../../tests/browser.ts'
import { testSite } from '../../tests/site.ts'
import { type Visitor, visitor } from '../../tests/visitor.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })
let report = ''

async function as(who: string): Promise<Visitor> {
  const person = visitor(site.address)
  if (who !== 'public') await person.signIn(who)
  await person.get('/language/en?back=/')
  return person
}
const hidden = (body: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
const stepFields = (body: string) => ({ version: hidden(body, 'version'), number: hidden(body, 'number') })

test('a report begins from its deadline, and each section shows how many words are left', async () => {
  const secretary = await as('secretariat')
  const deadline = (await secretary.get('/calendar/deadlines/CAL-1')).body
  const begin = /href="(\/reports\/new\?deadline=[^"]+)"/.exec(deadline)?.[1] ?? ''
  const form = await secretary.get(begin)
  const chosen = /name="deadline" value="([^"]+)" checked/.exec(form.body)?.[1] ?? ''
  assert.notEqual(chosen, '')
  const made = await secretary.post('/reports/new', { deadline: chosen, title: 'Follow-up', language: 'en' })
  report = new URL(made.headers.get('location') ?? '', site.address).pathname
  const answer = await secretary.get(`${report}/answers/${encodeURIComponent('CMW.AZE.3.36(c)(iii)')}`)
  assert.match(answer.body, /words/)
  await secretary.post(`${report}/answers/${encodeURIComponent('CMW.AZE.3.36(c)(iii)')}`, {
    version: hidden(answer.body, 'version'),
    measuresTaken: 'Duty judges sit on Sundays.',
    remainingGap: '',
  })
  assert.match((await secretary.get(`${report}/write`)).body, /36\(c\)\(iii\)[\s\S]*?written/)
})

test('an answer that the report has no place for is not written into it', async () => {
  const secretary = await as('secretariat')
  for (const code of ['nonsense', '__proto__', 'CMW.AZE.3.40'])
    assert.equal((await secretary.get(`${report}/answers/${encodeURIComponent(code)}`)).status, 404, code)
  const lost = await secretary.post(`${report}/answers/nonsense`, { version: '2', measuresTaken: 'Nowhere' })
  assert.equal(lost.status, 404)
})

test('what changed between two versions is shown word by word, and the old one can be read', async () => {
  const secretary = await as('secretariat')
  assert.match((await secretary.get(`${report}/compare?from=1&to=2`)).body, /<ins>Duty judges sit on Sundays\.<\/ins>/)
  const old = await secretary.get(`${report}/versions/1`)
  assert.match(old.body, /version 1 of 2/)
  assert.doesNotMatch(old.body, /Duty judges sit on Sundays/)
  assert.equal((await secretary.get(`${report}/versions/9`)).status, 404)
})

test('a draft that another institution has not shared is on none of its pages for the others', async () => {
  const official = await as('MLSPP')
  for (const path of ['', '/word', '/write', '/versions', '/versions/1', '/comments', '/approval'])
    assert.equal((await official.get(report + path)).status, 404, path)
  assert.doesNotMatch((await official.get('/reports')).body, new RegExp(report))
})

test('once shared, institutions comment and settle; those outside the State see none of it', async () => {
  const secretary = await as('secretariat')
  const approval = await secretary.get(`${report}/approval`)
  await secretary.post(`${report}/share`, { version: hidden(approval.body, 'version'), audience: 'consultation' })
  const official = await as('MLSPP')
  await official.get(`${report}/comments`)
  await official.post(`${report}/comments`, { section: '', body: 'Say since when.' })
  const ngo = await as('civil society')
  const seen = await ngo.get(report)
  assert.equal(seen.status, 200)
  assert.doesNotMatch(seen.body, /Say since when/)
  assert.equal((await ngo.get(`${report}/comments`)).status, 404)
  const shown = await secretary.get(`${report}/comments`)
  const settle = /action="([^"]+\/settle)"/.exec(shown.body)?.[1] ?? ''
  const other = /href="(\/reports\/[0-9a-f-]{36})"/.exec(
    (await secretary.get('/reports')).body.replaceAll(report, ''),
  )?.[1]
  assert.ok(other !== undefined)
  await secretary.get(`${report}/comments`)
  const elsewhere = settle.replace(report, other)
  assert.equal((await secretary.post(elsewhere, {})).status, 404, 'a comment is settled where it was made')
  assert.equal((await secretary.post(settle, {})).status, 303)
  assert.match((await secretary.get(`${report}/comments`)).body, /settled[\s\S]*Say since when/)
})

test('what is not approved is not frozen, and the page says what stands in the way', async () => {
  const secretary = await as('secretariat')
  const drafting = await secretary.get(`${report}/approval`)
  assert.match(drafting.body, /not been put to approval/)
  assert.equal((await secretary.post(`${report}/request`, stepFields(drafting.body))).status, 303)
  const waiting = await secretary.get(`${report}/approval`)
  const refused = await secretary.post(`${report}/freeze`, stepFields(waiting.body))
  assert.equal(refused.status, 409)
  assert.match(refused.body, /has not approved this version/)
})

test('the frozen file has the hash that the page shows, and nothing of it can be written any more', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/sign-in`)
  await page.locator('tr', { hasText: 'secretariat' }).first().locator('button').click()
  await page.goto(`${site.address}/language/en?back=${report}/approval`)
  await page.click('form[action$="/approve"] button')
  await page.click('form[action$="/freeze"] button')
  assert.match((await page.textContent('main')) ?? '', /The report is frozen/)
  await page.goto(site.address + report)
  const hash = (await page.textContent('code')) ?? ''
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Download as .docx')])
  assert.equal(
    createHash('sha256')
      .update(readFileSync(await download.path()))
      .digest('hex'),
    hash,
  )
  const secretary = await as('secretariat')
  await secretary.get(`${report}/approval`)
  const late = await secretary.post(`${report}/comments`, { section: '', body: 'Too late, but kept in the form.' })
  assert.equal(late.status, 409)
  assert.match(late.body, /is frozen[\s\S]*Too late, but kept in the form/)
})
