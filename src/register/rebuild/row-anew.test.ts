/**
 * A case whose row somebody took away is made again from its events alone, as it was; one that was erased stays erased, and
 * what the events keep for it leads nobody to the person.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { OWN_LOGINS } from '../../firewall/index.ts'
import { settingsOf } from '../../ledger/fixtures/stored-log.ts'
import { selfCheck } from '../../ledger/index.ts'
import { choice, type Procedure, taking } from '../../procedures/index.ts'
import { openCase } from '../case-file.ts'
import { carryOut } from '../command.ts'
import { openName } from '../commit/open.ts'
import { eraseDue } from '../erasure/erase.ts'
import { departure, shelter } from '../fixtures/procedures.ts'
import { assertAsBefore, rowsOf, takeRows } from '../fixtures/rows-taken.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { registerRecords } from '../records/live-records.ts'
import { actingAs, type Who } from '../register.ts'
import { projectionDifferences } from './differences.ts'
import { EventsNotProved, RowsGone, rewriteCases } from './rewrite.ts'

const forgotten: Procedure = {
  ...departure,
  person: { reads: 'all', takes: ['appeal', 'note', 'askErasure'] },
  entries: { ...departure.entries, askErasure: { in: 'any', by: ['person'], needs: [] } },
  retention: [{ what: 'all', from: taking('askErasure'), keep: choice({ days: 0 }) }],
}
const store = await testStore()
const register = await wholeRegister(store, { procedures: [forgotten, shelter] })
const owner = await store.ownerClient()
after(() => owner.end())
const border: Who = { as: 'officer', id: randomUUID(), role: 'border-officer', office: 'harbour' }
const worker: Who = { as: 'officer', id: randomUUID(), role: 'victim-worker', office: 'house' }
const askedAt = Temporal.Now.instant().subtract({ minutes: 90 }).round('microsecond').toString()

const open = (who: Who, procedure: string, facts: object) =>
  carryOut(register, who, asking({ procedure, kind: 'open', step: 'open', facts: { ...facts } }))
const departing = () => open(border, 'departure', { askedAt, weather: 'calm', reasons: 'Ə' })
const sheltered = () => open(worker, 'shelter', { seenAt: askedAt })
const take = (who: Who, on: { caseId: string; event: number }, parts: Parameters<typeof asking>[0]) =>
  carryOut(register, who, asking({ ...parts, on }))
const person = (caseId: string): Who => ({ as: 'person', caseId })
const written = () => rewriteCases(register, { owner, settingsOf })
const number = async (text: string) => (await owner.query(text)).rows[0].n

const held = await departing()
await take(
  border,
  { caseId: held.caseId, event: 1 },
  { procedure: 'departure', kind: 'correct', step: 'correct', facts: { reasons: 'Another.' } },
)
await take(
  person(held.caseId),
  { caseId: held.caseId, event: 2 },
  { procedure: 'departure', kind: 'take', step: 'appeal' },
)
await departing()
await sheltered()
const left = await sheltered()
await take(worker, { caseId: left.caseId, event: 1 }, { procedure: 'shelter', kind: 'take', step: 'leave' })

const RECORDS = `select (select count(*) from statistics.departure)::int + (select count(*) from statistics.shelter)::int
  + (select count(*) from statistics.person)::int as n`
const REBUILT = `select count(*)::int as n from ledger.own_record where convert_from((select e.leaf from ledger.entry e where e.id = entry), 'UTF8') like '%action register.rebuilt%'`

test('rows and clocks that are gone are made again, each column as it was, and the log says so', async () => {
  const [records, rebuilt] = [await number(RECORDS), await number(REBUILT)]
  const before = new Map<Procedure, Awaited<ReturnType<typeof rowsOf>>>()
  for (const procedure of register.procedures) {
    before.set(procedure, await rowsOf(owner, procedure))
    await takeRows(owner, procedure, 'rows and clocks')
  }
  const found = await projectionDifferences(register)
  assert.deepEqual(
    found.map(({ caseNumber, column }) => `${caseNumber} ${column}`).toSorted(),
    [...before.values()].flatMap((rows) => rows.map(({ row }) => `${Reflect.get(row, 'case_number')} row`)).toSorted(),
    'each is named by its number, though its row is gone',
  )
  assert.deepEqual(await written(), found)
  for (const [procedure, rows] of before) await assertAsBefore(register, owner, procedure, rows)
  assert.deepEqual(await projectionDifferences(register), [])
  assert.equal(await number(RECORDS), records, 'nobody is counted twice')
  assert.equal(await number(REBUILT), rebuilt + 4)
  assert.deepEqual(await selfCheck(owner, settingsOf('register'), registerRecords(register)), [])
  const file = await actingAs(register, border, (tx) =>
    openCase(register, tx, forgotten, { caseId: held.caseId, purpose: 'review' }),
  )
  assert.equal(file.state.facts.reasons, 'Another.')
})

test('what the events keep for a row, changed by somebody with the database, makes no row', async () => {
  for (const change of [
    "anchor = replace(anchor, 'case_number', 'case_Number')",
    'anchor = regexp_replace(anchor, \'"key_id": "[^"]*\', \'"key_id": "\' || gen_random_uuid())',
    'anchor_hash = sha256(anchor_hash)',
  ]) {
    await owner.query(
      'set session_replication_role = replica; create table public.kept as table immigration_enforcement.event',
    )
    await owner.query(`update immigration_enforcement.event set ${change} where anchor is not null`)
    await owner.query(
      'create table public.kept_rows as table immigration_enforcement.departure; delete from immigration_enforcement.departure',
    )
    await assert.rejects(written(), (error) => error instanceof EventsNotProved || error instanceof RowsGone, change)
    assert.equal(await number('select count(*)::int as n from immigration_enforcement.departure'), 0)
    await owner.query(`delete from immigration_enforcement.event; insert into immigration_enforcement.event table public.kept;
      insert into immigration_enforcement.departure table public.kept_rows; drop table public.kept, public.kept_rows; set session_replication_role = origin`)
  }
  assert.deepEqual(await projectionDifferences(register), [])
})

test('it is read on the login of the watchdog and on no other, and no file that is opened holds it', async () => {
  const { rows } = await owner.query(
    `select distinct r.rolname as login from pg_roles r cross join unnest(array['immigration_enforcement.event', 'victim_protection.event']) t
     where not r.rolsuper and (has_column_privilege(r.oid, t::regclass, 'anchor', 'select') or has_column_privilege(r.oid, t::regclass, 'anchor_hash', 'select'))
       and r.oid not in (select relowner from pg_class where oid = t::regclass) and r.rolname !~ '^pg_'`,
  )
  assert.deepEqual(
    rows.map(({ login }) => login),
    [OWN_LOGINS.watchdog],
  )
  const { answer } = await actingAs(register, border, async (tx) => {
    const found = await sql<{
      answer: object
    }>`select ${sql.raw(openName(forgotten))}(${held.caseId}, 'review') as answer`.execute(tx)
    return found.rows[0] ?? assert.fail()
  })
  assert.ok(!JSON.stringify(answer).includes('anchor'))
})

test('P26: with an erased case goes what its events kept for its row, and a row that is gone is not filled again', async () => {
  const { caseId } = await departing()
  const other = await departing()
  const [kept] = (
    await owner.query(
      'select p.*, e.anchor from immigration_enforcement.departure p join immigration_enforcement.event e using (case_id) where p.case_id = $1 and e.no = 1',
      [caseId],
    )
  ).rows
  assert.ok(kept.anchor.includes(kept.case_number) && kept.anchor.includes(kept.key_id))
  await take(person(caseId), { caseId, event: 1 }, { procedure: 'departure', kind: 'enter', step: 'askErasure' })
  assert.equal(await eraseDue(register, forgotten), 1)
  assert.equal(
    await number(
      `select count(*)::int as n from immigration_enforcement.event where case_id = '${caseId}' and (anchor is not null or sealed is not null)`,
    ),
    0,
  )
  const { rows } = await owner.query(
    'select to_jsonb(e)::text as text from immigration_enforcement.event e where e.case_id = $1',
    [caseId],
  )
  for (const { text } of rows)
    for (const lead of [
      kept.case_number,
      kept.key_id,
      kept.person_pointer.toString('hex'),
      kept.pseudonym.toString('hex'),
    ])
      assert.ok(!text.includes(lead))
  assert.deepEqual(await selfCheck(owner, settingsOf('register'), registerRecords(register)), [])
  const before = await rowsOf(owner, forgotten)
  await takeRows(owner, forgotten, 'rows')
  assert.equal((await written()).filter(({ column }) => column === 'row').length, before.length)
  await assertAsBefore(register, owner, forgotten, before)
  const [again] = (await owner.query('select * from immigration_enforcement.departure where case_id = $1', [caseId]))
    .rows
  assert.deepEqual(
    [again.erased, again.sealed, again.given, again.person_pointer.length, again.asked_at],
    [true, null, [], 0, null],
  )
  for (const column of ['case_number', 'key_id']) assert.notEqual(again[column], kept[column])
  assert.equal(
    (await owner.query('select erased from immigration_enforcement.departure where case_id = $1', [other.caseId]))
      .rows[0].erased,
    false,
  )
  assert.deepEqual(await projectionDifferences(register), [])
  assert.deepEqual(await selfCheck(owner, settingsOf('register'), registerRecords(register)), [])
})
