/**
 * A step that reaches another case of the same child (procedure 4, edge cases 1 and 9): two requests are joined with the family's
 * word alone, a place at another school is kept while the child tries the new one, and no school learns more than that.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { officeId } from '../countries/index.ts'
import { PROCEDURES, type Procedure } from '../procedures/index.ts'
import { schoolEnrolment } from '../procedures/school-enrolment.ts'
import { StepRefused } from '../store/index.ts'
import { openCase } from './case-file.ts'
import { carryAll, carryOut } from './command.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { round } from './keep.ts'
import { projectionDifferences } from './rebuild/differences.ts'
import { Refused } from './refused.ts'
import { actingAs, type Register, type Who } from './register.ts'
import { discrepancies } from './watchdog.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())
const school: Procedure = schoolEnrolment

const registrar = (office: string): Who => ({ as: 'officer', id: randomUUID(), role: 'school-registrar', office })
const district: Who = { as: 'officer', id: randomUUID(), role: 'education-officer', office: 'education-baku' }
const [first, second] = ['school-12', 'school-31'] as const
const family = (caseId: string): Who => ({ as: 'person', caseId })

interface Row {
  readonly caseId: string
  readonly event: number
  readonly state: string
  readonly number: string
}

async function row(caseId: string): Promise<Row> {
  const { rows } = await owner.query(
    'select case_id as "caseId", event_no as event, state, case_number as number from education.school_enrolment where case_id = $1',
    [caseId],
  )
  return rows[0]
}

async function pointerOf(caseId: string): Promise<Buffer> {
  const { rows } = await owner.query('select person_pointer from education.school_enrolment where case_id = $1', [
    caseId,
  ])
  return rows[0].person_pointer
}

async function stepsOf(caseId: string): Promise<readonly string[]> {
  const { rows } = await owner.query('select step from education.event where case_id = $1 order by no', [caseId])
  return rows.map(({ step }) => step)
}

async function request(at: string, person: Buffer | null = null): Promise<string> {
  const facts = { childName: 'Ömər', birthDateSaid: '2017', sex: 'male', level: 'primary', carerRelation: 'parent' }
  const { caseId } = await carryOut(
    register,
    registrar(at),
    asking({
      ...{ procedure: 'school-enrolment', kind: 'open', step: 'open', person },
      facts: { ...facts, language: 'az', school: officeId(at) },
    }),
  )
  return caseId
}

const kindOf = (step: string) => (Object.hasOwn(school.transitions, step) ? 'take' : 'enter')
/** Somebody takes a step on the case as it stands now. */
async function act(who: Who, caseId: string, step: string, facts: object = {}, on = register) {
  const { event } = await row(caseId)
  return carryOut(
    on,
    who,
    asking({ procedure: 'school-enrolment', kind: kindOf(step), step, on: { caseId, event }, facts: { ...facts } }),
  )
}

const ENROLS = { schoolingBefore: 'none', firstLanguage: 'az', taughtInFirstLanguage: true }
const today = Temporal.Now.plainDateISO('Asia/Baku').toString()
async function placed(at: string, person: Buffer | null = null): Promise<string> {
  const caseId = await request(at, person)
  await act(district, caseId, 'place', { school: officeId(at), startOn: today })
  return caseId
}
async function enrolled(at: string, person: Buffer | null = null): Promise<string> {
  const caseId = await placed(at, person)
  await act(registrar(at), caseId, 'enrol', ENROLS)
  return caseId
}

const by =
  (...expected: readonly string[]) =>
  (error: unknown) => {
    assert.ok(error instanceof Refused, String(error))
    assert.deepEqual(
      error.refusals.map(({ safeguard, rule }) => safeguard ?? rule),
      expected,
    )
    return true
  }

async function agree(): Promise<void> {
  assert.deepEqual(await discrepancies(register, school), [])
  assert.deepEqual(await projectionDifferences(register), [])
}

test('two requests for one child under two spellings are joined by the registrar once the family has said so', async () => {
  const [kept, doubled] = [await request(first), await request(first)]
  await act(family(doubled), doubled, 'saySameChild', { sameChildAs: (await row(kept)).number.toLowerCase() })
  await act(registrar(first), doubled, 'join')
  assert.equal((await row(doubled)).state, 'joined')
  assert.equal((await row(kept)).state, 'requested', 'the one that stays goes on')
  assert.deepEqual(await stepsOf(kept), ['open', 'noteJoined'])
  await agree()
})

