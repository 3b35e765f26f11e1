/**
 * P5: three schedulers, each a process of its own, of which one after another is killed with -9 while it works. Every end of time and
 * every warning takes effect, and none twice. OBSERVANCE_CLOCKS=10000 runs as many as the promise asks.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, afterEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CLUSTER_VARIABLE, testStore } from '../../tests/store.ts'
import { actor, installBare, openingOf, send, somebody } from './fixtures/bare-register.ts'
import { departure } from './fixtures/procedures.ts'

const CLOCKS = Number(process.env.OBSERVANCE_CLOCKS ?? 100)
const SCHEDULERS = 3
const cluster = process.env[CLUSTER_VARIABLE]
const store = await testStore('invented')
const wall = await installBare(store)
const owner = await store.ownerClient()
const running = new Set<ChildProcess>()
after(() => owner.end())

/** Before their database goes. */
async function killAll(): Promise<void> {
  const ended = [...running].map((child) => once(child, 'exit'))
  for (const child of running) child.kill('SIGKILL')
  await Promise.all(ended)
}

const border = actor('border-officer')
const hoursAgo = (hours: number) => Temporal.Now.instant().subtract({ hours }).toString()

const named = await owner.query<{ name: string }>('select current_database() as name')
const script = join(import.meta.dirname, 'fixtures/scheduler-process.ts')

/** What those said that ended by themselves. */
const failed: string[] = []
/** On a busy machine whoever signs in is cut off by PostgreSQL after a minute; an operator starts such a process again, and so does this. */
const NEVER_BEGAN = /The database in DATABASE_URL does not answer/

function start(): { readonly child: ChildProcess; readonly begins: Promise<unknown> } {
  const child = fork(script, [cluster ?? '', named.rows[0]?.name ?? ''], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let errors = ''
  child.stderr?.on('data', (text: Buffer) => {
    errors += text
  })
  running.add(child)
  const ends = once(child, 'exit').then(([code]) => {
    running.delete(child)
    // One that was killed has no code.
    if (code !== null) failed.push(errors)
  })
  return { child, begins: Promise.race([once(child, 'message'), ends]) }
}

const left = async () => {
  const { rows } = await owner.query<{ n: number }>(
    "select count(*)::int as n from immigration_enforcement.departure where state = 'asked'",
  )
  return rows[0]?.n ?? 0
}

afterEach(killAll)

test(`P5: three schedulers that are killed one after another make each of ${CLOCKS} effects exactly once`, async () => {
  assert.ok(cluster !== undefined, 'run by npm test')
  for (let made = 0; made < CLOCKS; made++)
    await send(wall, border, departure, openingOf(somebody(), { asked_at: hoursAgo(30), weather: 'calm' }))
  const schedulers = Array.from({ length: SCHEDULERS }, start)
  let kills = 0
  // As often as every twentieth effect.
  for (; kills < CLOCKS / 20 && (await left()) > 0; kills++) {
    const victim = schedulers.shift()
    assert.ok(victim)
    // Once it works: somewhere in its first or a later look.
    await victim.begins
    await sleep(Math.random() * 100)
    victim.child.kill('SIGKILL')
    schedulers.push(start())
  }
  while ((await left()) > 0) {
    if (running.size === 0) start()
    await sleep(50)
  }
  assert.ok(kills > 0)
  assert.deepEqual(
    failed.filter((said) => !NEVER_BEGAN.test(said)),
    [],
  )
  const { rows } = await owner.query(`
    select (select count(*)::int from immigration_enforcement.clock_effect where effect = 'due') as effects,
      (select count(distinct case_id)::int from immigration_enforcement.clock_effect where effect = 'due') as cases,
      (select count(*)::int from immigration_enforcement.breach) as breaches,
      (select count(*)::int from immigration_enforcement.event where step = 'stayAfterAll') as steps,
      (select count(*)::int from (select case_id, whom from immigration_enforcement.notice where about = 'breach' group by 1, 2 having count(*) > 1) twice) as twice,
      (select count(*)::int from ledger.entry) as entries`)
  assert.deepEqual(rows[0], {
    effects: CLOCKS,
    cases: CLOCKS,
    breaches: CLOCKS,
    steps: CLOCKS,
    twice: 0,
    // Opened, ended, and its breach.
    entries: 3 * CLOCKS,
  })
  console.log(`schedulers killed with -9: ${kills} of them over ${CLOCKS} effects; 0 missing, 0 double`)
})
