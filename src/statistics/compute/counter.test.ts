/** Counting for the gates: the same answers whatever is asked together, and never the whole of the process for long. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Counting } from '../gates/definition.ts'
import { counterOver } from './counter.ts'

const CODES = Array.from({ length: 40 }, (_, at) => `C${at}`)
const counter = counterOver([
  {
    asOf: 'before',
    dimensions: [{ id: 'PLACE', codes: CODES, holds: Object.fromEntries(CODES.map((code) => [code, [code]])) }],
    // In each place one person more than in the one before, who is there with two records.
    contributors: CODES.flatMap((_, atom) =>
      Array.from({ length: atom + 1 }, (_, at) =>
        ['a', 'b'].map((record) => ({ unit: `${atom} ${at} ${record}`, person: `${atom} ${at}`, atom })),
      ).flat(),
    ),
  },
])
const cellAt = (places: readonly string[]): Counting => ({ unit: 'persons', where: { PLACE: places }, asOf: 'before' })
const questions = Array.from({ length: 2000 }, (_, at) => cellAt(CODES.slice(0, (at % CODES.length) + 1)))

/** How often somebody else had a turn before `work` was done. */
async function turnsDuring(work: PromiseLike<unknown>): Promise<number> {
  let [turns, isDone] = [0, false]
  const others = (async () => {
    while (!isDone) {
      await nextTurn()
      turns++
    }
  })()
  await work
  isDone = true
  await others
  return turns
}

test('while the gates count thousands of cells and pairs, whoever else asks something of the process is answered in between', async () => {
  const counting = Promise.resolve(counter.count(questions))
  assert.ok((await turnsDuring(counting)) >= 8)
  assert.deepEqual(
    (await counting).slice(0, 3),
    [1, 3, 6].map((persons) => ({ persons, units: persons })),
  )
  const pairs = questions.slice(0, 500).map((one) => [one, questions[0] ?? one] as const)
  const comparing = Promise.resolve(counter.differing(pairs))
  assert.ok((await turnsDuring(comparing)) >= 15)
  assert.deepEqual(
    (await comparing).slice(0, 3).map(({ persons }) => persons),
    [0, 2, 5],
  )
})

test('a cell of a release that is not there is an error, not an empty cell', async () => {
  const elsewhere = { ...cellAt(['C1']), asOf: 'never' }
  await assert.rejects(async () => counter.count([elsewhere]), /a run that is not there/)
})
