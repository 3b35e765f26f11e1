/** Procedure 5 as a lawyer checks it. What the engine does with it is tested elsewhere. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyFact, lengthOf, recordable, ruleAt, whatStops } from './fixtures/reading.ts'
import { IMMIGRATION_ADMINISTRATION, IMMIGRATION_ENFORCEMENT, type Procedure } from './index.ts'
import { traffickingIdentification as declared } from './trafficking-identification.ts'

const trafficking: Procedure = declared
const UNTIL_REVIEW = ['sign', 'presumed', 'reflection', 'notIdentified', 'inReview', 'identified', 'assisted']

test('the presumption begins by itself with the first sign: no person can take or refuse that step', () => {
  assert.deepEqual(trafficking.transitions.presume?.by, ['system'])
  assert.deepEqual(trafficking.transitions.presume?.upon, { at: 'opening' })
  assert.deepEqual(whatStops(trafficking, 'presume'), [])
  assert.deepEqual(whatStops(trafficking, 'open'), [])
})

test('any official gives a sign, and no enforcing official reads what became of it', () => {
  for (const role of [...IMMIGRATION_ENFORCEMENT, ...IMMIGRATION_ADMINISTRATION]) {
    assert.ok(trafficking.opens.by.includes(role), role)
    assert.equal(trafficking.reads[role], undefined, role)
    assert.ok(trafficking.walledOff.includes(role), role)
  }
})

test('from the sign on: no removal, no detention, no ban on leaving; at least 12 months once identified', () => {
  for (const [path, hold] of [
    ['T1.removal', 'removalSuspended'],
    ['T1.liberty', 'mayNotBeDetained'],
    ['T1.leaving', 'mayLeave'],
  ] as const) {
    const rule = ruleAt(trafficking, path)
    assert.ok(rule.kind === 'places' && rule.hold === hold && rule.when === null && !rule.mayRecord, path)
    assert.deepEqual(rule.whileIn, UNTIL_REVIEW)
    assert.deepEqual(rule.atLeast?.limit.history[0]?.value, { months: 12 })
  }
})

test('the hold stays after a refusal until the time for review is over, and 30 days are given for it', () => {
  assert.deepEqual(lengthOf(trafficking, 'T1.reviewTime'), { days: 30 })
  const rule = ruleAt(trafficking, 'T1.reviewTime')
  assert.ok(rule.kind === 'within' && rule.clock === 'adverse' && rule.thereupon === 'endReviewTime')
})

test('a child is protected without end of time, also after the case has closed', () => {
  for (const path of ['T2.neverDetained', 'T2.neverExpelled', 'T6.childCharges']) {
    const rule = ruleAt(trafficking, path)
    assert.ok(rule.kind === 'places' && !rule.mayRecord && rule.atMost === null, path)
    for (const state of ['recovered', 'returned', 'left']) assert.ok(rule.whileIn.includes(state), `${path} ${state}`)
  }
  assert.deepEqual(lengthOf(trafficking, 'T2.guardian'), { hours: 2 })
})

test('a first private talk within 24 hours, within 2 in danger or in detention', () => {
  assert.deepEqual(lengthOf(trafficking, 'T3.talk'), { hours: 24 })
  assert.deepEqual(lengthOf(trafficking, 'T3.talkInDanger'), { hours: 2 })
  assert.deepEqual(whatStops(trafficking, 'talk'), ['T3.inPrivate', 'T3.sameSex'])
})

test('thirty days to think at least; a decision in ninety, else the person is recognized', () => {
  assert.ok(whatStops(trafficking, 'notIdentify').includes('T4.thirtyDays'))
  const rule = ruleAt(trafficking, 'T4.decided')
  assert.ok(rule.kind === 'within' && rule.thereupon === 'identifyBySilence')
  assert.deepEqual(lengthOf(trafficking, 'T4.decided'), { days: 90 })
  assert.equal(trafficking.transitions.identifyBySilence?.to, 'identified')
})

test('two of the team decide, never one, never the investigator; another team reviews', () => {
  for (const step of ['identify', 'notIdentify', 'identifyInReview', 'confirmNotIdentified']) {
    assert.deepEqual(trafficking.transitions[step]?.by, ['identification-team'], step)
    assert.deepEqual(trafficking.transitions[step]?.countersigned, ['identification-team'], step)
  }
  assert.ok(whatStops(trafficking, 'identifyInReview').includes('T4.anotherTeam'))
  assert.ok(whatStops(trafficking, 'confirmNotIdentified').includes('T4.anotherTeamConfirms'))
})

test('no help, permit or step depends on talking to the police: nothing in the procedure weighs that consent', () => {
  const weighed = JSON.stringify([
    trafficking.safeguards,
    Object.values(trafficking.transitions).map(({ needs, when }) => [needs, when]),
    Object.values(trafficking.entries).map(({ needs }) => needs),
  ])
  assert.deepEqual(weighed.match(/consentPolice/g), ['consentPolice']) // only where T5 forbids it
  assert.equal(ruleAt(trafficking, 'T5.testimonyIsFree').kind, 'ignores')
})

test('no consent is given by anybody’s default', () => {
  for (const [name, { gives }] of Object.entries(trafficking.transitions))
    for (const fact of ['consentHelp', 'consentPolice', 'consentFamily', 'consentConsul'])
      assert.equal(gives?.[fact], undefined, name)
  assert.ok(!trafficking.opens.takes?.some((fact) => fact.startsWith('consent')))
})

test('the investigator reads the witness’s part that the person gave, and no fact of the case', () => {
  const { cases, facts, parts, putOnBy } = trafficking.reads['trafficking-investigator'] ?? {}
  assert.deepEqual([cases, facts, parts, putOnBy], ['consented', 'state-only', ['witness'], ['person']])
  const witness = everyFact(trafficking)
    .filter(([, { part }]) => part === 'witness')
    .map(([name]) => name)
  assert.deepEqual(witness, ['criminalCase', 'testimony'])
})

test('no field can hold a shelter’s address, a score, an image, or family in the country of origin', () => {
  for (const [name, { is }] of everyFact(trafficking)) {
    assert.notEqual(is.kind, 'file', name)
    assert.doesNotMatch(name, /address|shelter|score|photo|biometric|clients|hiv|pregnan/i)
  }
})

test('nobody goes back but by their own wish, with the risk looked at and a service that receives them', () => {
  assert.ok(whatStops(trafficking, 'returnHome').includes('T11.ownWishAndSafe'))
  assert.deepEqual(trafficking.entries.askReturn?.by, ['person'])
  const { needs = [], takes = [] } = trafficking.transitions.returnHome ?? {}
  assert.ok(![...needs, ...takes].includes('ownRequest'), 'no officer types the wish of the person')
})

test('nobody but the person says that no more help is needed', () => {
  assert.deepEqual(trafficking.transitions.recover?.by, ['person'])
})

test('what a case or a claim of compensation needs is erased neither by time nor at a word', () => {
  const rule = ruleAt(trafficking, 'T1.claimKept')
  assert.ok(rule.kind === 'places' && rule.hold === 'eraseNot')
  for (const state of ['recovered', 'returned', 'left', 'died']) assert.ok(rule.whileIn.includes(state), state)
  for (const { from, when } of trafficking.retention)
    if (from.at === 'taking') assert.match(JSON.stringify(when), /proceedingsOpen.*compensation.*asked.*awarded/)
})

test('who was recognized by silence is no sign without follow-up: the record is kept as long as that of any other', () => {
  for (const { from, when } of trafficking.retention)
    if (from.at === 'last-contact') assert.match(JSON.stringify(when), /in-state.*"sign","presumed","reflection"\]/)
})

test('figures never cross region, nationality and exploitation under ten', () => {
  assert.deepEqual(trafficking.statistics.release, {
    ...{ cell: 10, notTogether: ['where', 'nationality', 'exploitation'] },
    hiddenInNumber: true,
  })
})

test('what a pack may record is what procedure 5 says, and nothing else', () => {
  assert.deepEqual(recordable(trafficking), ['T4.decided', 'T6.charges', 'T6.chargesWhileNeeded'])
})

test('rights that were told and not understood are still owed: the day goes on', () => {
  const rule = ruleAt(trafficking, 'T9.day')
  assert.ok(rule.kind === 'within')
  assert.deepEqual(rule.stopsIf, { is: 'equal', fact: 'rightsUnderstood', value: true })
  assert.ok(trafficking.entries.tellRights?.needs.includes('rightsUnderstood'))
})
