/** A command from what was typed to what the database keeps. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { NotFound, StepRefused } from '../store/index.ts'
import { openCase } from './case-file.ts'
import { type Asked, carryOut } from './command.ts'
import { departure } from './fixtures/procedures.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { Refused } from './refused.ts'
import { actingAs, type Who } from './register.ts'

const store = await testStore('invented')
const register = await wholeRegister(store, { recorded: ['F1.storm'] })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office = 'harbour'): Who => ({ as: 'officer', id: randomUUID(), role, office })
const [border, colleague, worker] = [officer('border-officer'), officer('border-officer'), officer('victim-worker')]
const hourAgo = () => Temporal.Now.instant().subtract({ hours: 1 }).round('millisecond').toString()
const MARKER = 'Sturmvogel-4711-\u202eעברית'

const opening = (facts: object = {}) =>
  asking({
    procedure: 'departure',
    kind: 'open',
    step: 'open',
    facts: { askedAt: hourAgo(), weather: 'calm', ...facts },
  })
const taking = (caseId: string, event: number, step: string, facts: object = {}, more: object = {}) =>
  asking({ procedure: 'departure', kind: 'take', step, on: { caseId, event }, facts: { ...facts }, ...more })
const read = (who: Who, caseId: string) =>
  actingAs(register, who, (tx) => openCase(register, tx, departure, { caseId, purpose: 'review' }))
const countOf = async (table: string, caseId: string) =>
  (await owner.query(`select count(*)::int as n from ${table} where case_id = $1`, [caseId])).rows[0].n

test('what an officer typed is read back as it was typed, by whoever has to do with the case', async () => {
  const { caseId } = await carryOut(register, border, opening({ weather: 'storm' }))
  await carryOut(register, border, taking(caseId, 1, 'prepare', { reasons: MARKER }))
  const file = await read(colleague, caseId)
  assert.equal(file.state.state, 'ready')
  assert.equal(file.state.facts.reasons, MARKER)
  assert.deepEqual(
    file.events.map(({ step, actor }) => [step, actor.role]),
    [
      ['open', 'border-officer'],
      ['prepare', 'border-officer'],
    ],
  )
  assert.deepEqual(
    file.clocks.map(({ rule, standing }) => [rule, standing]),
    [['F2.decided', 'kept']],
  )
})

test('no sentence about a person lies in the database in words, in no table and no column', async () => {
  const { caseId } = await carryOut(register, border, opening())
  await carryOut(register, border, taking(caseId, 1, 'prepare', { reasons: MARKER }))
  const tables = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  assert.ok(tables.rows.length > 20)
  const asHex = Buffer.from('Sturmvogel-4711').toString('hex')
  for (const { name } of tables.rows) {
    const found = await owner.query(
      `select count(*)::int as n from ${name} r where r::text like '%Sturmvogel-4711%' or r::text like $1`,
      [`%${asHex}%`],
    )
    assert.equal(found.rows[0].n, 0, name)
  }
})

test('everything that is wrong with a command is said at once, and nothing of it is saved', async () => {
  const wrong = opening({ askedAt: '2026-11-24T25:61:00Z', weather: 'sunny', beauty: 'great' })
  await assert.rejects(carryOut(register, border, wrong), (error) => {
    assert.ok(error instanceof Refused)
    assert.deepEqual(error.refusals.map(({ rule, fact }) => `${fact}: ${rule}`).toSorted(), [
      'askedAt: not-a-time',
      'beauty: not-taken-here',
      'weather: not-in-the-list',
    ])
    return true
  })
  const { rows } = await owner.query('select count(*)::int as n from immigration_enforcement.event where key = $1', [
    wrong.key,
  ])
  assert.equal(rows[0].n, 0)
})

test('P16: no member and no fact of a command, whatever it is called, sets the time recorded; a claimed time stands beside it', async () => {
  const { rows: columns } = await owner.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'immigration_enforcement' and table_name = 'event'",
  )
  const claimed = Temporal.Now.instant().subtract({ hours: 30 }).round('millisecond')
  const names = [...columns.map(({ name }) => name), 'recordedAt', 'now', 'at', 'openedAt', 'changedAt', 'assertedAt']
  const tried = names.filter((name) => name === 'assertedAt' || !(name in opening()))
  assert.ok(tried.length > 12)
  for (const name of tried) {
    await assert.rejects(carryOut(register, border, opening({ [name]: claimed.toString() })), Refused, name)
    const { caseId } = await carryOut(register, border, { ...opening(), [name]: claimed } as Asked)
    const { rows } = await owner.query(
      `select recorded_at > clock_timestamp() - interval '1 minute' as "isNow", asserted_at = $2 as "isClaimed"
       from immigration_enforcement.event where case_id = $1`,
      [caseId, claimed.toString()],
    )
    assert.deepEqual(rows, [{ isNow: true, isClaimed: name === 'assertedAt' }], name)
  }
})

test('the same submission sent again is answered again, and done once', async () => {
  const first = opening()
  const opened = await carryOut(register, border, first)
  assert.deepEqual(await carryOut(register, border, first), opened)
  const noted = taking(opened.caseId, 1, 'prepare', { reasons: 'because' })
  const answers = [await carryOut(register, border, noted), await carryOut(register, border, noted)]
  assert.deepEqual(answers[0], answers[1])
  assert.equal(await countOf('immigration_enforcement.event', opened.caseId), 2)
  const other = { ...noted, facts: { reasons: 'another reason' } }
  await assert.rejects(
    carryOut(register, border, other),
    (error) => error instanceof StepRefused && error.rule === 'key-used-before',
  )
})

test('the second of two who decide on the same event is told so, whatever else is wrong', async () => {
  const { caseId } = await carryOut(register, border, opening())
  await carryOut(register, border, taking(caseId, 1, 'prepare', { reasons: 'because' }))
  await assert.rejects(
    carryOut(register, colleague, taking(caseId, 1, 'prepare', {})),
    (error) => error instanceof StepRefused && error.rule === 'case-changed',
  )
})

test('P21: opening a case leaves its access record in the same transaction, and without it nothing is given', async () => {
  const { caseId } = await carryOut(register, border, opening())
  const looks = () => owner.query('select count(*)::int as n from firewall.access_record where subject = $1', [caseId])
  const before = (await looks()).rows[0].n
  await read(colleague, caseId)
  assert.equal((await looks()).rows[0].n, before + 1)
  await owner.query("alter table firewall.access_record add constraint full_disk check (purpose <> 'review') not valid")
  await assert.rejects(read(colleague, caseId))
  await owner.query('alter table firewall.access_record drop constraint full_disk')
})

test('P21: a step that is refused leaves the record of the look all the same, whoever refuses it: its reasons tell of the case', async () => {
  const { caseId } = await carryOut(register, border, opening())
  const looks = async () =>
    (
      await owner.query('select count(*)::int as n from firewall.access_record where subject = $1 and officer = $2', [
        caseId,
        colleague.as === 'officer' ? colleague.id : null,
      ])
    ).rows[0].n
  assert.equal(await looks(), 0)
  await assert.rejects(carryOut(register, colleague, taking(caseId, 1, 'board')), Refused)
  assert.equal(await looks(), 1, 'refused by the judgement')
  await assert.rejects(
    carryOut(register, colleague, taking(caseId, 7, 'prepare', { reasons: 'because' })),
    (error) => error instanceof StepRefused && error.rule === 'case-changed',
  )
  assert.equal(await looks(), 2, 'refused since another came first')
  const used = taking(caseId, 1, 'note', { weather: 'storm' }, { kind: 'enter' })
  await carryOut(register, border, used)
  await assert.rejects(carryOut(register, colleague, { ...used, on: { caseId, event: 2 } }), StepRefused)
  assert.equal(await looks(), 3, 'refused by the database')
})

test('P21: while the record of the look cannot be written, because somebody holds its table or ends the connection, nothing is given', async () => {
  const { caseId } = await carryOut(register, border, opening({ reasons: MARKER }))
  const holder = await store.ownerClient()
  await holder.query('begin')
  await holder.query('lock table firewall.access_record in access exclusive mode')
  let answered = false
  const reading = read(colleague, caseId).then(
    (file) => {
      answered = true
      return file
    },
    (error: unknown) => error,
  )
  const waiting = async () =>
    (
      await owner.query<{ pid: number }>(
        "select pid from pg_stat_activity where usename = 'observance_border_officer' and wait_event_type = 'Lock'",
      )
    ).rows[0]?.pid
  let pid = await waiting()
  while (pid === undefined) pid = await waiting()
  assert.equal(answered, false)
  await owner.query('select pg_terminate_backend($1)', [pid])
  const ended = await reading
  await holder.query('rollback')
  await holder.end()
  assert.ok(ended instanceof Error, 'no file')
  assert.ok(!JSON.stringify(ended).includes(MARKER))
})

test('a case of another office, one of nobody, and a walled-off role get the same answer', async () => {
  const { caseId } = await carryOut(register, border, opening())
  await assert.rejects(read(officer('border-officer', 'another'), caseId), NotFound)
  await assert.rejects(read(border, randomUUID()), NotFound)
})

test('P9 through the application: a sign in a shelter stops the boarding of the same person', async () => {
  const { caseId } = await carryOut(register, border, opening())
  await carryOut(register, border, taking(caseId, 1, 'prepare', { reasons: 'because' }))
  const { pointer } = await read(border, caseId)
  await carryOut(
    register,
    worker,
    asking({ procedure: 'shelter', kind: 'open', step: 'open', facts: { seenAt: hourAgo() }, person: pointer }),
  )
  const boarding = taking(caseId, 2, 'board', { boardedAt: hourAgo() })
  await assert.rejects(carryOut(register, colleague, boarding), (error) => {
    assert.ok(error instanceof Refused)
    assert.deepEqual(
      error.refusals.map(({ safeguard }) => safeguard),
      ['F3.waits'],
    )
    return true
  })
})

test('in mode record an officer goes on only by naming the law and the reasons, and it is a breach', async () => {
  const { caseId } = await carryOut(register, border, opening({ weather: 'storm' }))
  await carryOut(register, border, taking(caseId, 1, 'prepare', { reasons: 'because' }))
  const boarding = { boardedAt: hourAgo() }
  await assert.rejects(carryOut(register, colleague, taking(caseId, 2, 'board', boarding)), Refused)
  const passed = { nationalLawBasis: 'Harbour Act, art. 3', reasonsLong: 'The captain insisted.' }
  const done = await carryOut(register, colleague, taking(caseId, 2, 'board', boarding, passed))
  assert.deepEqual(
    done.breaches.map(({ rule, mode }) => [rule, mode]),
    [['F1.storm', 'record']],
  )
  assert.equal(await countOf('immigration_enforcement.breach', caseId), 1)
})

test('whoever comes with the code of a case acts on that case alone', async () => {
  const [mine, other] = [await carryOut(register, border, opening()), await carryOut(register, border, opening())]
  const person: Who = { as: 'person', caseId: mine.caseId }
  await assert.rejects(carryOut(register, person, taking(other.caseId, 1, 'appeal')), NotFound)
  assert.equal((await carryOut(register, person, taking(mine.caseId, 1, 'appeal'))).state, 'waiting')
})

test('every command is in the ledger, and the leaf commits to what was given', async () => {
  const { caseId } = await carryOut(register, border, opening())
  const { rows } = await owner.query(
    `select convert_from(l.leaf, 'UTF8') as leaf, encode(e.commitment, 'base64') as payload
     from immigration_enforcement.event e join ledger.entry l on l.id = e.entry where e.case_id = $1`,
    [caseId],
  )
  assert.equal(rows.length, 1)
  assert.match(rows[0].leaf, /^action departure\.open$/m)
  assert.ok(rows[0].leaf.includes(`payload ${rows[0].payload}`))
  assert.ok(!rows[0].leaf.includes(caseId))
})
