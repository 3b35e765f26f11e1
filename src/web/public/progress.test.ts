/** Figures lead to what they count. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { PROGRESS_BY } from '../../obligations/index.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })

for (const by of PROGRESS_BY) {
  test(`each row of progress by ${by} leads to a list of as many obligations as it counts`, async () => {
    const page = await newPage()
    await page.goto(site.address + (by === 'cluster' ? '/' : `/progress/${by}`))
    const rows = await page
      .locator('table')
      .first()
      .locator('tbody tr')
      .evaluateAll((all) =>
        all.map((row) => ({
          href: [...row.querySelectorAll('a')].at(-1)?.getAttribute('href') ?? '',
          total: Number(row.querySelector('td:last-child')?.textContent),
        })),
      )
    assert.ok(rows.length > 0)
    for (const { href, total } of rows.filter((row) => row.href !== '/obligations').slice(0, 12)) {
      const list = await (await fetch(site.address + href)).text()
      assert.match(list, new RegExp(`>${total} obligations?</caption>`), href)
    }
    await page.context().close()
  })
}

test('every tab of the list counts what it shows', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/obligations?theme=detention`)
  const tabs = await page
    .locator('.ob-tabs a')
    .evaluateAll((all) => all.map((tab) => [tab.getAttribute('href') ?? '', /\((\d+)\)/.exec(tab.textContent)?.[1]]))
  assert.equal(tabs.length, 7)
  for (const [href, count] of tabs) {
    await page.goto(site.address + href)
    assert.equal(await page.locator('tbody tr').count(), Number(count), href)
  }
})

test('a filter that makes no sense narrows nothing, and one that nothing fits says how to go on', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/obligations?state=nonsense&cycle=x`)
  assert.match((await page.textContent('caption')) ?? '', /75 obligations/)
  await page.goto(`${site.address}/obligations?article=999`)
  assert.match((await page.textContent('main')) ?? '', /No obligation fits/)
  await page.click('text=Show all obligations')
  assert.match((await page.textContent('caption')) ?? '', /75 obligations/)
})

test('articles and targets are shown with their meaning', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/progress/article`)
  assert.match((await page.textContent('main')) ?? '', /Article 16\(4\): liberty and security; arrest and detention/)
  await page.goto(`${site.address}/progress/sdg`)
  assert.match((await page.textContent('main')) ?? '', /10\.7: orderly, safe and responsible migration/)
})

test('every institution that a page names has a page, with its people for those who have signed in', async () => {
  const list = await (await fetch(`${site.address}/progress/institution`)).text()
  const codes = [...list.matchAll(/href="\/institutions\/([^"]+)"/g)].map(([, code]) => code)
  assert.ok(codes.length > 10)
  for (const code of codes) assert.equal((await fetch(`${site.address}/institutions/${code}`)).status, 200)
  assert.equal((await fetch(`${site.address}/institutions/NOBODY`)).status, 404)
  assert.doesNotMatch(await (await fetch(`${site.address}/institutions/SMS`)).text(), /Its people/)
})

test('until the text is imported, the first page says who imports it and leads there', async () => {
  const page = await newPage()
  await page.goto(site.address)
  await page.click('text=Sign in as the secretariat and import it')
  assert.match(page.url(), /sign-in\?back=(%2F|\/)import/)
})
