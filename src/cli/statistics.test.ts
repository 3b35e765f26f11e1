/** `observance statistics` as a person types it: a real child process, its two streams and its exit code. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Refused } from './refused.ts'
import { type NoiseOptions, ptableCommand } from './statistics.ts'
import { type AttackOptions, attackCommand } from './statistics-attack.ts'

function observance(...parameters: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../cli.js'), 'statistics', ...parameters],
    { encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } },
  )
  return { status, stdout, stderr }
}

test('ptable prints params and rows as JSON, and nothing else', () => {
  const done = observance('ptable', '--max', '4', '--variance', '2.5', '--smallest', '2', '--json')
  assert.equal(done.status, 0, done.stderr)
  const printed: { params: unknown; rows: Record<string, Record<string, number>> } = JSON.parse(done.stdout)
  assert.deepEqual(Object.keys(printed), ['params', 'rows'])
  assert.deepEqual(printed.params, { max: 4, variance: 2.5, smallest: 2, mono: true })
  assert.deepEqual(Object.keys(printed.rows), ['0', '1', '2', '3', '4', '5', '6', '7'])
  assert.deepEqual(printed.rows['0'], { '0': 1 })
  assert.deepEqual(Object.keys(printed.rows['1'] ?? {}).toSorted(), ['-1', '2', '3', '4'])
  assert.ok(Math.abs((printed.rows['3']?.['-3'] ?? 0) - 0.17710131) < 2e-6)
})

test('ptable without --json is a table for people, with the defaults of the method', () => {
  const done = observance('ptable')
  assert.equal(done.status, 0, done.stderr)
  assert.match(
    done.stdout,
    /at most 5, on average by nothing, with a variance of 3\. No count from 1 to 2 is published\./,
  )
  assert.match(done.stdout, /^ +8\+ +0\.\d{4}/m)
})

test('ptable knows least staying and rows without order', () => {
  const printed = JSON.parse(observance('ptable', '--pstay', '0.4', '--no-mono', '--json').stdout)
  assert.deepEqual(printed.params, { max: 5, variance: 3, smallest: 2, stay: 0.4, mono: false })
  assert.ok(printed.rows['8']['0'] > 0.4 - 1e-9)
})

test('ptable refuses parameters without a table with exit code 1 and one sentence', () => {
  const done = observance('ptable', '--max', '6', '--variance', '4', '--json')
  assert.equal(done.status, 1)
  assert.equal(done.stdout, '')
  assert.match(done.stderr, /^There is no such table: row 1 reaches a variance of 3\.277 .*\.\n$/)
  assert.equal(done.stderr.trim().split('\n').length, 1)
})

const rubbish: readonly [string, NoiseOptions][] = [
  ['a variance too small', { variance: '2' }],
  ['a negative change', { max: '-5' }],
  ['a word', { variance: 'NaN' }],
  ['nothing at all', { variance: '' }],
  ['an endless number', { variance: '1e999' }],
  ['a huge change', { max: '100000000000' }],
  ['a huge smallest', { smallest: '4000000' }],
  ['certain staying', { pstay: '1' }],
  ['a whole book', { max: '7 '.repeat(10_000) }],
]

for (const [what, options] of rubbish)
  test(`ptable refuses ${what} in one sentence`, () => {
    assert.throws(
      () => ptableCommand(options),
      (error) => error instanceof Refused && /^[A-Z“].{5,400}\.$/.test(error.message),
    )
  })

const folder = mkdtempSync(join(tmpdir(), 'obs-attack-'))
after(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** 223 invented persons, three of them girls of 15 to 17. */
function youths(): string {
  const lines = [
    ...Array(70).fill('f,18-64'),
    ...Array(80).fill('m,18-64'),
    ...Array(3).fill('f,15-17'),
    ...Array(40).fill('m,0-14'),
    ...Array(30).fill('f,0-14'),
  ]
  return ['person,sex,age', ...lines.map((codes, at) => `p${at},${codes}`)].join('\n')
}

const MOVED = 'sex [age=15-17|18-64];sex [age=18-64]'

test('attack says in sentences what is learnt without noise, with it, and with the gates', () => {
  const done = observance('attack', file('youths.csv', youths()), '--tables', MOVED, '--seed', '1')
  assert.equal(done.status, 0, done.stderr)
  assert.match(done.stdout, /^223 records of 223 persons, by sex, age\.$/m)
  assert.match(done.stdout, /2 pairs of cells differ by one to nine persons whom no table shows/)
  assert.match(done.stdout, /Refused \(1\):\n {2}sex, age 18-64: differencing/)
  assert.doesNotMatch(done.stdout, /undefined|NaN|p\d/)
})

test('attack --json prints the same as data, and the same for the same seed', () => {
  const path = file('again.csv', youths())
  const [one, two] = [1, 2].map(() => observance('attack', path, '--tables', MOVED, '--seed', '1', '--json').stdout)
  assert.equal(one, two)
  const played = JSON.parse(one ?? '')
  assert.equal(played.asTheyAre.differences.pairs, 2)
  assert.equal(played.withGates.differences.pairs, 0)
})

const refusedFiles: readonly [string, string | Buffer, AttackOptions, RegExp][] = [
  ['that is no table', 'lantern', {}, /no records/],
  ['of bytes', Buffer.from([0xff, 0xfe, 0x00, 0x80]), {}, /no text in UTF-8/],
  ['without the column asked for', youths(), { area: 'region' }, /no column “region”/],
  ['without the table asked for', youths(), { tables: 'sex,region' }, /no column “region”/],
  ['under parameters without a table', youths(), { variance: '2' }, /row 1 has no solution/],
]

for (const [what, content, options, said] of refusedFiles)
  test(`attack refuses a file ${what} in one sentence`, async () => {
    await assert.rejects(
      attackCommand(file('refused.csv', content), options),
      (error) => error instanceof Refused && said.test(error.message) && !error.message.includes('\n'),
    )
  })

test('attack refuses a file that is not there, in one sentence', async () => {
  await assert.rejects(attackCommand(join(folder, 'nothing.csv'), {}), /cannot be read\. There is no such file\.$/)
})
