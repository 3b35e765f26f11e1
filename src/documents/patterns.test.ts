/**
 * No pattern of the readers or the rules can be made to work without end, and reading a document that is eight times as long takes
 * eight times as many steps, not sixty-four. Steps are counted, never timed: every use of a pattern passes through `exec`.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { analyse } from 'scslre'
import { interpret } from './meaning/interpret.ts'
import { SENTENCE_RULES } from './meaning/rules/index.ts'
import { speechUnder } from './meaning/rules/rule.ts'
import { readDocx } from './readers/docx.ts'
import { SOTOLAND } from './readers/fixtures/sotoland.ts'
import { writeDocx } from './readers/fixtures/write-docx.ts'
import { writeHtml } from './readers/fixtures/write-html.ts'
import { writePdf } from './readers/fixtures/write-pdf.ts'
import { readHtml } from './readers/html.ts'
import { readPdf } from './readers/pdf.ts'
import { readText } from './readers/text.ts'

const originalExec = RegExp.prototype.exec

/** Runs the work and tells every pattern that it used, by source and flags, and how many characters patterns were given to look at. */
async function watch(work: () => unknown): Promise<{ patterns: ReadonlyMap<string, RegExp>; characters: number }> {
  const patterns = new Map<string, RegExp>()
  let characters = 0
  RegExp.prototype.exec = function (text) {
    patterns.set(`/${this.source}/${this.flags}`, this)
    const from = this.global || this.sticky ? this.lastIndex : 0
    const match = originalExec.call(this, text)
    characters += lookedAt(this, text, match, from) - from
    return match
  }
  try {
    await work()
  } finally {
    RegExp.prototype.exec = originalExec
  }
  return { patterns, characters }
}

/** Up to the end of what it found; to the end of the text where it found nothing, unless it may only look at one place. */
function lookedAt(pattern: RegExp, text: string, match: RegExpExecArray | null, from: number): number {
  if (match !== null) return match.index + match[0].length
  return pattern.sticky ? from + 1 : text.length
}

const FIXTURES = globSync('**/fixtures/**/*.txt', { cwd: import.meta.dirname }).map((name) =>
  readFileSync(new URL(name, import.meta.url), 'utf8'),
)

const { patterns: used } = await watch(async () => {
  for (const text of FIXTURES) interpret(readText(text))
  interpret(readHtml(writeHtml(SOTOLAND, 'linked')))
  interpret(await readDocx(await writeDocx(SOTOLAND, 'automatic')))
  interpret(await readPdf(await writePdf(SOTOLAND, { separator: 'typed' })))
})

const ofRules = SENTENCE_RULES.flatMap(({ finds, cue, unlessAfter }) =>
  [finds, cue, unlessAfter].filter((pattern) => pattern !== undefined),
)

/** Parts of a pattern that can share the same characters in a number of ways that grows without bound. */
function ambiguities(pattern: RegExp): string[] {
  const { source, flags } = pattern
  const { reports } = analyse({ source, flags }, { reportTypes: { Move: false } })
  return reports
    .filter((report) => report.exponential || report.type === 'Self')
    .map((report) => `${report.type} in /${source}/${flags}`)
}

test('no pattern of a rule can be kept busy by a sentence made for it', () => {
  assert.deepEqual(ofRules.flatMap(ambiguities), [])
})

test('no rule repeats a group without an end, so that no heap of its own words costs more than their number', () => {
  assert.deepEqual(
    ofRules.filter(({ source }) => /(?<!\\)\)[*+]/.test(source)).map(({ source }) => source),
    [],
  )
})

const HEAPS: readonly string[] = [
  'also ',
  'and ',
  'however, ',
  'the State party, ',
  'the Government of the Isles ',
  'The Committee recommends that the State party ',
  'The Committee also notes and ',
  'should, ',
  'its concern and ',
  'par ailleurs, ',
  'además ',
  'Комитет ',
  'توصي ',
]

