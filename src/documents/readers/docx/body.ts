/**
 * Walks the body of a .docx in reading order and makes blocks of its paragraphs: deleted paragraphs joined, automatic numbers
 * worked out, the table on the front page (symbol, distribution, dates) set apart.
 */
import type { SourceBlock } from '../../source.ts'
import { type FoldedLine, Line } from '../line.ts'
import { isTitleBlock } from '../title-block.ts'
import type { Notes } from './notes.ts'
import type { ListPlace, Numbering } from './numbering.ts'
import { isMergedWithNext, readParagraph } from './paragraph.ts'
import { meaningOf, type Style, type Styles } from './styles.ts'
import { childAt, streamXml, valueAt, type XmlElement } from './xml.ts'

export interface BodyParts {
  readonly styles: Styles
  readonly numbering: Numbering
  readonly notes: Notes
}

export interface ReadBody {
  readonly blocks: SourceBlock[]
  /** Lines of tables that stand before the title and name symbol or distribution. */
  readonly furniture: string[]
  /** What could not be read, and the block it follows. */
  readonly doubts: { readonly after: SourceBlock | null; readonly what: string }[]
}

/** Reads the body from its part, one paragraph at a time. */
export function readBody(bytes: Uint8Array, parts: BodyParts): ReadBody {
  const body = new Body(parts)
  streamXml(bytes, 'word/document.xml', {
    whole: new Set(['w:p', 'w:trPr', 'w:sectPr']),
    onOpen: (name) => body.open(name),
    onClose: (name) => body.close(name),
    onElement: (element) => body.element(element),
  })
  return body.end()
}

const HIDING = new Set(['w:del', 'w:moveFrom', 'mc:Choice'])

class Body {
  readonly #parts: BodyParts
  readonly #read: ReadBody = { blocks: [], furniture: [], doubts: [] }
  #tableDepth = 0
  #hidingDepth = 0
  #isRowDeleted = false
  #tableStart = 0
  #pending: Line | null = null

  constructor(parts: BodyParts) {
    this.#parts = parts
  }

  open(name: string): void {
    if (HIDING.has(name)) this.#hidingDepth++
    if (name === 'w:tr') this.#isRowDeleted = false
    if (name === 'w:tbl' && this.#tableDepth++ === 0) this.#tableStart = this.#read.blocks.length
  }

  close(name: string): void {
    if (HIDING.has(name)) this.#hidingDepth--
    if (name === 'w:tr') this.#isRowDeleted = false
    if (name === 'w:tbl' && --this.#tableDepth === 0) this.#endTable()
  }

  element(element: XmlElement): void {
    if (element.name === 'w:trPr') this.#isRowDeleted = childAt(element, 'w:del') !== undefined
    if (element.name !== 'w:p' || this.#hidingDepth > 0 || this.#isRowDeleted) return
    this.#paragraph(element)
  }

  end(): ReadBody {
    return this.#read
  }

  #paragraph(paragraph: XmlElement): void {
    const id = valueAt(paragraph, 'w:pPr', 'w:pStyle')
    const chain = this.#parts.styles.chainOf(id)
    const { line, boxed } = readParagraph(paragraph, chain, this.#parts)
    const whole = this.#pending ?? new Line()
    whole.append(line)
    this.#pending = isMergedWithNext(paragraph) ? whole : null
    if (this.#pending === null) this.#block(whole, paragraph, chain)
    for (const inner of boxed) this.#paragraph(inner)
  }

  #block(line: Line, paragraph: XmlElement, chain: readonly Style[]): void {
    const place = this.#placeOf(paragraph, chain)
    const numbering = place === null ? null : this.#parts.numbering.next(place)
    if (line.isBlank) {
      if (numbering !== null && numbering !== '•')
        this.#doubt(`An empty paragraph numbered "${numbering}" was left out.`)
      return
    }
    const folded = line.fold(numbering)
    if (folded.text === '' && folded.label === null) return
    this.#read.blocks.push(this.#blockOf(folded, { paragraph, chain, place }))
  }

  #blockOf(
    folded: FoldedLine,
    { paragraph, chain, place }: { paragraph: XmlElement; chain: readonly Style[]; place: ListPlace | null },
  ): SourceBlock {
    const meaning = meaningOf(chain, valueAt(paragraph, 'w:pPr', 'w:outlineLvl'))
    // The UN's style for titles is the one for chapters too: "I. Introduction".
    const style = meaning.style === 'title' && folded.label !== null ? 'heading' : meaning.style
    const level = meaning.level ?? (place === null ? null : place.level + 1)
    return { ...folded, style, level, page: null }
  }

  #placeOf(paragraph: XmlElement, chain: readonly Style[]): ListPlace | null {
    const own = childAt(paragraph, 'w:pPr')
    const sources = [own, ...chain.map(({ properties }) => properties)]
    const list = firstValue(sources, 'w:numId')
    // A list of number 0 takes the paragraph out of its style's numbering (17.9.18).
    if (list === undefined || list === '0') return null
    const written = Number(firstValue(sources, 'w:ilvl') ?? Number.NaN)
    const styled = this.#parts.numbering.levelOfStyle(
      list,
      chain.map(({ id }) => id),
    )
    const isOwn = valueAt(own, 'w:numPr', 'w:numId') !== undefined || valueAt(own, 'w:numPr', 'w:ilvl') !== undefined
    const level = isOwn ? written : (styled ?? written)
    return { list, level: Number.isSafeInteger(level) ? level : (styled ?? 0) }
  }

  #endTable(): void {
    const { blocks, furniture } = this.#read
    const isFirst = blocks
      .slice(0, this.#tableStart)
      .every((block) => block.style === 'unknown' && block.label === null)
    const lines = blocks.slice(this.#tableStart)
    if (!isFirst || !lines.some(({ text }) => isTitleBlock(text))) return
    furniture.push(...lines.map(({ label, text }) => [label, text].filter((part) => part !== null).join(' ')))
    blocks.length = this.#tableStart
  }

  #doubt(what: string): void {
    this.#read.doubts.push({ after: this.#read.blocks.at(-1) ?? null, what })
  }
}

function firstValue(sources: readonly (XmlElement | undefined)[], name: string): string | undefined {
  return sources.map((source) => valueAt(source, 'w:numPr', name)).find((value) => value !== undefined)
}
