/** Comma-separated values as RFC 4180 has them, with LF: nothing in them that a spreadsheet would run. */

export type Field = string | number | null

/** What a spreadsheet takes for the beginning of a formula; guarded once more, so that reading can take one apostrophe away. */
const LIKE_A_FORMULA = /^'*[=+\-@\t\r]/

/** The text, with an apostrophe before it where a spreadsheet would otherwise run it. */
export function guarded(text: string): string {
  return LIKE_A_FORMULA.test(text) ? `'${text}` : text
}

/** One line a row; a missing value is an empty field. */
export function csvOf(rows: readonly (readonly Field[])[]): string {
  return rows.map((row) => `${row.map(written).join(',')}\n`).join('')
}

function written(field: Field): string {
  if (field === null) return ''
  if (typeof field === 'number') return String(field)
  const text = guarded(field)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
