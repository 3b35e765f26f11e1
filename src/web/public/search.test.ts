/** Search as people use it: joined words, alternatives, phrases, what is left out, their own language, nothing found. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { asActor, systemReader } from '../../store/index.ts'

const site = await testSite()

await asActor(site.store.web, { ...systemReader('test'), language: 'az' }, 'test.write', (tx) =>
  tx
    .insertInto('measure')
    .values({
      title: 'Məktəblərdə fənərlər',
      description: 'Qaranlıq küçələrdə uşaqlar üçün fənərlər yandırılır.',
      institution: 'SMS',
      audience: 'public',
    })
    .execute(),
)

async function marks(query: string): Promise<string[]> {
  const page = await newPage()
  await page.goto(`${site.address}/search?q=${encodeURIComponent(query)}`)
  const found = await page.locator('.ob-found mark').allTextContents()
  await page.context().close()
  return [...new Set(found.map((word) => word.toLowerCase()))].toSorted()
}

async function titles(query: string): Promise<string[]> {
  const page = await newPage()
  await page.goto(`${site.address}/search?q=${encodeURIComponent(query)}`)
  const found = await page.locator('.ob-found h2').allTextContents()
  await page.context().close()
  return found
}

test('found words are marked in whatever form they stand', async () => {
  const found = await marks('detention judges')
  assert.ok(found.includes('judge'), String(found))
  assert.ok(found.includes('detention') || found.includes('detentions'))
  assert.ok(
    found.every((word) => /^(detention|detentions|judge|judges|detaining|detained|detain)$/.test(word)),
    String(found),
  )
})

test('an Azerbaijani word is found in another form, and marked in its own letters', async () => {
  assert.deepEqual(await marks('fənər'), ['fənərlər'])
  assert.deepEqual(await titles('məktəb VƏ fənər'), ['Məktəblərdə fənərlər'])
})

test('alternatives widen, quotes narrow, and a minus leaves out', async () => {
  const [lanterns, either, phrase, all, without] = [
    await titles('fənər'),
    await titles('fənər OR judge'),
    await titles('"independent, impartial judge"'),
    await titles('judge'),
    await titles('judge -independent'),
  ]
  assert.equal(lanterns.length, 1)
  assert.ok(either.length > lanterns.length)
  assert.ok(phrase.length >= 1)
  assert.equal(without.length, all.length - 1, 'one of them speaks of independence')
})

test('where nothing is found, the page says how to go on', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/search?q=zzzz&kind=measure`)
  assert.match((await page.textContent('main')) ?? '', /Nothing was found.*fewer words.*OR between/s)
  await page.click('text=Search in all kinds of things')
  assert.match(page.url(), /q=zzzz/)
  assert.doesNotMatch(page.url(), /kind=/)
})

test('what is typed is shown as text and never as markup', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/search?q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`)
  assert.equal(await page.locator('main img').count(), 0)
  assert.equal(await page.inputValue('#q'), '"><img src=x onerror=alert(1)>')
})

test('every thing that is found has a page that exists', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/search?q=${encodeURIComponent('detention OR fənər OR report OR migration')}`)
  const links = await page
    .locator('.ob-found a')
    .evaluateAll((all) => all.map((anchor) => anchor.getAttribute('href') ?? ''))
  assert.ok(links.length > 20)
  for (const link of links.filter((href) => href.startsWith('/')))
    assert.equal((await fetch(site.address + link)).status, 200, link)
})
