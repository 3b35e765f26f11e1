/** Where an item stands: from its label and the items before it to an address such as "36(c)(iii)". */

const ROMAN_VALUES: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 }

/** "iii" → 3; null where the letters are no Roman numeral as it is written. */
export function romanValue(letters: string): number | null {
  if (!/^(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/.test(letters) || letters === '') return null
  return [...letters].reduce((sum, letter, index) => {
    const value = ROMAN_VALUES[letter] ?? 0
    return sum + (value < (ROMAN_VALUES[letters[index + 1] ?? ''] ?? 0) ? -value : value)
  }, 0)
}

/** "c" → 3, "aa" → 27, "bb" → 28; null for anything else. */
export function letterValue(letters: string): number | null {
  if (/^[a-z]$/.test(letters)) return letters.charCodeAt(0) - 96
  return /^([a-z])\1$/.test(letters) ? letters.charCodeAt(0) - 96 + 26 : null
}

/** The bare letters or digits of "(a)", "a)", "(iii)"; null where the label is not an item's. */
export function itemLetters(label: string): string | null {
  return /^\(?([a-z]{1,5}|\d{1,2})\)$/.exec(label.toLowerCase())?.[1] ?? null
}

export type Level = 'letter' | 'roman' | 'double'

/** One open level of items: what it counts by and how far it has come. */
export interface OpenLevel {
  readonly level: Level
  readonly value: number
  readonly letters: string
}

/**
 * Places an item among the open levels: the deepest one that it continues, otherwise a new one below. "i" after "h" is
 * the ninth letter; anywhere else it begins a Roman list.
 */
export function place(open: readonly OpenLevel[], letters: string): { path: OpenLevel[]; continues: boolean } {
  for (let depth = open.length - 1; depth >= 0; depth--) {
    const level = open[depth]
    if (level === undefined) continue
    const value = valueAt(level.level, letters)
    if (value === level.value + 1)
      return { path: [...open.slice(0, depth), { level: level.level, value, letters }], continues: true }
  }
  const begun = beginning(open, letters)
  return begun === null ? { path: guess(open, letters), continues: false } : { path: [...open, begun], continues: true }
}

function valueAt(level: Level, letters: string): number | null {
  if (/^\d+$/.test(letters)) return Number(letters)
  return level === 'roman' ? romanValue(letters) : letterValue(letters)
}

/** A list begins with "i", "a", "aa" or "1". */
function beginning(open: readonly OpenLevel[], letters: string): OpenLevel | null {
  const used = new Set(open.map(({ level }) => level))
  if (letters === 'i' && !used.has('roman')) return { level: 'roman', value: 1, letters }
  if (letters === 'a' && !used.has('letter')) return { level: 'letter', value: 1, letters }
  if (letters === 'aa' && open.length > 0) return { level: 'double', value: 27, letters }
  if (letters === '1' && open.length > 0) return { level: 'letter', value: 1, letters }
  return null
}

/** Out of order: kept at the level whose kind of label it is, for a person to look at. */
function guess(open: readonly OpenLevel[], letters: string): OpenLevel[] {
  const asLetter = letterValue(letters)
  const first = open[0]
  if (asLetter !== null || first === undefined) return [{ level: 'letter', value: asLetter ?? 1, letters }]
  return [first, { level: 'roman', value: romanValue(letters) ?? 1, letters }]
}

/** "36" and its path → "36(c)(iii)". */
export function addressOf(number: string, path: readonly OpenLevel[]): string {
  return number + path.map(({ letters }) => `(${letters})`).join('')
}
