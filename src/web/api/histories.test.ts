/**
 * Whole histories as an outsider plays them: with the description of the API and nothing else. Each request is made from it,
 * each answer is held against it. Those in which several act at once are in `crossings.test.ts`.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testSite, WITHOUT_LIMITS } from '../../../tests/site.ts'
import { round } from '../../register/index.ts'
import type { Heard } from './fixtures/outsider.ts'
import { Case, hoursAhead, minutesAgo, PASSING, stage } from './fixtures/play.ts'

const site = await testSite({ limits: WITHOUT_LIMITS })
const { as, officers, apprehend, served, beforeDeparture, personOf, listOf, officeOf } = await stage(site.address)
const { police, enforcement, head, judge, border, clinician, ombuds, lawyer } = officers
const { registrar, education, victims, legalAid } = officers

/** What the law makes happen by itself: the rounds that the running server makes each second. */
const settled = async () => {
  while ((await round(site.register)) > 0);
}
/** Nobody departs between ten in the evening and six in the morning, whatever else is decided. */
const isNight = () => {
  const { hour } = Temporal.Now.zonedDateTimeISO('Asia/Baku')
  return hour >= 22 || hour < 6
}

const rulesOf = ({ body }: Heard): readonly string[] =>
  body.refusals.map(({ rule, safeguard }: { rule: string; safeguard: string | null }) => safeguard ?? rule)
const DEPARTURE = { removedTo: 'GE', removalHow: 'escorted', costBorneBy: 'State' }

test('a detention from the apprehension to a judge’s order, a renewal and the release', async () => {
  const one = await apprehend()
  await one.take(police, 'tellRights', {
    ...{ rightsToldAt: minutesAgo(5), rightsToldHow: 'interpreter-in-person', rightsUnderstood: true },
    ...{ wishesLawyer: 'no', wishesFamilyTold: 'no', wishesConsulTold: 'no' },
  })
  // Whoever screens reads nothing of the case: they come with its number.
  const { caseNumber } = await one.read(police)
  const { event } = await clinician.done('detention.number', { in: { number: caseNumber } })
  assert.equal(event, one.event)
  await one.take(clinician, 'noteScreening', { screenedAt: minutesAgo(3), screenedBy: 'clinician' })
  const order = {
    ...{ ground: 'public-security-individual', groundLaw: 'art. 1', removalProspect: 'documentAsked' },
    ...{ groundFacts: 'What this person said and did.', necessity: 'Why now.', proportionality: 'Why so long.' },
  }
  assert.ok(rulesOf(await one.attempt(head, 'requestReview', order)).includes('D5.eachAlternative'))
  const alternatives = () =>
    listOf('detention', 'alternatives', 'alternative').map((alternative) => ({
      alternative,
      whyNot: `${alternative} was looked at for this person in each of its forms, and this is what was found of it: ${randomUUID()}.`,
    }))
  await one.take(head, 'requestReview', { ...order, alternatives: alternatives() })
  const hearing = {
    ...{ hearingAt: minutesAgo(1), personHeard: 'in-room', interpreterPresent: 'yes', lawyerPresent: true },
    ...{ decisionReasons: 'Heard and weighed.' },
  }
  await one.take(judge, 'authorize', { ...hearing, authorizedUntil: hoursAhead(100) })
  await one.take(head, 'requestRenewal', { ...order, groundFacts: 'What is new.', alternatives: alternatives() })
  await one.take(judge, 'orderRelease', { decisionReasons: 'Nothing new was shown.' })
  await one.take(police, 'release', { releasedAt: minutesAgo(0), releaseReason: 'judge' })
  assert.equal(one.state, 'released')
  const { timeline, clocks } = await one.read(ombuds)
  assert.deepEqual(
    timeline.map(({ no }: { no: number }) => no),
    timeline.map((_: unknown, index: number) => index + 1),
  )
  assert.equal(clocks.find(({ rule }: { rule: string }) => rule === 'D3.judge').standing, 'kept')
})

test('the detained person comes with the code: reads the case, applies without a word, sees who looked, names who speaks', async () => {
  const one = await apprehend()
  const person = await personOf(one, police)
  const own = await person.done('ownCase')
  assert.deepEqual([own.case, own.state], [one.id, 'apprehended'])
  await one.takeOwn(person, 'applyToJudge')
  const { clocks } = await one.read(judge, 'hear')
  assert.ok(clocks.some(({ rule }: { rule: string }) => rule === 'D8.judge'))
  const { looks } = await person.done('ownCase.looks')
  assert.ok(
    looks.some(({ role, purpose }: { role: string; purpose: string }) => role === 'judge' && purpose === 'hear'),
  )
  const { code } = await person.done('ownCase.nameRepresentative', { more: { name: 'Sister', relation: 'family' } })
  const sister = as(`Code ${code}`)
  assert.equal((await sister.done('ownCase')).case, one.id)
  await person.done('ownCase.endRepresentative')
  assert.equal((await sister('ownCase')).status, 404, 'the code ended with the person’s word')
})

