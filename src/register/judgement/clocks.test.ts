import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  choice,
  entering,
  factOf,
  instant,
  is,
  PROCEDURES,
  type Procedure,
  procedure,
  taking,
  within,
  yesNo,
} from '../../procedures/index.ts'
import { clocksOf, judgesOthers, type StandingClock } from './clocks.ts'
import { BEFORE_THE_JUDGE, HEARING, OPENED, OPENING } from './fixtures/detention.ts'
import { at, EAST, ENFORCED, history, type Told, WORKING } from './fixtures/history.ts'
import { type Calendar, endOf } from './length.ts'

const found = PROCEDURES.find(({ name }) => name === 'detention')
assert.ok(found)
const detention: Procedure = found
const RECORDED = { recorded: new Set(['D3.judge']), limits: {} }

function clock(told: readonly Told[], now: string, { modes = ENFORCED, rule = 'D3.judge' } = {}): StandingClock {
  const one = clocksOf(detention, modes, EAST, history(detention, told), at(now)).findLast((each) => each.rule === rule)
  assert.ok(one, `a clock of ${rule}`)
  return one
}

test('a title ends at its end, not when it was written down', () => {
  const authorized: Told = {
    ...{ step: 'authorize', by: 'judge', recorded: '2027-03-02T09:00:00Z' },
    facts: { ...HEARING, authorizedUntil: '2027-03-05T10:00:00Z' },
  }
  const title = clock([...BEFORE_THE_JUDGE, authorized], '2027-03-05T09:59:59Z', { rule: 'D10.ends' })
  assert.equal(title.dueAt.toString(), '2027-03-05T10:00:00Z')
  assert.equal(title.standing, 'running')
  const over = clock([...BEFORE_THE_JUDGE, authorized], '2027-03-05T10:00:00Z', { rule: 'D10.ends' })
  assert.equal(over.stepDue, 'endTitle')
})

describe('a title that ends by itself', () => {
  const authorized: Told = {
    ...{ step: 'authorize', by: 'judge', recorded: '2027-03-02T09:00:00Z' },
    facts: { ...HEARING, authorizedUntil: '2027-03-05T10:00:00Z' },
  }
  const ended = (recorded: string): Told => ({ step: 'endTitle', by: 'system', recorded })
  const title = (told: readonly Told[], now: string, modes = ENFORCED) =>
    clock([...BEFORE_THE_JUDGE, authorized, ...told], now, { modes, rule: 'D10.ends' })

  test('was kept where the system ended it at its time, and broken where it came late or not at all', () => {
    assert.equal(title([ended('2027-03-05T10:00:04Z')], '2027-03-06T10:00:00Z').standing, 'kept')
    assert.equal(title([], '2027-03-05T10:00:30Z').standing, 'over')
    assert.equal(title([], '2027-03-05T10:02:00Z').standing, 'breached')
    assert.equal(title([ended('2027-03-05T11:00:00Z')], '2027-03-06T10:00:00Z').standing, 'breached')
  })

  test('is broken at once where it is only recorded, and whoever releases late has kept nothing', () => {
    const recorded = { recorded: new Set(['D10.ends']), limits: {} }
    assert.equal(title([], '2027-03-05T10:00:01Z', recorded).standing, 'breached')
    const byJudge: Told = { step: 'orderRelease', by: 'judge', recorded: '2027-03-05T10:00:04Z' }
    assert.equal(title([byJudge], '2027-03-06T10:00:00Z').standing, 'breached')
  })
})

