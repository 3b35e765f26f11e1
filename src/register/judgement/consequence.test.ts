import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROCEDURES } from '../../procedures/index.ts'
import { type CaseEvent, project } from './case-event.ts'
import { NO_WORDS, NOTHING_ELSEWHERE, type Situation } from './condition.ts'
import { consequencesOf } from './consequence.ts'
import { BEFORE_THE_JUDGE, HEARING } from './fixtures/detention.ts'
import { at, EAST, ENFORCED, history, type Told } from './fixtures/history.ts'

const detention = PROCEDURES.find(({ name }) => name === 'detention')
assert.ok(detention)
const procedure = detention

const AUTHORIZED: Told = {
  ...{ step: 'authorize', by: 'judge', recorded: '2027-03-02T09:00:00Z' },
  facts: { ...HEARING, authorizedUntil: '2027-03-06T09:00:00Z' },
}
const ARRIVAL: Told = { step: 'removalSuspended', kind: 'hold-came', by: 'system', recorded: '2027-03-03T09:00:00Z' }

function afterLast(told: readonly Told[], holdMode: 'enforce' | 'record' = 'enforce') {
  const events = history(procedure, told)
  const [was, is] = [situation(events.slice(0, -1)), situation(events)]
  const event = events.at(-1)
  assert.ok(event)
  return consequencesOf(ENFORCED, { event, was, is, holdMode })
}

function situation(events: readonly CaseEvent[]): Situation {
  const { state, facts, holds } = project(procedure, events)
  return {
    ...{ procedure, state, facts, holds: new Set(holds), now: at('2027-03-03T09:00:00Z'), calendar: EAST },
    ...{ ownWords: NO_WORDS, elsewhere: NOTHING_ELSEWHERE },
  }
}

test('a removal that is suspended ends the title that rests on it, in the same moment', () => {
  assert.deepEqual(afterLast([...BEFORE_THE_JUDGE, AUTHORIZED, ARRIVAL]), ['endTitle'])
})

test('where the bit is placed in mode record the case stays where it is', () => {
  assert.deepEqual(afterLast([...BEFORE_THE_JUDGE, AUTHORIZED, ARRIVAL], 'record'), [])
})

test('a bit that arrives where the person is free already moves nothing', () => {
  const free: Told = { step: 'orderRelease', by: 'judge', recorded: '2027-03-01T18:00:00Z' }
  assert.deepEqual(afterLast([...BEFORE_THE_JUDGE, free, ARRIVAL]), [])
})
