/** Two people who turn out to be one, or one who is two, in statistics: what two people signed for cases holds for records and figures too. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { loadPack, packFolder } from '../../countries/index.ts'
import { openPointer } from '../../firewall/index.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { carryOut } from '../../register/command.ts'
import { asking, wholeRegister } from '../../register/fixtures/whole-register.ts'
import { reportPerson, signReport } from '../../register/people/reports/report.ts'
import type { Who } from '../../register/register.ts'
import { namedInStatistics } from '../../register/statistics/named.ts'
import { asReader } from '../../store/index.ts'
import type { ProtectedCell } from '../compute/protect.ts'
import { account, addRecords, PROCEDURES_SAY } from '../fixtures/records.ts'
import { tablesWith } from '../tables/areas.ts'
import { TABLES } from '../tables/catalogue.ts'
import { takeReadyTexts } from './metadata.ts'
import { releaseDue } from './release.ts'
import { reviewTable } from './review.ts'
import { computeTable } from './run.ts'
import { STATISTICS_READER } from './statistics.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())
const officer = (role: string): Who => ({ as: 'officer', id: randomUUID(), role, office: 'first' })
const [police, auditor] = [officer('police-officer'), officer('data-protection-auditor')]
const detention = PROCEDURES.find(({ name }) => name === 'detention') ?? assert.fail()

/** A detention that began and ended today: one record. */
async function held(like: string | null = null): Promise<string> {
  const facts = {
    libertyLostAt: Temporal.Now.instant().subtract({ hours: 2 }).round('millisecond').toString(),
    ...{ libertyLostPlace: 'unknown', apprehendedBy: police.as === 'officer' ? police.id : '', sex: 'male' },
    ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false },
    ...{ language: 'uz', needsInterpreter: true, newFacts: `Seen at the border again: ${randomUUID()}.` },
  }
  const person = like === null ? null : await pointerOf(like)
  const opened = asking({ procedure: 'detention', kind: 'open', step: 'open', facts, person })
  const { caseId } = await carryOut(register, police, opened)
  const ended = { procedure: 'detention', kind: 'take', step: 'letGo', on: { caseId, event: 1 } } as const
  await carryOut(register, police, asking({ ...ended, facts: { releaseReason: 'no-order' } }))
  return caseId
}

async function rowOf(caseId: string): Promise<{ case_number: string; person_pointer: Buffer }> {
  const { rows } = await owner.query(
    'select case_number, person_pointer from immigration_enforcement.detention where case_id = $1',
    [caseId],
  )
  return rows[0]
}
const pointerOf = async (caseId: string) => (await rowOf(caseId)).person_pointer

/** Under whom each case is counted, and by which key. */
async function countedAs(...cases: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const caseId of cases) {
    const base = openPointer(register.keyOf, await pointerOf(caseId))
    const { case: name } = namedInStatistics(register.keyOf, detention, { caseId, base })
    const { rows } = await owner.query(
      `select encode(r.person, 'hex') || ' ' || p.person_key as counted from statistics.detention r
        join statistics.person p on p.pseudonym = r.person where r.case_pseudonym = decode($1, 'hex')`,
      [name],
    )
    found.push(rows[0].counted)
  }
  return found
}

async function report(caseId: string, otherNumber: string | null): Promise<string> {
  const key = randomUUID()
  const kind = otherNumber === null ? 'split' : 'merge'
  const about = { procedure: 'detention', caseId, purpose: 'decide', key, kind, otherNumber } as const
  await reportPerson(register, police, { ...about, reasons: 'The photographs say so.' })
  return key
}
const sign = (id: string, sides: Record<string, 'first' | 'second'>) =>
  signReport(register, auditor, { id, sides, reasons: 'Compared with the papers.' })
const join = async (home: string, other: string) => sign(await report(home, (await rowOf(other)).case_number), {})
const part = async (first: readonly string[], second: readonly string[]) =>
  sign(
    await report(first[0] ?? '', null),
    Object.fromEntries([
      ...first.map((caseId) => [caseId, 'first'] as const),
      ...second.map((caseId) => [caseId, 'second'] as const),
    ]),
  )

/** Puts the record of a case into an earlier period, as if it had been counted then. */
async function countedSince(caseId: string, day: string): Promise<void> {
  const base = openPointer(register.keyOf, await pointerOf(caseId))
  const { case: name } = namedInStatistics(register.keyOf, detention, { caseId, base })
  await owner.query("update statistics.detention set period_start = $2 where case_pseudonym = decode($1, 'hex')", [
    name,
    day,
  ])
}

