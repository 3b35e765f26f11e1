/** Ordinal numbers as documents spell them: "third" is 3, "twenty-second" is 22; and the cycle that a title names. */

const UNITS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
]
const TEENS = [
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
  'seventeenth',
  'eighteenth',
  'nineteenth',
]
const TENS = ['twentieth', 'thirtieth', 'fortieth', 'fiftieth', 'sixtieth', 'seventieth', 'eightieth', 'ninetieth']
const TENS_STEMS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

const VALUES = new Map<string, number>([
  ['initial', 1],
  ...[...UNITS, ...TEENS].map((word, index) => [word, index + 1] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
  ...TENS_STEMS.flatMap((stem, tens) =>
    UNITS.slice(0, 9).map((unit, index) => [`${stem}-${unit}`, (tens + 2) * 10 + index + 1] as const),
  ),
  // French and Spanish reports seldom pass the tenth cycle.
  ...'première|premier,deuxième,troisième,quatrième,cinquième,sixième,septième,huitième,neuvième,dixième'
    .split(',')
    .flatMap((words, index) => words.split('|').map((word) => [word, index + 1] as const)),
  ...'primero|primer,segundo,tercero|tercer,cuarto,quinto,sexto,séptimo,octavo,noveno,décimo'
    .split(',')
    .flatMap((words, index) => words.split('|').map((word) => [word, index + 1] as const)),
])

/** One ordinal in words, as a pattern without groups. */
export const ORDINAL = `(?:${[...VALUES.keys()].toSorted((one, other) => other.length - one.length).join('|')}|\\d{1,3}(?:st|nd|rd|th))`

/** "third" gives 3; null for what is no ordinal. */
export function ordinalValue(word: string): number | null {
  const digits = /^(\d{1,3})(?:st|nd|rd|th)$/i.exec(word)?.[1]
  return digits === undefined ? (VALUES.get(word.toLowerCase()) ?? null) : Number(digits)
}

/** The cycle as symbols write it: "combined fifth and sixth periodic reports" gives "5-6", "third periodic report" gives "3". */
export function cycleIn(title: string): string | null {
  const words = [...title.matchAll(new RegExp(`(?<!\\p{L})${ORDINAL}(?!\\p{L})`, 'giu'))]
  const values = words.flatMap((match) => ordinalValue(match[0]) ?? [])
  const first = values[0]
  const last = values.at(-1)
  if (first === undefined || last === undefined) return null
  return first === last ? String(first) : `${first}-${last}`
}
