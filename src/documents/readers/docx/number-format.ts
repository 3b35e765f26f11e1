/** Writes a count as Word's automatic numbering shows it (ECMA-376, 17.18.59 ST_NumberFormat). */

/** The count in a number format, or null where the format is none that is known here. */
export function formatCount(count: number, format: string): string | null {
  switch (format) {
    case 'decimal':
      return String(count)
    case 'decimalZero':
      return String(count).padStart(2, '0')
    case 'lowerLetter':
      return lettered(count, LATIN)
    case 'upperLetter':
      return lettered(count, LATIN).toUpperCase()
    case 'russianLower':
      return lettered(count, RUSSIAN)
    case 'russianUpper':
      return lettered(count, RUSSIAN).toUpperCase()
    case 'arabicAlpha':
      return lettered(count, ARABIC)
    case 'lowerRoman':
      return roman(count).toLowerCase()
    case 'upperRoman':
      return roman(count)
    case 'ordinal':
      return `${count}${ordinalEnding(count)}`
    case 'none':
      return ''
    default:
      return null
  }
}

const LATIN = 'abcdefghijklmnopqrstuvwxyz'
// Word leaves out ё, й, ъ, ы and ь.
const RUSSIAN = 'абвгдежзиклмнопрстуфхцчшщэюя'
const ARABIC = 'أبتثجحخدذرزسشصضطظعغفقكلمنهوي'

// Word repeats the letter after the alphabet's end: z, aa, bb, not z, aa, ab.
function lettered(count: number, alphabet: string): string {
  if (count < 1) return ''
  const turns = Math.floor((count - 1) / alphabet.length)
  // A count that no document reaches, from a damaged file, must not become a text of any length.
  return alphabet.charAt((count - 1) % alphabet.length).repeat(Math.min(turns + 1, 30))
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(count: number): string {
  // Roman numerals end at 3,999; Word too falls back to nothing sensible there.
  if (count < 1 || count > 3999) return String(count)
  let rest = count
  let text = ''
  for (const [value, sign] of ROMAN) {
    text += sign.repeat(Math.floor(rest / value))
    rest %= value
  }
  return text
}

function ordinalEnding(count: number): string {
  if (count % 100 >= 11 && count % 100 <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][count % 10] ?? 'th'
}
