/** Four eyes: nothing happens before the second, who is never the first, whatever either sends to the database itself. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { PROCEDURES, type Procedure } from '../procedures/index.ts'
import { NotFound, StepRefused } from '../store/index.ts'
import { openCase } from './case-file.ts'
import { carryOut } from './command.ts'
import { commandOf, send } from './fixtures/bare-register.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { Refused } from './refused.ts'
import { actingAs, type Who } from './register.ts'
import { confirm, decline, propose } from './second.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office = 'sms') => ({ as: 'officer' as const, id: randomUUID(), role, office })
const found = PROCEDURES.find(({ name }) => name === 'detention')
assert.ok(found)
const detention: Procedure = found
const head = officer('sms-enforcement-head')
const ombuds = officer('ombuds-officer', 'ombuds')
const WORDS = 'Somebody else was meant.'
const detain = async () =>
  (
    await carryOut(
      register,
      officer('sms-enforcement'),
      asking({
        ...{ procedure: 'detention', kind: 'open', step: 'open' },
        facts: {
          libertyLostAt: Temporal.Now.instant().round('millisecond').toString(),
          ...{ libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'male', nationality: 'UZ' },
          ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', accompaniedByChild: false, language: 'uz' },
        },
      }),
    )
  ).caseId
const voiding = (caseId: string, facts: object = { voidReason: WORDS }, event = 1) =>
  asking({ procedure: 'detention', kind: 'take', step: 'withdrawAsVoid', on: { caseId, event }, facts: { ...facts } })
const on = (caseId: string, proposal: string, event = 1) => ({
  ...{ procedure: 'detention', caseId, proposal, event, key: randomUUID(), purpose: 'review' as const },
})
const read = (who: Who, caseId: string) =>
  actingAs(register, who, (tx) => openCase(register, tx, detention, { caseId, purpose: 'review' }))
const refusedBy = (rule: string) => (error: unknown) => {
  assert.ok(error instanceof StepRefused, String(error))
  assert.equal(error.rule, rule)
  return true
}

test('what is proposed has not happened; the second sees it whole and makes it the first’s step', async () => {
  const caseId = await detain()
  const proposal = await propose(register, head, voiding(caseId))
  const file = await read(ombuds, caseId)
  assert.equal(file.state.state, 'apprehended')
  assert.ok(file.clocks.every(({ stoppedAt }) => stoppedAt === null))
  const [open] = file.proposals
  assert.deepEqual([open?.step, open?.by.id, open?.facts.voidReason], ['withdrawAsVoid', head.id, WORDS])
  const confirming = on(caseId, proposal)
  const done = await confirm(register, ombuds, confirming)
  assert.equal(done.state, 'void')
  const after = await read(ombuds, caseId)
  assert.deepEqual(after.proposals, [])
  assert.deepEqual([after.events.at(-1)?.actor.role, after.events.at(-1)?.actor.id], ['sms-enforcement-head', head.id])
  const { rows } = await owner.query(
    'select outcome, closed_by, event_no from immigration_enforcement.proposal where proposal_id = $1',
    [proposal],
  )
  assert.deepEqual(rows, [{ outcome: 'confirmed', closed_by: ombuds.id, event_no: 2 }])
})

test('the first is not the second, whatever role they have; nor is somebody of another role', async () => {
  const caseId = await detain()
  const proposal = await propose(register, head, voiding(caseId))
  const twice = { ...ombuds, id: head.id }
  await assert.rejects(confirm(register, twice, on(caseId, proposal)), Refused)
  await assert.rejects(confirm(register, officer('sms-enforcement'), on(caseId, proposal)), Refused)
  // The database says so itself.
  const command = commandOf({
    step: 'withdrawAsVoid',
    caseId,
    expected: 1,
    proposal,
    sealedFacts: ['voidReason'],
    sealed: 'AAAA',
    statistics: { case: '00'.repeat(20), person: '11'.repeat(20) },
  })
  const direct = (who: { id: string; role: string; office: string }, more: object = {}) =>
    send(register.firewall, { officer: who.id, role: who.role, office: who.office }, detention, { ...command, ...more })
  await assert.rejects(direct(twice), refusedBy('second-is-the-first'))
  await assert.rejects(direct(officer('sms-enforcement-head')), refusedBy('not-open-from-here'))
  await assert.rejects(direct(head, { proposal: null }), refusedBy('needs-a-second'))
  await assert.rejects(direct(ombuds, { proposal: randomUUID() }), refusedBy('needs-a-second'))
  await assert.rejects(
    owner.query(
      "update immigration_enforcement.proposal set outcome = 'confirmed', closed_by = officer where proposal_id = $1",
      [proposal],
    ),
    /two_people/,
  )
  assert.equal((await direct(ombuds)).state, 'void')
})

test('a step that needs two is refused to one, and a proposal lacks nothing but the second', async () => {
  const caseId = await detain()
  await assert.rejects(carryOut(register, head, voiding(caseId)), (error) => {
    assert.ok(error instanceof Refused)
    return error.refusals.some(({ rule }) => rule === 'needs-a-second')
  })
  await assert.rejects(propose(register, head, voiding(caseId, {})), Refused)
  await assert.rejects(propose(register, officer('sms-enforcement'), voiding(caseId)), Refused)
  await assert.rejects(propose(register, officer('sms-enforcement-head', 'elsewhere'), voiding(caseId)), NotFound)
})

test('declined, taken back or overtaken, a proposal is confirmed by nobody', async () => {
  const caseId = await detain()
  const first = await propose(register, head, voiding(caseId))
  await assert.rejects(decline(register, officer('sms-enforcement'), on(caseId, first)))
  await decline(register, ombuds, on(caseId, first))
  await assert.rejects(confirm(register, ombuds, on(caseId, first)), NotFound)
  const second = await propose(register, head, voiding(caseId))
  await decline(register, head, on(caseId, second))
  const third = await propose(register, head, voiding(caseId))
  const release = asking({
    ...{ procedure: 'detention', kind: 'take', step: 'letGo', on: { caseId, event: 1 } },
    facts: { releaseReason: 'other' },
  })
  await carryOut(register, head, release)
  await assert.rejects(confirm(register, ombuds, on(caseId, third, 2)), NotFound)
  const { rows } = await owner.query(
    'select outcome from immigration_enforcement.proposal where case_id = $1 order by at',
    [caseId],
  )
  assert.deepEqual(
    rows.map(({ outcome }) => outcome),
    ['declined', 'withdrawn', 'lapsed'],
  )
})

test('sent again, a proposal is one, and so is its confirmation', async () => {
  const caseId = await detain()
  const asked = voiding(caseId)
  const proposals = [await propose(register, head, asked), await propose(register, head, asked)]
  assert.equal(proposals[0], proposals[1])
  const once = on(caseId, asked.key)
  await Promise.allSettled([confirm(register, ombuds, once), confirm(register, ombuds, once)])
  const file = await read(ombuds, caseId)
  assert.equal(file.events.length, 2)
  assert.equal(file.state.state, 'void')
})

test('what is proposed lies in the database in no words, and who could be the second is told', async () => {
  const caseId = await detain()
  await propose(register, head, voiding(caseId))
  const { rows } = await owner.query(
    'select p::text as all from immigration_enforcement.proposal p where case_id = $1',
    [caseId],
  )
  assert.ok(!rows[0].all.includes(Buffer.from(WORDS).toString('hex')) && !rows[0].all.includes(WORDS))
  const told = await owner.query(
    "select whom from immigration_enforcement.notice where case_id = $1 and rule = 'withdrawAsVoid'",
    [caseId],
  )
  assert.deepEqual(told.rows, [{ whom: 'ombuds-officer' }])
})
