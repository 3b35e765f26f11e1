import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detentionDecision } from './fixtures/detention-decision.ts'
import { readReleasedTable } from './model.ts'

type Loose = Record<string, unknown> & { cells: Record<string, unknown>[]; protection: Record<string, unknown> | null }

const changed = (change: (stored: Loose) => void): unknown => {
  const stored: Loose = JSON.parse(JSON.stringify(detentionDecision))
  change(stored)
  return stored
}

test('a release stored as JSON is read back as it was', () => {
  assert.deepEqual(readReleasedTable(JSON.parse(JSON.stringify(detentionDecision))), detentionDecision)
})

test('a withheld cell that still holds its number is no release', () => {
  const stored = changed(({ cells }) => Object.assign(cells[1] ?? {}, { value: 2 }))
  assert.throws(() => readReleasedTable(stored), /do not go together/)
})

test('a status that never leaves is refused: not for publication, under embargo', () => {
  for (const confidentiality of ['N', 'E'])
    assert.throws(() => readReleasedTable(changed(({ cells }) => Object.assign(cells[0] ?? {}, { confidentiality }))))
})

test('nothing but what a release holds is stored with it: no true count, no key, no noise', () => {
  for (const extra of ['trueCount', 'cellKey', 'noise', 'row'])
    assert.throws(
      () => readReleasedTable(changed(({ cells }) => Object.assign(cells[0] ?? {}, { [extra]: 7 }))),
      /nrecognized/,
    )
})

test('a cell at an unknown code, twice, or without one of its dimensions is refused and named', () => {
  assert.throws(
    () =>
      readReleasedTable(changed(({ cells }) => Object.assign(cells[0] ?? {}, { at: { SEX: 'Q', DECISION: '_T' } }))),
    /SEX has no code Q/,
  )
  assert.throws(() => readReleasedTable(changed(({ cells }) => cells.push(cells[0] ?? {}))), /stands twice/)
  assert.throws(
    () => readReleasedTable(changed(({ cells }) => Object.assign(cells[0] ?? {}, { at: { SEX: 'F' } }))),
    /does not stand at each/,
  )
})

test('figures of the cell key method without its parameters are no release', () => {
  assert.throws(
    () => readReleasedTable(changed((stored) => Object.assign(stored, { protection: null }))),
    /without its parameters/,
  )
})
