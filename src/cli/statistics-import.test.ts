/** `observance statistics import-cases` and `import-table` as a person types them, beside a running server. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, mock, test } from 'node:test'
import { newDataFolder } from '../../tests/server.ts'
import { openStore } from '../store/index.ts'
import { Refused } from './refused.ts'
import { importCasesCommand } from './statistics-import-cases.ts'
import { importTableCommand } from './statistics-import-table.ts'

const data = newDataFolder()
process.env.OBSERVANCE_DATA = data
const folder = mkdtempSync(join(tmpdir(), 'obs-extracts-'))
const store = await openStore({ port: 0, dataFolder: data, databaseUrl: null })
after(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

/** In this process: what the commands print, and what they end with. */
async function done(run: () => Promise<void>): Promise<{ out: string; errors: string; refused: string | null }> {
  const [out, errors]: [string[], string[]] = [[], []]
  const log = mock.method(console, 'log', (line: string) => out.push(line))
  const error = mock.method(console, 'error', (line: string) => errors.push(line))
  try {
    await run()
    return { out: out.join('\n'), errors: errors.join('\n'), refused: null }
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown
    return { out: out.join('\n'), errors: errors.join('\n'), refused: thrown.message }
  } finally {
    log.mock.restore()
    error.mock.restore()
  }
}
const cases = (path: string, more: object = {}) => done(() => importCasesCommand(path, { mapping, ...more }))

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const mapping = file(
  'cases.yaml',
  `source: { name: interior, body: Ministry of the Interior, title: Register of holding places }
procedure: detention
case: Case
person: Pin
moment: { is: released }
day: { column: Day }
dimensions: { sex: { column: Sex, codes: { m: male, f: female } } }
`,
)
const extract = file(
  'extract.csv',
  'Pin,Case,Name,Day,Sex\nZZ91,C1,Somebody,2024-03-05,m\nZZ92,C2,Another,2024-03-32,f\n',
)

test('an extract is looked at, then taken in; refused rows are kept by whoever brought them, mended and taken in too', async () => {
  const looked = await cases(extract, { dryRun: true })
  assert.match(looked.out, /1 records can be taken in, 1 rows are refused\. Nothing was saved\./)
  assert.match(looked.errors, /^Columns that are not read: Name\.$/m)
  assert.match(looked.errors, /^line 3, column Day: What stands there is no day/m)
  const taken = await cases(extract)
  assert.match(taken.out, /^1 new, 0 changed, 0 unchanged, 1 refused: they stand in .*extract\.csv\.refused\.csv\.$/)
  for (const { out, errors } of [looked, taken]) assert.doesNotMatch(out + errors, /ZZ9|C1|C2|Somebody|Another|03-32/)
  const kept = `${extract}.refused.csv`
  assert.equal(statSync(kept).mode & 0o777, 0o600)
  assert.match(
    readFileSync(kept, 'utf8'),
    /^"Pin","Case","Name","Day","Sex","refused"\n"ZZ92","C2","Another","2024-03-32","f","line 3/,
  )
  const again = await cases(extract)
  assert.match(
    again.refused ?? '',
    /refused\.csv is there already, so refused rows could not be kept\. Nothing was saved\.$/,
  )
  writeFileSync(kept, readFileSync(kept, 'utf8').replace('03-32', '03-31'))
  assert.match((await cases(kept)).out, /^1 new, 0 changed, 0 unchanged, 0 refused\.$/)
})

test('a mapping or a file that is none is refused in one sentence', async () => {
  for (const [what, content, said] of [
    ['no-yaml', '{', /no YAML/],
    ['no-source', 'procedure: detention', /not complete, at source/],
  ] as const) {
    const { refused } = await cases(extract, { mapping: file(`${what}.yaml`, content) })
    assert.match(refused ?? '', said)
    assert.equal(refused?.split('\n').length, 1)
  }
  const typed = spawnSync(process.execPath, [
    join(import.meta.dirname, '../cli.js'),
    'statistics',
    'import-cases',
    extract,
  ])
  assert.equal(typed.status, 2, 'a mapping is needed')
})

test('a table of another body is published from the command line, whole or not at all', async () => {
  const ofTable = file(
    'table.yaml',
    `table: { name: inspections, title: { en: Inspections }, population: { en: Inspections }, unit: cases }
source: { body: Inspectorate, title: Report, on: 2026-02-01, method: As counted., leavesOut: Farms.,
  licence: { name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/" } }
samePeople: No.
columns: { Cins: { dimension: SEX, codes: { kişi: M, qadın: F } }, İl: { is: period }, Say: { is: value } }
`,
  )
  const table = (path: string) => done(() => importTableCommand(path, { mapping: ofTable }))
  const bad = await table(file('bad.csv', 'Cins;İl;Say\nkişi;2024;many\n'))
  assert.match(bad.errors, /line 2, column Say: “many” is no number/)
  assert.match(bad.refused ?? '', /Nothing was saved/)
  const good = await table(file('good.csv', 'Cins;İl;Say\nkişi;2024;12\nqadın;2024;9\n'))
  assert.match(good.out, /^inspections is published as \d{4}-\d{2}: 2 figures by SEX\.$/)
})
