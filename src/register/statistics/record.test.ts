/** What a case leaves to statistics: in the transaction of the step or no step, with nothing that leads back to anybody. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { loginOf, openPointer } from '../../firewall/index.ts'
import { OFFICER_ROLES, PROCEDURES, type Procedure } from '../../procedures/index.ts'
import { carryOut } from '../command.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { stepsOf } from '../judgement/step.ts'
import type { Who } from '../register.ts'
import { columnName, sqlName } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { countPeriod } from './count-period.ts'
import { dimensionColumns } from './dimension.ts'
import { measureColumns } from './measure.ts'
import { namedInStatistics } from './named.ts'
import { breachesName, clocksName } from './period.ts'
import { statisticsName } from './record.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())
const officer = (role: string, office = 'first'): Who => ({ as: 'officer', id: randomUUID(), role, office })
const police = officer('police-officer')
const hoursAgo = (hours: number) =>
  Temporal.Now.instant()
    .subtract({ minutes: Math.round(hours * 60) })
    .round('millisecond')
    .toString()
const detention = PROCEDURES.find(({ name }) => name === 'detention') ?? assert.fail()

async function detained(more: object = {}): Promise<string> {
  const facts = {
    libertyLostAt: hoursAgo(2.5),
    libertyLostPlace: 'unknown',
    apprehendedBy: police.as === 'officer' ? police.id : '',
    sex: 'male',
    birthDateKnown: '1990-05-17',
    ageBasis: 'documented',
    nationality: 'UZ',
    accompaniedByChild: false,
    language: 'uz',
    needsInterpreter: true,
    ...more,
  }
  return (await carryOut(register, police, asking({ procedure: 'detention', kind: 'open', step: 'open', facts })))
    .caseId
}
const letGo = (caseId: string) =>
  carryOut(
    register,
    police,
    asking({
      procedure: 'detention',
      kind: 'take',
      step: 'letGo',
      on: { caseId, event: 1 },
      facts: { releaseReason: 'no-order' },
    }),
  )
const records = async (name = 'detention') => (await owner.query(`select * from statistics.${name}`)).rows

test('an end leaves one record: banded, in whole hours, in the month, without a thing that leads back', async () => {
  const caseId = await detained()
  assert.deepEqual(await records(), [], 'nothing before the end')
  await letGo(caseId)
  const [record, ...more] = await records()
  assert.deepEqual(more, [])
  const {
    moment,
    nationality,
    apprehended_by,
    age_band,
    treated_as_child,
    hours_held,
    renewals,
    reviewed_within24h,
    persons,
    breaches,
  } = record
  assert.deepEqual(
    {
      moment,
      nationality,
      apprehended_by,
      age_band,
      treated_as_child,
      hours_held,
      renewals,
      reviewed_within24h,
      persons,
    },
    {
      moment: 'released',
      nationality: 'central-asia',
      apprehended_by: 'interior',
      age_band: '35-44',
      treated_as_child: 'false',
      hours_held: 3,
      renewals: 0,
      reviewed_within24h: 1,
      persons: 1,
    },
  )
  assert.deepEqual(breaches, { D4: 1 }, 'nobody explained the rights within the hour')
  const { interpreter_needed, heard_with_help, order_asked, screened, reasoned } = record
  assert.deepEqual(
    { interpreter_needed, heard_with_help, order_asked, screened, reasoned },
    { interpreter_needed: null, heard_with_help: null, order_asked: 0, screened: 0, reasoned: 1 },
    'nobody was heard, and no order was asked for',
  )
  assert.match(String(record.period_start), /^\d{4}-\d{2}-01$/)
  const { rows } = await owner.query('select * from immigration_enforcement.detention where case_id = $1', [caseId])
  const { case_id, case_number, pseudonym, key_id } = rows[0]
  const whole = JSON.stringify(record)
  for (const one of [case_id, case_number, pseudonym.toString('hex'), key_id, 'UZ', '1990'])
    assert.ok(!whole.includes(one), one)
})

test('what a hearing was is told at the decision, by whoever holds it, and by nobody later', async () => {
  const caseId = await detained({ sex: 'female' })
  const heard = {
    ...{ hearingAt: hoursAgo(1), personHeard: 'in-room', interpreterPresent: 'notNeeded', lawyerPresent: true },
    decisionReasons: 'No ground was shown.',
  }
  const judge = officer('judge', 'court-baku')
  await carryOut(
    register,
    judge,
    asking({ procedure: 'detention', kind: 'take', step: 'orderRelease', on: { caseId, event: 1 }, facts: heard }),
  )
  const [decided] = (await records()).filter(({ moment }) => moment === 'orderRelease')
  const { lawyer_present, interpreter_needed, interpreter_present, heard_with_help, hours_to_judge } = decided
  assert.deepEqual(
    { lawyer_present, interpreter_needed, interpreter_present, heard_with_help, hours_to_judge },
    { lawyer_present: 1, interpreter_needed: 0, interpreter_present: 0, heard_with_help: 1, hours_to_judge: 3 },
  )
})

test('no step to an end without its record: where it cannot be written, the step is not taken', async () => {
  const caseId = await detained()
  const before = (await records()).length
  await owner.query('alter table statistics.detention add constraint closed check (false) not valid')
  await assert.rejects(letGo(caseId))
  await owner.query('alter table statistics.detention drop constraint closed')
  const { rows } = await owner.query('select state from immigration_enforcement.detention where case_id = $1', [caseId])
  assert.deepEqual(rows, [{ state: 'apprehended' }])
  assert.equal((await records()).length, before)
  await letGo(caseId)
  assert.equal((await records()).length, before + 1)
})

test('whatever the declaration counts can be counted of a case of every procedure', async () => {
  for (const procedure of PROCEDURES) {
    await owner.query('begin')
    await owner.query(
      `select statistics.emit_${sqlName(procedure.name)}(jsonb_populate_record(null::${projectionName(procedure)}, jsonb_build_object('case_id', gen_random_uuid(), 'opened_at', now())), 'tried', now(), '{}', '{"case": "${'00'.repeat(20)}", "person": "${'11'.repeat(20)}"}')`,
    )
    const { rows } = await owner.query(`select * from ${statisticsName(procedure)} where moment = 'tried'`)
    await owner.query('rollback')
    assert.equal(rows.length, 1, procedure.name)
    const declared = [...dimensionColumns(procedure, {}), ...measureColumns(procedure)]
    assert.equal(
      declared.length,
      procedure.statistics.dimensions.length + Object.keys(procedure.statistics.measures).length,
    )
    for (const { column } of declared) assert.ok(column in rows[0], `${procedure.name} ${column}`)
  }
})

test('what a record says of events and breaches, all asked at once, is what each question would have been told alone', async () => {
  for (const procedure of PROCEDURES) {
    const [caseId, officerId] = [randomUUID(), randomUUID()]
    const row = `jsonb_populate_record(null::${projectionName(procedure)}, $1)`
    const values = JSON.stringify(valuesOf(procedure, { case_id: caseId }, officerId))
    const each = [...dimensionColumns(procedure, {}), ...measureColumns(procedure)]
    await owner.query('begin')
    try {
      await happened(procedure, caseId, officerId)
      await owner.query(`select statistics.emit_${sqlName(procedure.name)}(${row}, 'tried', now(), '{}', $2)`, [
        ...[values, JSON.stringify({ case: '00'.repeat(20), person: '11'.repeat(20) })],
      ])
      const together = await owner.query(
        `select ${each.map(({ column }) => column).join(', ')} from ${statisticsName(procedure)} where moment = 'tried'`,
      )
      const alone = await owner.query(
        `select ${each.map(({ column, value }) => `${value.replaceAll('given->', "'{}'::jsonb->")} as ${column}`).join(', ')} from ${row} c`,
        [values],
      )
      assert.deepEqual(together.rows, alone.rows, procedure.name)
    } finally {
      await owner.query('rollback')
    }
  }
})

/** A row of which every time is known, and what the officer has to do with. */
function valuesOf({ facts }: Procedure, own: object, officerId: string): object {
  const officers = Object.entries(facts).filter(([, { dimension }]) => dimension === 'agency')
  const times = Object.entries(facts).filter(([, { is }]) => is.kind === 'instant' || is.kind === 'date')
  return {
    ...{ opened_at: '2026-01-05T08:00:00Z', pseudonym: `\\x${'22'.repeat(20)}`, ...own },
    ...Object.fromEntries(officers.map(([name]) => [columnName(name), officerId])),
    ...Object.fromEntries(times.map(([name], at) => [columnName(name), `2026-01-${10 + (at % 18)}`])),
  }
}

