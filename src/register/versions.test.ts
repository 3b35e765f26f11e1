/** The law changes while cases run: each step by the law of its time, in the judgement and in the database. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../tests/store.ts'
import { check, NEW_LAW, type Procedure, versionOn } from '../procedures/index.ts'
import { openCase } from './case-file.ts'
import { carryOut } from './command.ts'
import { actor, openingOf, send, somebody } from './fixtures/bare-register.ts'
import { departure, shelter } from './fixtures/procedures.ts'
import { reformedOn } from './fixtures/reform.ts'
import { asking, CALENDAR, wholeRegister } from './fixtures/whole-register.ts'
import { beginningOf } from './judgement/index.ts'
import { projectionDifferences } from './rebuild/differences.ts'
import { Refused } from './refused.ts'
import { actingAs, type Who } from './register.ts'
import { viewCase } from './view.ts'
import { discrepancies } from './watchdog.ts'

const ZONE = CALENDAR.timeZone
/** The law changed with yesterday's midnight in the zone of the State. */
const DAY = Temporal.Now.plainDateISO(ZONE).subtract({ days: 1 }).toString()
const midnight = beginningOf(DAY, CALENDAR)
const reformed = reformedOn(DAY)

const store = await testStore()
// Recorded, so that a time which is over stops no step here.
const register = await wholeRegister(store, { procedures: [reformed, shelter], recorded: ['F2.decided'] })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string): Who => ({ as: 'officer', id: randomUUID(), role, office: 'harbour' })
const [border, judge] = [officer('border-officer'), officer('judge')]
const before = (of: Temporal.DurationLike) => midnight.subtract(of)
const later = (of: Temporal.DurationLike) => midnight.add(of)

const open = (asserted: Temporal.Instant | null, facts: object = {}) =>
  carryOut(
    register,
    border,
    asking({
      ...{ procedure: 'departure', kind: 'open', step: 'open', assertedAt: asserted },
      facts: {
        askedAt: (asserted ?? Temporal.Now.instant().subtract({ minutes: 1 })).toString(),
        weather: 'calm',
        ...facts,
      },
    }),
  )
/** On the case as it is now: the law may have brought it under itself since. */
const take = async (
  who: Who,
  { caseId }: { readonly caseId: string },
  step: string,
  facts: object,
  assertedAt: Temporal.Instant | null,
) => {
  const kind = step === 'note' ? 'enter' : step === 'correct' ? 'correct' : 'take'
  const { rows } = await owner.query('select event_no from immigration_enforcement.departure where case_id = $1', [
    caseId,
  ])
  const event = rows[0].event_no
  return carryOut(
    register,
    who,
    asking({ procedure: 'departure', kind, step, on: { caseId, event }, facts: { ...facts }, assertedAt }),
  )
}
const rules = async (doing: Promise<unknown>) => {
  const error = await doing.then(
    () => assert.fail('it went through'),
    (one: unknown) => one,
  )
  assert.ok(error instanceof Refused, String(error))
  return error.refusals.map(({ rule, fact }) => (fact === null ? rule : `${rule} ${fact}`))
}
const read = (caseId: string) =>
  actingAs(register, judge, (tx) => openCase(register, tx, reformed, { caseId, purpose: 'review' }))
const versions = async (caseId: string) =>
  (
    await owner.query(
      'select version::text from immigration_enforcement.event where case_id = $1 and step <> $2 order by no',
      [caseId, NEW_LAW],
    )
  ).rows.map(({ version }) => version)
const sound = async () => {
  const found = await discrepancies(register, reformed)
  // Nobody runs here what fires.
  assert.deepEqual(
    found.filter(({ what }) => what !== 'not-fired'),
    [],
  )
  assert.deepEqual(await projectionDifferences(register), [])
}

test('the later law of these tests has no fault that the law before has not', () => {
  const faults = (one: Procedure) => check(one).map(({ rule, name }) => `${rule} ${name}`)
  const known = faults(departure)
  const more = faults(reformed).filter((one) => !known.includes(one))
  assert.deepEqual(more, ['never-forgotten minor', 'never-forgotten ticket'])
})

test('a step taken the day before the law changed is judged by the law of that day, whenever it is written down', async () => {
  const old = await open(before({ hours: 3 }))
  const prepared = await take(border, old, 'prepare', { reasons: 'because' }, before({ hours: 1 }))
  assert.equal(prepared.state, 'ready')
  assert.deepEqual(await versions(old.caseId), [null, null])

  const another = await open(before({ hours: 3 }))
  assert.deepEqual(await rules(take(border, another, 'prepare', { reasons: 'because' }, later({ hours: 1 }))), [
    'missing ticket',
  ])
  const now = await take(border, another, 'prepare', { reasons: 'because', ticket: true }, null)
  assert.equal(now.state, 'ready')
  assert.deepEqual(await versions(another.caseId), [null, DAY], 'two versions in one case')
  await sound()
})

