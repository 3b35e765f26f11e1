/** Documents brought in through the page, in a real browser without JavaScript: looked at, corrected, saved. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import { asReader, PUBLIC_READER } from '../../store/index.ts'

const site = await testSite()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const SYMBOL = 'CMW/C/ISL/CO/1'
const INVENTED = `CMW/C/ISL/CO/1

Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families

Concluding observations on the first periodic report of Iceland

A. Introduction

1. The Committee considered the report at its 1st meeting.

B. Principal subjects of concern and recommendations

2. The Committee is concerned that lanterns are dim.

3. The Committee recommends that the State party:

(a) Brighten the lanterns of every harbour; and count the lanterns each year;

(b) Paint the piers.

4. The Committee recommends that the State party mend its bells.
`

async function secretariat(options: Parameters<typeof newPage>[0] = {}, row = 0): Promise<Page> {
  const page = await newPage(options)
  page.setDefaultTimeout(10_000)
  await page.goto(`${site.address}/language/en?back=/sign-in`)
  await page.locator('tr', { hasText: 'secretariat' }).nth(row).locator('button').click()
  await page.goto(`${site.address}/language/en?back=/import`)
  return page
}

async function upload(page: Page, content: string | Buffer, name = 'observations.txt'): Promise<string> {
  await page.goto(`${site.address}/import`)
  await page.setInputFiles('input[type=file]', {
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  })
  await page.click('form[enctype] button')
  return page.url()
}

async function main(page: Page): Promise<string> {
  return (await page.textContent('main')) ?? ''
}

const recommendations = () =>
  asReader(site.store.web, PUBLIC_READER, (tx) =>
    tx
      .selectFrom('recommendation as r')
      .innerJoin('document as d', 'd.id', 'r.document')
      .select(['r.id', 'r.address', 'r.text'])
      .where('d.symbol', '=', SYMBOL)
      .where('r.withdrawn_at', 'is', null)
      .orderBy('r.position')
      .execute(),
  )

test('each correction shows that a person made it, and can be taken back before anything is saved', async () => {
  const page = await secretariat()
  const draft = await upload(page, INVENTED)
  await page.goto(`${draft}/at/3(a)`)
  await page.fill('#starts', 'count the lanterns')
  await page.fill('#into', '3(c)')
  await page.click('form:has(#starts) button')
  assert.match(await main(page), /One correction/)
  assert.equal(await page.locator('.ob-piece', { hasText: 'corrected by a person' }).count(), 2)
  assert.match((await page.textContent('[id="p3(c)"]')) ?? '', /count the lanterns each year/)
  await page.click('#corrections ~ ul button')
  assert.equal(await page.locator('.ob-piece', { hasText: 'corrected by a person' }).count(), 0)
  assert.equal(await page.locator('[id="p3(c)"]').count(), 0)
  assert.deepEqual(await recommendations(), [])
})

test('a correction that cannot be is refused with a sentence, and what was typed stays in the form', async () => {
  const page = await secretariat()
  const draft = await upload(page, INVENTED)
  await page.goto(`${draft}/at/3(a)`)
  await page.fill('#to', '3(b)')
  await page.click('form:has(#to) button')
  assert.match((await page.textContent('[role=alert]')) ?? '', /3\(b\) is taken by another piece/)
  assert.equal(await page.inputValue('#to'), '3(b)')
  await page.goto(`${draft}/at/4`)
  await page.fill('#starts', 'words that are not there')
  await page.fill('#into', '5')
  await page.click('form:has(#starts) button')
  assert.match((await page.textContent('[role=alert]')) ?? '', /do not begin a piece exactly once/)
  assert.equal(await page.inputValue('#starts'), 'words that are not there')
})

test('a document is saved with its corrections, comes again without change, and a corrected one line by line', async () => {
  const page = await secretariat()
  const draft = await upload(page, INVENTED)
  await page.goto(`${draft}/at/4`)
  await page.fill('#text', 'The Committee recommends that the State party mend its old bells.')
  await page.click('form:has(#text) button')
  await page.click('form[action$="/accept"] button')
  assert.match(await main(page), /The document is saved/)
  const before = await recommendations()
  assert.deepEqual(
    before.map(({ address }) => address),
    ['3(a)', '3(b)', '4'],
  )
  assert.match(before[2]?.text ?? '', /old bells/)

  const changed = INVENTED.replace('mend its bells', 'mend its old bells')
    .replace('every harbour', 'each harbour')
    .replace('the piers', 'all piers')
  await upload(page, changed)
  assert.match(await main(page), /What differs: 2 lines/)
  await page.uncheck('input[value="item:3(b)>3(b)"]')
  await page.click('form[action$="/accept"] button')
  const after = await recommendations()
  assert.deepEqual(
    after.map(({ id }) => id),
    before.map(({ id }) => id),
  )
  assert.match(after[0]?.text ?? '', /each harbour/)
  assert.equal(after[1]?.text, before[1]?.text, 'what was left out stays as it was')

  await upload(page, changed.replace('all piers', 'the piers'))
  assert.match(await main(page), /same document is here already/)
  await page.click('form[action$="/accept"] button')
  assert.match(await main(page), /nothing has changed/)
})

test('what the document says of itself is corrected in one form, and only what was changed', async () => {
  const page = await secretariat()
  await upload(page, INVENTED)
  if (!(await page.isVisible('#about-title'))) await page.click('details:has(#about-title) summary')
  await page.fill('#about-title', 'Observations, second printing')
  await page.fill('#about-nextReportDueOn', '2031-04-01')
  await page.click('form[action$="/about"] button')
  assert.match(await main(page), /facts corrected: title, day of the next report/)
  assert.match(await main(page), /Observations, second printing\s*corrected by a person/)
})

test('a doubt is listed on top, leads to its place, and is settled there', async () => {
  const page = await secretariat()
  await upload(page, INVENTED.replace('4. The', '6. The'))
  const doubt = page.locator('.ob-panel--next li a', { hasText: /Paragraph/ }).first()
  await doubt.click()
  const place = decodeURIComponent(new URL(page.url()).hash.slice(1))
  assert.equal(await page.locator(`[id="${place}"] .ob-doubt`).count(), 1)
  await page.locator(`[id="${place}"] .ob-doubt button`).click()
  assert.equal(await page.locator(`[id="${place}"] .ob-doubt`).count(), 0)
})

test('two people who import the same document at once: it is saved once, and the second is told', async () => {
  const pages = [await secretariat(), await secretariat({}, 0)]
  const content = INVENTED.replaceAll('ISL/CO/1', 'ISL/CO/2')
  for (const page of pages) await upload(page, content)
  await Promise.all(pages.map((page) => page.click('form[action$="/accept"] button')))
  const said = await Promise.all(pages.map(main))
  assert.equal(said.filter((text) => text.includes('The document is saved')).length, 1, said.join('\n').slice(0, 500))
  assert.equal(said.filter((text) => text.includes('nothing has changed')).length, 1)
})

test('nobody but its owner finds a draft, whatever the route', async () => {
  const page = await secretariat()
  const draft = await upload(page, INVENTED)
  const other = await newPage()
  await other.goto(`${site.address}/language/en?back=/sign-in`)
  await other.locator('tr', { hasText: 'official' }).first().locator('button').click()
  for (const path of [draft, `${draft}/at/4`, `${site.address}/import`])
    assert.equal((await other.goto(path))?.status(), 404)
})

test('the pages of an import fit a telephone and have no serious accessibility finding', async () => {
  const page = await secretariat({ width: 320, javaScript: true })
  const draft = await upload(page, INVENTED.replace('4. The', '6. The'))
  for (const path of [`${site.address}/import`, draft, `${draft}/at/3`]) {
    await page.goto(path)
    const findings: unknown = await page.evaluate(
      `(async () => { ${axe}; const { violations } = await axe.run({ resultTypes: ['violations'] }); return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes[0].html) })()`,
    )
    assert.deepEqual(findings, [], path)
    assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 320, path)
  }
})
