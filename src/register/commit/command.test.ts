/** What the database itself keeps of a command, whatever the application does before it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { boundOf } from '../../../tests/bound.ts'
import { testStore } from '../../../tests/store.ts'
import { openFirewall } from '../../firewall/index.ts'
import { OFFICER_ROLES } from '../../procedures/index.ts'
import { StepRefused } from '../../store/index.ts'
import { actor, commandOf, installBare, openingOf, type Sent, send, somebody } from '../fixtures/bare-register.ts'
import { departure } from '../fixtures/procedures.ts'

const store = await testStore('invented')
const wall = await installBare(store, ['F1.storm'])
const client = await store.ownerClient()
after(() => client.end())

const border = actor('border-officer')
const judge = actor('judge')
const hoursAgo = (hours: number) =>
  Temporal.Now.instant()
    .round('millisecond')
    .subtract({ seconds: Math.round(hours * 3600) })
    .toString()

async function open(plain: object = {}) {
  return send(wall, border, departure, openingOf(somebody(), { asked_at: hoursAgo(1), weather: 'calm', ...plain }))
}
const step = (caseId: string, expected: number, name: string, more: object = {}) =>
  commandOf({ step: name, caseId, expected, ...more })
const prepared = { sealedFacts: ['reasons'], sealed: 'AAAA' }
const boarding = { plain: { boarded_at: hoursAgo(0) } }
/** A refusal by its rule, and what it is about. */
const refused = (rule: string, detail?: string) => (error: unknown) => {
  assert.ok(error instanceof StepRefused, String(error))
  assert.deepEqual([error.rule, error.data.detail], [rule, detail ?? error.data.detail])
  return true
}
/** The owner of the tables speaks to the database itself. */
const codeOf = (code: string) => (error: unknown) => Reflect.get(Object(error), 'code') === code
const clocksOf = async (caseId: string) =>
  (
    await client.query(
      'select rule, run, started_at, due_at, stopped_at from immigration_enforcement.clock where case_id = $1 order by rule, run',
      [caseId],
    )
  ).rows

test('a case is never opened without its clock, and the clock runs from the earlier moment', async () => {
  const asked = hoursAgo(5)
  const opened = await open({ asked_at: asked })
  const [clock] = await clocksOf(opened.caseId)
  assert.equal(clock.rule, 'F2.decided')
  assert.equal(clock.started_at.toString(), Temporal.Instant.from(asked).toString())
  assert.equal(clock.due_at.since(clock.started_at).total('seconds'), 86_400)
})

test('of two officers who decide on the same event, the second is told that the case has changed', async () => {
  const opened = await open()
  await send(wall, border, departure, step(opened.caseId, 1, 'note', { plain: { weather: 'storm' } }))
  await assert.rejects(
    send(wall, border, departure, step(opened.caseId, 1, 'prepare', prepared)),
    refused('case-changed', '2'),
  )
})

test('a step that is not open from where the case stands is refused, whoever asks', async () => {
  const opened = await open()
  for (const who of [border, judge, actor('sms-enforcement-head')])
    await assert.rejects(send(wall, who, departure, step(opened.caseId, 1, 'board', boarding)))
  assert.equal(
    (
      await client.query('select count(*)::int as n from immigration_enforcement.event where case_id = $1', [
        opened.caseId,
      ])
    ).rows[0].n,
    1,
  )
})

test('a case of another office is not there: the same answer as for no case at all', async () => {
  const opened = await open()
  const answerTo = (caseId: string) =>
    send(wall, actor('border-officer', 'another'), departure, step(caseId, 1, 'note')).then(
      () => 'it was done',
      (error) => JSON.stringify([error.name, error.message, Object.entries(error)]),
    )
  assert.equal(await answerTo(opened.caseId), await answerTo(randomUUID()))
  assert.match(await answerTo(opened.caseId), /NotFound/)
})

test('a walled-off role cannot as much as call: the compartment is closed to its login', async () => {
  const opened = await open()
  await assert.rejects(
    send(wall, actor('school-registrar'), departure, step(opened.caseId, 1, 'note')),
    /permission denied for schema/,
  )
})

test('a step without its facts is refused and names them', async () => {
  const opened = await open()
  await assert.rejects(
    send(wall, border, departure, step(opened.caseId, 1, 'prepare')),
    refused('facts-missing', 'reasons'),
  )
})

