/**
 * Finds the skeleton of a document in its lines: title, sections, topic headings, numbered paragraphs and their items, each
 * with its address. What the words mean is left to the rules.
 */
import type { Section } from '../model.ts'
import type { SourceBlock, SourceDocument, SourceMark } from '../source.ts'
import { type Label, readLabel } from './address-label.ts'
import { isAnnex, isContentsLine, looksLikeHeading } from './heading.ts'
import { splitInlineItems } from './inline-items.ts'
import { ItemNesting } from './item-nesting.ts'
import { roleOf, SectionPath, type SectionRole } from './sections.ts'

/** A stretch of text with the footnote marks in it. */
export interface Passage {
  readonly text: string
  readonly marks: readonly SourceMark[]
}

/** Text of the paragraph itself, before, between or after its items; or an item. */
export type Part =
  | ({ readonly is: 'text' } & Passage)
  | ({ readonly is: 'item'; readonly id: string; readonly depth: number } & Passage)

export interface OutlineParagraph {
  readonly number: string
  readonly section: string | null
  readonly role: SectionRole | null
  readonly heading: string | null
  readonly parts: readonly Part[]
}

export interface Outline {
  readonly titleBlock: readonly Passage[]
  readonly sections: readonly Section[]
  readonly headings: readonly (Passage & { readonly section: string | null })[]
  readonly paragraphs: readonly OutlineParagraph[]
  readonly doubts: readonly { readonly at: string; readonly what: string }[]
}

/** The skeleton of a document. Lines that fit nowhere are kept with the paragraph before them. */
export function outlineOf(source: SourceDocument): Outline {
  const builder = new OutlineBuilder(
    source.blocks.flatMap((block, index) => splitInlineItems(block, source.blocks[index + 1]?.label)),
  )
  return builder.build()
}

interface OpenParagraph {
  number: string
  section: string | null
  role: SectionRole | null
  heading: string | null
  parts: Part[]
  nesting: ItemNesting
  /** Id of the last item that is numbered below the paragraph ("141.97"), and how many there are. */
  dotted: { id: string; count: number } | null
}

// A paragraph number further ahead than this is taken for a year or a figure at the start of a line.
// Joined further, a text without any end would be copied once for each of its lines.
const LONGEST_PASSAGE = 20_000
const FURTHEST_GAP = 40
const OPENS_A_LIST = /(?:[:：–—]|(?<!\p{L})(?:should|must|to|that|by|[Pp]art(?:y|ies)|following))$/u

class OutlineBuilder {
  readonly #blocks: readonly SourceBlock[]
  readonly #labels: readonly (Label | null)[]
  readonly #path = new SectionPath()
  readonly #titleBlock: Passage[] = []
  readonly #headings: (Passage & { section: string | null })[] = []
  readonly #paragraphs: OpenParagraph[] = []
  readonly #doubts: { at: string; what: string }[] = []
  #heading: string | null = null
  #last = 0
  #ended = false

  constructor(blocks: readonly SourceBlock[]) {
    this.#blocks = blocks.filter((block) => block.text.trim() !== '' || block.label !== null)
    this.#labels = this.#blocks.map((block) => readLabel(block.label))
  }

  build(): Outline {
    for (const [index, block] of this.#blocks.entries()) {
      this.#take(block, this.#labels[index] ?? null, index)
      if (this.#ended) break
    }
    return {
      titleBlock: this.#titleBlock,
      sections: this.#path.sections,
      headings: this.#headings,
      paragraphs: this.#paragraphs.map(({ nesting: _nesting, dotted: _dotted, ...paragraph }) => paragraph),
      doubts: this.#doubts,
    }
  }

  get #current(): OpenParagraph | undefined {
    return this.#paragraphs.at(-1)
  }