describe('the judge within 24 hours', () => {
  const authorized = (recorded: string, asserted = recorded): Told => ({
    ...{ step: 'authorize', by: 'judge', recorded, asserted },
    facts: { ...HEARING, authorizedUntil: '2027-03-05T10:00:00Z' },
  })

  test('the time counts from the loss of liberty, not from when somebody wrote it down', () => {
    const { startedAt, dueAt } = clock([OPENED], '2027-03-01T10:06:00Z')
    assert.equal(startedAt.toString(), '2027-03-01T10:00:00Z')
    assert.equal(dueAt.toString(), '2027-03-02T10:00:00Z')
  })

  test('at the last second the time runs, and at hour 24 release is due', () => {
    assert.equal(clock(BEFORE_THE_JUDGE, '2027-03-02T09:59:59Z').standing, 'running')
    const over = clock(BEFORE_THE_JUDGE, '2027-03-02T10:00:00Z')
    assert.equal(over.standing, 'breached')
    assert.equal(over.stepDue, 'releaseWithoutJudge')
  })

  test('where national law lets it go on, the breach stands and nobody is moved by the system', () => {
    const over = clock(BEFORE_THE_JUDGE, '2027-03-02T10:00:00Z', { modes: RECORDED })
    assert.equal(over.standing, 'breached')
    assert.equal(over.stepDue, null)
  })

  test('where a pack gives the national limit, it runs beside and the system releases at its end', () => {
    const modes = { ...RECORDED, national: { 'D3.judge': { hours: 72 } } }
    const asked = (now: string) => clock(BEFORE_THE_JUDGE, now, { modes, rule: 'D3.judge.national' })
    assert.equal(asked('2027-03-02T10:00:00Z').standing, 'running')
    assert.equal(asked('2027-03-04T10:00:00Z').stepDue, 'releaseWithoutJudge')
    assert.equal(asked('2027-03-04T10:00:00Z').mode, 'enforce')
    assert.equal(clock(BEFORE_THE_JUDGE, '2027-03-04T10:00:00Z', { modes }).stepDue, null)
  })

  for (const modes of [ENFORCED, RECORDED])
    test(`a judge's decision recorded one second after 24 hours is a breach, whatever time was typed (${modes.recorded.size === 0 ? 'enforce' : 'record'})`, () => {
      const told = [...BEFORE_THE_JUDGE, authorized('2027-03-02T10:00:01Z', '2027-03-02T09:50:00Z')]
      assert.equal(clock(told, '2027-03-02T11:00:00Z', { modes }).standing, 'recordedLate')
      const honest = [...BEFORE_THE_JUDGE, authorized('2027-03-02T10:00:01Z')]
      assert.equal(clock(honest, '2027-03-02T11:00:00Z', { modes }).standing, 'breached')
    })

  test('a decision at the last second is in time', () => {
    const told = [...BEFORE_THE_JUDGE, authorized('2027-03-02T10:00:00Z')]
    assert.equal(clock(told, '2027-03-03T10:00:00Z').standing, 'kept')
  })

  test('only a judge or the Ombudsperson says that what was recorded late was in time', () => {
    assert.ok(judgesOthers('judge') && judgesOthers('ombuds-officer'))
    assert.ok(!judgesOthers('sms-enforcement-head') && !judgesOthers('place-officer'))
  })

  test('a move to another place changes nothing', () => {
    const moved: Told = {
      step: 'move',
      by: 'place-officer',
      recorded: '2027-03-01T20:00:00Z',
      facts: { place: '6f9619ff-8b86-4d01-b42d-00cf4fc964ab' },
    }
    assert.equal(clock([OPENED, moved], '2027-03-01T21:00:00Z').dueAt.toString(), '2027-03-02T10:00:00Z')
  })

  test('warnings come at half and at four fifths of the time', () => {
    assert.equal(clock([OPENED], '2027-03-01T21:59:59Z').warned, null)
    assert.equal(clock([OPENED], '2027-03-01T22:00:00Z').warned, 'half')
    assert.equal(clock([OPENED], '2027-03-02T05:12:00Z').warned, 'most')
  })

  const corrected = (libertyLostAt: string, by: Told['by'] = 'sms-enforcement'): Told => ({
    ...{ step: 'correct', kind: 'correct', recorded: '2027-03-01T13:00:00Z', facts: { libertyLostAt } },
    ...(by !== undefined && { by }),
  })

  test('a correction to an earlier time moves the clock, one to a later time does not', () => {
    const earlier = clock([OPENED, corrected('2027-03-01T08:00:00Z')], '2027-03-01T14:00:00Z')
    assert.equal(earlier.dueAt.toString(), '2027-03-02T08:00:00Z')
    const later = clock([OPENED, corrected('2027-03-01T12:00:00Z')], '2027-03-01T14:00:00Z')
    assert.equal(later.dueAt.toString(), '2027-03-02T10:00:00Z')
  })

  test('a judge alone moves it to a later time', () => {
    const later = clock([OPENED, corrected('2027-03-01T12:00:00Z', 'judge')], '2027-03-01T14:00:00Z')
    assert.equal(later.dueAt.toString(), '2027-03-02T12:00:00Z')
  })

  test('midnight of 31 December and an empty court on a holiday stop nothing', () => {
    const opened: Told = {
      ...{ step: 'open', recorded: '2027-12-31T19:59:59Z' },
      facts: { ...OPENING, libertyLostAt: '2027-12-31T19:59:59Z' },
    }
    assert.equal(clock([opened], '2027-12-31T20:00:00Z').dueAt.toString(), '2028-01-01T19:59:59Z')
  })
})

