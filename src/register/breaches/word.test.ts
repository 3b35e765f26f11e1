/** What is said of a breach: it is explained and never taken away, and a late record is made good by nobody who was late. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { settingsOf } from '../../ledger/fixtures/stored-log.ts'
import { selfCheck } from '../../ledger/index.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import { carryOut } from '../command.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { breachesWatched } from '../oversight/index.ts'
import { registerRecords } from '../records/live-records.ts'
import { Refused } from '../refused.ts'
import type { Who } from '../register.ts'
import { fireDue } from '../scheduler.ts'
import { systemCommands } from '../system-command.ts'
import { viewCase } from '../view.ts'
import type { BreachWord } from './functions.ts'
import { sayOfBreach } from './word.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office: string): Who => ({ as: 'officer', id: randomUUID(), role, office })
const police = officer('police-officer', 'police-baku')
const ombuds = officer('ombuds-officer', 'ombudsperson')
const ago = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).round('millisecond')
const TEXT = 'The interpreter came on foot; the line was down.'

/** Rights were explained within the hour, and written down after it. */
async function writtenDownLate(saidAgo = 150) {
  const facts = {
    ...{ libertyLostAt: ago(180).toString(), libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'male' },
    ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false },
    ...{ language: 'uz', needsInterpreter: true },
  }
  const { caseId } = await carryOut(
    register,
    police,
    asking({ procedure: 'detention', kind: 'open', step: 'open', facts, assertedAt: ago(179) }),
  )
  const told = { rightsToldAt: ago(saidAgo).toString(), rightsToldHow: 'interpreter-in-person', rightsUnderstood: true }
  await carryOut(
    register,
    police,
    asking({
      ...{ procedure: 'detention', kind: 'enter', step: 'tellRights', on: { caseId, event: 1 } },
      ...{ facts: told, assertedAt: ago(saidAgo) },
    }),
  )
  return caseId
}
const view = (who: Who, caseId: string) =>
  viewCase(register, who, { procedure: 'detention', caseId, purpose: 'supervise' })
const breachOf = async (who: Who, caseId: string) =>
  (await view(who, caseId)).breaches.find(({ rule }) => rule === 'D4.hour') ?? assert.fail('no breach')
const say = async (who: Who, caseId: string, word: BreachWord, text = TEXT, key = randomUUID()) => {
  const { id } = await breachOf(ombuds, caseId)
  await sayOfBreach(
    register,
    who,
    { procedure: 'detention', caseId, breach: id, purpose: 'review' },
    { word, text, key },
  )
}

test('what was done in time and recorded late stands as recorded late; the office that was late explains it and no more', async () => {
  const caseId = await writtenDownLate()
  assert.equal((await breachOf(police, caseId)).state, 'recordedLate')
  await say(police, caseId, 'explained')
  const breach = await breachOf(ombuds, caseId)
  assert.equal(breach.state, 'recordedLate', 'an explanation makes nothing good')
  assert.deepEqual(
    breach.words.map(({ word, by, text }) => [word, by.role, text]),
    [['explained', 'police-officer', TEXT]],
  )
  await assert.rejects(say(police, caseId, 'metLateRecord'), NotFound)
})

test('a judge or the Ombudsperson says of a late record that it was in time, once, with reasons', async () => {
  const caseId = await writtenDownLate()
  await assert.rejects(say(ombuds, caseId, 'metLateRecord', '  '), Refused)
  await say(ombuds, caseId, 'metLateRecord')
  assert.equal((await breachOf(police, caseId)).state, 'metLateRecord')
  await assert.rejects(say(ombuds, caseId, 'metLateRecord'), StepRefused)
})

test('what was not done in time, nobody marks as done in time', async () => {
  const caseId = await writtenDownLate(30)
  assert.equal((await breachOf(ombuds, caseId)).state, 'open')
  await assert.rejects(say(ombuds, caseId, 'metLateRecord'), StepRefused)
  await say(police, caseId, 'explained')
  assert.equal((await breachOf(ombuds, caseId)).state, 'explained')
})

