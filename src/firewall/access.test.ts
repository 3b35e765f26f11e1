/** Who looked is known before anything is shown; nobody harvests; a canary sings at the first touch. P21 and P24. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { StepRefused } from '../store/index.ts'
import { ANNA, BORIS, buildTwoWalls, ROLES } from './fixtures/two-walls.ts'
import { type Access, noteAccess, type Officer, openFirewall, PURPOSES } from './index.ts'

const store = await testStore()
const firewall = await openFirewall(store, ROLES)
await buildTwoWalls(store)
const owner = await store.ownerClient()
after(() => owner.end())

const look = (access: Partial<Access> = {}): Access => ({
  compartment: 'justice',
  kind: 'case',
  subject: randomUUID(),
  person: randomBytes(20),
  purpose: 'hear',
  ...access,
})
const see = (officer: Officer, access: Access) => firewall.asOfficer(officer, (tx) => noteAccess(tx, access))
const tooMany = (error: unknown) => error instanceof StepRefused && error.rule === 'too-many-persons'
const alarms = async () =>
  (await owner.query('select kind, officer, role, subject from firewall.alarm order by at')).rows as {
    kind: string
    officer: string
    subject: string | null
  }[]
const recordsOf = async (officer: string) =>
  Number((await owner.query('select count(*) from firewall.access_record where officer = $1', [officer])).rows[0].count)
const somebody = (role = 'judge'): Officer => ({ ...ANNA, id: randomUUID(), role })

test('a look leaves who, in which role, for which office, at what, and why', async () => {
  const access = look()
  await see(ANNA, access)
  const { rows } = await owner.query(
    'select login, role, officer, office, compartment, kind, subject, person, purpose from firewall.access_record',
  )
  assert.deepEqual(rows, [{ login: 'observance_judge', role: 'judge', officer: ANNA.id, office: 'court-1', ...access }])
})

test('the purposes of the code are those of the database, and no other is accepted', async () => {
  const { rows } = await owner.query<{ code: string }>(
    `select (regexp_matches(pg_get_constraintdef(oid), '''([a-z-]+)''', 'g'))[1] as code from pg_constraint where contypid = 'firewall.purpose'::regtype`,
  )
  assert.deepEqual(rows.map(({ code }) => code).toSorted(), PURPOSES.toSorted())
  const curious = { ...look(), purpose: 'curious' } as unknown as Access // what the type forbids
  await assert.rejects(see(ANNA, curious), (error) => error instanceof StepRefused)
})

test('without a ticket nothing is noted, and what would be read is not', async () => {
  await assert.rejects(
    firewall.asOfficer(ANNA, async (tx) => {
      await sql`select 1`.execute(tx)
      await sql`select set_config('observance.ticket', 'none', true)`.execute(tx)
      await noteAccess(tx, look())
    }),
    (error) => error instanceof StepRefused && error.rule === 'no-actor',
  )
})

test('P21: where the access record cannot be written, nothing of the record leaves', async () => {
  await owner.query(
    'revoke execute on function firewall.note_access(text, text, uuid, bytea, text) from observance_judge',
  )
  let shown: unknown = null
  await assert.rejects(
    firewall
      .asOfficer(ANNA, async (tx) => {
        await noteAccess(tx, look())
        return sql`select note from court.hearing`.execute(tx)
      })
      .then((rows) => {
        shown = rows
      }),
    /permission denied/,
  )
  assert.equal(shown, null)
  await owner.query('grant execute on function firewall.note_access(text, text, uuid, bytea, text) to observance_judge')
})

test('P24: the sixty-first person in an hour is refused, however often the sixty are looked at, and an alarm is raised', async () => {
  const clerk = somebody()
  const people = Array.from({ length: 60 }, () => look())
  await firewall.asOfficer(clerk, async (tx) => {
    for (const one of [...people, ...people]) await noteAccess(tx, one)
  })
  assert.equal(await recordsOf(clerk.id), 120)
  await assert.rejects(see(clerk, look()), tooMany)
  await see(clerk, look({ person: people[0]?.person ?? null }))
  assert.deepEqual(
    (await alarms()).filter(({ officer }) => officer === clerk.id).map(({ kind }) => kind),
    ['quota'],
  )
  await see(somebody(), look())
  await owner.query("update firewall.person_seen set seen_at = seen_at - interval '61 minutes' where officer = $1", [
    clerk.id,
  ])
  await see(clerk, look())
})

test('P24: ninety looks at once count as ninety', async () => {
  const clerk = somebody()
  const outcomes = await Promise.allSettled(Array.from({ length: 90 }, () => see(clerk, look())))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 60)
  assert.equal(await recordsOf(clerk.id), 60)
})

test('P24: a record about nobody yet counts too, and an office with more work has more', async () => {
  const clerk = somebody()
  await owner.query('insert into firewall.quota values ($1, 2)', [clerk.id])
  await see(clerk, look({ person: null }))
  await see(clerk, look({ person: null }))
  await assert.rejects(see(clerk, look({ person: null })), tooMany)
})

test('a canary looks like any record, and raises an alarm at the first touch', async () => {
  const subject = randomUUID()
  await owner.query('insert into firewall.canary values ($1, $2)', ['justice', subject])
  await see(BORIS, look({ subject }))
  const found = (await alarms()).filter((alarm) => alarm.subject === subject)
  assert.deepEqual(found, [{ kind: 'canary', officer: BORIS.id, role: 'judge', subject }])
})

test('an independent visitor finds the register of a place whole, however many are held there, and only to inspect', async () => {
  const door = await openFirewall(store, [...ROLES, 'ombuds-npm'])
  const visitor = somebody('ombuds-npm')
  await owner.query(`grant usage on schema firewall to observance_ombuds_npm`)
  await owner.query(
    'grant execute on function firewall.note_access(text, text, uuid, bytea, text), firewall.raise_alarm(text, text, uuid) to observance_ombuds_npm',
  )
  await door.asOfficer(visitor, async (tx) => {
    for (let i = 0; i < 70; i++) await noteAccess(tx, look({ purpose: 'inspect' }))
  })
  assert.equal(await recordsOf(visitor.id), 70)
  const otherwise = door.asOfficer(visitor, async (tx) => {
    for (let i = 0; i < 70; i++) await noteAccess(tx, look({ purpose: 'supervise' }))
  })
  await assert.rejects(otherwise, tooMany)
})

test('a person and the system have no quota', async () => {
  await firewall.asPerson(randomUUID(), async (tx) => {
    for (let i = 0; i < 70; i++) await noteAccess(tx, look({ purpose: 'own-data' }))
  })
})
