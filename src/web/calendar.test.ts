/** The calendar: overdue at each reading, moved only with proof, and fed to programs that show each what they may see. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import ICAL from 'ical.js'
import { sql } from 'kysely'
import { testSite } from '../../tests/site.ts'
import { visitor } from '../../tests/visitor.ts'
import { asActor, asOperator, systemReader } from '../store/index.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })

/** The events of a feed, read by a program that nobody here wrote. */
function eventsOf(feed: string): { uid: string; summary: string; day: string }[] {
  const calendar = new ICAL.Component(ICAL.parse(feed))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    assert.ok(event.startDate.isDate, 'a due date is a day, without an hour')
    return { uid: event.uid, summary: event.summary, day: event.startDate.toString() }
  })
}

test('the calendar says first what is overdue, and by how many days', async () => {
  const { body } = await visitor(site.address).get('/calendar')
  assert.match(body, /Overdue[\s\S]*1 November 2023[\s\S]*overdue by 1,119 days[\s\S]*overdue by 23 days/)
})

test('anybody subscribes to what is public, and the feed is a calendar', async () => {
  const { body, headers } = await visitor(site.address).get('/calendar.ics')
  assert.match(headers.get('content-type') ?? '', /text\/calendar/)
  const events = eventsOf(body)
  assert.ok(events.some(({ uid, day }) => uid === 'deadline-CAL-1@observance' && day === '2023-11-01'))
  assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length)
})

test('a person’s own feed opens by its password alone, holds their institution’s drafts, and ends with the password', async () => {
  await asActor(site.store.web, { ...systemReader('test'), audiences: ['institution:SMS'] }, 'test', (tx) =>
    sql`insert into followup.measure (title, institution, ends_on, audience) values ('Quiet draft', 'SMS', '2027-01-15', 'institution:SMS')`.execute(
      tx,
    ),
  )
  const program = visitor(site.address)
  const fetchWith = (password: string) =>
    program.get('/calendar/own.ics', {
      authorization: `Basic ${Buffer.from(`observance:${password}`).toString('base64')}`,
    })
  assert.equal((await program.get('/calendar/own.ics')).status, 401)
  const officer = visitor(site.address)
  await officer.signIn('SMS')
  await officer.get('/language/en?back=/calendar')
  await officer.get('/calendar')
  const made = await officer.post('/calendar/subscription', {})
  const password = /Password<\/dt><dd[^>]*><code[^>]*>([^<]+)</.exec(made.body)?.[1] ?? ''
  assert.equal(password.length, 43)
  assert.equal(made.headers.get('cache-control'), 'no-store')
  const own = await fetchWith(password)
  assert.ok(eventsOf(own.body).some(({ summary }) => summary.includes('Quiet draft')))
  assert.ok(!(await program.get('/calendar.ics')).body.includes('Quiet draft'))
  assert.equal((await fetchWith(`${password}x`)).status, 401)
  assert.ok(!(await officer.get('/calendar')).body.includes(password), 'it is shown once')
  await officer.post('/calendar/subscription', {})
  assert.equal((await fetchWith(password)).status, 401, 'a new password ends the one before')
})

test('a feed ends with its account, and its password opens nothing but the calendar', async () => {
  const person = visitor(site.address)
  await person.signIn('civil society')
  await person.get('/language/en?back=/calendar')
  await person.get('/calendar')
  const made = await person.post('/calendar/subscription', {})
  const password = /Password<\/dt><dd[^>]*><code[^>]*>([^<]+)</.exec(made.body)?.[1] ?? ''
  const headers = { authorization: `Basic ${Buffer.from(`observance:${password}`).toString('base64')}` }
  const program = visitor(site.address)
  assert.equal((await program.get('/calendar/own.ics', headers)).status, 200)
  assert.equal((await program.get('/work', headers)).status, 303)
  program.cookies.set('observance', password)
  assert.equal((await program.get('/work')).status, 303, 'it is no session')
  program.cookies.delete('observance')
  await asOperator(site.store, systemReader('test'), 'test', (tx) =>
    sql`update followup.account set closed_at = now() where id = (select account from followup.calendar_subscription
      where account in (select id from followup.account where role = 'civil-society'))`.execute(tx),
  )
  assert.equal((await program.get('/calendar/own.ics', headers)).status, 401)
})

test('another institution’s feed does not hold the draft', async () => {
  const other = visitor(site.address)
  await other.signIn('MLSPP')
  const { body, status } = await other.get('/calendar/own.ics')
  assert.equal(status, 200)
  assert.ok(!body.includes('Quiet draft'))
})

test('sent needs its day and its proof; the days go on counting until receipt', async () => {
  const secretary = visitor(site.address)
  await secretary.signIn('secretariat')
  await secretary.get('/language/en?back=/')
  const address = '/calendar/deadlines/CAL-2/move'
  const field = (body: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const form = await secretary.get(address)
  const hidden = { id: field(form.body, 'id'), version: field(form.body, 'version') }
  const bare = await secretary.post(address, { ...hidden, state: 'sent' })
  assert.equal(bare.status, 422)
  assert.match(bare.body, /error-sent_on[\s\S]*error-evidence/)
  const evidence = /name="evidence"[\s\S]*?<option value="([0-9a-f-]{36})"/.exec(form.body)?.[1] ?? ''
  const done = await secretary.post(address, { ...hidden, state: 'sent', sent_on: '2026-11-20', evidence })
  assert.equal(done.status, 303)
  const { body } = await secretary.get('/calendar/deadlines/CAL-2')
  assert.match(body, /Sent is not received/)
  assert.match(body, /overdue by 23 days/)
  const again = await secretary.post(address, { ...hidden, state: 'received', received_on: '2026-11-23', evidence })
  assert.equal(again.status, 409, 'moved by somebody else meanwhile')
})

test('only the secretariat moves a deadline', async () => {
  const official = visitor(site.address)
  await official.signIn('MLSPP')
  await official.get('/calendar')
  assert.equal((await official.get('/calendar/deadlines/CAL-1/move')).status, 404)
  assert.equal((await official.post('/calendar/deadlines/CAL-1/move', { state: 'drafting' })).status, 404)
  assert.equal((await official.get('/calendar/deadlines/CAL-1')).status, 200)
})
