/** Reads days as United Nations documents write them, in five languages: "1 November 2023", "4 and 5 October 2021", "1er mars 2024". */

/** A day, month or year that a text states; `from` and `to` are offsets in the text. */
export interface StatedDate {
  /** ISO date; for a month or year alone, its last day. */
  readonly on: string
  readonly precision: 'day' | 'month' | 'year'
  readonly from: number
  readonly to: number
}

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'janvier', 'enero', 'января', 'январе', 'كانون الثاني', 'يناير'],
  ['february', 'février', 'febrero', 'февраля', 'феврале', 'شباط', 'فبراير'],
  ['march', 'mars', 'marzo', 'марта', 'марте', 'آذار', 'مارس'],
  ['april', 'avril', 'abril', 'апреля', 'апреле', 'نيسان', 'أبريل'],
  ['may', 'mai', 'mayo', 'мая', 'мае', 'أيار', 'مايو'],
  ['june', 'juin', 'junio', 'июня', 'июне', 'حزيران', 'يونيه', 'يونيو'],
  ['july', 'juillet', 'julio', 'июля', 'июле', 'تموز', 'يوليه', 'يوليو'],
  ['august', 'août', 'agosto', 'августа', 'августе', 'آب', 'أغسطس'],
  ['september', 'septembre', 'septiembre', 'setiembre', 'сентября', 'сентябре', 'أيلول', 'سبتمبر'],
  ['october', 'octobre', 'octubre', 'октября', 'октябре', 'تشرين الأول', 'أكتوبر'],
  ['november', 'novembre', 'noviembre', 'ноября', 'ноябре', 'تشرين الثاني', 'نوفمبر'],
  ['december', 'décembre', 'diciembre', 'декабря', 'декабре', 'كانون الأول', 'ديسمبر'],
]

const NUMBER_OF_MONTH = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)))
// Arabic documents print both month names, apart by a slash; the second is optional here.
const NAMES = [...NUMBER_OF_MONTH.keys()].toSorted((one, other) => other.length - one.length).join('|')
const MONTH = `(?<!\\p{L})(${NAMES})(?:\\s*/\\s*(?:${NAMES}))?(?!\\p{L})`
const DAY = '(\\d{1,2})(?:er|º|°|st|nd|rd|th)?'
const LINK = '(?:\\s*[–—-]\\s*|\\s*,\\s*|\\s+(?:and|et|y|и|to|au|al|a|until|through)\\s+|\\s+و\\s*)'
// "4 and 5 October 2021", "30 April and 1 May 2024", "27 September–8 October 2021": days that share a month or a year.
const DAYS = new RegExp(
  `(?<![\\d./])((?:${DAY}(?:\\s+(?:de\\s+)?${MONTH})?(?:\\s+(?:de\\s+|del\\s+)?\\d{4})?${LINK}){0,4}${DAY}\\s+(?:de\\s+)?${MONTH}\\s+(?:de\\s+|del\\s+)?(\\d{4}))(?!\\d)`,
  'giu',
)
const AMERICAN = new RegExp(`${MONTH}\\s+(\\d{1,2}),?\\s+(\\d{4})(?!\\d)`, 'giu')
const MONTH_ALONE = new RegExp(`${MONTH}\\s+(?:de\\s+|del\\s+)?(\\d{4})(?!\\d)`, 'giu')

/** Every day that the text states, in order. Ranges give their first and last day. */
export function daysIn(text: string): StatedDate[] {
  const plain = latinDigits(text)
  const days = [...plain.matchAll(DAYS)].flatMap((match) => daysOfRun(match[0], match.index))
  const american = [...plain.matchAll(AMERICAN)].flatMap((match) => {
    const on = isoDate(Number(match[3]), monthOf(match[1]), Number(match[2]))
    return on === null ? [] : [{ on, precision: 'day' as const, from: match.index, to: match.index + match[0].length }]
  })
  return [...days, ...american].toSorted((one, other) => one.from - other.from)
}

/** Days, and months that stand without a day, as their last day. */
export function datesIn(text: string): StatedDate[] {
  const days = daysIn(text)
  const months = [...latinDigits(text).matchAll(MONTH_ALONE)].flatMap((match): StatedDate[] => {
    const covered = days.some((day) => match.index < day.to && match.index + match[0].length > day.from)
    const year = Number(match[2])
    const month = monthOf(match[1])
    const on = isoDate(year, month, lastDayOf(year, month))
    if (covered || on === null) return []
    return [{ on, precision: 'month', from: match.index, to: match.index + match[0].length }]
  })
  return [...days, ...months].toSorted((one, other) => one.from - other.from)
}

/** A day a term later: two years after 2021-10-08 is 2023-10-08. */
export function after(on: string, term: { readonly years: number } | { readonly months: number }): string {
  return Temporal.PlainDate.from(on).add(term).toString()
}

// A run is read from its end: what stands last has month and year, what stands before inherits them.
function daysOfRun(run: string, offset: number): StatedDate[] {
  const day = new RegExp(`${DAY}(?:\\s+(?:de\\s+)?${MONTH})?(?:\\s+(?:de\\s+|del\\s+)?(\\d{4}))?(?!\\d)`, 'giu')
  let month = 0
  let year = 0
  const days: StatedDate[] = []
  for (const match of [...run.matchAll(day)].reverse()) {
    if (match[2] !== undefined) month = monthOf(match[2])
    if (match[3] !== undefined) year = Number(match[3])
    const on = isoDate(year, month, Number(match[1]))
    const from = offset + match.index
    if (on !== null) days.unshift({ on, precision: 'day', from, to: from + match[0].length })
  }
  return days
}

function monthOf(name: string | undefined): number {
  return NUMBER_OF_MONTH.get((name ?? '').toLowerCase()) ?? 0
}

function lastDayOf(year: number, month: number): number {
  return month === 0 ? 0 : Temporal.PlainYearMonth.from({ year, month }).daysInMonth
}

function isoDate(year: number, month: number, day: number): string | null {
  if (year < 1900 || month === 0 || day === 0 || day > lastDayOf(year, month)) return null
  return Temporal.PlainDate.from({ year, month, day }).toString()
}

/** Digits of other scripts as Latin ones, so that offsets stay: "١٦" is "16". */
export function latinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}
