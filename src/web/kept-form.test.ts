/** A form that arrives after its session has ended: nothing typed is lost, nothing is sent by itself. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { newPage } from '../../tests/browser.ts'
import { testSite } from '../../tests/site.ts'
import { asActor, systemReader } from '../store/index.ts'

const site = await testSite()
const change = (statement: ReturnType<typeof sql>) =>
  asActor(site.store.web, systemReader('test'), 'test', (tx) => statement.execute(tx))
const NEW_MEASURE = '/obligations/CMW.AZE.3.36(b)/measure'

async function signIn(page: Page, row: number): Promise<void> {
  if (!page.url().includes('/sign-in')) await page.goto(`${site.address}/language/en?back=/sign-in`)
  await page.locator('tr', { hasText: 'official' }).nth(row).locator('button').click()
}

/** A form typed and sent after half an hour at the telephone. */
async function sendTooLate(page: Page, title: string): Promise<void> {
  await signIn(page, 0)
  await page.goto(site.address + NEW_MEASURE)
  await page.fill('[name=title]', title)
  await change(sql`update followup.session set seen_at = now() - interval '31 minutes'`)
  await page.click('main form button')
  assert.match(page.url(), /\/sign-in\?back=/)
}

async function measuresCalled(title: string): Promise<number> {
  const { rows } = (await change(sql`select 1 from followup.measure where title = ${title}`)) as { rows: unknown[] }
  return rows.length
}

test('what was typed when the session ended stands in the form after signing in, said to be unsaved, and is sent by nobody', async () => {
  const page = await newPage()
  await sendTooLate(page, 'Lanterns for the harbour')
  await signIn(page, 0)
  assert.equal(new URL(page.url()).pathname, NEW_MEASURE)
  assert.equal(await page.inputValue('[name=title]'), 'Lanterns for the harbour')
  assert.match((await page.textContent('.govuk-notification-banner')) ?? '', /Not saved yet.*is kept and stands below/s)
  assert.equal(await measuresCalled('Lanterns for the harbour'), 0)
  await page.goto(site.address + NEW_MEASURE)
  assert.equal(await page.inputValue('[name=title]'), '', 'once')
})

test('somebody else who signs in at the same browser does not see what was typed', async () => {
  const page = await newPage()
  await sendTooLate(page, 'Between us')
  await signIn(page, 1)
  await page.goto(site.address + NEW_MEASURE)
  assert.ok(!(await page.content()).includes('Between us'))
})

test('a step that has no page of its own leads back to the page it stood on', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/language/en?back=/sign-in`)
  await page.locator('tr', { hasText: 'secretariat' }).first().locator('button').click()
  await page.goto(`${site.address}/import`)
  await page.setInputFiles('input[type=file]', {
    name: 'observations.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('1. Lanterns are dim.\n'.repeat(20_000)),
  })
  await change(sql`update followup.session set seen_at = now() - interval '31 minutes'`)
  await page.click('form[enctype] button')
  assert.match(page.url(), /\/sign-in\?back=%2Fimport$/)
})
