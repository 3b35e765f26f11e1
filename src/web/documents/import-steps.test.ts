/** Steps on a draft that rest on one another, that are somebody else's, or that change what much hangs on already. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { asActor, systemReader, type Tx } from '../../store/index.ts'

const site = await testSite()
const act = <T>(work: (tx: Tx) => Promise<T>) => asActor(site.store.web, systemReader('test'), 'test', work)

const SYMBOL = 'CMW/C/ISL/CO/1'
const INVENTED = `${SYMBOL}

Concluding observations on the first periodic report of Iceland

1. The Committee considered the report at its 1st meeting.

2. The Committee recommends that the State party:

(a) Brighten the lanterns of every harbour; and count the lanterns each year;

(b) Paint the piers of the northern and the southern harbours before each winter.
`

async function secretary(name: string): Promise<Page> {
  const page = await newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${site.address}/language/en?back=/sign-in`)
  await page.locator('tr', { hasText: name }).first().locator('button').click()
  await page.goto(`${site.address}/language/en?back=/import`)
  return page
}

async function upload(page: Page, content: string): Promise<string> {
  await page.goto(`${site.address}/import`)
  const file = { name: 'observations.txt', mimeType: 'application/octet-stream', buffer: Buffer.from(content) }
  await page.setInputFiles('input[type=file]', file)
  await page.click('form[enctype] button')
  return page.url()
}

test('a correction that a later one rests on is taken back after that one, and the page says so', async () => {
  const page = await secretary('Leyla')
  const draft = await upload(page, INVENTED)
  await page.goto(`${draft}/at/2(a)`)
  await page.fill('#starts', 'count the lanterns')
  await page.fill('#into', '2(c)')
  await page.click('form:has(#starts) button')
  await page.goto(`${draft}/at/2(c)`)
  await page.fill('#text', 'count all lanterns twice a year')
  await page.click('form:has(#text) button')
  const undo = page.locator('#corrections ~ ul button')
  assert.equal(await undo.count(), 2)
  await undo.nth(1).click()
  assert.match((await page.textContent('[role=alert]')) ?? '', /later/i)
  assert.match((await page.textContent('[id="p2(c)"]')) ?? '', /twice a year/, 'both corrections stand')
  await undo.nth(0).click()
  assert.match((await page.textContent('[id="p2(c)"]')) ?? '', /count the lanterns each year/)
  await undo.nth(0).click()
  assert.equal(await page.locator('[id="p2(c)"]').count(), 0)
  assert.equal(await undo.count(), 0)
})

test('a second secretary finds nothing at the address of another one’s draft, and changes nothing there', async () => {
  const [leyla, tomas] = [await secretary('Leyla'), await secretary('Tomáš')]
  const draft = await upload(leyla, INVENTED)
  const none = draft.replace(/[^/]+$/, '00000000-0000-4000-8000-000000000000')
  for (const path of ['', '/at/2', '/about']) assert.equal((await tomas.goto(draft + path))?.status(), 404, path)
  await tomas.goto(`${site.address}/import`)
  const token = await tomas.getAttribute('form[enctype] input[name=form-token]', 'value')
  const form = { 'form-token': token ?? '', version: '1', is: 'text', at: '2(b)', text: 'Sink the piers.', place: '0' }
  for (const step of ['correct', 'at/2(b)', 'about', 'undo', 'accept', 'discard']) {
    const [theirs, nobodys] = await Promise.all(
      [draft, none].map((address) => tomas.request.post(`${address}/${step}`, { form, maxRedirects: 0 })),
    )
    assert.equal(theirs?.status(), 404, step)
    assert.equal(nobodys?.status(), 404, step)
  }
  await leyla.goto(draft)
  assert.match((await leyla.textContent('[id="p2(b)"]')) ?? '', /Paint the piers/)
  assert.equal(await leyla.locator('#corrections').count(), 0)
})

/** An obligation on the recommendation at 2(b), with a measure, evidence and an assessment. */
async function hangMuchOn(): Promise<void> {
  await act(async (tx) => {
    const { id: recommendation } = await tx
      .selectFrom('recommendation as r')
      .innerJoin('document as d', 'd.id', 'r.document')
      .select('r.id')
      .where('d.symbol', '=', SYMBOL)
      .where('r.address', '=', '2(b)')
      .executeTakeFirstOrThrow()
    const { id: obligation } = await tx
      .insertInto('obligation')
      .values({ code: 'CMW.ISL.1.2(b)', summary: 'Piers are painted', kind: 'practice', urgency: 'ordinary' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx.insertInto('obligation_recommendation').values({ obligation, recommendation }).execute()
    const measure = await tx
      .insertInto('measure')
      .values({ title: 'Buy paint', institution: 'SMS', audience: 'public' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx.insertInto('measure_obligation').values({ measure: measure.id, obligation }).execute()
    const evidence = await tx
      .insertInto('evidence')
      .values({
        title: 'Photographs of the piers',
        url: 'https://piers.example/',
        institution: 'SMS',
        audience: 'public',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx.insertInto('evidence_obligation').values({ evidence: evidence.id, obligation }).execute()
    await tx
      .insertInto('assessment')
      .values({
        obligation,
        assessor: 'state',
        institution: 'SMS',
        grade: 'B',
        reasons: 'Half the piers shine.',
        audience: 'public',
        given_on: '2026-01-01',
      })
      .execute()
  })
}

test('measures, evidence and assessments stay with a recommendation that a corrected document words anew and moves', async () => {
  const page = await secretary('Leyla')
  await upload(page, INVENTED)
  await page.click('form[action$="/accept"] button')
  await hangMuchOn()
  await upload(page, INVENTED.replace('(b) Paint the piers', '(b) Ring the bells;\n\n(c) Paint all piers'))
  assert.match((await page.textContent('main')) ?? '', /What differs/)
  await page.click('form[action$="/accept"] button')
  assert.match((await page.textContent('main')) ?? '', /The document is saved/)
  await page.goto(`${site.address}/obligations/CMW.ISL.1.2(b)`)
  const story = (await page.textContent('main')) ?? ''
  assert.match(story, /paragraph 2\(c\).*Paint all piers of the northern/s)
  for (const kept of ['Buy paint', 'Photographs of the piers', 'Half the piers shine.'])
    assert.ok(story.includes(kept), kept)
})
