/**
 * From lines to sections, paragraphs and items. What stands where is decided by numbering first, style second: styles
 * differ from file to file, the numbers of a UN document do not.
 */
import type { SourceBlock, SourceDocument, SourceMark } from '../source.ts'
import { addressOf, itemLetters, type OpenLevel, place } from './address.ts'

export interface RawItem {
  readonly id: string
  text: string
}

export interface PlacedMark extends SourceMark {
  /** Address of the paragraph or item that carries the mark. */
  readonly address: string
}

export interface RawParagraph {
  readonly number: string
  readonly section: string | null
  readonly heading: string | null
  text: string
  /** Text that follows the last item. */
  closing: string
  readonly items: RawItem[]
  readonly marks: PlacedMark[]
}

export interface RawSection {
  readonly id: string
  readonly label: string
  readonly title: string
  readonly articles: string | null
}

export interface Structure {
  /** Lines before the first paragraph and section: the title. */
  readonly title: readonly SourceBlock[]
  readonly sections: RawSection[]
  readonly paragraphs: RawParagraph[]
  readonly doubts: { at: string; what: string }[]
}

/** Reads the lines in order. */
export function structureOf(source: SourceDocument): Structure {
  const reader = new StructureReader()
  source.blocks.forEach((block, index) => reader.read(block, source.blocks[index + 1]))
  return { title: reader.title, sections: reader.sections, paragraphs: reader.paragraphs, doubts: reader.doubts }
}

class StructureReader {
  readonly title: SourceBlock[] = []
  readonly sections: RawSection[] = []
  readonly paragraphs: RawParagraph[] = []
  readonly doubts: { at: string; what: string }[] = []
  #chapter: string | null = null
  #section: string | null = null
  #heading: string | null = null
  #open: readonly OpenLevel[] = []

  read(block: SourceBlock, next: SourceBlock | undefined): void {
    const letters = block.label === null ? null : itemLetters(block.label)
    if (letters !== null && this.paragraphs.length > 0) return this.#item(block, letters)
    if (block.label !== null && this.#isParagraph(block)) return this.#paragraph(block)
    if (block.label !== null && isSectionLabel(block.label) && isHeadingText(block)) return this.#sectionOf(block)
    if (this.paragraphs.length === 0 && this.sections.length === 0) {
      this.title.push(block)
      return
    }
    if (this.#isTopic(block, next)) this.#heading = block.text
    else this.#goOn(block)
  }

  /** A paragraph's number follows the one before; a heading's does not, or its text is no sentence. */
  #isParagraph(block: SourceBlock): boolean {
    const number = paragraphNumber(block.label ?? '')
    if (number === null) return false
    if (number.includes('.')) return true
    const expected = Number(this.paragraphs.at(-1)?.number.split('.')[0] ?? 0) + 1
    if (Number(number) === expected) return !(block.style === 'heading' && isHeadingText(block))
    return !isHeadingText(block) && Number(number) > expected - 2
  }

  #paragraph(block: SourceBlock): void {
    const number = paragraphNumber(block.label ?? '') ?? ''
    const last = this.paragraphs.at(-1)
    if (last !== undefined && !number.includes('.') && Number(number) !== Number(last.number.split('.')[0]) + 1) {
      this.doubts.push({
        at: number,
        what: `Paragraph ${number} follows paragraph ${last.number}: a paragraph may be missing or its number misread.`,
      })
    }
    this.#open = []
    this.paragraphs.push({
      number,
      section: this.#section,
      heading: this.#heading,
      text: block.text,
      closing: '',
      items: [],
      marks: placed(block.marks, number),
    })
  }

  #item(block: SourceBlock, letters: string): void {
    const paragraph = this.paragraphs.at(-1)
    if (paragraph === undefined) return
    const { path, continues } = place(this.#open, letters)
    const id = addressOf(paragraph.number, path)
    if (!continues)
      this.doubts.push({
        at: id,
        what: `Item (${letters}) does not follow the item before it: its address may be wrong.`,
      })
    if (paragraph.items.some((item) => item.id === id))
      this.doubts.push({ at: id, what: `The address ${id} stands twice.` })
    this.#open = path
    paragraph.items.push({ id, text: block.text })
    paragraph.marks.push(...placed(block.marks, id))
  }

  #sectionOf(block: SourceBlock): void {
    const label = (block.label ?? '').replace(/[.)]$/, '')
    const isChapter = /^[A-Z]$/.test(label) || (/^[IVX]+$/.test(label) && this.#chapter === null)
    const id = isChapter || this.#chapter === null ? label : `${this.#chapter}.${label}`
    if (isChapter) this.#chapter = label
    this.#section = id
    this.#heading = null
    this.sections.push({ id, label, ...splitArticles(block.text) })
  }

  /** A line of its own, without a label and without a full stop, before a paragraph or another heading. */
  #isTopic(block: SourceBlock, next: SourceBlock | undefined): boolean {
    if (block.label !== null || next === undefined) return false
    if (block.style === 'heading') return true
    if (block.style === 'body' && block.emphasis === null) return false
    return (
      isHeadingText(block) &&
      (next.label !== null || next.style === 'heading' || isHeadingText(next)) &&
      itemLetters(next.label ?? '') === null
    )
  }

  /** A line that belongs to what stands before it: text after the last item is the paragraph's own. */
  #goOn(block: SourceBlock): void {
    const paragraph = this.paragraphs.at(-1)
    if (paragraph === undefined) return
    const text = block.label === null ? block.text : `${block.label} ${block.text}`
    if (paragraph.items.length === 0) paragraph.text += `\n${text}`
    else paragraph.closing += `${paragraph.closing === '' ? '' : '\n'}${text}`
    paragraph.marks.push(...placed(block.marks, paragraph.number))
  }
}

function placed(marks: readonly SourceMark[], address: string): PlacedMark[] {
  return marks.map((mark) => ({ ...mark, address }))
}

function paragraphNumber(label: string): string | null {
  return /^(\d{1,4}(?:\.\d{1,4})*)[.)]?$/.exec(label)?.[1] ?? null
}

function isSectionLabel(label: string): boolean {
  return /^(?:[A-Z]|[IVX]+|\d{1,2})\.$/.test(label)
}

/** A heading is short and ends without the stop of a sentence. */
function isHeadingText(block: SourceBlock): boolean {
  return block.text.length > 0 && block.text.length < 220 && !/[.;:,]$/.test(block.text)
}

/** "General principles (arts. 7 and 83)" → title and "7 and 83". */
function splitArticles(text: string): { title: string; articles: string | null } {
  const match = /^(.*?)\s*\((?:arts?\.|articles?)\s*([^)]*(?:\([^)]*\)[^)]*)*)\)\s*$/i.exec(text)
  return match === null ? { title: text, articles: null } : { title: match[1] ?? '', articles: (match[2] ?? '').trim() }
}
