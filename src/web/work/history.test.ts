/** The history as people read it: names, not keys; narrowed by thing, person, step and day; its own export in it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { signIn } from '../../../tests/sign-in.ts'
import { testSite } from '../../../tests/site.ts'

const site = await testSite()
const page = await newPage()
await signIn(page, site.address, 'secretariat')

const KEY = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/

async function read(path: string): Promise<string> {
  await page.goto(site.address + path)
  return (await page.textContent('main')) ?? ''
}

test('the history names people, things and fields in words: no key of the database and no column', async () => {
  for (const path of [
    '/history',
    '/history?kind=measure',
    '/history?kind=obligation',
    '/history?kind=evidence',
    '/history?kind=participation',
    '/history?kind=indicator_value',
    '/history?kind=post',
  ]) {
    await page.goto(site.address + path)
    const entries = await page.locator('.ob-history > li').allTextContents()
    assert.ok(entries.length > 0, path)
    for (const entry of entries) {
      assert.doesNotMatch(entry, KEY, entry)
      assert.doesNotMatch(entry, /\b[a-z]+_[a-z]+\b/, entry)
    }
  }
})

test('a decision taken through its form stands in the history with who, what and how it was before', async () => {
  await page.goto(`${site.address}/obligations/CMW.AZE.3.24/decide`)
  await page.check('input[value=accepted]')
  await page.fill('input[name=decided_by]', 'Council of lanterns')
  await page.fill('textarea[name=reason]', 'Right and due')
  await page.click('main form button')
  const name = /^(.*?) ·/.exec((await page.textContent('.ob-header__who'))?.trim() ?? '')?.[1] ?? ''
  const text = await read('/history?obligation=CMW.AZE.3.24')
  assert.ok(text.includes(`${name} added a decision`), text.slice(0, 400))
  assert.match(text, /State: awaiting decision\s+to\s+open/)
  assert.match(text, /Decided by: Council of lanterns/)
})

test('it is narrowed by thing, person, step and day', async () => {
  const entries = async (query: string) => {
    await page.goto(`${site.address}/history?${query}`)
    return (await page.textContent('.ob-history')) ?? ''
  }
  assert.match(await entries('action=decision.save'), /added a decision/)
  assert.doesNotMatch(await entries('action=decision.save'), /The country pack/)
  assert.match(await entries('actor=system:pack'), /The country pack/)
  assert.doesNotMatch(await entries('actor=system:pack'), /Council of lanterns/)
  const both = await entries('obligation=CMW.AZE.3.24&kind=decision')
  assert.match(both, /Council of lanterns/)
  assert.doesNotMatch(both, /who answers for/, 'an obligation and a kind narrow together')
  assert.match(await read('/history?until=2020-01-01'), /Nothing is recorded here/)
  assert.match(await read('/history?from=2020-01-01&kind=decision'), /a decision/)
  assert.match(await read('/history?from=nonsense'), /added/, 'a day that is none narrows nothing')
})

test('a download of the history is itself in the history, and holds no formula', async () => {
  await page.goto(`${site.address}/history?action=decision.save`)
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[href^="/history.csv"]')])
  const file = readFileSync(await download.path(), 'utf8')
  assert.match(file, /^\uFEFF"At \(UTC\)","Who"/)
  assert.match(file, /Council of lanterns/)
  assert.doesNotMatch(file, /(^|,)"[=+@]/m)
  await page.goto(`${site.address}/history?obligation=CMW.AZE.3.24`)
  const [own] = await Promise.all([page.waitForEvent('download'), page.click('a[href^="/history.csv"]')])
  const narrowed = readFileSync(await own.path(), 'utf8')
  assert.match(narrowed, /Council of lanterns/)
  assert.doesNotMatch(narrowed, /an institution/, 'of one obligation it holds that one alone')
  assert.match(await read('/history?action=history.export'), /downloaded the history/)
})

test('the history is closed to the public and to civil society', async () => {
  assert.equal((await fetch(`${site.address}/history.csv`, { redirect: 'manual' })).status, 303)
  const other = await newPage()
  await signIn(other, site.address, 'civil society')
  for (const path of ['/history', '/history.csv']) assert.equal((await other.goto(site.address + path))?.status(), 404)
})
