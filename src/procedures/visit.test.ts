/** Visits as a lawyer checks them. What the engine does with them is tested elsewhere. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lengthOf, whatStops } from './fixtures/reading.ts'
import { isAboutSomebody, isHiddenInNumber, OFFICER_ROLES, type Procedure } from './index.ts'
import { visit as declared } from './visit.ts'

const visit: Procedure = declared
const ADDRESSED = ['sms-enforcement-head', 'border-officer', 'police-officer', 'place-officer'] as const

test('whoever is asked to act reads the recommendation, and neither what was found nor who went nor who suffered for speaking', () => {
  for (const role of ADDRESSED) {
    const reads = visit.reads[role]
    assert.ok(Array.isArray(reads?.facts))
    assert.ok(reads.facts.includes('recommendation') && reads.facts.includes('answer'))
    for (const fact of ['findings', 'visitors', 'reprisal', 'spokenWith', 'inPrivate', 'hindered'])
      assert.ok(!reads.facts.includes(fact), `${role} ${fact}`)
    assert.equal(reads.namedBy, 'addressee')
  }
})

test('every other office is walled off, courts and prosecutors with it', () => {
  const open = OFFICER_ROLES.filter((role) => !visit.walledOff.includes(role))
  assert.deepEqual(
    open.toSorted(),
    [...ADDRESSED, 'ombuds-npm', 'ombuds-officer', 'data-protection-auditor'].toSorted(),
  )
})

test('an answer is due in 30 days, in 24 hours where life or health is at stake; a new recommendation starts a new time', () => {
  assert.deepEqual(lengthOf(visit, 'V1.answer'), { days: 30 })
  assert.deepEqual(lengthOf(visit, 'V1.atOnce'), { hours: 24 })
  for (const name of ['answer', 'atOnce']) {
    const rule = visit.safeguards.V1?.rules[name]
    assert.ok(rule?.kind === 'within' && rule.from.at === 'taking' && rule.mayRecord === false)
    assert.deepEqual(rule.from.steps, ['recommend', 'recommendAgain'])
  }
})

test('nothing stops a visitor from noting a visit, and no pack can set a safeguard of visits to record', () => {
  assert.deepEqual(whatStops(visit, 'open'), [])
  for (const { rules } of Object.values(visit.safeguards))
    for (const rule of Object.values(rules)) assert.equal(rule.mayRecord, false)
})

test('a case of a visit is about nobody, and that there was one is no secret', () => {
  assert.equal(isAboutSomebody(visit), false)
  assert.equal(isHiddenInNumber(visit), false)
})
