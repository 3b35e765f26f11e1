/** Rounds go on whatever fails in one, say so once, and end when told. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inRounds, MORE, startRounds } from './rounds.ts'

const quiet = { between: 1, tell: () => undefined, failed: String }

test('a round that fails is told once while it fails alike, and again when it has failed anew; the rounds go on', async () => {
  const results = ['a', 'a', 'fine', 'a', 'b', 'end']
  const stop = new AbortController()
  const told: string[] = []
  await inRounds(
    async () => {
      const result = results.shift()
      if (result === 'end') stop.abort()
      else if (result !== 'fine') throw new Error(result)
    },
    { ...quiet, tell: (line) => told.push(line), failed: (error) => (error as Error).message },
    stop.signal,
  )
  assert.deepEqual(told, ['a', 'a', 'b'])
})

test('whoever has more to do is not made to wait', async () => {
  const stop = new AbortController()
  let rounds = 0
  const began = performance.now()
  await inRounds(
    async () => {
      if (++rounds === 50) stop.abort()
      return MORE
    },
    { ...quiet, between: 10_000 },
    stop.signal,
  )
  assert.equal(rounds, 50)
  assert.ok(performance.now() - began < 5_000)
})

test('a stop before the first round leaves none to be made, and one in the middle waits for its end', async () => {
  let made = 0
  const never = startRounds(async () => void made++, { ...quiet, first: 60_000 })
  await never.stop()
  assert.equal(made, 0)
  let ended = false
  const slow = startRounds(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    ended = true
  }, quiet)
  await slow.stop()
  assert.equal(ended, true)
})