test('an appeal lodged a minute before departure stops it: at once, for every officer, and with a stay whatever law is named', async () => {
  const { one, person } = await beforeDeparture()
  const seen = one.event
  await one.takeOwn(person, 'appealFurther')
  assert.equal(one.state, 'appealed')
  const decidedBefore = await border('expulsion.remove', {
    ...{ in: { case: one.id }, event: seen, facts: DEPARTURE, more: PASSING },
  })
  assert.equal(decidedBefore.status, 412, 'decided on the case as it was before the appeal')
  const refused = await one.attempt(border, 'remove', DEPARTURE)
  assert.equal(refused.status, 422)
  const appeal = refused.body.refusals.find(({ safeguard }: { safeguard: string }) => safeguard === 'X6.underAppeal')
  assert.ok(appeal.cite.includes('CMW/C/AZE/CO/3 38(b)'), 'the reason says what it rests on')
  await one.take(judge, 'grantStay')
  const passing = await one.attempt(border, 'remove', DEPARTURE, PASSING)
  assert.equal(passing.status, 422)
  assert.ok(rulesOf(passing).includes('X6.underAppealAtAnyRate'))
  await one.read(head)
  assert.equal(one.state, 'appealed')
})

test('where national law lets an officer go on under appeal, it is a breach that the Ombudsperson hears of', {
  skip: isNight() && 'at night nobody departs',
}, async () => {
  const { one, person } = await beforeDeparture()
  await one.takeOwn(person, 'appealFurther')
  const { breaches } = await one.take(border, 'remove', DEPARTURE, PASSING)
  assert.ok(
    breaches.some(({ rule, mode }: { rule: string; mode: string }) => rule === 'X6.underAppeal' && mode === 'record'),
  )
  const { notices } = await ombuds.done('notices')
  const told = notices.find((of: { case: string; rule: string }) => of.case === one.id && of.rule === 'X6.underAppeal')
  assert.ok(told)
  const which = { in: { notice: told.notice } }
  assert.equal((await police('expulsion.acknowledge', which)).status, 404, 'it is not theirs')
  await ombuds.done('expulsion.acknowledge', which)
  const left = await ombuds.done('notices')
  assert.ok(!left.notices.some(({ notice }: { notice: string }) => notice === told.notice))
})

test('a late appeal is refused its excuse, the next let in by a judge, and upheld or not it stays open until then', async () => {
  const { one, person } = await served()
  const ruling = () => ({ rulingAt: minutesAgo(0), rulingReasons: 'Weighed.', rulingServedAt: minutesAgo(0) })
  await one.takeOwn(person, 'appeal')
  await one.takeOwn(person, 'withdrawAppeal')
  await one.takeOwn(person, 'appealLate')
  await one.take(judge, 'refuseExcuse', ruling())
  assert.equal(one.state, 'final')
  await one.takeOwn(person, 'askAgain')
  await one.take(judge, 'admitLateAppeal')
  await one.take(judge, 'excuseLateness')
  await one.take(judge, 'annul', ruling())
  assert.equal(one.state, 'annulled')
})

test('whoever is removed although an appeal is open has it still: counted at departure, ruled on afterwards, and cancelled', {
  skip: isNight() && 'at night nobody departs',
}, async () => {
  const { one, person } = await served()
  await one.takeOwn(person, 'appeal')
  const { caseNumber } = await one.read(head)
  Object.assign(one, await clinician.done('expulsion.number', { in: { number: caseNumber } }))
  await one.take(clinician, 'noteScreening', { screenedAt: minutesAgo(0), screenedBy: 'clinician' })
  await one.take(head, 'execute', { removalPlannedAt: hoursAhead(80) }, PASSING)
  await one.take(enforcement, 'tellRemoval', { removalPlannedAt: hoursAhead(80), removalToldAt: minutesAgo(0) })
  const { breaches } = await one.take(border, 'remove', DEPARTURE, PASSING)
  assert.ok(breaches.some(({ rule }: { rule: string }) => rule === 'X6.underAppeal'))
  const { holds, facts } = await one.read(ombuds)
  assert.ok(facts.appealOpen && holds.some(({ hold }: { hold: string }) => hold === 'eraseNot'))
  await one.takeOwn(person, 'appealAfterDeparture')
  const ruling = { rulingAt: minutesAgo(0), rulingReasons: 'No facts of their own.', rulingServedAt: minutesAgo(0) }
  await one.take(judge, 'annul', ruling)
  const after = await one.read(ombuds)
  const owed = after.clocks.filter(({ standing }: { standing: string }) => standing === 'running')
  assert.ok(
    owed.some(({ rule }: { rule: string }) => rule === 'X9.banCleared'),
    'whoever has gone may come back',
  )
})

