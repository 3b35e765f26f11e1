/** Histories of people who may be victims, of children who ask for a school, and of visits, as an outsider plays them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testSite, WITHOUT_LIMITS } from '../../../tests/site.ts'
import { round } from '../../register/index.ts'
import type { Heard } from './fixtures/outsider.ts'
import { Case, hoursAhead, minutesAgo, stage } from './fixtures/play.ts'

const site = await testSite({ limits: WITHOUT_LIMITS })
const { as, officer, officers, officeOf } = await stage(site.address)
const { victims, team, ombuds, education, registrar, head, judge } = officers
const second = await officer('identification-team', 1)
const visitor = await officer('ombuds-npm')

const settled = async () => {
  while ((await round(site.register)) > 0);
}
const stopped = ({ status, body }: Heard): readonly string[] => {
  assert.equal(status, 422, JSON.stringify(body))
  return body.refusals.map(({ rule, safeguard }: { rule: string; safeguard: string | null }) => safeguard ?? rule)
}
const clockOf = async (one: Case, who: typeof victims, rule: string) =>
  (await one.read(who)).clocks.find((clock: { rule: string }) => clock.rule === rule)

const SIGN = { language: 'uz', signFrom: 'npo', signs: ['wages-kept'], immediateDanger: false }
const ADULT = { sex: 'female', ageBasis: 'documented', birthDateKnown: '1990-01-01', nationality: 'UZ' }

async function sign(facts: object = {}, more: object = {}) {
  const opened = await as().done('trafficking-identification.open', {
    facts: { ...SIGN, ...ADULT, ...facts },
    more: { ...more },
  })
  await settled()
  const one = new Case('trafficking-identification', opened)
  await one.read(victims)
  return { one, person: as(`Code ${opened.code}`) }
}

async function identified() {
  const { one, person } = await sign()
  const { body } = await one.attempt(team, 'identify', { decisionReasons: 'Shown.', exploitation: 'forced-labour' })
  const which = { in: { case: one.id, proposal: body.proposal }, event: one.event }
  Object.assign(one, { event: (await second.done('trafficking-identification.confirm', which)).event })
  return { one, person }
}

test('a sign that is told long after it was seen takes nothing from the thirty days to think', async () => {
  const { one } = await sign({}, { assertedAt: minutesAgo(60 * 24 * 40) })
  assert.equal(one.state, 'presumed')
  await one.take(victims, 'talk', { firstTalkAt: minutesAgo(1), talkPrivate: true, interpreterOffered: true })
  await one.take(victims, 'tellRights', {
    ...{ rightsToldAt: minutesAgo(1), rightsToldHow: 'interpreter-in-person', rightsUnderstood: true },
    lawyerOffered: true,
  })
  const refusal = { decisionReasons: 'No.', firstTalkAt: minutesAgo(1), decisionServedAt: minutesAgo(0) }
  assert.deepEqual(stopped(await one.attempt(team, 'notIdentify', refusal)), ['T4.thirtyDays'])
  const { standing } = await clockOf(one, victims, 'T4.decided')
  assert.equal(standing, 'running', 'nor is anybody recognized by a silence that never was')
  assert.equal(
    (await clockOf(one, victims, 'T9.day')).standing,
    'breached',
    'what the State owed from the sign on, it owed',
  )
})

test('a worker begins the time to think, and by that nobody has agreed to anything', async () => {
  const { one } = await sign()
  await one.take(victims, 'startReflection')
  assert.equal((await one.read(victims)).facts.consentHelp, undefined)
})

test('nobody but the person wishes to go back, and nobody else says that they need no more help', async () => {
  const { one, person } = await identified()
  const risk = { destinationRisk: 'Looked at.', receivingService: 'A service that waits.' }
  assert.deepEqual(stopped(await one.attempt(victims, 'returnHome', risk)), ['T11.ownWishAndSafe'])
  assert.deepEqual(stopped(await one.attempt(victims, 'recover')), ['not-your-step'])
  await one.takeOwn(person, 'askReturn')
  await one.take(victims, 'returnHome', risk)
  assert.equal(one.state, 'returned')
})

test('the person reads by which rules they are protected, after the case as well', async () => {
  const { one, person } = await identified()
  await one.takeOwn(person, 'recover')
  const { protections, holds } = await person.done('ownCase')
  const bits = protections.map(({ hold }: { hold: string }) => hold)
  for (const bit of ['removalSuspended', 'mayNotBeDetained', 'mayLeave', 'noStatusCharge'])
    assert.ok(bits.includes(bit), bit)
  assert.ok(protections.every(({ leastUntil }: { leastUntil: string | null }) => leastUntil !== null))
  assert.deepEqual(holds, [], 'none of them stops a step of this case')
})

test('whoever notes that nobody asked before says before what', async () => {
  const { one } = await sign()
  assert.deepEqual(stopped(await one.attempt(victims, 'noteUnscreened')), ['T7.saysWhat'])
  await one.take(victims, 'noteUnscreened', { removedUnscreened: true })
  const { breaches } = await one.read(ombuds)
  assert.ok(
    breaches.some(({ rule, level }: { rule: string; level: string }) => rule.startsWith('T7.') && level === 'L'),
  )
})

const CHILD = { language: 'az', childName: 'Aygün', birthDateSaid: '2017', sex: 'female', level: 'primary' }

test('whoever refused a child a place does not decide on the appeal; a judge does, and the first day has its time again', async () => {
  const opened = await as().done('school-enrolment.open', { facts: { ...CHILD, carerRelation: 'parent' } })
  const one = new Case('school-enrolment', opened)
  const family = as(`Code ${opened.code}`)
  const { notices } = await family.done('ownCase.notices')
  assert.ok(notices.some(({ rule }: { rule: string }) => rule === 'S7.everybody'))
  const otherSchool = await officeOf('education')
  await one.take(education, 'refuse', { refusal: 'no-place', refusalReasons: 'Full.', otherSchool })
  await one.takeOwn(family, 'appeal')
  const dismiss = { refusalReasons: 'Still full.', otherSchool }
  assert.deepEqual(stopped(await one.attempt(education, 'dismissAppeal', dismiss)), ['S9.anotherDecides'])
  const place = { school: otherSchool, startOn: hoursAhead(-24 * 30).slice(0, 10) }
  assert.deepEqual(stopped(await one.attempt(judge, 'grantAppeal', place)), ['S2.notBeforeAsked'])
  await one.take(judge, 'grantAppeal', { ...place, startOn: hoursAhead(48).slice(0, 10) })
  assert.equal((await clockOf(one, education, 'S2.firstDayAfterRefusal')).standing, 'running')
  await one.take(registrar, 'enrol', { firstLanguage: 'az', schoolingBefore: 'none' })
  assert.equal((await clockOf(one, registrar, 'S2.firstDayAfterRefusal')).standing, 'kept')
})

test('what is recommended again is answered again: the answer of the first time is none', async () => {
  const place = await officeOf('place-of-detention')
  const addressee = await officeOf('migration-service')
  const opened = await visitor.done('visit.open', {
    facts: { place, visitedAt: minutesAgo(90), visitors: 'Two of us' },
  })
  const one = new Case('visit', opened)
  await one.take(visitor, 'recommend', { addressee, theme: 'conditions', recommendation: 'Open the windows.' })
  await one.take(head, 'answer', { reply: 'will-be-done', answer: 'From Monday on.' })
  assert.deepEqual(stopped(await one.attempt(visitor, 'recommendAgain')), ['missing'])
  await one.take(visitor, 'recommendAgain', { recommendation: 'It is Friday.' })
  assert.deepEqual(stopped(await one.attempt(head, 'answer')), ['missing', 'missing'])
})
