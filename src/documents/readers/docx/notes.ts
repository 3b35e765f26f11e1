/** The notes of a .docx: numbered in the order of their marks, starred notes left out of the count, bodies as the page shows them. */
import type { SourceNote } from '../../source.ts'
import { formatCount } from './number-format.ts'
import { type NoteMarks, readParagraph } from './paragraph.ts'
import type { Styles } from './styles.ts'
import { childAt, childrenOf, elementsOf, valueAt, type XmlElement } from './xml.ts'

type NoteKind = 'footnote' | 'endnote'

interface Numbered {
  readonly format: string
  readonly start: number
}

/** The footnotes and endnotes of one document. */
export class Notes implements NoteMarks {
  readonly #bodies: ReadonlyMap<string, XmlElement>
  readonly #numbering: Readonly<Record<NoteKind, Numbered>>
  readonly #counts: Record<NoteKind, number> = { footnote: 0, endnote: 0 }
  readonly #marked: { readonly key: string; readonly label: string }[] = []

  constructor(bodies: ReadonlyMap<string, XmlElement>, numbering: Readonly<Record<NoteKind, Numbered>>) {
    this.#bodies = bodies
    this.#numbering = numbering
  }

  markOf(kind: NoteKind, id: string, custom: string | null): string {
    const label = custom ?? this.#nextNumber(kind)
    this.#marked.push({ key: `${kind} ${id}`, label })
    return label
  }

  /** The notes in the order of their marks; `onDoubt` gets a sentence for each mark without a note. */
  read(styles: Styles, onDoubt: (what: string) => void): SourceNote[] {
    const notes: SourceNote[] = []
    for (const { key, label } of this.#marked) {
      const body = this.#bodies.get(key)
      if (body === undefined) onDoubt(`The mark "${label}" has no note.`)
      else notes.push({ label, text: this.#textOf(body, label, styles) })
    }
    return notes
  }

  #nextNumber(kind: NoteKind): string {
    const { format, start } = this.#numbering[kind]
    const count = start + this.#counts[kind]++
    return formatCount(count, format) ?? String(count)
  }

  #textOf(body: XmlElement, label: string, styles: Styles): string {
    const notes: NoteMarks = { markOf: () => '' }
    const lines = childrenOf(body, 'w:p').map((paragraph) => readParagraph(paragraph, [], { styles, notes }).line.raw)
    const text = lines.join(' ').replaceAll(/\s+/g, ' ').trim()
    // A sign that the author set is repeated by hand before the note, and so is a number.
    const isRepeated = /^\d/.test(label) ? lines.join(' ').trimStart().startsWith(`${label}\t`) : text.startsWith(label)
    return isRepeated || text.startsWith(`${label} `) ? text.slice(label.length).trim() : text
  }
}

/** The parts of a .docx that notes come from. */
export interface NoteParts {
  readonly footnotes: Uint8Array | null
  readonly endnotes: Uint8Array | null
  readonly settings: Uint8Array | null
}

/** Reads the parts with notes and the settings that say how they are numbered. */
export function readNotes({ footnotes, endnotes, settings }: NoteParts): Notes {
  const bodies = new Map<string, XmlElement>([...bodiesOf('footnote', footnotes), ...bodiesOf('endnote', endnotes)])
  const properties = settings === null ? [] : elementsOf(settings, 'word/settings.xml', ['w:footnotePr', 'w:endnotePr'])
  return new Notes(bodies, {
    footnote: numberedBy(
      properties.find(({ name }) => name === 'w:footnotePr'),
      'decimal',
    ),
    endnote: numberedBy(
      properties.find(({ name }) => name === 'w:endnotePr'),
      'lowerRoman',
    ),
  })
}

function numberedBy(properties: XmlElement | undefined, format: string): Numbered {
  const start = Number(valueAt(properties, 'w:numStart') ?? '1')
  return { format: valueAt(properties, 'w:numFmt') ?? format, start: Number.isSafeInteger(start) ? start : 1 }
}

function bodiesOf(kind: NoteKind, bytes: Uint8Array | null): [string, XmlElement][] {
  if (bytes === null) return []
  return elementsOf(bytes, `word/${kind}s.xml`, [`w:${kind}`])
    .filter((note) => !isSeparator(note))
    .map((note) => [`${kind} ${note.attributes['w:id'] ?? ''}`, note])
}

function isSeparator(note: XmlElement): boolean {
  const type = note.attributes['w:type'] ?? 'normal'
  return type !== 'normal' || childAt(note, 'w:p', 'w:r', 'w:separator') !== undefined
}
