/** The catalogues: what English says, Azerbaijani says too, with the same data in it; every sentence can be made. */
import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { MessageFormat } from 'messageformat'
import { english } from './texts/en/index.ts'
import { LANGUAGES, textsIn } from './texts.ts'

const ROOT = join(import.meta.dirname, '../..')
const WHOLE = ['en', 'az'] as const

test('no catalogue says a key twice, and each file of a language is part of it', () => {
  for (const code of WHOLE) {
    const keys = filesOf(code).flatMap(({ words }) => Object.keys(words))
    assert.deepEqual(keys.toSorted(), [...new Set(keys)].toSorted())
  }
  assert.deepEqual(Object.keys(catalogueOf('en')).toSorted(), Object.keys(english).toSorted())
})

test('Azerbaijani says everything that English says, in files of the same names', () => {
  const own = new Map(filesOf('az').map(({ file, words }) => [file, words]))
  const missing = filesOf('en').flatMap(({ file, words }) =>
    Object.keys(words)
      .filter((key) => own.get(file)?.[key] === undefined)
      .map((key) => `${file} ${key}`),
  )
  assert.deepEqual(missing, [])
  assert.deepEqual(
    Object.keys(catalogueOf('az')).filter((key) => !(key in english)),
    [],
    'says what English does not',
  )
})

test('a sentence names the same data in every language', () => {
  for (const { code } of LANGUAGES.filter((language) => language.code !== 'en')) {
    for (const [key, source] of Object.entries(catalogueOf(code)))
      assert.deepEqual(dataOf(source), dataOf(english[key as keyof typeof english] ?? ''), `${code} ${key}`)
  }
})

test('every sentence of every language can be made, plurals included', () => {
  for (const { code } of LANGUAGES) {
    for (const [key, source] of Object.entries(catalogueOf(code))) {
      const message = new MessageFormat(code, source)
      for (const n of [0, 1, 2, 11, 100]) {
        const problems: unknown[] = []
        const made = message.format(Object.fromEntries(dataOf(source).map((name) => [name, n])), (error) =>
          problems.push(error),
        )
        assert.deepEqual(problems, [], `${code} ${key}`)
        assert.ok(made.trim() !== '' && !made.includes('{'), `${code} ${key}: ${made}`)
      }
    }
  }
})

test('a key that no catalogue knows shows its last part, never an error', () => {
  assert.equal(textsIn('az', 'Asia/Baku').named('refused.some-new-rule'), 'some new rule')
})

function filesOf(code: string): { file: string; words: Record<string, string> }[] {
  const folder = join(import.meta.dirname, 'texts', code)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => ({ file, words: JSON.parse(readFileSync(join(folder, file), 'utf8')) }))
}

function catalogueOf(code: string): Record<string, string> {
  return Object.assign({}, ...filesOf(code).map(({ words }) => words))
}

/** The names of the data that a sentence uses: "n" of "{$n} days". */
function dataOf(source: string): string[] {
  return [...new Set([...source.matchAll(/\$([\w-]+)/g)].map(([, name = '']) => name))].toSorted()
}

test('every refusal and every problem that the code can raise has its own sentence', () => {
  const sources = globSync('src/**/*.ts', { cwd: ROOT })
    // A declaration's `rule` is one by which a fact follows from others; nobody is refused by it.
    .filter((file) => !file.endsWith('.test.ts') && !file.includes('/fixtures/') && !file.startsWith('src/procedures/'))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n')
  const judgement = globSync('src/register/judgement/*.ts', { cwd: ROOT })
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n')
  const raised = (pattern: RegExp, by = sources) => [...by.matchAll(pattern)].map(([, rule = '']) => rule)
  const keys = [
    ...raised(/StepRefused\(\s*'([a-z-]+)'/g).map((rule) => `refused.${rule}`),
    ...raised(/\b(?:OB\d{3}|'[0-9A-Z]{5}'): '([a-z-]+)'/g).map((rule) => `refused.${rule}`),
    ...raised(/\brule: '([a-z-]+)'/g).map((rule) => `problem.${rule}`),
    ...raised(/\b(?:refusal|refuse)\('([a-z-]+)'/g, judgement).map((rule) => `problem.${rule}`),
  ]
  assert.ok(keys.length > 30)
  assert.deepEqual([...new Set(keys)].filter((key) => !(key in english)).toSorted(), [])
})
