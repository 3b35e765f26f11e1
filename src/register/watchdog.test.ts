import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { NotFound, StepRefused } from '../store/index.ts'
import { carryOut } from './command.ts'
import { departure, shelter } from './fixtures/procedures.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { round } from './keep.ts'
import { sentenceOn, watchRound } from './keep-watch.ts'
import { Refused } from './refused.ts'
import type { Who } from './register.ts'
import { discrepancies } from './watchdog.ts'

/** OBSERVANCE_WATCHED=10000 runs as many as the promise asks. */
const HISTORIES = Number(process.env.OBSERVANCE_WATCHED ?? 40)
const store = await testStore('invented')
const register = await wholeRegister(store)
const owner = await store.ownerClient()
after(() => owner.end())
const officer = (role: string): Who => ({ as: 'officer', id: randomUUID(), role, office: 'harbour' })
const [border, judge] = [officer('border-officer'), officer('judge')]
const minutesAgo = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).round('millisecond').toString()

async function open(minutes = 60): Promise<string> {
  const facts = { askedAt: minutesAgo(minutes), weather: 'calm' }
  return (await carryOut(register, border, asking({ procedure: 'departure', kind: 'open', step: 'open', facts })))
    .caseId
}
const take = (who: Who, caseId: string, event: number, step: string, more: object = {}) =>
  carryOut(register, who, asking({ procedure: 'departure', kind: 'take', step, on: { caseId, event }, ...more }))
const found = () => discrepancies(register, departure)

test('P8: rows written by the database agree with clocks worked out from the events, whatever happened on the case', async () => {
  const [plain, appealed, corrected, ready] = [await open(), await open(), await open(), await open(90)]
  const person: Who = { as: 'person', caseId: appealed }
  await take(person, appealed, 1, 'appeal', { assertedAt: Temporal.Instant.from(minutesAgo(20)) })
  await take(judge, appealed, 2, 'hear')
  await take(person, appealed, 3, 'appeal')
  await take(border, corrected, 1, 'correct', { kind: 'correct', facts: { askedAt: minutesAgo(600) } })
  await take(judge, corrected, 2, 'correct', { kind: 'correct', facts: { askedAt: minutesAgo(30) } })
  await take(border, ready, 1, 'prepare', { facts: { reasons: 'because' } })
  assert.deepEqual(await found(), [])
  assert.deepEqual(await discrepancies(register, shelter), [])
  assert.ok(plain)
})

test('P8: rows of a recorded time and of the national limit beside it agree as well, and one that is lost is found', async () => {
  const another = await testStore('invented')
  const beside = await wholeRegister(another, { recorded: ['F2.decided'], national: { 'F2.decided': { hours: 48 } } })
  const facts = { askedAt: minutesAgo(90), weather: 'calm' }
  const opened = await carryOut(beside, border, asking({ procedure: 'departure', kind: 'open', step: 'open', facts }))
  const second = await carryOut(beside, border, asking({ procedure: 'departure', kind: 'open', step: 'open', facts }))
  const preparing = { step: 'prepare', on: { caseId: second.caseId, event: 1 }, facts: { reasons: 'because' } }
  await carryOut(beside, border, asking({ procedure: 'departure', kind: 'take', ...preparing }))
  assert.deepEqual(await discrepancies(beside, departure), [])
  const client = await another.ownerClient()
  await client.query("delete from immigration_enforcement.clock where rule = 'F2.decided.national' and case_id = $1", [
    opened.caseId,
  ])
  await client.end()
  assert.deepEqual(
    (await discrepancies(beside, departure)).map(({ rule, what }) => [rule, what]),
    [['F2.decided.national', 'missing']],
  )
})

test('P8: a clock that was moved, stopped, deleted, invented or left is found and named', async () => {
  const caseId = await open()
  const tampered: readonly (readonly [string, string])[] = [
    ["update clock set due_at = due_at + interval '1 hour' where case_id = $1", 'other-end'],
    ["update clock set started_at = started_at - interval '1 minute' where case_id = $1", 'other-start'],
    ['update clock set stopped_at = now() where case_id = $1', 'other-stop'],
    ['delete from clock where case_id = $1', 'missing'],
    ["update clock set rule = 'F9.invented' where case_id = $1", 'not-in-the-events'],
  ]
  for (const [statement, what] of tampered) {
    await owner.query('begin')
    await owner.query('set local search_path = immigration_enforcement')
    await owner.query(statement, [caseId])
    await owner.query('commit')
    const said = await found()
    assert.ok(
      said.some((one) => one.caseId === caseId && one.what === what),
      `${what}: ${JSON.stringify(said)}`,
    )
    await owner.query('delete from immigration_enforcement.clock where case_id = $1', [caseId])
    await owner.query(
      `insert into immigration_enforcement.clock (procedure, case_id, rule, run, kind, mode, thereupon, started_at, due_at)
       select 'departure', e.case_id, 'F2.decided', 1, 'protective', 'enforce', 'stayAfterAll', p.asked_at, p.asked_at + interval '24 hours'
       from immigration_enforcement.event e join immigration_enforcement.departure p using (case_id) where e.case_id = $1 and e.no = 1`,
      [caseId],
    )
    assert.deepEqual(await found(), [], 'as it was')
  }
})

