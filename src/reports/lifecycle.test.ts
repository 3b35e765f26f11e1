/** A report from its first draft to the frozen file: who sees it, who changes it, and what nobody can change any more. */
import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { publicViewer, readerOf, type Viewer } from '../firewall/index.ts'
import { asActor, asReader, Conflict, NotFound, StepRefused, type Tx } from '../store/index.ts'
import { insertSotoland, SOURCES, type Sotoland, TODAY, WRITER } from './fixtures/sotoland.ts'
import * as reports from './index.ts'

const store = await testStore()
const VIEW = { sources: SOURCES, today: TODAY }
const LATER = { ...VIEW, today: TODAY.add({ days: 400 }) }
let sotoland: Sotoland
let report = ''

const act = <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>, action = 'test') =>
  asActor(store.web, readerOf(viewer), action, work)
const read = <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>) => asReader(store.web, readerOf(viewer), work)
const refusedBy = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule

before(async () => {
  sotoland = await asActor(store.web, WRITER, 'test', insertSotoland)
})
beforeEach(async () => {
  report = await begin(sotoland.people.secretariat)
})

function begin(viewer: Viewer): Promise<string> {
  const input = { deadline: sotoland.deadline, title: 'Follow-up', language: 'en' }
  return act(viewer, (tx) => reports.createReport(tx, viewer, input, VIEW))
}

function content(change: Partial<reports.ReportContent> = {}): reports.ReportContent {
  return { ...reports.EMPTY_CONTENT, introduction: 'Ten words.', ...change }
}

function save(viewer: Viewer, basedOn: number, written = content()) {
  return act(viewer, (tx) => reports.saveDraft(tx, viewer, { report, basedOn, content: written }, VIEW))
}

async function share(audience: 'officials' | 'consultation' | 'public' = 'officials'): Promise<void> {
  const { secretariat } = sotoland.people
  const { version } = await read(secretariat, (tx) => reports.openReport(tx, report))
  await act(secretariat, (tx) => reports.shareReport(tx, secretariat, { report, version, audience }))
}

async function approveAs(viewer: Viewer, number: number): Promise<void> {
  await act(viewer, (tx) => reports.approve(tx, viewer, { report, number }))
}

async function freeze(number: number, overLimitReason?: string): Promise<string> {
  const { secretariat } = sotoland.people
  const { version } = await read(secretariat, (tx) => reports.openReport(tx, report))
  const reason = overLimitReason === undefined ? {} : { overLimitReason }
  return act(secretariat, (tx) => reports.freeze(tx, secretariat, { report, number, version, ...reason }, VIEW))
}

async function frozen(): Promise<string> {
  const { secretariat } = sotoland.people
  await act(secretariat, (tx) => reports.requestApproval(tx, secretariat, { report, number: 1 }))
  await approveAs(secretariat, 1)
  return freeze(1)
}

test('a report takes kind, document and word limit from its deadline', async () => {
  const opened = await read(sotoland.people.secretariat, (tx) => reports.openReport(tx, report))
  assert.deepEqual([opened.kind, opened.symbol, opened.word_limit], ['follow-up', 'CMW/C/SOT/CO/2', 3500])
  assert.equal(opened.audience, 'institution:SEC')
})

test('a draft is invisible to other institutions, to the NHRI and to the public until it is shared', async () => {
  const others = [sotoland.people.interior, sotoland.people.ombudsman, publicViewer('en')]
  for (const viewer of others) {
    await assert.rejects(
      read(viewer, (tx) => reports.openReport(tx, report)),
      NotFound,
    )
    await assert.rejects(
      read(viewer, (tx) => reports.contentOf(tx, report, 1)),
      NotFound,
    )
    await assert.rejects(
      act(viewer, (tx) => reports.exportReport(tx, viewer, { report }, VIEW)),
      NotFound,
    )
    const list = await read(viewer, (tx) => reports.reportList(tx, { limit: 50, offset: 0 }))
    assert.ok(list.every(({ id }) => id !== report))
  }
  await share()
  assert.ok(await read(sotoland.people.interior, (tx) => reports.openReport(tx, report)))
  await assert.rejects(
    read(sotoland.people.ombudsman, (tx) => reports.openReport(tx, report)),
    NotFound,
  )
})

test('a draft put out to consultation shows no comments, approvals or older versions to those consulted', async () => {
  const { secretariat, ombudsman } = sotoland.people
  await act(secretariat, (tx) => reports.comment(tx, secretariat, { report, number: 1, body: 'Between ourselves.' }))
  await share('consultation')
  assert.ok(await read(ombudsman, (tx) => reports.openReport(tx, report)))
  const seen = await read(ombudsman, async (tx) => [
    await reports.commentsOf(tx, ombudsman, report),
    await reports.approvalsOf(tx, ombudsman, report),
    await reports.versionsOf(tx, ombudsman, report),
  ])
  assert.deepEqual(seen, [[], [], []])
  await assert.rejects(
    act(ombudsman, (tx) => reports.exportReport(tx, ombudsman, { report }, VIEW)),
    refusedBy('not-your-task'),
  )
})

