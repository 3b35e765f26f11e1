/** Ends of times by the database and by the judgement: the same moment, over leap days and changes of the clock. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../../tests/store.ts'
import { choice, type Length, type Limit, reformed } from '../../procedures/index.ts'
import { installBare } from '../fixtures/bare-register.ts'
import { CALENDAR } from '../fixtures/whole-register.ts'
import { clockEnd, endOf, lengthAt } from '../judgement/index.ts'
import { clockEndSql, limitSql } from '../tables/limit-sql.ts'

const store = await testStore('invented')
await installBare(store)
const owner = await store.ownerClient()
after(() => owner.end())

/** Three that change their clocks, in both halves of the Earth, and one that does not. */
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Asia/Baku']
/** Around changes of the clock, ends of months, and a leap day. */
const STARTS = [
  ...['2027-03-27T12:00:00Z', '2027-03-28T00:30:00Z', '2027-03-13T23:59:59Z', '2027-10-30T22:30:00Z'],
  ...['2027-10-31T00:30:00Z', '2027-11-07T05:30:00Z', '2027-04-03T15:30:00Z', '2027-10-02T15:59:00Z'],
  ...['2028-02-28T20:00:00Z', '2028-02-29T10:00:00Z', '2027-01-31T10:00:00Z', '2027-12-31T20:30:00Z'],
]
const LENGTHS: readonly Length[] = [
  ...[{ hours: 0 }, { hours: 1 }, { hours: 24 }, { hours: 168 }, { days: 1 }, { days: 30 }],
  ...[{ workingDays: 1 }, { workingDays: 10 }, { months: 1 }, { months: 12 }, { years: 1 }],
]

async function told(start: string, limit: Limit<Length>, kind: 'protective' | 'adverse'): Promise<Temporal.Instant> {
  const { rows } = await owner.query(
    `select to_char((${limitSql('$1::timestamptz', limit, kind)}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due`,
    [start],
  )
  return Temporal.Instant.from(rows[0].due)
}

test('P7: an end is the same moment to the database and to the judgement, in four zones, over 1,056 times', async () => {
  let compared = 0
  for (const timeZone of ZONES) {
    await owner.query('update register.home set time_zone = $1', [timeZone])
    const calendar = { ...CALENDAR, timeZone }
    for (const start of STARTS)
      for (const length of LENGTHS)
        for (const kind of ['protective', 'adverse'] as const) {
          const due = endOf(Temporal.Instant.from(start), length, kind, calendar)
          assert.equal(
            (await told(start, choice(length), kind)).toString(),
            due.toString(),
            `${timeZone} ${start} ${JSON.stringify(length)} ${kind}`,
          )
          compared++
        }
  }
  assert.equal(compared, 1056)
})

test('P7: a day of the law is 24 hours elapsed, also in the night in which the clock changes', async () => {
  await owner.query("update register.home set time_zone = 'Europe/Berlin'")
  for (const start of ['2027-03-27T12:00:00Z', '2027-10-30T22:30:00Z'])
    assert.equal((await told(start, choice({ hours: 24 }), 'protective')).since(start).total('hours'), 24)
})

test('the limit in force on the day of the start counts, to both: a reform touches no time that runs', async () => {
  await owner.query("update register.home set time_zone = 'Asia/Baku'")
  const limit = reformed(
    reformed(choice<Length>({ hours: 24 }), '2027-01-01', { hours: 12 }, []),
    '2028-01-01',
    { days: 1 },
    [],
  )
  // 31 December in Greenwich is 1 January in Baku from 20:00 on.
  for (const [start, hours] of [
    ['2026-12-31T19:59:59Z', 24],
    ['2026-12-31T20:00:00Z', 12],
    ['2027-06-01T00:00:00Z', 12],
  ] as const) {
    const due = await told(start, limit, 'protective')
    assert.equal(due.since(start).total('hours'), hours)
    const calendar = { ...CALENDAR, timeZone: 'Asia/Baku' }
    const at = Temporal.Instant.from(start)
    assert.equal(endOf(at, lengthAt(limit, at, calendar), 'protective', calendar).toString(), due.toString())
  }
})

