/** What becomes of an indicator when the release that it rests on is withdrawn: the figure before, or none, and it says so. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { everyValueOf, findIndicator } from '../../obligations/index.ts'
import { account, addRecords, statisticsOn } from '../../statistics/fixtures/records.ts'
import { releaseAll } from '../../statistics/fixtures/release-all.ts'
import { takeReadyTexts } from '../../statistics/index.ts'
import { asReader, PUBLIC_READER } from '../../store/index.ts'
import { feedIndicators } from './feed.ts'
import { withdraw } from './withdrawn-figures.ts'

const store = await testStore('country')
const statistics = await statisticsOn(store)
const [maker, reviewer] = [await account(store, 'Rena'), await account(store, 'Samir')]
const owner = await store.ownerClient()
after(() => owner.end())
// The demonstration has invented figures of later periods.
await owner.query('set session_replication_role = replica')
await owner.query('delete from followup.indicator_value')
for (const { name } of statistics.tables) await takeReadyTexts(statistics, maker, name)

const hands = {
  ...{ maker, reviewer, today: Temporal.PlainDate.from('2026-06-15') },
  morning: Temporal.Instant.from('2026-06-15T04:00:00Z'),
}
const told: string[] = []
const released = async (asked: Parameters<typeof releaseAll>[2]) => {
  const runs = await releaseAll(statistics, hands, asked, (tx, table) =>
    feedIndicators(tx, statistics, table, (line) => told.push(line)),
  )
  for (const { run } of runs) assert.equal(run.state, 'gated', JSON.stringify(run.findings))
  assert.deepEqual(told, [])
}
const withdrawn = (table: string, release: string, reason: string) =>
  withdraw(statistics, maker, { table, release, reason }, { now: hands.morning, tell: (line) => told.push(line) })
const indicator = (name: string) => asReader(store.web, PUBLIC_READER, (tx) => findIndicator(tx, name))
const values = (name: string) => asReader(store.web, PUBLIC_READER, (tx) => everyValueOf(tx, name))
const many = <T>(n: number, one: T): readonly T[] => Array.from({ length: n }, () => one)

const REVIEWED = 'detention-reviewed-within-24h'
const time = (sex: string, met: boolean) => ({
  ...{ moment: 'due', period_start: '2025-02-01', rule: 'D3.judge', run: 1, mode: 'enforce', met, sex },
})

test('the figure of a withdrawn release gives way to that of the release before, which names itself', async () => {
  await addRecords(store, 'detention_clock', [...many(80, time('male', true)), ...many(40, time('female', true))])
  await released([{ table: 'detention-review', period: '2025-Q1' }])
  const before = (await indicator(REVIEWED)).latest
  assert.equal(before?.value, '100')
  await addRecords(store, 'detention_clock', [...many(30, time('male', false)), ...many(15, time('female', false))])
  await released([{ table: 'detention-review', period: '2025-Q1' }])
  const wrong = (await indicator(REVIEWED)).latest
  assert.ok(Number(wrong?.value) < 90)
  await withdrawn('detention-review', '2026-06.2', 'Cases were counted twice.')
  const after = (await indicator(REVIEWED)).latest
  assert.equal(after?.value, '100')
  assert.deepEqual([after?.computed_from, after?.breakdown], [before?.computed_from, before?.breakdown])
  const all = await values(REVIEWED)
  assert.deepEqual(
    all.map(({ value, superseded_by }) => [value, superseded_by !== null]),
    [
      ['100', false],
      [wrong?.value, true],
      ['100', true],
    ],
    'nothing is changed or lost',
  )
})

test('where no release is left there is no figure, and the indicator says since when and why', async () => {
  await withdrawn('detention-review', '2026-06', 'The register had stood still.')
  const { latest, standing } = await indicator(REVIEWED)
  assert.deepEqual([latest?.value, latest?.base, latest?.breakdown], [null, null, {}])
  assert.deepEqual([latest?.withdrawn_on, latest?.note], ['2026-06-15', 'The register had stood still.'])
  assert.equal(latest?.computed_from?.release, '2026-06', 'and which it was')
  assert.ok(['withdrawn', 'no-target'].includes(standing), standing)
})

test('an older period does not take the place of a withdrawn one: to withdraw a bad figure brings back no good one', async () => {
  await addRecords(store, 'detention_clock', [
    ...many(80, { ...time('male', true), period_start: '2024-11-01' }),
    ...many(40, { ...time('female', true), period_start: '2024-11-01' }),
  ])
  await released([{ table: 'detention-review', period: '2024-Q4' }])
  assert.equal((await indicator(REVIEWED)).latest?.period, '2025-Q1')
  assert.equal((await indicator(REVIEWED)).latest?.value, null)
})

test('the next release brings the figure back', async () => {
  await released([{ table: 'detention-review', period: '2025-Q1' }])
  const { latest } = await indicator(REVIEWED)
  assert.deepEqual([latest?.withdrawn_on, latest?.computed_from?.release], [null, '2026-06.4'])
  assert.notEqual(latest?.value, null)
})

test('a share over two tables falls with either of them', async () => {
  const GRANTED = 'victim-residence-grant-rate'
  const noted = { moment: 'noteResidence', period_start: '2025-03-01', sex: 'female' }
  await addRecords(store, 'trafficking_identification', [
    ...many(120, { ...noted, permits_given: 1 }),
    ...many(40, { ...noted, permits_given: 0 }),
  ])
  await released([
    { table: 'trafficking-residence-decided', period: '2025' },
    { table: 'trafficking-residence-granted', period: '2025' },
  ])
  assert.notEqual((await indicator(GRANTED)).latest?.value ?? null, null)
  await withdrawn('trafficking-residence-decided', '2026-06', 'Refusals were left out.')
  const { latest } = await indicator(GRANTED)
  assert.deepEqual([latest?.value, latest?.withdrawn_on], [null, '2026-06-15'])
})

test('areas that an indicator takes from another table go with that table, and the figure of the country stays', async () => {
  const { areas = [] } = statistics.pack.areas ?? {}
  const enrolled = (home_district: string) => ({
    ...{ moment: 'enrolled', period_start: '2025-09-01', sex: 'female', level: 'primary', home_district },
  })
  const days = [2, 5, 7, 12]
  await addRecords(
    store,
    'school_enrolment',
    areas.flatMap(({ units }) =>
      Array.from({ length: 120 }, (_, at) => ({
        ...enrolled(units[0] ?? ''),
        days_to_first_day: days[at % days.length] ?? 2,
      })),
    ),
  )
  const [country, byArea] = ['school-enrolment-days', 'school-enrolment-area-days']
  await released([{ table: country ?? '', period: '2025' }])
  const whole = (await indicator('enrolment-days-to-desk')).latest
  assert.deepEqual(whole?.breakdown, {}, 'it does not wait for its areas')
  await released([{ table: byArea ?? '', period: '2025' }])
  const broken = (await indicator('enrolment-days-to-desk')).latest
  const own = areas.filter(({ merged }) => !merged).map(({ code }) => `place=${code}`)
  assert.deepEqual(Object.keys(broken?.breakdown ?? {}).toSorted(), own.toSorted())
  assert.ok(Object.values(broken?.breakdown ?? {}).every((value) => value !== null))
  const behind = broken?.computed_from?.cells
  const release = (Array.isArray(behind) ? behind.map(String) : [])
    .find((cell) => cell.startsWith(`${byArea} `))
    ?.split(' ')[1]
  await withdrawn(byArea ?? '', release ?? assert.fail(), 'Districts were mixed up.')
  const after = (await indicator('enrolment-days-to-desk')).latest
  assert.deepEqual([after?.value, after?.breakdown, after?.withdrawn_on], [whole?.value, {}, null])
})