test('the Ombudsperson hears of an explanation, sees it in the list, and so does the person', async () => {
  const caseId = await writtenDownLate(30)
  await say(police, caseId, 'explained')
  const list = await breachesWatched(register, ombuds, { level: null, most: 100 })
  assert.equal(list.find((one) => one.case?.id === caseId && one.rule === 'D4.hour')?.state, 'explained')
  const { rows } = await owner.query(
    "select whom from immigration_enforcement.notice where case_id = $1 and rule = 'D4.hour' and about = 'told' order by whom",
    [caseId],
  )
  assert.deepEqual(
    rows.map(({ whom }) => whom),
    ['ombuds-officer', 'person'],
  )
  assert.equal((await breachOf({ as: 'person', caseId }, caseId)).words[0]?.text, TEXT)
})

test('the text lies sealed, and whoever does not read the whole case learns only that something was said', async () => {
  const caseId = await writtenDownLate()
  await say(police, caseId, 'explained')
  const { rows } = await owner.query(
    'select w::text as row from immigration_enforcement.breach_word w where case_id = $1',
    [caseId],
  )
  assert.ok(!rows[0].row.includes('interpreter'))
  assert.ok(!rows[0].row.includes(Buffer.from('interpreter').toString('hex')))
  const other = officer('police-officer', 'police-baku')
  assert.equal((await breachOf(police, caseId)).words[0]?.text, TEXT, 'its writer reads it')
  assert.deepEqual(
    (await breachOf(other, caseId)).words.map(({ word, text }) => [word, text]),
    [['explained', null]],
  )
})

test('the same word sent again is said once, and its key serves nothing else', async () => {
  const caseId = await writtenDownLate()
  const key = randomUUID()
  await say(police, caseId, 'explained', TEXT, key)
  await say(police, caseId, 'explained', TEXT, key)
  assert.equal((await breachOf(ombuds, caseId)).words.length, 1)
  await assert.rejects(say(ombuds, caseId, 'metLateRecord', TEXT, key), StepRefused)
})

test('who has nothing to do with the case finds no breach, and neither does another office', async () => {
  const caseId = await writtenDownLate()
  for (const who of [officer('police-officer', 'police-elsewhere'), officer('place-officer', 'place-elsewhere')])
    await assert.rejects(say(who, caseId, 'explained'), NotFound)
  await assert.rejects(say({ as: 'person', caseId }, caseId, 'explained'), NotFound)
})

test('nobody changes or deletes a breach or a word on it, not even the owner of the tables', async () => {
  const caseId = await writtenDownLate()
  await say(police, caseId, 'explained')
  for (const statement of [
    "update immigration_enforcement.breach set state = 'open'",
    'delete from immigration_enforcement.breach',
    'truncate immigration_enforcement.breach cascade',
    "update immigration_enforcement.breach_word set word = 'metLateRecord'",
    'delete from immigration_enforcement.breach_word',
    'truncate immigration_enforcement.breach_word',
  ])
    await assert.rejects(owner.query(statement), { code: 'OB110' }, statement)
})

test('P14: a word that somebody with the whole database changes, invents or takes away is found', async () => {
  const caseId = await writtenDownLate()
  await say(police, caseId, 'explained')
  const check = () => selfCheck(owner, settingsOf('register'), registerRecords(register))
  assert.deepEqual(await check(), [])
  await owner.query('alter table immigration_enforcement.breach_word disable trigger all')
  const changing = async (statement: string) => {
    await owner.query('create table kept as select * from immigration_enforcement.breach_word')
    await owner.query(statement)
    const found = await check()
    await owner.query(
      'delete from immigration_enforcement.breach_word; insert into immigration_enforcement.breach_word select * from kept; drop table kept',
    )
    return found.length
  }
  for (const change of [
    "set word = 'metLateRecord'",
    'set officer = gen_random_uuid()',
    "set at = at - interval '1 hour'",
    "set sealed = decode('00', 'hex')",
    'set erased = true, sealed = null',
    "set role = 'judge'",
  ])
    assert.ok((await changing(`update immigration_enforcement.breach_word ${change}`)) > 0, change)
  assert.ok((await changing('delete from immigration_enforcement.breach_word')) > 0)
  await owner.query('alter table immigration_enforcement.breach_word enable trigger all')
  assert.deepEqual(await check(), [])
})

