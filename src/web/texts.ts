/**
 * The words shown to people, by key, in MessageFormat 2. English is complete and types the keys; a language that
 * lacks one shows the English.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MessageFormat } from 'messageformat'
import { remember } from './remember.ts'
import { english, type TextKey } from './texts/en/index.ts'

export type { TextKey }

export interface Language {
  readonly code: string
  /** The language's name in itself. */
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
  /** Where it is offered: on every page, or on those alone that people without an account use. Any other page is English then. */
  readonly pages: 'every' | 'of-people'
}

export const LANGUAGES: readonly Language[] = [
  { code: 'en', name: 'English', direction: 'ltr', pages: 'every' },
  { code: 'az', name: 'Azərbaycanca', direction: 'ltr', pages: 'every' },
  { code: 'ar', name: 'العربية', direction: 'rtl', pages: 'every' },
  { code: 'ru', name: 'Русский', direction: 'ltr', pages: 'of-people' },
]

/** What people do without an account, what protects them, and the same for programs. */
const PAGES_OF_PEOPLE = ['/start', '/case', '/complaint', '/safeguards', '/api']

/** The languages of a page, by its path. */
export function languagesOn(path: string): readonly Language[] {
  const isOfPeople = PAGES_OF_PEOPLE.some((one) => path === one || path.startsWith(`${one}/`))
  return LANGUAGES.filter(({ pages }) => pages === 'every' || isOfPeople)
}

/** The language wanted, where the page has it: a page half in another language is worse than one in English. */
export function languageOn(path: string, wanted: string): string {
  return languagesOn(path).some(({ code }) => code === wanted) ? wanted : ENGLISH.code
}

export type TextData = Readonly<Record<string, string | number>>

/** Makes the sentence of a key in one language. */
export interface Texts {
  readonly language: Language
  readonly t: (key: TextKey, data?: TextData) => string
  /** The same for a key that comes from data ("refused.account-closed"); unknown keys give the key's last part. */
  readonly named: (key: string, data?: TextData) => string
  /** A calendar day, long: "1 November 2023". */
  readonly day: (on: string | null) => string
  /** The month of a calendar day: "November 2023". */
  readonly month: (on: string) => string
  /** An instant in the country's time zone, to the minute. */
  readonly moment: (at: Temporal.Instant) => string
  readonly number: (value: number | string) => string
  /** Names one after another: "Judge, Ombudsperson". */
  readonly list: (names: readonly string[]) => string
  /** What the country's time is called: "Azerbaijan Standard Time". */
  readonly zone: string
}

const catalogues = new Map<string, Readonly<Record<string, string>>>([['en', english]])
const compiled = new Map<string, MessageFormat>()

/** The texts in a language; one that is not offered gives English. */
export function textsIn(code: string, timeZone: string): Texts {
  const language = LANGUAGES.find((known) => known.code === code) ?? ENGLISH
  return textsOf({ language, timeZone })
}

const textsOf = remember(makeTexts, { keyOf: ({ language, timeZone }) => `${language.code} ${timeZone}`, most: 100 })

/** Made once a language: making a format of dates or numbers costs a hundred times what using it does. */
function makeTexts({ language, timeZone }: { language: Language; timeZone: string }): Texts {
  const locale = localeOf(language)
  const dayFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
  const momentFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const numberFormat = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const sentenceOf = remember(
    ({ key, data }: { key: string; data: TextData }) => sentence(language, key, data) ?? lastPart(key),
    { keyOf: keyOfSentence, most: 10_000 },
  )
  const named = (key: string, data: TextData = {}) => sentenceOf({ key, data })
  const dayOf = remember((on: string) => dayFormat.format(Temporal.PlainDate.from(on)), {
    keyOf: (on) => on,
    most: 10_000,
  })
  // To the minute, as it is shown.
  const momentOf = remember((at: Temporal.Instant) => momentFormat.format(at.epochMilliseconds), {
    keyOf: (at) => String(Math.floor(at.epochMilliseconds / 60_000)),
    most: 10_000,
  })
  return {
    language,
    t: named,
    named,
    day: (on) => (on === null ? '' : dayOf(on)),
    month: (on) => Temporal.PlainDate.from(on).toLocaleString(localeOf(language), { month: 'long', year: 'numeric' }),
    moment: momentOf,
    number: (value) => numberFormat.format(Number(value)),
    list: (names) => names.join(language.code === 'ar' ? '، ' : ', '),
    zone: zoneName(locale, timeZone),
  }
}

/** As people call it; zones that they do not name keep their identifier. */
function zoneName(locale: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts()
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

/** A sentence is remembered bare or with figures; with names and titles it is made each time, and kept nowhere. */
function keyOfSentence({ key, data }: { key: string; data: TextData }): string | null {
  const values = Object.entries(data)
  if (values.some(([, value]) => typeof value !== 'number')) return null
  return values.reduce((found, [name, value]) => `${found} ${name}=${value}`, key)
}

const ENGLISH: Language = { code: 'en', name: 'English', direction: 'ltr', pages: 'every' }

/** British order of day and month for English, Latin digits for Arabic: the UN's own usage. */
function localeOf(language: Language): string {
  return { en: 'en-GB', ar: 'ar-u-nu-latn' }[language.code] ?? language.code
}

function sentence(language: Language, key: string, data: TextData): string | null {
  const own = catalogue(language.code)[key]
  const source = own ?? english[key as TextKey]
  if (source === undefined) return null
  const locale = own === undefined ? ENGLISH : language
  const id = `${locale.code} ${key}`
  const message =
    compiled.get(id) ??
    new MessageFormat(localeOf(locale), source, { bidiIsolation: locale.direction === 'rtl' ? 'default' : 'none' })
  compiled.set(id, message)
  return message.format(data)
}

function catalogue(code: string): Readonly<Record<string, string>> {
  const known = catalogues.get(code)
  if (known) return known
  const folder = join(import.meta.dirname, 'texts', code)
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : []
  const read = Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))))
  catalogues.set(code, read)
  return read
}

function lastPart(key: string): string {
  return (key.split('.').at(-1) ?? key).replaceAll('-', ' ')
}
