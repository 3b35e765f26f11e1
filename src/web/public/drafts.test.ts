/** What one institution has not shared is nobody else's: on no page, in no count, by no search, in no history, in no file. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../../tests/browser.ts'
import { signIn } from '../../../tests/sign-in.ts'
import { testSite } from '../../../tests/site.ts'

const site = await testSite()
const TITLE = 'Quiet lantern rehearsal'
const CODE = 'CMW.AZE.3.36(b)'

const author = await newPage()
await signIn(author, site.address, 'official', 'SMS')
await author.goto(`${site.address}/obligations/${CODE}/measure`)
await author.fill('input[name=title]', TITLE)
await author.fill('input[name=starts_on]', '2026-01-01')
await author.fill('input[name=ends_on]', '2026-02-01')
await author.click('main form button')
assert.match(author.url(), /measures/, 'the draft is saved')

/** Every page on which a measure of that obligation stands. */
const PAGES = [
  `/obligations/${CODE}`,
  '/plan',
  '/plan?overdue=yes',
  '/plan?institution=SMS',
  `/plan?obligation=${CODE}`,
  '/institutions/SMS',
  '/',
  '/search?q=lantern',
  '/search?q=lantern&kind=measure',
] as const

async function mainOf(page: Page, path: string): Promise<string> {
  await page.goto(site.address + path)
  return (await page.textContent('main')) ?? ''
}

/** "3 measures" in the row of the obligation. */
async function countIn(page: Page): Promise<string> {
  const text = await mainOf(page, `/obligations?text=${encodeURIComponent('detaching OR detaining')}`)
  return /CMW\.AZE\.3\.36\(b\) · (\d+) measure/.exec(text)?.[1] ?? ''
}

test('its own institution sees the draft wherever measures stand', async () => {
  for (const path of ['/plan?institution=SMS', `/obligations/${CODE}`, '/search?q=lantern', '/history?kind=measure'])
    assert.match(await mainOf(author, path), /Quiet lantern/, path)
})

for (const [who, words] of [
  ['the public', null],
  ['an official of another institution', ['official', 'MOJ']],
  ['the human rights institution', ['national human rights']],
  ['civil society', ['civil society']],
] as const) {
  test(`a draft measure is on no list, count, search or history of ${who}`, async () => {
    const page = await newPage()
    if (words !== null) await signIn(page, site.address, ...words)
    for (const path of PAGES) assert.doesNotMatch(await mainOf(page, path), /Quiet lantern/, path)
    assert.match(await mainOf(page, '/search?q=lantern'), /Nothing was found/)
    assert.equal(Number(await countIn(page)), Number(await countIn(author)) - 1, 'it is not counted')
    for (const path of ['/history?kind=measure', `/history?obligation=${CODE}`])
      assert.doesNotMatch(await mainOf(page, path), /Quiet lantern/, path)
    await page.context().close()
  })
}

test('the file of the history of another institution does not hold it, and one’s own does', async () => {
  const fileOf = async (page: Page) => {
    await page.goto(`${site.address}/history?kind=measure`)
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[href^="/history.csv"]')])
    return readFileSync(await download.path(), 'utf8')
  }
  const other = await newPage()
  await signIn(other, site.address, 'official', 'MOJ')
  assert.doesNotMatch(await fileOf(other), /Quiet lantern/)
  assert.match(await fileOf(author), /Quiet lantern/)
})
