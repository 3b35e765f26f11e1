/** The Word file, read back: what stands in it, how it is numbered, and that its bytes are always the same. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import mammoth from 'mammoth'
import { testStore } from '../../tests/store.ts'
import { readerOf } from '../firewall/index.ts'
import { asActor, asOperator, asReader, NotFound } from '../store/index.ts'
import { insertSotoland, SOURCES, type Sotoland, TODAY, WRITER } from './fixtures/sotoland.ts'
import {
  assemble,
  assembleFor,
  countWords,
  ReportContent,
  type ReportModel,
  reportFacts,
  subjectOfDeadline,
  toDocx,
  toHtml,
  toHtmlPages,
} from './index.ts'
import { PAGE_CHARACTERS } from './preview.ts'

const store = await testStore()
const CONTENT = ReportContent.parse({
  symbol: 'CMW/C/SOT/FCO/2',
  introduction: 'We thank the Committee.[note: Letter of 2 May 2026.] We answer in\u00a0order.\n\nSecond paragraph.',
  answers: {
    'CMW.SOT.2.12(a)': {
      measuresTaken: 'The strategy <b>is</b> drafted & debated.\u0007',
      remainingGap: 'Parliament has not voted.',
    },
  },
})
let sotoland: Sotoland
let followUp: ReportModel
let bytes: Uint8Array

before(async () => {
  sotoland = await asOperator(store, WRITER, 'test', insertSotoland)
  followUp = await modelOf('follow-up', CONTENT)
  bytes = await toDocx(followUp)
  const folder = process.env.OBSERVANCE_KEEP_REPORTS // to open what the tests made by hand
  if (folder !== undefined) {
    writeFileSync(`${folder}/follow-up.docx`, bytes)
    writeFileSync(`${folder}/arabic.docx`, await toDocx(await modelOf('periodic', CONTENT, 'ar')))
  }
})

async function modelOf(
  kind: 'follow-up' | 'periodic',
  content: ReportContent,
  language = 'en',
  viewer = sotoland.people.secretariat,
): Promise<ReportModel> {
  const values = { kind, title: 'Follow-up of Sotoland', document: sotoland.document, word_limit: 3500, language }
  const { id } = await asActor(store.web, readerOf(sotoland.people.secretariat), 'test', (tx) =>
    tx
      .insertInto('report')
      .values({ ...values, audience: 'public' })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return asReader(store.web, readerOf(viewer), (tx) => assemble(tx, id, content, { sources: SOURCES, today: TODAY }))
}

async function htmlOf(file: Uint8Array): Promise<string> {
  return (await mammoth.convertToHtml({ buffer: Buffer.from(file) })).value
}

function part(file: Uint8Array, name: string): string {
  return strFromU8(unzipSync(file)[name] ?? new Uint8Array())
}

/** Counts the file as a word processor would: text between white space, without marks of notes, up to the annex. */
async function wordsInFile(file: Uint8Array): Promise<number> {
  const html = (await htmlOf(file)).replace(/<sup>.*?<\/sup>/g, '').replace(/<a href="#footnote-ref-\d+">↑<\/a>/g, '')
  const [body = '', rest = ''] = html.split(/<h1>(?:<[^>]+>)*Annex/)
  const notes = rest.slice(rest.lastIndexOf('<ol>'))
  const text = (body + notes).replace(/<\/(?:p|h\d|td|th|li)>/g, ' ').replace(/<[^>]+>/g, '')
  return text.split(/\s+/).filter(Boolean).length
}

test('a follow-up report holds the recommendation, measure, indicator, evidence and gap that the store holds', async () => {
  const html = await htmlOf(bytes)
  for (const expected of [
    'CMW/C/SOT/FCO/2',
    'Paragraph 12 (a): Adopt the migration strategy.',
    'Draft the strategy (Ministry of the Interior; 1 January 2026 to 30 September 2026; under way)',
    'Draft the strategy (see paragraph',
    '81.5% (not at target)',
    'table Reviews of detention, 2026-1',
    '2022 (old)',
    'Committee C (2 March 2026)',
    'no decision recorded; due on 14 November 2026, overdue by 10 days',
    'asked for and not given: results of the strategy',
    'CMW/C/SOT/CO/2, para. 12 (a); repeats CMW/C/SOT/CO/1, para. 9 (a).',
    'Strategy (paragraph 12)',
    'Have a judge look at each detention within 24 hours.',
    'The strategy &lt;b&gt;is&lt;/b&gt; drafted &amp; debated.',
  ])
    assert.ok(html.includes(expected), `${expected}\n${html}`)
})

