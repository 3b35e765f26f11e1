/** Figures of the releases themselves: a late table raises the lag, a missing one lowers the count, and each names its releases. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { everyValueOf, findIndicator } from '../../obligations/index.ts'
import { account, addRecords, statisticsOn } from '../../statistics/fixtures/records.ts'
import { announceRelease, computeTable, reviewTable, takeReadyTexts } from '../../statistics/index.ts'
import { asReader, PUBLIC_READER } from '../../store/index.ts'
import { feedFromCalendar } from './feed-releases.ts'
import { releaseNow } from './releasing.ts'
import { withdraw } from './withdrawn-figures.ts'

const store = await testStore('country')
const whole = await statisticsOn(store)
/** Two required tables that are computed, one of them of a quarter, and one that no register has records for. */
const REQUIRED = ['TIP-3', 'TIP-2', 'EXP-2'] as const
const OWED_OF = { 'EXP-2': ['detention-review'] } as Readonly<Record<string, readonly string[]>>
const pack = {
  ...whole.pack,
  tables: whole.pack.tables
    .filter(({ id }) => REQUIRED.some((one) => one === id))
    .map((table) => ({ ...table, computedBy: [...(OWED_OF[table.id] ?? table.computedBy)] })),
}
const statistics = { ...whole, pack }
const [maker, reviewer] = [await account(store, 'Rena'), await account(store, 'Samir')]
const owner = await store.ownerClient()
after(() => owner.end())
await owner.query('set session_replication_role = replica')
await owner.query('delete from followup.indicator_value')
for (const { name } of statistics.tables) await takeReadyTexts(statistics, maker, name)

const RELEASED = 'required-tables-released'
const LAG = 'table-release-lag-days'
const PUNCTUAL = 'trafficking-tables-on-schedule'
const [DECIDED, GRANTED] = ['trafficking-residence-decided', 'trafficking-residence-granted']
const many = <T>(n: number, one: T): readonly T[] => Array.from({ length: n }, () => one)
const told: string[] = []
const tell = (line: string) => told.push(line)
const dayOf = (text: string) => Temporal.PlainDate.from(text)
const at = (day: string, hour: string) => Temporal.Instant.from(`${day}T${hour}:00:00+04:00`)
const latest = async (name: string) =>
  (await asReader(store.web, PUBLIC_READER, (tx) => findIndicator(tx, name))).latest
const passes = (day: string) => feedFromCalendar(store, { pack, now: at(day, '01'), tell })
const cellsOf = async (name: string) => (await latest(name))?.computed_from?.cells

/** Computed, reviewed and out on the day at nine. */
async function released(table: string, period: string, on: string): Promise<void> {
  const run = await computeTable(statistics, maker, { table, period }, dayOf(on))
  assert.equal(run.state, 'gated', JSON.stringify(run.findings))
  const answers = { harm: 'Nobody.', recognition: 'No.', coarser: 'No.', no_harm: 'yes', reason: 'Seen.' } as const
  await reviewTable(statistics, reviewer, { run: run.id, version: 1, ...answers, release_on: on }, at(on, '06'))
  await releaseNow(statistics, at(on, '10'), tell)
  assert.deepEqual(told, [])
}

const announced = (table: string, day: { period: string; from: string; planned_on: string }) =>
  announceRelease(statistics, maker, { table, ...day, reason: 'Announced.' }, at(`${day.from.slice(0, 7)}-02`, '08'))

await addRecords(store, 'trafficking_identification', [
  ...many(120, { moment: 'noteResidence', period_start: '2025-03-01', sex: 'female', permits_given: 1 }),
  ...many(40, { moment: 'noteResidence', period_start: '2025-03-01', sex: 'female', permits_given: 0 }),
])
await addRecords(
  store,
  'detention_clock',
  ['2025-02-01', '2025-05-01', '2025-08-01', '2025-11-01'].flatMap((period_start) =>
    Array.from({ length: 160 }, (_, n) => ({
      ...{ moment: 'due', period_start, rule: 'D3.judge', run: 1, mode: 'enforce' },
      ...{ met: n % 5 > 0, sex: n % 3 > 0 ? 'male' : 'female' },
    })),
  ),
)

test('as long as a table may still come out in time nothing is told of its year', async () => {
  for (const [quarter, on] of [
    ['2025-Q1', '2025-04-30'],
    ['2025-Q2', '2025-07-30'],
    ['2025-Q3', '2025-10-30'],
  ] as const)
    await released('detention-review', quarter, on)
  await announced(DECIDED, { period: '2025', from: '2026-01-30', planned_on: '2026-01-20' })
  await released(DECIDED, '2025', '2026-01-20')
  await passes('2026-01-30')
  assert.notEqual((await latest(RELEASED))?.period, '2025')
  assert.equal(await latest(LAG), null)
  assert.notEqual((await latest(PUNCTUAL))?.period, '2026')
})

