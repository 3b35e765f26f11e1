/**
 * Reads what one Word paragraph shows once all tracked changes are accepted: text, tabs, footnote marks, bold and italic; and the
 * text boxes anchored in it.
 */
import { type Face, Line } from '../line.ts'
import { faceOf, inheritedFace, type Style, type Styles } from './styles.ts'
import { childAt, childrenOf, isOn, type XmlElement } from './xml.ts'

/** Names the notes: a number, or the sign that the author set instead. */
export interface NoteMarks {
  /** The label of the note, given as the marks go by in order. */
  markOf(kind: 'footnote' | 'endnote', id: string, custom: string | null): string
}

export interface ReadParagraph {
  readonly line: Line
  /** Paragraphs of the text boxes anchored in this one. */
  readonly boxed: readonly XmlElement[]
}

interface Reading {
  readonly line: Line
  readonly boxed: XmlElement[]
  readonly styles: Styles
  readonly notes: NoteMarks
  readonly face: Face
  /** Code of a field ("PAGE", "REF …") is being read; its result comes later and is text. */
  fieldDepths: ('code' | 'result')[]
}

/** The line and text boxes of a paragraph with these styles. */
export function readParagraph(
  paragraph: XmlElement,
  chain: readonly Style[],
  { styles, notes }: { styles: Styles; notes: NoteMarks },
): ReadParagraph {
  const face = { bold: false, italic: false, ...inheritedFace(chain) }
  const reading: Reading = { line: new Line(), boxed: [], styles, notes, face, fieldDepths: [] }
  readChildren(paragraph, reading)
  return reading
}

/** True where the mark at the paragraph's end was deleted: what follows belongs to the same paragraph. */
export function isMergedWithNext(paragraph: XmlElement): boolean {
  const mark = childAt(paragraph, 'w:pPr', 'w:rPr')
  return childAt(mark, 'w:del') !== undefined || childAt(mark, 'w:moveFrom') !== undefined
}

// Deleted and moved-away text, and former properties, are not what the page shows.
const LEFT_OUT = new Set([
  'w:del',
  'w:moveFrom',
  'w:pPr',
  'w:rPr',
  'w:sdtPr',
  'w:instrText',
  'w:delInstrText',
  'w:delText',
  'w:rt',
])

function readChildren(parent: XmlElement, reading: Reading): void {
  for (const child of childrenOf(parent)) {
    if (child.name === 'w:r') readRun(child, reading)
    else if (child.name === 'w:t' || child.name === 'm:t') reading.line.add(textOf(child), reading.face)
    else if (child.name === 'mc:AlternateContent') readAlternative(child, reading)
    else if (child.name === 'w:txbxContent') reading.boxed.push(...paragraphsOf(child))
    else if (!LEFT_OUT.has(child.name)) readChildren(child, reading)
  }
}

// The same content twice, for younger and older programs. The older form is the one that is spelled out in the standard.
function readAlternative(alternative: XmlElement, reading: Reading): void {
  const content = childAt(alternative, 'mc:Fallback') ?? childAt(alternative, 'mc:Choice')
  const chosen = childrenOf(content).length > 0 ? content : childAt(alternative, 'mc:Choice')
  if (chosen !== undefined) readChildren(chosen, reading)
}

function readRun(run: XmlElement, reading: Reading): void {
  const properties = childAt(run, 'w:rPr')
  const chain = styleOfRun(properties, reading.styles)
  if (isOn(childAt(properties, 'w:vanish')) ?? chain.some(({ isHidden }) => isHidden)) return
  const face = { ...reading.face, ...inheritedFace(chain), ...faceOf(properties) }
  const note = childrenOf(run).find(({ name }) => name === 'w:footnoteReference' || name === 'w:endnoteReference')
  if (note !== undefined) readNote(run, note, { ...reading, face })
  else readRunContent(run, reading, face)
}

function styleOfRun(properties: XmlElement | undefined, styles: Styles): readonly Style[] {
  const id = childAt(properties, 'w:rStyle')?.attributes['w:val']
  return id === undefined ? [] : styles.chainOf(id)
}

function readNote(run: XmlElement, reference: XmlElement, reading: Reading): void {
  const kind = reference.name === 'w:footnoteReference' ? 'footnote' : 'endnote'
  const follows = ['1', 'true', 'on'].includes(reference.attributes['w:customMarkFollows'] ?? '')
  const typed = follows ? shownText(run).trim() : ''
  const label = reading.notes.markOf(kind, reference.attributes['w:id'] ?? '', follows ? typed || '*' : null)
  reading.line.mark(label)
  // Text that shares the run with an automatic number is text.
  if (!follows) reading.line.add(shownText(run), reading.face)
}

function shownText(run: XmlElement): string {
  return childrenOf(run)
    .map((child) => (child.name === 'w:t' ? textOf(child) : (signOf(child) ?? '')))
    .join('')
}

function readRunContent(run: XmlElement, reading: Reading, face: Face): void {
  for (const child of childrenOf(run)) {
    if (child.name === 'w:fldChar') turnField(child, reading.fieldDepths)
    else if (reading.fieldDepths.at(-1) === 'code') continue
    else if (child.name === 'w:t') reading.line.add(textOf(child), face)
    else {
      const sign = signOf(child)
      if (sign !== undefined) reading.line.add(sign, face)
      else if (!LEFT_OUT.has(child.name)) readChildren({ ...run, children: [child] }, reading)
    }
  }
}

// 17.16.18: begin, code, separate, result, end; a field may stand in another's code.
function turnField(field: XmlElement, depths: ('code' | 'result')[]): void {
  const type = field.attributes['w:fldCharType']
  if (type === 'begin') depths.push('code')
  else if (type === 'separate') depths.splice(-1, 1, 'result')
  else if (type === 'end') depths.pop()
}

// Characters that Word keeps as elements (17.3.3). Soft hyphens show only where a line breaks.
function signOf(element: XmlElement): string | undefined {
  switch (element.name) {
    case 'w:tab':
    case 'w:ptab':
      return '\t'
    case 'w:br':
    case 'w:cr':
      return ' '
    case 'w:noBreakHyphen':
      return '\u2011'
    case 'w:softHyphen':
      return ''
    case 'w:sym':
      return symbolOf(element)
    default:
      return undefined
  }
}

// Symbol fonts keep their signs in a private area, at U+F000 above the code of the plain character.
function symbolOf(element: XmlElement): string {
  const code = Number.parseInt(element.attributes['w:char'] ?? '', 16)
  if (!(code > 0 && code <= 0xffff)) return ''
  return String.fromCharCode(code >= 0xf020 && code <= 0xf0ff ? code - 0xf000 : code)
}

function textOf(element: XmlElement): string {
  return element.children.filter((child) => typeof child === 'string').join('')
}

function paragraphsOf(element: XmlElement): XmlElement[] {
  return childrenOf(element).flatMap((child) => (child.name === 'w:p' ? [child] : paragraphsOf(child)))
}
