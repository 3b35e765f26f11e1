/** Who speaks for a person: put on a case by whom the declaration names, ended by the person, and nothing is read after. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import { openCase } from '../case-file.ts'
import { carryOut } from '../command.ts'
import { departure } from '../fixtures/procedures.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { actingAs, type Who } from '../register.ts'
import { viewCase } from '../view.ts'
import { endSpeaking, putOn, speakersOf } from './speakers.ts'

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
const opened = async () => {
  const facts = { askedAt: Temporal.Now.instant().round('millisecond').toString(), weather: 'calm' }
  const { caseId } = await carryOut(
    register,
    border,
    asking({ procedure: 'departure', kind: 'open', step: 'open', facts }),
  )
  const { rows } = await owner.query('select case_number from immigration_enforcement.departure where case_id = $1', [
    caseId,
  ])
  return { caseId, caseNumber: rows[0].case_number as string, person: { as: 'person', caseId } satisfies Who }
}
const read = (who: Who, caseId: string) =>
  actingAs(register, who, (tx) => openCase(register, tx, departure, { caseId, purpose: 'assist' }))
const queueOf = (who: Who) =>
  actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ case_id: string }>`select case_id from immigration_enforcement.departure`.execute(tx)
    return rows.map(({ case_id }) => case_id)
  })
const of = (caseId: string, { id, role }: Who & { as: 'officer' }) =>
  ({ procedure: 'departure', of: { caseId }, officer: id, role: role as 'lawyer' }) as const

test('a lawyer whom the person names reads the case, finds it in the queue, and no other', async () => {
  const [mine, other] = [await opened(), await opened()]
  const lawyer = officer('lawyer', 'bar')
  await assert.rejects(read(lawyer, mine.caseId), NotFound)
  await putOn(register, mine.person, of(mine.caseId, lawyer))
  assert.equal((await read(lawyer, mine.caseId)).state.state, 'asked')
  assert.deepEqual(await queueOf(lawyer), [mine.caseId])
  await assert.rejects(read(lawyer, other.caseId), NotFound)
  await assert.rejects(read(officer('lawyer', 'bar'), mine.caseId), NotFound)
})

test('whom the person ends reads nothing any more, not even that there was a case; who spoke stays known', async () => {
  const { caseId, person } = await opened()
  const [first, second] = [officer('lawyer'), officer('lawyer')]
  await putOn(register, person, of(caseId, first))
  await endSpeaking(register, person, of(caseId, first))
  await putOn(register, person, of(caseId, second))
  await assert.rejects(read(first, caseId), NotFound)
  assert.deepEqual(await queueOf(first), [])
  await assert.rejects(carryOut(register, first, appeal(caseId)), NotFound)
  const speakers = await speakersOf(register, person, { procedure: 'departure', caseId })
  assert.deepEqual(
    speakers.map((one) => [one.officer, one.putOnBy, one.endedAt === null]),
    [
      [first.id, 'person', false],
      [second.id, 'person', true],
    ],
  )
  assert.equal((await carryOut(register, second, appeal(caseId))).state, 'waiting')
})

const appeal = (caseId: string) =>
  asking({ procedure: 'departure', kind: 'take', step: 'appeal', on: { caseId, event: 1 } })

test('legal aid names a lawyer by the number that it was told, and reads nothing', async () => {
  const { caseId, caseNumber } = await opened()
  const [aid, lawyer] = [officer('legal-aid-officer'), officer('lawyer')]
  const naming = { procedure: 'departure', officer: lawyer.id, role: 'lawyer' } as const
  await assert.rejects(putOn(register, aid, { ...naming, of: { caseNumber: 'ZZZZ-ZZZZ-ZZZZ' } }), NotFound)
  await assert.rejects(putOn(register, aid, { ...naming, of: { caseId } }), NotFound)
  await putOn(register, aid, { ...naming, of: { caseNumber } })
  assert.equal((await read(lawyer, caseId)).caseId, caseId)
  await assert.rejects(read(aid, caseId), NotFound)
})

test('a consulate is put on a case by the person’s own word, and by nobody else’s', async () => {
  const { caseId, caseNumber, person } = await opened()
  const consul = officer('consular-officer', 'embassy')
  const naming = { procedure: 'departure', officer: consul.id, role: 'consular-officer' } as const
  const notTheirs = (error: unknown) => error instanceof StepRefused && error.rule === 'not-open-from-here'
  await assert.rejects(putOn(register, border, { ...naming, of: { caseId } }), NotFound)
  await assert.rejects(putOn(register, officer('lawyer'), { ...naming, of: { caseId } }), NotFound)
  await assert.rejects(putOn(register, officer('legal-aid-officer'), { ...naming, of: { caseNumber } }), NotFound)
  await assert.rejects(putOn(register, consul, { ...naming, of: { caseId } }), NotFound)
  const lawyer = officer('lawyer')
  await putOn(register, person, of(caseId, lawyer))
  await assert.rejects(putOn(register, lawyer, { ...naming, of: { caseId } }), notTheirs)
  await putOn(register, person, { ...naming, of: { caseId } })
  assert.equal((await read(consul, caseId)).caseId, caseId)
  await endSpeaking(register, consul, { ...naming, of: { caseId } })
  await assert.rejects(read(consul, caseId), NotFound)
})

test('nobody speaks in another role than the one in which they were put on, and the person names no judge', async () => {
  const { caseId, person } = await opened()
  const lawyer = officer('lawyer')
  await putOn(register, person, of(caseId, lawyer))
  await assert.rejects(read({ ...lawyer, role: 'consular-officer' }, caseId), NotFound)
  await assert.rejects(
    putOn(register, person, { procedure: 'departure', of: { caseId }, officer: randomUUID(), role: 'judge' }),
    StepRefused,
  )
})

test('a time that starts with a fact says when it began to those alone who are given the fact; when it ends, everybody sees', async () => {
  const { caseId, person } = await opened()
  const consul = officer('consular-officer')
  await putOn(register, person, of(caseId, consul))
  const clockFor = async (who: Who) =>
    (await viewCase(register, who, { procedure: 'departure', caseId, purpose: 'review' })).clocks.find(
      ({ rule }) => rule === 'F2.decided',
    ) ?? assert.fail()
  const [seen, told] = [await clockFor(border), await clockFor(consul)]
  assert.equal(seen.startedAt?.toString().slice(0, 10), Temporal.Now.instant().toString().slice(0, 10))
  assert.equal(told.startedAt, null)
  assert.equal(told.dueAt.toString(), seen.dueAt.toString())
  assert.ok(!('halfAt' in told) && !('mostAt' in told))
})
