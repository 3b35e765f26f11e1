/** The person sees who looked at their case, when and why; a look that would reveal somebody later, with its reason. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import type { Purpose } from '../../firewall/index.ts'
import { NotFound } from '../../store/index.ts'
import { openCase } from '../case-file.ts'
import { carryOut } from '../command.ts'
import { departure } from '../fixtures/procedures.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { actingAs, type Who } from '../register.ts'
import { findByName, openAbout } from './find-person.ts'
import { whoLooked } from './looks.ts'
import { nameOf, recordPerson } from './names.ts'

const store = await testStore('invented')
const register = await wholeRegister(store)
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office = 'harbour'): Who & { as: 'officer' } => ({
  as: 'officer',
  id: randomUUID(),
  role,
  office,
})
const border = officer('border-officer')
const opening = () =>
  asking({
    procedure: 'departure',
    kind: 'open',
    step: 'open',
    facts: { askedAt: Temporal.Now.instant().round('millisecond').toString(), weather: 'calm' },
  })
const opened = async () => (await carryOut(register, border, opening())).caseId
const look = (who: Who, caseId: string, purpose: Purpose) =>
  actingAs(register, who, (tx) => openCase(register, tx, departure, { caseId, purpose }))
const looks = (caseId: string) => whoLooked(register, { as: 'person', caseId }, { procedure: 'departure', caseId })
const told = async (caseId: string) =>
  (await looks(caseId)).map(({ role, office, kind, purpose }) => `${role} ${office} ${kind} ${purpose}`)

test('the person sees which role of which office looked, at what and why, and nobody’s name', async () => {
  const caseId = await opened()
  await recordPerson(register, border, {
    ...{ procedure: 'departure', caseId, purpose: 'correct', key: randomUUID(), after: 0 },
    given: { names: [{ name: 'Ana' }] },
  })
  await look(border, caseId, 'review')
  const judge = officer('judge', 'court')
  await look(judge, caseId, 'hear')
  await nameOf(register, judge, { procedure: 'departure', caseId, purpose: 'hear' })
  assert.deepEqual(await told(caseId), [
    'person null looks own-data',
    'judge court name hear',
    'judge court case hear',
    'border-officer harbour case review',
    'border-officer harbour name correct',
  ])
  assert.ok(!JSON.stringify(await looks(caseId)).includes(judge.id))
})

test('a look by whoever inquires into a crime is not there at first, nor counted, and comes later with its reason', async () => {
  const caseId = await opened()
  const head = officer('sms-enforcement-head')
  await owner.query(
    'update immigration_enforcement.departure set office_sms_enforcement_head = $2 where case_id = $1',
    [caseId, head.office],
  )
  await look(head, caseId, 'supervise')
  assert.deepEqual(await told(caseId), ['person null looks own-data'])
  const at = (hours: number) =>
    owner.query("update firewall.access_record set at = now() - $2 * interval '1 hour' where officer = $1", [
      head.id,
      hours,
    ])
  await at(47.9)
  assert.ok(!(await looks(caseId)).some(({ role }) => role === 'sms-enforcement-head'))
  await at(48.1)
  const shown = (await looks(caseId)).find(({ role }) => role === 'sms-enforcement-head')
  assert.equal(shown?.because, 'criminal-inquiry')
  assert.ok((await looks(caseId)).every(({ role, because }) => (role === 'person') === (because === null)))
})

test('a code shows the looks at its own case: not at another case of the same person, not at anybody else’s', async () => {
  const first = await opened()
  const name = `Marker ${randomUUID()}`
  await recordPerson(register, border, {
    ...{ procedure: 'departure', caseId: first, purpose: 'correct', key: randomUUID(), after: 0 },
    given: { names: [{ name }], born: '1990' },
  })
  const sought = { procedure: 'departure', purpose: 'prepare' as const, name, born: '1990' }
  const [found] = await findByName(register, border, sought)
  assert.ok(found)
  const { caseId } = await openAbout(register, border, opening(), found.handle)
  await look(border, first, 'review')
  assert.deepEqual(await told(caseId), ['person null looks own-data'])
  const stranger: Who & { as: 'person' } = { as: 'person', caseId }
  await assert.rejects(whoLooked(register, stranger, { procedure: 'departure', caseId: first }), NotFound)
})

test('a case whose safeguards the system works on shows no look of the system', async () => {
  const caseId = await opened()
  await look({ as: 'system' }, caseId, 'supervise')
  assert.deepEqual(await told(caseId), ['person null looks own-data'])
})
