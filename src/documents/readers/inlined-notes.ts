/**
 * Settles notes that a text holds inline, `[footnoteRef:n]` where the mark stood and `[n: text]` behind its paragraph, when such a text was
 * saved as Word, HTML or PDF. A document with notes of its own is left alone.
 */
import type { SourceBlock, SourceDocument } from '../source.ts'
import { foldSpace } from './line.ts'
import { extractNotes, withoutMarks } from './text/inlined-notes.ts'

/** The document with its inlined notes taken out of the lines, if it holds any. */
export function withInlinedNotes(source: SourceDocument): SourceDocument {
  if (source.notes.length > 0 || !source.blocks.some(({ text }) => /\[footnoteRef:/i.test(text))) return source
  const whole = joinOpenNotes(source.blocks)
  const { text, notes, doubts } = extractNotes(whole.map((block) => block.text).join('\n'))
  const lines = text.split('\n')
  if (lines.length !== whole.length) return source
  const blocks = whole.map((block, index) => marked(block, lines[index] ?? ''))
  return {
    ...source,
    blocks: blocks.filter(({ text: kept, label }) => kept !== '' || label !== null),
    notes,
    doubts: [...source.doubts, ...doubts],
  }
}

// A printed page may break a line within a note.
function joinOpenNotes(blocks: readonly SourceBlock[]): SourceBlock[] {
  const whole: SourceBlock[] = []
  for (const block of blocks) {
    const before = whole.at(-1)
    if (before === undefined || !/\[\s*[^\]\s:]{1,6}:[^\]]*$/.test(before.text.slice(-5000))) whole.push(block)
    else {
      const text = [before.text, block.label, block.text].filter((part) => part !== null).join(' ')
      whole.splice(-1, 1, { ...before, text })
    }
  }
  return whole
}

function marked(block: SourceBlock, line: string): SourceBlock {
  const taken = withoutMarks(line)
  if (taken.text === block.text) return block
  // The sign that a title's note is printed with stands behind its mark.
  const shown = taken.marks.length === 0 ? taken.text : taken.text.replace(/\*+\s*$/, '')
  const { text, marks } = foldSpace(shown, taken.marks, 0)
  return { ...block, text, marks: [...block.marks, ...marks] }
}
