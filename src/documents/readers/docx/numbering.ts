/**
 * Word's automatic numbering: the numbers are nowhere in the text, they are worked out from `word/numbering.xml` while the
 * paragraphs go by in order (ECMA-376, 17.9).
 */
import { formatCount } from './number-format.ts'
import { childAt, childrenOf, elementsOf, isOn, valueAt, type XmlElement } from './xml.ts'

interface Level {
  readonly start: number
  readonly format: string
  /** "(%1)", "%1.%2.": the n-th number stands for the count of level n. */
  readonly text: string
  /** The paragraph style that uses this level. */
  readonly style: string | undefined
  /** Levels up to here restart this one; 0 is never. */
  readonly restart: number | undefined
  readonly isLegal: boolean
}

interface List {
  readonly abstract: string
  readonly levels: ReadonlyMap<number, Level>
  /** Levels that this list starts anew, with the count they start at. */
  readonly startOverrides: ReadonlyMap<number, number>
}

/** Which list and level a paragraph belongs to. */
export interface ListPlace {
  readonly list: string
  readonly level: number
}

/** The numbering of one document, with the counts reached so far. */
export class Numbering {
  readonly #lists: ReadonlyMap<string, List>
  /** Lists of one abstract definition count on together, whichever of them a paragraph names. */
  readonly #counts = new Map<string, (number | undefined)[]>()
  readonly #started = new Set<string>()

  constructor(lists: ReadonlyMap<string, List>) {
    this.#lists = lists
  }

  /** The level of a list that is tied to one of these styles, or null. */
  levelOfStyle(list: string, styles: readonly string[]): number | null {
    for (const [index, level] of this.#lists.get(list)?.levels ?? []) {
      if (level.style !== undefined && styles.includes(level.style)) return index
    }
    return null
  }

  /** Counts the paragraph and gives its label; null where the list or level does not exist or shows nothing. */
  next(place: ListPlace): string | null {
    const list = this.#lists.get(place.list)
    const level = list?.levels.get(place.level)
    if (list === undefined || level === undefined) return null
    const counts = this.#countsOf(list, place)
    counts[place.level] = (counts[place.level] ?? level.start - 1) + 1
    for (const [index, deeper] of list.levels) {
      if (index > place.level && restarts(deeper, place.level)) counts[index] = undefined
    }
    return labelOf(list, level, counts)
  }

  #countsOf(list: List, { list: id, level }: ListPlace): (number | undefined)[] {
    const counts = this.#counts.get(list.abstract) ?? []
    this.#counts.set(list.abstract, counts)
    const start = list.startOverrides.get(level)
    const isFirst = !this.#started.has(`${id} ${level}`)
    this.#started.add(`${id} ${level}`)
    if (isFirst && start !== undefined) counts[level] = start - 1
    return counts
  }
}

/** Reads `word/numbering.xml`; a document without it has no automatic numbers. `styleLists` tells the list a numbering style uses. */
export function readNumbering(bytes: Uint8Array | null, listOfStyle: (style: string) => string | undefined): Numbering {
  if (bytes === null) return new Numbering(new Map())
  const elements = elementsOf(bytes, 'word/numbering.xml', ['w:abstractNum', 'w:num'])
  const abstracts = byId(elements, 'w:abstractNum', 'w:abstractNumId')
  const lists = byId(elements, 'w:num', 'w:numId')
  const resolved = new Map<string, List>()
  for (const [id, list] of lists) resolved.set(id, listOf(list, abstractOf(list, { abstracts, lists, listOfStyle })))
  return new Numbering(resolved)
}

interface Definitions {
  readonly abstracts: ReadonlyMap<string, XmlElement>
  readonly lists: ReadonlyMap<string, XmlElement>
  readonly listOfStyle: (style: string) => string | undefined
}

// An abstract definition may only point to a numbering style, whose own list holds the levels (17.9.21 numStyleLink).
function abstractOf(list: XmlElement, { abstracts, lists, listOfStyle }: Definitions): XmlElement | undefined {
  const abstract = abstracts.get(valueAt(list, 'w:abstractNumId') ?? '')
  const link = valueAt(abstract, 'w:numStyleLink')
  const linked = link === undefined ? undefined : lists.get(listOfStyle(link) ?? '')
  return linked === undefined ? abstract : (abstracts.get(valueAt(linked, 'w:abstractNumId') ?? '') ?? abstract)
}

function byId(elements: readonly XmlElement[], name: string, attribute: string): Map<string, XmlElement> {
  const named = elements.filter((element) => element.name === name)
  return new Map(named.map((element) => [element.attributes[attribute] ?? '', element]))
}

function listOf(list: XmlElement, abstract: XmlElement | undefined): List {
  const levels = new Map(childrenOf(abstract, 'w:lvl').map(numberedLevel))
  const startOverrides = new Map<number, number>()
  for (const override of childrenOf(list, 'w:lvlOverride')) {
    const index = Number(override.attributes['w:ilvl'])
    const level = childAt(override, 'w:lvl')
    if (level !== undefined) levels.set(...numberedLevel(level))
    const start = wholeNumber(valueAt(override, 'w:startOverride'))
    if (start !== undefined) startOverrides.set(index, start)
  }
  return { abstract: abstract?.attributes['w:abstractNumId'] ?? '', levels, startOverrides }
}

function numberedLevel(element: XmlElement): [number, Level] {
  return [
    Number(element.attributes['w:ilvl']),
    {
      // Absent, the count starts at 0 (17.9.25).
      start: wholeNumber(valueAt(element, 'w:start')) ?? 0,
      format: valueAt(element, 'w:numFmt') ?? fallbackFormat(element) ?? 'decimal',
      text: valueAt(element, 'w:lvlText') ?? '',
      style: valueAt(element, 'w:pStyle'),
      restart: wholeNumber(valueAt(element, 'w:lvlRestart')),
      isLegal: isOn(childAt(element, 'w:isLgl')) ?? false,
    },
  ]
}

function wholeNumber(text: string | undefined): number | undefined {
  const value = Number(text ?? Number.NaN)
  return Number.isSafeInteger(value) ? value : undefined
}

// Formats younger than the standard come as a choice, with a format of the standard as fallback.
function fallbackFormat(level: XmlElement): string | undefined {
  return valueAt(level, 'mc:AlternateContent', 'mc:Fallback', 'w:numFmt')
}

// 17.9.10 lvlRestart: counted from 1, "restart after this level or any above it"; absent, after any level above.
function restarts(level: Level, after: number): boolean {
  return level.restart === undefined || after < level.restart
}

function labelOf(list: List, level: Level, counts: readonly (number | undefined)[]): string | null {
  // The sign of a bullet is often a private character of a symbol font: one sign stands for all.
  if (level.format === 'bullet') return '•'
  const label = level.text.replaceAll(/%([1-9])/g, (_, digit) => {
    const index = Number(digit) - 1
    const of = list.levels.get(index)
    const count = counts[index] ?? of?.start ?? 1
    const format = level.isLegal ? 'decimal' : (of?.format ?? 'decimal')
    return formatCount(count, format) ?? String(count)
  })
  return label.trim() === '' ? null : label.trim()
}