test('each save is a version with its word count, and the older one stays', async () => {
  const { secretariat } = sotoland.people
  const one = await save(secretariat, 1)
  const two = await save(secretariat, 2, content({ introduction: 'Ten words and five more words.' }))
  assert.deepEqual([one.number, two.number, two.words - one.words], [2, 3, 4])
  const versions = await read(secretariat, (tx) => reports.versionsOf(tx, secretariat, report))
  assert.deepEqual(
    versions.map(({ number, words, saved_by }) => [number, words, saved_by]),
    [
      [3, two.words, 'Sela Treaty'],
      [2, one.words, 'Sela Treaty'],
      [1, one.words - 3, 'Sela Treaty'], // without "Introduction" and its two words
    ],
  )
  assert.equal((await read(secretariat, (tx) => reports.contentOf(tx, report, 2))).introduction, 'Ten words.')
})

test('who saves second gets what the first one saved, and nothing is lost', async () => {
  const { secretariat } = sotoland.people
  await save(secretariat, 1, content({ introduction: 'First.' }))
  await assert.rejects(save(secretariat, 1, content({ introduction: 'Second.' })), (error) => {
    assert.ok(error instanceof Conflict)
    const theirs = reports.ReportContent.parse(error.current.content)
    const [change] = reports.compareContents(theirs, content({ introduction: 'Second.' }))
    assert.deepEqual(change?.parts, [
      { kind: 'removed', text: 'First' },
      { kind: 'added', text: 'Second' },
      { kind: 'same', text: '.' },
    ])
    return true
  })
})

