/** The page of invented people on a telephone: whoever comes as one of them finds the button without pushing the page aside. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'

const site = await testSite()

test('on a telephone each invented person has their button on the screen, and one touch leads to their agency', async () => {
  const page = await newPage({ width: 320 })
  await page.goto(`${site.address}/sign-in`)
  const sides = await page
    .locator('form[action="/sign-in/demonstration"] button')
    .evaluateAll((all) => all.map((one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]))
  assert.ok(sides.length > 20, `${sides.length} people`)
  for (const [left = -1, right = 999] of sides) assert.ok(left >= 0 && right <= 320, `from ${left} to ${right}`)
  const to = await page.locator('main nav a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
  assert.ok(to.length > 5)
  for (const id of to) assert.equal(await page.locator(id).count(), 1, id)
})
