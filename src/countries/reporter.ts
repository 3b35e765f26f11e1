/** How a check says what it found. */

/** Notes one problem: file, row (null for the whole file), sentence. */
export type Report = (file: string, row: string | null, sentence: string) => void

/** What stands more than once, told once. */
export function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]
}

/** Reports each of `ids` that stands more than once. */
export function reportRepeated(report: Report, file: string, ids: readonly string[]): void {
  for (const id of repeated(ids)) report(file, id, 'It stands twice.')
}
