/** From one declaration to the next, on a database that the one before has filled. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { amended, type Procedure, versionsOf } from '../../procedures/index.ts'
import { CannotStart } from '../../store/index.ts'
import { carryOut } from '../command.ts'
import { PACK_OF_TESTS } from '../fixtures/bare-register.ts'
import { departure, shelter } from '../fixtures/procedures.ts'
import { reformedOn } from '../fixtures/reform.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import type { Installation } from '../install.ts'
import { round } from '../keep.ts'
import { projectionDifferences } from '../rebuild/differences.ts'
import type { Register, Who } from '../register.ts'
import { wakeForTheDay } from '../settle.ts'
import { discrepancies } from '../watchdog.ts'
import { applyMigration, MigrationRefused, plannedMigration } from './index.ts'

const recorded = ['F2.decided']
const store = await testStore()
const before = await wholeRegister(store, { recorded })
const owner = await store.ownerClient()
after(() => owner.end())

const border: Who = { as: 'officer', id: randomUUID(), role: 'border-officer', office: 'harbour' }
const judge: Who = { ...border, role: 'judge' }
const today = Temporal.Now.plainDateISO('Asia/Baku')

async function open(register: Register, weather = 'calm'): Promise<string> {
  const facts = { askedAt: Temporal.Now.instant().subtract({ hours: 1 }).toString(), weather }
  const asked = asking({ procedure: 'departure', kind: 'open', step: 'open', facts })
  return (await carryOut(register, border, asked)).caseId
}
const take = async (register: Register, who: Who, caseId: string, step: string) => {
  const { rows } = await owner.query('select event_no from immigration_enforcement.departure where case_id = $1', [
    caseId,
  ])
  const on = { caseId, event: rows[0].event_no }
  return carryOut(register, who, asking({ procedure: 'departure', kind: 'take', step, on }))
}

/** The cases that the version before leaves: one just opened, one heard, one ended. */
const [plain, heard, ended] = [await open(before), await open(before, 'storm'), await open(before)]
await take(before, { as: 'person', caseId: heard }, heard, 'appeal')
await take(before, judge, heard, 'hear')
await take(before, judge, ended, 'letStay')

