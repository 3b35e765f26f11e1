import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type pg from 'pg'
import { testStore } from '../../tests/store.ts'
import { actor, commandOf, installBare, openingOf, send, somebody } from './fixtures/bare-register.ts'
import { departure } from './fixtures/procedures.ts'
import { type AsSystem, fireDue } from './scheduler.ts'

const store = await testStore('invented')
const wall = await installBare(store)
const recorded = await testStore('invented')
const wallRecorded = await installBare(recorded, ['F2.decided'])
const national = await testStore('invented')
const wallNational = await installBare(national, ['F2.decided'], undefined, { 'F2.decided': { hours: 48 } })
const opened: pg.Client[] = []
after(() => Promise.all(opened.map((one) => one.end())))
async function connect(to = store): Promise<pg.Client> {
  const client = await to.ownerClient()
  opened.push(client)
  return client
}
const client = await connect()
const border = actor('border-officer')
const hoursAgo = (hours: number) =>
  Temporal.Now.instant()
    .subtract({ seconds: Math.round(hours * 3600) })
    .toString()
const open = (hours = 1, by = wall) =>
  send(by, border, departure, openingOf(somebody(), { asked_at: hoursAgo(hours), weather: 'calm' }))

const command = async () => ({ leaf: 'action test\n', commitment: randomBytes(32).toString('hex'), sealedEvent: '' })
const fire = (by = wall) => fireDue(by.asSystem, 'immigration-enforcement', command)
const rowsOf = async (of: pg.Client, table: string, columns: string, caseId: string) =>
  (
    await of.query({
      text: `select ${columns} from immigration_enforcement.${table} where case_id = $1 order by 1, 2`,
      values: [caseId],
      rowMode: 'array',
    })
  ).rows

test('at the end of the time the case goes where the law sends it, with its breach and its ladder, and once', async () => {
  const { caseId } = await open(24.01)
  await fire()
  assert.deepEqual(await rowsOf(client, 'departure', 'state, event_no', caseId), [['stays', 2]])
  assert.deepEqual(await rowsOf(client, 'breach', 'rule, level', caseId), [['F2.decided', 'L']])
  const told = await rowsOf(client, 'notice', 'whom, level', caseId)
  assert.deepEqual(
    told.map(([whom]) => whom),
    ['court-registrar', 'head', 'judge', 'ombuds-npm', 'ombuds-officer', 'person'],
  )
  assert.equal(await fire(), 0)
  assert.equal((await rowsOf(client, 'event', 'no, step', caseId)).length, 2)
})

test('in mode record the case stays where it is, and the breach and the alarm are made all the same', async () => {
  const other = await connect(recorded)
  const { caseId } = await open(24.01, wallRecorded)
  await fire(wallRecorded)
  assert.deepEqual(await rowsOf(other, 'departure', 'state, event_no', caseId), [['asked', 1]])
  assert.deepEqual(await rowsOf(other, 'breach', 'rule, mode', caseId), [['F2.decided', 'record']])
})

test('beside a rule that is only recorded the national limit runs, and at its end the system does act', async () => {
  const other = await connect(national)
  const [day, twoDays] = [await open(24.01, wallNational), await open(48.01, wallNational)]
  await fire(wallNational)
  assert.deepEqual(await rowsOf(other, 'clock', 'rule, mode', day.caseId), [
    ['F2.decided', 'record'],
    ['F2.decided.national', 'enforce'],
  ])
  assert.deepEqual(await rowsOf(other, 'departure', 'state, event_no', day.caseId), [['asked', 1]])
  assert.deepEqual(await rowsOf(other, 'breach', 'rule, mode', day.caseId), [['F2.decided', 'record']])
  assert.deepEqual(await rowsOf(other, 'departure', 'state, event_no', twoDays.caseId), [['stays', 2]])
  assert.deepEqual(await rowsOf(other, 'breach', 'rule, mode, level', twoDays.caseId), [
    ['F2.decided', 'record', 'L'],
    ['F2.decided.national', 'enforce', 'L'],
  ])
})

