/** The declared words in other languages: whole for whom they are for, alike in what a case fills in, and said so where they are not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MessageFormat } from 'messageformat'
import { PROCEDURES } from '../catalogue.ts'
import { findingLines } from '../check.ts'
import { personPaths } from '../person-words.ts'
import { sharedCodes } from '../shared.texts.ts'
import { isLeftInEnglish, wordOfCode, wordsOf } from '../texts.ts'
import { joined, placeholdersOf, wordPaths } from '../word-paths.ts'
import { translationFindings } from './check.ts'
import { TRANSLATIONS } from './index.ts'
import type { WordsIn } from './words-in.ts'

const LANGUAGES = Object.keys(TRANSLATIONS)

/** Every translated word with its source: `[where, English, theirs]`. */
function* pairs(language: string): Generator<readonly [string, string, string]> {
  const { shared, procedures } = TRANSLATIONS[language] ?? assert.fail(language)
  const sources = [
    ['shared', sharedCodes, shared.codes ?? {}],
    ...PROCEDURES.map(({ name }) => [name, wordsOf(name), procedures[name] ?? {}] as const),
  ] as const
  for (const [where, source, own] of sources) {
    const english = wordPaths(source)
    for (const [path, word] of wordPaths(own)) yield [`${language} ${where} ${path}`, english.get(path) ?? '', word]
  }
}

/** The language with one word changed; undefined takes it out. */
function altered(language: string, procedure: string, path: string, word: string | undefined): WordsIn {
  const known = TRANSLATIONS[language] ?? assert.fail(language)
  const words = new Map(wordPaths(known.procedures[procedure] ?? {}))
  if (word === undefined) words.delete(path)
  else words.set(path, word)
  const tree: Record<string, unknown> = {}
  for (const [at, value] of words) {
    const keys = at.split('.')
    const last = keys.pop() ?? ''
    let within = tree
    for (const key of keys) {
      within[key] ??= {}
      within = within[key] as Record<string, unknown> // made above
    }
    within[last] = value
  }
  return { ...known, procedures: { ...known.procedures, [procedure]: tree } } as WordsIn // as it was, but for one word
}

const foundIn = (language: string, words: WordsIn) =>
  translationFindings(PROCEDURES, { [language]: words }).map(({ rule, name }) => `${rule} ${name}`)

test('a person reads their own case in Azerbaijani, Arabic and Russian to the last word; officers theirs in Azerbaijani and Arabic', () => {
  assert.deepEqual(LANGUAGES.toSorted(), ['ar', 'az', 'ru'])
  for (const language of ['az', 'ar']) assert.equal(TRANSLATIONS[language]?.wholeFor, 'everybody', language)
  assert.deepEqual(findingLines(translationFindings(PROCEDURES)), [])
})

test('a word for the person that is missing is found in every language; one for officers only where the language is whole for them', () => {
  for (const language of LANGUAGES)
    for (const procedure of PROCEDURES) {
      const theirs = personPaths(procedure, wordsOf(procedure.name))
      const needed = [...wordPaths(wordsOf(procedure.name)).keys()].filter(
        (path) => theirs.has(path) || TRANSLATIONS[language]?.wholeFor === 'everybody',
      )
      const known = TRANSLATIONS[language] ?? assert.fail(language)
      const found = foundIn(language, { ...known, procedures: { ...known.procedures, [procedure.name]: {} } })
      assert.deepEqual(
        found,
        needed.map((path) => `word-missing ${path}`),
      )
      const [, one = ''] = needed
      assert.deepEqual(foundIn(language, altered(language, procedure.name, one, undefined)), [`word-missing ${one}`])
    }
})

test('a sentence that loses the time by which the State must act is found, as is one that names another', () => {
  const path = 'safeguards.D3.person'
  assert.deepEqual(foundIn('ru', altered('ru', 'detention', path, 'Судья решит скоро.')), [
    `filled-in-otherwise ${path}`,
  ])
  assert.deepEqual(foundIn('ru', altered('ru', 'detention', path, 'До {$date}.')), [`filled-in-otherwise ${path}`])
})

test('a word of nothing is found: a step that is not there any more', () => {
  assert.deepEqual(foundIn('ar', altered('ar', 'detention', 'steps.flog.done', 'كلمة')), [
    'word-of-nothing steps.flog.done',
  ])
})

