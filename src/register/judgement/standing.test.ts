import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROCEDURES, type Procedure } from '../../procedures/index.ts'
import { type CaseState, type Facts, NOT_OPENED, project } from './case-event.ts'
import { derivedFacts } from './derive.ts'
import { BEFORE_THE_JUDGE, HEARING, OPENED, OPENING, ORDER } from './fixtures/detention.ts'
import { command, context, ENFORCED, history, type Told } from './fixtures/history.ts'
import { type Command, judge } from './judge.ts'
import { outlook } from './outlook.ts'

const named = (name: string): Procedure => {
  const found = PROCEDURES.find((one) => one.name === name)
  assert.ok(found)
  return found
}
const detention = named('detention')
const trafficking = named('trafficking-identification')
const NOW = '2027-03-03T10:00:00Z'
const AUTHORIZED: Told = {
  ...{ step: 'authorize', by: 'judge', recorded: '2027-03-02T09:30:00Z' },
  facts: { ...HEARING, decision: 'authorize', authorizedUntil: '2027-03-08T09:00:00Z' },
}
const caseOf = (...told: readonly Told[]): CaseState => project(detention, history(detention, told))
const ofVictim = (state: string, facts: Facts): CaseState => ({
  ...{ ...NOT_OPENED, state, eventNo: 3 },
  facts: derivedFacts(trafficking, { signAt: '2027-01-01T10:00:00Z', presumedAt: '2027-01-01T10:00:00Z', ...facts }),
})
const refused = (procedure: Procedure, state: CaseState, what: Command) =>
  judge(procedure, ENFORCED, state, what, context(NOW)).refusals.map(({ rule, fact }) => `${fact ?? 'step'} ${rule}`)
const noteAge = (role: Command['actor']['role'], facts: Command['facts']) =>
  command({ kind: 'enter', step: 'noteAge', role, facts })

test('edge 1: an age in dispute is ended by no officer who detains, whatever they type; a judge or child protection ends it', () => {
  const disputed = caseOf({ ...OPENED, facts: { ...OPENING, ageBasis: 'disputed' } })
  const adult = { ageBasis: 'documented', birthDateKnown: '1990-01-01' }
  for (const role of [
    'police-officer',
    'border-officer',
    'place-officer',
    'sms-enforcement',
    'sms-enforcement-head',
  ] as const)
    assert.deepEqual(refused(detention, disputed, noteAge(role, adult)), ['ageBasis child-until-decided'], role)
  for (const role of ['judge', 'guardian', 'child-protection-officer'] as const)
    assert.deepEqual(refused(detention, disputed, noteAge(role, adult)), [], role)
})

test('a birth date that shows a child is not typed over, not by a correction either', () => {
  const child = caseOf({ ...OPENED, facts: { ...OPENING, birthDateKnown: '2011-05-04' } })
  const older = { birthDateKnown: '1991-05-04' }
  const correction = (role: Command['actor']['role']) =>
    command({ kind: 'correct', step: 'correct', role, facts: older, reasonsLong: 'A slip.' })
  assert.deepEqual(refused(detention, child, correction('police-officer')), ['birthDateKnown child-until-decided'])
  assert.deepEqual(refused(detention, child, correction('judge')), [])
  const [first] = judge(detention, ENFORCED, child, correction('police-officer'), context(NOW)).refusals
  assert.ok(first?.cite.some((one) => one === 'CRC 37(b)'))
})

test('whoever had no birth date yet is not in dispute by getting one, and anybody may say that somebody is a child', () => {
  const { birthDateKnown: _, ...unborn } = OPENING
  const unknown = caseOf({ ...OPENED, facts: unborn })
  const stated = { ageBasis: 'stated', birthDateKnown: '1990-01-01' }
  assert.deepEqual(refused(detention, unknown, noteAge('police-officer', stated)), [])
  const younger = { ageBasis: 'estimated', birthDateKnown: '2012' }
  assert.deepEqual(refused(detention, caseOf(OPENED), noteAge('police-officer', younger)), [])
})

