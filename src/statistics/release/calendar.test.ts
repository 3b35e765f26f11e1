/** When a table appears: derived from its period, announced before, moved with a reason, late where it is late; and described. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { asReader, Conflict, Invalid, NotFound, PUBLIC_READER, StepRefused } from '../../store/index.ts'
import { account, addRecords, statisticsOn } from '../fixtures/records.ts'
import { metadataItems, readReleasedTable } from '../publication/index.ts'
import { announceRelease } from './announce.ts'
import { nextOf, releaseCalendar } from './calendar.ts'
import { saveItem, takeReadyTexts, writtenItems } from './metadata.ts'
import { releaseDue, withdrawRelease } from './release.ts'
import { reviewTable } from './review.ts'
import { computeTable } from './run.ts'
import { STATISTICS_READER } from './statistics.ts'

const store = await testStore('country')
const statistics = await statisticsOn(store)
const [first, second] = [await account(store, 'Rena'), await account(store, 'Samir')]
const day = (text: string) => Temporal.PlainDate.from(text)
/** Six in the morning there, before the hour of release. */
const morningOf = (text: string) => Temporal.Instant.from(`${text}T02:00:00Z`)
await addRecords(
  store,
  'detention_clock',
  Array.from({ length: 160 }, (_, at) => ({
    ...{ moment: 'due', period_start: '2026-05-01', rule: 'D3.judge', run: 1, mode: 'enforce' },
    ...{ met: at % 5 > 0, sex: at % 3 > 0 ? 'male' : 'female' },
  })),
)

const calendar = (today: string) =>
  asReader(store.web, PUBLIC_READER, (tx) => releaseCalendar(tx, statistics, day(today)))
const next = async (today: string, table = 'detention-review') => nextOf(await calendar(today), table) ?? assert.fail()
const announce = (planned_on: string, more: object = {}, by = first) =>
  announceRelease(
    statistics,
    by,
    { table: 'detention-review', period: '2026-Q2', from: '2026-07-30', planned_on, ...more },
    morningOf('2026-07-02'),
  )
const invalid = (field: string, rule: string) => (error: unknown) =>
  error instanceof Invalid && error.problems.some((one) => one.field === field && one.rule === rule)
const refused = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule
const review = (run: string, release_on: string, now = '2026-07-02') =>
  reviewTable(
    statistics,
    second,
    {
      ...{ run, version: 1, harm: 'No.', recognition: 'No.', coarser: 'No.', no_harm: 'yes', reason: 'Seen.' },
      release_on,
    },
    morningOf(now),
  )
