/** P14 for who looked: each access record, alarm and name has its leaf, a leaf tells nobody anything, and no change goes unseen. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { OWN_LOGINS } from '../../firewall/index.ts'
import {
  becomeSequencer,
  type Leaf,
  LOGS,
  type LogName,
  leafFromText,
  logSettings,
  selfCheck,
  sequence,
} from '../../ledger/index.ts'
import { choice, entering, PROCEDURES, type Procedure } from '../../procedures/index.ts'
import { carryOut } from '../command.ts'
import { eraseDue } from '../erasure/erase.ts'
import { departure } from '../fixtures/procedures.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { nameOf, recordPerson } from '../people/names.ts'
import { actingAs, type Who } from '../register.ts'
import { viewCase } from '../view.ts'
import { registerRecords } from './live-records.ts'
import { ALARM_COLUMNS, LOOK_COLUMNS } from './look-records.ts'

/** Forgotten as soon as the person may stay. */
const forgotten: Procedure = {
  ...departure,
  retention: [{ what: 'all', from: entering('stays'), keep: choice({ days: 0 }) }],
}
const store = await testStore()
const register = await wholeRegister(store, {
  procedures: [forgotten, ...PROCEDURES.filter(({ name }) => name === 'complaint')],
})
const owner = await store.ownerClient()
const dataFolder = mkdtempSync(join(tmpdir(), 'obs-looks-'))
after(async () => {
  await owner.end()
  rmSync(dataFolder, { recursive: true })
})
const settingsOf = (log: LogName) => logSettings(log, { dataFolder, key: store.key, authority: 'lanternia.example' })
for (const log of LOGS) assert.ok(await becomeSequencer(owner, log))

const border: Who = { as: 'officer', id: randomUUID(), role: 'border-officer', office: 'harbour' }
const judge: Who = { as: 'officer', id: randomUUID(), role: 'judge', office: 'court' }
const ombuds: Who = { as: 'officer', id: randomUUID(), role: 'ombuds-officer', office: 'ombudsperson' }

/** As the hourly process does: on a login that can change nothing. */
async function check(): Promise<readonly string[]> {
  const client = await store.login(OWN_LOGINS.watchdog, 1).connect()
  const found: string[] = []
  try {
    for (const log of LOGS)
      for (const { kind } of await selfCheck(client, settingsOf(log), registerRecords(register)))
        found.push(`${log} ${kind}`)
  } finally {
    client.release()
  }
  return found
}

