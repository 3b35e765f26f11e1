/** What the register shows of a case is what its events say: whatever differs is named by case number and column. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { settingsOf } from '../../ledger/fixtures/stored-log.ts'
import { selfCheck } from '../../ledger/index.ts'
import { carryOut } from '../command.ts'
import { FIXTURES } from '../fixtures/procedures.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { registerRecords } from '../records/live-records.ts'
import type { Who } from '../register.ts'
import { projectionDifferences } from './differences.ts'
import { EventsNotProved, rewriteCases } from './rewrite.ts'

const store = await testStore('invented')
const register = await wholeRegister(store, { procedures: FIXTURES })
const owner = await store.ownerClient()
after(() => owner.end())
const border: Who = { as: 'officer', id: randomUUID(), role: 'border-officer', office: 'harbour' }
const judge: Who = { as: 'officer', id: randomUUID(), role: 'judge', office: 'court' }
const worker: Who = { as: 'officer', id: randomUUID(), role: 'victim-worker', office: 'house' }
const minutesAgo = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).round('microsecond')

const askedAt = minutesAgo(90).toString()
const opened = await carryOut(
  register,
  border,
  asking({ procedure: 'departure', kind: 'open', step: 'open', facts: { askedAt, weather: 'calm', reasons: 'Ə' } }),
)
const take = (who: Who, event: number, step: string, more: object = {}) =>
  carryOut(
    register,
    who,
    asking({ procedure: 'departure', kind: 'take', step, on: { caseId: opened.caseId, event }, ...more }),
  )
await take(border, 1, 'note', { kind: 'enter', facts: { child: false } })
await take(border, 2, 'correct', { kind: 'correct', facts: { weather: 'unknown', reasons: 'Another.' } })
await take({ as: 'person', caseId: opened.caseId }, 3, 'appeal', { assertedAt: minutesAgo(5) })
await carryOut(
  register,
  worker,
  asking({ procedure: 'shelter', kind: 'open', step: 'open', facts: { seenAt: askedAt } }),
)
const left = await carryOut(
  register,
  worker,
  asking({ procedure: 'shelter', kind: 'open', step: 'open', facts: { seenAt: askedAt } }),
)
await carryOut(
  register,
  worker,
  asking({ procedure: 'shelter', kind: 'take', step: 'leave', on: { caseId: left.caseId, event: 1 } }),
)

test('rows, sealed facts, clocks and bits are what the events say, whatever happened on the case', async () => {
  assert.deepEqual(await projectionDifferences(register), [])
  await take(judge, 4, 'hear')
  assert.deepEqual(await projectionDifferences(register), [])
  await take({ as: 'person', caseId: opened.caseId }, 5, 'appeal')
  assert.deepEqual(await projectionDifferences(register), [])
})

/** As somebody with the database would; the column that must be named. */
const CHANGES: readonly (readonly [string, string])[] = [
  ["update departure set state = 'ready'", 'state'],
  ["update departure set earlier_state = 'ready'", 'earlier_state'],
  ["update departure set case_number = 'another'", 'case_number'],
  ['update departure set key_id = gen_random_uuid()', 'key_id'],
  [
    'update departure set person_pointer = set_byte(person_pointer, 20, get_byte(person_pointer, 20) # 1)',
    'person_pointer',
  ],
  ['update departure set pseudonym = set_byte(pseudonym, 0, get_byte(pseudonym, 0) # 1)', 'pseudonym'],
  ["update departure set office_border_officer = 'another'", 'office_border_officer'],
  ['update departure set event_no = event_no + 1', 'event_no'],
  ["update departure set opened_at = opened_at - interval '1 second'", 'opened_at'],
  ["update departure set changed_at = changed_at + interval '1 second'", 'changed_at'],
  ["update departure set weather = 'storm'", 'weather'],
  ['update departure set child = true', 'child'],
  ["update departure set asked_at = asked_at + interval '1 millisecond'", 'asked_at'],
  ['update departure set boarded_at = now()', 'boarded_at'],
  ["update departure set given = given || 'boarded_at'::text", 'given'],
  ["update departure set given = array_remove(given, 'weather')", 'given'],
  ['update departure set sealed = null', 'sealed facts'],
  ['update departure set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)', 'sealed facts'],
  ["update clock set due_at = due_at + interval '1 minute'", 'clock F2.decided'],
  ['delete from clock', 'clock F2.decided'],
  ['update placed_hold set lifted_at = now()', 'hold removalSuspended'],
  ["update placed_hold set placed_at = placed_at + interval '1 second'", 'hold removalSuspended'],
  ["update placed_hold set mode = 'record'", 'hold removalSuspended'],
  [
    "insert into placed_hold (procedure, case_id, rule, hold, mode, placed_at) select 'departure', case_id, 'F3.invented', 'noStatusCharge', 'enforce', now() from departure",
    'hold noStatusCharge',
  ],
  ['update hold_gate set standing = 0, steps_when_held = steps where standing = 1', 'gate removalSuspended'],
  ['delete from hold_gate', 'gate removalSuspended'],
]

