/** Visits to places where people are held: who reads what is recommended, who never reads what was found, and what comes of no answer. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { loadPack, officeId, packFolder } from '../countries/index.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { NotFound } from '../store/index.ts'
import { hashOfCode, issueCode, newCode } from './codes.ts'
import { carryOut } from './command.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { Refused } from './index.ts'
import { round } from './keep.ts'
import { queue } from './queue.ts'
import type { Who } from './register.ts'
import { viewCase } from './view.ts'
import { discrepancies } from './watchdog.ts'

const { offices } = await loadPack(packFolder('AZE'))
const store = await testStore('declared')
const register = await wholeRegister(store, {
  procedures: PROCEDURES,
  // Even where a pack says that the migration service takes whatever there is.
  offices: offices.map((one) => (one.code === 'migration-baku' ? { ...one, takes: 'all' as const } : one)),
})
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office: string): Who => ({ as: 'officer', id: randomUUID(), role, office })
const visitor = officer('ombuds-npm', 'ombudsperson')
const head = officer('sms-enforcement-head', 'migration-baku')
const place = officer('place-officer', 'place-baku')
const police = officer('police-officer', 'police-baku')
const daysAgo = (days: number) =>
  Temporal.Now.instant()
    .subtract({ hours: days * 24 })
    .round('millisecond')

const RECOMMENDED = { theme: 'access-to-a-judge', recommendation: 'Bring everybody before a judge within a day.' }
const FINDINGS = 'Two women in the second room had seen no judge for three days.'

interface On {
  readonly caseId: string
  readonly event: number
}
type Kind = 'open' | 'take' | 'enter'

async function act(who: Who, kind: Kind, step: string, facts: object, on: On | null = null, ago = 0): Promise<On> {
  const assertedAt = ago === 0 ? null : daysAgo(ago)
  const asked = asking({ procedure: 'visit', kind, step, on, facts: { ...facts }, assertedAt })
  const { caseId, event } = await carryOut(register, who, asked)
  return { caseId, event }
}
const visit = (more: object = {}) =>
  act(visitor, 'open', 'open', {
    ...{ place: officeId('place-baku'), visitedAt: daysAgo(40).toString(), visitors: 'Two visitors, an interpreter' },
    ...{ findings: FINDINGS, spokenWith: 14, inPrivate: true, ...more },
  })
const recommend = async (more: object = {}, ago = 0) =>
  act(
    visitor,
    'take',
    'recommend',
    { ...RECOMMENDED, addressee: officeId('migration-baku'), ...more },
    await visit(),
    ago,
  )
const see = (who: Who, { caseId }: On) => viewCase(register, who, { procedure: 'visit', caseId, purpose: 'review' })
const listed = async (who: Who) =>
  (await queue(register, who, { procedure: 'visit', limit: 200 })).map(({ caseId }) => caseId)
const breaches = async ({ caseId }: On) =>
  (
    await owner.query<{ rule: string }>('select rule from ombudsperson.breach where case_id = $1 order by rule', [
      caseId,
    ])
  ).rows.map(({ rule }) => rule)

test('a case about nobody has no code: whoever sends one with it opens nothing by it, and nobody is given another', async () => {
  const facts = { place: officeId('place-baku'), visitedAt: daysAgo(1).toString(), visitors: 'Two visitors' }
  const code = hashOfCode(newCode())
  const asked = { ...asking({ procedure: 'visit', kind: 'open', step: 'open', facts }), code }
  const { caseId } = await carryOut(register, visitor, asked)
  const { rows } = await owner.query(`select from ombudsperson.case_code where case_id = $1`, [caseId])
  assert.equal(rows.length, 0)
  await assert.rejects(issueCode(register, visitor, { procedure: 'visit', caseId, bearer: 'person' }), NotFound)
})

test('before a recommendation is sent no authority has the case, not the place that was visited, not whoever takes all cases', async () => {
  const on = await visit()
  for (const who of [place, head, police, officer('judge', 'court-baku'), officer('school-registrar', 'school-12')]) {
    assert.ok(!(await listed(who)).includes(on.caseId))
    await assert.rejects(see(who, on), NotFound)
  }
  assert.ok((await listed(officer('ombuds-officer', 'ombudsperson'))).includes(on.caseId))
})

test('the office that is asked reads the recommendation and its time; nothing of what was found reaches it, in no event either', async () => {
  const on = await recommend()
  assert.ok((await listed(head)).includes(on.caseId))
  const seen = await see(head, on)
  assert.equal(seen.facts.recommendation, RECOMMENDED.recommendation)
  assert.ok(seen.clocks.some(({ rule, stoppedAt }) => rule === 'V1.answer' && stoppedAt === null))
  const all = JSON.stringify([seen.facts, seen.timeline])
  for (const hidden of [FINDINGS, 'an interpreter', 'spokenWith', 'inPrivate']) assert.ok(!all.includes(hidden), hidden)
  // Neither the place nor another office of the same agency.
  for (const who of [place, officer('sms-enforcement-head', 'migration-west')])
    await assert.rejects(see(who, on), NotFound)
  assert.equal((await see(visitor, on)).facts.findings, FINDINGS)
})

test('an answer ends the time; a new recommendation starts it again', async () => {
  const on = await recommend()
  const [row] = (await queue(register, head, { procedure: 'visit', limit: 200 })).filter(
    (one) => one.caseId === on.caseId,
  )
  assert.equal(row?.ownDueRule, 'V1.answer')
  const answered = await act(head, 'take', 'answer', { reply: 'will-be-done', answer: 'From Monday on.' }, on)
  const running = async () => (await see(visitor, on)).clocks.filter(({ stoppedAt }) => stoppedAt === null)
  assert.deepEqual(await running(), [])
  await act(visitor, 'take', 'recommendAgain', { recommendation: 'It is Friday.' }, answered)
  assert.deepEqual(
    (await running()).map(({ rule }) => rule),
    ['V1.answer'],
  )
  assert.deepEqual(await breaches(on), [])
})

test('no answer in thirty days is a breach: the head and the Ombudsperson are told, and nobody who is not there', async () => {
  const on = await recommend({}, 31)
  await round(register)
  assert.deepEqual(await breaches(on), ['V1.answer'])
  const { rows } = await owner.query<{ whom: string }>(
    `select whom from ombudsperson.notice where case_id = $1 and about = 'breach' order by whom`,
    [on.caseId],
  )
  assert.deepEqual(
    rows.map(({ whom }) => whom),
    ['head', 'ombuds-npm', 'ombuds-officer'],
  )
  await act(visitor, 'take', 'closeUnanswered', {}, on)
  assert.equal((await see(visitor, on)).state, 'unanswered')
})

test('that a recommendation was never answered is said when its time is over, and not before', async () => {
  await assert.rejects(act(visitor, 'take', 'closeUnanswered', {}, await recommend()), Refused)
})

test('where somebody’s life is at stake the answer is due within a day', async () => {
  const on = await recommend({ urgent: true }, 2)
  await round(register)
  assert.deepEqual(await breaches(on), ['V1.atOnce'])
})

test('a door that stayed shut and somebody who was punished for speaking are breaches at once', async () => {
  const on = await visit({ hindered: true })
  assert.deepEqual(await breaches(on), ['V4.letIn'])
  await act(visitor, 'enter', 'tellReprisal', { reprisal: 'Moved to a cell alone.' }, on)
  assert.deepEqual(await breaches(on), ['V3.nobodyPunished', 'V4.letIn'])
})

test('the number of visits is no secret: they are in the register’s log, and not in that of complaints', async () => {
  const { rows } = await owner.query(
    `select distinct e.log from ledger.entry e join ombudsperson.event v on v.entry = e.id where v.procedure = 'visit'`,
  )
  assert.deepEqual(rows, [{ log: 'register' }])
  for (const procedure of PROCEDURES) assert.deepEqual(await discrepancies(register, procedure), [])
})
