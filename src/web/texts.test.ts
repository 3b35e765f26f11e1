/** The catalogues: what English says, Azerbaijani says too, with the same data in it; every sentence can be made. */
import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { MessageFormat } from 'messageformat'
import { loadPack, packFolder } from '../countries/index.ts'
import { english } from './texts/en/index.ts'
import { LANGUAGES, languageOn, languagesOn, textsIn } from './texts.ts'

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

test('a figure that is broken down names its groups in words, in every language of what anybody reads', async () => {
  const { dimensions } = await loadPack(packFolder('AZE'))
  const keys = Object.entries(dimensions).flatMap(([name, one]) => [
    `dimension.${name}`,
    ...('values' in one ? one.values : []).filter((code) => !/^\d/.test(code)).map((code) => `category.${code}`),
  ])
  assert.ok(keys.length > 100, `${keys.length}`)
  for (const code of [...WHOLE, 'ar'])
    assert.deepEqual(
      keys.filter((key) => catalogueOf(code)[key] === undefined),
      [],
      code,
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

test('what people read without an account is said in each language, to the last word', () => {
  const needed = keysOfPeople()
  assert.ok(needed.length > 500)
  for (const { code } of LANGUAGES.filter((language) => language.code !== 'en'))
    assert.deepEqual(missingIn(code, needed), [], code)
})

test('what anybody reads of indicators and tables is said in Arabic, to the last word', () => {
  const needed = keysIn(
    'src/web/public/indicator/*.ts',
    'src/web/public/{indicators,story/figures}.ts',
    'src/web/parts/{figures,owed,released-table}.ts',
    'src/web/statistics/{list,table-page,release-files,release-calendar,lateness}.ts',
  )
  assert.ok(needed.length > 100, `${needed.length}`)
  const own = catalogueOf('ar')
  assert.deepEqual(
    needed.filter((key) => own[key] === undefined && !key.startsWith('action.')),
    [],
  )
})

test('what an officer of the registers reads is said in each language that their pages have, to the last word', () => {
  const needed = keysOfOfficers()
  assert.ok(needed.length > 600, `${needed.length}`)
  for (const { code } of languagesOn('/cases').filter((language) => language.code !== 'en'))
    assert.deepEqual(missingIn(code, needed), [], code)
})

const missingIn = (code: string, needed: readonly string[]) => {
  const own = catalogueOf(code)
  return needed.filter((key) => own[key] === undefined)
}

test('a language for people alone is offered on their pages, and other pages are whole in English', () => {
  assert.deepEqual(
    languagesOn('/case/step').map(({ code }) => code),
    ['en', 'az', 'ar', 'ru'],
  )
  assert.deepEqual(
    languagesOn('/cases/detention').map(({ code }) => code),
    ['en', 'az', 'ar'],
  )
  assert.equal(languageOn('/safeguards', 'ru'), 'ru')
  assert.equal(languageOn('/obligations', 'ru'), 'en')
  assert.equal(languageOn('/obligations', 'ar'), 'ar')
})

test('numbers, days and moments are those of each language', () => {
  const at = Temporal.Instant.from('2026-11-29T08:05:00Z')
  const said = (code: string) => {
    const { day, moment, number, month } = textsIn(code, 'Asia/Baku')
    return [day('2026-11-29'), moment(at), number(1234567.5), month('2026-11-01')].map((text) =>
      text.replaceAll(/[\u200e\u200f\u00a0\u202f]/g, ' '),
    )
  }
  assert.deepEqual(said('ru'), ['29 ноября 2026 г.', '29 нояб. 2026 г., 12:05', '1 234 567,5', 'ноябрь 2026 г.'])
  assert.deepEqual(said('az'), ['29 noyabr 2026', '29 noy 2026, 12:05', '1.234.567,5', 'noyabr 2026'])
  assert.match(said('ar').join(), /29 نوفمبر 2026.*12:05.*1,234,567.5/)
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
    ...raised(/\brefusalBy\(\w+, \w+, '([a-z-]+)'/g, judgement).map((rule) => `problem.${rule}`),
  ]
  assert.ok(keys.length > 30)
  assert.deepEqual([...new Set(keys)].filter((key) => !(key in english)).toSorted(), [])
})

/** Keys in the code of some pages, those that begin with a written start among them. */
function keysIn(...patterns: string[]): readonly string[] {
  const code = globSync(patterns, { cwd: ROOT })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n')
  const literal = new Set([...code.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map(([, key = '']) => key))
  const begun = new Set([...code.matchAll(/`([a-z][\w.-]*\.)\$\{/g)].map(([, start = '']) => start))
  return Object.keys(english).filter((key) => literal.has(key) || [...begun].some((start) => key.startsWith(start)))
}

/** The code of those files, in one piece, without its comments. */
const codeOf = (patterns: readonly string[], without: RegExp) =>
  globSync([...patterns], { cwd: ROOT })
    .filter((file) => !file.endsWith('.test.ts') && !without.test(file))
    .map((file) => readFileSync(join(ROOT, file), 'utf8').replaceAll(/^\s*\/\*\*[\s\S]*?\*\//gm, ''))
    .join('\n')

/** Keys in the code of the pages that people use without an account, with what the register can answer them. */
function keysOfPeople(): readonly string[] {
  const pages = codeOf(
    [
      'src/web/{own-case,complaint,safeguards}/**/*.ts',
      'src/web/parts/{quiet-page,page,names,summary,navigation}.ts',
      'src/web/cases/{clock-lines,refusals,choices,fact-fields,fact-value,slip}.ts',
      'src/web/error-answers.ts',
    ],
    /\/ombudsperson\//,
  )
  return keysWithAnswers(pages, ['role.', 'done.', 'problem.', 'refused.', 'sdg.'])
}

/** The same for officers of the registers: their cases, what they oversee, complaints, how they sign in and sign. */
function keysOfOfficers(): readonly string[] {
  const pages = codeOf(
    [
      'src/web/{cases,oversight,passkeys,safeguards,signin}/**/*.ts',
      'src/web/complaint/ombudsperson/*.ts',
      'src/web/parts/{page,names,summary,navigation,fields,controls,kept-notice,refused-notice,expiry-warning}.ts',
      'src/web/{error-answers,form-files}.ts',
    ],
    /\/fixtures\//,
  )
  return keysWithAnswers(pages, ['role.', 'done.', 'problem.', 'refused.', 'sdg.', 'form.'])
}

/** Keys that stand in the code, those that begin as it begins them (but for areas that are others' too), what a register answers. */
function keysWithAnswers(pages: string, others: readonly string[]): readonly string[] {
  const literal = [...pages.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map(([, key = '']) => key)
  const begun = [...pages.matchAll(/`([a-z][\w.-]*\.)\$\{/g)].map(([, start = '']) => start)
  const register = codeOf(['src/register/*.ts', 'src/register/{judgement,commit,attachments}/**/*.ts'], /\/fixtures\//)
  const raised = (pattern: RegExp, area: string) => [...register.matchAll(pattern)].map(([, rule]) => `${area}.${rule}`)
  const answers = [
    ...raised(/\b(?:refusal|refuse)\(\s*'([a-z-]+)'/g, 'problem'),
    ...raised(/\brule: '([a-z-]+)'/g, 'problem'),
    ...raised(/StepRefused\(\s*'([a-z-]+)'/g, 'refused'),
  ]
  const starts = [...new Set(begun)].filter((start) => !others.includes(start))
  return Object.keys(english).filter(
    (key) => literal.includes(key) || answers.includes(key) || starts.some((start) => key.startsWith(start)),
  )
}
