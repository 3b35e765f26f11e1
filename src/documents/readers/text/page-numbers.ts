/** Takes what each page repeats (its number, symbol, job number) out of a text that was taken from a PDF page by page; it may stand amid the words. */

/** The text without lines that hold nothing but the number of their page or what an earlier page says too; a text without pages as it is. */
export function withoutPageNumbers(text: string): string {
  const pages = withoutRepeats(text.split('\f').map((page) => page.split('\n')))
  const offset = offsetOf(pages)
  const kept = pages.map((lines, index) => (offset === null ? lines : without(lines, numberAt(lines, index + offset))))
  return kept.map((lines) => lines.join('\n')).join('\f')
}

const REPEATED = /^(?:GE\.\d\d-\d{4,6}.*|(?:[A-Z]+|E\/C\.12)(?:\/[A-Za-z0-9.-]+)+)$/

function withoutRepeats(pages: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const seen = new Set<string>()
  return pages.map((lines, page) => {
    const isRepeat = (line: string) => page > 0 && seen.has(line.trim()) && REPEATED.test(line.trim())
    const kept = lines.filter((line) => !isRepeat(line))
    for (const line of lines) seen.add(line.trim())
    return kept
  })
}

// The first page may be any; the others count on from it.
function offsetOf(pages: readonly (readonly string[])[]): number | null {
  const counts = new Map<number, number>()
  for (const [index, lines] of pages.entries()) {
    const values = new Set(lines.flatMap((_, at) => aloneAt(lines, at) ?? []))
    for (const value of values) counts.set(value - index, (counts.get(value - index) ?? 0) + 1)
  }
  const printed = pages.filter((lines) => lines.some((line) => line.trim() !== '')).length
  const best = [...counts].toSorted(([, one], [, other]) => other - one)[0]
  return best !== undefined && best[1] >= 2 && best[1] >= 0.6 * printed ? best[0] : null
}

// The number of a note may be that of its page; the page's own is the last.
function numberAt(lines: readonly string[], value: number): number {
  return lines.findLastIndex((_, at) => aloneAt(lines, at) === value)
}

function aloneAt(lines: readonly string[], at: number): number | null {
  const line = (lines[at] ?? '').trim()
  const isApart = (lines[at - 1] ?? '').trim() === '' && (lines[at + 1] ?? '').trim() === ''
  return isApart && /^\d{1,3}$/.test(line) ? Number(line) : null
}

function without(lines: readonly string[], at: number): readonly string[] {
  return at === -1 ? lines : lines.filter((_, index) => index !== at)
}
