/** The register of a place, as independent visitors find it: whole, by name, in the same minute; and alarms of the wall. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { officeId } from '../../countries/index.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { NotFound } from '../../store/index.ts'
import { carryOut } from '../command.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { recordPerson } from '../people/names.ts'
import { actingAs, type Who } from '../register.ts'
import { heldIn, wallAlarms } from './index.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office: string): Who & { readonly as: 'officer' } => ({
  ...{ as: 'officer', id: randomUUID(), role, office },
})
const visitor = officer('ombuds-npm', 'ombudsperson')
const keeper = officer('place-officer', 'place-baku')
const held = (who: Who, place: string) => heldIn(register, who, { place, limit: 50, offset: 0 })

/** Somebody whom the officer of the place finds there without a case. */
async function foundIn(name: string): Promise<string> {
  const facts = {
    libertyLostAt: Temporal.Now.instant().subtract({ hours: 1 }).round('millisecond').toString(),
    ...{ libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'male', birthDateKnown: '1990-05-17' },
    ...{ ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false, language: 'uz', needsInterpreter: true },
  }
  const opening = asking({ procedure: 'detention', kind: 'open', step: 'open', facts })
  const { caseId } = await carryOut(register, keeper, opening)
  const admission = { place: officeId('place-baku') }
  await carryOut(
    register,
    keeper,
    asking({ procedure: 'detention', kind: 'enter', step: 'admit', on: { caseId, event: 1 }, facts: admission }),
  )
  await recordPerson(register, keeper, {
    ...{ procedure: 'detention', caseId, purpose: 'decide', key: randomUUID(), after: 0 },
    given: { names: [{ name, kind: 'own', language: 'uz' }] },
  })
  return caseId
}

test('a visitor finds everybody who is held in the place, by name, in the minute of the admission; each look is on record', async () => {
  const [one, two] = [await foundIn('Namuna Birinchi'), await foundIn('Namuna Ikkinchi')]
  const list = await held(visitor, 'place-baku')
  assert.deepEqual(
    list.map(({ caseId, name }) => [caseId, name?.record.names[0]?.name]),
    [
      [one, 'Namuna Birinchi'],
      [two, 'Namuna Ikkinchi'],
    ],
  )
  assert.ok(list.every(({ dueAt, dueRule }) => dueAt !== null && dueRule !== null))
  const { rows } = await owner.query(
    'select subject, kind, purpose from firewall.access_record where officer = $1 order by at',
    [visitor.id],
  )
  assert.deepEqual(
    rows,
    [one, two].map((subject) => ({ subject, kind: 'name', purpose: 'inspect' })),
  )
  assert.deepEqual(await held(visitor, 'place-yevlakh'), [])
})

test('whoever leaves the place leaves its register', async () => {
  const caseId = await foundIn('Namuna Uchinchi')
  const release = asking({
    ...{ procedure: 'detention', kind: 'take', step: 'letGo', on: { caseId, event: 2 } },
    facts: { releaseReason: 'no-order' },
  })
  await carryOut(register, keeper, release)
  assert.ok((await held(visitor, 'place-baku')).every((one) => one.caseId !== caseId))
})

test('nobody else opens the register of a place: no agency, not the place itself, no auditor of data', async () => {
  for (const who of [keeper, officer('judge', 'court-baku'), officer('data-protection-auditor', 'data-protection')])
    await assert.rejects(held(who, 'place-baku'), NotFound)
  for (const place of ['court-baku', 'school-12', 'nowhere']) await assert.rejects(held(visitor, place), NotFound)
})

test('the wall’s own alarms are heard by the Ombudsperson and those who protect data, and by no agency', async () => {
  await actingAs(register, keeper, (tx) => sql`select firewall.raise_alarm('quota', null, null)`.execute(tx))
  for (const who of [officer('ombuds-officer', 'ombudsperson'), officer('data-protection-auditor', 'data-protection')])
    assert.deepEqual(
      (await wallAlarms(register, who, 5)).map(({ kind, officer: id, role }) => [kind, id, role]),
      [['quota', keeper.id, 'place-officer']],
    )
  for (const who of [keeper, visitor, officer('judge', 'court-baku')]) {
    await assert.rejects(wallAlarms(register, who, 5), NotFound)
    await assert.rejects(
      actingAs(register, who, (tx) => sql`select id from firewall.alarm`.execute(tx)),
      NotFound,
    )
  }
})
