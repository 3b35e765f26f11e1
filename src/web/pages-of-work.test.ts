/** Pages that are there only once somebody has begun something: drafts, figures, two versions of one form. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../tests/browser.ts'
import { signIn } from '../../tests/sign-in.ts'
import { browser, isLightAndOpen, isOpen, main, one, press, see, site } from './fixtures/desk.ts'

const NARROW = { width: 320, javaScript: true } as const
const INDICATOR = 'ratification-stage'

/** A measure of the migration service that nobody else sees yet. */
async function draftMeasure(page: Page, title: string): Promise<string> {
  await page.goto(`${site.address}/obligations/CMW.AZE.3.36(b)/measure`)
  await page.fill('input[name=title]', title)
  await press(page)
  return new URL(page.url()).pathname
}

test('a measure to read, to edit and to share', async () => {
  const page = await newPage(NARROW)
  await signIn(page, site.address, 'official', 'SMS')
  const measure = await draftMeasure(page, 'Quiet lantern rehearsal')
  for (const path of [measure, `${measure}/edit`, `${measure}/share`]) await isLightAndOpen(page, path)
  await isLightAndOpen(page, `/measures`)
})

test('a figure to share, to confirm and to correct, and an indicator to bind', async () => {
  const value = one(
    await see((tx) =>
      tx
        .selectFrom('indicator_value')
        .select(['id', 'indicator', 'period'])
        .where('computed_from', 'is', null)
        .limit(1)
        .execute(),
    ),
  )
  const at = `/indicators/${value.indicator}`
  const secretariat = await browser('secretariat', NARROW)
  await isLightAndOpen(secretariat, `${at}/value?period=${value.period}`)
  await isLightAndOpen(secretariat, `${at}/values/${value.id}/share`)
  await isLightAndOpen(secretariat, `/indicators/${INDICATOR}/bind`)
  await isLightAndOpen(await browser('national human rights', NARROW), `${at}/values/${value.id}/confirm`)
})

test('two versions of one form, beside each other', async () => {
  const pages = [await browser('secretariat', NARROW), await browser('secretariat', NARROW)]
  for (const page of pages) {
    await page.goto(`${site.address}/obligations/CMW.AZE.3.16(a)/edit`)
    await page.fill('[name=summary]', `Lanterns of ${pages.indexOf(page)}`)
  }
  for (const page of pages) await press(page, 'main form button.govuk-button')
  const second = pages[1] ?? assert.fail()
  assert.match(await main(second), /Lanterns of 0.*Lanterns of 1|Lanterns of 1.*Lanterns of 0/s)
  assert.equal(
    await second.locator('.ob-versions').count(),
    1,
    'articles and targets, which nobody changed, do not differ',
  )
  await isOpen(second, 'the conflict page')
})

test('an export of the Index before it is saved', async () => {
  const page = await browser('secretariat', NARROW)
  await page.goto(`${site.address}/import`)
  const row = { Symbol: 'CRC/C/AZE/CO/9', AnnotationType: 'Recommendations', Countries: ['Azerbaijan'], Body: 'CRC' }
  const rows = [
    { ...row, AnnotationId: '00000000-0000-4000-8000-000000000001', Text: '<p>1. Keep the footbridge open.</p>' },
    { ...row, AnnotationId: '00000000-0000-4000-8000-000000000002', Text: 'Annex' },
    { ...row, AnnotationId: '00000000-0000-4000-8000-000000000003', Text: '3. Count.', AnnotationType: null },
  ]
  const buffer = Buffer.from(JSON.stringify(rows))
  await page.setInputFiles('input[type=file]', { name: 'export.json', mimeType: 'application/json', buffer })
  await press(page, 'form[enctype] button')
  assert.match(await main(page), /3 rows were found, 1 refused/)
  await isLightAndOpen(page, new URL(page.url()).pathname)
})

test('in right-to-left a choice stands as near to its circle as it does in left-to-right', async () => {
  const near = async (language: string) => {
    const page = await browser('secretariat', NARROW)
    await page.goto(`${site.address}/language/${language}?back=/reports/new`)
    const gaps: unknown = await page.evaluate(`[...document.querySelectorAll('.govuk-radios__item')].map((item) => {
      const label = item.querySelector('label')
      const style = getComputedStyle(label)
      const [box, own] = [item.getBoundingClientRect(), label.getBoundingClientRect()]
      return document.dir === 'rtl'
        ? box.right - own.right + parseFloat(style.paddingRight)
        : own.left - box.left + parseFloat(style.paddingLeft)
    })`)
    return gaps
  }
  const [left, right] = [await near('en'), await near('ar')]
  assert.ok(Array.isArray(left) && left.length > 2)
  assert.deepEqual(right, left)
})
