/** The words of published tables, in the languages of a release: of files, of the page's table and of charts alike. */
import { MessageFormat } from 'messageformat'
import type { Texts } from '../model.ts'
import { ar } from './ar.ts'
import { az } from './az.ts'
import { en, type WordingKey } from './en.ts'
import { ru } from './ru.ts'
import { tr } from './tr.ts'

export type { WordingKey }

/** Values for the places of a sentence; numbers are given as they are to be read. */
export type WordingData = Readonly<Record<string, string | number>>

/** The words of one language. */
export interface Wording {
  /** ISO 639-1. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly say: (key: WordingKey, data?: WordingData) => string
  /** A text of the release in this language; where it has none, in the first that it has. */
  readonly of: (texts: Texts) => string
  /** "12 May 2026". */
  readonly day: (on: string) => string
  /** "1,204". */
  readonly number: (value: number, decimals?: number) => string
  /** "2025", "2025, quarter 3". */
  readonly period: (period: string) => string
}

const CATALOGUES: Readonly<Record<string, Readonly<Record<WordingKey, string>>>> = { en, az, ar, ru, tr }
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur'])
const compiled = new Map<string, MessageFormat>()
const dayForms = new Map<string, Intl.DateTimeFormat>()

/** The wording in a language; one that is not written here speaks English. */
export function wordingIn(language: string): Wording {
  const own = CATALOGUES[language]
  // British order of day and month for English, Latin digits for Arabic: the UN's own usage.
  const locale = { en: 'en-GB', ar: 'ar-u-nu-latn' }[language] ?? language
  const say: Wording['say'] = (key, data = {}) => sentence(own ? locale : 'en-GB', (own ?? en)[key], data)
  return {
    language,
    direction: RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr',
    say,
    of: (texts) => texts[language] ?? Object.values(texts)[0] ?? '',
    day: (on) => plainSpaces(dayForm(locale).format(Temporal.PlainDate.from(on))),
    number: (value, decimals = 0) =>
      plainSpaces(
        value.toLocaleString(locale, { minimumFractionDigits: decimals, maximumFractionDigits: Math.max(decimals, 2) }),
      ),
    period: (period) => {
      const [year = period, part] = period.split('-')
      if (part === undefined) return year
      return say(part.startsWith('Q') ? 'period.quarter' : 'period.half', { year, number: part.slice(1) })
    },
  }
}

/** Making one costs a thousand times what writing a day with it does. */
function dayForm(locale: string): Intl.DateTimeFormat {
  const form =
    dayForms.get(locale) ?? new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
  dayForms.set(locale, form)
  return form
}

/** One key in each of the languages: the names that SDMX wants. */
export function namesOf(key: WordingKey, languages: readonly string[], data: WordingData = {}): Texts {
  return Object.fromEntries(languages.map((language) => [language, wordingIn(language).say(key, data)]))
}

function sentence(locale: string, source: string, data: WordingData): string {
  const id = `${locale} ${source}`
  // No marks of direction in files: what reads them lays out each text by itself.
  const message = compiled.get(id) ?? new MessageFormat(locale, source, { bidiIsolation: 'none' })
  compiled.set(id, message)
  return message.format(Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)])))
}

/** Spreadsheets and fonts do not agree on no-break spaces. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ')
}
