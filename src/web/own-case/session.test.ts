/** A session is half an hour long, and nothing but what was signed here opens one. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { sessionIn, sessionText } from './session.ts'

const key = randomBytes(32)
const hash = randomBytes(32)
const at = Temporal.Instant.from('2026-11-29T08:00:00Z')
const text = sessionText(key, hash, at)

test('a session ends half an hour after the last page', () => {
  assert.deepEqual(sessionIn(key, text, at.add({ minutes: 29 })), hash)
  assert.equal(sessionIn(key, text, at.add({ minutes: 30 })), null)
})

test('nobody makes a session of a hash, a later time or another signature', () => {
  const [, seconds, signature] = text.split('.')
  for (const wrong of [
    `${randomBytes(32).toString('base64url')}.${seconds}.${signature}`,
    `${hash.toString('base64url')}.${Number(seconds) + 60}.${signature}`,
    `${hash.toString('base64url')}.${seconds}.${signature?.slice(1)}`,
    sessionText(randomBytes(32), hash, at),
    '',
    '..',
  ])
    assert.equal(sessionIn(key, wrong, at), null, wrong)
})
