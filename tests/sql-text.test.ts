/**
 * P22: no input reaches SQL as text. Read in the source: what is put into a statement as it stands is a name that one of our own
 * functions makes from a declaration, never a value; pages and API put nothing into one at all.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '..')
const SOURCES = globSync('src/**/*.ts', { cwd: ROOT })
  .filter((file) => !file.endsWith('.test.ts') && !file.includes('/fixtures/'))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))

/** Makes a name of the database from the name of a declaration, or quotes one. */
const MAKES_NAMES =
  /^(?:\w*Name|sqlName|qualified|escaped|literal|\w+\.escapeIdentifier|\w+\.escapeLiteral|pg\.escape\w+)\(/
/** A text that is part of the program. */
const CONSTANT = /^[A-Z][A-Z0-9_]*$/

// biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of source
const OF_PROCEDURE = '`${sqlName(procedure.compartment)}.${what}_${sqlName(procedure.name)}`'
/** Names of tables, from a declaration. */
const KEYED = 'keyedCases(procedure, keyedBy)'
/** What else is put in, each read by somebody: a name that was made a line earlier, or a part of the program. */
const READ: Readonly<Record<string, readonly string[]>> = {
  // Names of tables and columns as the catalogue of the database gives them, quoted.
  'src/store/backup.ts': [
    "parts.join(' + ')",
    'order',
    'name',
    'columns',
    'columns.replaceAll(/"?(\\w+)"?/g, \'filled."$1"\')',
  ],
  // A statement that a function of the file makes, with the names in it quoted.
  'src/store/roles.ts': ['resetEverywhere(owner, role)'],
  // A type of the database: the caller is this file.
  'src/reports/gather.ts': ['type'],
  // Tables and columns of a declaration, and what selects the soonest time, which the commit function has as well.
  'src/register/rebuild/rewrite.ts': ['table', 'event', 'set', 'made', "soonest.columns.join(', ')", 'soonest.select'],
  // Names of schemas and functions, from a compartment and one of a few words of the program.
  'src/register/records/breach-records.ts': ['schema', KEYED],
  'src/register/records/live-records.ts': ['event', KEYED],
  'src/register/records/name-records.ts': [KEYED],
  // The statement of a caller in the same folder, held to this list where it is written.
  'src/register/records/rows.ts': ['statement'],
  // What is counted stands in the same file: tables, rules and limits of a declaration, quoted.
  'src/register/migration/running.ts': ['statement'],
  'src/register/records/look-records.ts': ['table', 'condition', "parts.join(', ')"],
  'src/register/people/representative.ts': [OF_PROCEDURE],
  'src/register/attachments/attachment.ts': [OF_PROCEDURE],
  'src/register/oversight/watch.ts': ['schema'],
  // The statement of a declared table: names and codes of the declaration, quoted, and days of a period that was read as days.
  'src/statistics/compute/contributors.ts': [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of source
    "table.by.map((_, at) => `, d${at}`).join('')",
    'populationSql(table, period)',
  ],
  'src/statistics/compute/true-cells.ts': ['cellsSql(table, period)'],
  'src/statistics/compute/sources.ts': ['sourcesSql(table, period)'],
  // Expressions that stand in that folder, for invented records.
  'src/statistics/demonstration/records.ts': [
    ...["pseudonym('person', cast)", 'casesSql(cast)'],
    ...['person', 'ofCase', "procedure.replaceAll('-', '_')"],
  ],
  // Columns of a role that the declarations know: whoever has another gets a constant.
  'src/register/queue.ts': ['own', 'byUrgency(procedure, role)'],
  // At the start, from the declarations, before anybody can ask: an object that the program names, and digests.
  'src/register/as-left.ts': ['on', 'input', 'await digest()'],
  'src/firewall/login.ts': ['names', 'functions', 'call.of'], // the last: compared with the shape of a name, a line before
}

/** What is put as it stands into a statement: of `sql.raw(…)`, and of a template handed to `query(` or `callOn(`. */
export function putIn(text: string): readonly string[] {
  const raw = [...text.matchAll(/\bsql\.raw\(/g)].map(({ index }) => within(text, index + 'sql.raw('.length, '(', ')'))
  const queries = [...text.matchAll(/(?:\.query(?:<[^()]*?>)?\(|\bcallOn\(\s*\w+,)\s*`/g)].flatMap(
    ({ index, 0: found }) => {
      const from = index + found.length
      return holes(text.slice(from, endOfTemplate(text, from)))
    },
  )
  const joined = [...text.matchAll(/\.query(?:<[^()]*?>)?\(\s*(['"])(?:(?!\1).)*\1\s*\+\s*([^,)]+)/g)].map(
    ([, , added = '']) => added,
  )
  return [...raw, ...queries, ...joined].map((one) => one.trim())
}

/** From there to the bracket that closes it. */
function within(text: string, from: number, open: string, close: string): string {
  let depth = 1
  let at = from
  while (depth > 0 && at < text.length) {
    if (text[at] === open) depth++
    if (text[at] === close) depth--
    at++
  }
  return text.slice(from, at - 1)
}

function endOfTemplate(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '`')
    at += text.startsWith('${', at) ? within(text, at + 2, '{', '}').length + 3 : 1
  return at
}

function holes(template: string): readonly string[] {
  return [...template.matchAll(/\$\{/g)].map(({ index }) => within(template, index + 2, '{', '}'))
}

const isName = (put: string) => MAKES_NAMES.test(put) || CONSTANT.test(put)

test('P22: what stands in a statement as text is a name of a declaration, made by our own functions', () => {
  const found = SOURCES.flatMap(({ file, text }) =>
    putIn(text)
      .filter((put) => !isName(put) && READ[file]?.includes(put) !== true)
      .map((put) => `${file}: ${put}`),
  )
  assert.deepEqual(found, [])
})

test('P22: pages and API put nothing into a statement: they hand values to the query builder', () => {
  const found = SOURCES.filter(({ file }) => file.startsWith('src/web/')).flatMap(({ file, text }) =>
    putIn(text).map((put) => `${file}: ${put}`),
  )
  assert.deepEqual(found, [])
})

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: pieces of source
test('the reader sees each way in which text could get in', () => {
  assert.deepEqual(putIn('sql.raw(typed)'), ['typed'])
  assert.deepEqual(putIn("sql`select ${sql.raw(nameOf(a, 'b'))}(${value})`"), ["nameOf(a, 'b')"])
  assert.deepEqual(putIn('owner.query(`select * from t where a = ${typed}`)'), ['typed'])
  assert.deepEqual(putIn('owner.query<{ n: number }>(\n  `select ${a} ${b}`)'), ['a', 'b'])
  assert.deepEqual(putIn('callOn(\n  client,\n  `select ${a}($1)`,\n  [])'), ['a'])
  assert.deepEqual(putIn("owner.query('select ' + typed, [])"), ['typed'])
  assert.deepEqual(putIn("owner.query('select $1', [typed])"), [])
  assert.equal(isName('typed'), false)
  assert.equal(isName('typed + projectionName(procedure)'), false)
})
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: pieces of source
