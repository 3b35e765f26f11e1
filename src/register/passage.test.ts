/** A case that a step opens behind a wall: at once, once, and nothing comes back but what any bit tells. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { PROCEDURES, type Procedure } from '../procedures/index.ts'
import { StepRefused } from '../store/index.ts'
import { moveWithHolds } from './arrivals.ts'
import { openCase } from './case-file.ts'
import { carryAll, carryOut, settleAll } from './command.ts'
import { commandOf, send } from './fixtures/bare-register.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { actingAs, type Register, type Who } from './register.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office = 'first'): Who => ({ as: 'officer', id: randomUUID(), role, office })
const ago = (hours: number) => Temporal.Now.instant().subtract({ hours }).round('millisecond').toString()
const procedureOf = (name: string): Procedure => {
  const found = PROCEDURES.find((one) => one.name === name)
  assert.ok(found)
  return found
}
const detention = procedureOf('detention')
const police = officer('police-officer', 'police-baku')
const place = officer('place-officer', 'place-baku')
const detain = () =>
  carryOut(
    register,
    police,
    asking({
      ...{ procedure: 'detention', kind: 'open', step: 'open' },
      facts: {
        ...{ libertyLostAt: ago(3), libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'female' },
        ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false },
        ...{ language: 'uz' },
      },
    }),
  )
const saysForced = (caseId: string, event: number) =>
  asking({ procedure: 'detention', kind: 'enter', step: 'saysForced', on: { caseId, event } })
/** Whose age nobody has told is protected as a child. */
const BITS = ['childGuardNeeded', 'mayNotBeDetained', 'removalSuspended']
const signs = async () =>
  (await owner.query('select count(*)::int as n from victim_protection.trafficking_identification')).rows[0].n
const moved = async () =>
  moveWithHolds(register.firewall.asSystem, detention, async () => ({
    ...{ leaf: 'action test\n', commitment: randomBytes(32).toString('hex'), sealedEvent: '' },
  }))

test('“I was forced”, said in detention at hour 3: protected in the same second, and the place learns one bit', async () => {
  const { caseId } = await detain()
  const done = await carryOut(register, { as: 'person', caseId }, saysForced(caseId, 1))
  assert.equal(await signs(), 1)
  const { rows } = await owner.query(
    `select g.hold, g.since from immigration_enforcement.hold_gate g join immigration_enforcement.detention d using (pseudonym)
     where d.case_id = $1 and g.standing > 0 order by 1`,
    [caseId],
  )
  assert.deepEqual(
    rows.map(({ hold }) => hold),
    BITS,
  )
  for (const { since } of rows)
    assert.ok(Temporal.Instant.from(since.toString()).since(done.recordedAt).total('seconds') < 2)
  assert.ok((await moved()) > 0)
  const file = await actingAs(register, place, (tx) => openCase(register, tx, detention, { caseId, purpose: 'review' }))
  assert.equal(file.state.state, 'releaseDue')
  assert.deepEqual(Object.keys(file.holds).sort(), BITS)
  const presumed = await owner.query(
    'select case_id, case_number, state from victim_protection.trafficking_identification',
  )
  assert.equal(presumed.rows[0].state, 'presumed')
  const seen = JSON.stringify(file, (_, value) => (Buffer.isBuffer(value) ? value.toString('hex') : value))
  assert.ok(!seen.includes(presumed.rows[0].case_id) && !seen.includes(presumed.rows[0].case_number))
})

test('nothing in either compartment leads from the one case to the other', async () => {
  const { caseId } = await detain()
  await carryOut(register, { as: 'person', caseId }, saysForced(caseId, 1))
  const { rows: letters } = await owner.query('select * from immigration_enforcement.passage')
  assert.deepEqual(letters, [])
  const { rows: cases } = await owner.query(
    `select d.pseudonym = t.pseudonym as one, d.person_pointer = t.person_pointer as other
     from immigration_enforcement.detention d cross join victim_protection.trafficking_identification t where d.case_id = $1`,
    [caseId],
  )
  assert.ok(cases.length > 0 && cases.every(({ one, other }) => !one && !other))
  for (const table of ['event', 'trafficking_identification', 'clock', 'placed_hold', 'notice', 'passage']) {
    const found = await owner.query(
      `select count(*)::int as n from victim_protection.${table} r where r::text like $1`,
      [`%${caseId}%`],
    )
    assert.equal(found.rows[0].n, 0, table)
  }
})

test('what a crash kept from being carried is carried at the next round, as one case, however often', async () => {
  const { caseId } = await detain()
  const before = await signs()
  const dying: Register = {
    ...register,
    firewall: { ...register.firewall, asSystem: () => Promise.reject(new Error('killed')) },
  }
  await carryOut(dying, { as: 'person', caseId }, saysForced(caseId, 1))
  assert.equal(await signs(), before)
  // Killed again after the case was opened, before the letter was taken away.
  await owner.query('create table kept as select * from immigration_enforcement.passage')
  assert.equal(await carryAll(register), 1)
  await owner.query('insert into immigration_enforcement.passage select * from kept')
  await carryAll(register)
  await settleAll(register)
  assert.equal(await signs(), before + 1)
  assert.equal(await carryAll(register), 0)
})

test('a check at a school opens the Ombudsperson’s own case, and the school’s case is not named in it', async () => {
  const facts = { childName: 'Ö', birthDateSaid: '2017', sex: 'female', level: 'primary', carerRelation: 'parent' }
  const registrar = officer('school-registrar', 'school-12')
  const { caseId } = await carryOut(
    register,
    registrar,
    asking({ procedure: 'school-enrolment', kind: 'open', step: 'open', facts: { ...facts, language: 'fa' } }),
  )
  await carryOut(
    register,
    registrar,
    asking({
      ...{ procedure: 'school-enrolment', kind: 'enter', step: 'tellEnforcement', on: { caseId, event: 1 } },
      facts: { enforcementTold: 'Two officers waited at the gate.' },
    }),
  )
  const { rows } = await owner.query('select channel, identity, state from ombudsperson.complaint')
  assert.deepEqual(rows, [{ channel: 'own-motion', identity: 'anonymous', state: 'received' }])
})

test('the step is not taken without its letter, and the system opens nothing that no step opens', async () => {
  const { caseId } = await detain()
  const person = { role: 'person', office: '', officer: caseId }
  const command = { step: 'saysForced', caseId, expected: 1 }
  await assert.rejects(
    send(register.firewall, person, detention, commandOf(command)),
    (error) => error instanceof StepRefused && error.rule === 'facts-missing' && error.data.detail === 'passage',
  )
  const opening = asking({ procedure: 'detention', kind: 'open', step: 'open', facts: {} })
  await assert.rejects(carryOut(register, { as: 'system' }, opening))
  const bare = commandOf({
    step: 'open',
    caseId: randomUUID(),
    caseNumber: 'X',
    pseudonym: '00',
    personPointer: '00',
    keyId: randomUUID(),
  })
  await assert.rejects(
    send(register.firewall, { role: 'system', office: '', officer: '' }, detention, bare),
    (error) => error instanceof StepRefused && error.rule === 'not-open-from-here',
  )
})
