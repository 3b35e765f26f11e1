import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROCEDURES, type Procedure } from '../../procedures/index.ts'
import { isGrave } from './grave.ts'
import { saysSomething } from './step-buttons.ts'

const named = (name: string): Procedure => PROCEDURES.find((one) => one.name === name) ?? assert.fail(name)
const expulsion = named('expulsion')
const inOnePress = (name: string) => named(name).person.takes.filter((step) => saysSomething(named(name), step))

test('an appeal is the first button and one press: whoever appeals stays protected, and is not asked again', () => {
  assert.equal(expulsion.person.takes[0], 'appeal')
  for (const state of ['decided', 'appealable', 'departureOpen', 'suspended'])
    assert.equal(isGrave(expulsion, 'appeal', state), false, state)
})

test('who gives up what protects them, ends their case or erases it is asked again', () => {
  assert.ok(isGrave(expulsion, 'chooseDeparture', 'appealable'))
  assert.ok(isGrave(expulsion, 'withdrawAppeal', 'appealed'))
  assert.ok(isGrave(named('complaint'), 'withdraw', 'inquiry'))
  assert.ok(isGrave(named('complaint'), 'askErasure', 'inquiry'))
  assert.ok(isGrave(named('school-enrolment'), 'eraseContact', 'enrolled'))
})

test('what a person says behind a button is said by the press; answers and choices have a form, and no press records nothing', () => {
  assert.deepEqual(inOnePress('detention'), [
    ...[
      'applyToJudge',
      'askForReview',
      'claimAsylum',
      'saysUnder18',
      'saysIll',
      'saysForced',
      'claimCompensation',
      'tellCharge',
      'askToKeep',
    ],
  ])
  for (const step of ['noteWaysToStay', 'noteClaims', 'noteWishes', 'answer'])
    assert.ok(!inOnePress('expulsion').includes(step), step)
  for (const step of ['appeal', 'appealLate', 'saysUnder18', 'askEarlierHearing', 'tellCost'])
    assert.ok(inOnePress('expulsion').includes(step), step)
  assert.ok(!inOnePress('trafficking-identification').includes('choose'))
  assert.ok(!inOnePress('school-enrolment').includes('correctName'))
  assert.ok(inOnePress('school-enrolment').includes('tellFee'))
})
