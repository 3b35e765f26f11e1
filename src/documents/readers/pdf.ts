/** Reads a PDF into lines: pages and their furniture taken apart, notes from the foot of the page, paragraphs put together again. */
import { Unreadable } from '../intake/index.ts'
import type { SourceBlock, SourceDocument, SourceNote } from '../source.ts'
import { joinLines, spellingOf } from './hyphens.ts'
import { withInlinedNotes } from './inlined-notes.ts'
import { columnsOf } from './pdf/columns.ts'
import { notesAsText, withoutNotes } from './pdf/footnotes.ts'
import { withoutMargins } from './pdf/margins.ts'
import { settleMarks } from './pdf/marks.ts'
import { measuresOf } from './pdf/measures.ts'
import { openPdf, type Page, readPage } from './pdf/page.ts'
import { linesOf, textOfLine } from './pdf/page-line.ts'
import { paragraphsOf } from './pdf/paragraphs.ts'

/** Reads a PDF with text. Refuses (`Unreadable`) scans, passwords and files that break off. */
export async function readPdf(bytes: Uint8Array): Promise<SourceDocument> {
  refuseIncomplete(bytes)
  const pages = await pagesOf(bytes)
  if (pages.every(({ stretches }) => stretches.length === 0))
    throw new Unreadable(hasPictures(bytes) ? 'scanned' : 'no-text')
  const columns = pages.flatMap(columnsOf)
  const { pages: inner, furniture } = withoutMargins(columns.map(linesOf))
  const measures = measuresOf(inner)
  const { pages: text, notes: printed } = withoutNotes(inner, columns, measures.bodySize)
  const spelling = spellingOf(inner.flat().map(textOfLine))
  const notes = notesAsText(printed, (lines) => joinAll(lines, (before, after) => joinLines(before, after, spelling)))
  const blocks = settleMarks(paragraphsOf(text, measuresOf(text), spelling), notes)
  const words = [...spelling.guessed].map((word) => `"${word}"`)
  const guesses =
    words.length === 0 ? [] : [{ at: null, what: `Lines end within ${words.join(', ')}: are the hyphens right?` }]
  return withInlinedNotes({
    format: 'pdf',
    blocks,
    notes,
    furniture,
    doubts: [...emptyPages(pages), ...lostNotes(blocks, notes), ...guesses],
  })
}

// Readers of PDF rebuild what they can of a file that breaks off, and pages go missing without a word.
function refuseIncomplete(bytes: Uint8Array): void {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-4096).toString('latin1')
  if (!end.includes('%%EOF')) throw new Unreadable('damaged')
}

async function pagesOf(bytes: Uint8Array): Promise<Page[]> {
  try {
    const file = await openPdf(bytes)
    try {
      const pages: Page[] = []
      for (let number = 1; number <= file.numPages; number++) pages.push(await readPage(file, number))
      return pages
    } finally {
      await file.loadingTask.destroy()
    }
  } catch (cause) {
    const isLocked = cause instanceof Error && cause.name === 'PasswordException'
    throw new Unreadable(isLocked ? 'encrypted' : 'damaged', {}, { cause })
  }
}

function hasPictures(bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return content.includes('/Subtype /Image') || content.includes('/Subtype/Image')
}

function joinAll(lines: readonly string[], join: (before: string, after: string) => string): string {
  const [first = '', ...rest] = lines
  return rest.reduce(join, first).replaceAll(/\s+/g, ' ').trim()
}

function emptyPages(pages: readonly Page[]): SourceDocument['doubts'] {
  return pages
    .filter(({ stretches }) => stretches.length === 0)
    .map(({ number }) => ({ at: null, what: `Page ${number} holds no text; if it shows any, it is a picture.` }))
}

function lostNotes(blocks: readonly SourceBlock[], notes: readonly SourceNote[]): SourceDocument['doubts'] {
  const marked = new Set(blocks.flatMap(({ marks }) => marks.map(({ label }) => label)))
  return notes
    .filter(({ label }) => !marked.has(label))
    .map(({ label }) => ({ at: null, what: `Where note "${label}" is marked in the text was not found.` }))
}
