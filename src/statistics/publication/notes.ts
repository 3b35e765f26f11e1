/** The numbered notes of a table: those of the whole table first, then what cells say, each text once. */
import type { ReleasedTable, Texts } from './model.ts'
import type { Wording } from './wording/index.ts'

/** Texts of the notes, in the order of their numbers. */
export function notesOf(table: ReleasedTable, { of }: Wording): readonly string[] {
  return [...table.notes, ...commentsOf(table)].map(of)
}

/** Number of a cell's note, by the JSON of its comment. */
export function numberedNotes(table: ReleasedTable): ReadonlyMap<string, number> {
  return new Map(commentsOf(table).map((comment, index) => [JSON.stringify(comment), table.notes.length + index + 1]))
}

function commentsOf({ cells }: ReleasedTable): readonly Texts[] {
  const texts = new Map(cells.flatMap(({ comment }) => (comment ? [[JSON.stringify(comment), comment]] : [])))
  return [...texts.values()]
}
