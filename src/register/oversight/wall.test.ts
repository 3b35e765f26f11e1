/** Who tries to pass a wall gets the answer for what is not there; those who watch walls hear of it, and whoever tried does not. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testStore } from '../../../tests/store.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { NotFound } from '../../store/index.ts'
import { carryOut } from '../command.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { Refused } from '../refused.ts'
import type { Who } from '../register.ts'
import { viewCase } from '../view.ts'
import { wallAlarms } from './index.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office = 'one'): Who & { readonly id: string } => ({
  ...{ as: 'officer', id: randomUUID(), role, office },
})
const ombuds = officer('ombuds-officer', 'ombudsperson')
const auditor = officer('data-protection-auditor', 'data-protection')
const look = (who: Who, caseId: string, procedure = 'school-enrolment') =>
  viewCase(register, who, { procedure, caseId, purpose: 'decide' })
const alarmsOf = async ({ id }: { id: string }, hearer: Who) =>
  (await wallAlarms(register, hearer, 1000)).filter((one) => one.officer === id)

async function alarmed(who: { id: string }) {
  for (let tries = 0; tries < 100; tries++) {
    const found = await alarmsOf(who, ombuds)
    if (found.length > 0) return found
    await sleep(20)
  }
  return []
}

test('an attempt across a wall returns nothing, and the Ombudsperson and those who protect data hear of it', async () => {
  const police = officer('police-officer')
  await assert.rejects(look(police, randomUUID()), NotFound)
  const [alarm, ...more] = await alarmed(police)
  assert.deepEqual([alarm?.kind, alarm?.role, alarm?.compartment], ['wall', 'police-officer', 'education'])
  assert.deepEqual(more, [])
  assert.equal((await alarmsOf(police, auditor)).length, 1)
})

test('who is walled off opens nothing either: there is no such procedure for them, whatever they give, and it is heard of', async () => {
  const police = officer('police-officer')
  const opening = asking({ procedure: 'school-enrolment', kind: 'open', step: 'open', facts: { level: 'primary' } })
  await assert.rejects(carryOut(register, police, opening), NotFound)
  const [alarm] = await alarmed(police)
  assert.deepEqual([alarm?.kind, alarm?.compartment], ['wall', 'education'])
})

test('police leave a sign of trafficking behind the wall, and hear what is wrong with it: no alarm, and nothing of it is read', async () => {
  const police = officer('police-officer')
  const leaving = (facts: Record<string, unknown>) =>
    asking({ procedure: 'trafficking-identification', kind: 'open', step: 'open', facts })
  const sign = { language: 'uz', signFrom: 'interior', signs: ['documents-taken'], immediateDanger: false }
  await assert.rejects(carryOut(register, police, leaving({ ...sign, language: 'no such' })), Refused)
  const { caseId } = await carryOut(register, police, leaving(sign))
  await sleep(200)
  assert.deepEqual(await alarmsOf(police, ombuds), [])
  await assert.rejects(look(police, caseId, 'trafficking-identification'), NotFound)
})

test('a thousand attempts are one alarm a minute', async () => {
  const police = officer('police-officer')
  await Promise.all(Array.from({ length: 20 }, () => assert.rejects(look(police, randomUUID()), NotFound)))
  await alarmed(police)
  await sleep(300)
  assert.equal((await alarmed(police)).length, 1)
})

test('the answer and what is written are the same for what is there and what is not', async () => {
  const registrar = officer('school-registrar', 'school-1')
  const facts = {
    ...{ birthDateSaid: '2016', level: 'primary', sex: 'female', carerRelation: 'parent', childName: 'Named' },
    ...{ language: 'az', needsInterpreter: false },
  }
  const opened = await carryOut(
    register,
    registrar,
    asking({ procedure: 'school-enrolment', kind: 'open', step: 'open', facts }),
  )
  const answers = []
  for (const caseId of [opened.caseId, randomUUID()]) {
    const police = officer('police-officer')
    const error = await look(police, caseId).catch((refused: Error) => refused)
    const [alarm] = await alarmed(police)
    const { id: _id, at: _at, officer: _officer, ...same } = alarm ?? assert.fail('no alarm')
    answers.push([JSON.stringify([(error as Error).name, (error as Error).message]), same])
  }
  assert.deepEqual(answers[0], answers[1])
})

test('whoever tried waits for nothing that is written about them, and learns nothing where it fails', async () => {
  const police = officer('police-officer')
  await owner.query('revoke execute on function firewall.wall_tried(text) from observance_police_officer')
  await assert.rejects(look(police, randomUUID()), NotFound)
  await sleep(200)
  await owner.query('grant execute on function firewall.wall_tried(text) to observance_police_officer')
  assert.deepEqual(await alarmsOf(police, ombuds), [])
  await owner.query('begin')
  await owner.query('lock table firewall.alarm')
  await assert.rejects(look(police, randomUUID()), NotFound)
  await owner.query('commit')
  assert.equal((await alarmed(police)).length, 1)
})

test('who is not walled off and has nothing to do with the case raises no alarm', async () => {
  const registrar = officer('school-registrar', 'school-2')
  await assert.rejects(look(registrar, randomUUID()), NotFound)
  await sleep(200)
  assert.deepEqual(await alarmsOf(registrar, ombuds), [])
})
