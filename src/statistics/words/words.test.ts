/** The words of tables: every language says all that the declared tables need, in words of its own, of no one country. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TOTAL } from '../gates/definition.ts'
import { breachTable } from '../tables/breaches.ts'
import { TABLES } from '../tables/catalogue.ts'
import { codesOf, countedIn } from '../vocabulary/table.ts'
import { inAll, WORDS, type Words, wordsOfTable } from './words.ts'

/** Those declared, and one of the breaches of a safeguard, which are all of one pattern. */
const EVERY = [...TABLES, breachTable('detention', 'D3')]

const LANGUAGES = Object.entries(WORDS)
const OTHERS = LANGUAGES.filter(([language]) => language !== 'en')

/** What nobody is called. */
const NOBODY_IS: Readonly<Record<string, RegExp>> = {
  en: /illegal|clandestine|undocumented/i,
  az: /qanunsuz|qeyri-qanuni|qaçaq/i,
  ar: /غير (ال)?(شرعي|قانوني)|متسلل/,
  ru: /нелегал|незаконн/i,
  tr: /kaçak|yasa ?dışı|kanunsuz/i,
}

/** A country in each language, as it stands inside a sentence. */
const IN_ITS_CASE: Readonly<Record<string, string>> = {
  en: 'Germany',
  az: 'Almaniyada',
  ar: 'ألمانيا',
  ru: 'Германии',
  tr: 'Almanya’da',
}

test('English comes first, and the languages are those of every published form', () => {
  assert.deepEqual(Object.keys(WORDS), ['en', 'az', 'ar', 'ru', 'tr'])
})

test('every language says the same things as English, and nothing is empty', () => {
  const english = Object.keys(sentencesOf(wordsIn('en'))).toSorted()
  assert.ok(english.length > 150)
  for (const [language, words] of LANGUAGES) {
    const own = sentencesOf(words)
    assert.deepEqual(Object.keys(own).toSorted(), english, language)
    for (const [key, text] of Object.entries(own)) assert.equal(text.trim() === '', false, `${language} ${key}`)
  }
})

test('whatever a declared table shows has its words in every language', () => {
  const missing = EVERY.flatMap((table) =>
    LANGUAGES.flatMap(([language, words]) => neededBy(table, words).map((what) => `${table.name} ${language} ${what}`)),
  )
  assert.deepEqual(missing, [])
})

test('no words are kept for what no table shows', () => {
  const { tables, procedures, dimensions, measures } = wordsIn('en')
  const shown = TABLES.flatMap(({ by }) => by)
  assert.deepEqual(Object.keys(tables).toSorted(), TABLES.map(({ name }) => name).toSorted())
  assert.deepEqual(new Set(Object.keys(procedures)), new Set(TABLES.map(({ of }) => of)))
  assert.deepEqual(new Set(Object.keys(measures)), new Set(EVERY.flatMap(measuresOf)))
  for (const [id, { codes }] of Object.entries(dimensions)) {
    const declared = shown.filter((dimension) => dimension.id === id).flatMap(codesOf)
    assert.deepEqual(new Set(Object.keys(codes)), new Set(declared), id)
  }
})

test('two codes of one dimension, two tables and two measures never bear one name', () => {
  for (const [language, { tables, dimensions, measures }] of LANGUAGES) {
    const lists = {
      ...Object.fromEntries(Object.entries(dimensions).map(([id, { codes }]) => [id, Object.values(codes)])),
      tables: Object.values(tables).map(({ title }) => title),
      measures: Object.values(measures),
    }
    for (const [list, names] of Object.entries(lists))
      assert.equal(new Set(names).size, names.length, `${language} ${list}`)
  }
})

test('a median in the open band keeps its number', () => {
  for (const [language, { moreThan }] of LANGUAGES) assert.equal(moreThan.split('{n}').length, 2, language)
  const said = inAll(({ moreThan }) => moreThan.replace('{n}', '360'), 'more than')
  for (const [language, text] of Object.entries(said)) assert.match(text, /360/, language)
})