/** Whatever happens on a case: each step that somebody may try, most of which the state refuses. */
const TRIED: readonly (readonly [Who['as'] | 'judge' | 'border', string, object])[] = [
  ['border', 'prepare', { facts: { reasons: 'because' } }],
  ['border', 'board', { facts: { boardedAt: minutesAgo(0) } }],
  ['person', 'appeal', {}],
  ['judge', 'hear', {}],
  ['judge', 'letStay', {}],
  ['border', 'correct', { kind: 'correct', facts: { askedAt: minutesAgo(700) } }],
  ['judge', 'correct', { kind: 'correct', facts: { askedAt: minutesAgo(20) } }],
  ['border', 'note', { facts: { weather: 'storm' } }],
]

test(`P8: over ${HISTORIES} random histories the rows of the database and the clocks worked out from events are the same`, async () => {
  let taken = 0
  for (let number = 0; number < HISTORIES; number++) {
    await owner.query('delete from firewall.person_seen') // a test sees more people than an hour allows
    const caseId = await open(60 + Math.floor(Math.random() * 600))
    let event = 1
    for (let tries = 0; tries < 6; tries++) {
      const tried = TRIED[Math.floor(Math.random() * TRIED.length)]
      assert.ok(tried)
      const [by, step, more] = tried
      const who: Who = by === 'person' ? { as: 'person', caseId } : by === 'judge' ? judge : border
      const done = await take(who, caseId, event, step, more).catch((error: unknown) => {
        assert.ok(error instanceof Refused || error instanceof StepRefused || error instanceof NotFound, String(error))
        assert.notEqual(error instanceof StepRefused ? error.rule : '', 'too-many-persons')
        return null
      })
      event = done?.event ?? event
      taken += done === null ? 0 : 1
    }
  }
  assert.deepEqual(await found(), [])
  console.log(
    `histories whose clocks the watchdog compared: ${HISTORIES} of ${taken} steps; 0 differ: a rule that differs in one of ${Math.ceil(HISTORIES / 3)} histories would have been found with 95 % confidence`,
  )
})

test('P8: each rule of the scheduler that is turned off is found, told to those who hear the wall, and told once an hour', async () => {
  const caseId = await open(24 * 60 + 2)
  await owner.query(`create or replace function immigration_enforcement.turned_off() returns trigger language plpgsql as $$ begin return null; end $$;
    create trigger turned_off before insert on immigration_enforcement.clock_effect for each row when (new.rule = 'F2.decided') execute function immigration_enforcement.turned_off()`)
  const alarms = async () =>
    (await owner.query("select role, compartment from firewall.alarm where kind = 'clock' and subject = $1", [caseId]))
      .rows
  assert.deepEqual(await alarms(), [])
  for (let rounds = 0; rounds < 2; rounds++)
    assert.deepEqual(
      (await watchRound(register)).map((one) => [one.caseId, one.what]),
      [[caseId, 'not-fired']],
    )
  const [number] = (
    await owner.query('select case_number from immigration_enforcement.departure where case_id = $1', [caseId])
  ).rows
  assert.deepEqual((await watchRound(register)).map(sentenceOn), [
    `In case ${number?.case_number}, departure, the clock F2.decided is over, and nobody has acted on it.`,
  ])
  assert.deepEqual(await alarms(), [{ role: 'watchdog', compartment: 'immigration-enforcement' }])
  await owner.query('drop function immigration_enforcement.turned_off() cascade')
  assert.ok((await round(register)) > 0)
  assert.deepEqual(await watchRound(register), [])
})

test('P8: an end of time on which nobody acted is found: the scheduler hangs', async () => {
  const caseId = await open(24 * 60 + 2)
  assert.deepEqual(
    (await found()).map((one) => [one.caseId, one.rule, one.what]),
    [[caseId, 'F2.decided', 'not-fired']],
  )
})
