/** The words of tables in the languages of the site: one catalogue a language, the same keys in each. */
import type { Texts } from '../publication/index.ts'
import { breachSeriesNamed, breachTableNamed } from '../tables/breaches.ts'
import { ar } from './ar.ts'
import { az } from './az.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { tr } from './tr.ts'

export interface TableWords {
  readonly title: string
  readonly population: string
  readonly coverage: string
}

export interface Words {
  readonly tables: Readonly<Record<string, TableWords>>
  /** Of the breaches of one safeguard: "{safeguard}", "{register}"; and what all of one register are called. */
  readonly breaches: TableWords & { readonly series: string }
  /** Where the records come from, by procedure. */
  readonly procedures: Readonly<Record<string, string>>
  readonly dimensions: Readonly<
    Record<string, { readonly name: string; readonly codes: Readonly<Record<string, string>> }>
  >
  /** Of all released data. */
  readonly catalogue: { readonly title: string; readonly description: string }
  readonly total: string
  /** Of a median in the last, open band: "more than {n}". */
  readonly moreThan: string
  /** Of a merged category: "included in {name}". */
  readonly includedIn: string
  readonly measures: Readonly<Record<string, string>>
}

export const WORDS: Readonly<Record<string, Words>> = { en, az, ar, ru, tr }

/** In which every table is published; the first is that of its files. */
export const LANGUAGES_OF_TABLES: readonly string[] = Object.keys(WORDS)

/** The words of a table; those of breaches are made of one pattern. */
export function wordsOfTable(words: Words, name: string): TableWords | undefined {
  const breaches = breachTableNamed(name)
  if (breaches === null || !('breaches' in breaches.records)) return words.tables[name]
  const filled = (text: string) =>
    text
      .replaceAll('{safeguard}', breaches.exact?.safeguard ?? '')
      .replaceAll('{register}', words.procedures[breaches.of] ?? breaches.of)
  const { title, population, coverage } = words.breaches
  return { title: filled(title), population: filled(population), coverage: filled(coverage) }
}

/** What a table or a series of them is called; null of a name that nobody declared. */
export function titlesOf(name: string): Texts | null {
  const titleIn = (words: Words) => {
    const procedure = breachSeriesNamed(name)
    if (procedure === null) return wordsOfTable(words, name)?.title
    return words.breaches.series.replaceAll('{register}', words.procedures[procedure] ?? procedure)
  }
  return titleIn(en) === undefined ? null : inAll(titleIn, name)
}

/** What a dimension is called; null of one that no table has. */
export function dimensionTitles(id: string): Texts | null {
  return en.dimensions[id] === undefined ? null : inAll(({ dimensions }) => dimensions[id]?.name, id)
}

/** What a category of a dimension is called; null of a code that it has not. */
export function categoryTitles(dimension: string, code: string): Texts | null {
  const known = en.dimensions[dimension]?.codes[code]
  return known === undefined
    ? null
    : inAll(({ dimensions }) => dimensions[dimension]?.codes[code], `${dimension} ${code}`)
}

/** What a measure is called; null of one that no table has. */
export function measureTitles(id: string): Texts | null {
  return en.measures[id] === undefined ? null : inAll(({ measures }) => measures[id], id)
}

/** What the register is called from which tables of a procedure come; null of one that has none. */
export function registerTitles(procedure: string): Texts | null {
  return en.procedures[procedure] === undefined ? null : inAll(({ procedures }) => procedures[procedure], procedure)
}

/** One text in every language. Throws where a language lacks it: a test sees to that before anybody else does. */
export function inAll(of: (words: Words, language: string) => string | undefined, what: string): Texts {
  return Object.fromEntries(
    Object.entries(WORDS).map(([language, words]) => {
      const text = of(words, language)
      if (text === undefined) throw new Error(`the words of tables in ${language} lack ${what}`)
      return [language, text]
    }),
  )
}