test('a step sets no fact that it does not take, and never the state of the case', async () => {
  const opened = await open()
  for (const plain of [{ boarded_at: hoursAgo(0) }, { state: 'gone' }, { event_no: 7 }, { case_id: randomUUID() }])
    await assert.rejects(
      send(wall, border, departure, step(opened.caseId, 1, 'note', { plain })),
      refused('fact-not-taken'),
    )
})

test('what is forbidden about a child is refused by the database, in every mode', async () => {
  const opened = await open()
  await send(wall, border, departure, step(opened.caseId, 1, 'note', { plain: { child: true } }))
  const forced = { ...prepared, breaches: [{ rule: 'F1.child', level: 'L', mode: 'record' }] }
  await assert.rejects(
    send(wall, border, departure, step(opened.caseId, 2, 'prepare', forced)),
    refused('stopped-by-safeguard', 'F1.child'),
  )
})

test('in mode record a forbidden step goes through only with its breach, and the breach tells its ladder', async () => {
  const opened = await open({ weather: 'storm' })
  await send(wall, border, departure, step(opened.caseId, 1, 'prepare', prepared))
  const head = actor('sms-enforcement-head')
  await client.query(
    'update immigration_enforcement.departure set office_sms_enforcement_head = $1 where case_id = $2',
    ['one', opened.caseId],
  )
  await assert.rejects(
    send(wall, head, departure, step(opened.caseId, 2, 'board', boarding)),
    refused('stopped-by-safeguard', 'F1.storm'),
  )
  await send(
    wall,
    head,
    departure,
    step(opened.caseId, 2, 'board', { ...boarding, breaches: [{ rule: 'F1.storm', level: 'L', mode: 'record' }] }),
  )
  const { rows } = await client.query(
    'select whom from immigration_enforcement.notice where case_id = $1 order by whom',
    [opened.caseId],
  )
  assert.deepEqual(
    rows.map(({ whom }) => whom),
    ['head', 'judge', 'ombuds-npm', 'ombuds-officer', 'person'],
  )
})

test('who prepared a departure does not carry it out', async () => {
  const opened = await open()
  await send(wall, border, departure, step(opened.caseId, 1, 'prepare', prepared))
  await assert.rejects(
    send(wall, border, departure, step(opened.caseId, 2, 'board', boarding)),
    refused('stopped-by-safeguard', 'F1.two'),
  )
  assert.equal(
    (await send(wall, actor('border-officer'), departure, step(opened.caseId, 2, 'board', boarding))).state,
    'gone',
  )
})

/** OBSERVANCE_TRIALS=1000 runs as many as the promise asks. */
const TRIALS = Number(process.env.OBSERVANCE_TRIALS ?? 3)

test(`P11: the same submission sent fifty times at once makes one event and gets one answer, an opening too, in each of ${TRIALS} trials`, async () => {
  const burst = (command: object) =>
    Promise.all(Array.from({ length: 50 }, () => send(wall, border, departure, command)))
  await burst(openingOf(somebody(), { asked_at: hoursAgo(1), weather: 'calm' })) // opens the connections
  for (let trial = 0; trial < TRIALS; trial++) {
    const opened = await burst(openingOf(somebody(), { asked_at: hoursAgo(1), weather: 'calm' }))
    const [{ caseId }] = opened as [Sent]
    const answers = await burst(step(caseId, 1, 'note', { plain: { weather: 'storm' } }))
    for (const same of [opened, answers])
      assert.equal(new Set(same.map(({ event, recordedAt }) => `${event} ${recordedAt}`)).size, 1)
    const { rows } = await client.query(
      'select count(*)::int as n from immigration_enforcement.event where case_id = $1',
      [caseId],
    )
    assert.equal(rows[0].n, 2)
  }
  console.log(
    `the same submission fifty times at once, an opening and a step, ${TRIALS} times: one event each; ${boundOf(2 * TRIALS)}`,
  )
})

test('P11: a key is known after a restart: the same answer, and no second event', async () => {
  const opening = openingOf(somebody(), { asked_at: hoursAgo(1), weather: 'calm' })
  const first = await send(wall, border, departure, opening)
  const again = await openFirewall(store, OFFICER_ROLES)
  const { caseId, event, recordedAt } = await send(again, border, departure, opening)
  assert.deepEqual({ caseId, event, recordedAt }, { caseId: first.caseId, event: 1, recordedAt: first.recordedAt })
  await assert.rejects(
    send(again, border, departure, { ...opening, bodyHash: '00'.repeat(32) }),
    refused('key-used-before'),
  )
})

