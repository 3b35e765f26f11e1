/** Reads an HTML page into lines: headings, lists with their numbers, notes by their links; scripts and navigation are left out. */
import { Unreadable } from '../intake/index.ts'
import type { SourceBlock, SourceDocument } from '../source.ts'
import { labelsOf } from './html/lists.ts'
import { type HtmlNotes, notesOf } from './html/notes.ts'
import { type HtmlElement, treeOf } from './html/tree.ts'
import { withInlinedNotes } from './inlined-notes.ts'
import { splitLabel } from './label.ts'
import { type Face, Line } from './line.ts'
import { isTitleBlock, withoutFrontPage } from './title-block.ts'

/** Reads a page. Refuses (`Unreadable`) one without text. */
export function readHtml(text: string): SourceDocument {
  const root = treeOf(text)
  const notes = notesOf(root)
  const page = new PageReader(notes)
  page.read(root)
  if (page.blocks.length === 0) throw new Unreadable('no-text')
  const { blocks, furniture } = withoutFrontPage(page.blocks)
  const all = [...page.furniture, ...furniture]
  return withInlinedNotes({ format: 'html', blocks, notes: notes.notes, furniture: all, doubts: [] })
}

const BLOCKS = new Set(
  'p div li h1 h2 h3 h4 h5 h6 td th tr table ol ul dl dt dd blockquote pre section article header footer main aside figure figcaption address center hr form fieldset body html caption'.split(
    ' ',
  ),
)

interface Place {
  readonly label: string | null
  readonly level: number | null
  readonly style: SourceBlock['style']
}

const NOWHERE: Place = { label: null, level: null, style: 'unknown' }

class PageReader {
  readonly blocks: SourceBlock[] = []
  readonly furniture: string[] = []
  readonly #notes: HtmlNotes
  #line = new Line()
  #place: Place = NOWHERE
  #face: Face = { bold: false, italic: false }
  #depth = 0
  #breaks = 0
  #endsAtBreaks = false

  constructor(notes: HtmlNotes) {
    this.#notes = notes
  }

  read(element: HtmlElement): void {
    const outer = this.#endsAtBreaks
    this.#endsAtBreaks = partsParagraphsByBreaks(element)
    this.#children(element)
    this.#endsAtBreaks = outer
  }

  #children(element: HtmlElement): void {
    for (const child of element.children) {
      if (typeof child === 'string') this.#text(child, element.name === 'pre')
      else if (this.#notes.bodies.has(child)) this.#end()
      else this.#element(child)
    }
  }

  #element(element: HtmlElement): void {
    const label = this.#notes.marks.get(element)
    if (label !== undefined) this.#line.mark(label)
    else if (element.name === 'br') this.#break()
    else if (element.name === 'ol' || element.name === 'ul') this.#list(element)
    else if (element.name === 'table') this.#table(element)
    else if (element.name === 'footer') this.#apart(element)
    else if (BLOCKS.has(element.name)) this.#block(element)
    else this.#inline(element)
  }

  #text(text: string, isPreformatted: boolean): void {
    if (text.trim() !== '') this.#breaks = 0
    if (!isPreformatted) {
      this.#line.add(text.replaceAll(/\s+/g, ' '), this.#face)
      return
    }
    for (const line of text.split('\n')) {
      this.#line.add(line, this.#face)
      this.#end()
    }
  }

  // One break is a new line of the same paragraph, two are a new paragraph; where labels stand behind breaks, so is each.
  #break(): void {
    this.#breaks++
    if (this.#breaks > 1 || this.#endsAtBreaks) this.#end()
    else this.#line.add(' ', this.#face)
  }

  #inline(element: HtmlElement): void {
    const outer = this.#face
    this.#face = faceOf(element, outer)
    this.read(element)
    this.#face = outer
  }

  #block(element: HtmlElement): void {
    this.#end()
    const level = /^h([1-6])$/.exec(element.name)?.[1]
    const outer = this.#place
    if (level !== undefined) this.#place = { ...outer, style: 'heading', level: Number(level) }
    else if (element.name === 'p') this.#place = { ...outer, style: 'body' }
    this.#inline(element)
    this.#end()
    // The label of a list's item is used up by the item's first paragraph.
    this.#place = { ...outer, label: this.#place.label }
  }

  #list(list: HtmlElement): void {
    this.#end()
    const outer = this.#place
    const labels = labelsOf(list)
    this.#depth++
    for (const child of list.children) {
      if (typeof child === 'string' || this.#notes.bodies.has(child)) continue
      // Office programs put a list straight into a list, without an item around it.
      if (child.name === 'ol' || child.name === 'ul') {
        this.#list(child)
        continue
      }
      this.#place = { label: labels.get(child) ?? null, level: this.#depth, style: 'unknown' }
      this.#inline(child)
      this.#end()
    }
    this.#depth--
    this.#place = outer
  }

  #table(table: HtmlElement): void {
    this.#end()
    const start = this.blocks.length
    const isFront = this.blocks.every(({ label, style }) => label === null && style !== 'heading')
    this.#inline(table)
    this.#end()
    const lines = this.blocks.slice(start)
    if (!isFront || !lines.some(({ text }) => isTitleBlock(text))) return
    this.blocks.length = start
    this.furniture.push(...lines.map(({ text }) => text))
  }

  #apart(footer: HtmlElement): void {
    this.#end()
    const start = this.blocks.length
    this.#inline(footer)
    this.#end()
    this.furniture.push(...this.blocks.splice(start).map(({ text }) => text))
  }

  #end(): void {
    const line = this.#line
    this.#line = new Line()
    this.#breaks = 0
    if (line.isBlank) return
    const { label, level, style } = this.#place
    this.#place = { ...this.#place, label: null }
    const folded = line.fold(label)
    const isTitle =
      level === 1 &&
      style === 'heading' &&
      folded.label === null &&
      !this.blocks.some((block) => block.style === 'title')
    this.blocks.push({ ...folded, style: isTitle ? 'title' : style, level, page: null })
  }
}

// Pages made by machines from plain text set a break behind every paragraph.
function partsParagraphsByBreaks({ children }: HtmlElement): boolean {
  const labelled = children.filter((child, index) => {
    const before = children[index - 1]
    const isBehindBreak = typeof before === 'object' && before.name === 'br'
    return isBehindBreak && typeof child === 'string' && splitLabel(child.trimStart()) !== null
  })
  return labelled.length >= 3
}

function faceOf({ name, attributes: { style = '' } }: HtmlElement, outer: Face): Face {
  return {
    bold: /font-weight:\s*(?:bold|[6-9]00)/i.test(style) || (name === 'b' || name === 'strong' ? true : outer.bold),
    italic:
      /font-style:\s*(?:italic|oblique)/i.test(style) ||
      (name === 'i' || name === 'em' || name === 'cite' ? true : outer.italic),
  }
}
