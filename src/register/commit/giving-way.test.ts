/**
 * Commands about one person at the same moment: none is refused because another came. Bits are touched in one order everywhere, and
 * where two commands wait for each other in a ring nevertheless, the one that the database ends is run again: a sign is always taken.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testStore } from '../../../tests/store.ts'
import { loginOf, OWN_LOGINS } from '../../firewall/index.ts'
import { heeds, PROCEDURES, type Procedure } from '../../procedures/index.ts'
import { StepRefused } from '../../store/index.ts'
import { type Actor, actor, commandOf, installBare, openingOf, send, somebody } from '../fixtures/bare-register.ts'
import { departure, shelter } from '../fixtures/procedures.ts'
import { commitFunction } from './function.ts'
import { holdTargets, placingFunction } from './placing.ts'
import type { Modes } from './rule.ts'

const NO_MODES: Modes = { recorded: new Set(), limits: {} }

/** Boarding is stopped by two bits, named in the order opposite to that in which a shelter places them. */
const twiceStopped: Procedure = {
  ...departure,
  safeguards: {
    ...departure.safeguards,
    F0: {
      cite: [],
      breach: 'L',
      tells: [],
      rules: { both: heeds('noStatusCharge', { stops: ['board'] }) },
    },
  },
}
const { F0, ...rest } = twiceStopped.safeguards
const ferry: Procedure = { ...twiceStopped, safeguards: { ...(F0 === undefined ? {} : { F0 }), ...rest } }

const store = await testStore()
const wall = await installBare(store, [], [ferry, shelter])
const [owner, watcher] = [await store.ownerClient(), await store.ownerClient()]
after(() => Promise.all([owner.end(), watcher.end()]))
// Of a ring of these logins the database hears late: whoever waited in one is seen by how long it took.
const LATE = 20_000
/** Of one of this login it hears after the ring is closed, on a busy machine too. */
const SOON = 4_000
for (const [login, after] of [
  [loginOf('border-officer'), LATE],
  [loginOf('victim-worker'), LATE],
  [OWN_LOGINS.person, SOON],
])
  await owner.query(
    `alter role ${login} in database ${owner.escapeIdentifier(owner.database ?? '')} set deadlock_timeout = ${after}`,
  )
await owner.query(`set deadlock_timeout = ${LATE}`)

const border = actor('border-officer')
const head = actor('border-officer')
const worker = actor('victim-worker')
const anybody: Actor = { role: 'person', office: '', officer: randomUUID() }
const now = () => Temporal.Now.instant().toString()

async function ready(pseudonym: string): Promise<string> {
  const { caseId } = await send(wall, border, ferry, openingOf(pseudonym, { asked_at: now(), weather: 'calm' }))
  const prepared = { step: 'prepare', caseId, expected: 1, sealedFacts: ['reasons'], sealed: 'AAAA' }
  await send(wall, border, ferry, commandOf(prepared))
  return caseId
}
const board = (caseId: string) =>
  send(wall, head, ferry, commandOf({ step: 'board', caseId, expected: 2, plain: { boarded_at: now() } }))
const sign = (pseudonym: string, by: Actor = worker) =>
  send(wall, by, shelter, {
    ...openingOf(somebody(), { seen_at: now() }),
    pseudonyms: { 'immigration-enforcement': pseudonym },
  })

/** Takes the row of a bit without another version of it: who waits for it first has it first. */
async function hold(pseudonym: string, bit: string): Promise<void> {
  const row = [pseudonym, bit]
  const where = `immigration_enforcement.hold_gate where pseudonym = decode($1, 'hex') and hold = $2`
  await owner.query(
    `insert into immigration_enforcement.hold_gate (pseudonym, hold) values (decode($1, 'hex'), $2) on conflict do nothing`,
    row,
  )
  await owner.query(`select from ${where} for update`, row)
}
/** Until as many commands wait for somebody's lock. */
async function waiting(count: number): Promise<void> {
  for (;;) {
    const { rows } = await watcher.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if ((rows[0]?.n ?? 0) >= count) return
    await sleep(5)
  }
}
const outcome = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: unknown) => (error instanceof StepRefused ? error.rule : String(error)),
  )

test('a departure and a sign that touch the same two bits do not wait for each other: the sign is taken, whoever came first', async () => {
  for (const bit of ['noStatusCharge', 'removalSuspended']) {
    const pseudonym = somebody()
    const caseId = await ready(pseudonym)
    await hold(pseudonym, bit) // so that the row is there
    await owner.query('begin')
    await hold(pseudonym, bit)
    const boarding = outcome(board(caseId))
    await waiting(1)
    const signed = outcome(sign(pseudonym))
    await waiting(2)
    const from = performance.now()
    await owner.query('commit')
    assert.deepEqual([await boarding, await signed], ['done', 'done'], bit)
    assert.ok(performance.now() - from < LATE / 2, 'neither waited for the other')
    const { rows } = await owner.query(
      `select hold, standing from immigration_enforcement.hold_gate where pseudonym = decode($1, 'hex') and standing > 0 order by hold`,
      [pseudonym],
    )
    assert.deepEqual(
      rows.map(({ hold: of }) => of),
      ['noStatusCharge', 'removalSuspended'],
    )
  }
})

test('a sign that waits in a ring with another command is taken as soon as that is done', async () => {
  const pseudonym = somebody()
  await owner.query('begin')
  await hold(pseudonym, 'removalSuspended')
  const signed = outcome(sign(pseudonym, anybody))
  await waiting(1)
  // It holds the bit that the sign has placed already: the ring is closed, and the sign is the first to hear of it.
  await hold(pseudonym, 'noStatusCharge')
  await owner.query('commit')
  assert.equal(await signed, 'done')
})

test('every command of every procedure touches the bits of a person in the order of their names and compartments', () => {
  const targets = holdTargets(PROCEDURES)
  const surroundings = { modes: NO_MODES, targets, procedures: PROCEDURES }
  let seen = 0
  for (const procedure of PROCEDURES) {
    const gates = [...commitFunction(procedure, surroundings).matchAll(/values \(c\.pseudonym, '(\w+)', 1\)/g)]
    const placed = [
      ...placingFunction(procedure, NO_MODES, targets).matchAll(
        /insert into (\w+)\.hold_gate as g [^;]*?\n\s+values \([^;]*?, '(\w+)', 1, /g,
      ),
    ]
    const orders = [gates.map(([, bit]) => bit), placed.map(([, schema, bit]) => `${bit} ${schema}`)]
    // A rule touches its bit in every compartment: a second one for the same bit finds what is touched already.
    for (const order of orders) assert.deepEqual([...new Set(order)], [...new Set(order)].toSorted(), procedure.name)
    seen += gates.length + placed.length
  }
  assert.ok(seen > 20, `${seen} were found`)
})
