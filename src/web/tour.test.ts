/**
 * The five minutes of the README, walked in a real browser: each stop holds what the README says, and gives its picture.
 * `npm run pictures` writes the pictures to docs/pictures. No sentence of a UN document is in them.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../tests/browser.ts'
import { picture } from '../../tests/picture.ts'
import { testSite } from '../../tests/site.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })
async function secretary(): Promise<Page> {
  const page = await newPage()
  await page.goto(`${site.address}/sign-in`)
  await page.locator('tr', { hasText: 'secretariat' }).first().locator('button').click()
  await page.goto(`${site.address}/language/en?back=/work`)
  return page
}

test('stop 1: the first page says what is overdue', async () => {
  const page = await newPage()
  await page.goto(site.address)
  assert.match((await page.textContent('main')) ?? '', /overdue by 1,119 days[\s\S]*overdue by 23 days/)
  await picture(page, 'overview')
})

test('stop 2: an obligation says what is missing, and who is next', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/obligations/CMW.AZE.3.36(c)(iii)`)
  assert.match((await page.textContent('main')) ?? '', /What is missing for completion/)
  await picture(page, 'obligation')
})

const OBSERVATIONS = `CMW/C/SOT/CO/1

Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families

Concluding observations on the first periodic report of Sotoland

A. Introduction

1. The Committee considered the report at its 1st meeting.

B. Principal subjects of concern and recommendations

Lanterns

2. The Committee is concerned that harbour lanterns are dim.

3. The Committee recommends that the State party:

(a) Brighten the lanterns of every harbour, in line with article 16 of the Convention;

(b) Count the lanterns each year.

5. Harbour masters may wish to be told.
`

test('stop 3: an imported document is read before it is saved, its doubts in place', async () => {
  const page = await secretary()
  await page.goto(`${site.address}/import`)
  await page.setInputFiles('input[type=file]', {
    name: 'observations.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(OBSERVATIONS),
  })
  await page.click('form[enctype] button')
  assert.match((await page.textContent('main')) ?? '', /2 recommendations/)
  await picture(page, 'import')
})

test('stop 4: what waits for the person who signs in', async () => {
  const page = await secretary()
  assert.match((await page.textContent('main')) ?? '', /To decide/)
  await picture(page, 'work')
})

test('stop 5: the plan along its days, late measures marked', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/plan`)
  assert.match((await page.textContent('main')) ?? '', /late/)
  await picture(page, 'plan')
})

test('stop 6: the report writes itself from what is in the system, and names its gaps', async () => {
  const page = await secretary()
  await page.goto(`${site.address}/reports`)
  await page.locator('main table a').first().click()
  assert.match((await page.textContent('main')) ?? '', /words[\s\S]*gaps are named|gaps are named[\s\S]*words/)
  await picture(page, 'report')
})

test('stop 7: on a telephone, in Arabic, the page turns around', async () => {
  const page = await newPage({ width: 360 })
  await page.goto(`${site.address}/language/ar?back=/`)
  assert.equal(await page.getAttribute('html', 'dir'), 'rtl')
  await picture(page, 'telephone-arabic')
})