test('whatever somebody with the database changes in what is shown is named by its case number and column', async () => {
  const { rows } = await owner.query('select case_number from immigration_enforcement.departure')
  for (const [statement, column] of CHANGES) {
    const table = statement.match(/(?:update|from|into) (\w+)/)?.[1] ?? ''
    await owner.query('set session_replication_role = replica; set search_path = immigration_enforcement')
    await owner.query(`create table public.kept as table ${table}`)
    await owner.query(statement)
    const found = await projectionDifferences(register)
    await owner.query(`delete from ${table}; insert into ${table} select * from public.kept; drop table public.kept`)
    await owner.query('set session_replication_role = origin')
    const named = found.find((one) => one.column === column)
    assert.ok(named, `${statement}: ${JSON.stringify(found)}`)
    if (!column.startsWith('gate'))
      assert.equal(named.caseNumber, column === 'case_number' ? 'another' : rows[0].case_number, statement)
    assert.ok(!JSON.stringify(found).includes('Another.'), 'what was sealed is not printed')
  }
  assert.deepEqual(await projectionDifferences(register), [])
})

test('what differs is written as the events have it, a case at a time, and the log says so', async () => {
  await owner.query('set session_replication_role = replica; set search_path = immigration_enforcement')
  for (const [statement] of CHANGES)
    if (!/delete from (clock|hold_gate)|reasons|standing = 0/.test(statement)) await owner.query(statement)
  await owner.query("delete from clock where rule = 'F2.decided'; delete from hold_gate")
  await owner.query('set session_replication_role = origin; reset search_path')
  const found = await projectionDifferences(register)
  assert.ok(found.length > 15)
  const before = await own('register.rebuilt')
  assert.deepEqual(await rewriteCases(register, { owner, settingsOf }), found)
  assert.deepEqual(await projectionDifferences(register), [])
  // One of the case, one of each bit at a gate.
  assert.ok((await own('register.rebuilt')) > before)
  assert.deepEqual(await selfCheck(owner, settingsOf('register'), registerRecords(register)), [])
  assert.deepEqual(await rewriteCases(register, { owner, settingsOf }), [], 'there is nothing left to write')
  const [soonest] = (
    await owner.query(`select p.due_at = k.due_at as same from immigration_enforcement.departure p
      join immigration_enforcement.clock k using (case_id) where k.rule = p.due_rule and k.stopped_at is null`)
  ).rows
  assert.equal(soonest?.same ?? true, true)
  // It is a case like any other: the next step is taken on it.
  await take(judge, 6, 'hear')
  assert.deepEqual(await projectionDifferences(register), [])
})

test('where one event is not as it was entered, nothing is written', async () => {
  const [kept] = (await owner.query('select * from immigration_enforcement.event where no = 2')).rows
  await owner.query('set session_replication_role = replica')
  await owner.query(
    "update immigration_enforcement.event set asserted_at = asserted_at - interval '1 hour' where no = 2",
  )
  await owner.query("update immigration_enforcement.departure set state = 'ready'")
  await assert.rejects(rewriteCases(register, { owner, settingsOf }), EventsNotProved)
  const { rows } = await owner.query("select from immigration_enforcement.departure where state = 'ready'")
  assert.equal(rows.length, 1)
  await owner.query('update immigration_enforcement.event set asserted_at = $1 where no = 2', [kept.asserted_at])
  await owner.query('set session_replication_role = origin')
})

/** How many entries of the kind the ledger has of its own. */
async function own(action: string): Promise<number> {
  const { rows } = await owner.query(
    "select count(*)::int as n from ledger.entry where convert_from(leaf, 'UTF8') like '%action ' || $1 || '%'",
    [action],
  )
  return rows[0].n
}
