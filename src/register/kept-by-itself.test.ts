/** A time that the system's own step keeps: no breach where the step was taken at its time, a breach in every other case. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import type { Procedure } from '../procedures/index.ts'
import { actor, commandOf, installBare, openingOf, send, somebody } from './fixtures/bare-register.ts'
import { departure, shelter } from './fixtures/procedures.ts'
import { fireDue } from './scheduler.ts'

const { F2 } = departure.safeguards
assert.ok(F2?.rules.decided?.kind === 'within')
const leaving: Procedure = {
  ...departure,
  safeguards: {
    ...departure.safeguards,
    F2: { ...F2, rules: { ...F2.rules, decided: { ...F2.rules.decided, keptByItself: true } } },
  },
}
const [enforcing, recording] = [await testStore(), await testStore()]
const enforced = await installBare(enforcing, [], [leaving, shelter])
const recorded = await installBare(recording, ['F2.decided'], [leaving, shelter])
const owners = await Promise.all([enforcing, recording].map((one) => one.ownerClient()))
const [ofEnforced, ofRecorded] = owners
assert.ok(ofEnforced && ofRecorded)
after(() => Promise.all(owners.map((one) => one.end())))
const border = actor('border-officer')
const open = async (over: number, wall = enforced) => {
  const asked = Temporal.Now.instant()
    .subtract({ seconds: 86_400 + over })
    .toString()
  return (await send(wall, border, leaving, openingOf(somebody(), { asked_at: asked, weather: 'calm' }))).caseId
}
const command = async () => ({ leaf: 'action test\n', commitment: randomBytes(32).toString('hex'), sealedEvent: '' })
const fire = (wall = enforced) => fireDue(wall.asSystem, 'immigration-enforcement', command)
const found = async (caseId: string, of = ofEnforced) => {
  const { rows } = await of.query(
    `select p.state, k.breached_at is not null as breached, k.stopped_at is not null as stopped,
       (select count(*)::int from immigration_enforcement.breach b where b.case_id = p.case_id) as breaches,
       (select count(*)::int from immigration_enforcement.notice n where n.case_id = p.case_id) as notices
     from immigration_enforcement.departure p join immigration_enforcement.clock k using (case_id) where p.case_id = $1 and k.rule = 'F2.decided'`,
    [caseId],
  )
  return rows[0]
}

test('the system ended it at its time: nobody broke anything, and nobody is alarmed', async () => {
  const caseId = await open(2)
  await fire()
  assert.deepEqual(await found(caseId), { state: 'stays', breached: false, stopped: true, breaches: 0, notices: 0 })
})

test('the system came an hour late: that is a breach, and the case goes on all the same', async () => {
  const caseId = await open(3600)
  await fire()
  const { state, breached, breaches } = await found(caseId)
  assert.deepEqual({ state, breached, breaches }, { state: 'stays', breached: true, breaches: 1 })
})

test('where it is only recorded the end passes by, and that is a breach at once', async () => {
  const caseId = await open(2, recorded)
  await fire(recorded)
  const { state, breached, stopped, breaches } = await found(caseId, ofRecorded)
  assert.deepEqual(
    { state, breached, stopped, breaches },
    { state: 'asked', breached: true, stopped: false, breaches: 1 },
  )
})

test('where the step is not open from where the case stands nothing was kept', async () => {
  const caseId = await open(-3600)
  const person = { role: 'person', office: '', officer: caseId }
  await send(enforced, person, leaving, commandOf({ step: 'appeal', caseId, expected: 1 }))
  await ofEnforced.query(
    "update immigration_enforcement.clock set due_at = clock_timestamp() where case_id = $1 and rule = 'F2.decided'",
    [caseId],
  )
  await fire()
  const { state, breached, breaches } = await found(caseId)
  assert.deepEqual({ state, breached, breaches }, { state: 'waiting', breached: true, breaches: 1 })
})
