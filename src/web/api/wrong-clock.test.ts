/**
 * P7: a server whose clock is wrong, and wrong otherwise after each restart, neither makes a time late that protects somebody nor
 * one early that costs somebody something. The database has the right time and says what happened when.
 * OBSERVANCE_CLOCK_HISTORIES=1000 plays as many detentions as the promise asks.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import type pg from 'pg'
import { boundOf } from '../../../tests/bound.ts'
import { ownerOf, type ServerProcess, startServer, usedDataFolder } from '../../../tests/server.ts'
import { visitor } from '../../../tests/visitor.ts'
import { type Answered, officerOf, type SignedIn } from './fixtures/caller.ts'
import { endsIn } from './fixtures/ends.ts'
import { type Case, stage } from './fixtures/play.ts'

const data = await usedDataFolder()
const HISTORIES = Number(process.env.OBSERVANCE_CLOCK_HISTORIES ?? 24)
const CASES = '/api/procedures/detention/cases'
const CLOCK = pathToFileURL(join(import.meta.dirname, '../../../tests/shifted-clock.ts')).href
const CLOCKS = [
  { is: 'three hours behind', ahead: -180, gains: 0 },
  { is: '26 hours ahead', ahead: 26 * 60, gains: 0 },
  { is: 'gaining a minute each second', ahead: 0, gains: 60 },
] as const
type WrongClock = (typeof CLOCKS)[number]

let server: ServerProcess
let owner: pg.Client
let police: SignedIn
/** Detentions that were played, and protective times that were compared. */
const tried = { histories: 0, times: 0 }
/** Every case that a test opened. */
const cases: string[] = []
/** Cases whose time to appeal, and whose time until erasure, is over tomorrow. */
const appealable: Case[] = []
const kept: string[] = []
/** Cases to be erased at the next start. */
const over: string[] = []

async function start({ ahead, gains }: WrongClock): Promise<void> {
  const clock = { OBSERVANCE_CLOCK_AHEAD: String(ahead), OBSERVANCE_CLOCK_GAINS: String(gains) }
  server = await startServer({ env: { OBSERVANCE_DATA: data, NODE_OPTIONS: `--import ${CLOCK}`, ...clock } })
  owner = await ownerOf(data)
  police = await officerOf(server.address, 'police-officer')
}

async function stop(): Promise<void> {
  await owner.end()
  server.signal('SIGTERM')
  await server.ended
}

after(() => owner.end().catch(() => undefined))
after(() =>
  console.log(
    `detentions on a server whose clock is wrong: ${tried.histories}, with ${tried.times} protective times, none late; nothing adverse early; ${boundOf(tried.histories)}`,
  ),
)

const ago = (seconds: number) =>
  Temporal.Now.instant().subtract({ seconds }).round({ smallestUnit: 'second', roundingMode: 'floor' }).toString()
const HOUR = 3600
const opening = (secondsAgo: number) => ({
  facts: {
    ...{ libertyLostAt: ago(secondsAgo), libertyLostPlace: 'AZ-BA', apprehendedBy: police.account, sex: 'male' },
    ...{ language: 'uz', birthDateKnown: '1990', ageBasis: 'stated', nationality: 'UZ', accompaniedByChild: false },
  },
})

async function databaseNow(): Promise<Temporal.Instant> {
  const { rows } = await owner.query<{ now: string }>("select to_json(clock_timestamp()) #>> '{}' as now")
  return Temporal.Instant.from(rows[0]?.now ?? assert.fail('no time'))
}

/** What is recorded is recorded between the question and the answer, by the database's time. */
async function sent(path: string, body: object, event?: number): Promise<Answered> {
  const before = await databaseNow()
  const answer = await police.post(path, body, event === undefined ? {} : { event })
  if (answer.status < 300) {
    const recordedAt = Temporal.Instant.from(answer.body.recordedAt)
    assert.ok(Temporal.Instant.compare(before, recordedAt) <= 0, `${recordedAt} is before ${before}`)
    assert.ok(Temporal.Instant.compare(recordedAt, await databaseNow()) <= 0, `${recordedAt} lies ahead`)
  }
  return answer
}

