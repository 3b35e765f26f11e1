/** Who is told, and until when: by the ladder, by office, and again each half hour until they have read it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { officeId } from '../countries/index.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { NotFound } from '../store/index.ts'
import { carryOut } from './command.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { acknowledge, noticesFor, repeatAlarms } from './notices.ts'
import type { Who } from './register.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office = 'sms'): Who => ({ as: 'officer', id: randomUUID(), role, office })
const enforcement = officer('sms-enforcement')
const [head, npm, ombuds] = [
  officer('sms-enforcement-head'),
  officer('ombuds-npm', 'ombuds'),
  officer('ombuds-officer', 'ombuds'),
]
const now = () => Temporal.Now.instant().round('millisecond').toString()
const detain = async () =>
  (
    await carryOut(
      register,
      enforcement,
      asking({
        ...{ procedure: 'detention', kind: 'open', step: 'open' },
        facts: {
          ...{ libertyLostAt: now(), libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'male' },
          ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', accompaniedByChild: false, language: 'uz' },
          nationality: 'UZ',
        },
      }),
    )
  ).caseId
const say = (caseId: string, step: string) =>
  carryOut(
    register,
    { as: 'person', caseId },
    asking({ procedure: 'detention', kind: 'enter', step, on: { caseId, event: 1 } }),
  )
const heard = async (who: Who, caseId: string, rule: string) =>
  (await noticesFor(register, who)).filter((one) => one.rule === rule && one.caseId === caseId)

test('a breach is heard by the head of the agency’s own office, the Ombudsperson and the person, and by no other office', async () => {
  const caseId = await detain()
  await say(caseId, 'tellCharge')
  for (const who of [head, ombuds, { as: 'person', caseId } as const])
    assert.equal((await heard(who, caseId, 'D14.noCostNoWork')).length, 1)
  for (const who of [officer('sms-enforcement-head', 'elsewhere'), enforcement, npm])
    assert.deepEqual(await heard(who, caseId, 'D14.noCostNoWork'), [])
  const other = await detain()
  assert.deepEqual(await heard({ as: 'person', caseId: other }, caseId, 'D14.noCostNoWork'), [])
})

test('what a person says behind a button of its own reaches its body at once, without the number of the case', async () => {
  const caseId = await detain()
  await say(caseId, 'claimAsylum')
  const told = (await noticesFor(register, officer('asylum-officer', 'asylum'))).filter(
    ({ rule }) => rule === 'claimAsylum',
  )
  assert.equal(told.length, 1)
  assert.deepEqual([told[0]?.about, told[0]?.caseId, told[0]?.caseNumber], ['told', null, null])
  assert.deepEqual(
    (await noticesFor(register, officer('place-officer', 'place'))).filter(({ rule }) => rule === 'claimAsylum'),
    [],
  )
})

test('a guardian’s office is told before anybody is the guardian', async () => {
  await detain()
  const told = await noticesFor(register, officer('guardian', 'guardians'))
  assert.ok(told.some(({ rule, caseId }) => rule === 'D1.told' && caseId === null))
})

test('who is walled off hears nothing, and is not let in to ask', async () => {
  for (const role of ['school-registrar', 'sms-officer', 'labour-inspector'])
    assert.ok((await noticesFor(register, officer(role))).every(({ procedure }) => procedure !== 'detention'))
})

test('an alarm is raised again each half hour, once, however many look, until a judge, the Ombudsperson or a visitor answers it; not the agency, not the person', async () => {
  const caseId = await detain()
  await carryOut(
    register,
    npm,
    asking({
      ...{ procedure: 'detention', kind: 'take', step: 'noteDeath', on: { caseId, event: 1 } },
      facts: { diedAt: now(), place: officeId('place-baku') },
    }),
  )
  const [alarm] = await heard(npm, caseId, 'noteDeath')
  assert.equal(alarm?.about, 'alarm')
  assert.equal(await repeatAlarms(register), 0, 'not before half an hour has gone by')
  const past = (minutes: number) =>
    owner.query(
      `update immigration_enforcement.notice set repeat_at = clock_timestamp() - make_interval(mins => $2) where case_id = $1 and repeat_at is not null`,
      [caseId, minutes],
    )
  await past(95)
  const raised = await Promise.all([1, 2, 3].map(() => repeatAlarms(register)))
  assert.equal(
    raised.reduce((sum, one) => sum + one, 0),
    5,
    raised.join(),
  )
  assert.equal((await heard(npm, caseId, 'noteDeath'))[0]?.times, 2, 'once, though the scheduler slept')
  const { rows } = await owner.query(
    'select repeat_at > clock_timestamp() as ahead, repeat_at < clock_timestamp() + make_interval(mins => 30) as soon from immigration_enforcement.notice where case_id = $1 and repeat_at is not null',
    [caseId],
  )
  assert.ok(rows.every(({ ahead, soon }) => ahead && soon))
  for (const who of [head, { as: 'person', caseId } as const]) {
    const [own] = await heard(who, caseId, 'noteDeath')
    await acknowledge(register, who, { procedure: 'detention', id: own?.id ?? '' })
  }
  await past(1)
  assert.equal(await repeatAlarms(register), 3, 'those who answer alarms have not answered')
  await acknowledge(register, npm, { procedure: 'detention', id: alarm?.id ?? '' })
  assert.deepEqual(await heard(npm, caseId, 'noteDeath'), [])
  await past(1)
  assert.equal(await repeatAlarms(register), 0, 'one has: nobody is called again')
  assert.equal((await heard(ombuds, caseId, 'noteDeath')).length, 1, 'and the others have it in their list still')
})

test('nobody acknowledges what is another’s', async () => {
  const caseId = await detain()
  await say(caseId, 'tellCharge')
  const [mine] = await heard(ombuds, caseId, 'D14.noCostNoWork')
  assert.ok(mine)
  for (const who of [
    head,
    officer('sms-enforcement-head', 'elsewhere'),
    officer('school-registrar'),
    { as: 'person', caseId } as const,
  ])
    await assert.rejects(acknowledge(register, who, mine), NotFound)
  await acknowledge(register, ombuds, mine)
  assert.equal((await heard(head, caseId, 'D14.noCostNoWork')).length, 1)
  await assert.rejects(acknowledge(register, ombuds, mine), NotFound)
})

test('a time that runs out is told to those whose act stops it, and to the head', async () => {
  const caseId = await detain()
  await owner.query(
    `insert into immigration_enforcement.notice (procedure, case_id, rule, run, about, whom, level, at)
     select 'detention', $1, 'D4.hour', 1, 'half', w, 'R', now() from unnest(array['actor', 'head']) w`,
    [caseId],
  )
  assert.equal((await heard(enforcement, caseId, 'D4.hour')).length, 1)
  assert.equal((await heard(head, caseId, 'D4.hour')).length, 2, 'as head, and as one who may tell the rights')
  assert.deepEqual(await heard(ombuds, caseId, 'D4.hour'), [])
})

test('every procedure says who answers for its agency', () => {
  for (const { name, heads } of PROCEDURES) assert.ok(heads !== undefined && heads.length > 0, name)
})
