/** The main job in a real browser, without JavaScript: from the UN document to the State's report. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../tests/browser.ts'
import { testSite } from '../../tests/site.ts'

const REAL = join(import.meta.dirname, '../../../shared/documents/CMW_C_AZE_CO_3.txt')
const site = await testSite()

/** Signs in as the first invented person of a role, or of an institution. */
async function signIn(page: Page, who: string): Promise<void> {
  // In English, whatever language the person reads.
  await page.goto(`${site.address}/language/en?back=/sign-in`)
  await page.locator('tr', { hasText: who }).first().locator('button').click()
}

const INVENTED = `Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families

Concluding observations on the first periodic report of Iceland

A. Introduction

1. The Committee considered the report at its 1st meeting.

B. Principal subjects of concern and recommendations

2. The Committee is concerned that lanterns are dim.

3. The Committee recommends that the State party:

(a) Brighten the lanterns of every harbour;

(b) Count the lanterns each year.
`

test('the secretariat imports a document: reads it, sees its doubts, corrects it, saves it, and again changes nothing', async () => {
  const page = await newPage()
  await signIn(page, 'secretariat')
  await importFile(page, { name: 'observations.txt', mimeType: 'text/plain', buffer: Buffer.from(INVENTED) })
  assert.match((await page.textContent('main')) ?? '', /3 paragraphs, 2 recommendations/)
  await page.fill('input[name=symbol]', 'CMW/C/ISL/CO/1')
  await page.fill('input[name=state]', 'ISL')
  await page.click('form[action$="/about"] button')
  await page.click('form[action$="/accept"] button')
  assert.match(page.url(), /documents\/CMW/)
  assert.match((await page.textContent('main')) ?? '', /Brighten the lanterns/)
  await importFile(page, { name: 'observations.txt', mimeType: 'text/plain', buffer: Buffer.from(INVENTED) })
  await page.fill('input[name=symbol]', 'CMW/C/ISL/CO/1')
  await page.fill('input[name=state]', 'ISL')
  await page.click('form[action$="/about"] button')
  assert.match((await page.textContent('main')) ?? '', /same document is here already/)
})

async function importFile(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.goto(`${site.address}/import`)
  await page.setInputFiles('input[type=file]', file)
  await page.click('form[enctype] button')
}

test('the real document meets the obligations of the pack by address', async (context) => {
  if (!existsSync(REAL)) return context.skip('the document is not on this machine')
  const page = await newPage()
  await signIn(page, 'secretariat')
  await importFile(page, { name: 'CMW_C_AZE_CO_3.txt', mimeType: 'text/plain', buffer: readFileSync(REAL) })
  assert.match((await page.textContent('main')) ?? '', /66 paragraphs, 71 recommendations, 1 doubt/)
  await page.click('form[action$="/accept"] button')
  await page.goto(`${site.address}/obligations/CMW.AZE.3.36(c)(iii)`)
  assert.match((await page.textContent('blockquote')) ?? '', /24 hours/)
})

test('a wrong file is refused with a sentence, and nothing is saved', async () => {
  const page = await newPage()
  await signIn(page, 'secretariat')
  await importFile(page, {
    name: 'report.docx',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK\u0003\u0004 damaged'),
  })
  assert.match((await page.textContent('[role=alert]')) ?? '', /damaged|cannot be read/)
})

test('an official of another role finds no import page, and cannot post to it', async () => {
  const page = await newPage()
  await signIn(page, 'official')
  assert.equal((await page.goto(`${site.address}/import`))?.status(), 404)
})

test('two people save the same measure: the second sees what the first saved, and loses nothing', async () => {
  const [first, second] = [await newPage(), await newPage()]
  await signIn(first, 'secretariat')
  await signIn(second, 'secretariat')
  await first.goto(`${site.address}/obligations/CMW.AZE.3.16(a)/measure`)
  await first.fill('input[name=title]', 'Lantern plan')
  await first.click('main form button')
  const address = `${first.url().split('?')[0]}/edit`
  await first.goto(address)
  await second.goto(address)
  await first.fill('input[name=title]', 'Lantern plan, first')
  await second.fill('input[name=title]', 'Lantern plan, second')
  await first.click('main form button')
  await second.click('main form button')
  const shown = (await second.textContent('main')) ?? ''
  assert.match(shown, /Lantern plan, first/)
  assert.equal(await second.inputValue('input[name=title]'), 'Lantern plan, second')
  await second.click('main form button')
  await first.goto(address)
  assert.equal(await first.inputValue('input[name=title]'), 'Lantern plan, second')
})

test('a wrong field keeps everything that was typed', async () => {
  const page = await newPage()
  await signIn(page, 'secretariat')
  await page.goto(`${site.address}/obligations/CMW.AZE.3.16(b)/measure`)
  await page.fill('textarea[name=description]', 'A long description that took an hour.')
  await page.click('main form button')
  assert.match((await page.textContent('[role=alert]')) ?? '', /Enter something here/)
  assert.equal(await page.inputValue('textarea[name=description]'), 'A long description that took an hour.')
})

test('a report is begun from its deadline, written in, and downloaded as a Word file', async () => {
  const page = await newPage()
  await signIn(page, 'secretariat')
  await page.goto(`${site.address}/reports/new`)
  await page.fill('input[name=title]', 'Follow-up information')
  await page.locator('input[name=deadline]').first().check()
  await page.click('main form button')
  const address = page.url().split('?')[0] ?? ''
  await page.goto(`${address}/frame`)
  await page.fill('textarea[name=introduction]', 'Written from what the system holds.')
  await page.click('main form button')
  await page.goto(address)
  assert.match((await page.textContent('main')) ?? '', /Written from what the system holds/)
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Download as .docx')])
  const bytes = readFileSync(await download.path())
  assert.equal(bytes.subarray(0, 2).toString(), 'PK')
  const { value } = await (await import('mammoth')).default.extractRawText({ buffer: bytes })
  assert.match(value, /Written from what the system holds/)
})

test('whoever signs in lands on what waits for them, and every entry of their navigation has a page', async () => {
  const page = await newPage()
  for (const who of ['secretariat', 'official', 'national human rights', 'civil society']) {
    await signIn(page, who)
    assert.match(page.url(), /\/work$/)
    const links = await page
      .locator('nav.ob-nav a')
      .evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute('href') ?? ''))
    assert.ok(links.length >= 8)
    for (const link of links) assert.equal((await page.goto(site.address + link))?.status(), 200, `${who} ${link}`)
    await page.click('text=Sign out')
  }
})
