/** A frozen report stays as it was frozen, whatever route a change comes by; and drafting stays within the State. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { asActor, asOperator, asReader, StepRefused, systemReader, type Tx } from '../store/index.ts'

const store = await testStore()
const everybody = { ...systemReader('test'), audiences: ['public', 'officials', 'consultation'] }
const act = <T>(work: (tx: Tx) => Promise<T>) => asActor(store.web, everybody, 'test', work)
const asOwner = async (statement: string, values: readonly unknown[]) => {
  const owner = await store.ownerClient()
  try {
    await owner.query("select set_config('observance.actor', 'owner', false)")
    return await owner.query(statement, [...values])
  } finally {
    await owner.end()
  }
}
let report = ''
let person = ''

before(async () => {
  await asOperator(store, everybody, 'test', async (tx) => {
    await tx.insertInto('institution').values({ code: 'HUB', name: '{"en":"Hub"}' }).execute()
    person = (
      await tx
        .insertInto('account')
        .values({ name: 'Sec', email: 's@example.org', role: 'secretariat', institution: 'HUB' })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  })
  await act(async (tx) => {
    const { id: document } = await tx
      .insertInto('document')
      .values({ symbol: 'CMW/C/SOT/CO/2', body: 'CMW', state: 'SOT', title: 'T' })
      .returning('id')
      .executeTakeFirstOrThrow()
    report = (
      await tx
        .insertInto('report')
        .values({ kind: 'periodic', title: 'Draft', document, word_limit: 10, audience: 'officials' })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
    await tx
      .insertInto('report_version')
      .values({ report, number: 1, content: '{}', words: 0, saved_by: 'x' })
      .execute()
    await tx.insertInto('report_comment').values({ report, number: 1, body: 'Quiet remark', author: person }).execute()
    await tx.insertInto('report_approval').values({ report, number: 1, institution: 'HUB', account: person }).execute()
  })
})

test('a draft that goes out to consultation takes neither its comments nor its approvals along', async () => {
  await act((tx) => sql`update followup.report set audience = 'consultation'`.execute(tx))
  const seen = (audiences: readonly string[]) =>
    asReader(store.web, { ...everybody, audiences }, async (tx) => ({
      reports: (await tx.selectFrom('report').select('id').execute()).length,
      comments: (await tx.selectFrom('report_comment').select('id').execute()).length,
      approvals: (await tx.selectFrom('report_approval').select('report').execute()).length,
    }))
  assert.deepEqual(await seen(['public', 'consultation']), { reports: 1, comments: 0, approvals: 0 })
  assert.deepEqual(await seen(['public', 'nhri', 'consultation']), { reports: 1, comments: 0, approvals: 0 })
  assert.deepEqual(await seen(['public', 'officials', 'consultation']), { reports: 1, comments: 1, approvals: 1 })
})

test('a comment that is being saved while the report is frozen is either before it or refused', async () => {
  const freezer = await store.ownerClient()
  try {
    await freezer.query("select set_config('observance.actor', 'owner', false)")
    await freezer.query('begin')
    await freezer.query(
      "update followup.report set state = 'frozen', frozen_at = now(), frozen_sha256 = 'x' where id = $1",
      [report],
    )
    const late = act((tx) =>
      tx.insertInto('report_comment').values({ report, number: 1, body: 'beside it', author: person }).execute(),
    ).then(
      () => 'saved',
      (error: unknown) => (error instanceof StepRefused ? error.rule : String(error)),
    )
    const first = await Promise.race([late, waiting()])
    assert.equal(first, 'waits')
    await freezer.query('commit')
    assert.equal(await late, 'report-frozen')
  } finally {
    await freezer.query('alter table followup.report disable trigger stays_frozen')
    await freezer.query(
      "update followup.report set state = 'drafting', frozen_at = null, frozen_sha256 = null where id = $1",
      [report],
    )
    await freezer.query('alter table followup.report enable trigger stays_frozen')
    await freezer.end()
  }
})

/** Tells when somebody waits for a row that another holds. */
async function waiting(): Promise<'waits'> {
  const watcher = await store.ownerClient()
  try {
    for (;;) {
      const { rows } = await watcher.query(
        "select from pg_stat_activity where datname = current_database() and usename = 'observance_web' and wait_event_type = 'Lock'",
      )
      if (rows.length > 0) return 'waits'
    }
  } finally {
    await watcher.end()
  }
}

test('once frozen, nothing of it changes but who may read it, not even by the owner of the tables', async () => {
  await act((tx) =>
    sql`update followup.report set state = 'frozen', frozen_at = now(), frozen_sha256 = 'x' where id = ${report}`.execute(
      tx,
    ),
  )
  const refused = (error: unknown) => error instanceof StepRefused && error.rule === 'report-frozen'
  const attempts: readonly ((tx: Tx) => Promise<unknown>)[] = [
    (tx) =>
      tx.insertInto('report_version').values({ report, number: 2, content: '{}', words: 0, saved_by: 'x' }).execute(),
    (tx) => tx.insertInto('report_comment').values({ report, number: 1, body: 'late', author: person }).execute(),
    (tx) => sql`update followup.report_comment set settled_at = now(), settled_by = ${person}`.execute(tx),
    (tx) => sql`update followup.report_approval set approved_at = now()`.execute(tx),
    (tx) => sql`update followup.report set title = 'Other'`.execute(tx),
    (tx) => sql`update followup.report set state = 'drafting', frozen_at = null, frozen_sha256 = null`.execute(tx),
    (tx) => sql`update followup.report set frozen_sha256 = 'y'`.execute(tx),
  ]
  for (const attempt of attempts) await assert.rejects(act(attempt), refused)
  for (const statement of [
    "update followup.report set frozen_sha256 = 'y' where id = $1",
    'delete from followup.report where id = $1',
    "insert into followup.report_version (report, number, content, words, saved_by) values ($1, 3, '{}', 0, 'x')",
  ])
    await assert.rejects(asOwner(statement, [report]), /is frozen/)
  await act((tx) => sql`update followup.report set audience = 'public', version = version + 1`.execute(tx))
})
