/** P17: a second verifier, in another language, from the written format alone, comes to the same answer on each file. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { bundleOf } from '../fixtures/small-log.ts'
import { verifyBundle } from './bundle.ts'
import { toUtf8 } from './bytes.ts'
import { NotProved } from './not-proved.ts'

const python = spawnSync('python3', ['--version']).status === 0
const skip = python ? false : 'there is no python3 on this machine: the second verifier did not run'

function answers(files: readonly Uint8Array[]): string[] {
  const input = JSON.stringify(files.map((file) => Buffer.from(file).toString('base64')))
  const done = spawnSync('python3', [join(import.meta.dirname, '../fixtures/verify.py')], {
    input,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  assert.equal(done.status, 0, done.stderr)
  return done.stdout.trim().split('\n')
}

test('whole bundles are proved by both', { skip }, () => {
  const files = [bundleOf(0, 1), bundleOf(5, 9), bundleOf(6, 7), bundleOf(3, 64)].map(toUtf8)
  for (const file of files) verifyBundle(file)
  assert.deepEqual(
    answers(files),
    [0, 5, 6, 3].map((index) => `proved ${index} ombudsperson,court-registry`),
  )
})

test('of 1,000 bundles with one bit flipped both say the same', { skip }, () => {
  const whole = toUtf8(bundleOf(5, 9))
  const files = Array.from({ length: 1000 }, (_, run) => {
    const bytes = whole.slice()
    const bit = (run * 7919) % (whole.length * 8)
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return bytes
  })
  const ours = files.map((file) => {
    try {
      return `proved ${verifyBundle(file).index}`
    } catch (error) {
      assert.ok(error instanceof NotProved)
      return 'refused'
    }
  })
  const theirs = answers(files).map((line) => line.replace(/ '.*$| ombud.*$/, '').replace(/ ".*$/, ''))
  assert.deepEqual(theirs, ours)
  assert.ok(ours.filter((answer) => answer === 'refused').length > 990)
})