/** Two of three steps of the procedure, and some breaches. */
async function happened(procedure: Procedure, caseId: string, officerId: string): Promise<void> {
  const schema = sqlName(procedure.compartment)
  for (const [at, { name, from, to }] of stepsOf(procedure).entries()) {
    if (at % 3 === 2) continue
    await owner.query(
      `insert into ${schema}.event (procedure, case_id, no, kind, step, from_state, to_state, asserted_at, recorded_at, role, officer, given, commitment, entry, salt, key, body_hash)
       values ($1, $2, $3::int, 'take', $4, $5, $6, now(), '2026-01-06T00:00:00Z'::timestamptz + $3::int * interval '7 hours', 'judge', $7, $8, $9, gen_random_uuid(), $9, gen_random_uuid(), $9)`,
      [
        ...[procedure.name, caseId, at + 1, name, at === 0 ? null : Array.isArray(from) ? from[0] : 'earlier'],
        ...[to ?? 'same', at % 2 === 0 ? officerId : randomUUID(), Object.keys(procedure.facts), randomBytes(32)],
      ],
    )
  }
  for (const [at, [safeguard, { rules }]] of Object.entries(procedure.safeguards).entries())
    for (const rule of Object.keys(rules).slice(0, at % 3))
      await owner.query(
        `insert into ${schema}.breach (procedure, case_id, rule, level, mode, found_at) values ($1, $2, $3, 'R', 'enforce', now())`,
        [procedure.name, caseId, `${safeguard}.${rule}`],
      )
}