async function detained(secondsAgo: number): Promise<string> {
  await owner.query('delete from firewall.person_seen') // a test opens more cases than an hour allows
  const answer = await sent(CASES, opening(secondsAgo))
  assert.equal(answer.status, 201, `liberty lost ${secondsAgo} s ago: ${answer.text}`)
  cases.push(answer.body.case)
  return answer.body.case
}

interface History {
  readonly lostSecondsAgo: number
  /** Null where nothing was told. */
  readonly told: { readonly secondsAgo: number; readonly understood: boolean } | null
}

const history: fc.Arbitrary<History> = fc.record({
  lostSecondsAgo: fc.integer({ min: 1, max: 30 * HOUR }),
  told: fc.option(fc.record({ secondsAgo: fc.integer({ min: 0, max: 2 * HOUR }), understood: fc.boolean() })),
})

/** A detention, and perhaps what was told to the person; then every time that was begun ends by when it must. */
async function play({ lostSecondsAgo, told }: History): Promise<void> {
  const caseId = await detained(lostSecondsAgo)
  if (told !== null) {
    const at = ago(Math.min(told.secondsAgo, lostSecondsAgo))
    const facts = { rightsToldAt: at, rightsToldHow: 'interpreter-in-person', rightsUnderstood: told.understood }
    const answer = await sent(`${CASES}/${caseId}/steps/tellRights`, { facts, assertedAt: at }, 1)
    // After a day the law has let the person go, and the case may have changed meanwhile.
    assert.ok(answer.status < 300 || lostSecondsAgo > 24 * HOUR - 60, answer.text)
  }
  const { compared, late } = await endsIn(owner).late([caseId])
  assert.deepEqual(late, [])
  tried.histories++
  tried.times += compared
  assert.ok(compared >= 2, 'a judge and the telling of rights')
}

/** The case as it is read, and the officer's list, say what is over by the database's time. */
async function assertShown(caseId: string): Promise<void> {
  const { body } = await police.get(`${CASES}/${caseId}?purpose=review`)
  const now = Temporal.Instant.from(body.now)
  assert.ok(Math.abs(now.since(await databaseNow()).total('seconds')) < 30, `${now}`)
  const person = visitor(server.address)
  await person.signIn('Nicat')
  const list = await person.get('/cases/detention?order=newest')
  const row = list.body.split('<tr').find((part) => part.includes(caseId)) ?? assert.fail('not in the list')
  const due = body.clocks.filter(({ rule }: { rule: string }) => rule === 'D4.hour')[0]
  const isOver = Temporal.Instant.compare(Temporal.Instant.from(due.dueAt), now) <= 0
  assert.equal(due.standing === 'running', !isOver)
  assert.equal(row.includes('ob-late'), isOver, row)
}

/** An expulsion whose time to appeal is over in 20 hours, and two signs of trafficking that nobody followed, kept until tomorrow. */
async function adverse(): Promise<void> {
  const { served } = await stage(server.address)
  const { one } = await served()
  assert.equal(one.state, 'appealable')
  await endsAppeal(one.id, 20 * HOUR)
  appealable.push(one)
  const sign = { language: 'uz', signFrom: 'interior', signs: ['documents-taken'], immediateDanger: false }
  cases.push(one.id)
  for (let made = 0; made < 2; made++) {
    const opened = await sent('/api/procedures/trafficking-identification/cases', { facts: sign })
    assert.equal(opened.status, 201, opened.text)
    kept.push(opened.body.case)
    cases.push(opened.body.case)
    await age(opened.body.case, 'over tomorrow')
  }
}

async function endsAppeal(caseId: string, inSeconds: number): Promise<void> {
  await owner.query('set session_replication_role = replica')
  const { rowCount } = await owner.query(
    `update immigration_enforcement.clock set started_at = started_at - (due_at - clock_timestamp()) + make_interval(secs => $2), due_at = clock_timestamp() + make_interval(secs => $2)
     where case_id = $1 and kind = 'adverse' and stopped_at is null`,
    [caseId, inSeconds],
  )
  await owner.query('set session_replication_role = origin')
  assert.notEqual(rowCount, 0, 'the time to appeal runs')
}

