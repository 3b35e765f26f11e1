/** What is published of breaches: nobody is singled out, nothing is shown to grow by one, nothing else leaves. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { STEP } from './commit/published.ts'
import { FIXTURES } from './fixtures/procedures.ts'
import { wholeRegister } from './fixtures/whole-register.ts'
import { publishedBreaches } from './published.ts'
import { sqlName } from './tables/names.ts'

const store = await testStore('invented')
const register = await wholeRegister(store)
const owner = await store.ownerClient()
after(() => owner.end())
const [procedure] = FIXTURES
const schema = sqlName(procedure?.compartment ?? '')

/** So many breaches of the rule, found at that moment. */
async function found(rule: string, at: string, count: number): Promise<void> {
  await owner.query(
    `insert into ${schema}.breach (procedure, case_id, rule, level, mode, found_at)
     select $1, gen_random_uuid(), $2, 'R', 'enforce', $3::timestamptz from generate_series(1, $4)`,
    [procedure?.name, rule, at, count],
  )
}

const lastYear = Temporal.Now.plainDateISO().year - 1
const thisMonth = Temporal.Now.plainDateISO('Asia/Baku').toPlainYearMonth().toString()
const told = async (rule: string) =>
  (await publishedBreaches(register))
    .filter((one) => one.rule === rule)
    .map(({ period, atLeast }) => `${period} ${atLeast}`)

before(async () => {
  await found('A1.few', `${lastYear}-03-10T10:00:00Z`, 4)
  await found('A1.some', `${lastYear}-03-10T10:00:00Z`, 5)
  await found('A1.many', `${lastYear}-03-10T10:00:00Z`, 14)
  await found('A1.spread', `${lastYear}-03-10T10:00:00Z`, 4)
  await found('A1.spread', `${lastYear}-04-10T10:00:00Z`, 4)
  await found('A1.midnight', `${lastYear}-03-31T21:00:00Z`, 6)
  await found('A1.now', `${thisMonth}-01T00:00:00+04:00`, 30)
})

test('what is under five is not told from what never was', async () => {
  assert.deepEqual(await told('A1.few'), [])
  assert.deepEqual(await told('A1.never'), [])
})

test('figures come in steps of five, and a year is told beside its months', async () => {
  assert.deepEqual(await told('A1.some'), [`${lastYear} 5`, `${lastYear}-03 5`])
  assert.deepEqual(await told('A1.many'), [`${lastYear} 10`, `${lastYear}-03 10`])
  assert.deepEqual(await told('A1.spread'), [`${lastYear} 5`])
})

test('a month is that of the country', async () => {
  assert.deepEqual(await told('A1.midnight'), [`${lastYear} 5`, `${lastYear}-04 5`])
})

test('a month that is not over is not told: nobody sees a figure change with one breach', async () => {
  assert.deepEqual(await told('A1.now'), [])
})

test('whoever reads for the public reads that and no table', async () => {
  for (const table of ['breach', 'event', 'notice', 'clock'])
    await assert.rejects(
      register.firewall.asPublic((tx) => sql`select 1 from ${sql.raw(`${schema}.${table}`)}`.execute(tx)),
      /permission denied/,
    )
  await assert.rejects(
    register.firewall.asOfficer({ id: randomUUID(), role: 'judge', office: 'one' }, (tx) =>
      sql`select * from ${sql.raw(schema)}.published_breaches()`.execute(tx),
    ),
    /permission denied/,
  )
})

/** The fewest and the most that a month can have been, to somebody who has every other figure of the year. */
function possible(months: readonly number[], month: number): { least: number; most: number } {
  const band = (count: number) => Math.floor(count / STEP) * STEP
  const year = band(months.reduce((sum, count) => sum + count, 0))
  const others = months.filter((_, index) => index !== month).map(band)
  const fewest = others.reduce((sum, count) => sum + count, 0)
  const own = band(months[month] ?? 0)
  return {
    least: Math.max(own, year - (fewest + others.length * (STEP - 1))),
    most: Math.min(own + STEP - 1, year + STEP - 1 - fewest),
  }
}

test('no month follows from the year and the other months: at least four figures stay possible', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 12, maxLength: 12 }), fc.nat(11), (months, month) => {
      const { least, most } = possible(months, month)
      return most - least >= 3
    }),
    { numRuns: 10_000, examples: [[Array.from({ length: 12 }, () => 4), 0]] },
  )
})
