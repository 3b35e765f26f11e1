/** Histories of complaints as an outsider plays them from the description of the API: each way through, each way that is shut. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testSite, WITHOUT_LIMITS } from '../../../tests/site.ts'
import type { Heard } from './fixtures/outsider.ts'
import { Case, hoursAhead, minutesAgo, stage } from './fixtures/play.ts'

const site = await testSite({ limits: WITHOUT_LIMITS })
const { as, officer, officers, beforeDeparture } = await stage(site.address)
const { ombuds, head } = officers
const reader = await officer('ombuds-officer', 1)

const FIRST_LOOK = { subject: 'wages', rightConcerned: ['25'], stillAtRisk: 'no', needsToStay: false }
const QUESTION = { questionPut: 'Why were the wages kept?', questionIdentifies: false }

const stopped = ({ status, body }: Heard): readonly string[] => {
  assert.equal(status, 422, JSON.stringify(body))
  return body.refusals.map(({ rule, safeguard }: { rule: string; safeguard: string | null }) => safeguard ?? rule)
}

/** Sent by somebody who did not sign in; with it whoever holds its code. */
async function complaint(facts: object = {}) {
  const opened = await as().done('complaint.open', { facts: { story: 'They kept my wages.', ...facts } })
  return { one: new Case('complaint', opened), person: as(`Code ${opened.code}`) }
}

async function inInquiry(facts: object = {}, look: object = {}) {
  const { one, person } = await complaint(facts)
  await one.take(ombuds, 'triage', { ...FIRST_LOOK, ...look })
  await one.take(ombuds, 'inquire')
  return { one, person }
}

/** Proposed by one, signed by the second reader. */
async function found(one: Case, finding: string) {
  const { body } = await one.attempt(ombuds, 'find', { finding, findingReasons: 'As was shown.' })
  Object.assign(one, {
    event: (await reader.done('complaint.confirm', { in: { case: one.id, proposal: body.proposal }, event: one.event }))
      .event,
  })
}

test('the time for a finding is made longer, once, and the person is told', async () => {
  const { one, person } = await inInquiry()
  const dueOf = async () =>
    (await one.read(ombuds)).clocks
      .filter(
        ({ rule, standing }: { rule: string; standing: string }) =>
          rule.startsWith('C4.finding') && standing === 'running',
      )
      .map(({ dueAt }: { dueAt: string }) => dueAt)
  const [before] = await dueOf()
  await one.take(ombuds, 'extendTime', { extensionReason: 'A witness is abroad.' })
  const [after] = await dueOf()
  assert.ok(after > before, `${before} → ${after}`)
  assert.deepEqual(stopped(await one.attempt(ombuds, 'extendTime', { extensionReason: 'And another.' })), ['not-now'])
  const { notices } = await person.done('ownCase.notices')
  assert.ok(notices.some(({ rule }: { rule: string }) => rule === 'C4.told'))
})

test('whoever writes that they must stay cannot be sent away from that second, before anybody has read it', async () => {
  const { one: expulsion, person } = await beforeDeparture()
  const holdOf = async () =>
    (await expulsion.read(head)).holds.find(({ hold }: { hold: string }) => hold === 'removalSuspended')
  const opened = await person.done('complaint.open', { facts: { story: 'I was not paid.', needsToStay: true } })
  assert.ok(await holdOf())
  const own = await as(`Code ${opened.code}`).done('ownCase')
  assert.deepEqual(
    own.protections.map(({ hold }: { hold: string }) => hold).toSorted(),
    ['eraseNot', 'permitStays', 'removalSuspended'],
    'they read what protects them, and by which rule',
  )
})

test('an agency is never given longer to answer than it has: ten working days, 24 hours where liberty is at stake', async () => {
  const asked = { consentToContactAgency: 'without-name' }
  const { one } = await inInquiry(asked)
  for (const answerDueAt of [hoursAhead(24 * 40), minutesAgo(5)])
    assert.deepEqual(stopped(await one.attempt(ombuds, 'putQuestion', { ...QUESTION, answerDueAt })), ['C5.dueInTime'])
  await one.take(ombuds, 'putQuestion', { ...QUESTION, answerDueAt: hoursAhead(24 * 5) })
  const { one: urgent } = await inInquiry(asked, { subject: 'expulsion' })
  const late = await urgent.attempt(ombuds, 'putQuestion', { ...QUESTION, answerDueAt: hoursAhead(48) })
  assert.deepEqual(stopped(late), ['C5.dueAtOnce'])
  await urgent.take(ombuds, 'putQuestion', { ...QUESTION, answerDueAt: hoursAhead(20) })
})