const count = async (table: string): Promise<number> =>
  (await owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? assert.fail()
const entriesOf = async (log: LogName) =>
  (await count(`ledger.entry where log = '${log}'`)) +
  (await count(`ledger.leaf l join ledger.tree t on t.id = l.tree and t.log = '${log}'`))

async function leavesOf(log: LogName): Promise<readonly Leaf[]> {
  const { rows } = await owner.query<{ leaf: string }>(
    `select convert_from(leaf, 'UTF8') as leaf from ledger.entry where log = $1
     union all select convert_from(l.leaf, 'UTF8') from ledger.leaf l join ledger.tree t on t.id = l.tree where t.log = $1`,
    [log],
  )
  return rows.map(({ leaf }) => leafFromText(leaf))
}

async function openDeparture(): Promise<string> {
  const askedAt = Temporal.Now.instant().subtract({ minutes: 9 }).round('millisecond').toString()
  const facts = { askedAt, weather: 'calm' }
  const { caseId } = await carryOut(
    register,
    border,
    asking({ procedure: 'departure', kind: 'open', step: 'open', facts }),
  )
  return caseId
}
const nameIt = (caseId: string, name: string) =>
  recordPerson(register, border, {
    ...{ procedure: 'departure', caseId, purpose: 'decide', key: randomUUID(), after: 0 },
    given: { names: [{ name }] },
  })
const look = (who: Who, procedure: string, caseId: string) =>
  viewCase(register, who, { procedure, caseId, purpose: 'review' })

async function complain(): Promise<string> {
  const opening = asking({ procedure: 'complaint', kind: 'open', step: 'open', facts: { story: 'They keep my pay.' } })
  return (await carryOut(register, { as: 'person', caseId: randomUUID() }, opening)).caseId
}

test('each look has one entry in the log of access, there with the look or not at all', async () => {
  const caseId = await openDeparture()
  const before = await entriesOf('access')
  await look(judge, 'departure', caseId)
  assert.equal(await entriesOf('access'), before + 1)
  assert.equal(await entriesOf('access'), await count("firewall.access_record where compartment <> 'ombudsperson'"))
  const undone = actingAs(register, judge, async (tx) => {
    await sql`select firewall.note_access('justice', 'case', gen_random_uuid(), null, 'hear')`.execute(tx)
    throw new Error('no')
  })
  await assert.rejects(undone, /no/)
  assert.equal(await entriesOf('access'), before + 1)
  assert.deepEqual(await check(), [])
})

test('a leaf of the log of access tells neither who looked nor at what nor why, and two looks have nothing in common', async () => {
  const caseId = await openDeparture()
  for (let times = 0; times < 3; times++) await look(judge, 'departure', caseId)
  await sequence(owner, settingsOf('access'))
  const leaves = await leavesOf('access')
  assert.ok(leaves.length >= 3)
  const said = leaves.map(({ action, policy, software, outcome }) => [action, policy, software, outcome].join(' '))
  assert.deepEqual([...new Set(said)], ['access.entry 1 observance done'])
  const hashes = leaves.flatMap(({ actor, object, payload }) => [actor, object, payload])
  const once = new Set(hashes.map((hash) => Buffer.from(hash).toString('hex')))
  assert.equal(once.size, leaves.length * 3)
})

test('however often a complaint is looked at, its log grows by as many leaves, and no look is in another log', async () => {
  const [caseId, before] = [await complain(), await entriesOf('access')]
  for (let times = 0; times < 15; times++) await look(ombuds, 'complaint', caseId)
  await look({ as: 'person', caseId }, 'complaint', caseId)
  assert.equal(await entriesOf('access'), before)
  assert.equal(await count('ledger.gathered'), await count("firewall.access_record where compartment = 'ombudsperson'"))
  assert.deepEqual(await check(), [], 'before they are entered')
  assert.equal((await sequence(owner, settingsOf('complaints'))).checkpoint.size, 10)
  assert.equal(await count('ledger.gathered'), 0)
  const leaves = await leavesOf('complaints')
  const now = Temporal.Now.instant().epochMilliseconds / 1000
  for (const { action, recordedAt } of leaves) {
    assert.equal(action, 'complaints.entry')
    assert.ok(recordedAt <= now + 1 && recordedAt > now - 302)
  }
  assert.deepEqual(await check(), [], 'and after')
})

test('a name has its entry; after the case is erased the entry and its proof stay, and the name is gone', async () => {
  const caseId = await openDeparture()
  await nameIt(caseId, 'Ana Ə')
  const shown = await nameOf(register, border, { procedure: 'departure', caseId, purpose: 'decide' })
  assert.equal(shown?.record.names[0]?.name, 'Ana Ə')
  assert.equal((await leavesOf('register')).filter(({ action }) => action === 'departure.name').length, 1)
  assert.deepEqual(await check(), [])
  const on = { caseId, event: 1 }
  await carryOut(register, judge, asking({ procedure: 'departure', kind: 'take', step: 'letStay', on }))
  assert.equal(await eraseDue(register, forgotten), 1)
  const { rows } = await owner.query('select sealed from identity.name_record where case_id = $1', [caseId])
  assert.deepEqual(rows, [{ sealed: null }])
  for (const log of LOGS) await sequence(owner, settingsOf(log))
  assert.deepEqual(await check(), [])
})

/** In a transaction that is taken back, as a superuser whom no trigger stops. */
async function findingsAfter(statement: string): Promise<readonly string[]> {
  const inside = new Proxy(owner, {
    get(target, name) {
      if (name !== 'query') return Reflect.get(target, name)
      return (asked: string | object, values?: unknown[]) =>
        typeof asked === 'string' && /^(?:begin|rollback)/.test(asked)
          ? Promise.resolve({ rows: [] })
          : target.query(asked as string, values)
    },
  })
  await owner.query('begin')
  try {
    await owner.query('set local session_replication_role = replica')
    assert.ok(((await owner.query(statement)).rowCount ?? 0) > 0, statement)
    const found = []
    for (const log of LOGS) found.push(...(await selfCheck(inside, settingsOf(log), registerRecords(register))))
    return found.map(({ kind }) => kind)
  } finally {
    await owner.query('rollback')
  }
}

const EDITED: Readonly<Record<string, string>> = {
  at: "at + interval '1 microsecond'",
  person: 'substring(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) for 20)',
  salt: 'ledger.once()',
  purpose: "'audit'",
  office: "coalesce(office, '') || 'x'",
  kind: "'quota'",
  compartment: "'health'",
  login: "'somebody'",
  role: "'court-clerk'",
  no: 'no + 1',
  recorded_at: "recorded_at - interval '1 hour'",
  commitment: 'ledger.once()',
  sealed: 'set_byte(sealed, 30, get_byte(sealed, 30) # 1)',
}
const edited = (column: string) => EDITED[column] ?? 'gen_random_uuid()'

test('P14: whatever a superuser changes in an access record, an alarm or a name is found, and so is one that is taken away or invented', async () => {
  const caseId = await openDeparture()
  await nameIt(caseId, 'Boris')
  await look(ombuds, 'complaint', await complain())
  for (const compartment of ['immigration-enforcement', 'ombudsperson'])
    await actingAs(register, border, (tx) => sql`select firewall.wall_tried(${compartment})`.execute(tx))
  assert.deepEqual(await check(), [])
  const some = (table: string, where: string) => `ctid = (select ctid from ${table} where ${where} limit 1)`
  const rows = ["compartment = 'immigration-enforcement'", "compartment = 'ombudsperson'"].flatMap((where) => [
    { table: 'firewall.access_record', where, columns: LOOK_COLUMNS },
    { table: 'firewall.alarm', where, columns: ALARM_COLUMNS },
  ])
  const names = ['recorded_at', 'role', 'officer', 'office', 'key', 'no', 'compartment', 'commitment', 'salt', 'entry']
  rows.push({ table: 'identity.name_record', where: 'sealed is not null', columns: [...names, 'sealed'] })
  let tried = 0
  for (const { table, where, columns } of rows) {
    const one = some(table, where)
    for (const column of columns) {
      tried++
      const statement = `update ${table} set ${column} = ${edited(column)} where ${one}`
      assert.notDeepEqual(await findingsAfter(statement), [], statement)
    }
    assert.notDeepEqual(await findingsAfter(`delete from ${table} where ${one}`), [], table)
    if (table.startsWith('firewall.'))
      assert.notDeepEqual(
        await findingsAfter(
          `insert into ${table} select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).* from ${table} r where ${one}`,
        ),
        [],
        `${table}, invented`,
      )
  }
  assert.ok(tried > 50)
  for (const statement of [
    "update ledger.own_record set record = jsonb_set(record, '{gathered}', (record -> 'gathered') || '{\"x\":\"eA==\"}'::jsonb) where record ? 'gathered'",
    "delete from ledger.own_record where record ? 'gathered'",
    'delete from ledger.gathered',
  ])
    assert.notDeepEqual(await findingsAfter(statement), [], statement)
  assert.deepEqual(await check(), [])
})
