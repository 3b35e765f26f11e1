/** By hand, with a login of the application and no application before it: what the database itself does not let happen. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { OFFICER_ROLES, PROCEDURES } from '../../procedures/index.ts'
import { actor, commandOf, installBare, openingOf, send, somebody } from '../fixtures/bare-register.ts'

const store = await testStore('declared')
const wall = await installBare(store, [], PROCEDURES)
const owner = await store.ownerClient()
after(() => owner.end())
const found = PROCEDURES.find(({ name }) => name === 'detention')
assert.ok(found)
const detention = found

const ago = (hours: number) => Temporal.Now.instant().subtract({ hours }).round('millisecond').toString()
const PLAIN = {
  ...{ language: 'uz', liberty_lost_at: ago(1), liberty_lost_place: 'unknown', sex: 'male', age_basis: 'documented' },
  ...{ apprehended_by: randomUUID(), nationality: 'UZ', accompanied_by_child: false },
}
const opening = (plain: object) => openingOf(somebody(), plain)

/** A row of the case, an event of it, or their clocks out of the way: each in the ways of SQL. */
const STATEMENTS: readonly ((id: string) => string)[] = [
  (id) =>
    `insert into immigration_enforcement.detention (case_id, case_number, pseudonym, person_pointer, key_id, state, event_no, opened_at, changed_at)
     values ('${id}', '${id}', '\\x${'00'.repeat(20)}', '\\x00', '${id}', 'apprehended', 1, now(), now())`,
  (id) =>
    `with made as (insert into immigration_enforcement.detention select * from immigration_enforcement.detention returning 1) select '${id}' from made`,
  (id) =>
    `insert into immigration_enforcement.event (procedure, case_id, no, kind, step, to_state, asserted_at, recorded_at, role, given, commitment, entry, salt, key, body_hash)
     values ('detention', '${id}', 1, 'open', 'open', 'apprehended', now(), now(), 'judge', '{}', '\\x${'00'.repeat(32)}', '${id}', '\\x00', '${id}', '\\x${'00'.repeat(32)}')`,
  () => 'delete from immigration_enforcement.clock',
  () => 'update immigration_enforcement.clock set stopped_at = now()',
  () => `update immigration_enforcement.clock set due_at = 'infinity'`,
  () => 'truncate immigration_enforcement.clock cascade',
  () => 'drop function immigration_enforcement.commit_detention(jsonb)',
  () =>
    'create or replace function immigration_enforcement.commit_detention(command jsonb) returns jsonb language sql as $$ select command $$',
  () => 'alter table immigration_enforcement.event disable trigger all',
  () => 'set session_replication_role = replica',
  (id) =>
    `merge into immigration_enforcement.detention d using (select '${id}'::uuid as id) s on d.case_id = s.id when matched then update set state = 'released'`,
  () => `select immigration_enforcement.place_detention(null, null, 'open', now(), now(), '{}')`,
  () => `create table immigration_enforcement.clock_of_mine ()`,
  () => `copy immigration_enforcement.detention from stdin`,
  () => `set role observance`,
]

/** Openings as JSON, each without what starts the clock of the judge. */
const OPENINGS: readonly object[] = [
  { ...PLAIN, liberty_lost_at: undefined },
  { ...PLAIN, liberty_lost_at: null },
  { ...PLAIN, liberty_lost_at: '' },
  { ...PLAIN, liberty_lost_at: 'no time' },
  { ...PLAIN, liberty_lost_at: [] },
  {},
]

test('P4: no detention without its clocks, by 200 statements of every role by hand', async () => {
  const roles = OFFICER_ROLES.filter((role) => wall.knows(role))
  const before = await counts()
  const attempts: Promise<string>[] = []
  for (const role of detention.opens.by)
    for (const plain of OPENINGS)
      attempts.push(
        outcome(send(wall, actor(role), detention, opening(plain)), `${role} opens with ${JSON.stringify(plain)}`),
      )
  for (let at = 0; attempts.length < 200; at++) {
    const who = actor(roles[at % roles.length] ?? 'judge')
    const statement = STATEMENTS[at % STATEMENTS.length]?.(randomUUID()) ?? ''
    const byHand = wall.asOfficer({ id: who.officer, role: who.role, office: 'one' }, (tx) =>
      sql.raw(statement).execute(tx),
    )
    attempts.push(outcome(byHand, `${who.role}: ${statement}`))
  }
  assert.deepEqual(
    (await Promise.all(attempts)).filter((one) => one !== 'refused'),
    [],
  )
  assert.deepEqual(await counts(), before)
})

test('P4: what is opened has every clock that its opening starts', async () => {
  const { caseId } = await send(wall, actor('police-officer'), detention, opening(PLAIN))
  const { rows } = await owner.query(
    "select rule from immigration_enforcement.clock where case_id = $1 and rule = 'D3.judge'",
    [caseId],
  )
  assert.equal(rows.length, 1)
})

test('P16: nobody sets the time recorded; what is claimed is kept beside it', async () => {
  const past = '2001-01-01T00:00:00Z'
  const times = { recordedAt: past, recorded_at: past, recorded: past, changedAt: past, at: past, now: past }
  const { caseId } = await send(wall, actor('police-officer'), detention, {
    ...opening(PLAIN),
    ...times,
    assertedAt: ago(3),
  })
  const { rows } = await owner.query(
    `select e.recorded_at > now() - interval '1 minute' as now, e.recorded_at - e.asserted_at > interval '2 hours' as apart, d.opened_at = e.recorded_at as opened
     from immigration_enforcement.event e join immigration_enforcement.detention d using (case_id) where e.case_id = $1`,
    [caseId],
  )
  assert.deepEqual(rows, [{ now: true, apart: true, opened: true }])
  for (const column of ['opened_at', 'changed_at', 'recorded_at', 'started_at'])
    await assert.rejects(send(wall, actor('police-officer'), detention, opening({ ...PLAIN, [column]: past })), column)
})

test('P16: each correction is another entry, and the first stays as it was', async () => {
  const who = actor('police-officer')
  const { caseId } = await send(wall, who, detention, opening(PLAIN))
  const events = async () =>
    (
      await owner.query('select to_jsonb(e) as e from immigration_enforcement.event e where case_id = $1 order by no', [
        caseId,
      ])
    ).rows
  let kept = await events()
  for (let no = 1; no <= 8; no++) {
    const earlier = ago(1 + no)
    await send(
      wall,
      who,
      detention,
      commandOf({ step: 'correct', caseId, expected: no, plain: { liberty_lost_at: earlier } }),
    )
    const now = await events()
    assert.deepEqual(now.slice(0, no), kept)
    assert.equal(now.length, no + 1)
    kept = now
  }
})

async function outcome(attempt: Promise<unknown>, what: string): Promise<string> {
  return attempt.then(
    () => `done: ${what}`,
    () => 'refused',
  )
}

async function counts() {
  const { rows } = await owner.query(
    'select (select count(*)::int from immigration_enforcement.detention) as cases, (select count(*)::int from immigration_enforcement.event) as events, (select count(*)::int from immigration_enforcement.clock) as clocks',
  )
  return rows
}
