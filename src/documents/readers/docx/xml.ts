/**
 * Reads one XML part of a .docx as a stream: containers are announced, wanted elements arrive whole. No document type, no entities
 * but XML's own five, no deep nesting: a part that has them is refused.
 */
import { Parser } from 'htmlparser2'
import { Unreadable } from '../../intake/index.ts'

/** An element that arrived whole, with the prefixes that every producer of .docx writes ("w:p"). */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

export interface XmlStream {
  /** Elements handed over whole; what stands inside one belongs to it. */
  readonly whole: ReadonlySet<string>
  onElement(element: XmlElement): void
  onOpen?(name: string): void
  onClose?(name: string): void
}

const DEEPEST = 200
const CHUNK = 65_536

/** Streams the elements of a part. Refuses document types, deep nesting and parts that break off. */
export function streamXml(bytes: Uint8Array, part: string, stream: XmlStream): void {
  const builder = new Builder(stream, part)
  const parser = new Parser(
    {
      onopentag: (name, attributes) => builder.open(name, attributes),
      ontext: (text) => builder.text(text),
      onclosetag: (name) => builder.close(name),
      onprocessinginstruction: (name) => {
        if (name.toLowerCase() === '!doctype') throw new Unreadable('entities', { part })
      },
      onerror: (cause) => {
        throw new Unreadable('damaged', { part }, { cause })
      },
    },
    { xmlMode: true },
  )
  for (const text of decoded(bytes)) parser.write(text)
  // At its end the parser closes what is open by itself, so a part that breaks off has to be noticed before.
  builder.end()
  parser.end()
}

/** All wanted elements of a small part, in order. */
export function elementsOf(bytes: Uint8Array, part: string, names: readonly string[]): XmlElement[] {
  const elements: XmlElement[] = []
  streamXml(bytes, part, { whole: new Set(names), onElement: (element) => elements.push(element) })
  return elements
}

/** The child elements of a name, or all of them. */
export function childrenOf(element: XmlElement | undefined, name?: string): XmlElement[] {
  const children: XmlElement[] = []
  for (const child of element?.children ?? []) {
    if (typeof child !== 'string' && (name === undefined || child.name === name)) children.push(child)
  }
  return children
}

/** The first child at the end of a path of names: `childAt(paragraph, 'w:pPr', 'w:numPr')`. */
export function childAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((parent, name) => childrenOf(parent, name)[0], element)
}

/** The `w:val` of a child: `<w:numFmt w:val="decimal"/>`. */
export function valueAt(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return childAt(element, ...path)?.attributes['w:val']
}

/** A property that is on by being there, unless it says otherwise (ECMA-376, 17.17.4 ST_OnOff). */
export function isOn(property: XmlElement | undefined): boolean | undefined {
  if (property === undefined) return undefined
  return !['0', 'false', 'off', 'none'].includes(property.attributes['w:val'] ?? 'true')
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[]
}

class Builder {
  readonly #stream: XmlStream
  readonly #part: string
  readonly #open: OpenElement[] = []
  #depth = 0
  #elements = 0

  constructor(stream: XmlStream, part: string) {
    this.#stream = stream
    this.#part = part
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth++
    this.#elements++
    if (this.#depth > DEEPEST) throw new Unreadable('too-complex', { part: this.#part })
    if (this.#open.length > 0 || this.#stream.whole.has(name)) this.#open.push({ name, attributes, children: [] })
    else this.#stream.onOpen?.(name)
  }

  text(text: string): void {
    this.#open.at(-1)?.children.push(text)
  }

  close(name: string): void {
    this.#depth--
    const element = this.#open.pop()
    if (element === undefined) this.#stream.onClose?.(name)
    else if (this.#open.length === 0) this.#stream.onElement(element)
    else this.#open.at(-1)?.children.push(element)
  }

  end(): void {
    if (this.#elements === 0 || this.#depth !== 0) throw new Unreadable('damaged', { part: this.#part })
  }
}

function* decoded(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder(encodingOf(bytes))
  for (let at = 0; at < bytes.length; at += CHUNK) {
    yield decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true })
  }
  yield decoder.decode()
}

// Part 2 of ECMA-376 allows UTF-8 and UTF-16 only.
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
}
