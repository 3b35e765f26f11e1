/** The slip: in the person's language beside the officer's, with mark and code, on a small screen and on paper. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { asking } from '../../register/fixtures/whole-register.ts'
import { carryOut, hashOfCode, newCode } from '../../register/index.ts'

const site = await testSite()

/** The address of a new case of somebody who speaks the language. */
async function stopped(language: string): Promise<string> {
  const id = randomUUID()
  const office = site.register.offices.find(({ agency }) => agency === 'interior')?.code ?? ''
  const facts = {
    libertyLostAt: Temporal.Now.instant().subtract({ hours: 1 }).round('millisecond').toString(),
    ...{ libertyLostPlace: 'unknown', apprehendedBy: id, sex: 'male', birthDateKnown: '1990' },
    ...{ ageBasis: 'stated', nationality: 'UZ', accompaniedByChild: false, language },
  }
  const { caseId } = await carryOut(
    site.register,
    { as: 'officer', id, role: 'police-officer', office },
    { ...asking({ procedure: 'detention', kind: 'open', step: 'open', facts }), code: hashOfCode(newCode()) },
  )
  return `/cases/detention/${caseId}`
}

async function officer(language: string, width?: number): Promise<Page> {
  const page = await newPage(width === undefined ? {} : { width })
  await page.goto(`${site.address}/sign-in`)
  await page.click('tr:has-text("Nicat") button')
  await page.goto(`${site.address}/language/${language}?back=/cases`)
  return page
}

/** Another code for the person: the slip as it is handed over. */
async function slipOf(page: Page, address: string): Promise<void> {
  await page.goto(site.address + address)
  await page.click('form[action$="/code"] button')
}

const parts = (page: Page) =>
  page.locator('.ob-slip > section').evaluateAll((all) =>
    all.map((one) => ({
      lang: one.getAttribute('lang'),
      dir: one.getAttribute('dir'),
      text: one.textContent ?? '',
      codes: one.querySelectorAll('svg').length,
    })),
  )

test('somebody who speaks Arabic gets a slip in Arabic, with code and mark, beside the officer’s Azerbaijani', async () => {
  const page = await officer('az', 320)
  await slipOf(page, await stopped('ar'))
  const [theirs, officers, ...more] = await parts(page)
  assert.deepEqual(more, [])
  assert.deepEqual([theirs?.lang, theirs?.dir, officers?.lang, officers?.dir], ['ar', 'rtl', 'az', 'ltr'])
  assert.match(theirs?.text ?? '', /رمزك/)
  assert.match(theirs?.text ?? '', /يجب أن ينظر قاضٍ في قضيتك/)
  assert.match(officers?.text ?? '', /Hakim .* işinizə baxmalıdır/)
  // On paper nothing counts: the moment at which each time ends, and by which clock.
  assert.doesNotMatch(`${theirs?.text} ${officers?.text}`, /بقي|انتهى منذ|qalıb|keçib/)
  assert.match(theirs?.text ?? '', /الأوقات بحسب/)
  for (const part of [theirs, officers]) {
    assert.match(part?.text ?? '', /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/, part?.lang ?? '')
    assert.match(part?.text ?? '', /[0-9a-f]{64}/, part?.lang ?? '')
  }
  assert.match(theirs?.text ?? '', /([0-9A-Z]{5} ){4}[0-9A-Z*~$=]{5}/)
  assert.deepEqual([theirs?.codes, officers?.codes], [1, 0], 'the code stands once, where the person reads')
  const wide = await page.evaluate('document.documentElement.scrollWidth')
  assert.ok(Number(wide) <= 320, `${wide} wide`)
  // What the person reads has no word of the officer's language, nor English.
  assert.doesNotMatch((theirs?.text ?? '').replaceAll(/https?:\S+|[0-9a-f]{64}/g, ''), /[a-zə]{4,}/)
})

test('on paper both stand side by side, on one page, without what belongs to the screen', async () => {
  const page = await officer('az')
  await slipOf(page, await stopped('ru'))
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 794, height: 1123 })
  const boxes = await page
    .locator('.ob-slip > section')
    .evaluateAll((all) => all.map((one) => ({ x: one.getBoundingClientRect().x, y: one.getBoundingClientRect().y })))
  assert.equal(boxes[0]?.y, boxes[1]?.y)
  assert.notEqual(boxes[0]?.x, boxes[1]?.x)
  assert.equal(await page.locator('.ob-header').isVisible(), false)
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, 'one sheet')
})

test('a language without words here leaves one slip, and tells the officer to have it read aloud', async () => {
  const page = await officer('en')
  await slipOf(page, await stopped('uz'))
  assert.equal(await page.locator('.ob-slip').count(), 0)
  const main = (await page.textContent('main')) ?? ''
  assert.match(main, /No words in this language are written here yet: Uzbek/)
  assert.match(main, /A judge must look at your case before/)
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByText('No words in this language').isVisible(), false)
})

test('where officer and person speak the same language the slip says everything once', async () => {
  const page = await officer('az')
  await slipOf(page, await stopped('az'))
  assert.equal(await page.locator('.ob-slip').count(), 0)
  assert.equal(await page.locator('.ob-picture').count(), 1)
})
