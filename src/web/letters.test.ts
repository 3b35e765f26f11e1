/** Letters as people get them: one each morning, in their language, by mail once or in the outbox. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { mailServer } from '../../tests/mail.ts'
import { testSite } from '../../tests/site.ts'
import { visitor } from '../../tests/visitor.ts'
import { asActor, CannotStart, systemReader } from '../store/index.ts'
import { LETTER_HOUR, round } from './clock.ts'
import { readPostSettings } from './post-settings.ts'

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })
const mail = await mailServer()
const timeZone = 'Asia/Baku'
const at = (local: string) => () => Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant()

async function letters(): Promise<{ day: string; body: string; subject: string; sent: boolean; language: string }[]> {
  const { rows } = await asActor(site.store.system, systemReader('test'), 'test', (tx) =>
    sql<{ day: string; body: string; subject: string; sent: boolean; language: string }>`
      select l.day, l.body, l.subject, l.sent_at is not null as sent, a.language from followup.letter l join followup.account a on a.id = l.account order by l.day, a.name`.execute(
      tx,
    ),
  )
  return rows
}

test('no letter is written before people get up, and each person has one in the morning', async () => {
  await round({ store: site.store, timeZone, post: null, now: at(`2026-11-24T0${LETTER_HOUR - 1}:59`) })
  assert.deepEqual(await letters(), [])
  await round({ store: site.store, timeZone, post: null, now: at(`2026-11-24T0${LETTER_HOUR}:00`) })
  const written = await letters()
  assert.ok(written.length >= 3)
  await round({ store: site.store, timeZone, post: null, now: at('2026-11-24T18:00') })
  assert.equal((await letters()).length, written.length)
  assert.ok(
    written.every(({ sent }) => !sent),
    'without a mail server they stay',
  )
})

test('a letter says in its reader’s language what is overdue and by how many days, and no key of ours', async () => {
  const written = await letters()
  const body = written.map((letter) => letter.body).join('\n')
  assert.match(body, /1 noyabr 2023, 1[.,]119 gün gecikib/)
  for (const { body, subject } of written) {
    assert.doesNotMatch(body, /letter\.|\{\$|undefined|\d{4}-\d\d-\d\d/)
    assert.match(subject, /Observance/)
  }
})

test('people read their letters on their page, which says why nothing was mailed', async () => {
  const person = visitor(site.address)
  await person.signIn('secretariat')
  await person.get('/language/en?back=/outbox')
  const page = await person.get('/outbox')
  assert.match(page.body, /No mail server is set up/)
  assert.match(page.body, /Fourth periodic report|Dördüncü|1 noyabr 2026/)
  const other = visitor(site.address)
  await other.signIn('civil society')
  assert.doesNotMatch((await other.get('/outbox')).body, /CAL-1|1[.,]119/)
})

test('two processes on one database mail each letter once', async () => {
  const post = { url: mail.url, from: 'observance@example.org' }
  const now = at('2026-11-25T07:00')
  await Promise.all([
    round({ store: site.store, timeZone, post, now }),
    round({ store: site.store, timeZone, post, now }),
  ])
  const written = await letters()
  assert.ok(written.every(({ sent }) => sent))
  assert.equal(mail.taken.length, written.length)
  assert.ok(mail.taken.every((text) => /^From: observance@example\.org$/m.test(text)))
})

test('sessions that ended and forms that nobody came back for are tidied away, others stay', async () => {
  const person = visitor(site.address)
  await person.signIn('secretariat')
  const owner = await site.store.ownerClient()
  const count = async (table: 'session' | 'kept_form') =>
    (await owner.query<{ n: number }>(`select count(*)::int as n from followup.${table}`)).rows[0]?.n
  await owner.query(
    "update followup.session set ends_at = now() - interval '1 minute' where ctid <> (select max(ctid) from followup.session)",
  )
  await owner.query(`insert into followup.kept_form (token_sha256, path, fields, kept_at) values
    ('\\x01', '/x', '{}', now() - interval '25 hours'), ('\\x02', '/x', '{}', now())`)
  await round({ store: site.store, timeZone, post: null, now: at('2026-11-25T07:00') })
  assert.deepEqual([await count('session'), await count('kept_form')], [1, 1])
  await owner.end()
})

test('a mail server that is half set, or no mail server at all, does not start', () => {
  assert.equal(readPostSettings({}), null)
  for (const env of [
    { SMTP_URL: 'smtp://mail.example.org' },
    { SMTP_FROM: 'a@example.org' },
    { SMTP_URL: 'https://mail.example.org', SMTP_FROM: 'a@example.org' },
  ])
    assert.throws(() => readPostSettings(env), CannotStart)
})