test('two who are one have the older key, whichever number they are known by, and later cases too', async () => {
  for (const older of ['home', 'other'] as const) {
    const [home, other] = [await held(), await held()]
    await countedSince(older === 'home' ? home : other, '2024-01-01')
    const [one = '', two = ''] = await countedAs(home, other)
    assert.notEqual(one, two)
    await join(home, other)
    const stays = older === 'home' ? one : two
    assert.deepEqual(await countedAs(home, other), [stays, stays])
    assert.deepEqual(await countedAs(await held(home), await held(other)), [stays, stays])
  }
})

test('one who is two again has each their own key back', async () => {
  for (const older of ['home', 'other'] as const) {
    const [home, other] = [await held(), await held()]
    await countedSince(older === 'home' ? home : other, '2024-01-01')
    const before = await countedAs(home, other)
    await join(home, other)
    await part([home], [other])
    assert.deepEqual(await countedAs(home, other), before)
    assert.deepEqual(await countedAs(await held(home), await held(other)), before)
  }
})

test('one who was always counted as one, and is two, leaves the second a key of their own', async () => {
  const one = await held()
  const another = await held(one)
  const [was] = await countedAs(one, another)
  await part([one], [another])
  const [first, second] = await countedAs(one, another)
  assert.equal(first, was)
  assert.notEqual(second, was)
  assert.deepEqual(await countedAs(await held(another)), [second])
})

test('nobody joins or parts in statistics what two people have not signed', async () => {
  const [one, other] = [Buffer.alloc(20, 1), Buffer.alloc(20, 2)]
  for (const call of ['join_persons($1, $2, $3)', "part_persons($1, $2, $3, '{}')"])
    await assert.rejects(owner.query(`select statistics.${call}`, [randomUUID(), one, other]), /nobody/)
  const { rows } = await owner.query(
    `select r.rolname from pg_roles r where r.rolname like 'observance%' and not r.rolsuper
      and has_function_privilege(r.oid, 'statistics.join_persons(uuid, bytea, bytea)', 'execute')`,
  )
  assert.deepEqual(
    rows.map(({ rolname }) => rolname),
    ['observance_register'],
  )
})

test('that two are one moves no published figure until ten people of it have changed', async () => {
  const pack = await loadPack(packFolder('AZE'))
  const statistics = {
    store,
    firewall: register.firewall,
    pack,
    tables: tablesWith(pack.areas, TABLES),
    ...PROCEDURES_SAY,
  }
  const [first, second] = [await account(store, 'Rena'), await account(store, 'Samir')]
  const today = Temporal.PlainDate.from('2026-06-15')
  const record = { moment: 'released', period_start: '2025-03-01', sex: 'male', age_band: '25-34', hours_held: 30 }
  await addRecords(store, 'detention', [
    ...Array.from({ length: 120 }, () => record),
    ...Array.from({ length: 60 }, () => ({ ...record, sex: 'female' })),
  ])
  const [home, other] = [await held(), await held()]
  for (const caseId of [home, other]) await countedSince(caseId, '2025-03-01')
  const compute = () => computeTable(statistics, first, { table: 'detention-persons', period: '2025' }, today)
  const figures = (id: string) =>
    asReader(store.web, STATISTICS_READER, async (tx) => {
      const run = await tx.selectFrom('table_run').select('cells').where('id', '=', id).executeTakeFirstOrThrow()
      return (run.cells as unknown as readonly ProtectedCell[]).map(({ value }) => value) // as computeTable wrote them
    })
  await takeReadyTexts(statistics, first, 'detention-persons')
  const before = await compute()
  assert.deepEqual(before.findings, [])
  await reviewTable(
    statistics,
    second,
    {
      ...{ run: before.id, version: 1, harm: 'Nobody.', recognition: 'No.', coarser: 'No.', no_harm: 'yes' },
      ...{ reason: 'Looked at.', release_on: today.toString() },
    },
    Temporal.Instant.from('2026-06-15T04:00:00Z'),
  )
  await releaseDue(statistics, { now: Temporal.Instant.from('2026-06-15T06:00:00Z'), onRelease: async () => undefined })
  await join(home, other)
  const [one, same] = await countedAs(home, other)
  assert.equal(one, same)
  assert.deepEqual(await figures((await compute()).id), await figures(before.id))
})
