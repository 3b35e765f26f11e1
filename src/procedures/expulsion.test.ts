/** Procedure 2 as a lawyer checks it. What the engine does with it is tested elsewhere. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expulsion as declared } from './expulsion.ts'
import { codesOf, lengthOf, recordable, ruleAt, whatStops } from './fixtures/reading.ts'
import type { Procedure } from './index.ts'

const expulsion: Procedure = declared

test('every way to stay has its line before a decision, explained, and none of them is open', () => {
  assert.deepEqual(codesOf(expulsion, 'waysToStay.way'), [
    'asylum',
    'humanitarian-leave',
    'regularization',
    'statelessness',
    'family',
    'work-or-job-search',
    'education',
    'medical',
    'trafficking-protection',
    'voluntary-departure',
  ])
  for (const rule of ['X4.everyWayToStay', 'X4.explained', 'X2.wayOpen'])
    assert.ok(whatStops(expulsion, 'decide').includes(rule), rule)
})

test('before a decision: the risk in the country, the weighing, and what the person says or that they would not', () => {
  for (const rule of ['X4.nonRefoulement', 'X4.weighed', 'X4.heard'])
    assert.ok(whatStops(expulsion, 'decide').includes(rule), rule)
})

test('no code for the source of information names a school, a clinic, a registry, an inspection, a complaint or a shelter', () => {
  assert.deepEqual(codesOf(expulsion, 'sourceOfInformation'), [
    'own-control',
    'border',
    'police',
    'court',
    'person-self',
    'public-report',
    'other-State',
  ])
  assert.equal(expulsion.safeguards.X11?.breach, 'W')
  assert.equal(expulsion.transitions.declareTainted?.to, 'void')
})

test('the end of work is no ground', () => {
  for (const ground of codesOf(expulsion, 'legalGround'))
    assert.doesNotMatch(ground, /contract|dismiss|work-ended|debt/)
  assert.ok(whatStops(expulsion, 'decide').includes('X13.workIsNoGround'))
})

test('an appeal needs nothing: no word, no fee, no form; anyone makes it on the person’s behalf', () => {
  const appeal = expulsion.transitions.appeal
  assert.equal(appeal?.needs, undefined)
  for (const who of ['person', 'representative', 'lawyer', 'guardian', 'ombuds-officer'] as const)
    assert.ok(appeal?.by.includes(who), who)
  assert.deepEqual(whatStops(expulsion, 'appeal'), [])
})

test('whoever receives an appeal can record it, with the time at which it was handed over', () => {
  const note = expulsion.transitions.noteAppeal
  for (const who of ['place-officer', 'consular-officer', 'border-officer', 'court-registrar'] as const)
    assert.ok(note?.by.includes(who), who)
  assert.ok(note?.needs?.includes('appealLodgedAt'))
})

test('an appeal suspends without being asked to, from the same instant, and for 30 days after a ruling', () => {
  const rule = ruleAt(expulsion, 'X6.appealSuspends')
  assert.ok(rule.kind === 'places' && rule.hold === 'removalSuspended' && rule.when === null)
  assert.deepEqual(rule.whileIn, ['appealed'])
  const goingOn = ruleAt(expulsion, 'X6.stillOpen')
  assert.ok(goingOn.kind === 'places' && goingOn.hold === 'removalSuspended' && goingOn.whileIn.includes('executing'))
  assert.deepEqual(rule.atLeast?.limit.history[0]?.value, { days: 30 })
  for (const step of ['execute', 'remove']) assert.ok(whatStops(expulsion, step).includes('X6.underAppeal'), step)
})

test('where a pack records the appeal, a child and whoever has a stay of a court are kept all the same', () => {
  const rule = ruleAt(expulsion, 'X6.underAppealAtAnyRate')
  assert.equal(rule.mayRecord, false)
  assert.match(JSON.stringify(rule), /treatedAsChild.*stayGranted/)
})

test('while the time to appeal runs, removal is suspended too', () => {
  const rule = ruleAt(expulsion, 'X6.timeRuns')
  assert.ok(rule.kind === 'places' && rule.whileIn.includes('appealable'))
})

test('the time to appeal is 30 days, adverse, and runs only after understanding, a lawyer in detention, a guardian for a child', () => {
  const rule = ruleAt(expulsion, 'X5.timeToAppeal')
  assert.deepEqual(lengthOf(expulsion, 'X5.timeToAppeal'), { days: 30 })
  assert.ok(rule.kind === 'within' && rule.clock === 'adverse')
  assert.match(JSON.stringify(rule.when), /understood.*inDetention.*lawyerMetAt.*childGuardNeeded/)
})

test('a child without a guardian stands under guard: no time runs against them, and the agency names none', () => {
  const rule = ruleAt(expulsion, 'X2.guardianNeeded')
  assert.ok(rule.kind === 'places' && rule.hold === 'childGuardNeeded' && !rule.mayRecord)
  assert.match(JSON.stringify(rule.when), /treatedAsChild.*guardianNamedAt/)
  for (const who of ['sms-enforcement', 'sms-enforcement-head'] as const)
    assert.ok(!expulsion.entries.nameGuardian?.by.includes(who), who)
})

test('notice that is said when the hearing is set is no longer owed', () => {
  const rule = ruleAt(expulsion, 'X3.notice')
  assert.ok(rule.kind === 'within' && rule.until.at === 'taking')
  for (const step of ['giveNotice', 'hear']) assert.ok(rule.until.steps.includes(step), step)
  assert.ok(expulsion.transitions.hear?.needs?.includes('noticeGivenAt'))
})

test('no journey ends a remedy: who has gone appeals, and a court cancels an order that was carried out', () => {
  for (const state of ['left', 'removed']) {
    assert.ok(expulsion.transitions.annul?.from.includes(state), state)
    assert.ok(expulsion.entries.appealAfterDeparture?.in.includes(state), state)
  }
  assert.deepEqual(whatStops(expulsion, 'appealAfterDeparture'), [])
  const kept = ruleAt(expulsion, 'X6.nothingErased')
  assert.ok(kept.kind === 'places' && kept.whileIn.includes('removed'), 'nor does the time to erase run')
})

test('time to leave is given and not taken back', () => {
  assert.equal(expulsion.facts.departureBy?.onlyLater, true)
})

test('a first late appeal suspends like one in time; of a second a judge decides, within 48 hours of the first', () => {
  assert.match(JSON.stringify(expulsion.transitions.appealLate?.when), /"not".*lateAppealUsed.*appealOpen/)
  assert.deepEqual(expulsion.transitions.admitLateAppeal?.by, ['judge'])
  assert.deepEqual(lengthOf(expulsion, 'X5.latenessDecided'), { hours: 48 })
})

test('holds are looked at when a removal is planned and again at departure', () => {
  for (const step of ['execute', 'remove']) assert.ok(whatStops(expulsion, step).includes('X7.otherProcedures'), step)
})

test('nobody is removed before 72 hours, on the day of service, at night, or before wages can be had', () => {
  for (const rule of ['X8.threeDays', 'X8.notOnTheDayOfService', 'X8.notAtNight', 'X8.claimsFirst'])
    assert.ok(whatStops(expulsion, 'remove').includes(rule), rule)
})

test('nobody is removed to another country than the one decided on', () => {
  assert.ok(whatStops(expulsion, 'remove').includes('X7.countryDecidedOn'))
  assert.equal(ruleAt(expulsion, 'X7.countryDecidedOn').kind, 'require')
})

test('who wishes to leave, leaves: no hold and no rule stands in the way', () => {
  assert.deepEqual(whatStops(expulsion, 'leave'), [])
  assert.deepEqual(whatStops(expulsion, 'chooseDeparture'), [])
})

test('two officers: who opened does not decide; facts of a second person on the same day must be their own', () => {
  assert.deepEqual(ruleAt(expulsion, 'X14.opensIsNotDecides'), {
    kind: 'separate-officers',
    steps: ['open', 'decide'],
    mayRecord: false,
  })
  const own = ruleAt(expulsion, 'X1.ownFacts')
  assert.ok(own.kind === 'require' && own.condition.is === 'in-own-words' && own.condition.similarity === 0.9)
})

test('no decision names more than one person: no fact of the case refers to a second', () => {
  for (const [name, { is }] of Object.entries(expulsion.facts))
    if (is.kind === 'ref' && is.to === 'person') assert.equal(name, 'representative')
})

test('the list of who pays has no line for the person’s own expulsion', () => {
  assert.deepEqual(codesOf(expulsion, 'costBorneBy'), ['State', 'carrier', 'person-travel-only'])
})

test('enforcement sees that there is an appeal and how it ended, not what the person said to the court', () => {
  for (const fact of ['appealText', 'lateReason', 'rulingReasons'])
    assert.equal(expulsion.facts[fact]?.part, 'appeal', fact)
  for (const role of ['sms-enforcement', 'sms-enforcement-head', 'border-officer'] as const)
    assert.equal(expulsion.reads[role]?.parts, undefined, role)
})

test('what a pack may record is what procedure 2 says, and nothing else', () => {
  assert.deepEqual(recordable(expulsion), [
    'X2.noBan', // by the table of holds: noStatusCharge
    'X5.timeToAppeal',
    'X6.underAppeal',
    'X6.timeRuns',
    'X6.appealSuspends',
    'X6.stillOpen',
    'X8.threeDays',
    'X8.toldInTime',
    'X8.notOnTheDayOfService',
    'X8.notAtNight',
    'X8.claimsFirst',
    'X12.noCost',
    'X13.workIsNoGround',
    'X13.claimOpen',
  ])
})
