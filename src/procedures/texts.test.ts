/** The words of the five procedures: none is missing, each can be formatted, and some must never be said. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MessageFormat } from 'messageformat'
import { type CodeList, type Fact, PROCEDURES, type Procedure, wordOfCode, wordsOf } from './index.ts'

/** Countries, languages and the State’s own regions are named by the platform and the pack, but for codes it does not know. */
const NAMED_ELSEWHERE: Readonly<Record<string, RegExp>> = {
  country: /^[A-Z]{2}$/,
  language: /^(?!ils|rsl|prs)[a-z]{2}$/,
}

function* factsIn(facts: Readonly<Record<string, Fact>>): Generator<[string, Fact]> {
  for (const [name, fact] of Object.entries(facts)) {
    yield [name, fact]
    if (fact.is.kind === 'lines') yield* factsIn(fact.is.of)
  }
}

function listsOf(procedure: Procedure): CodeList[] {
  return [...factsIn(procedure.facts)].flatMap(([, { is }]) =>
    is.kind === 'code' || is.kind === 'codes' ? [is.list] : [],
  )
}

function* everyWord(procedure: Procedure): Generator<string> {
  const { title, idea, facts, lines, states, steps, safeguards, codes } = wordsOf(procedure.name)
  yield* [title, idea, ...Object.values(states)]
  for (const { label, hint } of Object.values(facts)) yield* [label, hint ?? label]
  for (const line of Object.values(lines ?? {})) yield* Object.values(line ?? {})
  for (const { button, done, help } of Object.values(steps)) yield* [button, done, help ?? done]
  for (const { title, officer, person } of Object.values(safeguards)) yield* [title, officer, person ?? title]
  for (const list of Object.values(codes)) yield* Object.values(list)
}

for (const procedure of PROCEDURES) {
  test(`${procedure.name}: every code of every list has its word`, () => {
    const missing = listsOf(procedure).flatMap(({ name, codes }) =>
      codes
        .filter((code) => !NAMED_ELSEWHERE[name]?.test(code) && wordOfCode(procedure.name, name, code) === null)
        .map((code) => `${name}.${code}`),
    )
    assert.deepEqual(missing, [])
  })

  test(`${procedure.name}: no word stands for a code, a fact or a step that is not there`, () => {
    const words = wordsOf(procedure.name)
    const codes = new Map(listsOf(procedure).map(({ name, codes }) => [name, codes]))
    for (const [list, of] of Object.entries(words.codes))
      for (const code of Object.keys(of)) assert.ok(codes.get(list)?.includes(code), `${list}.${code}`)
    const steps = ['open', ...Object.keys(procedure.transitions), ...Object.keys(procedure.entries)]
    assert.deepEqual(Object.keys(words.steps).toSorted(), steps.toSorted())
    assert.deepEqual(Object.keys(words.facts).toSorted(), Object.keys(procedure.facts).toSorted())
    assert.deepEqual(Object.keys(words.safeguards), Object.keys(procedure.safeguards))
  })

  test(`${procedure.name}: a table has a label over each of its columns`, () => {
    for (const [name, { is }] of Object.entries(procedure.facts))
      if (is.kind === 'lines')
        assert.deepEqual(Object.keys(wordsOf(procedure.name).lines?.[name] ?? {}), Object.keys(is.of), name)
  })

  test(`${procedure.name}: every safeguard speaks to the person as well as to the officer`, () => {
    for (const [name, { officer, person }] of Object.entries(wordsOf(procedure.name).safeguards))
      assert.ok(officer.length > 5 && person !== null && person.length > 5, name)
  })

  test(`${procedure.name}: every message can be formatted, and holds no placeholder that nobody fills in`, () => {
    const known = [
      'time',
      'date',
      'law',
      'alternative',
      'language',
      'who',
      'place',
      'told',
      'kind',
      'matter',
      'country',
    ]
    for (const word of everyWord(procedure)) {
      const filled = new MessageFormat('en', word, { bidiIsolation: 'none' }).format(
        Object.fromEntries(known.map((name) => [name, 'X'])),
        (error) => assert.fail(`${word}: ${String(error)}`),
      )
      assert.doesNotMatch(filled, /[{}]/, word)
    }
  })

  test(`${procedure.name}: nobody is called illegal, and no label says “undocumented” or “alien”`, () => {
    const lists = listsOf(procedure)
    const codes = lists.flatMap((list) => list.codes)
    const named = lists.flatMap(({ name, codes }) => codes.map((code) => wordOfCode(procedure.name, name, code) ?? ''))
    for (const word of [
      ...named,

      ...everyWord(procedure),
      ...codes,
      ...Object.keys(procedure.facts),
      ...Object.keys(procedure.states),
    ])
      assert.doesNotMatch(word, /illegal|undocumented|\balien|clandestine|infiltrat/i)
  })
}

test('the words for people are short: no sentence to an officer or to the person is longer than thirty words', () => {
  for (const procedure of PROCEDURES)
    for (const [name, { officer, person }] of Object.entries(wordsOf(procedure.name).safeguards))
      for (const sentence of `${officer} ${person}`.split(/[.?!:;]\s/))
        assert.ok(sentence.split(' ').length <= 30, `${procedure.name} ${name}: ${sentence}`)
})
