import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Address, UnDocument } from '../model.ts'
import { readText } from '../readers/text.ts'
import type { SourceBlock, SourceDocument } from '../source.ts'
import { interpret } from './interpret.ts'

const LABELS = [
  '1.',
  '2.',
  '3.',
  '12.',
  '(a)',
  '(b)',
  '(i)',
  '(ii)',
  'a)',
  'A.',
  'B.',
  'I.',
  'II.',
  '7.1',
  '7.2.',
  '•',
  '(aa)',
  '٣.',
  null,
]
const PHRASES = [
  'The Committee recommends that the State party:',
  'The Committee is concerned about:',
  'Adopt a plan;',
  'The State party should act.',
  'Ibid., para. 4.',
  'CMW/C/AZE/CO/2, para. 13.',
  'Annex',
  'within two years (that is, by 31 February 2023), paragraphs 1 and 2',
  'by 1 May 2030, information on the implementation of paragraphs 3 (a)–(c)',
  'article 8 (1) of the Convention',
  'Principal concerns (arts. 8–35)',
  '',
]

const block: fc.Arbitrary<SourceBlock> = fc.record({
  label: fc.constantFrom(...LABELS),
  text: fc.oneof(fc.constantFrom(...PHRASES), fc.string({ unit: 'grapheme', maxLength: 80 })),
  marks: fc.array(fc.record({ label: fc.constantFrom('1', '2', '*'), at: fc.nat(90) }), { maxLength: 2 }),
  style: fc.constantFrom('title', 'heading', 'body', 'unknown'),
  level: fc.constantFrom(null, 1, 2),
  emphasis: fc.constantFrom(null, 'italic', 'bold'),
  page: fc.constantFrom(null, 1),
})

const source: fc.Arbitrary<SourceDocument> = fc.record({
  format: fc.constantFrom('docx', 'pdf', 'html', 'text'),
  blocks: fc.array(block, { maxLength: 40 }),
  notes: fc.array(fc.record({ label: fc.constantFrom('1', '2', '*'), text: fc.constantFrom(...PHRASES) }), {
    maxLength: 4,
  }),
  furniture: fc.array(fc.constantFrom('CCPR/C/SOT/CO/4', 'Distr.: General', 'E/C.12/X'), { maxLength: 2 }),
  doubts: fc.constant([]),
})

function addressesOf(document: UnDocument): string[] {
  return document.paragraphs.flatMap((paragraph) => [paragraph.number, ...paragraph.items.map(({ id }) => id)])
}

test('any lines whatever make a document that fits the model', () => {
  fc.assert(
    fc.property(source, (lines) => void UnDocument.parse(interpret(lines))),
    { numRuns: 300 },
  )
})

test('any text whatever can be read', () => {
  const line = fc.oneof(
    fc.constantFrom(...PHRASES.map((phrase) => `1. ${phrase}`), '[1: x', '[footnoteRef:1]', '\t(a)\tx'),
    fc.string(),
  )
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 30 }),
      (lines) => void UnDocument.parse(interpret(readText(lines.join('\n')))),
    ),
    { numRuns: 300 },
  )
})

test('every recommendation stands at the address of a paragraph or item, with its text', () => {
  fc.assert(
    fc.property(source, (lines) => {
      const document = interpret(lines)
      const addresses = new Set(addressesOf(document))
      for (const { id } of document.recommendations) assert.ok(addresses.has(id), id)
    }),
    { numRuns: 300 },
  )
})

test('addresses are unique, or the one that is not is a doubt', () => {
  fc.assert(
    fc.property(source, (lines) => {
      const document = interpret(lines)
      const doubted = new Set(document.doubts.map(({ at }) => at))
      const seen = new Set<string>()
      for (const address of addressesOf(document)) {
        if (seen.has(address)) assert.ok(doubted.has(address), `${address} stands twice without a doubt`)
        seen.add(address)
      }
    }),
    { numRuns: 300 },
  )
})

/** An invented document: how many items and sub-items each paragraph has, and whether it asks. */
interface Plan {
  readonly asks: boolean
  readonly items: readonly number[]
  readonly heading: boolean
}

const plan: fc.Arbitrary<readonly Plan[]> = fc.array(
  fc.record({ asks: fc.boolean(), items: fc.array(fc.nat(4), { maxLength: 30 }), heading: fc.boolean() }),
  { minLength: 1, maxLength: 12 },
)
const ROMAN = ['i', 'ii', 'iii', 'iv']
const letterOf = (index: number) =>
  index < 26 ? String.fromCharCode(97 + index) : String.fromCharCode(97 + index - 26).repeat(2)

function write(plans: readonly Plan[]): { text: string; addresses: string[]; recommendations: string[] } {
  const lines = [
    'CMW/C/SOT/CO/1',
    'Concluding observations on the initial report of Sotoland',
    'A.\tPrincipal subjects of concern',
  ]
  const addresses: string[] = []
  const recommendations: string[] = []
  for (const [index, { asks, items, heading }] of plans.entries()) {
    const number = String(index + 1)
    const opening = asks ? 'The Committee recommends that the State party' : 'The Committee is concerned about'
    if (heading) lines.push('\t\tBread and salt')
    addresses.push(number)
    lines.push(`${number}.\t${opening}${items.length === 0 ? ' bake bread.' : ':'}`)
    if (items.length === 0 && asks) recommendations.push(number)
    for (const [place, below] of items.entries()) {
      const id = `${number}(${letterOf(place)})`
      addresses.push(id)
      lines.push(`\t(${letterOf(place)})\t${below === 0 ? 'Bake bread;' : 'Ensure that:'}`)
      if (below === 0 && asks) recommendations.push(id)
      for (const roman of ROMAN.slice(0, below)) {
        addresses.push(`${id}(${roman})`)
        lines.push(`(${roman})\tBread is baked;`)
        if (asks) recommendations.push(`${id}(${roman})`)
      }
    }
  }
  return { text: lines.join('\n'), addresses, recommendations }
}

test('a written document gives back its addresses and its recommendations', () => {
  fc.assert(
    fc.property(plan, (plans) => {
      const written = write(plans)
      const document = interpret(readText(written.text))
      assert.deepEqual(addressesOf(document), written.addresses)
      assert.deepEqual(
        document.recommendations.map(({ id }) => id),
        written.recommendations,
      )
      for (const id of written.addresses) assert.ok(Address.safeParse(id).success)
    }),
    { numRuns: 300 },
  )
})