const compute = async (today = '2026-07-02') => {
  const run = await computeTable(statistics, first, { table: 'detention-review', period: '2026-Q2' }, day(today))
  assert.equal(run.state, 'gated', JSON.stringify(run.findings))
  return run.id
}
const runOf = (id: string) =>
  asReader(store.web, STATISTICS_READER, (tx) =>
    tx.selectFrom('table_run').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
const release = (at: string) =>
  releaseDue(statistics, { now: Temporal.Instant.from(at), onRelease: async () => undefined })

test('each table that registers feed has a day for its last period and for the one that runs, thirty days after its end', async () => {
  const entries = await calendar('2026-07-02')
  for (const { name } of statistics.tables) assert.ok(entries.filter(({ table }) => table === name).length >= 2, name)
  assert.equal((await next('2026-07-02')).plannedOn.toString(), '2026-07-30')
  assert.equal((await next('2026-07-02', 'detention-persons')).plannedOn.toString(), '2026-01-30')
})

test('what is not out on its day is late, and what was announced for later is late from thirty days after its period', async () => {
  assert.equal((await next('2026-07-30')).isLate, false)
  assert.equal((await next('2026-07-31')).isLate, true)
  await assert.rejects(announce('2026-08-20'), invalid('reason', 'required'))
  await announce('2026-08-20', { reason: 'The courts count again.' })
  const moved = await next('2026-08-01')
  assert.deepEqual(
    [moved.plannedOn.toString(), moved.isLate, moved.reason],
    ['2026-08-20', true, 'The courts count again.'],
  )
  assert.equal(moved.firstPlannedOn.toString(), '2026-07-30')
})

test('a day is announced by a statistician, to come and after its period; a move says why, and none overtakes another', async () => {
  const to = { from: '2026-08-20', reason: 'Ready.' }
  await assert.rejects(announce('2026-07-20', to, { ...first, duty: undefined } as never), NotFound)
  await assert.rejects(announce('2026-06-30', to), invalid('planned_on', 'in-the-past'))
  await assert.rejects(announce('2026-07-20', { from: '2026-08-20' }), invalid('reason', 'required'))
  await assert.rejects(announce('2026-07-20', { ...to, from: '2026-07-30' }), refused('table-has-moved'))
  await assert.rejects(announce('2026-07-20', { ...to, period: '2026' }), NotFound)
  await assert.rejects(
    announce('2026-09-20', { table: 'detention-review', period: '2026-Q3', from: '2026-10-30' }),
    invalid('planned_on', 'not-over'),
  )
  await announce('2026-07-20', to)
  assert.equal((await next('2026-07-03')).plannedOn.toString(), '2026-07-20')
})

test('nothing is released without its description: the review names the item and the language that lacks', async () => {
  const run = await compute()
  await assert.rejects(
    review(run, '2026-07-20'),
    (error) =>
      error instanceof StepRefused &&
      /Coherence and comparability \(en, az, ar, ru, tr\)/.test(String(error.data.items)),
  )
  await takeReadyTexts(statistics, first, 'detention-review')
  const texts = { en: 'Courts count hearings.', az: 'Məhkəmələr dinləmələri sayır.' }
  const saved = { series: 'detention-review', item: 'COHER_COMPAR', texts, version: 1 } as const
  await saveItem(statistics, second, saved)
  await assert.rejects(saveItem(statistics, first, saved), Conflict)
  await assert.rejects(saveItem(statistics, { ...first, duty: undefined } as never, saved), NotFound)
  await assert.rejects(saveItem(statistics, first, { ...saved, item: 'CONTACT' }), NotFound)
  await assert.rejects(
    review(run, '2026-07-20'),
    (error) => error instanceof StepRefused && error.data.items === 'Coherence and comparability (ar, ru, tr)',
  )
  const all = {
    ...texts,
    ar: 'المحاكم تحصي الجلسات.',
    ru: 'Суды считают заседания.',
    tr: 'Mahkemeler duruşmaları sayar.',
  }
  await saveItem(statistics, first, { ...saved, texts: all, version: 2 })
  await takeReadyTexts(statistics, first, 'detention-review')
  const written = await asReader(store.web, STATISTICS_READER, (tx) => writtenItems(tx, 'detention-review'))
  assert.equal(
    written.find(({ item }) => item === 'COHER_COMPAR')?.texts.en,
    texts.en,
    'what is written is not overwritten',
  )
  assert.deepEqual(await asReader(store.web, PUBLIC_READER, (tx) => writtenItems(tx, 'detention-review')), [])
})

test('a review names the announced day and no other, and a table that waits moves with its day', async () => {
  const run = await compute()
  await assert.rejects(review(run, '2026-07-21'), invalid('release_on', 'not-announced'))
  await review(run, '2026-07-20')
  await announce('2026-07-24', { from: '2026-07-20', reason: 'A holiday.' })
  assert.equal((await runOf(run)).release_on?.toString(), '2026-07-24T05:00:00Z')
  assert.equal(await release('2026-07-24T04:59:00Z'), 0)
  assert.equal((await next('2026-07-25')).isLate, true, 'the calendar does not say that it waits')
})

test('a release names its first announced day, its next one and what was written of it at the review', async () => {
  await saveItem(statistics, first, {
    ...{ series: 'detention-review', item: 'COMMENT_DSET', texts: { en: 'After the review.' }, version: 0 },
  })
  assert.equal(await release('2026-07-24T05:00:00Z'), 1)
  const { document } = await asReader(store.web, PUBLIC_READER, (tx) =>
    tx.selectFrom('table_release').select('document').executeTakeFirstOrThrow(),
  )
  const table = readReleasedTable(document)
  assert.deepEqual([table.plannedOn, table.next], ['2026-07-30', '2026-10-30'])
  const said = (id: string) => metadataItems(table).find((one) => one.id === id)?.text.en ?? ''
  assert.match(said('COHER_COMPAR'), /Courts count hearings/)
  assert.doesNotMatch(said('COMMENT_DSET'), /After the review/)
  assert.match(said('TIMELINESS_PUNCT'), /Planned for 30 July 2026, released on 24 July 2026/)
  assert.match(said('REL_POLICY'), /Nobody outside the statistics role[\s\S]*Next release: 30 October 2026/)
  const bank = { who: { en: 'The central bank (invented)' }, why: { en: 'An invented law.' } }
  const excepted = metadataItems({ ...table, earlyAccess: [bank] }).find(({ id }) => id === 'REL_POLICY')?.text.en ?? ''
  assert.match(excepted, /Sees figures earlier: The central bank/, 'by name')
  assert.doesNotMatch(excepted, /Nobody outside/)
  assert.equal((await next('2026-07-25')).period, '2026-Q3')
  await assert.rejects(announce('2026-07-30', { from: '2026-07-24', reason: 'Again.' }), refused('already-released'))
})

test('a withdrawn release is owed again, and late', async () => {
  await withdrawRelease(statistics, second, { release: '2026-07', table: 'detention-review', reason: 'Wrong.' })
  const owed = await next('2026-08-02')
  assert.deepEqual([owed.period, owed.isLate], ['2026-Q2', true])
  const run = await compute('2026-08-02')
  await review(run, '2026-08-05', '2026-08-02')
  assert.equal((await next('2026-08-02')).plannedOn.toString(), '2026-08-05', 'the new day is announced')
})