test('where everything is enforced no second clock runs', async () => {
  const { caseId } = await open()
  assert.deepEqual(await rowsOf(client, 'clock', 'rule, mode', caseId), [['F2.decided', 'enforce']])
})

test('once the national limit is over nobody overtakes the system, whatever they type', async () => {
  const { caseId } = await open(48.01, wallNational)
  const preparing = commandOf({ step: 'prepare', caseId, expected: 1, sealedFacts: ['reasons'], sealed: 'AAAA' })
  await assert.rejects(send(wallNational, border, departure, preparing), /time-over-first/)
})

test('whoever must act is warned at half of the time and at four fifths, each once', async () => {
  const [half, most, early] = [await open(13), await open(20), await open(11)]
  await fire()
  await fire()
  assert.deepEqual(await rowsOf(client, 'notice', 'about, whom', half.caseId), [
    ['half', 'actor'],
    ['half', 'head'],
  ])
  assert.deepEqual(await rowsOf(client, 'notice', 'about, whom', most.caseId), [
    ['half', 'actor'],
    ['half', 'head'],
    ['most', 'actor'],
    ['most', 'head'],
  ])
  assert.deepEqual(await rowsOf(client, 'notice', 'about, whom', early.caseId), [])
})

test('a decision that comes before the system does stops the clock: nothing is fired after it', async () => {
  const { caseId } = await open(23.999)
  await send(
    wall,
    border,
    departure,
    commandOf({ step: 'prepare', caseId, expected: 1, sealedFacts: ['reasons'], sealed: 'AAAA' }),
  )
  await fire()
  assert.deepEqual(await rowsOf(client, 'departure', 'state, event_no', caseId), [['ready', 2]])
  assert.deepEqual(await rowsOf(client, 'breach', 'rule, level', caseId), [])
})

test('P5: three schedulers at once make each of 200 effects exactly once', async () => {
  const cases = []
  for (let made = 0; made < 200; made++) cases.push((await open(30)).caseId)
  const counts = await Promise.all([fire(), fire(), fire()])
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    200,
  )
  const { rows } = await client.query(
    `select count(*)::int as breaches, count(distinct case_id)::int as cases from immigration_enforcement.breach where case_id = any($1)`,
    [cases],
  )
  assert.deepEqual(rows, [{ breaches: 200, cases: 200 }])
  const steps = await client.query(
    `select count(*)::int as n from immigration_enforcement.event where step = 'stayAfterAll' and case_id = any($1)`,
    [cases],
  )
  assert.equal(steps.rows[0].n, 200)
})

test('nobody but the system makes a time end', async () => {
  const { caseId } = await open(24.01)
  const judge = { id: randomUUID(), role: 'judge', office: 'one' }
  const asJudge: AsSystem = (work) => wall.asOfficer(judge, work)
  await assert.rejects(fireDue(asJudge, 'immigration-enforcement', command), /permission denied/)
  assert.deepEqual(await rowsOf(client, 'clock_effect', 'rule, effect', caseId), [])
})

test('of many warnings each is given once, however many schedulers look', async () => {
  await fire() // what others left
  const cases = []
  for (let made = 0; made < 120; made++) cases.push((await open(13)).caseId)
  const counts = await Promise.all([fire(), fire(), fire()])
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    120,
  )
  const { rows } = await client.query(
    `select about, whom, count(*)::int as n, count(distinct case_id)::int as cases from immigration_enforcement.notice where case_id = any($1) group by 1, 2 order by 2`,
    [cases],
  )
  assert.deepEqual(rows, [
    { about: 'half', whom: 'actor', n: 120, cases: 120 },
    { about: 'half', whom: 'head', n: 120, cases: 120 },
  ])
})

test('a warning that cannot be given keeps back none of those beside it', async () => {
  const cases = []
  for (let made = 0; made < 3; made++) cases.push((await open(13)).caseId)
  await client.query(`create function pg_temp.fails() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
    create trigger fails before insert on immigration_enforcement.notice for each row when (new.case_id = '${cases[1]}') execute function pg_temp.fails()`)
  assert.equal(await fire(), 2)
  await client.query('drop trigger fails on immigration_enforcement.notice')
  assert.equal(await fire(), 1)
})
