/** Which acts officers sign, and that a passkey never stands between somebody and their freedom. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { library } from '../fixtures/library.ts'
import { check, PROCEDURES, type Procedure, type Transition } from '../index.ts'
import { freeingSteps } from './serious.ts'

const { transitions, entries } = library
const rulesOf = (procedure: Procedure) => check(procedure).map(({ name, rule }) => `${name} ${rule}`)
const serious = (name: string, more: Partial<Transition> = {}): Procedure => {
  const step = transitions[name]
  assert.ok(step)
  return { ...library, transitions: { ...transitions, [name]: { ...step, ...more, serious: true } } }
}

test('a step that leads where the law itself takes somebody to protect them cannot ask for a passkey', () => {
  // The bit that lets a permit stay ends the refusal by "giveBack": whoever else gives back is not delayed either.
  assert.deepEqual(
    rulesOf(serious('giveBack', { by: ['school-registrar'] })).filter((one) => /freedom/.test(one)),
    ['giveBack freedom-delayed'],
  )
})

test('a step that begins a protection cannot ask for a passkey, and one that ends it can', () => {
  assert.deepEqual(rulesOf(serious('lend')), ['lend freedom-delayed'])
  assert.deepEqual(rulesOf(serious('refuse')), [])
})

test('nobody without an account is asked for a passkey', () => {
  assert.deepEqual(rulesOf(serious('appeal')), ['appeal signed-by-nobody'])
  const complain = entries.complain
  assert.ok(complain)
  assert.deepEqual(rulesOf({ ...library, entries: { complain: { ...complain, serious: true } } }), [
    'complain signed-by-nobody',
  ])
})

test('release, protection and services of the State’s own procedures are among what no passkey may delay', () => {
  const freeing = Object.fromEntries(PROCEDURES.map((one) => [one.name, freeingSteps(one)]))
  const never: Readonly<Record<string, readonly string[]>> = {
    detention: ['letGo', 'orderRelease', 'release'],
    expulsion: ['closeWithoutExpulsion', 'noteAppeal', 'admitLateAppeal', 'leave'],
    'trafficking-identification': ['identify', 'identifyInReview', 'assist', 'recover', 'returnHome', 'leave'],
  }
  for (const [name, steps] of Object.entries(never))
    for (const step of steps) assert.ok(freeing[name]?.has(step), `${name} ${step}`)
})

test('P23: what takes liberty, stay, protection or an answer from somebody is signed', () => {
  const signed = PROCEDURES.flatMap(({ name, transitions, entries }) =>
    [...Object.entries(transitions), ...Object.entries(entries)].flatMap(([step, one]) =>
      (one as Transition).serious === true ? [`${name} ${step}`] : [],
    ),
  )
  assert.deepEqual(signed, [
    ...['authorize', 'declareVoid', 'withdrawAsVoid'].map((step) => `detention ${step}`),
    ...['decide', 'uphold', 'refuseExcuse', 'execute', 'remove', 'endStay', 'upholdAfterDeparture'].map(
      (step) => `expulsion ${step}`,
    ),
    ...['handOn', 'find', 'closeNoViolation', 'closeRemedied', 'closeNotFollowed'].map((step) => `complaint ${step}`),
    ...['complaint endStay', 'complaint obeyCourt'],
    ...['notIdentify', 'confirmNotIdentified'].map((step) => `trafficking-identification ${step}`),
  ])
})
