/** Freezing and export: what it takes, what nobody can change any more, and what the history keeps. */
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { publicViewer } from '../firewall/index.ts'
import { asActor, StepRefused } from '../store/index.ts'
import { content, openDesk, refusedBy, VIEW } from './fixtures/desk.ts'
import { WRITER } from './fixtures/sotoland.ts'
import * as reports from './index.ts'

const store = await testStore()
const desk = await openDesk(store)
const LATER = { ...VIEW, today: VIEW.today.add({ days: 400 }) }

beforeEach(async () => {
  desk.report = await desk.begin(desk.sotoland.people.secretariat)
})

test('a report is not frozen without the approval of the secretariat, nor with that of an older version', async () => {
  const { secretariat, interior } = desk.sotoland.people
  await desk.share()
  await assert.rejects(desk.freeze(1), refusedBy('not-in-approval'))
  await desk.request(1)
  await desk.approve(interior, 1)
  await assert.rejects(desk.freeze(1), refusedBy('not-approved'))
  await desk.approve(secretariat, 1)
  await desk.save(secretariat, 1)
  await desk.request(2)
  await assert.rejects(desk.freeze(2), refusedBy('not-approved'))
})

test('a frozen report is exported as exactly the bytes that were frozen, even when the figures have changed', async () => {
  const { secretariat } = desk.sotoland.people
  const sha256 = await desk.frozen()
  await asActor(store.web, WRITER, 'test', (tx) =>
    tx.updateTable('measure').set({ state: 'done' }).where('id', '=', desk.sotoland.measure).execute(),
  )
  const file = await desk.act(secretariat, (tx) =>
    reports.exportReport(tx, secretariat, { report: desk.report }, LATER),
  )
  assert.equal(file.sha256, sha256)
  assert.equal(file.fileName, 'CMW-C-SOT-CO-2-follow-up.docx')
  assert.equal((await desk.read(secretariat, (tx) => reports.verifyFrozen(tx, file.bytes)))?.report, desk.report)
  const touched = file.bytes.with(100, (file.bytes[100] ?? 0) ^ 1)
  assert.equal(await desk.read(secretariat, (tx) => reports.verifyFrozen(tx, touched)), null)
})

test('nothing of a frozen report can be saved, commented on, approved or frozen again', async () => {
  const { secretariat } = desk.sotoland.people
  await desk.frozen()
  const steps = [
    () => desk.save(secretariat, 1),
    () =>
      desk.act(secretariat, (tx) =>
        reports.comment(tx, secretariat, { report: desk.report, number: 1, body: 'Late.' }),
      ),
    () => desk.request(1),
    () => desk.approve(secretariat, 1),
    () => desk.freeze(1),
  ]
  for (const step of steps) await assert.rejects(step(), refusedBy('report-frozen'))
})

test('the public reads a published frozen report as a file, and its hash', async () => {
  const sha256 = await desk.frozen()
  await desk.share('public')
  const anyone = publicViewer('en')
  const file = await desk.act(anyone, (tx) => reports.exportReport(tx, anyone, { report: desk.report }, VIEW))
  assert.equal(file.sha256, sha256)
})

test('a report over its limit is frozen only with a reason, which the history keeps', async () => {
  const { secretariat } = desk.sotoland.people
  const long = await desk.save(secretariat, 1, content({ introduction: 'word '.repeat(3600) }))
  assert.equal(long.level, 'over')
  await desk.request(2)
  await desk.approve(secretariat, 2)
  await assert.rejects(desk.freeze(2), (error) => {
    assert.ok(error instanceof StepRefused)
    assert.deepEqual([error.rule, error.data], ['over-word-limit', { words: long.words, limit: 3500 }])
    return true
  })
  await desk.freeze(2, 'The Committee agreed to more.')
  const { rows } = await desk.read(secretariat, (tx) =>
    sql<{
      reason: string
    }>`select details ->> 'overLimitReason' as reason from followup.history where action = 'report.freeze' and object = ${desk.report}`.execute(
      tx,
    ),
  )
  assert.deepEqual(rows, [{ reason: 'The Committee agreed to more.' }])
})

test('an export is in the history with its hash, or there is no export', async () => {
  const { secretariat } = desk.sotoland.people
  const file = await desk.act(
    secretariat,
    (tx) => reports.exportReport(tx, secretariat, { report: desk.report }, VIEW),
    'report.export',
  )
  const exports = () =>
    desk.read(secretariat, (tx) =>
      sql<{
        actor: string
        sha: string
      }>`select actor, details ->> 'sha256' as sha from followup.history where action = 'report.export' and object = ${desk.report}`.execute(
        tx,
      ),
    )
  assert.deepEqual((await exports()).rows, [{ actor: secretariat.account, sha: file.sha256 }])
  await assert.rejects(
    desk.read(secretariat, (tx) => reports.exportReport(tx, secretariat, { report: desk.report }, VIEW)),
  )
})
