/**
 * Of every procedure that is declared, cases as far as its declaration lets them go: their events give each row again, column by column,
 * and each record agrees with its leaf. A procedure that is added tomorrow is proved here without a line.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { settingsOf } from '../../ledger/fixtures/stored-log.ts'
import { LOGS, selfCheck } from '../../ledger/index.ts'
import { PROCEDURES, type Procedure } from '../../procedures/index.ts'
import { assertAsBefore, rowsOf, takeRows } from '../fixtures/rows-taken.ts'
import { walkedCase } from '../fixtures/walked-case.ts'
import { wholeRegister } from '../fixtures/whole-register.ts'
import { registerRecords } from '../records/live-records.ts'
import { plainColumns } from '../tables/columns.ts'
import { discrepancies } from '../watchdog.ts'
import { projectionDifferences } from './differences.ts'
import { rewriteCases } from './rewrite.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())

const walks = new Map<string, readonly string[]>()
for (const procedure of PROCEDURES)
  walks.set(procedure.name, [
    ...(await walkedCase(register, owner, procedure, 'on and on')),
    ...(await walkedCase(register, owner, procedure, 'to the end')),
  ])

/** Columns of facts that stand on some case. */
async function filledColumns(procedure: Procedure): Promise<number> {
  const rows = await rowsOf(owner, procedure)
  return plainColumns(procedure).filter(({ column }) =>
    rows.some(({ row }) => new Map(Object.entries(row)).get(column) != null),
  ).length
}

test('of each procedure there are cases with more than their opening, and facts in their columns', async () => {
  for (const procedure of PROCEDURES) {
    const walked = walks.get(procedure.name) ?? []
    const columns = await filledColumns(procedure)
    console.log(`${procedure.name}: ${walked.length} events, ${columns} of ${plainColumns(procedure).length} columns`)
    assert.ok(new Set(walked).size > 3, procedure.name)
    assert.ok(columns > 3, procedure.name)
  }
})

test('each record of each procedure agrees with its leaf', async () => {
  for (const log of LOGS)
    assert.deepEqual(await selfCheck(owner, settingsOf(log), registerRecords(register, 'events')), [], log)
  for (const procedure of PROCEDURES) {
    const found = await discrepancies(register, procedure)
    assert.deepEqual(
      found.filter(({ what }) => what !== 'not-fired'),
      [],
    )
  }
})

test('the events of every procedure give each of its rows again, column by column', async () => {
  const before = []
  for (const procedure of PROCEDURES) {
    before.push({ procedure, rows: await rowsOf(owner, procedure) })
    await takeRows(owner, procedure, 'rows and clocks')
  }
  const made = await rewriteCases(register, { owner, settingsOf })
  assert.equal(made.filter(({ column }) => column === 'row').length, before.flatMap(({ rows }) => rows).length)
  for (const { procedure, rows } of before) {
    assert.ok(rows.length >= 2, procedure.name)
    await assertAsBefore(register, owner, procedure, rows)
  }
  assert.deepEqual(await projectionDifferences(register), [])
})
