/** A report while it is drafted: who sees it, who changes it, who approves it, and that nothing typed is lost. */
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { publicViewer } from '../firewall/index.ts'
import { asActor, asOperator, Conflict, NotFound } from '../store/index.ts'
import { content, openDesk, refusedBy, VIEW } from './fixtures/desk.ts'
import { WRITER } from './fixtures/sotoland.ts'
import * as reports from './index.ts'

const store = await testStore()
const desk = await openDesk(store)

beforeEach(async () => {
  desk.report = await desk.begin(desk.sotoland.people.secretariat)
})

test('a report takes kind, document and word limit from its deadline', async () => {
  const opened = await desk.read(desk.sotoland.people.secretariat, (tx) => reports.openReport(tx, desk.report))
  assert.deepEqual([opened.kind, opened.symbol, opened.word_limit], ['follow-up', 'CMW/C/SOT/CO/2', 3500])
  assert.equal(opened.audience, 'institution:SEC')
})

test('a draft is invisible to other institutions, to the NHRI and to the public until it is shared', async () => {
  const others = [desk.sotoland.people.interior, desk.sotoland.people.ombudsman, publicViewer('en')]
  for (const viewer of others) {
    await assert.rejects(
      desk.read(viewer, (tx) => reports.openReport(tx, desk.report)),
      NotFound,
    )
    await assert.rejects(
      desk.read(viewer, (tx) => reports.contentOf(tx, desk.report, 1)),
      NotFound,
    )
    await assert.rejects(
      desk.act(viewer, (tx) => reports.exportReport(tx, viewer, { report: desk.report }, VIEW)),
      NotFound,
    )
    const list = await desk.read(viewer, (tx) => reports.reportList(tx, { limit: 50, offset: 0 }))
    assert.ok(list.every(({ id }) => id !== desk.report))
  }
  await desk.share()
  assert.ok(await desk.read(desk.sotoland.people.interior, (tx) => reports.openReport(tx, desk.report)))
  await assert.rejects(
    desk.read(desk.sotoland.people.ombudsman, (tx) => reports.openReport(tx, desk.report)),
    NotFound,
  )
})

test('a draft put out to consultation shows no comments, approvals or older versions to those consulted', async () => {
  const { secretariat, ombudsman } = desk.sotoland.people
  await desk.act(secretariat, (tx) =>
    reports.comment(tx, secretariat, { report: desk.report, number: 1, body: 'Between ourselves.' }),
  )
  await desk.share('consultation')
  assert.ok(await desk.read(ombudsman, (tx) => reports.openReport(tx, desk.report)))
  const seen = await desk.read(ombudsman, async (tx) => [
    await reports.commentsOf(tx, ombudsman, desk.report),
    await reports.approvalsOf(tx, ombudsman, desk.report),
    await reports.versionsOf(tx, ombudsman, desk.report),
  ])
  assert.deepEqual(seen, [[], [], []])
  await assert.rejects(
    desk.act(ombudsman, (tx) => reports.exportReport(tx, ombudsman, { report: desk.report }, VIEW)),
    refusedBy('not-your-task'),
  )
})

test('each save is a version with its word count, and the older one stays', async () => {
  const { secretariat } = desk.sotoland.people
  const one = await desk.save(secretariat, 1)
  const two = await desk.save(secretariat, 2, content({ introduction: 'Ten words and five more words.' }))
  assert.deepEqual([one.number, two.number, two.words - one.words], [2, 3, 4])
  const versions = await desk.read(secretariat, (tx) => reports.versionsOf(tx, secretariat, desk.report))
  assert.deepEqual(
    versions.map(({ number, words, saved_by }) => [number, words, saved_by]),
    [
      [3, two.words, 'Sela Treaty'],
      [2, one.words, 'Sela Treaty'],
      [1, one.words - 3, 'Sela Treaty'], // without "Introduction" and its two words
    ],
  )
  assert.equal((await desk.read(secretariat, (tx) => reports.contentOf(tx, desk.report, 2))).introduction, 'Ten words.')
})

