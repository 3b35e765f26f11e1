/** Days to a date: leap years, time zones, days of rest, and what stops the clock. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { WorkingCalendar } from '../../countries/index.ts'
import { aimFor, dayIn, daysLeft, dueAfter, endOfDay } from './days.ts'
import { planBack } from './plan.ts'
import { DEADLINE_STATES, nextStates, standingOf } from './standing.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const anyDay = fc.integer({ min: -40_000, max: 40_000 }).map((days) => day('2000-01-01').add({ days }))
const anyZone = fc.constantFrom('Asia/Baku', 'Europe/Zurich', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Beirut', 'UTC')

const calendar: WorkingCalendar = {
  weekend: [6, 7],
  fixed: [
    {
      id: 'x',
      names: { en: 'X' },
      source: 's',
      verify: false,
      madeUpFor: false,
      month: 11,
      day: 1,
      firstYear: 2030,
      lastYear: null,
    },
  ],
  announced: [],
  exceptions: [],
  completeThrough: 2030,
}

test('days left are the whole days of the calendar between two days, in leap years too', () => {
  assert.equal(daysLeft(day('2024-03-01'), day('2024-02-28')), 2)
  assert.equal(daysLeft(day('2023-03-01'), day('2023-02-28')), 1)
  assert.equal(daysLeft(day('2026-11-01'), day('2026-11-24')), -23)
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -2000, max: 2000 }), (asOf, days) =>
      assert.equal(daysLeft(asOf.add({ days }), asOf), days),
    ),
  )
})

test('a day later there is one day less left, whatever the date', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (due, asOf) =>
      assert.equal(daysLeft(due, asOf.add({ days: 1 })), daysLeft(due, asOf) - 1),
    ),
  )
})

test('a due date is not over one moment before 24:00 at home, and is over at 24:00', () => {
  fc.assert(
    fc.property(anyDay, anyZone, (due, zone) => {
      const end = endOfDay(zone, due)
      assert.ok(daysLeft(due, dayIn(zone, end.subtract({ nanoseconds: 1 }))) >= 0)
      assert.ok(daysLeft(due, dayIn(zone, end)) < 0)
    }),
  )
  assert.equal(endOfDay('Asia/Baku', day('2026-11-01')).toString(), '2026-11-01T20:00:00Z')
})

test('a term of years from 29 February ends on 28 February', () => {
  assert.equal(dueAfter(day('2024-02-29'), { years: 2 }).toString(), '2026-02-28')
  assert.equal(dueAfter(day('2024-02-29'), { years: 4 }).toString(), '2028-02-29')
})

test('a due date on a Sunday makes the work aim at Friday, or at Thursday where Friday is a holiday', () => {
  assert.equal(aimFor(calendar, day('2026-11-01')).toString(), '2026-10-30')
  assert.equal(aimFor(calendar, day('2030-11-02')).toString(), '2030-10-31')
  assert.equal(aimFor(calendar, day('2030-11-01')).toString(), '2030-10-31')
  assert.equal(aimFor(calendar, day('2026-11-04')).toString(), '2026-11-04')
})

test('the plan counts back in months, from the earliest step on, each on a working day', () => {
  const plan = {
    paper: 'follow-up' as const,
    steps: [
      { monthsBefore: 0, what: 'Send' },
      { monthsBefore: 9, what: 'Open' },
    ],
  }
  const steps = planBack(day('2026-11-30'), plan, { calendar, asOf: day('2026-03-01') })
  assert.deepEqual(
    steps.map(({ what, on, daysLeft: left }) => [what, on.toString(), left]),
    [
      ['Open', '2026-02-27', -2],
      ['Send', '2026-11-30', 274],
    ],
  )
})

test('only receipt stops the clock: what was sent and not received is overdue', () => {
  const deadline = { dueOn: '2026-11-01', receivedOn: null }
  assert.deepEqual(standingOf({ ...deadline, state: 'sent' }, day('2026-11-24')), { is: 'overdue', days: 23 })
  assert.deepEqual(standingOf({ ...deadline, state: 'drafting' }, day('2026-11-01')), { is: 'left', days: 0 })
  // Whatever day stands there: the state says whether it was received.
  assert.equal(standingOf({ ...deadline, receivedOn: '2026-10-01', state: 'sent' }, day('2026-11-24')).is, 'overdue')
  const received = { ...deadline, state: 'received' as const }
  assert.deepEqual(standingOf({ ...received, receivedOn: '2026-11-04' }, day('2027-01-01')), { is: 'late', days: 3 })
  assert.deepEqual(standingOf({ ...received, receivedOn: '2026-11-01' }, day('2027-01-01')), { is: 'in-time' })
  assert.deepEqual(standingOf({ ...deadline, dueOn: null, state: 'drafting' }, day('2026-11-01')), { is: 'no-date' })
})

test('every state can be left, and considered is reached through received alone', () => {
  for (const state of DEADLINE_STATES) assert.ok(nextStates(state).length > 0)
  assert.deepEqual(
    DEADLINE_STATES.filter((state) => nextStates(state).includes('considered')),
    ['received'],
  )
})
