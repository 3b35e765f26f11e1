/** Erasure: when it may come, what stops it, what is left of a case, and that every proof still holds. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { settingsOf } from '../../ledger/fixtures/stored-log.ts'
import { selfCheck, sequence } from '../../ledger/index.ts'
import {
  choice,
  entering,
  is,
  type Length,
  not,
  type Procedure,
  places,
  reformed,
  taking,
} from '../../procedures/index.ts'
import { NotFound } from '../../store/index.ts'
import { openCase } from '../case-file.ts'
import { carryOut } from '../command.ts'
import { departure, shelter } from '../fixtures/procedures.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { projectionDifferences } from '../rebuild/differences.ts'
import { registerRecords } from '../records/live-records.ts'
import { actingAs, type Who } from '../register.ts'
import type { KeyId } from '../seal/vault.ts'
import { eraseDue } from './erase.ts'

/** Sixty days ago: of two cases that stay, one begins its time before it and one after. */
const REFORMED_ON = Temporal.Now.plainDateISO('UTC').subtract({ days: 60 }).toString()
/** The two invented procedures, with a retention each. */
const forgotten: Procedure = {
  ...departure,
  person: { reads: 'all', takes: ['appeal', 'note', 'askErasure'] },
  entries: { ...departure.entries, askErasure: { in: 'any', by: ['person'], needs: [] } },
  retention: [
    { what: 'all', from: entering('gone', 'stays'), keep: choice({ years: 3 }) },
    {
      ...{ what: 'all', from: entering('stays'), when: not(is('child', true)) },
      // Whatever stayed before the reform is kept by what was in force then.
      keep: reformed(choice<Length>({ days: 90 }), REFORMED_ON, { days: 30 }, []),
    },
    { what: 'all', from: taking('askErasure'), keep: choice({ days: 0 }) },
  ],
}
const contacted: Procedure = {
  ...shelter,
  retention: [
    { what: 'all', from: entering('safe'), keep: choice({ months: 1 }) },
    { what: 'all', from: { at: 'last-contact' }, keep: choice({ years: 1 }) },
  ],
  safeguards: {
    ...shelter.safeguards,
    S2: { cite: [], breach: 'W', tells: [], rules: { nothingErased: places('eraseNot', { whileIn: ['sheltered'] }) } },
  },
}

const store = await testStore()
const register = await wholeRegister(store, { procedures: [forgotten, contacted] })
const settings = settingsOf('register')
const owner = await store.ownerClient()
after(() => owner.end())
const border: Who = { as: 'officer', id: randomUUID(), role: 'border-officer', office: 'harbour' }
const judge: Who = { as: 'officer', id: randomUUID(), role: 'judge', office: 'court' }
const worker: Who = { as: 'officer', id: randomUUID(), role: 'victim-worker', office: 'house' }
const facts = { askedAt: Temporal.Now.instant().subtract({ minutes: 9 }).toString(), weather: 'calm', reasons: 'Ə' }

const open = async (more: object = {}) =>
  (
    await carryOut(
      register,
      border,
      asking({ procedure: 'departure', kind: 'open', step: 'open', facts: { ...facts, ...more } }),
    )
  ).caseId
const take = (who: Who, caseId: string, event: number, step: string, more: object = {}) =>
  carryOut(register, who, asking({ procedure: 'departure', kind: 'take', step, on: { caseId, event }, ...more }))
async function stayed(more: object = {}): Promise<string> {
  const caseId = await open()
  await take(border, caseId, 1, 'note', { kind: 'enter', facts: { child: false, ...more } })
  await take(judge, caseId, 2, 'letStay')
  return caseId
}
/** As if all of it had happened so long ago. */
async function age(caseId: string, interval: string): Promise<void> {
  await owner.query('set session_replication_role = replica')
  for (const schema of ['immigration_enforcement', 'victim_protection'])
    await owner.query(
      `update ${schema}.event set asserted_at = asserted_at - $2::interval, recorded_at = recorded_at - $2::interval where case_id = $1`,
      [caseId, interval],
    )
  for (const table of ['immigration_enforcement.departure', 'victim_protection.shelter'])
    await owner.query(`update ${table} set opened_at = opened_at - $2::interval where case_id = $1`, [caseId, interval])
  await owner.query('set session_replication_role = origin')
}
const rowOf = async (caseId: string) =>
  (await owner.query('select * from immigration_enforcement.departure where case_id = $1', [caseId])).rows[0]
