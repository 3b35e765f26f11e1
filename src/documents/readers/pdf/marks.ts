/** Settles which raised numbers are marks, once the notes are known: "m²" is none, and a star may stand on the line like any letter. */
import type { SourceBlock, SourceMark, SourceNote } from '../../source.ts'

/** The blocks with marks of notes that exist; other raised numbers go back into the text. */
export function settleMarks(blocks: readonly SourceBlock[], notes: readonly SourceNote[]): SourceBlock[] {
  const known = new Set(notes.map(({ label }) => label))
  const settled = blocks.map((block) => withKnownMarks(block, known))
  const marked = new Set(settled.flatMap(({ marks }) => marks.map(({ label }) => label)))
  const unmarkedStars = [...known].filter((label) => /^[*†‡]+$/.test(label) && !marked.has(label))
  for (const star of unmarkedStars) {
    const index = settled.findIndex(({ text }) => starAt(text, star) !== -1)
    const block = settled[index]
    if (block !== undefined) settled[index] = withStar(block, star)
  }
  return settled
}

function withKnownMarks(block: SourceBlock, known: ReadonlySet<string>): SourceBlock {
  let text = block.text
  let shift = 0
  const marks: SourceMark[] = []
  for (const { label, at } of block.marks) {
    if (known.has(label)) marks.push({ label, at: at + shift })
    else {
      text = text.slice(0, at + shift) + label + text.slice(at + shift)
      shift += label.length
    }
  }
  return { ...block, text, marks }
}

function starAt(text: string, star: string): number {
  const at = text.indexOf(star)
  // One star is not part of two.
  return at !== -1 && !/[*†‡]/.test(text.charAt(at + star.length)) ? at : -1
}

function withStar(block: SourceBlock, star: string): SourceBlock {
  const at = starAt(block.text, star)
  const text = (block.text.slice(0, at) + block.text.slice(at + star.length)).trimEnd()
  const marks = block.marks.map((mark) => (mark.at > at ? { ...mark, at: mark.at - star.length } : mark))
  return {
    ...block,
    text,
    marks: [...marks, { label: star, at: Math.min(at, text.length) }].toSorted((a, b) => a.at - b.at),
  }
}