  #take(block: SourceBlock, label: Label | null, index: number): void {
    if (label === null) this.#takeUnlabelled(block, index)
    else if (label.family === 'number') this.#takeNumbered(block, label.value, index)
    else if (label.family === 'dotted') this.#takeDotted(block, label.parent, label.token)
    else if (label.family === 'capital') this.#takeCapital(block, label.token, index)
    else if (label.family === 'item' && this.#current !== undefined) this.#takeItem(block, label.token, index)
    else if (label.family === 'bullet' && this.#current !== undefined) this.#takeBullet(withLabel(block))
    else this.#takeUnlabelled(withLabel(block), index)
  }

  #takeNumbered(block: SourceBlock, value: number, index: number): void {
    const expected = this.#last + 1
    if (this.#isSectionNumber(block, value)) this.#openSection(block, String(value))
    else if (this.#isNumberedItem(value)) this.#takeDotted(block, this.#current?.number ?? '', String(value))
    else if (value > expected + FURTHEST_GAP && this.#paragraphs.length > 0)
      this.#takeUnlabelled(withLabel(block), index)
    else {
      if (value > expected) this.#doubt(String(value), this.#gap(expected, value))
      if (value < expected) this.#doubt(String(value), `Paragraph ${value} stands after paragraph ${this.#last}.`)
      this.#openParagraph(String(value), block)
      this.#last = Math.max(this.#last, value)
    }
  }

  #gap(expected: number, value: number): string {
    if (this.#paragraphs.length === 0) return `The first paragraph has number ${value}.`
    const missing = value - expected === 1 ? `paragraph ${expected} is` : `paragraphs ${expected} to ${value - 1} are`
    return `Between paragraphs ${this.#last} and ${value}, ${missing} missing.`
  }

  #isSectionNumber(block: SourceBlock, value: number): boolean {
    if (!looksLikeHeading(block)) return false
    return value !== this.#last + 1 || block.style === 'heading' || this.#path.isNextNumber(value)
  }

  // Early Universal Periodic Review reports number the recommendations of a paragraph 1., 2., 3. below it.
  #isNumberedItem(value: number): boolean {
    const current = this.#current
    if (current === undefined || value > this.#last) return false
    if (current.dotted !== null) return value === current.dotted.count + 1
    return value === 1 && current.parts.at(-1)?.text.endsWith(':') === true
  }

  #takeDotted(block: SourceBlock, parent: string, token: string): void {
    if (this.#current?.number !== parent) {
      this.#doubt(`${parent}.${token}`, `“${parent}.${token}” stands outside paragraph ${parent}.`)
      this.#openParagraph(parent, { ...block, text: '', marks: [] })
      this.#last = Math.max(this.#last, Number.parseInt(parent, 10))
    }
    const current = this.#current
    if (current === undefined) return
    const id = `${parent}.${token}`
    current.nesting = new ItemNesting()
    current.dotted = { id, count: (current.dotted?.count ?? 0) + 1 }
    this.#addItem(block, id, 0)
  }

  #takeCapital(block: SourceBlock, token: string, index: number): void {
    const opens = looksLikeHeading(block) && !isContents(block, this.#paragraphs.length)
    if (opens) this.#openSection(block, token)
    else this.#takeUnlabelled(withLabel(block), index)
  }

  #takeItem(block: SourceBlock, token: string, index: number): void {
    const current = this.#current
    if (current === undefined) return
    const next = this.#labels[index + 1]
    const before = current.parts.at(-1)
    const { path, inOrder } = current.nesting.place(token, {
      next: next?.family === 'item' ? next.token : null,
      afterColon: before?.text.endsWith(':') === true && before.is === 'item',
    })
    const above = current.dotted
    const id = `${above?.id ?? current.number}${path.map((step) => `(${step})`).join('')}`
    if (!inOrder) this.#doubt(id, `The label “(${token})” does not follow from the one before it.`)
    this.#addItem(block, id, path.length - 1 + (above === null ? 0 : 1))
  }

  // Nobody can cite a point without a letter: its text stays with the paragraph or item that it belongs to, a line each.
  #takeBullet(block: SourceBlock): void {
    const current = this.#current
    const before = current?.parts.at(-1)
    if (current === undefined || before === undefined) return
    const at = before.is === 'item' ? before.id : current.number
    const what = `The list at ${at} has no letters; it was taken as one.`
    if (this.#doubts.at(-1)?.what !== what) this.#doubt(at, what)
    if (before.text.length < LONGEST_PASSAGE) current.parts.splice(-1, 1, { ...before, ...join(before, block, '\n') })
    else this.#addText(current, block)
  }