test('a violation that was found is not closed as none, and nothing is counted as put right that was not', async () => {
  const { one } = await inInquiry()
  await found(one, 'violation')
  assert.deepEqual(stopped(await one.attempt(ombuds, 'closeNoViolation')), ['C13.noneWasFound'])
  await one.take(ombuds, 'recommend', { recommendation: 'Pay.' })
  const close = async (step: string, followed: string, remedyGiven: string) =>
    stopped(await one.attempt(ombuds, step, { followed, remedyGiven }))
  assert.deepEqual(await close('closeRemedied', 'no', 'none'), ['C13.putRight'])
  assert.deepEqual(await close('closeRemedied', 'yes', 'none'), ['C13.putRight'])
  assert.deepEqual(await close('closeNotFollowed', 'yes', 'wages-paid'), ['C13.notFollowed'])
  await one.take(ombuds, 'closeNotFollowed', { followed: 'partly', remedyGiven: 'apology' })
  assert.equal(one.state, 'closedNotFollowed')
})

test('nobody leaves the mandate by a finding: what another body decides is handed on, and only if the person agrees', async () => {
  const { one } = await inInquiry()
  for (const finding of ['outside-mandate-referred', 'withdrawn'])
    assert.deepEqual(stopped(await one.attempt(ombuds, 'find', { finding, findingReasons: 'No papers.' })), [
      'C13.foundInSubstance',
    ])
})

test('a complaint is closed, opened again once by the person, and found again', async () => {
  const { one, person } = await inInquiry()
  await found(one, 'none')
  await one.take(ombuds, 'closeNoViolation')
  await one.takeOwn(person, 'reopen', { newFacts: 'The pay slips came.' })
  const { clocks } = await one.read(ombuds)
  const again = clocks.find(({ rule }: { rule: string }) => rule === 'C4.findingAgain')
  assert.equal(again.standing, 'running', 'what is opened again is owed again')
  await found(one, 'none')
  await one.take(ombuds, 'closeNoViolation')
  const third = await person('ownCase.reopen', { event: one.event, facts: { newFacts: 'Once more.' } })
  assert.deepEqual(stopped(third), ['not-now'])
})

test('a text that is too long is told in letters of its own, whatever alphabet it is written in', async () => {
  const sent = (story: string) => as()('complaint.open', { facts: { story } })
  const { status, body } = await sent('ж'.repeat(20_000))
  assert.equal(status, 422)
  assert.deepEqual([body.refusals[0].rule, body.refusals[0].params.most], ['too-long', 16_384])
  assert.equal((await sent('ж'.repeat(16_384))).status, 201)
})

test('an opening that is sent again answers with the same case and a code that opens it', async () => {
  const sent = { key: randomUUID(), facts: { story: 'On a bad line.' } }
  const [first, last] = [await as().done('complaint.open', sent), await as().done('complaint.open', sent)]
  assert.equal(first.case, last.case)
  assert.equal((await as(`Code ${last.code}`).done('ownCase')).case, first.case)
  assert.equal((await as(`Code ${first.code}`)('ownCase')).status, 404, 'one code opens a case, and not two')
})

test('over the API too no officer reads at which hour a complaint came, and in its hour nobody finds it in a list', async () => {
  const { one, person } = await complaint({ language: 'uz' })
  const { cases } = await ombuds.done('complaint.list', { in: { order: 'newest', limit: 200 } })
  assert.ok(!cases.some((row: { case: string }) => row.case === one.id), 'it came in this hour')
  const seen = await one.read(ombuds)
  const isMidnight = (at: string) =>
    Temporal.Instant.from(at).toZonedDateTimeISO('Asia/Baku').toPlainTime().toString() === '00:00:00'
  const [{ assertedAt, recordedAt, facts }] = seen.timeline
  const told = [
    seen.openedAt,
    assertedAt,
    recordedAt,
    facts.receivedAt,
    seen.facts.receivedAt,
    seen.clocks[0].startedAt,
  ]
  assert.deepEqual(
    told.map(isMidnight),
    told.map(() => true),
    told.join(' '),
  )
  const { notices } = await ombuds.done('notices')
  const ofComplaints = notices.filter(({ procedure }: { procedure: string }) => procedure === 'complaint')
  assert.ok(ofComplaints.every(({ at }: { at: string }) => isMidnight(at)))
  assert.ok(!isMidnight((await person.done('ownCase')).openedAt), 'whoever wrote it knows the hour')
})

test('a withdrawal from detention waits for a talk alone, and the talk is later than the complaint', async () => {
  const { one, person } = await complaint({ inDetention: true })
  const withdraw = () => person('ownCase.withdraw', { event: one.event, facts: {} })
  assert.deepEqual(stopped(await withdraw()), ['C7.withdrawnFreely'])
  const early = await one.attempt(ombuds, 'talkInPrivate', { privateTalkAt: minutesAgo(60 * 24 * 90) })
  assert.deepEqual(stopped(early), ['C7.talkedSince'])
  await one.take(ombuds, 'talkInPrivate', { privateTalkAt: minutesAgo(0) })
  await one.takeOwn(person, 'withdraw')
  assert.equal(one.state, 'withdrawn')
})
