import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnsOf } from './columns.ts'
import type { Page, Stretch } from './page.ts'

function stretch(text: string, x: number, right: number, y: number): Stretch {
  return { text, x, right, y, size: 10, face: { bold: false, italic: false } }
}

function pageOf(stretches: readonly Stretch[]): Page {
  return { number: 1, height: 842, stretches, rules: [{ x: 320, right: 400, y: 80 }] }
}

const rows = Array.from({ length: 20 }, (_, index) => 700 - index * 12)
const title = stretch('A title that runs over the whole page', 70, 520, 740)

test('a page of two columns is read as two, the right one where the left one stands', () => {
  const page = pageOf([
    title,
    ...rows.flatMap((y) => [
      stretch('Herrings are caught here.', 70, 285, y),
      stretch('Salt is mined over there.', 320, 520, y - 3),
    ]),
  ])
  const [left, right] = columnsOf(page)
  assert.deepEqual(new Set(left?.stretches.map(({ x }) => x)), new Set([70]))
  assert.deepEqual(new Set(right?.stretches.map(({ x }) => x)), new Set([70]))
  assert.equal(right?.stretches.length, rows.length)
  assert.deepEqual([left?.rules.length, right?.rules[0]?.x], [0, 70])
})

test('a page of one column stays one, whatever gaps its lines have', () => {
  const labelled = rows.flatMap((y) => [
    stretch('(a)', 70, 84, y),
    stretch('Ensure that herrings are free', 120, 520, y),
  ])
  const contents = rows.flatMap((y) => [
    stretch('General measures of protection', 70, 250, y),
    stretch('12', 500, 512, y),
  ])
  assert.equal(columnsOf(pageOf(labelled)).length, 1)
  assert.equal(columnsOf(pageOf(contents)).length, 1)
})

test('a damaged page that says it is as wide as a continent is read as it stands, at once', () => {
  const { stretches, ...page } = pageOf(
    rows.flatMap((y) => [
      stretch('Herrings are caught here.', 70, 285, y),
      stretch('Salt is mined there.', 320, 520, y),
    ]),
  )
  for (const far of [1e9, 1e17, Number.POSITIVE_INFINITY, Number.NaN]) {
    const damaged = {
      ...page,
      stretches: stretches.map((each) => ({ ...each, x: each.x + far, right: each.right + far * 2 })),
    }
    assert.equal(columnsOf(damaged).length, 1, String(far))
  }
})
