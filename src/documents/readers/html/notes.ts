/**
 * Finds the footnotes of a page: links from a mark to a note, or raised numbers with a paragraph further down that starts with the same.
 */
import type { SourceNote } from '../../source.ts'
import { elementsBelow, type HtmlElement, textBelow } from './tree.ts'

export interface HtmlNotes {
  readonly notes: readonly SourceNote[]
  /** Elements that are marks, with their labels. */
  readonly marks: ReadonlyMap<HtmlElement, string>
  /** Elements that hold notes and are no text of the document. */
  readonly bodies: ReadonlySet<HtmlElement>
}

/** The notes of a page and where they are marked. */
export function notesOf(root: HtmlElement): HtmlNotes {
  const parents = parentsOf(root)
  const elements = [...elementsBelow(root)]
  const targets = targetsOf(elements)
  const marks = new Map<HtmlElement, string>()
  const bodies = new Map<HtmlElement, string>()
  const orderOf = new Map(elements.map((element, index) => [element, index]))
  const labels = new Set<string>()
  for (const element of elements) {
    const label = labelOfMark(element)
    if (label === null || isWithin(element, bodies, parents) || isWithin(element, marks, parents)) continue
    const target = targets.get(hrefOf(element))
    const body = target === undefined ? null : bodyAround(target, parents)
    // A link back from a note to its mark.
    if (body !== null && (orderOf.get(body) ?? 0) < (orderOf.get(element) ?? 0)) continue
    const opening = openingOf(element, parents)
    if (opening !== null && labels.has(label)) bodies.set(opening, label)
    else if (body !== null || element.name === 'sup') {
      marks.set(element, label)
      labels.add(label)
      if (body !== null) bodies.set(body, label)
    }
  }
  return settled(marks, bodies)
}

// A raised number that no note answers is text: "m²".
function settled(marks: Map<HtmlElement, string>, bodies: ReadonlyMap<HtmlElement, string>): HtmlNotes {
  const known = new Set(bodies.values())
  for (const [element, label] of marks) if (!known.has(label)) marks.delete(element)
  const notes = [...bodies].map(([body, label]) => ({ label, text: noteText(body, label) }))
  return { notes, marks, bodies: new Set(bodies.keys()) }
}

function labelOfMark(element: HtmlElement): string | null {
  if (element.name !== 'sup' && !(element.name === 'a' && hrefOf(element) !== '')) return null
  const text = textBelow(element).trim()
  return /^[[(]?(\d{1,3}|\*{1,4}|[a-z†‡])[\])]?$/.exec(text)?.[1] ?? null
}

/** The fragment that an element, or the link in it, leads to; empty where it leads to none. */
function hrefOf(element: HtmlElement): string {
  const link = element.name === 'a' ? element : [...elementsBelow(element)].find(({ name }) => name === 'a')
  const href = link?.attributes.href ?? ''
  const at = href.indexOf('#')
  return at === -1 ? '' : href.slice(at + 1)
}

function parentsOf(root: HtmlElement): Map<HtmlElement, HtmlElement> {
  const parents = new Map<HtmlElement, HtmlElement>()
  for (const parent of [root, ...elementsBelow(root)]) {
    for (const child of parent.children) if (typeof child !== 'string') parents.set(child, parent)
  }
  return parents
}

function targetsOf(elements: readonly HtmlElement[]): Map<string, HtmlElement> {
  const targets = new Map<string, HtmlElement>()
  for (const element of elements) {
    const id = element.attributes.id ?? (element.name === 'a' ? element.attributes.name : undefined)
    if (id !== undefined && id !== '') targets.set(id, element)
  }
  return targets
}

const NOTE_BLOCKS = new Set(['li', 'p', 'div', 'aside', 'dd', 'td', 'section'])

function bodyAround(target: HtmlElement, parents: ReadonlyMap<HtmlElement, HtmlElement>): HtmlElement | null {
  let element: HtmlElement | undefined = target
  while (element !== undefined && !NOTE_BLOCKS.has(element.name)) element = parents.get(element)
  return element ?? null
}

function isWithin(
  element: HtmlElement,
  outer: ReadonlyMap<HtmlElement, string>,
  parents: ReadonlyMap<HtmlElement, HtmlElement>,
): boolean {
  for (let around = parents.get(element); around !== undefined; around = parents.get(around)) {
    if (outer.has(around)) return true
  }
  return false
}

// The paragraph that the element opens, if it opens one.
function openingOf(element: HtmlElement, parents: ReadonlyMap<HtmlElement, HtmlElement>): HtmlElement | null {
  let child = element
  for (let parent = parents.get(child); parent !== undefined; parent = parents.get(parent)) {
    const first = parent.children.find((other) => typeof other !== 'string' || other.trim() !== '')
    if (first !== child) return null
    if (NOTE_BLOCKS.has(parent.name)) return parent
    child = parent
  }
  return null
}

function noteText(body: HtmlElement, label: string): string {
  const text = textBelow(body)
    .replaceAll(/[↩↑⏎]\ufe0e?/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const opening = [`[${label}]`, `(${label})`, `${label}.`, label].find((form) => text.startsWith(form))
  const isRepeated = opening !== undefined && !(body.name === 'li' && /^\d/.test(opening))
  if (!isRepeated) return text
  const rest = text.slice(opening.length).trim()
  // Some programs print a sign of the author's twice: once as the mark, once as typed.
  return /^\D/.test(label) && rest.startsWith(`${label} `) ? rest.slice(label.length).trim() : rest
}