test('the law changes at midnight in the zone of the State: a second sooner it is the old one', async () => {
  const [one, other] = [await open(before({ hours: 3 })), await open(before({ hours: 3 }))]
  await take(border, one, 'prepare', { reasons: 'because' }, before({ seconds: 1 }))
  assert.deepEqual(await rules(take(border, other, 'prepare', { reasons: 'because' }, midnight)), ['missing ticket'])
  await take(border, other, 'prepare', { reasons: 'because', ticket: true }, midnight)
  assert.deepEqual(
    [await versions(one.caseId), await versions(other.caseId)],
    [
      [null, null],
      [null, DAY],
    ],
  )
})

test('nobody chooses a law: a fact, a rule and a way of the other version are refused on either side of midnight', async () => {
  const one = await open(before({ hours: 3 }))
  assert.deepEqual(await rules(take(border, one, 'note', { child: true }, null)), ['not-taken-here child'])
  assert.deepEqual(await rules(take(border, one, 'note', { minor: true }, before({ hours: 1 }))), [
    'not-taken-here minor',
  ])
  const noted = await take(border, one, 'note', { minor: true }, later({ minutes: 1 }))
  assert.deepEqual(await rules(take(border, noted, 'prepare', { reasons: 'because', ticket: true }, null)), [
    'forbidden',
  ])
})

test('no law is older than the opening of the case, whatever time is typed', async () => {
  const opened = await open(later({ hours: 2 }))
  assert.deepEqual(await rules(take(border, opened, 'prepare', { reasons: 'because' }, before({ hours: 1 }))), [
    'missing ticket',
  ])
})

test('what stands is corrected whichever law asked for it', async () => {
  const one = await open(before({ hours: 5 }))
  const noted = await take(border, one, 'note', { child: true }, before({ hours: 4 }))
  const corrected = await take(border, noted, 'correct', { child: false }, null)
  assert.equal((await read(one.caseId)).state.facts.child, false)
  assert.deepEqual(await rules(take(border, corrected, 'correct', { minor: false }, null)), [
    'nothing-to-correct minor',
  ])
  assert.deepEqual(await versions(one.caseId), [null, null, DAY])
  await sound()
})

test('a shorter duty counts from the day of the law, unless it was over sooner; a new one from that day on', async () => {
  const dueOf = async (asserted: Temporal.Instant, rule: string) => {
    const { caseId } = await open(asserted)
    return (await read(caseId)).clocks.find((clock) => clock.rule === rule)?.dueAt.toString()
  }
  // 24 hours from the start, or 12 from midnight, whichever is sooner.
  assert.equal(await dueOf(before({ hours: 20 }), 'F2.decided'), later({ hours: 4 }).toString())
  assert.equal(await dueOf(before({ hours: 3 }), 'F2.decided'), later({ hours: 12 }).toString())
  assert.equal(await dueOf(later({ hours: 1 }), 'F2.decided'), later({ hours: 13 }).toString())
  assert.equal(await dueOf(before({ hours: 3 }), 'F4.shown'), later({ hours: 240 }).toString())
  assert.equal(await dueOf(later({ hours: 3 }), 'F4.shown'), later({ hours: 243 }).toString())
  await sound()
})

test('what protects outlasts its rule: a time and a bit that began under the old law end as it said', async () => {
  const one = await open(before({ hours: 8 }))
  const person: Who = { as: 'person', caseId: one.caseId }
  const appealed = await take(person, one, 'appeal', {}, before({ hours: 7 }))
  const clock = async () => (await read(one.caseId)).clocks.find(({ rule }) => rule === 'F2.heard')
  const bit = async () => (await read(one.caseId)).placed.map(({ rule }) => rule)
  assert.equal((await clock())?.stoppedAt, null)
  assert.deepEqual(await bit(), ['F3.appealed'])
  const noted = await take(border, appealed, 'note', { minor: false }, null)
  assert.equal((await clock())?.stoppedAt, null, 'an act under the new law does not end it')
  assert.deepEqual(await bit(), ['F3.appealed'])
  await sound()
  await take(judge, noted, 'hear', {}, null)
  assert.notEqual((await clock())?.stoppedAt, null)
  assert.deepEqual(await bit(), [])
  // And by the new law neither begins.
  const other = await open(later({ hours: 1 }))
  await take({ as: 'person', caseId: other.caseId }, other, 'appeal', {}, later({ hours: 2 }))
  const file = await read(other.caseId)
  assert.deepEqual([file.placed, file.clocks.filter(({ rule }) => rule === 'F2.heard')], [[], []])
  await sound()
})