// Each rule looks at the sentence for its cue, for its phrase, and once more before each place where it was found.
test('ten thousand hostile characters in one sentence cost each rule a bounded number of looks', async () => {
  for (const heap of HEAPS) {
    const [hostile, longer] = [10_000, 80_000].map((size) => heap.repeat(size / heap.length + 1).slice(0, size))
    const cost = async (sentence = '') => {
      const speech = speechUnder(SENTENCE_RULES)
      let uses = 0
      const { characters } = await watch(() => {
        uses = speech.answersIn(sentence).length
      })
      return { characters, uses }
    }
    const { characters, uses } = await cost(hostile)
    assert.ok(
      characters <= 10_000 * (3 * SENTENCE_RULES.length + 3 * uses),
      `${heap}: ${characters} for ${uses} answers`,
    )
    assert.deepEqual(
      await cost(longer),
      { characters, uses },
      `${heap}: what is longer than any sentence is not looked at`,
    )
  }
})

test('no pattern that reads a document in any format can be kept busy by a line made for it', () => {
  assert.ok(used.size > 300, `only ${used.size} patterns were seen`)
  assert.deepEqual([...used.values()].flatMap(ambiguities), [])
})

/** A document of this many paragraphs: a request with items, a concern, a citation, a footnote, over and over. */
function textOf(paragraphs: number): string {
  const all = Array.from({ length: paragraphs }, (_, index) => {
    const number = index + 1
    return number % 2 === 0
      ? `${number}. The Committee recommends that the State party, in line with its general comment No. 5 (2021), and by 1 May 2030:\n(a) Mend the pier;[footnoteRef:${number}] [${number}: CAT/C/SOT/CO/2, para. ${number}.]\n(b) Paint the boats, as paragraph 3 (a) asks;`
      : `${number}. The Committee is concerned that the pier is broken (art. 4). It notes that boats are old.`
  })
  return `CAT/C/SOT/CO/3\nConcluding observations on the third periodic report of Sotoland\n${all.join('\n')}\n`
}

async function charactersLookedAt(paragraphs: number): Promise<number> {
  const text = textOf(paragraphs)
  return (await watch(() => interpret(readText(text)))).characters
}

test('a document eight times as long is looked at eight times as much', async () => {
  await charactersLookedAt(8)
  const [short, long] = [await charactersLookedAt(100), await charactersLookedAt(800)]
  assert.ok(long < 10 * short, `${short} characters for 100 paragraphs, ${long} for 800`)
})

const ENDLESS: Readonly<Record<string, (size: number) => string>> = {
  'one line without an end': (size) => `1. ${'The Committee recommends that the State party act, '.repeat(size)}`,
  'short lines without a stop': (size) => `1. a\n${'and so on\n'.repeat(size)}`,
  'items without an end': (size) => `1. The Committee recommends that the State party:\n${'(a) Act;\n'.repeat(size)}`,
  'brackets that never close': (size) => `1. ${'(see [2: '.repeat(size)}`,
  'marks without notes': (size) => `1. Salt${'[footnoteRef:2] '.repeat(size)}`,
  'numbers without words': (size) => `1. Salt.\n${'2.\n\n'.repeat(size)}`,
  'letters without words': (size) => `1. Salt.\n${'(b)\n\n'.repeat(size)}`,
  'chapters without words': (size) => `1. Salt.\n${'B.\n\n'.repeat(size)}`,
  'second lines without first ones': (size) => `1. Salt.\n${'2.\nState party:\n'.repeat(size)}`,
  'pages without words': (size) => `1. Salt.\n${'\n7\n\f'.repeat(size)}`,
  'labels of notes without notes': (size) => `1. Salt.\n\n${'1\n*\n'.repeat(size)}\f`,
  'nothing but spaces and commas': (size) => `1. The Committee${' ,'.repeat(size)} recommends`,
}

for (const [name, make] of Object.entries(ENDLESS)) {
  test(`${name}: eight times as long is looked at eight times as much`, async () => {
    const count = async (size: number) => (await watch(() => interpret(readText(make(size))))).characters
    await count(10)
    const [short, long] = [await count(500), await count(4000)]
    assert.ok(long < 12 * short, `${short} characters for 500, ${long} for 4000`)
  })
}
