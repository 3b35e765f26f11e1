/** Forms in a real browser, without JavaScript: what is wrong is found at once, and nothing typed is lost. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPage } from '../../tests/browser.ts'
import { signIn } from '../../tests/sign-in.ts'
import { testSite } from '../../tests/site.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })
const NEW = `${site.address}/obligations/CMW.AZE.3.16(a)/measure`

/** A page of the secretariat's; what does not come soon does not come. */
async function secretariat() {
  const page = await newPage()
  page.setDefaultTimeout(10_000)
  await signIn(page, site.address, 'secretariat')
  return page
}

async function measureAt(title: string): Promise<string> {
  const page = await secretariat()
  await page.goto(NEW)
  await page.fill('input[name=title]', title)
  await page.click('main form button')
  await page.context().close()
  return `${page.url().split('?')[0]}/edit`
}

test('a wrong form opens on its list of problems, in the order of the fields, each leading to its field', async () => {
  const page = await secretariat()
  await page.goto(NEW)
  await page.fill('input[name=starts_on]', '2026-12-01')
  await page.click('main form button')
  assert.match(await page.title(), /^Error: /)
  const [alert, title] = [page.locator('.govuk-error-summary'), page.locator('#field-title')]
  assert.equal(await alert.evaluate((box) => box === box.ownerDocument.activeElement), true)
  assert.equal(await title.getAttribute('aria-invalid'), 'true')
  assert.match((await title.getAttribute('aria-describedby')) ?? '', /hint-title error-title/)
  await alert.locator('a').first().click()
  assert.equal(await title.evaluate((field) => field === field.ownerDocument.activeElement), true)
  assert.equal(await page.inputValue('input[name=starts_on]'), '2026-12-01')
})

test('days, figures and addresses bring up the keys that they need, and nothing is filled in by the browser', async () => {
  const page = await secretariat()
  await page.goto(NEW)
  assert.equal(await page.getAttribute('#field-ends_on', 'type'), 'date')
  assert.equal(await page.getAttribute('#field-title', 'autocomplete'), 'off')
  await page.goto(`${site.address}/obligations/CMW.AZE.3.16(a)/evidence`)
  assert.equal(await page.getAttribute('#field-url', 'type'), 'url')
})

test('institutions, people and obligations are chosen by name, never by code alone', async () => {
  const page = await secretariat()
  await page.goto(NEW)
  assert.match((await page.textContent('#field-institution')) ?? '', /State Migration Service/)
  const label = await page.textContent('label[for=field-obligations]')
  assert.ok((label?.length ?? 0) > 20 && !/^[0-9a-f-]{36}$/.test(label ?? ''))
})

test('looking for further obligations saves nothing and loses nothing; Enter in a field saves', async () => {
  const page = await secretariat()
  await page.goto(NEW)
  await page.fill('input[name=title]', 'Count the lanterns')
  await page.fill('input[name=find]', 'detention')
  await page.click('input[name=look]')
  assert.equal(await page.inputValue('input[name=title]'), 'Count the lanterns')
  const offered = page.locator('input[name=obligations]')
  assert.ok((await offered.count()) > 1)
  await offered.nth(1).check()
  await page.press('input[name=title]', 'Enter')
  assert.match(page.url(), /\/measures\/[0-9a-f-]{36}\?done=measure\.saved/)
  assert.equal(await page.locator('section[aria-labelledby=answers] li').count(), 2)
})

test('of two versions the writer keeps what they choose, field by field, their own unless they say otherwise', async () => {
  const address = await measureAt('Lantern plan')
  const [first, second] = [await secretariat(), await secretariat()]
  await first.goto(address)
  await second.goto(address)
  await first.fill('input[name=title]', 'Lantern plan of the first')
  await first.fill('textarea[name=description]', 'Words of the first.')
  await first.fill('input[name=budget_line]', '12.3')
  await first.click('main form button')
  await second.fill('input[name=title]', 'Lantern plan of the second')
  await second.fill('textarea[name=description]', 'Words of the second.')
  await second.click('main form button')
  assert.match((await second.textContent('[role=alert]')) ?? '', /Nothing of yours is lost/)
  assert.equal(await second.locator('fieldset').count(), 3)
  assert.equal(await second.locator('input[value=mine]:checked').count(), 3)
  await second.check('#keep-description-theirs')
  await second.check('#keep-budget_line-theirs')
  await second.click('text=Save what I chose')
  await second.goto(address)
  assert.equal(await second.inputValue('input[name=title]'), 'Lantern plan of the second')
  assert.equal(await second.inputValue('textarea[name=description]'), 'Words of the first.')
  assert.equal(await second.inputValue('input[name=budget_line]'), '12.3')
})

test('the choice of two versions can be written further before it is saved, and a third save in between is seen', async () => {
  const address = await measureAt('Harbour plan')
  const [first, second] = [await secretariat(), await secretariat()]
  await first.goto(address)
  await second.goto(address)
  await first.fill('input[name=title]', 'Harbour plan A')
  await first.click('main form button')
  await second.fill('input[name=title]', 'Harbour plan B')
  await second.click('main form button')
  await second.click('text=Go on writing with what I chose')
  assert.equal(await second.inputValue('input[name=title]'), 'Harbour plan B')
  await first.goto(address)
  await first.fill('input[name=title]', 'Harbour plan C')
  await first.click('main form button')
  await second.click('main form button')
  assert.match((await second.textContent('main')) ?? '', /Harbour plan C/)
})

test('a form whose file was lost says which file to choose again, and keeps the rest', async () => {
  const page = await secretariat()
  await page.goto(`${site.address}/obligations/CMW.AZE.3.16(a)/evidence`)
  await page.setInputFiles('input[type=file]', {
    name: 'lamps.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('lamps'),
  })
  await page.click('main form button')
  assert.match((await page.textContent('main')) ?? '', /Choose the file “lamps.txt” again/)
})

test('a form sent after the session ended is there again after signing in, and not yet saved', async () => {
  const page = await secretariat()
  await page.goto(NEW)
  await page.fill('input[name=title]', 'Written for an hour')
  await page.context().clearCookies({ name: 'observance' })
  await page.click('main form button')
  assert.match(page.url(), /sign-in/)
  await page.locator('tr', { hasText: 'secretariat' }).first().locator('button').click()
  assert.equal(await page.inputValue('input[name=title]'), 'Written for an hour')
  assert.match((await page.textContent('main')) ?? '', /not saved yet/)
  await page.goto(NEW)
  assert.equal(await page.inputValue('input[name=title]'), '', 'given once')
})

test('measures that would wait for each other in a circle are refused with a sentence', async () => {
  const [first, second] = [await measureAt('Measure one'), await measureAt('Measure two')]
  const page = await secretariat()
  await page.goto(first)
  await page.locator('label', { hasText: 'Measure two' }).click()
  await page.click('main form button')
  await page.goto(second)
  await page.locator('label', { hasText: 'Measure one' }).click()
  await page.click('main form button')
  assert.match((await page.textContent('[role=alert]')) ?? '', /wait for each other in a circle/)
})