test('a person who asks the judge is owed an answer within 24 hours', () => {
  const asked: Told = { step: 'applyToJudge', by: 'person', recorded: '2027-03-01T15:00:00Z' }
  const released: Told = {
    ...{ step: 'orderRelease', by: 'judge', recorded: '2027-03-01T18:00:00Z' },
    facts: { decisionReasons: 'Go.' },
  }
  const running = clock([OPENED, asked], '2027-03-01T16:00:00Z', { rule: 'D8.judge' })
  assert.equal(running.dueAt.toString(), '2027-03-02T15:00:00Z')
  assert.equal(clock([OPENED, asked, released], '2027-03-01T19:00:00Z', { rule: 'D8.judge' }).standing, 'kept')
})

test('a child is brought to child protection within four hours, and an age in dispute counts as a child', () => {
  const disputed: Told = { ...OPENED, facts: { ...OPENING, ageBasis: 'disputed' } }
  assert.equal(
    clock([disputed], '2027-03-01T11:00:00Z', { rule: 'D1.broughtToProtection' }).dueAt.toString(),
    '2027-03-01T14:00:00Z',
  )
  const events = history(detention, [OPENED])
  const rules = clocksOf(detention, ENFORCED, EAST, events, at('2027-03-01T11:00:00Z')).map(({ rule }) => rule)
  assert.ok(!rules.includes('D1.broughtToProtection'), 'a woman of 36 has no clock of a child')
})

test('the end of a case ends every time that ran', () => {
  const died: Told = {
    step: 'noteDeath',
    by: 'place-officer',
    recorded: '2027-03-01T18:00:00Z',
    facts: { diedAt: '2027-03-01T17:50:00Z', place: '6f9619ff-8b86-4d01-b42d-00cf4fc964ab' },
  }
  const all = clocksOf(detention, ENFORCED, EAST, history(detention, [OPENED, died]), at('2027-04-01T00:00:00Z'))
  assert.ok(all.length > 0)
  assert.deepEqual(
    all.filter(({ stoppedAt }) => stoppedAt === null),
    [],
  )
})

/** A procedure of no State with one time of each kind. */
const fair = procedure({
  name: 'fair',
  since: null,
  answers: [],
  compartment: 'education',
  parts: {},
  opens: { by: ['anyone'], needs: ['saidAt'], takes: ['understood'] },
  reads: {},
  walledOff: [],
  facts: { saidAt: instant('When it was said.'), understood: yesNo('Whether it was understood.') },
  neverCollected: [],
  states: { told: 'initial', answered: 'final', lost: 'final' },
  transitions: {
    answer: { from: ['told'], to: 'answered', by: ['person'] },
    lose: { from: ['told'], to: 'lost', by: ['system'] },
  },
  entries: { tellAgain: { in: 'any-open', by: ['judge', 'anyone'], needs: ['saidAt'], takes: ['understood'] } },
  safeguards: {
    A: {
      cite: [],
      breach: 'R',
      tells: [],
      rules: {
        owed: within(choice({ hours: 24 }), {
          from: factOf('saidAt'),
          until: entering('answered'),
          clock: 'protective',
        }),
        appeal: within(choice({ days: 10 }), {
          ...{ from: factOf('saidAt'), until: taking('answer'), clock: 'adverse', when: is('understood', true) },
          thereupon: 'lose',
        }),
      },
    },
  },
  retention: [],
  statistics: { unit: 'one', emittedAt: [], period: 'year', dimensions: [], measures: {} },
  person: { reads: 'all', takes: ['answer'] },
})

const ZONES = ['Asia/Baku', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe']
const moments = fc
  .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 11, 31) })
  .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds))
const calendars = fc.constantFrom(...ZONES).map((timeZone): Calendar => ({ timeZone, workingCalendar: WORKING }))

function clocksOfFair(said: Temporal.Instant, recorded: Temporal.Instant, calendar: Calendar, understood = true) {
  const told = { step: 'open', recorded: recorded.toString(), facts: { saidAt: said.toString(), understood } }
  return clocksOf(fair, ENFORCED, calendar, history(fair, [told]), recorded)
}

const HOUR = 3_600_000
const gap = fc.integer({ min: -5 * 60_000, max: 400 * 24 * HOUR })

test('24 hours are 86,400 seconds across every change of the clock, and never late', () => {
  fc.assert(
    fc.property(moments, gap, calendars, (said, later, calendar) => {
      const recorded = said.add({ milliseconds: later })
      const owed = clocksOfFair(said, recorded, calendar).find(({ rule }) => rule === 'A.owed')
      const earlier = Math.min(said.epochMilliseconds, recorded.epochMilliseconds)
      assert.equal(owed?.dueAt.epochMilliseconds, earlier + 24 * HOUR)
    }),
    { numRuns: 1000 },
  )
})