test('a periodic report answers every recommendation, and says which became no obligation', async () => {
  const model = await modelOf('periodic', CONTENT)
  assert.deepEqual(
    model.clusters.map(({ id, answers }) => [id, answers.flatMap(({ addresses }) => addresses)]),
    [
      ['C.1', ['12(a)', '12(b)', '20']],
      ['C.3', ['30(c)']],
      ['', ['31']],
    ],
  )
  assert.match(await htmlOf(await toDocx(model)), /Open a shelter for all\..*not yet taken up as an obligation/)
})

test('a follow-up report answers only the follow-up paragraphs, and holds only what they ask of it', async () => {
  assert.deepEqual(followUp.cover.paragraphs, ['12', '30'])
  const elements = ({ clusters }: ReportModel) =>
    clusters.flatMap(({ answers }) => answers.flatMap((one) => one.elements))
  assert.deepEqual(elements(followUp), ['results of the strategy'])
  const periodic = await modelOf('periodic', CONTENT)
  assert.deepEqual(elements(periodic), ['results of the strategy', 'cost of the strategy', 'statistics on schooling'])
})

test('a recommendation that a corrected document no longer holds is not answered', () => {
  assert.doesNotMatch(JSON.stringify(followUp), /Read by mistake/)
})

test('drafts of one institution enter no report, not even one that the institution makes itself', async () => {
  for (const viewer of [sotoland.people.health, sotoland.people.interior, sotoland.people.secretariat]) {
    const model = await modelOf('periodic', CONTENT, 'en', viewer)
    assert.doesNotMatch(JSON.stringify(model), /SECRET/)
    const schooling = model.clusters[0]?.answers[2]
    assert.deepEqual(
      schooling?.gaps.map(({ kind }) => kind),
      ['no-measure', 'no-value', 'no-evidence', 'element-missing'],
    )
  }
})

test('what only officials see is named before it leaves with the report', () => {
  assert.deepEqual(followUp.notPublic, [
    { kind: 'measure', what: 'Draft the strategy' },
    { kind: 'value', what: 'strategy-adopted 2022' },
  ])
})

test('the count of the draft is the count of the file', async () => {
  for (const [kind, content] of [
    ['follow-up', CONTENT],
    ['periodic', { ...CONTENT, indicatorTables: 'annex' as const }],
  ] as const) {
    const model = await modelOf(kind, content)
    assert.equal(countWords(model).words, await wordsInFile(await toDocx(model)))
  }
})

test('indicator tables in the annex leave the count and stay in the file', async () => {
  const aside = await modelOf('follow-up', { ...CONTENT, indicatorTables: 'annex' })
  assert.ok(countWords(aside).words < countWords(followUp).words)
  assert.match(await htmlOf(await toDocx(aside)), /Annex.*81\.5% \(not at target\)/)
})

test('the same report gives the same bytes, whenever it is made', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 4_000_000_000_000 })
  assert.deepEqual(Buffer.from(await toDocx(followUp)), Buffer.from(bytes))
})

test('Word itself numbers headings, paragraphs and items, and no number is typed', () => {
  const document = part(bytes, 'word/document.xml')
  const numbered = [...document.matchAll(/<w:p>(?:(?!<\/w:p>).)*?<w:numId w:val="(\d+)"\/>/g)]
  assert.equal(numbered.length, [...document.matchAll(/<w:numId /g)].length)
  assert.match(part(bytes, 'word/numbering.xml'), /w:numFmt w:val="upperLetter".*w:lvlText w:val="%1\."/)
  assert.doesNotMatch(document, /<w:t[^>]*>(?:[A-C]\.|\d+\.|\([a-z]\))(?:\s|<)/)
})

test('each list of items begins again at (a)', () => {
  const paragraphs = part(bytes, 'word/document.xml').split('</w:p>')
  const items = paragraphs.filter((paragraph) => paragraph.includes('w:left="2268"'))
  const lists = items.map((item) => /<w:numId w:val="(\d+)"/.exec(item)?.[1])
  assert.equal(new Set(lists).size, 2)
  for (const list of lists)
    assert.match(
      part(bytes, 'word/numbering.xml'),
      new RegExp(`<w:num w:numId="${list}"[^>]*>(?:(?!</w:num>).)*<w:startOverride w:val="1"/>`),
    )
})

test('footnotes are footnotes of Word, in the order of their marks', () => {
  const marks = [...part(bytes, 'word/document.xml').matchAll(/<w:footnoteReference w:id="(\d+)"/g)].map(([, id]) =>
    Number(id),
  )
  assert.deepEqual(marks, [1, 2, 3, 4])
  assert.match(part(bytes, 'word/footnotes.xml'), /w:id="1">.*Letter of 2 May 2026\..*w:id="2">.*para\. 12 \(a\)/)
})