test('a complaint is counted as it is received, in quarters as declared', async () => {
  const anyone: Who = { as: 'person', caseId: randomUUID() }
  await carryOut(
    register,
    anyone,
    asking({
      procedure: 'complaint',
      kind: 'open',
      step: 'open',
      facts: { story: 'They took my passport.', language: 'ar' },
    }),
  )
  const [complaint, ...more] = await records('complaint')
  assert.deepEqual(more, [])
  assert.equal(complaint.moment, 'received')
  assert.match(String(complaint.period_start), /-(01|04|07|10)-01$/)
  assert.ok(!JSON.stringify(complaint).includes('passport'))
})

test('nobody who signs in reads a record, whoever makes tables neither: a figure comes from a release alone; nobody changes a key', async () => {
  for (const role of OFFICER_ROLES) {
    const client = await store.login(loginOf(role), 1).connect()
    try {
      for (const asked of [
        'moment from statistics.detention',
        'count(*) from statistics.detention',
        'xmin from statistics.person',
      ])
        await assert.rejects(client.query(`select ${asked}`), { code: '42501' }, role)
      await assert.rejects(
        client.query("insert into statistics.detention (moment, period_start) values ('x', now())"),
        role,
      )
    } finally {
      client.release()
    }
  }
  for (const key of [
    'record_key = 1',
    'record_id = gen_random_uuid()',
    "case_pseudonym = decode(repeat('00', 20), 'hex')",
  ])
    await assert.rejects(owner.query(`update statistics.detention set ${key}`), { code: 'OB110' })
  await assert.rejects(owner.query('update statistics.person set person_key = 1'), { code: 'OB110' })
  await assert.rejects(owner.query('delete from statistics.detention'), { code: 'OB110' })
  await assert.rejects(owner.query('truncate statistics.detention'), { code: 'OB110' })
})

test('what was open at the end of the month is counted once, however many processes look; what was opened later is not', async () => {
  const [old, late] = [await detained({ sex: 'female' }), await detained()]
  await owner.query(
    `insert into immigration_enforcement.breach (procedure, case_id, rule, level, mode, found_at)
      select 'detention', c, 'D4.hour', 'R', 'enforce', now() from unnest($1::uuid[]) c`,
    [[old, late]],
  )
  await owner.query('set session_replication_role = replica')
  for (const table of [
    'event set recorded_at = recorded_at',
    'detention set opened_at = opened_at',
    "clock set started_at = started_at - interval '40 days', due_at = due_at",
    'breach set found_at = found_at',
  ])
    await owner.query(`update immigration_enforcement.${table} - interval '40 days' where case_id = $1`, [old])
  await owner.query('set session_replication_role = origin')
  const counted = await Promise.all([1, 2, 3].map(() => countPeriod(register, detention)))
  assert.deepEqual(counted.filter((one) => one > 0).length, 1)
  const stock = (await records()).filter(({ moment }) => moment === 'stock')
  assert.deepEqual(
    stock.map(({ sex }) => sex),
    ['female'],
  )
  assert.ok(late)
  const { rows: times } = await owner.query(`select rule, met from ${clocksName(detention)} where sex = 'female'`)
  assert.ok(
    times.some(({ rule, met }) => rule.startsWith('D3.') && !met),
    'what fell due and was not done counts as not done',
  )
  const { rows: broken } = await owner.query(`select * from ${breachesName(detention)}`)
  assert.deepEqual(
    broken.map(({ moment, rule, mode }) => ({ moment, rule, mode })),
    [{ moment: 'breach', rule: 'D4.hour', mode: 'enforce' }],
    'each breach once, by the month in which it was found; of what was found this month nothing yet',
  )
  assert.deepEqual(
    Object.keys(broken[0] ?? {}).toSorted(),
    ['case_pseudonym', 'mode', 'moment', 'period_start', 'person', 'record_id', 'record_key', 'rule'],
    'and no fact of the person',
  )
})

test('a correction corrects the record of the case; its key and its person stay, and another case of the person has the same', async () => {
  const caseId = await detained({ nationality: 'TM' })
  await letGo(caseId)
  const before = (await records()).at(-1)
  const named = namedInStatistics(register.keyOf, detention, {
    caseId,
    base: openPointer(register.keyOf, await pointerOf(caseId)),
  })
  assert.equal(before.case_pseudonym.toString('hex'), named.case)
  assert.equal(before.person.toString('hex'), named.person)
  assert.equal(before.nationality, 'central-asia')
  await carryOut(
    register,
    police,
    asking({
      procedure: 'detention',
      kind: 'correct',
      step: 'correct',
      on: { caseId, event: 2 },
      facts: { nationality: 'IN' },
      reasonsLong: 'The passport was found.',
    }),
  )
  const { rows: after } = await owner.query('select * from statistics.detention where case_pseudonym = $1', [
    before.case_pseudonym,
  ])
  assert.deepEqual(after, [{ ...before, nationality: 'southern-asia' }])
})

async function pointerOf(caseId: string): Promise<Buffer> {
  const { rows } = await owner.query(
    'select person_pointer from immigration_enforcement.detention where case_id = $1',
    [caseId],
  )
  return rows[0].person_pointer
}
