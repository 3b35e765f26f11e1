/** An export of the Human Rights Index through the page: looked at, refused rows named, saved once, and again without change. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { asReader, PUBLIC_READER } from '../../store/index.ts'

const site = await testSite()
const SYMBOL = 'CRC/C/AZE/CO/9'
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const record = (n: number, change: Readonly<Record<string, unknown>> = {}) => ({
  AnnotationId: uuid(n),
  Symbol: SYMBOL,
  Text: `<p>${n}. Keep the ${n}th footbridge open to schoolchildren.</p>`,
  AnnotationType: 'Recommendations',
  Countries: ['Azerbaijan'],
  Body: 'CRC',
  Themes: ['Education'],
  ...change,
})

async function secretariat(): Promise<Page> {
  const page = await newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${site.address}/language/en?back=/sign-in`)
  await page.locator('tr', { hasText: 'secretariat' }).first().locator('button').click()
  await page.goto(`${site.address}/language/en?back=/import`)
  return page
}

async function upload(page: Page, name: string, content: Buffer): Promise<string> {
  await page.goto(`${site.address}/import`)
  await page.setInputFiles('input[type=file]', { name, mimeType: 'application/octet-stream', buffer: content })
  await page.click('form[enctype] button')
  return (await page.textContent('main')) ?? ''
}

const saved = () =>
  asReader(site.store.web, PUBLIC_READER, (tx) =>
    tx
      .selectFrom('recommendation as r')
      .innerJoin('document as d', 'd.id', 'r.document')
      .select('r.address')
      .where('d.symbol', 'like', `${SYMBOL}%`)
      .orderBy('r.position')
      .execute(),
  )

test('an export is shown with its new, refused and doubtful rows, saved in one step, and again changes nothing', async () => {
  const page = await secretariat()
  const rows = [
    record(1),
    record(2),
    record(3, { Countries: ['Türkiye'], Symbol: 'CRC/C/TUR/CO/9' }),
    record(4, { Text: 'Annex' }),
    record(5, { AnnotationId: uuid(1) }),
    record(6, { AnnotationType: null }),
  ]
  const shown = await upload(page, 'export.json', Buffer.from(JSON.stringify(rows)))
  assert.match(shown, /6 rows were found, 3 refused/)
  assert.match(shown, /another State, not AZE \(1\)\s*Rows 3 \(TUR\)/)
  assert.match(shown, /only a mark such as “Annex” \(1\)\s*Rows 4 \(Annex\)/)
  assert.match(shown, /in an earlier row already \(1\)\s*Rows 5/)
  assert.match(shown, /No type: taken as a recommendation \(1\)\s*Rows 6/)
  assert.deepEqual(await saved(), [], 'nothing is saved by looking')
  await page.click('form[action$="/accept"] button')
  assert.match((await page.textContent('main')) ?? '', /The export is saved/)
  assert.deepEqual(
    (await saved()).map(({ address }) => address),
    ['1', '2', '6'],
  )
  assert.match(
    await upload(page, 'export.json', Buffer.from(JSON.stringify(rows))),
    /Everything in this export is here already/,
  )
  await page.click('form[action$="/accept"] button')
  assert.match((await page.textContent('main')) ?? '', /nothing has changed/)
})

test('a mended row is shown as changed, and nobody else finds the draft', async () => {
  const page = await secretariat()
  await upload(page, 'a.json', Buffer.from(JSON.stringify([record(40)])))
  await page.click('form[action$="/accept"] button')
  await upload(page, 'b.json', Buffer.from(JSON.stringify([record(40, { Text: '40. Mended.' }), record(41)])))
  const row = page.locator('tr', { hasText: SYMBOL })
  assert.deepEqual((await row.locator('td.ob-number').allTextContents()).slice(0, 4), ['1', '0', '1', '0'])
  const other = await newPage()
  await other.goto(`${site.address}/sign-in`)
  await other.locator('tr', { hasText: 'official' }).first().locator('button').click()
  assert.equal((await other.goto(page.url()))?.status(), 404)
})

test('a workbook of 2,500 rows is read, previewed under 100 KB and saved', async () => {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Export')
  sheet.addRow([
    'Text',
    'Countries Concerned',
    'Reccomending Body',
    'Document Symbol',
    'Themes',
    'Type',
    'OHCHR Annotation Id',
  ])
  for (let n = 0; n < 2500; n++)
    sheet.addRow([
      `${n + 1}. Keep the ${n}th footbridge open.`,
      n % 10 === 0 ? '- Georgia' : '- Azerbaijan',
      '- CRC',
      `${SYMBOL}/${n % 120}`,
      '- Education\n- Roads',
      n % 3 === 0 ? '' : '- Recommendations',
      uuid(n + 10_000),
    ])
  const page = await secretariat()
  const shown = await upload(page, 'export.xlsx', Buffer.from(await workbook.xlsx.writeBuffer()))
  assert.match(shown, /2,500 rows were found, 250 refused/)
  const size = (await page.content()).length
  assert.ok(size < 100_000, `${size} bytes`)
  await page.click('form[action$="/accept"] button')
  assert.match((await page.textContent('main')) ?? '', /The export is saved/)
})