const isErased = async (caseId: string) => (await rowOf(caseId)).erased
const askErasure = (caseId: string, event: number) =>
  take({ as: 'person', caseId }, caseId, event, 'askErasure', { kind: 'enter' })

test('nothing is erased before its time, to the day; then it is, and once', async () => {
  const caseId = await stayed()
  await age(caseId, '90 days')
  assert.equal(await eraseDue(register, forgotten), 0, 'the ninetieth day is not over')
  await age(caseId, '8 days') // over a weekend
  assert.deepEqual(
    (await Promise.all([eraseDue(register, forgotten), eraseDue(register, forgotten)])).toSorted(),
    [0, 1],
  )
  assert.equal(await isErased(caseId), true)
  assert.equal(await eraseDue(register, forgotten), 0)
})

test('a time of keeping is the one in force on the day on which it began: a reform shortens none that runs', async () => {
  const [before, since] = [await stayed(), await stayed()]
  await age(before, '70 days')
  await age(since, '45 days')
  await eraseDue(register, forgotten)
  assert.equal(await isErased(since), true, 'thirty days, since the reform')
  assert.equal(await isErased(before), false, 'ninety days, from before it')
})

test('of two times the sooner counts where its condition holds, and the later where it does not', async () => {
  const child = await stayed({ child: true })
  await age(child, '100 days')
  await eraseDue(register, forgotten)
  assert.equal(await isErased(child), false)
  await age(child, '1010 days')
  await eraseDue(register, forgotten)
  assert.equal(await isErased(child), true)
})

test('at the person’s word it goes at once, and no officer brings it forward', async () => {
  const [asked, other] = [await stayed(), await stayed()]
  await assert.rejects(take(border, other, 3, 'askErasure', { kind: 'enter' }))
  await askErasure(asked, 3)
  assert.equal(await eraseDue(register, forgotten), 1)
  assert.equal(await isErased(asked), true)
  assert.equal(await isErased(other), false)
  const call = sql`select immigration_enforcement.erase_departure(${other}, '{}')`
  await assert.rejects(actingAs(register, border, (tx) => call.execute(tx)))
})

test('a remedy of the person that is open anywhere stops it, and it comes when that ends', async () => {
  const caseId = await open()
  const { pointer } = await actingAs(register, border, (tx) =>
    openCase(register, tx, forgotten, { caseId, purpose: 'review' }),
  )
  const remedy = await carryOut(
    register,
    worker,
    asking({ procedure: 'shelter', kind: 'open', step: 'open', facts: { seenAt: facts.askedAt }, person: pointer }),
  )
  await askErasure(caseId, 1)
  assert.equal(await eraseDue(register, forgotten), 0)
  assert.equal(await isErased(caseId), false)
  await carryOut(
    register,
    worker,
    asking({ procedure: 'shelter', kind: 'take', step: 'leave', on: { caseId: remedy.caseId, event: 1 } }),
  )
  assert.equal(await eraseDue(register, forgotten), 1)
})

test('an end does not count before the last contact is as old as is asked', async () => {
  const opened = await carryOut(
    register,
    worker,
    asking({ procedure: 'shelter', kind: 'open', step: 'open', facts: { seenAt: facts.askedAt } }),
  )
  await carryOut(
    register,
    worker,
    asking({ procedure: 'shelter', kind: 'take', step: 'leave', on: { caseId: opened.caseId, event: 1 } }),
  )
  await age(opened.caseId, '60 days')
  assert.equal(await eraseDue(register, contacted), 0)
  await age(opened.caseId, '320 days')
  assert.equal(await eraseDue(register, contacted), 1)
})

