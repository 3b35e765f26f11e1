/** Our CSV with its metadata, read by a client for CSV on the Web that nobody here wrote. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvwMetadata } from './csvw.ts'
import { readCsvw } from './fixtures/csvw-client.ts'
import { detentionDecision } from './fixtures/detention-decision.ts'
import { tidyCsv } from './tidy.ts'

const BASE = 'https://stat.example/releases/2026-05/'

test('CSV with its metadata, read by a client of somebody else, has every cell with its value, typed, under the properties of SDMX', async () => {
  const rows = await readCsvw(csvwMetadata(detentionDecision), tidyCsv(detentionDecision), BASE)
  assert.equal(rows.length, detentionDecision.cells.length)
  for (const [at, read] of rows.entries()) {
    const cell = detentionDecision.cells[at] ?? assert.fail()
    assert.equal(read('dimension#sex')?.value, cell.at.SEX)
    assert.equal(read('dimension#timePeriod')?.value, cell.period)
    assert.equal(read('attribute#obsStatus')?.value, cell.status)
    assert.equal(read('measure#obsValue')?.value ?? null, cell.value === null ? null : String(cell.value))
    if (cell.value !== null) assert.match(JSON.stringify(read('measure#obsValue')?.datatype), /XMLSchema#decimal/)
  }
})
