import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TABLES } from '../tables/catalogue.ts'
import { codesOf } from '../vocabulary/table.ts'
import { sharedDimensions } from './structure.ts'

test('all tables of one procedure have the same dimensions in the same order, whichever is released', () => {
  for (const { of } of TABLES) {
    const structures = TABLES.filter((table) => table.of === of).map((table) => JSON.stringify(sharedDimensions(table)))
    assert.equal(new Set(structures).size, 1, of)
  }
})

test('sex, age and citizenship come first, and every code of a table has its place; the area has its own in all structures', () => {
  for (const table of TABLES) {
    const shared = sharedDimensions(table)
    assert.deepEqual(
      shared.slice(0, 3).map(({ id }) => id),
      ['SEX', 'AGE', 'CITIZENSHIP'],
    )
    assert.ok(!shared.some(({ id }) => id === 'REF_AREA'))
    for (const dimension of table.by.filter(({ role }) => role !== 'area')) {
      const codes = shared.find(({ id }) => id === dimension.id)?.codes ?? []
      for (const code of codesOf(dimension)) assert.ok(codes.includes(code), `${table.name} ${dimension.id} ${code}`)
    }
  }
})
