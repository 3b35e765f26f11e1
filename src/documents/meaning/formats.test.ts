/** One document in every format that is read: written by the writers of the readers' own tests, it means the same as its text. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readDocx } from '../readers/docx.ts'
import type { FixtureDocument } from '../readers/fixtures/sotoland.ts'
import { writeDocx } from '../readers/fixtures/write-docx.ts'
import { writeHtml } from '../readers/fixtures/write-html.ts'
import { writePdf } from '../readers/fixtures/write-pdf.ts'
import { readHtml } from '../readers/html.ts'
import { readPdf } from '../readers/pdf.ts'
import { readText } from '../readers/text.ts'
import type { SourceDocument } from '../source.ts'
import { fixtureOf } from './fixtures/documents.ts'
import { interpret } from './interpret.ts'

const REAL = new URL('../../../../shared/documents/CMW_C_AZE_CO_3.txt', import.meta.url)
const SAMPLES = ['ccpr', 'cat', 'cedaw', 'ced', 'crpd', 'cerd'].map((name) => ({
  name,
  file: new URL(`./fixtures/${name}.txt`, import.meta.url),
}))

/** The meaning without what may differ: the reader's own doubts, and whether a page shows where a paragraph breaks. */
function meaningOf(source: SourceDocument) {
  const { doubts: _, footnotes, ...document } = interpret(source)
  const paragraphs = document.paragraphs.map((each) => ({ ...each, text: onOneLine(each.text) }))
  const recommendations = document.recommendations.map((each) => ({ ...each, text: onOneLine(each.text) }))
  return {
    ...document,
    paragraphs,
    recommendations,
    footnotes: footnotes.map(({ label, at, resolvesTo }) => ({ label, at, resolvesTo })),
  }
}

function onOneLine(text: string): string {
  return text.replaceAll('\n', ' ')
}

interface Format {
  readonly name: string
  readonly write: (fixture: FixtureDocument) => Promise<SourceDocument>
  /** Samples that the writer cannot write: it numbers every paragraph, and every chapter with a letter. */
  readonly not: readonly string[]
}

const FORMATS: readonly Format[] = [
  { name: 'Word, numbers typed', write: async (fixture) => readDocx(await writeDocx(fixture, 'typed')), not: [] },
  {
    name: 'Word, numbers automatic',
    write: async (fixture) => readDocx(await writeDocx(fixture, 'automatic')),
    not: ['cat', 'cedaw', 'crpd'],
  },
  { name: 'HTML', write: async (fixture) => readHtml(writeHtml(fixture, 'linked')), not: [] },
  { name: 'PDF', write: async (fixture) => readPdf(await writePdf(fixture, { separator: 'drawn' })), not: [] },
]

for (const format of FORMATS) {
  for (const { name, file } of [...SAMPLES, { name: 'CMW/C/AZE/CO/3', file: REAL }]) {
    if (format.not.includes(name)) continue
    const skip = existsSync(file) ? false : `${name} is not on this machine`
    test(`${name} means the same in ${format.name} as in text`, { skip }, async () => {
      const source = readText(readFileSync(file, 'utf8'))
      assert.deepEqual(meaningOf(await format.write(fixtureOf(source))), meaningOf(source))
    })
  }
}
