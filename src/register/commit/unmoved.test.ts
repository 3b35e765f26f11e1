/** What the system does not do where a country only records: the case stays, and that is counted and told. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { moveWithHolds } from '../arrivals.ts'
import { carryOut } from '../command.ts'
import { actor, commandOf, installBare, openingOf, send, somebody } from '../fixtures/bare-register.ts'
import { departure } from '../fixtures/procedures.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import type { Register, Who } from '../register.ts'

const enforcing = await testStore('declared')
const recording = await testStore('declared')
const invented = await testStore('invented')
const enforced = await wholeRegister(enforcing, { procedures: PROCEDURES })
const recorded = await wholeRegister(recording, { procedures: PROCEDURES, recorded: ['D2.asylumSeeker'] })
const owners = await Promise.all([enforcing, recording, invented].map((one) => one.ownerClient()))
const [ofEnforced, ofRecorded, ofInvented] = owners
assert.ok(ofEnforced && ofRecorded && ofInvented)
after(() => Promise.all(owners.map((one) => one.end())))
const police: Who = { as: 'officer', id: randomUUID(), role: 'police-officer', office: 'police-baku' }
const ago = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).round('millisecond').toString()

/** Detained, and says to an official that they seek asylum. */
async function claims(register: Register): Promise<string> {
  const facts = {
    ...{ libertyLostAt: ago(30), libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'male' },
    ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false },
    ...{ language: 'uz', needsInterpreter: true, asylumClaimedAt: ago(5) },
  }
  return (await carryOut(register, police, asking({ procedure: 'detention', kind: 'open', step: 'open', facts })))
    .caseId
}
const breachesOf = async (of: typeof ofEnforced, caseId: string) =>
  (
    await of.query('select rule, mode, level from immigration_enforcement.breach where case_id = $1 order by rule', [
      caseId,
    ])
  ).rows

test('enforced, the system releases whoever seeks asylum, and there is nothing to count', async () => {
  const caseId = await claims(enforced)
  const { rows } = await ofEnforced.query('select state from immigration_enforcement.detention where case_id = $1', [
    caseId,
  ])
  assert.equal(rows[0].state, 'releaseDue')
  assert.deepEqual(await breachesOf(ofEnforced, caseId), [])
})

test('only recorded, the case stays where it is, once a breach and an alarm, however much happens afterwards', async () => {
  const caseId = await claims(recorded)
  const child = { kind: 'enter', step: 'noteChild', facts: { accompaniedByChild: false } } as const
  await carryOut(recorded, police, asking({ procedure: 'detention', on: { caseId, event: 1 }, ...child }))
  const { rows } = await ofRecorded.query('select state from immigration_enforcement.detention where case_id = $1', [
    caseId,
  ])
  assert.equal(rows[0].state, 'apprehended')
  assert.deepEqual(await breachesOf(ofRecorded, caseId), [{ rule: 'D2.asylumSeeker', mode: 'record', level: 'L' }])
  const told = await ofRecorded.query(
    "select whom from immigration_enforcement.notice where case_id = $1 and rule = 'D2.asylumSeeker' and repeat_at is not null order by whom",
    [caseId],
  )
  assert.deepEqual(
    told.rows.map(({ whom }) => whom),
    ['head', 'judge', 'ombuds-npm', 'ombuds-officer', 'person'],
  )
})

test('a bit that is only recorded moves nobody; the case on which it arrives has its breach, once', async () => {
  const wall = await installBare(invented, ['F3.appealed'])
  const border = actor('border-officer')
  const pseudonym = somebody()
  const opening = () => openingOf(pseudonym, { asked_at: ago(1), weather: 'calm' })
  const { caseId } = await send(wall, border, departure, opening())
  const prepared = { sealedFacts: ['reasons'], sealed: 'AAAA' }
  await send(wall, border, departure, commandOf({ step: 'prepare', caseId, expected: 1, ...prepared }))
  const command = async () => ({ leaf: 'action test\n', commitment: randomBytes(32).toString('hex'), sealedEvent: '' })
  const look = () => moveWithHolds(wall.asSystem, departure, command)
  assert.equal(await look(), 0)
  assert.deepEqual(await breachesOf(ofInvented, caseId), [])
  const other = await send(wall, border, departure, opening())
  const person = { role: 'person', office: '', officer: other.caseId }
  await send(wall, person, departure, commandOf({ step: 'appeal', caseId: other.caseId, expected: 1 }))
  for (let times = 0; times < 2; times++) await look()
  const { rows } = await ofInvented.query('select state from immigration_enforcement.departure where case_id = $1', [
    caseId,
  ])
  assert.equal(rows[0].state, 'ready')
  assert.deepEqual(await breachesOf(ofInvented, caseId), [{ rule: 'F3.waits', mode: 'record', level: 'L' }])
})
