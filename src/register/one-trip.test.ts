/** A command that is judged on what its sender was given before: as much is refused, and as much is recorded, as on the case itself. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { newBaseId, sealPointer } from '../firewall/index.ts'
import { NotFound, StepRefused } from '../store/index.ts'
import { carryOut } from './command.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { Refused } from './refused.ts'
import type { Register, Who } from './register.ts'
import { makeMemory } from './remembered.ts'
import { viewCase } from './view.ts'

const store = await testStore('invented')
const whole = await wholeRegister(store)
const owner = await store.ownerClient()
after(() => owner.end())

/** How many commands were taken in one trip, of those that this process was asked. */
let taken = 0
const register: Register = {
  ...whole,
  firewall: {
    ...whole.firewall,
    call: async (who, call) => {
      const answer = await whole.firewall.call(who, call)
      taken++
      return answer
    },
  },
}
/** The same registers in another process: it was given nothing yet. */
const elsewhere = (): Register => ({ ...whole, memory: makeMemory() })

const officer = (role = 'border-officer', office = 'harbour'): Who => ({
  as: 'officer',
  id: randomUUID(),
  role,
  office,
})
const ago = (hours: number) => Temporal.Now.instant().subtract({ hours }).round('millisecond').toString()
const opening = (more: object = {}) =>
  asking({
    ...{ procedure: 'departure', kind: 'open', step: 'open', facts: { askedAt: ago(1), weather: 'calm' } },
    ...more,
  })
const noting = (caseId: string, event: number, facts: object = { weather: 'storm' }) =>
  asking({ procedure: 'departure', kind: 'enter', step: 'note', on: { caseId, event }, facts: { ...facts } })
const preparing = (caseId: string, event: number) =>
  asking({ procedure: 'departure', kind: 'take', step: 'prepare', on: { caseId, event }, facts: { reasons: 'None.' } })
const looksAt = async (caseId: string) =>
  (
    await owner.query<{ n: number }>('select count(*)::int as n from firewall.access_record where subject = $1', [
      caseId,
    ])
  ).rows[0]?.n
const eventsOf = async (caseId: string) =>
  (
    await owner.query(
      'select no, step, from_state, to_state, given, recorded_at from immigration_enforcement.event where case_id = $1 order by no',
      [caseId],
    )
  ).rows

/** A case that the officer has just opened, and was given. */
async function opened(who: Who, more: object = {}): Promise<string> {
  return (await carryOut(register, who, opening(more))).caseId
}

test('each step after the first is taken in one trip and leaves the access record of a look', async () => {
  const who = officer()
  await carryOut(register, who, opening()) // from here on this process knows the time of the database
  taken = 0
  const caseId = await opened(who)
  await carryOut(register, who, noting(caseId, 1))
  const { event, state } = await carryOut(register, who, preparing(caseId, 2))
  assert.deepEqual(
    { taken, event, state, looks: await looksAt(caseId) },
    { taken: 3, event: 3, state: 'ready', looks: 2 },
  )
})

test('what is remembered of a case is what the database has of it', async () => {
  const who = officer()
  const caseId = await opened(who)
  await carryOut(register, who, noting(caseId, 1, { child: false, askedAt: ago(2) }))
  await carryOut(register, who, preparing(caseId, 2))
  const of = { who, procedure: 'departure', caseId }
  const remembered = register.memory.find(of, 3)
  await viewCase(register, who, { procedure: 'departure', caseId, purpose: 'review' })
  const given = register.memory.find(of, 3)
  assert.ok(remembered !== null && given !== null && remembered !== given)
  // Moments as text: to `deepEqual` all of them are alike. Of its row the database gives more than anybody reads.
  assert.equal(JSON.stringify(remembered.events.map(readOf)), JSON.stringify(given.events.map(readOf)))
  assert.equal(JSON.stringify(remembered.holds), JSON.stringify(given.holds))
  assert.equal(JSON.stringify(remembered.case.key_id), JSON.stringify(given.case.key_id))
  assert.deepEqual(remembered.case.person_pointer, given.case.person_pointer)
})