test('a renewal is asked for with new reasons: those of the first request do not count, nor do they word for word', () => {
  const authorized = caseOf(...BEFORE_THE_JUDGE, AUTHORIZED)
  const renew = (facts: Command['facts']) => command({ step: 'requestRenewal', role: 'sms-enforcement-head', facts })
  const without = ['groundFacts', 'necessity', 'proportionality', 'removalProspect']
  const lacking = refused(detention, authorized, renew({}))
  for (const fact of without) assert.ok(lacking.includes(`${fact} missing`), fact)
  const { groundFacts, necessity, proportionality, removalProspect } = ORDER
  const again = refused(detention, authorized, renew({ groundFacts, necessity, proportionality, removalProspect }))
  assert.ok(again.includes('groundFacts said-before'))
  assert.ok(!again.some((one) => one.startsWith('removalProspect')), 'that removal is still in view may be said again')
})

test('each order has a hearing, reasons and an end of its own', () => {
  const asked: Told = { step: 'askForReview', by: 'person', recorded: '2027-03-03T08:00:00Z' }
  const again = caseOf(...BEFORE_THE_JUDGE, AUTHORIZED, asked)
  const lacking = refused(detention, again, command({ step: 'authorize', role: 'judge' }))
  for (const fact of [...Object.keys(HEARING), 'authorizedUntil']) assert.ok(lacking.includes(`${fact} missing`), fact)
  assert.deepEqual(refused(detention, again, command({ step: 'orderRelease', role: 'judge' })), [
    'decisionReasons missing',
  ])
  const sameWords = { decisionReasons: HEARING.decisionReasons }
  assert.deepEqual(
    refused(detention, again, command({ step: 'orderRelease', role: 'judge', facts: sameWords })),
    [],
    'no wording keeps a judge from releasing',
  )
})

test('nobody is held longer for having asked a judge: the order ends no later than it stood, unless the agency asks with reasons', () => {
  const asks: Told = { step: 'askForReview', by: 'person', recorded: '2027-03-03T08:00:00Z' }
  const asked = judge(
    ...([detention, ENFORCED, caseOf(...BEFORE_THE_JUDGE, AUTHORIZED)] as const),
    ...([command({ step: asks.step, role: 'person' }), context(NOW)] as const),
  )
  const before = caseOf(...BEFORE_THE_JUDGE, AUTHORIZED, { ...asks, facts: asked.given })
  const until = (authorizedUntil: string) =>
    command({ step: 'authorize', role: 'judge', facts: { ...HEARING, hearingAt: NOW, authorizedUntil } })
  const stopped = (state: CaseState, what: Command) =>
    judge(detention, ENFORCED, state, what, context(NOW)).refusals.map(({ safeguard }) => safeguard)
  assert.deepEqual(stopped(before, until('2027-03-08T09:00:01Z')), ['D10.notByOwnRequest'])
  assert.deepEqual(stopped(before, until('2027-03-08T09:00:00Z')), [])
  const renewal = {
    step: 'requestRenewal',
    role: 'sms-enforcement-head',
    facts: { ...ORDER, groundFacts: 'New.' },
  } as const
  assert.ok(
    !judge(detention, ENFORCED, before, command(renewal), context(NOW)).refusals.some(
      ({ rule }) => rule === 'not-from-here' || rule === 'not-now',
    ),
    'what the person asks takes nothing from what the agency may',
  )
  const both = caseOf(...BEFORE_THE_JUDGE, AUTHORIZED, { ...asks, facts: { ...asked.given, renewalAsked: true } })
  assert.deepEqual(stopped(both, until('2027-03-09T09:00:00Z')), [])
  const renewed = caseOf(...BEFORE_THE_JUDGE, { ...AUTHORIZED, facts: { ...AUTHORIZED.facts, renewalAsked: true } })
  const second = judge(detention, ENFORCED, renewed, command({ step: 'requestRenewal' }), context(NOW)).refusals
  assert.ok(!second.some(({ rule }) => rule === 'not-now'), 'each order may be asked to be renewed once more')
})