test('whoever asks a judge to end an order is not held longer for it; the same end, and the agency’s own request, stand', async () => {
  const one = await apprehend()
  await one.take(police, 'tellRights', {
    ...{ rightsToldAt: minutesAgo(5), rightsToldHow: 'interpreter-in-person', rightsUnderstood: true },
    wishesLawyer: 'no',
  })
  const { caseNumber } = await one.read(police)
  Object.assign(one, await clinician.done('detention.number', { in: { number: caseNumber } }))
  await one.take(clinician, 'noteScreening', { screenedAt: minutesAgo(3), screenedBy: 'clinician' })
  const alternatives = listOf('detention', 'alternatives', 'alternative').map((alternative) => ({
    alternative,
    whyNot: `${alternative} was looked at for this person in each of its forms, and this is what was found of it: ${randomUUID()}.`,
  }))
  await one.take(head, 'requestReview', {
    ...{ ground: 'public-security-individual', groundLaw: 'art. 1', removalProspect: 'documentAsked', alternatives },
    ...{ groundFacts: 'What this person did.', necessity: 'Why now.', proportionality: 'Why so long.' },
  })
  const order = (authorizedUntil: string) => ({
    ...{ hearingAt: minutesAgo(1), personHeard: 'in-room', interpreterPresent: 'yes', lawyerPresent: true },
    ...{ decisionReasons: 'Heard and weighed.', authorizedUntil },
  })
  const end = hoursAhead(50)
  await one.take(judge, 'authorize', order(end))
  await one.takeOwn(await personOf(one, police), 'askForReview')
  const longer = await one.attempt(judge, 'authorize', order(hoursAhead(90)))
  assert.deepEqual(rulesOf(longer), ['D10.notByOwnRequest'])
  const { facts } = await one.read(judge)
  assert.equal(Temporal.Instant.compare(facts.titleStood, end), 0)
  await one.take(judge, 'authorize', order(end))
  await one.take(police, 'letGo', { releaseReason: 'ended-by-agency' })
  assert.equal(one.state, 'released')
})

test('a sign of trafficking places its holds in the same second: no detention is asked for, no removal is carried out', async () => {
  const one = await apprehend()
  const opened = await police.done('trafficking-identification.open', {
    facts: { language: 'uz', signFrom: 'interior', signs: ['documents-taken'], immediateDanger: false },
    more: { person: { of: { procedure: 'detention', case: one.id } } },
  })
  const { holds, outlook } = await one.read(head)
  const held = holds.find(({ hold }: { hold: string }) => hold === 'mayNotBeDetained')
  // It is there with the sign's own answer. Behind the wall it tells the day and no moment, by which two records could be joined.
  const between = Temporal.Instant.from(opened.recordedAt).since(held.since).total('hours')
  assert.ok(between >= 0 && between < 24, `${between} h`)
  assert.ok(!outlook.some((of: { step: string; open: boolean }) => of.step === 'requestReview' && of.open))
  await settled()
  await one.read(head)
  assert.equal(one.state, 'releaseDue', 'the reason for holding the person has ended')
  const sign = { in: { case: opened.case, purpose: 'protect' } }
  assert.equal(
    (await police('trafficking-identification.read', sign)).status,
    404,
    'whoever saw the sign reads nothing',
  )
  assert.equal((await victims('trafficking-identification.read', sign)).status, 200)
})

test('a complaint by anybody: opened without signing in, read with its code, about oneself with the code of another case', async () => {
  const { one, person } = await beforeDeparture()
  const opened = await as().done('complaint.open', { facts: { story: 'They kept my papers.', identity: 'anonymous' } })
  const sender = as(`Code ${opened.code}`)
  const own = await sender.done('ownCase')
  assert.doesNotMatch(JSON.stringify(own), /kept my papers/, 'sealed to keys that are not here')
  const same = randomUUID()
  const sent = { key: same, facts: { story: 'Sent twice.' } }
  const [first, second] = [await as().done('complaint.open', sent), await as().done('complaint.open', sent)]
  assert.equal(first.case, second.case, 'sealed anew each time, and done once')
  assert.deepEqual([own.procedure, own.case], ['complaint', opened.case])
  await sender.done('ownCase.tellFee', { event: own.event, facts: { feeTold: 'Two hundred.' } })
  for (const somebody of [head, police, border, judge])
    assert.equal((await somebody('complaint.read', { in: { case: opened.case } })).status, 404)
  const about = await person.done('complaint.open', { facts: { story: 'I was not paid.', needsToStay: true } })
  assert.notEqual(about.code, opened.code)
  const { holds } = await one.read(head)
  assert.ok(holds.some(({ hold }: { hold: string }) => hold === 'removalSuspended'))
  assert.doesNotMatch(JSON.stringify(holds), /complaint/, 'the bit tells no source')
})