test('when the last day has passed without a table the count tells it, though nothing was released', async () => {
  await passes('2026-01-31')
  const figure = await latest(RELEASED)
  assert.deepEqual(
    [figure?.period, figure?.value, figure?.base],
    ['2025', '0', '3'],
    'a part of a table is not the table',
  )
  assert.deepEqual(figure?.breakdown, { 'population=topic': 0 })
  // 30, 30, 30 and 20 days.
  assert.deepEqual([(await latest(LAG))?.value, (await latest(LAG))?.base], ['30', '4'])
  assert.deepEqual((await latest(LAG))?.breakdown, { [`authority=${pack.parts.statistics}`]: 30 })
  const punctual = await latest(PUNCTUAL)
  assert.deepEqual([punctual?.period, punctual?.value, punctual?.base], ['2026', '0', '2'])
})

test('the same day again writes nothing', async () => {
  const all = async () => (await asReader(store.web, PUBLIC_READER, (tx) => everyValueOf(tx, RELEASED))).length
  const before = await all()
  await passes('2026-01-31')
  await passes('2026-02-01')
  assert.equal(await all(), before)
})

test('a table that comes out late raises the lag and the count in the transaction of its release, and is never on schedule', async () => {
  await announced(GRANTED, { period: '2025', from: '2026-01-30', planned_on: '2026-03-01' })
  await released(GRANTED, '2025', '2026-03-01')
  assert.equal((await latest(RELEASED))?.value, '33.3')
  await announced('detention-review', { period: '2025-Q4', from: '2026-01-30', planned_on: '2026-04-10' })
  await released('detention-review', '2025-Q4', '2026-04-10')
  assert.equal((await latest(RELEASED))?.value, '66.7')
  // 20, 30, 30, 30, 60 and 100 days; before the two it was of four.
  assert.deepEqual([(await latest(LAG))?.value, (await latest(LAG))?.base], ['30', '6'])
  assert.deepEqual((await latest(PUNCTUAL))?.breakdown, { 'table=TIP-2': 0, 'table=TIP-3': 0 })
})

test('a figure names every release that it counts, with its period and its day', async () => {
  const cells = [
    'detention-review 2025-04 2025-Q1 2025-04-30',
    'detention-review 2025-07 2025-Q2 2025-07-30',
    'detention-review 2025-10 2025-Q3 2025-10-30',
    'detention-review 2026-04 2025-Q4 2026-04-10',
    'trafficking-residence-decided 2026-01 2025 2026-01-20',
    'trafficking-residence-granted 2026-03 2025 2026-03-01',
  ]
  assert.deepEqual(await cellsOf(RELEASED), cells)
  assert.deepEqual(await cellsOf(LAG), cells)
  const { computed_from } = (await latest(RELEASED)) ?? assert.fail()
  assert.deepEqual([computed_from?.table, computed_from?.release, computed_from?.formula], ['calendar', '2025', 1])
})

test('a release that is withdrawn is counted no more, from the same moment on', async () => {
  const wrong = { reason: 'Counted twice.', release: '2025-10', table: 'detention-review' }
  await withdraw(statistics, maker, wrong, { now: at('2026-04-11', '10'), tell })
  assert.equal((await latest(RELEASED))?.value, '33.3')
  assert.deepEqual([(await latest(LAG))?.value, (await latest(LAG))?.base], ['30', '5'])
  assert.ok(!JSON.stringify(await cellsOf(LAG)).includes('2025-Q3'))
})

test('what comes out anew is as late as its day, so that the median rises', async () => {
  await released('detention-review', '2025-Q3', '2026-04-12')
  assert.equal((await latest(RELEASED))?.value, '66.7')
  // 20, 30, 30, 60, 100 and 194 days.
  assert.deepEqual([(await latest(LAG))?.value, (await latest(LAG))?.base], ['45', '6'])
})

test('where every release is withdrawn there is no lag, and the indicator says why; of the required none is out', async () => {
  const all = [
    ['detention-review', '2025-04'],
    ['detention-review', '2025-07'],
    ['detention-review', '2026-04'],
    ['detention-review', '2026-04.2'],
    [DECIDED, '2026-01'],
    [GRANTED, '2026-03'],
  ] as const
  for (const [table, release] of all)
    await withdraw(
      statistics,
      maker,
      { table, release, reason: 'The register stood still.' },
      { now: at('2026-04-13', '10'), tell },
    )
  const lag = await latest(LAG)
  assert.deepEqual([lag?.value, lag?.withdrawn_on, lag?.note], [null, '2026-04-13', 'The register stood still.'])
  assert.equal((await latest(RELEASED))?.value, '0')
  assert.deepEqual(told, [])
})