test('the file names its language and carries no picture, link or macro', () => {
  assert.match(part(bytes, 'word/styles.xml'), /<w:lang w:val="en-GB"/)
  const names = Object.keys(unzipSync(bytes))
  assert.deepEqual(
    names.filter((name) => /media|vba|embeddings/.test(name)),
    [],
  )
})

test('an Arabic report runs from right to left, tables too', async () => {
  const arabic = await toDocx(await modelOf('follow-up', CONTENT, 'ar'))
  const document = part(arabic, 'word/document.xml')
  const paragraphs = document.match(/<w:pPr>/g)?.length ?? 0
  assert.ok((document.match(/<w:bidi\/>/g)?.length ?? 0) >= paragraphs - 2)
  assert.match(document, /<w:bidiVisual\/>/)
  assert.match(part(arabic, 'word/styles.xml'), /w:bidi="ar-SA"/)
  assert.match(await htmlOf(arabic), /سوتولاند/)
})

test('a report with invented rows says so on its first page', async () => {
  assert.equal(followUp.cover.demonstration, false)
  await asActor(store.web, WRITER, 'test', (tx) =>
    tx.updateTable('measure').set({ demonstration: true }).where('id', '=', sotoland.measure).execute(),
  )
  const file = await toDocx(await modelOf('follow-up', CONTENT))
  assert.match(await htmlOf(file), /Demonstration: invented content.*Draft the strategy \[demonstration\]/)
  assert.match(part(file, 'word/header1.xml') + part(file, 'word/header2.xml'), /Demonstration/)
})

test('the preview shows the numbers, headings and tables of the file, and escapes what people typed', () => {
  const page = String(toHtml(followUp))
  for (const expected of [
    '<h2><span class="report-number">B.</span> Follow-up information</h2>',
    '<h3><span class="report-number">1.</span> General measures (articles 73, 84)</h3>',
    '<h4><i>Strategy (paragraph 12)</i></h4>',
    '<span class="report-number">3.</span> <i>Paragraph 12 (a): Adopt the migration strategy.</i>',
    'The strategy &lt;b&gt;is&lt;/b&gt; drafted &amp; debated.',
    '<td>81.5% (not at target)</td>',
  ])
    assert.ok(page.includes(expected), expected)
})

test('a long report is shown page by page, each light enough for a phone, with nothing left out or shown twice', async () => {
  const long = { measuresTaken: 'Much was done. '.repeat(1500), remainingGap: '', elements: {} }
  const answers = Object.fromEntries(['12(a)', '12(b)', '20', '30(c)'].map((address) => [`CMW.SOT.2.${address}`, long]))
  const model = await modelOf('periodic', { ...CONTENT, answers })
  const pages = toHtmlPages(model).map(String)
  assert.ok(pages.length > 1 && pages.every((page) => page.length < PAGE_CHARACTERS + 2000))
  const numbers = (text: string) =>
    [...text.matchAll(/id="(?:paragraph|note|mark)-\d+"|<h[234]>.*?<\/h[234]>|<td>.*?<\/td>/g)].map(String)
  assert.deepEqual(pages.flatMap(numbers).toSorted(), numbers(String(toHtml(model))).toSorted())
})

test('every footnote of a page stands on that page under its own number', async () => {
  const long = { measuresTaken: 'Much was done. '.repeat(1500), remainingGap: '', elements: {} }
  const answers = Object.fromEntries(['12(a)', '12(b)', '20', '30(c)'].map((address) => [`CMW.SOT.2.${address}`, long]))
  for (const page of toHtmlPages(await modelOf('periodic', { ...CONTENT, answers })).map(String)) {
    const ids = (kind: string) => [...page.matchAll(new RegExp(`id="${kind}-(\\d+)"`, 'g'))].map(([, id]) => id)
    assert.deepEqual(ids('mark'), ids('note'))
  }
})

test('a paper can be made for a deadline before anybody has begun to write it', async () => {
  const model = await asReader(store.web, readerOf(sotoland.people.secretariat), async (tx) => {
    const subject = await subjectOfDeadline(tx, 'SOT-1', 'en')
    return assembleFor(tx, subject, ReportContent.parse({}), { sources: SOURCES, today: TODAY })
  })
  assert.deepEqual([model.cover.kind, model.cover.wordLimit, model.cover.paragraphs], ['follow-up', 3500, ['12', '30']])
})

test('an address that is no report is not found, whatever it is', async () => {
  for (const address of ['x', "' or 1=1", '00000000-0000-0000-0000-000000000001'])
    await assert.rejects(
      asReader(store.web, readerOf(sotoland.people.secretariat), (tx) => reportFacts(tx, address)),
      NotFound,
    )
})