test('a child is enrolled: asked for by anybody, placed, on the first day at school; no question about status can be put', async () => {
  const opened = await as().done('school-enrolment.open', {
    facts: {
      ...{ language: 'uz', childName: 'Dilnoza', birthDateSaid: '2017', sex: 'female', level: 'primary' },
      carerRelation: 'parent',
    },
  })
  const one = new Case('school-enrolment', opened)
  const family = as(`Code ${opened.code}`)
  const refused = await family('ownCase.noteNeeds', { event: one.event, facts: { supportNeeds: ['residence-permit'] } })
  assert.equal(refused.status, 422)
  assert.equal(refused.body.refusals[0].fact, 'supportNeeds')
  await one.take(education, 'place', { school: await officeOf('education'), startOn: hoursAhead(100).slice(0, 10) })
  await one.take(registrar, 'enrol', { firstLanguage: 'uz', schoolingBefore: 'none' })
  assert.equal(one.state, 'enrolled')
  for (const somebody of [enforcement, head, police, border])
    assert.equal((await somebody('school-enrolment.read', { in: { case: one.id } })).status, 404)
})

test('a step that needs two people waits for the second, who is never the first', async () => {
  const one = await apprehend()
  const proposed = await one.attempt(head, 'withdrawAsVoid', { voidReason: 'Somebody else was meant.' })
  assert.equal(proposed.status, 202)
  const { proposals, state } = await one.read(ombuds)
  assert.deepEqual([state, proposals.length, proposals[0].proposal], ['apprehended', 1, proposed.body.proposal])
  const on = { in: { case: one.id, proposal: proposed.body.proposal }, event: one.event }
  assert.notEqual((await head('detention.confirm', on)).status, 200)
  const done = await ombuds.done('detention.confirm', on)
  assert.equal(done.state, 'void')
  const other = await apprehend()
  const again = await other.attempt(head, 'withdrawAsVoid', { voidReason: 'Somebody else was meant here too.' })
  const which = { in: { case: other.id, proposal: again.body.proposal } }
  assert.equal((await ombuds.done('detention.decline', which)).declined, true)
  assert.notEqual((await ombuds('detention.confirm', { ...which, event: other.event })).status, 200)
})

test('the same person again is found by name and by paper, and a lawyer who is put on the case appeals for them', async () => {
  const first = await apprehend()
  const number = randomUUID().slice(0, 8)
  const record = {
    ...{ names: [{ name: `Person ${number}`, kind: 'own' }], born: '1990-05-17' },
    documents: [{ type: 'passport', number, country: 'UZ' }],
  }
  await police.done('detention.writeName', { in: { case: first.id }, more: { person: record } })
  const known = await police.done('detention.readName', { in: { case: first.id, purpose: 'decide' } })
  assert.deepEqual(known.person, record)
  const look = { name: `Person ${number}`, born: '1990' }
  const { people } = await police.done('detention.findPeople', { more: look })
  assert.equal(people[0].cases[0].case, first.id)
  const facts = { newFacts: 'What is new since the release.' }
  await first.take(police, 'letGo', { releaseReason: 'ended-by-agency' })
  await apprehend(facts, { person: { handle: people[0].handle } })
  const refused = await police('detention.open', {
    facts: { ...(await given(first)), libertyLostAt: minutesAgo(1) },
    more: { person: { document: { type: 'passport', number, country: 'UZ' } } },
  })
  assert.ok(rulesOf(refused).includes('D9.onNewFactsOnly'), 'on the same facts nobody is taken again')
  const { one } = await beforeDeparture()
  const { caseNumber } = await one.read(head)
  await legalAid.done('expulsion.nameSpeakerByNumber', {
    ...{ in: { number: caseNumber }, more: { officer: lawyer.account, role: 'lawyer' } },
  })
  await one.read(lawyer, 'assist')
  await one.take(lawyer, 'appealFurther')
  assert.equal(one.state, 'appealed')
})

/** What was given when the case was opened. */
async function given(one: Case): Promise<object> {
  const { timeline } = await one.read(police)
  return timeline[0].facts
}