test('who saves second gets what the first one saved, and nothing is lost', async () => {
  const { secretariat } = desk.sotoland.people
  await desk.save(secretariat, 1, content({ introduction: 'First.' }))
  await assert.rejects(desk.save(secretariat, 1, content({ introduction: 'Second.' })), (error) => {
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
  const { secretariat } = desk.sotoland.people
  const both = await Promise.allSettled([desk.save(secretariat, 1), desk.save(secretariat, 1)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  const refused = both.find((one) => one.status === 'rejected')
  assert.ok(refused?.reason instanceof Conflict)
})

test('an official writes on obligations of their own institution, not on others, not in the introduction', async () => {
  const { secretariat, health } = desk.sotoland.people
  await desk.share()
  const own = { 'CMW.SOT.2.12(a)': { measuresTaken: 'We vaccinate.', remainingGap: '', elements: {} } }
  assert.equal((await desk.save(health, 1, content({ introduction: '', answers: own }))).number, 2)
  await assert.rejects(
    desk.save(health, 2, content({ introduction: 'Ours now.', answers: own })),
    refusedBy('not-your-task'),
  )
  await asActor(store.web, WRITER, 'test', (tx) =>
    tx
      .deleteFrom('participation')
      .where('institution', '=', 'HEA')
      .where('obligation', '=', desk.sotoland.obligation('30(c)'))
      .execute(),
  )
  const foreign = { ...own, 'CMW.SOT.2.30(c)': { measuresTaken: 'Not ours.', remainingGap: '', elements: {} } }
  await assert.rejects(
    desk.save(health, 2, content({ introduction: '', answers: foreign })),
    refusedBy('not-your-task'),
  )
  assert.equal((await desk.save(secretariat, 2, content({ answers: foreign }))).number, 3)
})

test('two versions are compared word by word, by section', async () => {
  const { secretariat } = desk.sotoland.people
  await desk.save(secretariat, 1, content({ introduction: 'The law is drafted.' }))
  await desk.save(secretariat, 2, content({ introduction: 'The law is adopted.', methodology: 'We asked all.' }))
  const changes = await desk.read(secretariat, (tx) =>
    reports.compareVersions(tx, { report: desk.report, from: 2, to: 3 }),
  )
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
  const { secretariat, health, interior } = desk.sotoland.people
  await desk.share()
  const id = await desk.act(health, (tx) =>
    reports.comment(tx, health, { report: desk.report, number: 1, body: 'Which law?' }),
  )
  await assert.rejects(
    desk.act(interior, (tx) => reports.settleComment(tx, interior, { comment: id, report: desk.report })),
    refusedBy('not-your-task'),
  )
  await desk.act(secretariat, (tx) => reports.settleComment(tx, secretariat, { comment: id, report: desk.report }))
  const [kept] = await desk.read(health, (tx) => reports.commentsOf(tx, health, desk.report))
  assert.ok(kept?.settled_at)
})

test('an institution approves once, and only the version that is there', async () => {
  const { secretariat, interior } = desk.sotoland.people
  await desk.share()
  await assert.rejects(desk.approve(interior, 1), refusedBy('not-in-approval'))
  await desk.request(1)
  await desk.approve(interior, 1)
  await assert.rejects(desk.approve(interior, 1), refusedBy('already-approved'))
  await desk.save(secretariat, 1)
  await desk.request(2)
  await assert.rejects(desk.approve(interior, 1), Conflict)
})

test('a person whose account was closed a moment ago approves nothing', async () => {
  const gone = await asOperator(store, WRITER, 'test', (tx) =>
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
  await desk.share()
  await desk.request(1)
  await assert.rejects(
    desk.approve({ ...desk.sotoland.people.interior, account: gone.id }, 1),
    refusedBy('account-closed'),
  )
})

test('neither the NHRI nor civil society nor the public begins a report of the State', async () => {
  for (const viewer of [desk.sotoland.people.ombudsman, publicViewer('en')])
    await assert.rejects(desk.begin(viewer), refusedBy('not-your-task'))
})