const installation = (...procedures: readonly Procedure[]): Installation => ({
  procedures,
  pack: PACK_OF_TESTS,
  modes: () => ({ recorded: new Set(recorded), limits: {}, national: {} }),
  today,
})
const planned = (one: Procedure) => plannedMigration(owner, installation(one, shelter), 'departure')
const refused = async (one: Procedure) => {
  const error = await planned(one).then(
    () => assert.fail('it was planned'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof MigrationRefused, String(error))
  return error.reasons.join('\n')
}
/** Everything that a migration could touch. */
const everything = async () =>
  (
    await owner.query(`select string_agg(t, '' order by t) as all from (
      select r::text as t from register.installed r union all select d::text from immigration_enforcement.departure d
      union all select k::text from immigration_enforcement.clock k union all select e::text from ledger.entry e
      union all select concat(attrelid::regclass, attname) from pg_attribute where attnum > 0 and not attisdropped) x`)
  ).rows[0].all

const tomorrow = today.add({ days: 1 }).toString()
const reform = reformedOn(tomorrow)

test('a start with another declaration than the database runs refuses, changes nothing and says what to type', async () => {
  const was = await everything()
  await assert.rejects(wholeRegister(store, { procedures: [reform, shelter], recorded }), (error: unknown) => {
    assert.ok(error instanceof CannotStart)
    assert.match(error.message, /"observance procedure migrate departure"/)
    return true
  })
  assert.equal(await everything(), was)
})

test('the same declaration needs no migration', async () => {
  assert.equal(await planned(departure), null)
})

test('what differs is told in words, with the cases and times that it meets, and as statements; nothing is changed by looking', async () => {
  const was = await everything()
  const migration = await planned(reform)
  assert.ok(migration)
  const words = migration.words.join('\n')
  for (const said of [
    new RegExp(`^From ${tomorrow} \\(Harbour Act 7, s\\. 3\\):`),
    /the fact child is no longer asked/,
    /new fact ticket: Whether a ticket was shown\./,
    /the state heard is gone: its cases are brought to asked by the law itself \(leaveHeard\)/,
    /the limit of F2\.decided is 12 hours instead of 24 hours/,
    /prepare: needs reasons, ticket instead of reasons/,
  ])
    assert.match(words, said)
  assert.deepEqual(migration.affected.slice(0, 2), [
    `1 case stands in heard now: from ${tomorrow} the law brings each to asked (leaveHeard)`,
    `1 case stands in other open states now: from ${tomorrow} an event of the system brings each under the new law`,
  ])
  assert.match(migration.affected.join('\n'), /\d of 2 running times of F2\.decided get another end/)
  assert.deepEqual(
    migration.statements.filter((one) => one.includes('add column')),
    [
      'alter table immigration_enforcement.departure add column minor boolean',
      'alter table immigration_enforcement.departure add column ticket boolean',
    ],
  )
  assert.equal(await everything(), was)
  assert.equal((await planned(reform))?.hash, migration.hash, 'the same to whoever looks again')
})

test('another hash than that of what was read applies nothing', async () => {
  const was = await everything()
  const asked = { name: 'departure', hash: 'f'.repeat(64) }
  await assert.rejects(
    applyMigration(owner, installation(reform, shelter), asked),
    /What was read is not what would be done/,
  )
  assert.equal(await everything(), was)
})

test('what would lose something is refused, with every reason', async () => {
  const { child: _, ...others } = departure.facts
  const without: Procedure = { ...departure, facts: others }
  assert.match(await refused(without), /The fact child is no longer declared, and cases hold it\./)
  const { heard: __, ...fewer } = departure.states
  assert.match(
    await refused({ ...departure, states: fewer }),
    /1 cases stood or stand in heard, which no version declares\./,
  )
  const text: Procedure = {
    ...departure,
    facts: { ...departure.facts, weather: { ...departure.facts.weather, is: { kind: 'number', least: 0, most: 9 } } },
  }
  assert.match(await refused(text), /departure\.weather would have to become integer/)
})

test('applied as it was read, in one transaction with an entry in the log; cases of the version before go on', async () => {
  const migration = await planned(reform)
  assert.ok(migration)
  await applyMigration(owner, installation(reform, shelter), { name: 'departure', hash: migration.hash })
  const { rows } = await owner.query("select record from ledger.own_record where record->>'migration' = $1", [
    migration.hash,
  ])
  assert.equal(rows.length, 1)
  assert.deepEqual(rows[0].record.versions, [null, tomorrow])
  assert.equal(await planned(reform), null, 'it is done')
  const register = { ...(await wholeRegister(store, { procedures: [reform, shelter], recorded })), vault: before.vault }
  const found = await discrepancies(register, reform)
  assert.deepEqual(
    found.filter(({ what }) => what !== 'not-fired'),
    [],
    'times that ran have the end of the new law',
  )
  assert.deepEqual(await projectionDifferences(register), [])
  const another = await open(register)
  assert.deepEqual(
    (
      await owner.query('select version from immigration_enforcement.event where case_id = any($1)', [[another, plain]])
    ).rows.map(({ version }) => version),
    [null, null],
    'the day has not come',
  )
})

test('a version whose day has not come is taken back, and another takes its place', async () => {
  const words = (await planned(departure))?.words
  assert.deepEqual(words?.slice(0, 1), [`The version of ${tomorrow} is taken back before its day.`])
  const sooner = amended(departure, { from: today.toString(), law: 'Harbour Act 6' } as never) as Procedure
  assert.match((await planned(sooner))?.words.join(' ') ?? '', /taken back before its day.*From .* \(Harbour Act 6\)/)
})

test('the law that has come late is brought to every case that goes on, once, at the next look', async () => {
  const late = await testStore()
  const old = await wholeRegister(late, { recorded })
  const client = await late.ownerClient()
  const facts = { askedAt: Temporal.Now.instant().subtract({ hours: 1 }).toString(), weather: 'storm' }
  const openOld = async () =>
    (await carryOut(old, border, asking({ procedure: 'departure', kind: 'open', step: 'open', facts }))).caseId
  const cases = [await openOld(), await openOld()]
  const since = today.subtract({ days: 1 }).toString()
  const law = reformedOn(since)
  const what = installation(law, shelter)
  const migration = await plannedMigration(client, what, 'departure')
  assert.match(
    migration?.words.join('\n') ?? '',
    /this day has come: steps since then were judged by the law before and stay so/,
  )
  await applyMigration(client, what, { name: 'departure', hash: migration?.hash ?? '' })
  const register = { ...(await wholeRegister(late, { procedures: [law, shelter], recorded })), vault: old.vault }
  for (let look = 0; look < 2; look++) {
    await wakeForTheDay(register, law)
    await round(register)
  }
  const { rows } = await client.query(
    'select step, version from immigration_enforcement.event where case_id = any($1) order by case_id, no',
    [cases],
  )
  assert.deepEqual(
    rows.map(({ step, version }) => [step, version]),
    cases.flatMap(() => [
      ['open', null],
      ['newLaw', since],
    ]),
  )
  assert.deepEqual(await projectionDifferences(register), [])
  const reasonsFor = (one: Procedure) =>
    plannedMigration(client, installation(one, shelter), 'departure').then(
      () => assert.fail('it was planned'),
      (error: MigrationRefused) => error.reasons.join(' '),
    )
  assert.match(await reasonsFor(departure), /The version of .* is installed and no longer declared/)
  const [first, second] = versionsOf(law)
  assert.ok(first && second)
  const between = { ...second, since: today.subtract({ days: 2 }).toString() }
  assert.match(
    await reasonsFor({ ...law, versions: [first, between, second] }),
    /would come before that of .*, which is installed/,
  )
  const bits = await client.query('select rule from immigration_enforcement.placed_hold where lifted_at is null')
  assert.deepEqual(
    bits.rows.map(({ rule }) => rule),
    ['F3.storm', 'F3.storm'],
    'what the new law protects is protected',
  )
  await client.end()
})

test('a time that had been kept by the law before, and is broken by one that came late, becomes a breach found now', async () => {
  const late = await testStore()
  const old = await wholeRegister(late, {})
  const client = await late.ownerClient()
  const hoursAgo = (hours: number) => Temporal.Now.instant().subtract({ hours }).round('millisecond')
  /** Twenty hours after the start, which the law before allows and the one of two days ago does not. */
  const decided = async (asserted: Temporal.Instant | null, started = 20) => {
    const facts = { askedAt: hoursAgo(started).toString(), weather: 'calm' }
    const { caseId } = await carryOut(
      old,
      border,
      asking({ procedure: 'departure', kind: 'open', step: 'open', facts, assertedAt: hoursAgo(started) }),
    )
    const prepare = { procedure: 'departure', kind: 'take', step: 'prepare', on: { caseId, event: 1 } } as const
    await carryOut(old, border, asking({ ...prepare, facts: { reasons: 'because' }, assertedAt: asserted }))
    return caseId
  }
  const [toolate, inTime, kept] = [await decided(null), await decided(hoursAgo(15)), await decided(null, 3)]
  const law = reformedOn(today.subtract({ days: 2 }).toString())
  const what: Installation = {
    ...{ procedures: [law, shelter], pack: PACK_OF_TESTS, today },
    modes: () => ({ recorded: new Set(), limits: {}, national: {} }),
  }
  const breaches = async () =>
    (
      await client.query(
        `select b.case_id as "caseId", b.state, b.step, b.found_at > (select max(e.recorded_at) from immigration_enforcement.event e) as "foundSince",
           b.due_at - b.started_at = interval '12 hours' as "asReformed", (select count(*)::int from immigration_enforcement.notice n where n.breach_id = b.breach_id and n.times = 1) as told
         from immigration_enforcement.breach b where b.rule = 'F2.decided' order by b.state`,
      )
    ).rows
  assert.deepEqual(await breaches(), [])
  const migration = await plannedMigration(client, what, 'departure')
  assert.match(migration?.affected.join('\n') ?? '', /^2 times of F2\.decided had ended in time by the law before/m)
  await applyMigration(client, what, { name: 'departure', hash: migration?.hash ?? '' })
  const found = await breaches()
  const told = found[0]?.told
  assert.ok(told >= 5, 'the whole ladder')
  const alike = { step: 'prepare', foundSince: true, asReformed: true, told }
  assert.deepEqual(found, [
    { caseId: toolate, state: 'open', ...alike },
    { caseId: inTime, state: 'recordedLate', ...alike },
  ])
  const register = { ...(await wholeRegister(late, { procedures: [law, shelter] })), vault: old.vault }
  await wakeForTheDay(register, law)
  await round(register)
  assert.deepEqual(
    await breaches(),
    found.map((one) => ({ ...one, foundSince: false })),
    'told once, however often somebody looks',
  )
  assert.deepEqual(await discrepancies(register, law), [])
  assert.deepEqual(await projectionDifferences(register), [])
  const { rows } = await client.query(
    'select case_id from immigration_enforcement.clock where rule = $1 and breached_at is not null order by 1',
    ['F2.decided'],
  )
  assert.deepEqual(
    rows.map(({ case_id }) => case_id),
    [toolate, inTime].toSorted(),
  )
  assert.ok(kept !== toolate)
  await client.end()
})