/** Sets a sign back by whole days until its erasure is due in the next 24 hours, not in the next minutes; or was in the last. */
async function age(caseId: string, until: 'over tomorrow' | 'over'): Promise<void> {
  const { rows } = await owner.query<{ days: number }>(
    `select floor((extract(epoch from due_at - clock_timestamp()) - $2) / 86400)::int as days
     from victim_protection.times_of_trafficking_identification($1)`,
    [caseId, until === 'over' ? 0 : 600],
  )
  const days = rows[0]?.days ?? assert.fail('it has a time')
  // Months differ by three days at most; at the end of one, a day back may be several days sooner: then it is given back.
  const nearer = days > 5 ? days - 4 : Math.sign(days)
  const by = until === 'over' ? Math.max(0, days + 1) : nearer
  if (by === 0) return
  await owner.query('set session_replication_role = replica')
  for (const [table, columns] of [
    ['event', ['asserted_at', 'recorded_at']],
    ['trafficking_identification', ['opened_at', 'changed_at']],
  ] as const)
    await owner.query(
      `update victim_protection.${table} set ${columns.map((one) => `${one} = ${one} - make_interval(days => $2)`).join(', ')} where case_id = $1`,
      [caseId, by],
    )
  await owner.query('set session_replication_role = origin')
  if (by > 0) await age(caseId, until)
}

const stateOf = async (caseId: string) =>
  (await owner.query('select state from immigration_enforcement.expulsion where case_id = $1', [caseId])).rows[0]?.state
const isErased = async (caseId: string) =>
  (await owner.query('select erased from victim_protection.trafficking_identification where case_id = $1', [caseId]))
    .rows[0]?.erased
/** Entries that say that a clock of a server is apart from the database's. */
const entered = async () =>
  (
    await owner.query<{ n: number }>(
      `select count(*)::int as n from ledger.own_record o left join ledger.entry e on e.id = o.entry left join ledger.leaf l on l.entry = o.entry
       where position('ledger.clock-apart'::bytea in coalesce(e.leaf, l.leaf)) > 0`,
    )
  ).rows[0]?.n

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await holds()); waited++) {
    assert.ok(waited < 150, what)
    await sleep(200)
  }
}

for (const [index, clock] of CLOCKS.entries())
  test(`P7: with a clock ${clock.is}, after a restart, nothing that protects comes late and nothing that costs comes early`, async () => {
    await start(clock)
    const ends = endsIn(owner)
    await fc.assert(fc.asyncProperty(history, play), {
      numRuns: Math.ceil(HISTORIES / CLOCKS.length),
      endOnFailure: true,
    })
    // Over in a moment, over for a moment, and far from it.
    for (const hours of [1, 24]) for (const seconds of [-4, 1]) await detained(hours * HOUR + seconds)
    await assertShown(await detained(10 * 60))
    await assertShown(await detained(2 * HOUR))
    await adverse()
    await sleep(4500)
    await until('what is over is acted on', async () => (await ends.left(cases)).length === 0)
    await until('it is entered once', async () => (await entered()) === index + 1)
    for (const one of over.splice(0)) await until('what is over is erased', () => isErased(one))
    assert.deepEqual(await ends.early(cases), [])
    for (const one of appealable) assert.equal(await stateOf(one.id), 'appealable', 'it may be appealed until tomorrow')
    for (const one of kept) assert.equal(await isErased(one), false, 'it is kept until tomorrow')
    // One stays for the next clock.
    for (const one of appealable.splice(1)) {
      await endsAppeal(one.id, 1)
      await until('it has become final', async () => (await stateOf(one.id)) === 'final')
    }
    assert.deepEqual(await ends.early(cases), [])
    over.push(...kept.splice(0, 1))
    for (const one of over) await age(one, 'over')
    await stop()
  })
