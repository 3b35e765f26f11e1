/** Reads a .docx into lines: styles, automatic numbering, notes and page furniture, whatever program wrote it. */
import { openZip, Unreadable, type Zip } from '../intake/index.ts'
import type { SourceBlock, SourceDocument } from '../source.ts'
import { readBody } from './docx/body.ts'
import { readNotes } from './docx/notes.ts'
import { readNumbering } from './docx/numbering.ts'
import { readParagraph } from './docx/paragraph.ts'
import { readStyles, type Styles } from './docx/styles.ts'
import { elementsOf, valueAt } from './docx/xml.ts'
import { withInlinedNotes } from './inlined-notes.ts'
import { withoutFrontPage } from './title-block.ts'

/** Reads a Word file as it looks with all tracked changes accepted. Refuses (`Unreadable`) what is damaged or holds no text. */
export async function readDocx(bytes: Uint8Array): Promise<SourceDocument> {
  const zip = openZip(bytes)
  const main = mainPart(zip)
  const part = (name: string) => zip.read(main.replace(/[^/]+$/, name))
  const styles = readStyles(part('styles.xml'))
  const listOfStyle = (id: string) => valueAt(styles.chainOf(id)[0]?.properties, 'w:numPr', 'w:numId')
  const numbering = readNumbering(part('numbering.xml'), listOfStyle)
  const notes = readNotes({
    footnotes: part('footnotes.xml'),
    endnotes: part('endnotes.xml'),
    settings: part('settings.xml'),
  })
  const body = readBody(required(zip, main), { styles, numbering, notes })
  const doubts: { at: number | null; what: string }[] = []
  const noteList = notes.read(styles, (what) => doubts.push({ at: null, what }))
  if (body.blocks.length === 0) throw new Unreadable('no-text')
  const { blocks, furniture } = withoutFrontPage(body.blocks)
  for (const { after, what } of body.doubts) doubts.push({ at: after === null ? null : indexIn(blocks, after), what })
  return withInlinedNotes({
    format: 'docx',
    blocks,
    notes: noteList,
    furniture: unique([...body.furniture, ...furniture, ...marginLines(zip, styles)]),
    doubts,
  })
}

// The main part is word/document.xml by every program's habit; the package's relations have the last word (ECMA-376 part 2).
function mainPart(zip: Zip): string {
  const relations = zip.read('_rels/.rels')
  const named =
    relations === null
      ? undefined
      : elementsOf(relations, '_rels/.rels', ['Relationship']).find(({ attributes }) =>
          /\/officeDocument$/.test(attributes.Type ?? ''),
        )
  return named?.attributes.Target?.replace(/^\//, '') ?? 'word/document.xml'
}

function required(zip: Zip, name: string): Uint8Array {
  const bytes = zip.read(name)
  if (bytes === null) throw new Unreadable('damaged', { part: name })
  return bytes
}

// Headers and footers carry the symbol and the job number ("GE.21-14882 (E)").
function marginLines(zip: Zip, styles: Styles): string[] {
  const names = zip.names.filter((name) => /^word\/(?:header|footer)\d*\.xml$/.test(name))
  const notes = { markOf: () => '' }
  return names
    .flatMap((name) => elementsOf(required(zip, name), name, ['w:p']))
    .map((paragraph) => readParagraph(paragraph, [], { styles, notes }).line.fold())
    .map(({ label, text }) => [label, text].filter((part) => part !== null && part !== '').join(' '))
    .filter((line) => line !== '' && !/^\d+$/.test(line))
}

function indexIn(blocks: readonly SourceBlock[], block: SourceBlock): number | null {
  const index = blocks.indexOf(block)
  return index === -1 ? null : index
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)]
}
