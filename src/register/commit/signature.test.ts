/** Serious acts on the real engine: who has an account of their own signs each of them, and nobody signs what frees somebody. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { asOperator, StepRefused, systemReader } from '../../store/index.ts'
import { type Asked, carryOut } from '../command.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { declineReport, endSpeaking, putOn, reportPerson, signReport } from '../people/index.ts'
import type { Who } from '../register.ts'
import { confirm, propose } from '../second.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())

type Officer = Who & { readonly as: 'officer' }
const officer = (role: string, office: string): Officer => ({ as: 'officer', id: randomUUID(), role, office })
// Nobody's account: as the firewall knows them, they have none to have a passkey with.
const police = officer('police-officer', 'first')
const [judge, otherJudge] = [officer('judge', 'court'), officer('judge', 'court')]
const head = officer('sms-enforcement-head', 'sms')
const [ombuds, colleague] = [officer('ombuds-officer', 'intake'), officer('ombuds-officer', 'intake')]
const invented = officer('judge', 'court')
const auditor = officer('data-protection-auditor', 'auditor')

before(() =>
  asOperator(store, systemReader('test'), 'test', (tx) =>
    tx
      .insertInto('account')
      .values(
        [judge, otherJudge, head, ombuds, colleague, invented, auditor].map(({ id, role, office }) => ({
          ...{ id, name: role, email: `${id}@state.example`, role: 'officer', agency_role: role, office },
          demonstration: id === invented.id,
        })),
      )
      .execute(),
  ),
)

const minutesAgo = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).round('millisecond').toString()

async function apprehended(): Promise<string> {
  const facts = {
    ...{ libertyLostAt: minutesAgo(90), libertyLostPlace: 'unknown', apprehendedBy: police.id, sex: 'male' },
    ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false },
    ...{ language: 'uz', needsInterpreter: true },
  }
  const opened = await carryOut(register, police, asking({ procedure: 'detention', kind: 'open', step: 'open', facts }))
  await owner.query(
    "update immigration_enforcement.detention set office_judge = 'court', office_sms_enforcement_head = 'sms' where case_id = $1",
    [opened.caseId],
  )
  return opened.caseId
}

const taking = (caseId: string, step: string, facts: Asked['facts'], event = 1) =>
  asking({ procedure: 'detention', kind: 'take', step, on: { caseId, event }, facts })
const declaringVoid = (caseId: string, reason = 'Taken for somebody else.') =>
  taking(caseId, 'declareVoid', { voidReason: reason })

/** What is to be signed, as the refusal says it. */
async function actOf(work: Promise<unknown>): Promise<Buffer> {
  const error = await work.then(
    () => assert.fail('it was done unsigned'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof StepRefused && error.rule === 'signature-missing', String(error))
  return Buffer.from(String(error.data.detail), 'hex')
}

/** As if the passkey of `who` had signed it just now: how that is verified has tests of its own. */
async function sign({ id }: Officer, act: Buffer): Promise<void> {
  const token = randomBytes(32)
  await owner.query(
    "insert into followup.session (token_sha256, account, ends_at) values ($1, $2, now() + interval '1 hour')",
    [token, id],
  )
  await owner.query(
    'insert into followup.signing (challenge_sha256, session, account, act, answered_at, signed_at) values ($1, $2, $3, $4, now(), now())',
    [randomBytes(32), token, id, act],
  )
}

const eventsOf = async (caseId: string) =>
  (await owner.query('select count(*)::int as n from immigration_enforcement.event where case_id = $1', [caseId]))
    .rows[0].n

test('P23: a serious act that nobody signed is not done, and one that was is done once', async () => {
  const caseId = await apprehended()
  const asked = declaringVoid(caseId)
  const act = await actOf(carryOut(register, judge, asked))
  assert.equal(await eventsOf(caseId), 1)
  await sign(judge, act)
  assert.equal((await carryOut(register, judge, asked)).state, 'void')
  const { rowCount } = await owner.query('select from followup.signing where account = $1', [judge.id])
  assert.equal(rowCount, 0, 'the signature is used up')
  // Sent again, it is answered again, and asks for nothing.
  assert.equal((await carryOut(register, judge, asked)).event, 2)
})

test('a signature is for this case, this content, this event and this person', async () => {
  const [one, other] = [await apprehended(), await apprehended()]
  await sign(judge, await actOf(carryOut(register, judge, declaringVoid(one))))
  await actOf(carryOut(register, judge, declaringVoid(other)))
  await actOf(carryOut(register, judge, declaringVoid(one, 'Something else.')))
  await actOf(carryOut(register, otherJudge, declaringVoid(one)))
  // The case goes on, and what was signed was decided on what it was before.
  await carryOut(register, judge, taking(one, 'orderRelease', { decisionReasons: 'No ground was shown.' }))
  await actOf(carryOut(register, judge, taking(one, 'declareVoid', { voidReason: 'Taken for somebody else.' }, 2)))
})

test('a signature that was refused its act for another reason is still there for it', async () => {
  const caseId = await apprehended()
  const asked = declaringVoid(caseId)
  await sign(judge, await actOf(carryOut(register, judge, asked)))
  await assert.rejects(carryOut(register, judge, { ...asked, on: { caseId, event: 7 } }), StepRefused)
  assert.equal((await carryOut(register, judge, asked)).state, 'void')
})

test('an officer who puts another on a case signs it; the person names a lawyer by their own word, and ending it needs no passkey', async () => {
  const caseId = await apprehended()
  const of = (lawyer: string) => ({ procedure: 'detention', of: { caseId }, officer: lawyer, role: 'lawyer' as const })
  const [first, second] = [randomUUID(), randomUUID()]
  const speaking = async () =>
    (
      await owner.query(
        'select officer from immigration_enforcement.spoken_for where case_id = $1 and ended_at is null',
        [caseId],
      )
    ).rows.map(({ officer: one }) => one)
  const act = await actOf(putOn(register, judge, of(first)))
  assert.deepEqual(await speaking(), [])
  await sign(judge, act)
  // What was signed is this lawyer on this case.
  await actOf(putOn(register, judge, of(second)))
  await putOn(register, judge, of(first))
  assert.deepEqual(await speaking(), [first])
  await putOn(register, judge, of(first)) // nothing more to do, and nothing more to sign
  await endSpeaking(register, judge, of(first))
  assert.deepEqual(await speaking(), [])
  await actOf(putOn(register, judge, of(first)))
  await putOn(register, { as: 'person', caseId }, of(second))
  assert.deepEqual(await speaking(), [second])
})

test('whoever orders a release or lets somebody go is asked for no passkey', async () => {
  const caseId = await apprehended()
  const ordered = await carryOut(register, judge, taking(caseId, 'orderRelease', { decisionReasons: 'No ground.' }))
  assert.equal(ordered.state, 'releaseOrdered')
})

test('the first signs what they propose, and the second what they confirm', async () => {
  const caseId = await apprehended()
  const asked = taking(caseId, 'withdrawAsVoid', { voidReason: 'Another person was meant.' })
  const act = await actOf(propose(register, head, asked))
  await sign(head, act)
  const proposal = await propose(register, head, asked)
  const confirming = {
    ...{ procedure: 'detention', caseId, proposal, purpose: 'supervise' as const, event: 1, key: randomUUID() },
  }
  const second = await actOf(confirm(register, ombuds, confirming))
  await sign(colleague, second) // another's signature is not the second's
  await actOf(confirm(register, ombuds, confirming))
  await sign(ombuds, second)
  assert.equal((await confirm(register, ombuds, confirming)).state, 'void')
})

test('what a serious act rests on is corrected under a signature, and other facts without one', async () => {
  const caseId = await apprehended()
  await carryOut(register, judge, taking(caseId, 'orderRelease', { decisionReasons: 'No ground.' }))
  const correcting = (facts: Asked['facts'], event: number) =>
    asking({ procedure: 'detention', kind: 'correct', step: 'correct', on: { caseId, event }, facts })
  await actOf(carryOut(register, judge, correcting({ decisionReasons: 'Other reasons.' }, 2)))
  assert.equal((await carryOut(register, judge, correcting({ nationality: 'KZ' }, 2))).event, 3)
})

test('an invented officer confirms otherwise, and until then the act is judged and not done', async () => {
  const caseId = await apprehended()
  await actOf(carryOut(register, invented, { ...declaringVoid(caseId), unconfirmed: true }))
  assert.equal(await eventsOf(caseId), 1)
  assert.equal((await carryOut(register, invented, { ...declaringVoid(caseId), unconfirmed: false })).state, 'void')
})

test('P23: two people are parted, or joined, by a signature for just that; declining asks for none', async () => {
  const [one, other] = [await apprehended(), await apprehended()]
  const numberOf = async (caseId: string) =>
    (await owner.query('select case_number as n from immigration_enforcement.detention where case_id = $1', [caseId]))
      .rows[0].n
  const people = async () =>
    (
      await owner.query(
        'select count(distinct pseudonym)::int as n from immigration_enforcement.detention where case_id = any ($1)',
        [[one, other]],
      )
    ).rows[0].n
  const report = async () => {
    const key = randomUUID()
    const about = { procedure: 'detention', caseId: one, purpose: 'decide', key } as const
    await reportPerson(register, police, {
      ...about,
      kind: 'merge',
      otherNumber: await numberOf(other),
      reasons: 'One.',
    })
    return key
  }
  await declineReport(register, auditor, { id: await report(), reasons: 'Two faces.' })
  const signing = { id: await report(), sides: {}, reasons: 'The same fingerprints.' }
  const act = await actOf(signReport(register, auditor, signing))
  await sign(auditor, act)
  const changed = await actOf(signReport(register, auditor, { ...signing, reasons: 'Something else.' }))
  assert.notDeepEqual(changed, act)
  assert.equal(await people(), 2, 'what was signed is not what was sent')
  await signReport(register, auditor, signing)
  assert.equal(await people(), 1)
  const { rowCount } = await owner.query('select from followup.signing where account = $1', [auditor.id])
  assert.equal(rowCount, 0, 'the signature is used up')
})