  #takeUnlabelled(block: SourceBlock, index: number): void {
    if (isAnnex(block.text) && this.#paragraphs.length > 0) this.#end(block)
    else if (isContentsLine(block.text) && this.#paragraphs.length === 0) return
    else if (this.#startsTopic(block, index)) this.#openTopic(block)
    else if (this.#paragraphs.length === 0) this.#titleBlock.push(block)
    else this.#continue(block, index)
  }

  #openTopic(block: SourceBlock): void {
    this.#heading = block.text
    this.#headings.push({ ...block, section: this.#path.currentId })
  }

  // Above the first section everything unlabelled is the title, save an "Introduction" right above paragraph 1.
  #startsTopic(block: SourceBlock, index: number): boolean {
    if (!looksLikeHeading(block)) return false
    const before = this.#current?.parts.at(-1)?.text ?? ''
    if (
      this.#paragraphs.length > 0 &&
      /[^.;:!?)\]”"’]$/.test(before.slice(-1)) &&
      block.style === 'unknown' &&
      !this.#nextOpens(index)
    )
      return false
    if (this.#paragraphs.length > 0 || this.#path.sections.length > 0) return true
    return this.#labels[index + 1]?.family === 'number' && roleOf([block.text]) === 'introduction'
  }

  #nextOpens(index: number): boolean {
    const next = this.#labels[index + 1]
    return next?.family === 'number' || next?.family === 'capital' || next === undefined
  }

  /** Text without a label inside a paragraph: the rest of a broken line, a second paragraph of an item, or text after the items. */
  #continue(block: SourceBlock, index: number): void {
    const current = this.#current
    const before = current?.parts.at(-1)
    if (current === undefined || before === undefined) return
    const next = this.#labels[index + 1]
    const brokenLine =
      before.text.length < LONGEST_PASSAGE &&
      (/[^.;:!?…)\]”"’]$/.test(before.text.slice(-1)) || /^\p{Ll}/u.test(block.text))
    const insideItem =
      before.is === 'item' &&
      next?.family === 'item' &&
      !OPENS_A_LIST.test(block.text) &&
      current.nesting.continues(next.token)
    if (brokenLine) current.parts.splice(-1, 1, { ...before, ...join(before, block, ' ') })
    else if (insideItem) current.parts.splice(-1, 1, { ...before, ...join(before, block, '\n') })
    else this.#addText(current, block)
  }

  #addText(current: OpenParagraph, block: SourceBlock): void {
    current.nesting.interrupt()
    current.parts.push({ is: 'text', text: block.text, marks: block.marks })
  }

  #addItem(block: SourceBlock, id: string, depth: number): void {
    this.#current?.parts.push({ is: 'item', id, depth, text: block.text, marks: block.marks })
  }

  #openParagraph(number: string, block: SourceBlock): void {
    this.#paragraphs.push({
      number,
      section: this.#path.currentId,
      role: this.#path.role ?? (this.#heading === null ? null : roleOf([this.#heading])),
      heading: this.#heading,
      parts: block.text === '' ? [] : [{ is: 'text', text: block.text, marks: block.marks }],
      nesting: new ItemNesting(),
      dotted: null,
    })
  }

  #openSection(block: SourceBlock, token: string): void {
    const section = this.#path.open(token, block.text)
    this.#heading = null
    this.#headings.push({ ...block, section: section.id })
  }

  #end(block: SourceBlock): void {
    this.#ended = true
    this.#doubt(block.text, `What stands after “${block.text}” was left out.`)
  }

  #doubt(at: string, what: string): void {
    this.#doubts.push({ at, what })
  }
}

function isContents(block: SourceBlock, paragraphs: number): boolean {
  return paragraphs === 0 && (isContentsLine(block.text) || /\s\d+(?:[–-]\d+)?(?:\s\d+)?$/.test(block.text))
}

function join(one: Passage, other: Passage, between: string): Passage {
  const offset = one.text.length + between.length
  return {
    text: `${one.text}${between}${other.text}`,
    marks: [...one.marks, ...other.marks.map((mark) => ({ label: mark.label, at: mark.at + offset }))],
  }
}

// A label that turned out to be none goes back to the text it was split from.
function withLabel(block: SourceBlock): SourceBlock {
  const prefix = `${block.label} `
  const marks: SourceMark[] = block.marks.map((mark) => ({ label: mark.label, at: mark.at + prefix.length }))
  return { ...block, label: null, text: `${prefix}${block.text}`, marks }
}
