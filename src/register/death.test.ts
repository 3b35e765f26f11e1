/** Who has died loses nothing more: what runs against them is closed in every case of theirs, and nobody is told where it was known. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testStore } from '../../tests/store.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { carryOut } from './command.ts'
import { stepsAgainst } from './commit/death.ts'
import { orderWith, refuge } from './fixtures/ordered-away.ts'
import { officer, peopleOf } from './fixtures/people.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { round } from './keep.ts'
import { reportPerson, signReport } from './people/index.ts'
import { projectionDifferences } from './rebuild/differences.ts'
import { Refused } from './refused.ts'
import { viewCase } from './view.ts'
import { discrepancies } from './watchdog.ts'

const store = await testStore()
const order = orderWith(1)
const register = await wholeRegister(store, { procedures: [order, refuge] })
const owner = await store.ownerClient()
after(() => owner.end())
const people = peopleOf(register, owner)
const { border, worker } = people
const dies = { diedAt: people.anHourAgo() }
const adverse = async (of: { procedure: string; caseId: string }) =>
  (await people.clocks(of)).filter(({ kind }) => kind === 'adverse')
const agree = async () => {
  assert.deepEqual(await discrepancies(register, order), [])
  assert.deepEqual(await projectionDifferences(register), [])
}

test('what runs against somebody who has died is closed in their other cases, and its end brings nothing', async () => {
  const one = await people.order()
  const safe = await people.refuge(one)
  await people.serve(one)
  await people.take(worker, safe, 'noteDeath', dies)
  await sleep(1100)
  await round(register)
  const [clock] = await adverse(one)
  assert.ok(clock !== undefined && clock.stoppedAt !== null)
  assert.equal((await people.row(one)).state, 'appealable', 'the order did not become final')
  await round(register)
  assert.equal((await people.steps(one)).filter((step) => step === 'closeForDeath').length, 1, 'once')
  await agree()
})

test('even before anybody has looked, the end of a time brings nothing against somebody who has died', async () => {
  const one = await people.order()
  const safe = await people.refuge(one)
  await people.serve(one)
  await people.take(worker, safe, 'noteDeath', dies)
  await sleep(1100)
  const { fireDue } = await import('./scheduler.ts')
  await fireDue(register.firewall.asSystem, 'immigration-enforcement', async () => ({ expected: 2 }))
  assert.equal((await people.row(one)).state, 'appealable')
  await round(register)
  await agree()
})

test('every step against somebody who has died is refused from the same second, with a sentence; what protects goes on', async () => {
  const one = await people.order()
  await people.serve(one)
  await sleep(1100)
  await round(register)
  await people.take({ as: 'person', caseId: one.caseId }, one, 'appeal')
  const another = await people.order(one)
  await people.serve(another)
  await sleep(1100)
  await round(register)
  await people.take(border, one, 'noteDeath', dies)
  await assert.rejects(people.take(border, another, 'execute'), (error: unknown) => {
    assert.ok(error instanceof Refused)
    assert.ok(error.refusals.some(({ rule, params }) => rule === 'held' && params.hold === 'died'))
    return true
  })
  const on = { caseId: another.caseId, event: (await people.row(another)).event }
  await carryOut(register, border, asking({ procedure: 'order', kind: 'enter', step: 'note', on, facts: dies && {} }))
  await agree()
})

test('a death is told to whom its procedure says, and to nobody besides', async () => {
  const one = await people.order()
  const safe = await people.refuge(one)
  await people.serve(one)
  await people.take(worker, safe, 'noteDeath', dies)
  await round(register)
  assert.deepEqual(
    (await people.told(safe, 'ombuds-officer')).map(({ rule, about, level }) => [rule, about, level]),
    [['noteDeath', 'alarm', 'L']],
  )
  assert.deepEqual(await people.told(one, 'ombuds-officer'), [])
})

test('across the wall nothing is told but the bit: which case it was, and how, no other case says', async () => {
  const seen = async (from: 'order' | 'refuge') => {
    const one = await people.order()
    const other = from === 'order' ? await people.order(one) : await people.refuge(one)
    await people.serve(one)
    await people.take(from === 'order' ? border : worker, other, 'noteDeath', dies)
    await round(register)
    const { timeline, holds, state } = await viewCase(register, border, { ...one, purpose: 'decide' })
    const last = timeline.at(-1)
    return JSON.stringify([
      state,
      Object.keys(holds).filter((hold) => hold === 'died'),
      last?.step,
      last?.facts,
      last?.actor,
    ])
  }
  assert.equal(await seen('order'), await seen('refuge'))
})

test('the cases of the family go on untouched', async () => {
  const [one, family] = [await people.order(), await people.order()]
  await people.serve(one)
  await people.serve(family)
  const before = await people.clocks(family)
  await people.take(border, one, 'noteDeath', dies)
  const { closeForDeath } = await import('./death.ts')
  const { systemCommands } = await import('./system-command.ts')
  await closeForDeath(register.firewall.asSystem, order, systemCommands(register))
  assert.deepEqual(await people.clocks(family), before)
  assert.equal(await people.standing(family, 'died'), 0)
})

test('a death under the number of another is no death of theirs: parted, their case goes on and their time starts anew', async () => {
  const one = await people.order()
  const dead = await people.refuge(one)
  await people.serve(one)
  await people.take(worker, dead, 'noteDeath', dies)
  await round(register)
  const id = crypto.randomUUID()
  await reportPerson(register, border, {
    ...{ ...one, purpose: 'decide', key: id, kind: 'split', otherNumber: null, reasons: 'She stands before me.' },
  })
  await signReport(register, officer('data-protection-auditor'), {
    id,
    sides: { [one.caseId]: 'first', [dead.caseId]: 'second' },
    reasons: 'Two.',
  })
  assert.equal(await people.standing(one, 'died'), 0)
  assert.equal(await people.standing(dead, 'died'), 1)
  const clocks = await adverse(one)
  assert.deepEqual(
    clocks.map(({ run, stoppedAt }) => [run, stoppedAt === null]),
    [
      [1, false],
      [2, true],
    ],
  )
  await agree()
})

test('in each declared procedure what goes against the person is stopped, and what serves them is not', () => {
  const against = Object.fromEntries(PROCEDURES.map((procedure) => [procedure.name, stepsAgainst(procedure)]))
  assert.ok(against.expulsion?.includes('remove') && against.expulsion.includes('becomeFinal'))
  assert.ok(against.detention?.includes('authorize'))
  for (const [name, steps] of Object.entries(against)) {
    const procedure = PROCEDURES.find((one) => one.name === name)
    for (const step of steps) assert.ok(!procedure?.person.takes.some((own) => own === step), `${name} ${step}`)
    for (const step of ['noteDeath', 'release', 'releaseAtOnce', 'declareVoid']) assert.ok(!steps.includes(step))
  }
  for (const procedure of PROCEDURES)
    assert.equal('died' in procedure.states, (procedure.person.diedIn ?? []).length > 0, procedure.name)
})