test('a time that is over and then ended late is one breach with one leaf, and the log is clean', async () => {
  const facts = {
    ...{ libertyLostAt: ago(90).toString(), libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'male' },
    ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false },
    ...{ language: 'uz', needsInterpreter: true },
  }
  const opening = asking({ procedure: 'detention', kind: 'open', step: 'open', facts })
  const { caseId } = await carryOut(register, police, opening)
  await fireDue(register.firewall.asSystem, 'immigration-enforcement', systemCommands(register))
  const told = { rightsToldAt: ago(1).toString(), rightsToldHow: 'interpreter-in-person', rightsUnderstood: true }
  const telling = { kind: 'enter', step: 'tellRights', on: { caseId, event: 1 }, facts: told } as const
  await carryOut(register, police, asking({ procedure: 'detention', ...telling }))
  assert.equal((await view(ombuds, caseId)).breaches.filter(({ rule }) => rule === 'D4.hour').length, 1)
  assert.deepEqual(await selfCheck(owner, settingsOf('register'), registerRecords(register)), [])
})

test('P14: a breach that somebody with the whole database changes or takes away is found', async () => {
  await writtenDownLate()
  const check = () => selfCheck(owner, settingsOf('register'), registerRecords(register))
  assert.deepEqual(await check(), [])
  await owner.query('alter table immigration_enforcement.breach disable trigger all')
  await owner.query('alter table immigration_enforcement.breach_word drop constraint breach_word_breach_id_fkey')
  const table = 'immigration_enforcement.breach'
  for (const change of [
    `update ${table} set state = 'open' where state = 'recordedLate'`,
    `update ${table} set found_at = found_at - interval '1 microsecond'`,
    `update ${table} set due_at = due_at + interval '1 hour' where due_at is not null`,
    `update ${table} set level = 'W'`,
    `update ${table} set mode = 'record'`,
    `update ${table} set rule = 'D14.noCostNoWork'`,
    `update ${table} set run = run + 10 where run is not null`,
    `update ${table} set case_id = gen_random_uuid()`,
    `delete from ${table}`,
  ]) {
    await owner.query(`create table kept as select * from ${table}`)
    assert.ok(((await owner.query(change)).rowCount ?? 0) > 0, change)
    assert.ok((await check()).length > 0, change)
    await owner.query(`delete from ${table}; insert into ${table} select * from kept; drop table kept`)
  }
  await owner.query('alter table immigration_enforcement.breach enable trigger all')
  assert.deepEqual(await check(), [])
})

const judge = officer('judge', 'court-baku')

test('a court finds a breach or does not, and the last court stands; what it did not find, nobody makes good', async () => {
  const caseId = await writtenDownLate(30)
  await owner.query("update immigration_enforcement.detention set office_judge = 'court-baku' where case_id = $1", [
    caseId,
  ])
  for (const who of [police, ombuds]) await assert.rejects(say(who, caseId, 'upheld-by-court'), NotFound)
  await say(judge, caseId, 'upheld-by-court')
  await assert.rejects(say(judge, caseId, 'upheld-by-court'), StepRefused)
  await say(police, caseId, 'explained')
  assert.equal((await breachOf(police, caseId)).state, 'upheld-by-court', 'explaining it changes nothing')
  await say(judge, caseId, 'not-upheld')
  assert.equal((await breachOf(police, caseId)).state, 'not-upheld')
  await assert.rejects(say(ombuds, caseId, 'remedied'), StepRefused)
})

test('that a breach was made good is said by the Ombudsperson or a judge, not by those who broke it; all are told', async () => {
  const caseId = await writtenDownLate(30)
  await assert.rejects(say(police, caseId, 'remedied'), NotFound)
  await say(ombuds, caseId, 'remedied', 'Told again, with an interpreter; the period to appeal runs anew.')
  const list = await breachesWatched(register, ombuds, { level: null, most: 100 })
  assert.equal(list.find((one) => one.case?.id === caseId && one.rule === 'D4.hour')?.state, 'remedied')
  await assert.rejects(say(ombuds, caseId, 'remedied'), StepRefused)
  const { rows } = await owner.query(
    "select whom from immigration_enforcement.notice where case_id = $1 and rule = 'D4.hour' and about = 'told' order by whom",
    [caseId],
  )
  assert.deepEqual(
    rows.map(({ whom }) => whom),
    ['head', 'ombuds-officer', 'person'],
  )
  assert.deepEqual(await selfCheck(owner, settingsOf('register'), registerRecords(register)), [])
})
