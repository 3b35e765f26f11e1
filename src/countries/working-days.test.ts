import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { WorkingCalendar } from './working-days.ts'
import { addWorkingDays, isCalendarComplete, isWorkingDay } from './working-days.ts'

const names = { en: 'A day' }
const source = 'invented'
const plain: WorkingCalendar = { weekend: [6, 7], fixed: [], announced: [], exceptions: [], completeThrough: 2026 }
const on = (date: string) => Temporal.PlainDate.from(date)

function fixed(month: number, day: number, madeUpFor = true): WorkingCalendar['fixed'][number] {
  const id = `day-${month}-${day}`
  return { id, month, day, names, source, verify: false, madeUpFor, firstYear: null, lastYear: null }
}

test('a weekend is what the country says it is', () => {
  const friday = { ...plain, weekend: [5, 6] }
  assert.equal(isWorkingDay(friday, on('2026-11-20')), false)
  assert.equal(isWorkingDay(friday, on('2026-11-22')), true)
  assert.equal(isWorkingDay(plain, on('2026-11-20')), true)
})

test('a holiday on a Sunday makes the Monday a day of rest', () => {
  const calendar = { ...plain, fixed: [fixed(11, 22)] }
  assert.equal(isWorkingDay(calendar, on('2026-11-23')), false)
  assert.equal(isWorkingDay(calendar, on('2026-11-24')), true)
})

test('two holidays on one day are two days of rest', () => {
  const announced = { id: 'moving', names, source, verify: false, madeUpFor: true, dates: ['2026-11-24'] }
  const calendar = { ...plain, fixed: [fixed(11, 24)], announced: [announced] }
  assert.equal(isWorkingDay(calendar, on('2026-11-25')), false)
  assert.equal(isWorkingDay(calendar, on('2026-11-26')), true)
})

test('the day that makes up for a holiday is never a holiday itself', () => {
  const calendar = { ...plain, fixed: [fixed(11, 22), fixed(11, 23)] }
  assert.equal(isWorkingDay(calendar, on('2026-11-24')), false)
  assert.equal(isWorkingDay(calendar, on('2026-11-25')), true)
})

test('a holiday at the end of December can take its day from January', () => {
  const calendar = { ...plain, fixed: [fixed(12, 31), fixed(1, 1)] }
  // 31 December 2022 is a Saturday, 1 January 2023 a Sunday.
  assert.equal(addWorkingDays(calendar, on('2022-12-30'), 1).toString(), '2023-01-04')
})

test('a holiday on 29 February is held in leap years alone', () => {
  const calendar = { ...plain, fixed: [fixed(2, 29)] }
  assert.equal(isWorkingDay(calendar, on('2024-02-29')), false)
  assert.equal(isWorkingDay(calendar, on('2023-03-01')), true)
})

test('a holiday holds from its first year to its last', () => {
  const calendar = { ...plain, fixed: [{ ...fixed(11, 24), firstYear: 2025, lastYear: 2026 }] }
  const held = [2023, 2025, 2026, 2027].filter((year) => !isWorkingDay(calendar, on(`${year}-11-24`)))
  assert.deepEqual(held, [2025, 2026])
})

test('a special decision wins over weekend and holiday', () => {
  const exceptions: WorkingCalendar['exceptions'] = [
    { on: '2026-11-21', is: 'work', source },
    { on: '2026-11-25', is: 'rest', source },
  ]
  assert.equal(isWorkingDay({ ...plain, exceptions }, on('2026-11-21')), true)
  assert.equal(isWorkingDay({ ...plain, exceptions }, on('2026-11-25')), false)
})

test('a year without announced holidays is not counted as certain', () => {
  assert.equal(isCalendarComplete(plain, 2026), true)
  assert.equal(isCalendarComplete(plain, 2027), false)
})

test('a part of a day is no number of working days', () => {
  assert.throws(() => addWorkingDays(plain, on('2026-11-24'), 0.5), RangeError)
})

test('adding n working days lands on a working day with just n of them after the start', () => {
  const calendar = { ...plain, fixed: [fixed(1, 1), fixed(5, 1), fixed(12, 31)] }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 60 }), (offset, days) => {
      const start = on('2020-01-01').add({ days: offset })
      const end = addWorkingDays(calendar, start, days)
      const between = Array.from({ length: start.until(end).days }, (_, index) => start.add({ days: index + 1 }))
      assert.equal(between.filter((day) => isWorkingDay(calendar, day)).length, days)
      assert.ok(isWorkingDay(calendar, end))
      // Back again: the last working day on or before the start.
      const back = addWorkingDays(calendar, end, -days)
      assert.ok(Temporal.PlainDate.compare(back, start) <= 0)
      assert.ok(isWorkingDay(calendar, back))
    }),
    { numRuns: 60 },
  )
})