test('of an erased case nothing is left that leads to the person, and nobody finds it', async () => {
  const caseId = await stayed()
  const before = await rowOf(caseId)
  const key = register.vault.read(before.key_id as KeyId)
  await owner.query(
    "insert into immigration_enforcement.case_code (code_sha256, procedure, case_id, bearer) values (sha256('a'), 'departure', $1, 'person')",
    [caseId],
  )
  await askErasure(caseId, 3)
  await eraseDue(register, forgotten)
  const row = await rowOf(caseId)
  for (const column of ['asked_at', 'weather', 'child', 'sealed', 'office_border_officer'])
    assert.equal(row[column], null, column)
  for (const column of ['pseudonym', 'person_pointer', 'case_number', 'key_id'])
    assert.notDeepEqual(row[column], before[column], column)
  assert.throws(() => register.vault.read(before.key_id as KeyId))
  assert.equal(key.length, 32)
  assert.equal(
    (await owner.query('select from immigration_enforcement.case_code where case_id = $1', [caseId])).rowCount,
    0,
    'the code on the paper',
  )
  for (const who of [border, judge, { as: 'person', caseId } as const])
    await assert.rejects(
      actingAs(register, who, (tx) => openCase(register, tx, forgotten, { caseId, purpose: 'review' })),
      NotFound,
    )
  await assert.rejects(
    take({ as: 'person', caseId }, caseId, 4, 'note', { kind: 'enter', facts: { weather: 'storm' } }),
    NotFound,
  )
  const { rows } = await owner.query(
    'select rule, authority, key_id from immigration_enforcement.erasure where case_id = $1',
    [caseId],
  )
  assert.deepEqual(rows, [{ rule: 3, authority: 'person', key_id: null }])
})

test('where the process died before the key was destroyed, the next look destroys it', async () => {
  const caseId = await stayed()
  const { key_id } = await rowOf(caseId)
  await askErasure(caseId, 3)
  const dying = {
    ...register,
    vault: {
      ...register.vault,
      destroy: () => {
        throw new Error('killed')
      },
    },
  }
  await assert.rejects(eraseDue(dying, forgotten), /killed/)
  assert.equal(await isErased(caseId), true)
  assert.ok(register.vault.read(key_id as KeyId))
  await eraseDue(register, forgotten)
  assert.throws(() => register.vault.read(key_id as KeyId))
})

test('P26: events keep their commitments, the erasure has an entry of its own, and the check finds nothing amiss', async () => {
  const clean = await testStoreWithErasure()
  assert.deepEqual(await clean.check(), [])
  assert.deepEqual(await projectionDifferences(clean.register), [])
  // an erasure that nobody entered in the ledger hides nothing
  for (const statement of [
    'delete from immigration_enforcement.erasure',
    "update immigration_enforcement.erasure set authority = 'retention'",
    'update immigration_enforcement.erasure set case_id = gen_random_uuid()',
    'update immigration_enforcement.event set sealed = null, erased = true where not erased',
    'insert into immigration_enforcement.erasure select gen_random_uuid(), procedure, rule, authority, at, gen_random_uuid(), salt, null from immigration_enforcement.erasure',
    "update immigration_enforcement.event set recorded_at = recorded_at - interval '1 second' where erased",
  ]) {
    await clean.owner.query('set session_replication_role = replica')
    await clean.owner.query(
      'create table public.kept_a as table immigration_enforcement.erasure; create table public.kept_b as table immigration_enforcement.event',
    )
    await clean.owner.query(statement)
    const found = await clean.check()
    await clean.owner.query(`delete from immigration_enforcement.erasure; insert into immigration_enforcement.erasure table public.kept_a;
      delete from immigration_enforcement.event; insert into immigration_enforcement.event table public.kept_b; drop table public.kept_a, public.kept_b`)
    assert.notDeepEqual(found, [], statement)
  }
  assert.deepEqual(await clean.check(), [])
})

/** A register of its own, since the cases above were made older by hand. */
async function testStoreWithErasure() {
  const store = await testStore()
  const register = await wholeRegister(store, { procedures: [forgotten, contacted] })
  const owner = await store.ownerClient()
  after(() => owner.end())
  const open = async () =>
    (await carryOut(register, border, asking({ procedure: 'departure', kind: 'open', step: 'open', facts }))).caseId
  const [gone] = [await open(), await open()]
  await carryOut(
    register,
    { as: 'person', caseId: gone },
    asking({ procedure: 'departure', kind: 'enter', step: 'askErasure', on: { caseId: gone, event: 1 } }),
  )
  await sequence(owner, settings)
  assert.equal(await eraseDue(register, forgotten), 1)
  await sequence(owner, settings)
  return { register, owner, check: () => selfCheck(owner, settings, registerRecords(register)) }
}
