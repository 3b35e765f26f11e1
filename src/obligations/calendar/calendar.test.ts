/** The calendar on the real database: moving deadlines, the list of what is due, the feed. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { publicViewer, readerOf, type Viewer } from '../../firewall/index.ts'
import {
  asActor,
  asReader,
  Conflict,
  Invalid,
  PUBLIC_READER,
  StepRefused,
  systemReader,
  type Tx,
} from '../../store/index.ts'
import { calendarFeed, type DeadlineMove, dateDeadline, deadline, deadlines, moveDeadline, upcoming } from './index.ts'

const store = await testStore()
const asOf = Temporal.PlainDate.from('2026-11-24')
const secretary: Viewer = {
  account: null,
  name: '',
  role: 'secretariat',
  institution: 'HUB',
  organization: null,
  language: 'en',
}
const official: Viewer = { ...secretary, role: 'official', institution: 'MIN' }
const system = { ...systemReader('test'), audiences: ['public', 'officials', 'institution:MIN', 'institution:HUB'] }
const act = <T>(work: (tx: Tx) => Promise<T>) => asActor(store.web, system, 'calendar', work)
let evidence = ''

before(async () => {
  await act(async (tx) => {
    await tx
      .insertInto('institution')
      .values([
        { code: 'HUB', name: '{"en":"Hub"}' },
        { code: 'MIN', name: '{"en":"Ministry"}' },
      ])
      .execute()
    await tx
      .insertInto('deadline')
      .values([
        {
          code: 'D-1',
          what: 'Follow-up information',
          owed_to: 'CMW',
          due_on: '2023-11-01',
          source: 'para',
          report_kind: 'follow-up',
        },
        {
          code: 'D-2',
          what: 'Fourth report',
          owed_to: 'CMW',
          due_on: '2026-11-30',
          source: 'para',
          report_kind: 'periodic',
        },
        { code: 'D-3', what: 'Translation', owed_to: 'national', source: 'para' },
      ])
      .execute()
    await tx
      .insertInto('measure')
      .values([
        { title: 'Draft law', institution: 'MIN', ends_on: '2026-11-20', audience: 'institution:MIN' },
        { title: 'Open office', institution: 'MIN', ends_on: '2026-12-24', audience: 'public' },
        { title: 'Over', institution: 'MIN', ends_on: '2026-01-01', audience: 'public', state: 'done' },
      ])
      .execute()
    const row = await tx
      .insertInto('evidence')
      .values({ title: 'Receipt', url: 'https://example.org/receipt', audience: 'officials' })
      .returning('id')
      .executeTakeFirstOrThrow()
    evidence = row.id
  })
})

const show = (code: string) =>
  asReader(store.web, system, async (tx) => {
    const found = await deadline(tx, code, { asOf })
    assert.ok(found)
    return found
  })
async function move(code: string, change: Omit<DeadlineMove, 'id' | 'version'>, viewer = secretary): Promise<void> {
  const { id, version } = await show(code)
  await act((tx) => moveDeadline(tx, viewer, { id, version, ...change }, { today: asOf }))
}
const refusedAs = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule
const invalidAt = (field: string) => (error: unknown) =>
  error instanceof Invalid && error.problems.some((one) => one.field === field)

test('what is overdue is said on every read, without anybody having marked it', async () => {
  assert.deepEqual((await show('D-1')).standing, { is: 'overdue', days: 1119 })
  const later = await asReader(store.web, system, (tx) => deadlines(tx, { asOf: asOf.add({ days: 7 }) }))
  assert.deepEqual(
    later.map(({ standing }) => standing),
    [{ is: 'overdue', days: 1126 }, { is: 'overdue', days: 1 }, { is: 'no-date' }],
  )
})

test('a paper is sent and received with evidence and a day that is not in the future', async () => {
  await assert.rejects(move('D-1', { state: 'sent', sent_on: '2026-11-20' }), invalidAt('evidence'))
  await assert.rejects(move('D-1', { state: 'sent', evidence }), invalidAt('sent_on'))
  await assert.rejects(move('D-1', { state: 'sent', evidence, sent_on: '2026-11-25' }), invalidAt('sent_on'))
  await assert.rejects(
    move('D-1', { state: 'sent', evidence: crypto.randomUUID(), sent_on: '2026-11-20' }),
    invalidAt('evidence'),
  )
  await move('D-1', { state: 'sent', evidence, sent_on: '2026-11-20' })
  assert.equal((await show('D-1')).standing.is, 'overdue')
  await assert.rejects(move('D-1', { state: 'received', received_on: '2026-11-19' }), invalidAt('received_on'))
  await move('D-1', { state: 'received', received_on: '2026-11-21' })
  assert.deepEqual((await show('D-1')).standing, { is: 'late', days: 1116 })
})

test('a receipt recorded by mistake is taken back, and the clock runs again', async () => {
  await move('D-1', { state: 'sent' })
  const { standing, receivedOn, sentOn } = await show('D-1')
  assert.deepEqual([standing.is, receivedOn, sentOn], ['overdue', null, '2026-11-20'])
})

test('no deadline jumps to considered, and only the secretariat moves one', async () => {
  await assert.rejects(move('D-2', { state: 'considered' }), refusedAs('state-cannot-follow'))
  await assert.rejects(move('D-2', { state: 'drafting' }, official), refusedAs('not-your-task'))
})

test('of two who move a deadline at once the second is shown what the first did', async () => {
  const { id, version } = await show('D-2')
  await move('D-2', { state: 'drafting' })
  await assert.rejects(
    act((tx) => moveDeadline(tx, secretary, { id, version, state: 'consulting' }, { today: asOf })),
    (error) => error instanceof Conflict && error.current.state === 'drafting',
  )
})

test('the coordinating body dates what the document leaves open, and not what it states', async () => {
  const open = await show('D-3')
  await act((tx) => dateDeadline(tx, secretary, { id: open.id, version: open.version, due_on: '2026-12-01' }))
  assert.deepEqual((await show('D-3')).standing, { is: 'left', days: 7 })
  const stated = await show('D-2')
  await assert.rejects(
    act((tx) => dateDeadline(tx, secretary, { id: stated.id, version: stated.version, due_on: '2027-01-01' })),
    refusedAs('stated-date-wins'),
  )
})

test('what is due stands in one list, the most urgent first, and each reader sees their own', async () => {
  const keys = async (viewer: Viewer) =>
    (await asReader(store.web, readerOf(viewer), (tx) => upcoming(tx, { asOf }))).rows.map(({ title, daysLeft }) => [
      title,
      daysLeft,
    ])
  const everybody = [
    ['Follow-up information', -1119],
    ['Fourth report', 6],
    ['Translation', 7],
    ['Open office', 30],
  ]
  assert.deepEqual(await keys(publicViewer('en')), everybody)
  assert.deepEqual(await keys(official), [everybody[0], ['Draft law', -4], ...everybody.slice(1)])
})

test('a page of the list knows how many there are in all, and takes an institution or a kind', async () => {
  const ask = (query: object) => asReader(store.web, PUBLIC_READER, (tx) => upcoming(tx, { asOf, ...query }))
  const page = await ask({ limit: 2, offset: 1 })
  assert.deepEqual([page.rows.map(({ key }) => key), page.total], [['D-2', 'D-3'], 4])
  assert.equal((await ask({ institution: 'MIN' })).total, 1)
  assert.equal((await ask({ kinds: ['deadline'] })).total, 3)
})

test('the feed is an iCalendar file of all-day events whose names stay when a date moves', async () => {
  const { rows } = await asReader(store.web, PUBLIC_READER, (tx) => upcoming(tx, { asOf, kinds: ['deadline'] }))
  const feed = (entries: typeof rows) =>
    calendarFeed(entries, {
      name: 'Sotoland',
      language: 'en',
      translate: (key, data) => `${key}: ${data.title}`,
      urlOf: ({ key }) => `https://example.org/calendar/${key}`,
      now: Temporal.Instant.from('2026-11-24T08:00:00Z'),
      remindDaysBefore: [30],
    })
  const text = feed(rows)
  assert.ok(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n') && text.trimEnd().endsWith('END:VCALENDAR'))
  const unfolded = text.replace(/\r\n[ \t]/g, '')
  const second = unfolded.split('BEGIN:VEVENT')[2] ?? ''
  assert.match(second, /UID:deadline-D-2@observance\r\n/)
  assert.match(second, /DTSTAMP:20261124T080000Z\r\n/)
  assert.match(second, /DTSTART;VALUE=DATE:20261130\r\n/)
  assert.match(second, /DTEND;VALUE=DATE:20261201\r\n/)
  assert.match(second, /SUMMARY:calendar\.feed\.deadline: Fourth report\r\n/)
  assert.match(second, /TRIGGER:-P30D\r\n/)
  assert.ok(
    text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75),
    'lines are folded (RFC 5545, 3.1)',
  )
  const uids = (of: string) => of.match(/^UID:.*$/gm)
  assert.deepEqual(uids(feed(rows.map((row) => ({ ...row, dueOn: '2027-01-01' })))), uids(text))
})
