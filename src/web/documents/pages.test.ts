/** Documents to read: every paragraph findable however long, every reading kept, cycles beside each other. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPage } from '../../../tests/browser.ts'
import { testSite } from '../../../tests/site.ts'
import type { UnDocument } from '../../documents/index.ts'
import { asActor, systemReader, type Tx } from '../../store/index.ts'

const site = await testSite()
const act = <T>(work: (tx: Tx) => Promise<T>) => asActor(site.store.web, systemReader('test'), 'test.import', work)

/** An invented document of `paragraphs` paragraphs, each of two items. */
function invented(symbol: string, paragraphs: number, words: string): UnDocument {
  const cites = { articles: [], sdgTargets: [], generalComments: [], documents: [], instruments: [] }
  return {
    symbol,
    symbolInferred: false,
    body: 'CMW',
    state: 'AZE',
    language: 'ar',
    title: `Lanterns ${symbol}`,
    report: null,
    session: null,
    adoptedOn: '2001-01-01',
    consideredOn: [],
    meetings: [],
    sections: [
      { id: 'A', label: 'A', title: 'Lanterns of the harbour', articles: null },
      { id: 'B', label: 'B', title: 'Lanterns of the hills', articles: null },
    ],
    paragraphs: Array.from({ length: paragraphs }, (_, index) => ({
      number: String(index + 1),
      kind: 'recommendation',
      section: index < paragraphs / 2 ? 'A' : 'B',
      heading: null,
      text: words,
      items: ['a', 'b'].map((item) => ({ id: `${index + 1}(${item})`, text: words })),
      footnotes: [],
      cites,
    })),
    recommendations: [],
    footnotes: [],
    followUp: null,
    nextReport: null,
    doubts: [],
  }
}

async function save(symbol: string, readings: readonly UnDocument[]): Promise<string> {
  return act(async (tx) => {
    const { id } = await tx
      .insertInto('document')
      .values({
        symbol,
        body: 'CMW',
        state: 'AZE',
        title: `Lanterns ${symbol}`,
        cycle: 9,
        model: JSON.stringify(readings.at(-1)),
        imported_at: '2026-01-01T00:00:00Z',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('document_revision')
      .values(
        readings.map((model, index) => ({
          document: id,
          revision: index + 1,
          model: JSON.stringify(model),
          accepted_by: 'system:test',
        })),
      )
      .execute()
    return id
  })
}

test('a document of 300 pages is read in parts of less than 100 KB, and every paragraph is where its link leads', async () => {
  await save('CMW/C/AZE/CO/90', [invented('CMW/C/AZE/CO/90', 900, 'ليكن كل فانوس مضاء '.repeat(12))])
  const path = `${site.address}/documents/CMW%2FC%2FAZE%2FCO%2F90`
  const page = await newPage()
  for (const number of ['1', '450', '451', '900']) {
    const response = await page.goto(`${path}?at=${number}#p${number}`)
    const bytes = (await response?.body())?.length ?? 0
    assert.ok(bytes > 10_000 && bytes < 100_000, `${bytes} bytes`)
    assert.equal(await page.locator(`#p${number}`).count(), 1, number)
  }
  await page.goto(path)
  await page.click('.ob-contents a >> nth=1')
  assert.equal(await page.locator('#p451').count(), 1, 'the contents lead to the part of their section')
})

test('a corrected document shows its last reading, and the earlier ones stay readable', async () => {
  await save('CMW/C/AZE/CO/91', [
    invented('CMW/C/AZE/CO/91', 2, 'The lanterns are dim.'),
    invented('CMW/C/AZE/CO/91', 2, 'The lanterns are bright.'),
  ])
  const page = await newPage()
  await page.goto(`${site.address}/documents/CMW%2FC%2FAZE%2FCO%2F91`)
  assert.match((await page.textContent('#p1')) ?? '', /bright/)
  await page.click('text=Reading 1,')
  assert.match((await page.textContent('main')) ?? '', /You see reading 1, which has been replaced/)
  assert.match((await page.textContent('#p1')) ?? '', /dim/)
  assert.equal((await page.goto(`${page.url().split('?')[0]}?revision=7`))?.status(), 404)
})

test('what a later cycle repeats stands beside it in the words of both', async () => {
  await act(async (tx) => {
    const of = async (symbol: string) =>
      (await tx.selectFrom('document').select('id').where('symbol', '=', symbol).executeTakeFirstOrThrow()).id
    const add = async (symbol: string, text: string) =>
      (
        await tx
          .insertInto('recommendation')
          .values({ document: await of(symbol), address: '1(a)', text, position: 1 })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id
    await add('CMW/C/AZE/CO/90', 'Light the lanterns.')
    const later = await add('CMW/C/AZE/CO/91', 'Light the lanterns at last.')
    await tx
      .insertInto('reiteration')
      .values([
        { recommendation: later, symbol: 'CMW/C/AZE/CO/90', paragraph: '1' },
        { recommendation: later, symbol: 'CMW/C/AZE/CO/80', paragraph: '4' },
      ])
      .execute()
  })
  const page = await newPage()
  await page.goto(`${site.address}/cycles/CMW%2FC%2FAZE%2FCO%2F91`)
  const [own, earlier] = await page.locator('.ob-pair > div').allTextContents()
  assert.match(own ?? '', /Light the lanterns at last/)
  assert.match(earlier ?? '', /CO\/90, paragraph 1\(a\)\s*Light the lanterns\./)
  assert.match(earlier ?? '', /CO\/80, paragraph 4\s*The text of this document has not been imported/)
})

test('each recommendation of an imported document shows the obligation that came of it, and where that stands', async () => {
  const page = await newPage()
  await page.goto(`${site.address}/documents/CMW%2FC%2FAZE%2FCO%2F3`)
  const row = page.locator('tr', { hasText: '36(b)' })
  assert.match((await row.textContent()) ?? '', /Stop at once detaining children.*reopened/s)
})