/** When a clock is over, as the database works it out. */
async function clockTold(start: string, limit: Limit<Length>, kind: 'protective' | 'adverse'): Promise<string> {
  const { rows } = await owner.query(
    `select to_char((${clockEndSql('$1::timestamptz', limit, kind)}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due`,
    [start],
  )
  return Temporal.Instant.from(rows[0].due).toString()
}

test('a reform that is better for the person touches a time that runs: a shorter duty from its day, more time for the person from the start', async () => {
  await owner.query("update register.home set time_zone = 'Asia/Baku'")
  const day = '2027-01-01' // midnight in Baku is 20:00 in Greenwich
  const shorter = reformed(choice<Length>({ hours: 48 }), day, { hours: 24 }, [])
  const longer = reformed(choice<Length>({ hours: 24 }), day, { hours: 48 }, [])
  const cases = [
    ['the sooner of the two ends', '2026-12-31T00:00:00Z', shorter, 'protective', '2027-01-01T20:00:00Z'],
    ['the old end, where it comes first', '2026-12-30T00:00:00Z', shorter, 'protective', '2027-01-01T00:00:00Z'],
    ['over before the law came', '2026-12-29T10:00:00Z', shorter, 'protective', '2026-12-31T10:00:00Z'],
    ['a longer duty of the State, never', '2026-12-31T00:00:00Z', longer, 'protective', '2027-01-01T00:00:00Z'],
    ['more time for the person', '2026-12-31T00:00:00Z', longer, 'adverse', '2027-01-02T00:00:00Z'],
    ['not where it was over', '2026-12-30T10:00:00Z', longer, 'adverse', '2026-12-31T10:00:00Z'],
    ['less time for the person, never', '2026-12-31T00:00:00Z', shorter, 'adverse', '2027-01-02T00:00:00Z'],
  ] as const
  for (const [what, start, limit, kind, due] of cases) {
    assert.equal(clockEnd(Temporal.Instant.from(start), limit, kind, CALENDAR).toString(), due, what)
    assert.equal(await clockTold(start, limit, kind), due, `${what}, to the database`)
  }
})

test('whatever reforms there were, a clock ends at the same moment to both, and never worse for the person than without them', async () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 0, maxLength: 3 })
  const length = fc.constantFrom<Length>(
    { hours: 5 },
    { hours: 100 },
    { days: 3 },
    { days: 20 },
    { workingDays: 2 },
    { months: 1 },
  )
  const histories = fc.record({ first: length, isNew: fc.boolean(), days, values: fc.tuple(length, length, length) })
  const starts = fc.integer({ min: 0, max: 70 * 24 * 3600 })
  await fc.assert(
    fc.asyncProperty(
      histories,
      starts,
      fc.constantFrom(...ZONES),
      async ({ first, isNew, days, values }, after, timeZone) => {
        await owner.query('update register.home set time_zone = $1', [timeZone])
        const on = (day: number) => Temporal.PlainDate.from('2027-03-01').add({ days: day }).toString()
        const reforms = days
          .toSorted((a, b) => a - b)
          .map((day, at) => ({ from: on(day + 1), value: values[at] ?? first, rests: [] }))
        const limit: Limit<Length> = { history: [{ from: isNew ? on(0) : null, value: first, rests: [] }, ...reforms] }
        const start = Temporal.Instant.from('2027-02-20T12:00:00Z').add({ seconds: after })
        const calendar = { ...CALENDAR, timeZone }
        for (const kind of ['protective', 'adverse'] as const) {
          const due = clockEnd(start, limit, kind, calendar)
          assert.equal(await clockTold(start.toString(), limit, kind), due.toString())
          if (isNew) continue
          const without = endOf(start, lengthAt(limit, start, calendar), kind, calendar)
          assert.ok(Temporal.Instant.compare(due, without) * (kind === 'protective' ? 1 : -1) <= 0)
        }
      },
    ),
    { numRuns: 150 },
  )
})
