/** Ends of times by the database and by the judgement: the same moment, over leap days and changes of the clock. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { choice, type Length, type Limit, reformed } from '../../procedures/index.ts'
import { installBare } from '../fixtures/bare-register.ts'
import { CALENDAR } from '../fixtures/whole-register.ts'
import { endOf, lengthAt } from '../judgement/index.ts'
import { limitSql } from '../tables/limit-sql.ts'

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
