/**
 * The styles of a .docx: what a paragraph inherits along `basedOn` (numbering, bold, italic, outline level) and what the names of
 * the UN's own template say about it.
 */
import type { Face } from '../line.ts'
import { childAt, elementsOf, isOn, valueAt, type XmlElement } from './xml.ts'

export interface Style {
  readonly id: string
  readonly name: string
  readonly basedOn: string | undefined
  readonly properties: XmlElement | undefined
  readonly face: Partial<Face>
  readonly isHidden: boolean | undefined
}

export interface Styles {
  /** The style and those it is based on, nearest first; the default style's chain where the id names none. */
  chainOf(id: string | undefined): readonly Style[]
}

/** Reads `word/styles.xml`; a document without it has no styles. */
export function readStyles(bytes: Uint8Array | null): Styles {
  if (bytes === null) return { chainOf: () => [] }
  const elements = elementsOf(bytes, 'word/styles.xml', ['w:style'])
  const styles = new Map(elements.map((element) => [element.attributes['w:styleId'] ?? '', styleOf(element)]))
  const byDefault = elements.find(isDefaultParagraph)?.attributes['w:styleId']
  return { chainOf: (id) => chain(styles, id ?? byDefault) }
}

/** The bold and italic of run properties, where they say. */
export function faceOf(properties: XmlElement | undefined): Partial<Face> {
  const bold = isOn(childAt(properties, 'w:b'))
  const italic = isOn(childAt(properties, 'w:i'))
  return { ...(bold !== undefined && { bold }), ...(italic !== undefined && { italic }) }
}

/** What a chain of styles prints: the nearest style that says it decides. */
export function inheritedFace(styles: readonly Style[]): Partial<Face> {
  return Object.assign({}, ...styles.toReversed().map(({ face }) => face))
}

/** What a paragraph is by its style. */
export interface StyleMeaning {
  readonly style: 'title' | 'heading' | 'body' | 'unknown'
  readonly level: number | null
}

// The UN's template: "_ H __M_G" main heading, "_ H _Ch_G" title or chapter, "_ H_1_G", "_ H_2/3_G", "_ H_4_G", "_ H_5/6_G", with
// "_GR", "_GA" … for other languages. Ids are the names without blanks and signs ("H23G"), so names are compared like that.
const UN_STYLES: readonly (readonly [RegExp, StyleMeaning])[] = [
  [/^hmg|^title$/, { style: 'title', level: 1 }],
  [/^hchg/, { style: 'title', level: 1 }],
  [/^h1g/, { style: 'heading', level: 2 }],
  [/^h23g/, { style: 'heading', level: 3 }],
  [/^h4g/, { style: 'heading', level: 4 }],
  [/^h56g/, { style: 'heading', level: 5 }],
  [/^singletxt|^para|^parno|^bodytext|^listparagraph|^bullet/, { style: 'body', level: null }],
]

/** What the names and outline levels of a chain of styles say. */
export function meaningOf(styles: readonly Style[], outline: string | undefined): StyleMeaning {
  for (const { name, id } of styles) {
    const found = [plain(name), plain(id)].map(meaningOfName).find((meaning) => meaning !== undefined)
    if (found !== undefined) return found
  }
  const level = Number(outline ?? outlineOf(styles) ?? '9')
  return level < 9 ? { style: 'heading', level: level + 1 } : { style: 'unknown', level: null }
}

// Word's own headings keep their English name in every language.
function meaningOfName(name: string): StyleMeaning | undefined {
  const heading = /^heading([1-9])$/.exec(name)
  if (heading !== null) return { style: 'heading', level: Number(heading[1]) }
  return UN_STYLES.find(([form]) => form.test(name))?.[1]
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

function outlineOf(styles: readonly Style[]): string | undefined {
  return styles.map((style) => valueAt(style.properties, 'w:outlineLvl')).find((level) => level !== undefined)
}

function styleOf(element: XmlElement): Style {
  const runs = childAt(element, 'w:rPr')
  return {
    id: element.attributes['w:styleId'] ?? '',
    name: valueAt(element, 'w:name') ?? '',
    basedOn: valueAt(element, 'w:basedOn'),
    properties: childAt(element, 'w:pPr'),
    face: faceOf(runs),
    isHidden: isOn(childAt(runs, 'w:vanish')),
  }
}

function isDefaultParagraph({ attributes }: XmlElement): boolean {
  return attributes['w:type'] === 'paragraph' && ['1', 'true', 'on'].includes(attributes['w:default'] ?? '')
}

function chain(styles: ReadonlyMap<string, Style>, id: string | undefined): Style[] {
  const found: Style[] = []
  let style = styles.get(id ?? '')
  // A damaged file may base a style on itself.
  while (style !== undefined && !found.includes(style)) {
    found.push(style)
    style = styles.get(style.basedOn ?? '')
  }
  return found
}
