/**
 * P2: no acknowledgement leaves the server before what it acknowledges is on the disk. Each command notes, at its commit, how
 * far the log of the database reaches; when its answer is there, the database must have flushed beyond that. The commit's own
 * record comes after what was noted. The syncs
 * themselves are watched from outside as well, where the system has strace. OBSERVANCE_ACKNOWLEDGED=500 sends as many commands as the promise asks.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { after, before, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import {
  ownerOf,
  postmasterOf,
  refusedStart,
  type ServerProcess,
  startServer,
  usedDataFolder,
} from '../../../tests/server.ts'
import { type Sync, watchSyncs } from '../../../tests/watch-syncs.ts'
import { officerOf, type SignedIn } from './fixtures/caller.ts'

// On a disk, where flushing takes its time.
const data = await usedDataFolder(tmpdir())
const COMMANDS = Number(process.env.OBSERVANCE_ACKNOWLEDGED ?? 100)
const LOGIN = 'observance_police_officer'
const CASES = '/api/procedures/detention/cases'
let server: ServerProcess
let police: SignedIn
let owner: pg.Client

/** In a table that is not logged itself, and where nobody who acts may write. */
const NOTES = `
  create schema probe;
  create unlogged table probe.noted (key uuid primary key, reached pg_lsn not null);
  create function probe.note() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      insert into probe.noted (key, reached) values (new.key, pg_current_wal_insert_lsn());
      return null;
    end $$;
  create constraint trigger zz_note after insert on immigration_enforcement.event
    deferrable initially deferred for each row execute function probe.note()`

before(async () => {
  server = await startServer({ env: { OBSERVANCE_DATA: data } })
  police = await officerOf(server.address, 'police-officer')
  owner = await ownerOf(data)
  await owner.query(NOTES)
})
after(() => owner.end())

const lately = () => Temporal.Now.instant().subtract({ minutes: 20 }).round('second').toString()
const opening = () => ({
  facts: {
    ...{ libertyLostAt: lately(), libertyLostPlace: 'AZ-BA', apprehendedBy: police.account, sex: 'male' },
    ...{ language: 'uz', birthDateKnown: '1990', ageBasis: 'stated', nationality: 'UZ', accompaniedByChild: false },
  },
})
const telling = () => ({
  facts: { rightsToldAt: lately(), rightsToldHow: 'interpreter-in-person', rightsUnderstood: true },
})

interface Acknowledged {
  readonly key: string
  /** Between these two it was sent, done and answered: milliseconds of Unix time. */
  readonly sentAt: number
  readonly answeredAt: number
  /** How far the database had flushed once the answer was there. */
  readonly flushed: string
}

async function sent(path: string, body: object, event?: number): Promise<Acknowledged & { readonly case: string }> {
  const key = randomUUID()
  const sentAt = Date.now()
  const answer = await police.post(path, body, { key, ...(event === undefined ? {} : { event }) })
  const answeredAt = Date.now() + 1 // it was rounded down
  const { rows } = await owner.query<{ flushed: string }>('select pg_current_wal_flush_lsn()::text as flushed')
  assert.ok(answer.status < 300, `${answer.status} ${answer.text}`)
  return { key, sentAt, answeredAt, flushed: rows[0]?.flushed ?? '', case: answer.body.case }
}

async function acknowledged(count: number): Promise<readonly Acknowledged[]> {
  const all: Acknowledged[] = []
  while (all.length < count) {
    // A test opens more cases than an hour allows.
    if (all.length % 40 === 0) await owner.query('delete from firewall.person_seen')
    const opened = await sent(CASES, opening())
    all.push(opened, await sent(`${CASES}/${opened.case}/steps/tellRights`, telling(), 1))
  }
  return all
}

/** Of those that were acknowledged, how many left their note, and how many of them were answered before it was flushed. */
async function compared(all: readonly Acknowledged[]): Promise<{ noted: number; early: number }> {
  const { rows } = await owner.query<{ noted: number; early: number }>(
    `select count(*)::int as noted, count(*) filter (where a.flushed::pg_lsn <= n.reached)::int as early
     from unnest($1::uuid[], $2::text[]) a (key, flushed) join probe.noted n using (key)`,
    [all.map(({ key }) => key), all.map(({ flushed }) => flushed)],
  )
  return rows[0] ?? assert.fail('no count')
}

test(`P2: of ${COMMANDS} commands none is acknowledged before the log of the database is on the disk`, async () => {
  assert.equal((await owner.query("select current_setting('fsync') as fsync")).rows[0].fsync, 'on')
  const all = await acknowledged(COMMANDS)
  assert.deepEqual(await compared(all), { noted: all.length, early: 0 })
})

/**
 * Those before whose answer nothing had synced, since they were sent, what holds their note: written then, by whichever process, and
 * come back from its sync. Each waits for its answer before the next is sent.
 */
async function unsynced(all: readonly Acknowledged[], syncs: readonly Sync[]): Promise<number> {
  const { rows } = await owner.query<{ key: string; reached: string }>(
    "select key, (reached - '0/0'::pg_lsn)::text as reached from probe.noted where key = any($1)",
    [all.map(({ key }) => key)],
  )
  const reached = new Map(rows.map((row) => [row.key, BigInt(row.reached)]))
  return all.filter(({ key, sentAt, answeredAt }) => {
    const noted = reached.get(key) ?? assert.fail('it left no note')
    const holds = ({ pages, at }: Sync) =>
      at <= answeredAt && pages.some(({ from, to, writtenAt }) => writtenAt >= sentAt && from <= noted && noted < to)
    return !syncs.some(holds)
  }).length
}

const whileWatched = async (t: TestContext, count: number) => {
  const watch = await watchSyncs(postmasterOf(data))
  if (watch === null) return void t.skip('there is no strace here that may watch the database')
  const all = await acknowledged(count)
  return { all, early: await unsynced(all, await watch.end()) }
}

test(`P2: seen from outside, what each of ${COMMANDS} commands wrote has come back from a sync before its answer`, async (t) => {
  const watched = await whileWatched(t, COMMANDS)
  if (watched === undefined) return
  assert.equal(watched.early, 0)
  console.log(`synced before they were acknowledged, seen by strace: ${watched.all.length} of ${watched.all.length}`)
})

test('P2: where a login does not wait for the disk, the same look sees acknowledgements that come too early', async (t) => {
  await owner.query(`alter role ${LOGIN} set synchronous_commit = off`)
  await owner.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [LOGIN])
  do await sleep(200)
  while ((await police.get(CASES)).status !== 200)
  const watched = await whileWatched(t, 20)
  if (watched !== undefined) assert.ok(watched.early > 0, 'strace saw none of them')
  const all = watched?.all ?? (await acknowledged(20))
  const { noted, early } = await compared(all)
  assert.equal(noted, all.length)
  assert.ok(early > 0, 'none of them was seen')
  console.log(`acknowledged before they were on the disk, where the login does not wait: ${early} of ${noted}`)
})

test('P2: a database whose login does not wait for the disk is refused at the next start', async () => {
  server.signal('SIGTERM')
  await server.ended
  const { code, errors } = await refusedStart({ env: { OBSERVANCE_DATA: data } })
  assert.equal(code, 1)
  assert.match(errors, new RegExp(`The login ${LOGIN} has synchronous_commit = off: after a crash`))
})
