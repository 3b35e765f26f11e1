import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROCEDURES, type Procedure } from '../../procedures/index.ts'
import { after, NOT_OPENED, project } from './case-event.ts'
import { type Elsewhere, NO_WORDS, NOTHING_ELSEWHERE } from './condition.ts'
import { consequencesOf } from './consequence.ts'
import { BEFORE_THE_JUDGE, HEARING, OPENED } from './fixtures/detention.ts'
import { at, EAST, ENFORCED, history, type Told } from './fixtures/history.ts'

const procedureOf = (name: string): Procedure => {
  const found = PROCEDURES.find((one) => one.name === name)
  assert.ok(found)
  return found
}

const AUTHORIZED: Told = {
  ...{ step: 'authorize', by: 'judge', recorded: '2027-03-02T09:00:00Z' },
  facts: { ...HEARING, authorizedUntil: '2027-03-06T09:00:00Z' },
}
const CHILD: Told = { step: 'noteAge', recorded: '2027-03-03T09:00:00Z', facts: { ageBasis: 'disputed' } }

/** What is due after the last of these, of which the others have been looked at. */
function dueAfter(
  told: readonly Told[],
  { recorded = [] as readonly string[], name = 'detention', more = {} as Partial<Elsewhere>, held = false } = {},
) {
  const procedure = procedureOf(name)
  const events = history(procedure, told)
  const was = project(procedure, events.slice(0, -1))
  const event = events.at(-1)
  assert.ok(event)
  const is = after(procedure, events.length === 1 ? NOT_OPENED : was, event)
  const holds = new Set(held ? (['removalSuspended'] as const) : [])
  return consequencesOf(
    { ...ENFORCED, recorded: new Set(recorded) },
    {
      ...{ procedure, state: is.state, facts: is.facts, holds, now: at('2027-03-03T09:00:00Z'), calendar: EAST },
      ...{ ownWords: NO_WORDS, elsewhere: { ...NOTHING_ELSEWHERE, ...more } },
    },
    [{ event, was, is }],
  )
}

test('D1: whoever turns out to be a child while a title runs is to be released, in the same moment', () => {
  assert.deepEqual(dueAfter([...BEFORE_THE_JUDGE, AUTHORIZED]), [])
  assert.deepEqual(dueAfter([...BEFORE_THE_JUDGE, AUTHORIZED, CHILD]), ['endTitle'])
})

test('D2: a child in the care of the person ends it too, from the first hour', () => {
  const found: Told = { step: 'noteChild', recorded: '2027-03-01T10:20:00Z', facts: { accompaniedByChild: true } }
  assert.deepEqual(dueAfter([OPENED, found]), ['releaseAtOnce'])
})

test('where a rule is in mode record the case stays where it is', () => {
  const claim: Told = {
    step: 'noteAsylumClaim',
    recorded: '2027-03-01T10:20:00Z',
    facts: { asylumClaimedAt: '2027-03-01T10:15:00Z' },
  }
  assert.deepEqual(dueAfter([OPENED, claim]), ['releaseAtOnce'])
  assert.deepEqual(dueAfter([OPENED, claim], { recorded: ['D2.asylumSeeker'] }), [])
})

test('what moves nobody who is free already is not due', () => {
  const free: Told = { step: 'orderRelease', by: 'judge', recorded: '2027-03-01T18:00:00Z' }
  assert.deepEqual(dueAfter([...BEFORE_THE_JUDGE, free, CHILD]), [])
})

test('a sign is presumed at its opening, and not again', () => {
  const opened: Told = { step: 'open', recorded: '2027-03-01T10:00:00Z', facts: { language: 'vi' } }
  const of = { name: 'trafficking-identification' }
  assert.deepEqual(dueAfter([opened], of), ['presume'])
  const presumed: Told = { step: 'presume', by: 'system', recorded: '2027-03-01T10:00:01Z' }
  assert.deepEqual(dueAfter([opened, presumed], of), [])
})

test('X15: a moratorium suspends a removal, and it goes on only when neither it nor a bit stands any more', () => {
  const opened: Told = { step: 'open', recorded: '2027-03-01T10:00:00Z', facts: { destination: 'GE' } }
  const suspended: Told = { step: 'suspend', by: 'system', recorded: '2027-03-01T10:00:01Z' }
  const halted = { name: 'expulsion', more: { isUnderMoratorium: () => true } }
  assert.deepEqual(dueAfter([opened], halted), ['suspend'])
  assert.deepEqual(dueAfter([opened, suspended], halted), [])
  assert.deepEqual(dueAfter([opened, suspended], { name: 'expulsion' }), ['resume'])
  assert.deepEqual(dueAfter([opened, suspended], { name: 'expulsion', held: true }), [])
})