test('what a person may lose is never lost early: ten whole days after the later moment, at midnight of a working day', () => {
  fc.assert(
    fc.property(moments, gap, calendars, (said, later, calendar) => {
      const recorded = said.add({ milliseconds: later })
      const start = Temporal.Instant.compare(said, recorded) > 0 ? said : recorded
      const appeal = clocksOfFair(said, recorded, calendar).find(({ rule }) => rule === 'A.appeal')
      assert.ok(appeal)
      const from = start.toZonedDateTimeISO(calendar.timeZone).toPlainDate()
      const end = appeal.dueAt.toZonedDateTimeISO(calendar.timeZone)
      const last = end.toPlainDate().subtract({ days: 1 })
      assert.ok(Temporal.PlainDate.compare(last, from.add({ days: 10 })) >= 0)
      assert.ok(end.equals(end.startOfDay()), 'at 24:00')
      assert.ok(last.dayOfWeek < 6 && !(last.month === 1 && last.day === 1), `${last} is a working day`)
    }),
    { numRuns: 1000 },
  )
})

test('who did not understand what was served loses nothing', () => {
  const clocks = clocksOfFair(at('2027-03-01T10:00:00Z'), at('2027-03-01T10:00:00Z'), EAST, false)
  assert.ok(!clocks.some(({ rule }) => rule === 'A.appeal'))
  const told = [
    { step: 'open', recorded: '2027-03-01T10:00:00Z', facts: { saidAt: '2027-03-01T10:00:00Z', understood: false } },
    {
      step: 'tellAgain',
      by: 'judge' as const,
      recorded: '2027-03-09T10:00:00Z',
      facts: { saidAt: '2027-03-08T10:00:00Z', understood: true },
    },
  ]
  const later = clocksOf(fair, ENFORCED, EAST, history(fair, told), at('2027-03-10T10:00:00Z'))
  assert.equal(later.find(({ rule }) => rule === 'A.appeal')?.startedAt.toString(), '2027-03-09T10:00:00Z')
})

test('however often a start is corrected, a time that is owed ends at the earliest that was ever said', () => {
  fc.assert(
    fc.property(moments, fc.array(gap, { minLength: 1, maxLength: 6 }), (first, gaps) => {
      const recorded = first.add({ hours: 24 * 500 })
      const said = [first, ...gaps.map((one) => first.add({ milliseconds: one }))]
      const told = said.map((one, index) => ({
        ...(index === 0 ? { step: 'open' } : { step: 'correct', kind: 'correct' as const }),
        recorded: recorded.add({ minutes: index }).toString(),
        facts: { saidAt: one.toString() },
      }))
      const owed = clocksOf(fair, ENFORCED, EAST, history(fair, told), recorded).find(({ rule }) => rule === 'A.owed')
      const earliest = Math.min(...said.map(({ epochMilliseconds }) => epochMilliseconds))
      assert.equal(owed?.dueAt.epochMilliseconds, earliest + 24 * HOUR)
    }),
    { numRuns: 300 },
  )
})

test('working days that the State has end at 17:00 of the last one, and day one is the first after the event', () => {
  const friday = at('2027-03-05T20:30:00Z') // already Saturday in the east
  assert.equal(endOf(friday, { workingDays: 2 }, 'protective', EAST).toString(), '2027-03-09T13:00:00Z')
  assert.equal(endOf(friday, { workingDays: 2 }, 'adverse', EAST).toString(), '2027-03-09T20:00:00Z')
})

test('a leap day is a day, and a month after 31 January ends with February', () => {
  assert.equal(endOf(at('2028-02-28T08:00:00Z'), { days: 1 }, 'protective', EAST).toString(), '2028-02-29T08:00:00Z')
  assert.equal(endOf(at('2027-01-31T08:00:00Z'), { months: 1 }, 'protective', EAST).toString(), '2027-02-28T08:00:00Z')
  assert.equal(endOf(at('2028-02-29T08:00:00Z'), { years: 1 }, 'protective', EAST).toString(), '2029-02-28T08:00:00Z')
})

test('the same events give the same clocks, in whatever order they are read', () => {
  const events = history(detention, BEFORE_THE_JUDGE)
  const now = at('2027-03-01T14:00:00Z')
  assert.deepEqual(
    clocksOf(detention, ENFORCED, EAST, [...events].reverse(), now),
    clocksOf(detention, ENFORCED, EAST, events, now),
  )
})
