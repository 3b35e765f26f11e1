/** P14: whatever somebody with the whole database changes in an event is found; a clean register raises no alarm. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { OWN_LOGINS } from '../../firewall/index.ts'
import { settingsOf } from '../../ledger/fixtures/stored-log.ts'
import { selfCheck, sequence } from '../../ledger/index.ts'
import { carryOut } from '../command.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import type { Who } from '../register.ts'
import { EVENT_COLUMNS } from '../tables/compartment.ts'
import { registerRecords } from './live-records.ts'

/** Rows whose columns are all changed in every way; `npm run promises` takes more. */
const ROWS = Number(process.env.OBSERVANCE_CHANGED_ROWS ?? 1)

const store = await testStore('invented')
const register = await wholeRegister(store)
const settings = settingsOf('register')
const owner = await store.ownerClient()
after(() => owner.end())
const records = registerRecords(register)
const border: Who = { as: 'officer', id: randomUUID(), role: 'border-officer', office: 'harbour' }
const worker: Who = { as: 'officer', id: randomUUID(), role: 'victim-worker', office: 'house' }

/** Two compartments, with and without sealed facts, some in a tree and some not yet. */
async function work(): Promise<void> {
  const at = Temporal.Now.instant().subtract({ minutes: 90 }).round('microsecond').toString()
  const facts = { askedAt: at, weather: 'calm', reasons: 'Named in full: Ə.' }
  const { caseId } = await carryOut(
    register,
    border,
    asking({ procedure: 'departure', kind: 'open', step: 'open', facts }),
  )
  const on = { caseId, event: 1 }
  await carryOut(
    register,
    border,
    asking({
      procedure: 'departure',
      kind: 'take',
      step: 'prepare',
      on,
      assertedAt: Temporal.Now.instant().subtract({ minutes: 3 }),
      facts: { reasons: 'As they said.' },
    }),
  )
  await carryOut(register, worker, asking({ procedure: 'shelter', kind: 'open', step: 'open', facts: { seenAt: at } }))
}
for (let times = 0; times < ROWS; times++) await work()
await sequence(owner, settings)
await work()

/** As the hourly process does: on a login that can change nothing. */
async function check() {
  const client = await store.login(OWN_LOGINS.watchdog, 1).connect()
  try {
    return await selfCheck(client, settings, records)
  } finally {
    client.release()
  }
}

test('P14: a register that nobody touched raises no alarm', async () => {
  for (let run = 0; run < 3; run++) assert.deepEqual(await check(), [])
})

const TYPES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    await owner.query<{ name: string; type: string }>(
      "select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = 'victim_protection.event'::regclass and attnum > 0 and not attisdropped",
    )
  ).rows.map(({ name, type }) => [name, type]),
)

/** Another value of the same type, as near as can be. */
function edited(column: string): string {
  switch (TYPES[column]) {
    case 'timestamp with time zone':
      return `${column} + interval '1 microsecond'`
    case 'bytea':
      return `set_byte(coalesce(${column}, '\\x00'), 0, get_byte(coalesce(${column}, '\\x00'), 0) # 1)`
    case 'uuid':
      return 'gen_random_uuid()'
    case 'integer':
      return `${column} + 100`
    case 'boolean':
      return `not ${column}`
    case 'text[]':
      return `${column} || 'another'::text`
    default:
      return `coalesce(${column}, '') || 'x'`
  }
}

interface Change {
  readonly what: string
  readonly statement: string
}

function changesOf(schema: string, row: string): readonly Change[] {
  const table = `${schema}.event`
  const other = `(select o from ${table} o where o.ctid <> '${row}' order by o.recorded_at limit 1)`
  return [
    ...Object.keys(TYPES).flatMap((column) => [
      {
        what: `${column} edited`,
        statement: `update ${table} set ${column} = ${edited(column)} where ctid = '${row}'`,
      },
      {
        what: `${column} emptied`,
        statement: `update ${table} set ${column} = null where ctid = '${row}' and ${column} is not null`,
      },
      {
        what: `${column} swapped`,
        statement: `update ${table} set ${column} = (${other}).${column} where ctid = '${row}' and ${column} is distinct from (${other}).${column}`,
      },
    ]),
    { what: 'deleted', statement: `delete from ${table} where ctid = '${row}'` },
    {
      what: 'inserted again under another number',
      statement: `insert into ${table} select (jsonb_populate_record(e, jsonb_build_object('no', e.no + 50, 'key', gen_random_uuid()))).* from ${table} e where ctid = '${row}'`,
    },
    {
      what: 'taken out and put back with another time',
      statement: `with gone as (delete from ${table} where ctid = '${row}' returning *) insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(g) || jsonb_build_object('key', gen_random_uuid(), 'recorded_at', now()))).* from gone g`,
    },
  ]
}

/** The check on the connection of whoever changes, without a transaction of its own. */
async function checkInside() {
  const inside = new Proxy(owner, {
    get(target, name) {
      if (name !== 'query') return Reflect.get(target, name)
      return (asked: string | object, values?: unknown[]) =>
        typeof asked === 'string' && /^(?:begin|rollback)/.test(asked)
          ? Promise.resolve({ rows: [] })
          : target.query(asked as string, values)
    },
  })
  return selfCheck(inside, settings, records)
}

/** A constraint is no wall to a superuser. */
async function loosen(table: string): Promise<void> {
  await owner.query(`do $$ declare one name; begin
    for one in select conname from pg_constraint where conrelid = '${table}'::regclass and contype in ('c', 'u', 'p') loop
      execute format('alter table ${table} drop constraint %I', one); end loop; end $$`)
  await owner.query(
    `alter table ${table} ${Object.keys(TYPES)
      .map((column) => `alter ${column} drop not null`)
      .join(', ')}`,
  )
}

test('P14: every column of an event, edited, emptied, swapped, deleted or put back by a superuser, is found', async () => {
  let tried = 0
  for (const schema of ['immigration_enforcement', 'victim_protection']) {
    const { rows } = await owner.query<{ row: string }>(
      `select ctid::text as row from ${schema}.event order by ctid limit $1`,
      [ROWS + 1],
    )
    await owner.query('begin')
    await owner.query('set local session_replication_role = replica')
    await loosen(`${schema}.event`)
    for (const { row } of rows)
      for (const { what, statement } of changesOf(schema, row)) {
        await owner.query('savepoint untouched')
        const changed = (await owner.query(statement)).rowCount ?? 0
        const findings = changed === 0 ? null : await checkInside()
        await owner.query('rollback to untouched')
        if (findings === null) continue
        tried++
        assert.notDeepEqual(findings, [], `${schema}: ${what}`)
      }
    await owner.query('rollback')
  }
  assert.ok(tried > ROWS * 2 * EVENT_COLUMNS.length, `${tried} changes were tried`)
  console.log(`${tried} changes to events by a superuser, all found; nothing found where nothing was changed`)
  assert.deepEqual(await check(), [])
})

test('P14: the key of another case, and a case row that was taken away, are found', async () => {
  for (const statement of [
    'update immigration_enforcement.departure p set key_id = (select o.key_id from immigration_enforcement.departure o where o.case_id <> p.case_id limit 1)',
    'delete from immigration_enforcement.departure',
    'update ledger.entry set leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1)',
  ]) {
    await owner.query('begin')
    await owner.query('set local session_replication_role = replica')
    assert.ok(((await owner.query(statement)).rowCount ?? 0) > 0)
    const findings = await checkInside()
    await owner.query('rollback')
    assert.notDeepEqual(findings, [], statement)
  }
})