test('a key used again for another content, or by somebody else, is refused', async () => {
  const opened = await open()
  const command = step(opened.caseId, 1, 'note')
  await send(wall, border, departure, command)
  await assert.rejects(
    send(wall, border, departure, { ...command, bodyHash: '00'.repeat(32) }),
    refused('key-used-before'),
  )
  await assert.rejects(send(wall, actor('border-officer'), departure, command), refused('key-used-before'))
})

test('a time in the future is no time asserted', async () => {
  const opened = await open()
  const assertedAt = Temporal.Now.instant().add({ hours: 1 }).toString()
  await assert.rejects(
    send(wall, border, departure, step(opened.caseId, 1, 'note', { assertedAt })),
    refused('not-yet-happened'),
  )
})

test('a later start moves no protective clock, an earlier one does, and a judge alone may move it later', async () => {
  const opened = await open({ asked_at: hoursAgo(3) })
  const [before] = await clocksOf(opened.caseId)
  await send(wall, border, departure, step(opened.caseId, 1, 'note', { plain: { asked_at: hoursAgo(1) } }))
  // As text: to deepEqual all moments of Temporal are equal.
  assert.equal(JSON.stringify(await clocksOf(opened.caseId)), JSON.stringify([before]))
  const earlier = hoursAgo(6)
  await send(wall, border, departure, step(opened.caseId, 2, 'note', { plain: { asked_at: earlier } }))
  assert.equal((await clocksOf(opened.caseId))[0].started_at.toString(), Temporal.Instant.from(earlier).toString())
  const later = hoursAgo(2)
  await send(wall, judge, departure, step(opened.caseId, 3, 'note', { plain: { asked_at: later } }))
  assert.equal((await clocksOf(opened.caseId))[0].started_at.toString(), Temporal.Instant.from(later).toString())
})

test('a decision one second after the time is a breach, whatever time was typed', async () => {
  const opened = await open({ asked_at: hoursAgo(23) })
  await client.query(
    "update immigration_enforcement.clock set started_at = started_at - interval '1 hour 1 second', due_at = due_at - interval '1 hour 1 second', thereupon = null where case_id = $1",
    [opened.caseId],
  )
  await send(wall, border, departure, step(opened.caseId, 1, 'prepare', { ...prepared, assertedAt: hoursAgo(2) }))
  const { rows } = await client.query(
    'select rule, state, level from immigration_enforcement.breach where case_id = $1',
    [opened.caseId],
  )
  assert.deepEqual(rows, [{ rule: 'F2.decided', state: 'recordedLate', level: 'L' }])
})

test('once a time is over that ends something by itself, no officer steps in before the system has', async () => {
  const opened = await open({ asked_at: hoursAgo(24.01) })
  await assert.rejects(
    send(wall, border, departure, step(opened.caseId, 1, 'prepare', prepared)),
    refused('time-over-first'),
  )
})

test('events are never changed, deleted or emptied, not by the owner of the table either', async () => {
  const { caseId } = await open()
  for (const statement of [
    "update immigration_enforcement.event set recorded_at = recorded_at - interval '1 hour' where case_id = $1",
    'update immigration_enforcement.event set sealed = null where case_id = $1',
    'delete from immigration_enforcement.event where case_id = $1',
  ])
    await assert.rejects(client.query(statement, [caseId]), codeOf('OB110'))
  await assert.rejects(client.query('truncate immigration_enforcement.event'), codeOf('OB110'))
})

test('a correction is another event: it moves nothing, tells nothing new, and only who gives a fact corrects it', async () => {
  const opened = await open()
  const correct = (who: typeof border, expected: number, plain: object) =>
    send(wall, who, departure, step(opened.caseId, expected, 'correct', { plain }))
  await assert.rejects(correct(border, 1, { child: true }), refused('fact-not-taken'))
  await assert.rejects(correct(border, 1, { state: 'gone' }), refused('fact-not-taken'))
  const answer = await correct(border, 1, { weather: 'storm' })
  assert.deepEqual([answer.event, answer.state], [2, 'asked'])
  const lawyer = actor('lawyer')
  await client.query(
    "insert into immigration_enforcement.spoken_for (case_id, officer, role, since, put_on_by) values ($1, $2, 'lawyer', now(), 'person')",
    [opened.caseId, lawyer.officer],
  )
  await assert.rejects(correct(lawyer, 2, { weather: 'calm' }), refused('fact-not-taken'))
})