test('a case is shown as the law has it now, and each event with the law that it was judged by', async () => {
  const one = await open(before({ hours: 3 }))
  const view = await viewCase(register, border, { procedure: 'departure', caseId: one.caseId, purpose: 'decide' })
  assert.equal(view.law.since, DAY)
  assert.deepEqual(view.prospects.find(({ step }) => step === 'prepare')?.missing, ['reasons', 'ticket'])
  assert.deepEqual(
    view.timeline.map(({ step, version }) => [step, version]),
    [
      ['open', null],
      [NEW_LAW, DAY],
    ],
  )
})

test('whatever times are typed, database and judgement find the same law, and every row is as the events say', async () => {
  const minutes = fc.integer({ min: -36 * 60, max: 20 * 60 })
  await fc.assert(
    fc.asyncProperty(minutes, fc.array(minutes, { maxLength: 3 }), async (opens, notes) => {
      const asserted = midnight.add({ minutes: opens })
      const expected = [asserted, ...notes.map((one) => midnight.add({ minutes: Math.max(one, opens) }))]
      let last: { caseId: string; event: number } = await open(asserted)
      for (const one of notes)
        last = await take(border, last, 'note', { weather: 'storm' }, midnight.add({ minutes: one }))
      const days = expected.map((at) => versionOn(reformed, at.toZonedDateTimeISO(ZONE).toPlainDate().toString()).since)
      assert.deepEqual(await versions(last.caseId), days)
    }),
    { numRuns: 25 },
  )
  await sound()
})

test('a case in a state that is gone is brought out of it by the law itself, and what the new law gives begins', async () => {
  const one = await open(before({ hours: 9 }), { weather: 'storm' })
  await take({ as: 'person', caseId: one.caseId }, one, 'appeal', {}, before({ hours: 8 }))
  await take(judge, one, 'hear', {}, before({ hours: 7 }))
  const file = await read(one.caseId)
  assert.equal(file.state.state, 'asked')
  const [last] = file.events.toReversed()
  assert.deepEqual([last?.step, last?.from, last?.actor.role, last?.version], ['leaveHeard', 'heard', 'system', DAY])
  assert.deepEqual(
    file.placed.map(({ rule }) => rule),
    ['F3.storm'],
  )
  assert.ok(file.clocks.some(({ rule }) => rule === 'F4.shown'))
  await sound()
})

test('a case that has ended is brought under no law', async () => {
  const one = await open(before({ hours: 9 }))
  await take(judge, one, 'letStay', {}, before({ hours: 8 }))
  assert.equal((await read(one.caseId)).events.at(-1)?.step, 'letStay')
})

test('the database works the law out by itself, and takes nothing that was judged by another', async () => {
  const who = { ...actor('border-officer', 'harbour') }
  const plain = { asked_at: before({ hours: 2 }).toString(), weather: 'calm' }
  const opened = await send(register.firewall, who, reformed, {
    ...openingOf(somebody(), plain),
    assertedAt: before({ hours: 2 }).toString(),
  })
  const command = (more: object) => ({
    ...openingOf(somebody(), {}),
    ...{
      step: 'prepare',
      caseId: opened.caseId,
      expected: 1,
      sealedFacts: ['reasons'],
      sealed: 'AAAA',
      pseudonyms: {},
    },
    ...more,
  })
  const refused = (more: object, code: RegExp) =>
    assert.rejects(send(register.firewall, who, reformed, command(more)), code)
  // By today's law without the ticket; by today's law in the name of the old one; by the old one in the name of today's.
  await refused({}, /missing|needed|facts/i)
  await refused({ version: null }, /changed/i)
  await refused({ version: DAY, assertedAt: before({ hours: 1 }).toString() }, /changed/i)
  await refused({ assertedAt: before({ hours: 1 }).toString(), plain: { ticket: true } }, /.+/)
  await send(register.firewall, who, reformed, command({ version: null, assertedAt: before({ hours: 1 }).toString() }))
  assert.deepEqual(await versions(opened.caseId), [null, null])
  // A case that was opened under today's law has no step under the old one.
  const today = await send(register.firewall, who, reformed, {
    ...openingOf(somebody(), { ...plain, asked_at: later({ hours: 1 }).toString() }),
    assertedAt: later({ hours: 1 }).toString(),
  })
  const old = { caseId: today.caseId, version: null, assertedAt: before({ hours: 1 }).toString() }
  await refused(old, /changed/i)
})