function readOf(event: object): object {
  return Object.fromEntries(Object.entries(event).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

test('a step is refused with its reasons and its look, though the case was remembered', async () => {
  const who = officer()
  const caseId = await opened(who)
  await carryOut(register, who, noting(caseId, 1, { child: true }))
  taken = 0
  await assert.rejects(carryOut(register, who, preparing(caseId, 2)), (error) => {
    assert.ok(error instanceof Refused)
    assert.deepEqual(
      error.refusals.map(({ rule, safeguard }) => [rule, safeguard]),
      [['forbidden', 'F1.child']],
    )
    return true
  })
  assert.deepEqual({ taken, looks: await looksAt(caseId) }, { taken: 0, looks: 2 })
})

test('whoever was second is told that the case has changed, and their look is recorded, whichever process it was', async () => {
  const who = officer()
  const caseId = await opened(who)
  await carryOut(elsewhere(), officer(), noting(caseId, 1))
  const changed = (error: unknown) => error instanceof StepRefused && error.rule === 'case-changed'
  const before = await looksAt(caseId)
  await assert.rejects(carryOut(register, who, noting(caseId, 1)), changed)
  assert.equal(await looksAt(caseId), (before ?? 0) + 1)
  assert.equal((await eventsOf(caseId)).length, 2)
})

test('the same submission, done by another process, is answered again and not done again', async () => {
  const who = officer()
  const caseId = await opened(who)
  const asked = noting(caseId, 1)
  const first = await carryOut(elsewhere(), who, asked)
  const again = await carryOut(register, who, asked)
  assert.deepEqual([again.event, again.recordedAt], [first.event, first.recordedAt])
  assert.equal(await looksAt(caseId), 2)
  assert.equal((await eventsOf(caseId)).length, 2)
})

test('a bit that came since the case was given stops the step as if it had been seen', async () => {
  const [who, base] = [officer(), newBaseId()]
  const person = sealPointer(store.key, base)
  const caseId = await opened(who, { person })
  await carryOut(register, who, noting(caseId, 1))
  await carryOut(register, who, noting(caseId, 2)) // remembered, without a bit
  await carryOut(
    elsewhere(),
    officer('victim-worker'),
    asking({
      ...{ procedure: 'shelter', kind: 'open', step: 'open', facts: { seenAt: ago(1) } },
      person: sealPointer(store.key, base),
    }),
  )
  taken = 0
  await assert.rejects(carryOut(register, who, preparing(caseId, 3)), (error) => {
    assert.ok(error instanceof Refused)
    assert.ok(error.refusals.some(({ safeguard }) => safeguard?.startsWith('F3.')))
    return true
  })
  await carryOut(register, who, noting(caseId, 3))
  assert.equal(taken, 0, 'no step is judged on what was given before the bit')
})

test('what a process believes of the time decides nothing: the database takes no command that was judged by another', async () => {
  const who = officer()
  const caseId = await opened(who)
  for (const [event, wrong] of [
    [1, { hours: 5 }],
    [2, { hours: -5 }],
  ] as const) {
    register.memory.hear(Temporal.Now.instant().add(wrong))
    taken = 0
    const ahead = Temporal.Now.instant().add({ hours: 3 }).round('millisecond')
    await assert.rejects(carryOut(register, who, { ...noting(caseId, event), assertedAt: ahead }), Refused)
    register.memory.hear(Temporal.Now.instant().add(wrong))
    await carryOut(register, who, noting(caseId, event))
    assert.equal(taken, 0)
  }
})

test('what one officer was given, no other is judged on; and whoever has no more to do with the case is told that there is none', async () => {
  const who = officer()
  const caseId = await opened(who)
  const other = { ...who, id: randomUUID() }
  assert.equal(register.memory.find({ who: other, procedure: 'departure', caseId }, 1), null)
  await owner.query(
    `update immigration_enforcement.departure set office_border_officer = 'airport' where case_id = $1`,
    [caseId],
  )
  const before = await looksAt(caseId)
  await assert.rejects(carryOut(register, who, noting(caseId, 1)), NotFound)
  await assert.rejects(carryOut(register, who, preparing(caseId, 1)), NotFound)
  assert.equal(await looksAt(caseId), before)
})

test('a case of which the key was destroyed opens from no memory', async () => {
  const who = officer()
  const caseId = await opened(who)
  const rows = register.memory.find({ who, procedure: 'departure', caseId }, 1)
  assert.ok(rows !== null)
  assert.ok(rows.events.every(({ sealed }) => Buffer.isBuffer(sealed)))
  register.vault.destroy(rows.case.key_id as Parameters<typeof register.vault.destroy>[0])
  await assert.rejects(carryOut(register, who, noting(caseId, 1)), { name: 'KeyDestroyed' })
})

test('whoever has seen too many people this hour takes no step on one more, raises one alarm, and nothing was done', async () => {
  const who = officer()
  const id = who.as === 'officer' ? who.id : ''
  const caseId = await opened(who)
  await owner.query(
    'insert into firewall.quota (officer, persons) values ($1, 0) on conflict (officer) do update set persons = 0',
    [id],
  )
  await assert.rejects(
    carryOut(register, who, noting(caseId, 1)),
    (error) => error instanceof StepRefused && error.rule === 'too-many-persons',
  )
  const { rows } = await owner.query('select kind from firewall.alarm where officer = $1', [id])
  assert.deepEqual(rows, [{ kind: 'quota' }])
  assert.equal((await eventsOf(caseId)).length, 1)
})

test('a case that turns out to be another person’s is asked for again', async () => {
  const who = officer()
  const caseId = await opened(who)
  await owner.query('update immigration_enforcement.departure set person_pointer = $2 where case_id = $1', [
    caseId,
    sealPointer(store.key, newBaseId()),
  ])
  taken = 0
  await assert.rejects(carryOut(register, who, noting(caseId, 1)), StepRefused, 'its number is that of the first still')
  assert.equal(taken, 0)
})

test('memory keeps little, and for a short time', () => {
  let elapsed = 0
  const memory = makeMemory(() => elapsed)
  const of = (caseId: string) => ({ who: { as: 'person', caseId } as Who, procedure: 'departure', caseId })
  const event = { sealed: Buffer.alloc(10) }
  const rows = (more: object = {}) => ({ case: {}, events: [event], holds: [], ...more }) as never
  memory.keep(of('1'), rows())
  assert.notEqual(memory.find(of('1'), 1), null)
  assert.equal(memory.find(of('1'), 2), null, 'as of another event')
  memory.keep(of('1'), rows({ holds: [{ hold: 'died' }] }))
  assert.equal(memory.find(of('1'), 1), null, 'while a bit stands')
  memory.keep(of('1'), rows({ events: [{ sealed: Buffer.alloc(200_000) }] }))
  assert.equal(memory.find(of('1'), 1), null, 'what is large')
  memory.keep(of('1'), rows())
  for (let more = 0; more < 400; more++) memory.keep(of(`more ${more}`), rows())
  assert.equal(memory.find(of('1'), 1), null, 'the oldest of many')
  memory.keep(of('1'), rows())
  memory.hear(Temporal.Instant.from('2026-01-01T00:00:00Z'))
  elapsed += 59_999.5
  assert.equal(memory.now()?.toString(), '2026-01-01T00:00:59.999Z')
  elapsed += 1
  assert.equal(memory.now(), null, 'a time that was told long ago')
  elapsed += 300_000
  assert.equal(memory.find(of('1'), 1), null, 'after five minutes')
})