test('of two people who save at the same moment, one is told', async () => {
  const { secretariat } = sotoland.people
  const both = await Promise.allSettled([save(secretariat, 1), save(secretariat, 1)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  const refused = both.find((one) => one.status === 'rejected')
  assert.ok(refused?.reason instanceof Conflict)
})

test('an official writes on obligations of their own institution, not on others, not in the introduction', async () => {
  const { secretariat, health } = sotoland.people
  await share()
  const own = { 'CMW.SOT.2.12(a)': { measuresTaken: 'We vaccinate.', remainingGap: '', elements: {} } }
  assert.equal((await save(health, 1, content({ introduction: '', answers: own }))).number, 2)
  await assert.rejects(
    save(health, 2, content({ introduction: 'Ours now.', answers: own })),
    refusedBy('not-your-task'),
  )
  await asActor(store.web, WRITER, 'test', (tx) =>
    tx
      .deleteFrom('participation')
      .where('institution', '=', 'HEA')
      .where('obligation', '=', sotoland.obligation('30(c)'))
      .execute(),
  )
  const foreign = { ...own, 'CMW.SOT.2.30(c)': { measuresTaken: 'Not ours.', remainingGap: '', elements: {} } }
  await assert.rejects(save(health, 2, content({ introduction: '', answers: foreign })), refusedBy('not-your-task'))
  assert.equal((await save(secretariat, 2, content({ answers: foreign }))).number, 3)
})

test('two versions are compared word by word, by section', async () => {
  const { secretariat } = sotoland.people
  await save(secretariat, 1, content({ introduction: 'The law is drafted.' }))
  await save(secretariat, 2, content({ introduction: 'The law is adopted.', methodology: 'We asked all.' }))
  const changes = await read(secretariat, (tx) => reports.compareVersions(tx, { report, from: 2, to: 3 }))
  assert.deepEqual(
    changes.map(({ section }) => section),
    ['introduction', 'methodology'],
  )
  assert.deepEqual(changes[0]?.parts, [
    { kind: 'same', text: 'The law is ' },
    { kind: 'removed', text: 'drafted' },
    { kind: 'added', text: 'adopted' },
    { kind: 'same', text: '.' },
  ])
})

test('a comment is settled by its author or by who writes the whole, and by nobody else', async () => {
  const { secretariat, health, interior } = sotoland.people
  await share()
  const id = await act(health, (tx) => reports.comment(tx, health, { report, number: 1, body: 'Which law?' }))
  await assert.rejects(
    act(interior, (tx) => reports.settleComment(tx, interior, { comment: id })),
    refusedBy('not-your-task'),
  )
  await act(secretariat, (tx) => reports.settleComment(tx, secretariat, { comment: id }))
  const [kept] = await read(health, (tx) => reports.commentsOf(tx, health, report))
  assert.ok(kept?.settled_at)
})

test('an institution approves once, and only the version that is there', async () => {
  const { secretariat, interior } = sotoland.people
  await share()
  await assert.rejects(approveAs(interior, 1), refusedBy('not-in-approval'))
  await act(secretariat, (tx) => reports.requestApproval(tx, secretariat, { report, number: 1 }))
  await approveAs(interior, 1)
  await assert.rejects(approveAs(interior, 1), refusedBy('already-approved'))
  await save(secretariat, 1)
  await act(secretariat, (tx) => reports.requestApproval(tx, secretariat, { report, number: 2 }))
  await assert.rejects(approveAs(interior, 1), Conflict)
})

test('a person whose account was closed a moment ago approves nothing', async () => {
  const { secretariat } = sotoland.people
  const gone = await asActor(store.web, WRITER, 'test', (tx) =>
    tx
      .insertInto('account')
      .values({
        name: 'Gone',
        email: 'gone@example.org',
        role: 'official',
        institution: 'INT',
        closed_at: '2026-01-01T00:00:00Z',
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  await share()
  await act(secretariat, (tx) => reports.requestApproval(tx, secretariat, { report, number: 1 }))
  await assert.rejects(approveAs({ ...sotoland.people.interior, account: gone.id }, 1), refusedBy('account-closed'))
})

test('a report is not frozen without the approval of the secretariat, nor with that of an older version', async () => {
  const { secretariat, interior } = sotoland.people
  await share()
  await assert.rejects(freeze(1), refusedBy('not-in-approval'))
  await act(secretariat, (tx) => reports.requestApproval(tx, secretariat, { report, number: 1 }))
  await approveAs(interior, 1)
  await assert.rejects(freeze(1), refusedBy('not-approved'))
  await approveAs(secretariat, 1)
  await save(secretariat, 1)
  await act(secretariat, (tx) => reports.requestApproval(tx, secretariat, { report, number: 2 }))
  await assert.rejects(freeze(2), refusedBy('not-approved'))
})

test('a frozen report is exported as exactly the bytes that were frozen, even when the figures have changed', async () => {
  const { secretariat } = sotoland.people
  const sha256 = await frozen()
  await asActor(store.web, WRITER, 'test', (tx) =>
    tx.updateTable('measure').set({ state: 'done' }).where('id', '=', sotoland.measure).execute(),
  )
  const file = await act(secretariat, (tx) => reports.exportReport(tx, secretariat, { report }, LATER))
  assert.equal(file.sha256, sha256)
  assert.equal(file.fileName, 'CMW-C-SOT-CO-2-follow-up.docx')
  assert.equal((await read(secretariat, (tx) => reports.verifyFrozen(tx, file.bytes)))?.report, report)
  const touched = file.bytes.with(100, (file.bytes[100] ?? 0) ^ 1)
  assert.equal(await read(secretariat, (tx) => reports.verifyFrozen(tx, touched)), null)
})

test('nothing of a frozen report can be saved, commented on, approved or frozen again', async () => {
  const { secretariat } = sotoland.people
  await frozen()
  const steps = [
    () => save(secretariat, 1),
    () => act(secretariat, (tx) => reports.comment(tx, secretariat, { report, number: 1, body: 'Late.' })),
    () => act(secretariat, (tx) => reports.requestApproval(tx, secretariat, { report, number: 1 })),
    () => approveAs(secretariat, 1),
    () => freeze(1),
  ]
  for (const step of steps) await assert.rejects(step(), refusedBy('report-frozen'))
})

test('the public reads a published frozen report as a file, and its hash', async () => {
  const sha256 = await frozen()
  await share('public')
  const anyone = publicViewer('en')
  const file = await act(anyone, (tx) => reports.exportReport(tx, anyone, { report }, VIEW))
  assert.equal(file.sha256, sha256)
})

test('a report over its limit is frozen only with a reason, which the history keeps', async () => {
  const { secretariat } = sotoland.people
  const long = await save(secretariat, 1, content({ introduction: 'word '.repeat(3600) }))
  assert.equal(long.level, 'over')
  await act(secretariat, (tx) => reports.requestApproval(tx, secretariat, { report, number: 2 }))
  await approveAs(secretariat, 2)
  await assert.rejects(freeze(2), (error) => {
    assert.ok(error instanceof StepRefused)
    assert.deepEqual([error.rule, error.data], ['over-word-limit', { words: long.words, limit: 3500 }])
    return true
  })
  await freeze(2, 'The Committee agreed to more.')
  const { rows } = await read(secretariat, (tx) =>
    sql<{
      reason: string
    }>`select details ->> 'overLimitReason' as reason from followup.history where action = 'report.freeze' and object = ${report}`.execute(
      tx,
    ),
  )
  assert.deepEqual(rows, [{ reason: 'The Committee agreed to more.' }])
})

test('an export is in the history with its hash, or there is no export', async () => {
  const { secretariat } = sotoland.people
  const file = await act(secretariat, (tx) => reports.exportReport(tx, secretariat, { report }, VIEW), 'report.export')
  const exports = () =>
    read(secretariat, (tx) =>
      sql<{
        actor: string
        sha: string
      }>`select actor, details ->> 'sha256' as sha from followup.history where action = 'report.export' and object = ${report}`.execute(
        tx,
      ),
    )
  assert.deepEqual((await exports()).rows, [{ actor: secretariat.account, sha: file.sha256 }])
  await assert.rejects(read(secretariat, (tx) => reports.exportReport(tx, secretariat, { report }, VIEW)))
})

test('neither the NHRI nor civil society nor the public begins a report of the State', async () => {
  for (const viewer of [sotoland.people.ombudsman, publicViewer('en')])
    await assert.rejects(begin(viewer), refusedBy('not-your-task'))
})
