/** Watching over the agencies: who is told of what is not kept, at once, over every wall, and who is not. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { officeId } from '../../countries/index.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { NotFound } from '../../store/index.ts'
import { carryOut } from '../command.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { round } from '../keep.ts'
import { actingAs, type Who } from '../register.ts'
import { acknowledgeAlarm, alarmsWatched, breachesWatched, type WatchedAlarm } from './index.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office: string): Who => ({ as: 'officer', id: randomUUID(), role, office })
const ombuds = officer('ombuds-officer', 'ombudsperson')
const visitors = officer('ombuds-npm', 'ombudsperson')
const auditor = officer('data-protection-auditor', 'data-protection')
const police = officer('police-officer', 'police-baku')
const place = officer('place-officer', 'place-baku')
const ago = (hours: number) =>
  Temporal.Now.instant()
    .subtract({ minutes: hours * 60 })
    .round('millisecond')
    .toString()

const act = (
  who: Who,
  kind: 'open' | 'take' | 'enter',
  step: string,
  what: { on?: { caseId: string; event: number }; facts: Record<string, unknown> },
) => carryOut(register, who, asking({ procedure: 'detention', kind, step, on: what.on ?? null, facts: what.facts }))

async function detain(hours = 1): Promise<string> {
  const facts = {
    ...{ libertyLostAt: ago(hours), libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'male' },
    ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false },
    ...{ language: 'uz', needsInterpreter: true },
  }
  return (await act(police, 'open', 'open', { facts })).caseId
}

/** Somebody dies in the place: an alarm of the highest ladder. */
async function death(): Promise<string> {
  const caseId = await detain()
  await act(place, 'enter', 'admit', { on: { caseId, event: 1 }, facts: { place: officeId('place-baku') } })
  await act(place, 'take', 'noteDeath', { on: { caseId, event: 2 }, facts: { diedAt: ago(0) } })
  return caseId
}

async function tellCharge(): Promise<string> {
  const caseId = await detain()
  await act({ as: 'person', caseId }, 'enter', 'tellCharge', { on: { caseId, event: 1 }, facts: {} })
  return caseId
}

/** A breach as the commit functions write one. */
const found = (schema: string, procedure: string, rule: string, level: string) =>
  owner.query(
    `insert into ${schema}.breach (procedure, case_id, rule, level, mode, found_at)
     values ($1, gen_random_uuid(), $2, $3, 'enforce', clock_timestamp())`,
    [procedure, rule, level],
  )

const breaches = (who: Who, level: 'R' | 'L' | 'W' | null = null) =>
  breachesWatched(register, who, { level, most: 100 })
const alarms = (who: Who) => alarmsWatched(register, who, 100)
const about = (list: readonly WatchedAlarm[], caseId: string) => list.find((one) => one.case?.id === caseId)

test('a breach stands in the list of the Ombudsperson in the transaction that makes it, and leads to its case', async () => {
  const caseId = await tellCharge()
  const [newest] = await breaches(ombuds)
  assert.deepEqual([newest?.procedure, newest?.rule, newest?.level], ['detention', 'D14.noCostNoWork', 'R'])
  assert.equal(newest?.case?.id, caseId)
  assert.ok(
    Temporal.Now.instant()
      .since(newest?.found_at ?? Temporal.Instant.fromEpochMilliseconds(0))
      .total('minutes') < 1,
  )
})

test('P6: with nobody making the rounds, a time that is over stands in the list of the Ombudsperson, and once', async () => {
  const caseId = await detain(25)
  const of = async (who: Who) =>
    (await breaches(who))
      .filter((one) => one.case?.id === caseId && one.rule === 'D3.judge')
      .map(({ state, level }) => [state, level])
  assert.deepEqual(await of(ombuds), [['unnoted', 'L']])
  assert.deepEqual(await of(visitors), [['unnoted', 'L']])
  assert.deepEqual(
    (await breaches(ombuds, 'R')).filter(({ rule }) => rule === 'D3.judge'),
    [],
  )
  await round(register)
  assert.deepEqual(await of(ombuds), [['open', 'L']])
})