test('what a language lacks is shown in English, and is known to be', () => {
  const officers = wordsOf('detention', 'ru').safeguards.D3?.officer ?? ''
  const persons = wordsOf('detention', 'ru').safeguards.D3?.person ?? ''
  assert.equal(officers, wordsOf('detention').safeguards.D3?.officer)
  assert.equal(isLeftInEnglish(officers, 'ru'), true)
  assert.equal(isLeftInEnglish(persons, 'ru'), false)
  assert.equal(isLeftInEnglish(officers, 'en'), false)
  assert.equal(wordsOf('detention', 'xx').title, wordsOf('detention').title)
  assert.equal(isLeftInEnglish(wordsOf('detention', 'xx').title, 'xx'), true)
})

test('a code has its word in each language, of its own list and of a shared one', () => {
  assert.equal(wordOfCode('detention', 'releaseReason', 'judge', 'az'), 'Hakim qərar verib')
  assert.equal(wordOfCode('expulsion', 'sector', 'F', 'ru'), 'Строительство')
  assert.equal(wordOfCode('expulsion', 'sector', 'F'), 'Construction')
  assert.equal(wordOfCode('expulsion', 'country', 'AZ', 'ru'), null)
})

test('for the person is what they are shown and what they press, and no sentence to an officer', () => {
  const [detention = assert.fail()] = PROCEDURES
  const theirs = personPaths(detention, wordsOf('detention'))
  for (const path of ['title', 'states.authorized', 'steps.authorize.done', 'steps.applyToJudge.button'])
    assert.ok(theirs.has(path), path)
  for (const path of ['steps.authorize.button', 'safeguards.D3.officer', 'facts.groundFacts.hint'])
    assert.ok(!theirs.has(path), path)
  for (const procedure of PROCEDURES)
    for (const path of personPaths(procedure, wordsOf(procedure.name)))
      assert.doesNotMatch(path, /\.officer$/, procedure.name)
})

for (const language of LANGUAGES) {
  test(`${language}: every word can be made into a sentence, with the placeholders and the figures of the English one`, () => {
    const figures = (word: string) => (word.match(/\d+/g) ?? []).toSorted()
    for (const [where, source, word] of pairs(language)) {
      const data = Object.fromEntries(placeholdersOf(word).map((name) => [name, 'X']))
      const said = new MessageFormat(language, word).format(data, (error) => assert.fail(`${where}: ${String(error)}`))
      assert.ok(said.trim().length > 0 && !said.includes('{'), where)
      assert.deepEqual(placeholdersOf(word), placeholdersOf(source), where)
      // A band of ages is said with a dash or a word.
      assert.deepEqual(figures(word), figures(source), `${where}: ${word}`)
    }
  })

  test(`${language}: is written in its own letters, and repeats no English sentence`, () => {
    for (const [where, source, word] of pairs(language)) {
      const bare = word.replaceAll(/\{\$\w+\}/g, '')
      if (language !== 'az') assert.doesNotMatch(bare, /[A-Za-z]/, `${where}: ${word}`)
      else if (/[a-z] [a-z]/i.test(source)) assert.notEqual(word, source, where)
    }
  })

  test(`${language}: sentences to people are short, at most thirty words, and end as English ones do`, () => {
    for (const [where, source, word] of pairs(language)) {
      for (const sentence of word.split(/[.?!:;؟؛]\s/)) assert.ok(sentence.split(' ').length <= 30, `${where}: ${word}`)
      assert.equal(/[.؟?]$/.test(word), /[.?]$/.test(source), `${where}: ${source} – ${word}`)
    }
  })
}

test('no language calls anybody illegal', () => {
  for (const language of LANGUAGES)
    for (const [where, , word] of pairs(language))
      assert.doesNotMatch(word, /нелегал|незаконн|غير قانوني|غير شرعي|متسلل|qanunsuz|qeyri-qanuni/i, where)
})

test('joining languages keeps the keys of the source and leaves out what it does not have', () => {
  assert.deepEqual(joined({ a: 'x', b: { c: 'y', d: null } }, { a: 'X', b: { d: 'D', e: 'E' }, f: 'F' }), {
    a: 'X',
    b: { c: 'y', d: null },
  })
})