test('nobody was heard, freed or dead before they lost their liberty, but for the minutes by which clocks differ', () => {
  const taken = caseOf(OPENED)
  const died = (diedAt: string) =>
    command({
      step: 'noteDeath',
      role: 'place-officer',
      facts: { diedAt, place: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' },
    })
  assert.deepEqual(refused(detention, taken, died('2027-03-01T09:54:59Z')), ['diedAt before-its-time'])
  assert.deepEqual(refused(detention, taken, died('2027-03-01T09:55:00Z')), [])
})

test('the page says of a renewal which reasons it still lacks, although earlier ones stand', () => {
  const authorized = caseOf(...BEFORE_THE_JUDGE, AUTHORIZED)
  const reader = { role: 'sms-enforcement-head' } as const
  const renewal = outlook(detention, ENFORCED, authorized, reader, context(NOW)).find(
    ({ step }) => step === 'requestRenewal',
  )
  assert.ok(renewal?.missing.includes('necessity'))
  assert.ok(!renewal?.missing.includes('ground'))
})

test('the time to think is made longer and never shorter', () => {
  const resting = ofVictim('reflection', { reflectionUntil: '2027-05-01' })
  const until = (reflectionUntil: string, role: Command['actor']['role'] = 'victim-worker') =>
    command({ kind: 'enter', step: 'prolongReflection', role, facts: { reflectionUntil } })
  assert.deepEqual(refused(trafficking, resting, until('2027-04-01')), ['reflectionUntil only-later'])
  assert.deepEqual(refused(trafficking, resting, until('2027-04-01', 'person')), ['reflectionUntil only-later'])
  assert.deepEqual(refused(trafficking, resting, until('2027-06-01')), [])
})

test('a review that again finds no victim has reasons of its own', () => {
  const inReview = ofVictim('inReview', {
    ...{ decisionReasons: 'Nothing was found.', ombudsView: 'Look again.', decisionServedAt: '2027-02-20T10:00:00Z' },
    ...{ birthDateKnown: '1990-01-01', ageBasis: 'documented' },
  })
  const confirm = command({
    ...{ step: 'confirmNotIdentified', role: 'identification-team' },
    countersigner: { role: 'identification-team', id: 'b', office: null },
  })
  assert.deepEqual(refused(trafficking, inReview, confirm), ['decisionReasons missing', 'decisionServedAt missing'])
})

test('a complaint is closed by what came of it: what is still awaited is neither a success nor a failure', () => {
  const complaint = named('complaint')
  const followed: CaseState = {
    ...{ ...NOT_OPENED, state: 'followUp', eventNo: 9 },
    facts: { followed: 'pending', remedyGiven: 'wages-paid', recommendation: 'Pay.' },
  }
  for (const step of ['closeRemedied', 'closeNotFollowed']) {
    assert.deepEqual(
      refused(complaint, followed, command({ step, role: 'ombuds-officer' })).slice(0, 2),
      ['followed missing', 'remedyGiven missing'],
      step,
    )
    const pending = command({ step, role: 'ombuds-officer', facts: { followed: 'pending', remedyGiven: 'none' } })
    assert.ok(
      judge(complaint, ENFORCED, followed, pending, context(NOW)).refusals.some(
        ({ safeguard }) => safeguard === 'C13.outcomeKnown',
      ),
      step,
    )
  }
})

test('a second question, a second answer and a second finding are not those of the first time', () => {
  const complaint = named('complaint')
  const before: Facts = {
    ...{ questionPut: 'Was it paid?', answerDueAt: '2027-04-01T10:00:00Z', questionIdentifies: false },
    ...{ consentToContactAgency: 'without-name', finding: 'none', findingReasons: 'So.', answer: 'No.' },
  }
  const inquiry: CaseState = { ...NOT_OPENED, state: 'inquiry', eventNo: 9, facts: before }
  const by = (step: string, kind: Command['kind'] = 'take') => command({ kind, step, role: 'ombuds-officer' })
  const lacks = (what: Command) => refused(complaint, inquiry, what).filter((one) => one.endsWith(' missing'))
  assert.deepEqual(lacks(by('putQuestion')), [
    ...['questionPut missing', 'answerDueAt missing', 'questionIdentifies missing'],
  ])
  assert.deepEqual(lacks(by('find')), ['finding missing', 'findingReasons missing'])
  assert.deepEqual(lacks(by('answerQuestion', 'enter')), ['answer missing'])
})

test('a refusal of a school place that stands on appeal has reasons of its own', () => {
  const school = named('school-enrolment')
  const appealed: CaseState = {
    ...{ ...NOT_OPENED, state: 'appealed', eventNo: 3 },
    facts: { refusal: 'no-place', refusalReasons: 'Full.', otherSchool: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' },
  }
  const dismiss = command({ step: 'dismissAppeal', role: 'education-officer' })
  assert.deepEqual(refused(school, appealed, dismiss), ['refusalReasons missing'])
})
