/** `observance statistics` as a person types it: a real child process, its two streams and its exit code. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { Refused } from './refused.ts'
import { type NoiseOptions, ptableCommand } from './statistics.ts'

function observance(...parameters: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../cli.ts'), 'statistics', ...parameters],
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
