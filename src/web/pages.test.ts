/** Every page that anyone may read: light, accessible, narrow, in both directions, without JavaScript. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { newPage } from '../../tests/browser.ts'
import { compileStyles } from '../../tests/compile-styles.ts'
import { signIn } from '../../tests/sign-in.ts'
import { testSite } from '../../tests/site.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const PAGES = [
  '/',
  '/obligations',
  '/obligations/CMW.AZE.3.36(c)(iii)',
  '/progress/institution',
  '/progress/sdg',
  '/progress/article',
  '/progress/theme',
  '/progress/cycle',
  '/institutions/SMS',
  '/obligations?theme=detention&overdue=yes&text=detention',
  '/obligations?text=nothing-has-this-word',
  '/obligations/CMW.AZE.3.36(b)',
  '/indicators',
  '/indicators/ratification-stage',
  '/calendar',
  '/calendar/deadlines/CAL-1',
  '/consultations',
  '/plan',
  '/plan?order=institution',
  '/reports',
  '/documents',
  '/documents/CMW%2FC%2FAZE%2FCO%2F3',
  '/cycles/CMW%2FC%2FAZE%2FCO%2F3',
  '/search',
  '/search?q=detention',
  '/search?q=nothing-has-this-word',
  '/sign-in',
  '/no-such-page',
]

test('the first page says which reports are overdue, and by how many days', async () => {
  const page = await newPage()
  await page.goto(site.address)
  const cards = await page.locator('.ob-cards--late > li').allTextContents()
  assert.equal(cards.length, 2)
  assert.match(cards[0] ?? '', /overdue by 1,119 days.*Due on 1 November 2023/s)
  assert.match(cards[1] ?? '', /overdue by 23 days.*Due on 1 November 2026/s)
})

const SIGNED_IN = [
  '/work',
  '/history',
  '/history?kind=measure',
  '/institutions/SMS',
  '/obligations/CMW.AZE.3.36(b)',
  '/documents',
]

for (const path of [...PAGES, ...SIGNED_IN.map((own) => `secretariat ${own}`)]) {
  test(`${path} has no serious accessibility finding, no scroll to the side at 320 pixels, and is light`, async () => {
    const page = await newPage({ width: 320, javaScript: true })
    const [who, own] = path.startsWith('/') ? [null, path] : path.split(' ')
    if (who != null) await signIn(page, site.address, who)
    const response = await page.goto(site.address + own)
    const html = (await response?.body())?.length ?? 0
    assert.ok(html > 500 && html < 100_000, `${html} bytes of HTML`)
    // The policy forbids scripts; the test's own come by the browser's back door.
    const findings: unknown = await page.evaluate(
      `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes[0].html) })()`,
    )
    assert.deepEqual(findings, [])
    const width = await page.evaluate('document.documentElement.scrollWidth')
    assert.ok(Number(width) <= 320, `${width} pixels wide`)
    await page.context().close()
  })
}

test('style sheet and all else of a page stay under 50 KB', async () => {
  const html = await (await fetch(site.address)).text()
  const css = await (await fetch(site.address + (/href="(\/assets\/[^"]+)"/.exec(html)?.[1] ?? ''))).text()
  assert.ok(css.length > 1000 && css.length < 50_000, `${css.length} bytes`)
})

test('the style sheet is the one that the sources make', async () => {
  assert.equal(readFileSync(new URL('assets/observance.css', import.meta.url), 'utf8'), await compileStyles())
})

test('on a narrow screen the menu takes one line until it is opened, and every entry is reached without a script', async () => {
  const page = await newPage({ width: 320 })
  await signIn(page, site.address, 'secretariat')
  await page.goto(site.address)
  const closed = await page.locator('nav.ob-nav').boundingBox()
  assert.ok(closed !== null && closed.height < 60, `${closed?.height} pixels high`)
  await page.click('nav.ob-nav summary')
  const entries = await page.locator('nav.ob-nav a').all()
  assert.ok(entries.length >= 10)
  for (const entry of entries) assert.ok(await entry.isVisible())
  await page.click('nav.ob-nav a[href="/plan"]')
  assert.match(page.url(), /\/plan$/)
})

test('on a wide screen the entries of the menu stand open', async () => {
  const page = await newPage()
  await page.goto(site.address)
  assert.ok(await page.locator('nav.ob-nav a[href="/plan"]').isVisible())
  assert.ok(!(await page.locator('nav.ob-nav summary').isVisible()))
})

test('in Arabic the page turns around', async () => {
  const page = await newPage({ width: 360 })
  await page.goto(`${site.address}/language/ar?back=/obligations`)
  assert.equal(await page.getAttribute('html', 'dir'), 'rtl')
  const band = await page.locator('.ob-header__name').boundingBox()
  assert.ok(band !== null && band.x > 150, 'the name stands on the right')
})

test('a page is answered with headers that allow no script, no frame and no guess of its type', async () => {
  const { headers } = await fetch(site.address)
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/)
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe/)
})

test('a post without the form token, or from another site, changes nothing', async () => {
  const bare = await fetch(`${site.address}/sign-in/demonstration`, {
    method: 'POST',
    body: new URLSearchParams({ account: 'x' }),
    redirect: 'manual',
  })
  assert.equal(bare.status, 403)
  const foreign = await fetch(`${site.address}/sign-in/demonstration`, {
    method: 'POST',
    body: new URLSearchParams({ account: 'x' }),
    headers: { 'sec-fetch-site': 'cross-site' },
    redirect: 'manual',
  })
  assert.equal(foreign.status, 403)
})
