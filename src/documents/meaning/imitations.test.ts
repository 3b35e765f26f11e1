/**
 * Longer invented documents, in the drafting style of each body, in every format. Each fixture opens with what a person read in it:
 * the addresses that ask, the kinds of paragraphs, and the facts of its first and last pages.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { UnDocument } from '../model.ts'
import { readDocx } from '../readers/docx.ts'
import { writeConvertedText } from '../readers/fixtures/write-converted-text.ts'
import { writeDocx } from '../readers/fixtures/write-docx.ts'
import { writeHtml } from '../readers/fixtures/write-html.ts'
import { writePdf } from '../readers/fixtures/write-pdf.ts'
import { readHtml } from '../readers/html.ts'
import { readPdf } from '../readers/pdf.ts'
import { readText } from '../readers/text.ts'
import type { SourceDocument } from '../source.ts'
import { fixtureOf } from './fixtures/documents.ts'
import { interpret } from './interpret.ts'

const FOLDER = join(import.meta.dirname, 'fixtures/imitations')
const LEAST = 0.95

const FORMATS: Readonly<Record<string, (source: SourceDocument) => Promise<SourceDocument>>> = {
  text: async (source) => source,
  'text of a converter': async (source) => readText(writeConvertedText(fixtureOf(source))),
  Word: async (source) => readDocx(await writeDocx(fixtureOf(source), 'typed')),
  HTML: async (source) => readHtml(writeHtml(fixtureOf(source), 'linked')),
  PDF: async (source) => readPdf(await writePdf(fixtureOf(source), { separator: 'typed', breaksWords: true })),
}

interface Imitation {
  readonly name: string
  readonly expected: ReadonlyMap<string, string>
  readonly text: string
}

function readImitation(file: string): Imitation {
  const [head = '', text = ''] = readFileSync(join(FOLDER, file), 'utf8').split(/^---\n/m)
  const expected = new Map(
    head
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  )
  return { name: basename(file, '.txt'), expected, text }
}

const LETTERS = { procedural: 'p', positive: '+', concern: 'c', recommendation: 'r', mixed: 'm' }

/** The same facts as the head of a fixture has, but for the addresses. */
function factsOf(document: UnDocument): Record<string, string> {
  const { followUp, nextReport } = document
  return {
    kinds: document.paragraphs.map(({ number, kind }) => `${number}${LETTERS[kind]}`).join(' '),
    symbol: `${document.symbol}${document.symbolInferred ? ' inferred' : ''}`,
    report: String(document.report),
    session: String(document.session),
    adoptedOn: String(document.adoptedOn),
    consideredOn: document.consideredOn.join(' '),
    meetings: document.meetings.join(' '),
    followUp: followUp === null ? 'null' : [followUp.dueOn, ...followUp.paragraphs].join(' '),
    nextReport: nextReport === null ? 'null' : `${nextReport.number} ${nextReport.dueOn}`,
  }
}

/** Harmonic mean of precision and recall; an address that stands twice counts twice. */
function f1(expected: readonly string[], found: readonly string[]): number {
  const left = [...expected]
  const hits = found.filter((id) => {
    const at = left.indexOf(id)
    if (at !== -1) left.splice(at, 1)
    return at !== -1
  })
  return expected.length + found.length === 0 ? 1 : (2 * hits.length) / (expected.length + found.length)
}

/** The title, the sections and the topic above each paragraph, which a page can hide. */
function skeletonOf({ title, sections, paragraphs }: UnDocument) {
  return { title, sections, topics: paragraphs.map(({ number, section, heading }) => [number, section, heading]) }
}

for (const { name, expected, text } of globSync('*.txt', { cwd: FOLDER }).toSorted().map(readImitation)) {
  const source = readText(text)
  const inText = interpret(source)
  for (const [format, rewrite] of Object.entries(FORMATS)) {
    const document = UnDocument.parse(interpret(await rewrite(source)))
    const [asked, found] = [expected.get('asked')?.split(' ') ?? [], document.recommendations.map(({ id }) => id)]
    const score = f1(asked, found)
    test(`${name} in ${format}: the addresses that ask are found, F1 ${score.toFixed(3)}`, () => {
      assert.ok(score >= LEAST, `expected ${asked.join(' ')}\nfound    ${found.join(' ')}`)
    })
    test(`${name} in ${format}: kinds and facts are read as a person reads them`, () => {
      const facts = {
        ...factsOf(document),
        body: document.body,
        state: String(document.state),
        language: document.language,
      }
      const { asked: _, ...wanted } = Object.fromEntries(expected)
      assert.deepEqual(facts, {
        body: name.slice(0, name.indexOf('-')).toUpperCase(),
        state: 'SOT',
        language: 'en',
        ...wanted,
      })
    })
    test(`${name} in ${format} has the title, the sections and the topics of its text`, () => {
      assert.deepEqual(skeletonOf(document), skeletonOf(inText))
    })
  }
}