test('without the family’s word nobody joins two requests, and no officer gives it for them', async () => {
  const [kept, doubled] = [await request(first), await request(first)]
  const { number } = await row(kept)
  await assert.rejects(act(registrar(first), doubled, 'join'), by('S10.familySaysSo'))
  await assert.rejects(
    act(registrar(first), doubled, 'join', { sameChildAs: number }),
    (error) => error instanceof Refused,
  )
  await assert.rejects(
    act(registrar(first), doubled, 'saySameChild', { sameChildAs: number }),
    (error) => error instanceof Refused && error.refusals.some(({ rule }) => rule === 'not-your-step'),
  )
  const { event } = await row(doubled)
  await act(family(doubled), doubled, 'saySameChild', { sameChildAs: '0000-0000-0000' })
  const corrected = asking({
    ...{ procedure: 'school-enrolment', kind: 'correct', step: 'correct', on: { caseId: doubled, event: event + 1 } },
    facts: { sameChildAs: number },
  })
  await assert.rejects(carryOut(register, registrar(first), corrected), (error) => error instanceof Refused)
  assert.equal((await row(doubled)).state, 'requested')
  assert.deepEqual(await stepsOf(kept), ['open'])
})

test('a number that leads nowhere, to the request itself or to one that has ended is refused alike', async () => {
  const doubled = await request(first)
  const ended = await request(first)
  await act(family(ended), ended, 'cancel')
  for (const sameChildAs of ['0000-0000-0000', (await row(doubled)).number, (await row(ended)).number]) {
    await act(family(doubled), doubled, 'saySameChild', { sameChildAs })
    await assert.rejects(act(registrar(first), doubled, 'join'), by('S10.familySaysSo'))
  }
  await assert.rejects(
    act(family(doubled), doubled, 'saySameChild', { sameChildAs: 'number 12' }),
    (error) => error instanceof Refused && error.refusals[0]?.rule === 'not-a-case-number',
  )
})

