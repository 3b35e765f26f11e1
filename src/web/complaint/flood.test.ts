import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doWork, HARDEST } from './channel/index.ts'
import { type Door, openDoor } from './flood.ts'

function doorAt(): { door: Door; later: (ms: number) => void; pauses: number[] } {
  let time = 0
  const pauses: number[] = []
  const pause = async (ms: number) => {
    pauses.push(ms)
  }
  return { door: openDoor({ now: () => time, pause }), later: (ms) => (time += ms), pauses }
}

const NO_WORK = { task: '', nonce: '' }
const bitsOf = (task: string) => Number(task.split('.')[0])
const done = (task: string) => ({ task, nonce: doWork(task, bitsOf(task)) })

test('whoever did the work goes in at once; the same work does not serve twice', async () => {
  const { door, pauses } = doorAt()
  const work = done(door.task())
  assert.equal(await door.enter(work, async () => 'in'), 'in')
  assert.deepEqual(pauses, [])
  assert.equal(await door.enter(work, async () => 'in'), 'in')
  assert.equal(pauses.length, 1)
})

test('work that was asked for by nobody, or an easier one, does not serve', async () => {
  const { door, pauses } = doorAt()
  const [bits, ...rest] = door.task().split('.')
  for (const task of [`${Number(bits) - 8}.${rest.join('.')}`, '0.0.a.b', ''])
    await door.enter({ task, nonce: doWork(task, 0) }, async () => undefined)
  assert.equal(pauses.length, 3)
})

test('the more arrives the more work is asked for, up to two seconds of a cheap telephone, and quiet makes it easy again', async () => {
  const { door, later } = doorAt()
  const easy = bitsOf(door.task())
  for (let count = 0; count < 1000; count++) await door.enter(NO_WORK, async () => undefined)
  const hard = bitsOf(door.task())
  assert.ok(hard > easy)
  for (let count = 0; count < 10_000; count++) await door.enter(NO_WORK, async () => undefined)
  assert.equal(bitsOf(door.task()), HARDEST)
  later(15 * 60_000)
  assert.equal(bitsOf(door.task()), easy)
})

test('during a flood nobody is refused: those without work wait their turn, one after another, each to the end', async () => {
  const { door, pauses } = doorAt()
  const entered: number[] = []
  let inside = 0
  await Promise.all(
    Array.from({ length: 300 }, (_, number) =>
      door.enter(NO_WORK, async () => {
        assert.equal(++inside, 1)
        await Promise.resolve()
        inside--
        entered.push(number)
      }),
    ),
  )
  assert.deepEqual(
    entered,
    Array.from({ length: 300 }, (_, number) => number),
  )
  assert.ok(Math.max(...pauses) <= 2000)
})