test('breaches of every compartment stand in one list, the newest first; a case that the reader does not read has no way to it', async () => {
  await found('education', 'school-enrolment', 'S3.wall', 'W')
  await found('victim_protection', 'trafficking-identification', 'T1.team', 'R')
  const list = await breaches(ombuds)
  assert.deepEqual(
    list.slice(0, 2).map(({ rule }) => rule),
    ['T1.team', 'S3.wall'],
  )
  assert.ok(list.slice(0, 2).every((one) => one.case === null))
  assert.ok((await breaches(ombuds, 'W')).every(({ level }) => level === 'W'))
})

test('those who protect data are told of what crossed a wall, and of nothing else', async () => {
  await found('education', 'school-enrolment', 'S3.wall', 'W')
  await tellCharge()
  const list = await breaches(auditor)
  assert.ok(list.length > 0)
  assert.ok(list.every(({ level }) => level === 'W'))
  assert.ok(list.every((one) => one.case === null))
})

test('whoever visits places of detention is told of liberty and removal; of complaints not even that there is one', async () => {
  await found('ombudsperson', 'complaint', 'C1.wall', 'L')
  await found('immigration_enforcement', 'detention', 'D3.judge', 'L')
  assert.ok((await breaches(visitors)).every(({ level, procedure }) => level === 'L' && procedure !== 'complaint'))
  assert.ok((await breaches(ombuds)).some(({ procedure }) => procedure === 'complaint'))
  await assert.rejects(
    actingAs(register, visitors, (tx) => sql`select ombudsperson.breaches_watched(null, 1)`.execute(tx)),
    NotFound,
  )
})

test('an alarm repeats until one of those who answer it does; it stays with each, with who answered and when', async () => {
  const caseId = await death()
  const alarm = about(await alarms(ombuds), caseId)
  assert.deepEqual([alarm?.about, alarm?.rule, alarm?.times], ['alarm', 'noteDeath', 1])
  const notice = alarm?.notice_id ?? assert.fail('no alarm')
  assert.equal(await acknowledgeAlarm(register, ombuds, { procedure: 'detention', notice }), true)
  assert.equal(about(await alarms(ombuds), caseId), undefined)
  const left = about(await alarms(visitors), caseId)
  assert.equal(left?.answered?.role, 'ombuds-officer')
  assert.ok(left.answered.at)
  const { rows } = await owner.query(
    'select whom from immigration_enforcement.notice where case_id = $1 and acknowledged_at is null and repeat_at is not null order by whom',
    [caseId],
  )
  assert.deepEqual(rows, [], 'nobody is told again')
  const kept = await owner.query(
    'select acknowledged_by, whom from immigration_enforcement.notice where case_id = $1 and acknowledged_at is not null',
    [caseId],
  )
  assert.deepEqual(kept.rows, [{ acknowledged_by: ombuds.as === 'officer' ? ombuds.id : '', whom: 'ombuds-officer' }])
})

test('two colleagues who acknowledge at once are one, and the other is told so', async () => {
  const caseId = await death()
  const notice = about(await alarms(ombuds), caseId)?.notice_id ?? assert.fail('no alarm')
  const colleague = officer('ombuds-officer', 'ombudsperson')
  const done = await Promise.all(
    [ombuds, colleague].map((who) => acknowledgeAlarm(register, who, { procedure: 'detention', notice })),
  )
  assert.deepEqual(done.toSorted(), [false, true])
})

test('nobody acknowledges what somebody else was told', async () => {
  const caseId = await death()
  const notice = about(await alarms(ombuds), caseId)?.notice_id ?? assert.fail('no alarm')
  await assert.rejects(acknowledgeAlarm(register, visitors, { procedure: 'detention', notice }), NotFound)
  await assert.rejects(acknowledgeAlarm(register, place, { procedure: 'detention', notice }), NotFound)
  await assert.rejects(acknowledgeAlarm(register, ombuds, { procedure: 'detention', notice: randomUUID() }), NotFound)
  assert.ok(about(await alarms(ombuds), caseId))
})

test('an agency does not watch itself: no list for it, and no function behind the list', async () => {
  for (const who of [place, police, officer('judge', 'court-baku'), officer('statistician', 'statistics')]) {
    await assert.rejects(async () => breaches(who), NotFound)
    await assert.rejects(async () => alarms(who), NotFound)
    for (const call of ['breaches_watched(null, 9)', 'alarms_watched(9)', `acknowledge_watched('${randomUUID()}')`])
      await assert.rejects(
        actingAs(register, who, (tx) => sql.raw(`select immigration_enforcement.${call}`).execute(tx)),
        NotFound,
      )
  }
})