test('two requests that are joined into each other at the same moment: one of them stands', async () => {
  for (let round = 0; round < 12; round++) {
    const [one, other] = [await request(first), await request(second)]
    await act(family(one), one, 'saySameChild', { sameChildAs: (await row(other)).number })
    await act(family(other), other, 'saySameChild', { sameChildAs: (await row(one)).number })
    const done = await Promise.allSettled([act(registrar(first), one, 'join'), act(registrar(second), other, 'join')])
    assert.deepEqual(done.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    assert.deepEqual([(await row(one)).state, (await row(other)).state].toSorted(), ['joined', 'requested'])
  }
  await agree()
})

test('a second school asks the family before the child’s first day, and the place at the first is kept', async () => {
  const old = await enrolled(first)
  const anew = await placed(second, await pointerOf(old))
  await assert.rejects(act(registrar(second), anew, 'enrol', ENROLS), by('S10.familyAsked'))
  await assert.rejects(act(registrar(second), anew, 'enrol', { ...ENROLS, movesHere: false }), by('S10.familyAsked'))
  assert.equal((await row(old)).state, 'enrolled', 'nothing is lost by asking')
  await act(registrar(second), anew, 'enrol', { ...ENROLS, movesHere: true })
  assert.equal((await row(anew)).state, 'enrolled')
  assert.equal((await row(old)).state, 'kept')
  const { rows } = await owner.query(
    `select rule, kind, (due_at at time zone 'Asia/Baku')::date - (started_at at time zone 'Asia/Baku')::date as days
     from education.clock where case_id = $1 and stopped_at is null`,
    [old],
  )
  assert.deepEqual(
    rows,
    [{ rule: 'S10.oldPlace', kind: 'adverse', days: 11 }],
    'ten whole days, to midnight of the last',
  )
  await agree()
})

test('a family that nobody knows names the old place by its number, and it is kept all the same', async () => {
  const [old, anew] = [await enrolled(first), await placed(second)]
  await act(family(anew), anew, 'saySameChild', { sameChildAs: (await row(old)).number })
  await assert.rejects(act(registrar(second), anew, 'enrol', ENROLS), by('S10.familyAsked'))
  await act(family(anew), anew, 'sayWhereTo', { movesHere: true })
  await act(registrar(second), anew, 'enrol', ENROLS)
  assert.equal((await row(old)).state, 'kept')
})

test('within the ten days the child comes back, and then the other place is the one that is kept', async () => {
  const old = await enrolled(first)
  const anew = await placed(second, await pointerOf(old))
  await act(registrar(second), anew, 'enrol', { ...ENROLS, movesHere: true })
  await act(family(old), old, 'comeBack')
  assert.equal((await row(old)).state, 'enrolled')
  assert.equal((await row(anew)).state, 'kept')
  await agree()
})

test('two schools that enrol one child at the same moment: one asks, or one place is kept; never both at school, never both lost', async () => {
  for (let round = 0; round < 12; round++) {
    const one = await placed(first)
    const other = await placed(second, await pointerOf(one))
    const moves = round % 2 === 0 ? {} : { movesHere: true }
    const done = await Promise.allSettled([
      act(registrar(first), one, 'enrol', { ...ENROLS, ...moves }),
      act(registrar(second), other, 'enrol', { ...ENROLS, ...moves }),
    ])
    await carryAll(register)
    const states = [(await row(one)).state, (await row(other)).state].toSorted()
    const asked = done.filter(({ status }) => status === 'rejected').length
    if (round % 2 === 0) assert.deepEqual([asked, states], [1, ['enrolled', 'placed']])
    else assert.deepEqual([asked, states], [0, ['enrolled', 'kept']])
  }
  await agree()
})

test('the database asks too: a school that leaves the question out is refused by the commit itself', async () => {
  const old = await enrolled(first)
  const anew = await placed(second, await pointerOf(old))
  // A judgement that sees no other case, as if somebody had made it so.
  const blind: Register = {
    ...register,
    procedures: register.procedures.map((one) =>
      one.name === 'school-enrolment'
        ? { ...one, safeguards: { ...one.safeguards, S10: { cite: [], breach: 'R', tells: [], rules: {} } } }
        : one,
    ),
  }
  await assert.rejects(
    act(registrar(second), anew, 'enrol', ENROLS, blind),
    (error) => error instanceof StepRefused && error.data.detail === 'S10.familyAsked',
  )
})

test('a crash after the first day at the new school leaves the old place to the next round, once', async () => {
  const old = await enrolled(first)
  const anew = await placed(second, await pointerOf(old))
  const dying: Register = {
    ...register,
    firewall: { ...register.firewall, asSystem: () => Promise.reject(new Error('killed')) },
  }
  await act(registrar(second), anew, 'enrol', { ...ENROLS, movesHere: true }, dying)
  assert.equal((await row(old)).state, 'enrolled')
  await owner.query('create table kept_rows as select * from education.reached')
  assert.ok((await carryAll(register)) > 0)
  assert.equal((await row(old)).state, 'kept')
  // Killed again after the step was taken, before the note of it was; and meanwhile the family came back.
  await act(family(old), old, 'comeBack')
  await owner.query('insert into education.reached select * from kept_rows')
  await carryAll(register)
  assert.equal((await row(old)).state, 'enrolled', 'the same note is not taken twice')
  assert.equal(await carryAll(register), 0)
})

test('the old school learns that a place is taken elsewhere, and nothing of the other school; the new one, that it has to ask', async () => {
  const old = await enrolled(first)
  const anew = await placed(second, await pointerOf(old))
  await act(registrar(second), anew, 'enrol', { ...ENROLS, movesHere: true })
  const told = async (who: Who, caseId: string) =>
    JSON.stringify(
      await actingAs(register, who, (tx) => openCase(register, tx, school, { caseId, purpose: 'review' })),
      (_, value) => (Buffer.isBuffer(value) ? value.toString('hex') : value),
    )
  const there = { old: await row(old), anew: await row(anew) }
  const [atOld, atNew] = [await told(registrar(first), old), await told(registrar(second), anew)]
  for (const trace of [anew, there.anew.number, second, officeId(second)]) assert.ok(!atOld.includes(trace), trace)
  for (const trace of [old, there.old.number, first, officeId(first)]) assert.ok(!atNew.includes(trace), trace)
})

test('whoever asks the database by hand is told no more of other cases than the rules ask, and reads no note of what is reached', async () => {
  const old = await enrolled(first)
  const anew = await placed(second, await pointerOf(old))
  const waiting = await request(first, await pointerOf(old))
  const asked = { pseudonym: null, alike: [], named: { sameChildAs: (await row(waiting)).number }, words: [] }
  const at = registrar(second)
  const answer = await actingAs(register, at, async (tx) => {
    const { sql } = await import('kysely')
    const { rows } = await sql<{ answer: object }>`
      select education.around_school_enrolment(${anew}, ${JSON.stringify(asked)}) as answer`.execute(tx)
    return rows[0]?.answer
  })
  assert.deepEqual(answer, {
    cases: [{ state: 'enrolled', since: null, facts: {} }],
    ...{ alike: [], named: { sameChildAs: 'requested' }, officers: [], words: [] },
  })
  for (const query of ['select * from education.reached', 'select education.arrived(gen_random_uuid())'])
    await assert.rejects(
      actingAs(register, at, async (tx) => {
        const { sql } = await import('kysely')
        await sql.raw(query).execute(tx)
      }),
      query,
    )
})

test('after the ten days the place is free; no office ends them sooner', async () => {
  const old = await enrolled(first)
  const anew = await placed(second, await pointerOf(old))
  await act(registrar(second), anew, 'enrol', { ...ENROLS, movesHere: true })
  for (const step of ['transfer', 'leave', 'finish', 'giveUpPlace', 'placeOver'])
    await assert.rejects(
      act(registrar(first), old, step, { leftOn: today, ...(step === 'leave' ? { leftWhy: 'unknown' } : {}) }),
      (error) => error instanceof Refused,
      step,
    )
  await round(register)
  assert.equal((await row(old)).state, 'kept')
  await owner.query(
    "update education.clock set started_at = now() - interval '11 days', due_at = now() - interval '1 second' where case_id = $1 and rule = 'S10.oldPlace'",
    [old],
  )
  await round(register)
  assert.equal((await row(old)).state, 'transferred')
  const { rows } = await owner.query("select rule from education.breach where case_id = $1 and rule like 'S10%'", [old])
  assert.deepEqual(rows, [], 'what ends by itself at its time broke nothing')
})
