/** The database's clock went back behind what it had recorded: what came late has come late, on every page and to every judgement. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { carryOut } from './command.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import type { Who } from './register.ts'
import { viewCase } from './view.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())
const police: Who = { as: 'officer', id: randomUUID(), role: 'police-officer', office: 'first' }
const ago = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).round('millisecond').toString()

async function detained(): Promise<string> {
  const facts = {
    ...{ libertyLostAt: ago(10), libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'female' },
    ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false },
    ...{ language: 'uz', needsInterpreter: true },
  }
  const opening = asking({ procedure: 'detention', kind: 'open', step: 'open', facts })
  return (await carryOut(register, police, opening)).caseId
}

async function standing(caseId: string): Promise<string | undefined> {
  const { clocks } = await viewCase(register, police, { procedure: 'detention', caseId, purpose: 'decide' })
  return clocks.find(({ rule }) => rule === 'D4.hour')?.standing
}

/** As the scheduler left it an hour from now, before the clock went back. */
const foundLate = (caseId: string) =>
  owner.query(
    `insert into immigration_enforcement.breach (procedure, case_id, rule, level, mode, started_at, due_at, found_at, run)
       select procedure, case_id, rule, 'L', mode, started_at, due_at, due_at + interval '1 second', run
       from immigration_enforcement.clock where case_id = $1 and rule = 'D4.hour'`,
    [caseId],
  )

test('P7: what was found to be late has come late, though the clock of the database says that it runs', async () => {
  const caseId = await detained()
  assert.equal(await standing(caseId), 'running')
  await foundLate(caseId)
  assert.equal(await standing(caseId), 'breached')
})

test('P7: whoever must be let go is let go, though the last event lies ahead of the clock of the database', async () => {
  const caseId = await detained()
  await owner.query('set session_replication_role = replica')
  await owner.query(
    "update immigration_enforcement.event set recorded_at = recorded_at + interval '3 hours' where case_id = $1",
    [caseId],
  )
  await owner.query(
    "update immigration_enforcement.detention set changed_at = changed_at + interval '3 hours' where case_id = $1",
    [caseId],
  )
  await owner.query('set session_replication_role = origin')
  const letGo = { procedure: 'detention', kind: 'take', step: 'letGo', on: { caseId, event: 1 } } as const
  await carryOut(register, police, asking({ ...letGo, facts: { releaseReason: 'no-order' } }))
  const { rows } = await owner.query<{ in_order: boolean }>(
    'select max(recorded_at) filter (where no = 2) >= max(recorded_at) filter (where no = 1) as in_order from immigration_enforcement.event where case_id = $1',
    [caseId],
  )
  assert.deepEqual(rows, [{ in_order: true }], 'a step is recorded no sooner than the one before it')
})