test('figures and hours in a text are the same in every language', () => {
  const numbersOf = (text: string) => (text.match(/\d+/g) ?? []).filter((number) => number !== '00').toSorted()
  const english = sentencesOf(wordsIn('en'))
  for (const [language, words] of OTHERS)
    for (const [key, text] of Object.entries(sentencesOf(words)))
      assert.deepEqual(numbersOf(text), numbersOf(english[key] ?? ''), `${language} ${key}`)
})

test('no English is left in another language', () => {
  const english = sentencesOf(wordsIn('en'))
  for (const [language, words] of OTHERS)
    for (const [key, text] of Object.entries(sentencesOf(words))) {
      assert.notEqual(text, english[key], `${language} ${key}`)
      const left = ['ar', 'ru'].includes(language) ? /[a-z]/i : /\b(the|of|or|and|by|with|who|not|no|stated|years?)\b/i
      assert.doesNotMatch(text.replaceAll(/\{[a-z]+\}/g, ''), left, `${language} ${key}`)
      if (language === 'tr') assert.doesNotMatch(text, /[əxqw]/i, `Azerbaijani in ${key}`)
    }
})

test('nobody is called illegal', () => {
  for (const [language, words] of LANGUAGES)
    for (const [key, text] of Object.entries(sentencesOf(words)))
      assert.doesNotMatch(text, NOBODY_IS[language] ?? assert.fail(language), `${language} ${key}`)
})

test('no text names a country: any State publishes these tables', () => {
  for (const [language, words] of LANGUAGES) {
    const countries = countriesIn(language)
    assert.ok(naming(`X ${IN_ITS_CASE[language]} X`, countries), `${language}: a name would be seen`)
    for (const [key, text] of Object.entries(sentencesOf(words)))
      assert.equal(naming(text, countries), null, `${language} ${key}`)
  }
})

function wordsIn(language: string): Words {
  return WORDS[language] ?? assert.fail(language)
}

/** Every text by where it stands: "dimensions SEX codes F". */
function sentencesOf(of: object, path = ''): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(of).flatMap(([key, inner]) =>
      typeof inner === 'string' ? [[`${path}${key}`, inner]] : Object.entries(sentencesOf(inner, `${path}${key} `)),
    ),
  )
}

type Table = (typeof TABLES)[number]

function measuresOf({ unit, records, derived }: Table): readonly string[] {
  return [countedIn({ unit, records }), ...derived.map(({ id }) => id)]
}

/** What the words lack for the table. */
function neededBy(table: Table, words: Words): readonly string[] {
  const own = wordsOfTable(words, table.name)
  const needed: Readonly<Record<string, string | undefined>> = {
    title: own?.title,
    population: own?.population,
    coverage: own?.coverage,
    source: words.procedures[table.of],
    [TOTAL]: words.total,
    ...Object.fromEntries(measuresOf(table).map((id) => [id, words.measures[id]])),
    ...Object.fromEntries(
      table.by.flatMap((dimension) => [
        [dimension.id, words.dimensions[dimension.id]?.name],
        ...codesOf(dimension).map((code) => [`${dimension.id} ${code}`, words.dimensions[dimension.id]?.codes[code]]),
      ]),
    ),
  }
  return Object.entries(needed).flatMap(([what, text]) => (text === undefined ? [what] : []))
}

/** Names of countries and territories (ISO 3166-1), in the language and in English. */
function countriesIn(language: string): readonly string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((one) => letters.map((other) => `${one}${other}`))
  const names = [language, 'en'].flatMap((spoken) => {
    const known = new Intl.DisplayNames(spoken, { type: 'region', fallback: 'none' })
    return codes.flatMap((code) => known.of(code) ?? [])
  })
  assert.ok(new Set(names).size > 200, language)
  return [...new Set(names)]
}

/** The country that a text names, a long name in whatever case it stands; null where it names none. */
function naming(text: string, countries: readonly string[]): string | null {
  const words = text.match(/\p{L}+/gu) ?? []
  const stemOf = (country: string) => (country.length > 6 ? country.slice(0, -1) : country)
  const isNamed = (country: string) =>
    country.includes(' ')
      ? text.includes(country)
      : words.some((word) => (country.length < 5 ? word === country : word.startsWith(stemOf(country))))
  return countries.find(isNamed) ?? null
}
