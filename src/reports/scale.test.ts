/** A whole periodic report of 66 paragraphs and 75 obligations, and the matrix of a whole country; how long they take is for the bench to judge. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { asActor, asOperator, asReader, systemReader, type Tx } from '../store/index.ts'
import { SOURCES, TODAY, WRITER } from './fixtures/sotoland.ts'
import { insertWhole } from './fixtures/whole-report.ts'
import { assemble, countWords, matrixRows, toDocx, toHtml, toMatrix } from './index.ts'

const store = await testStore()

test('a report on 66 paragraphs and 75 obligations is drawn whole from the store', async (t) => {
  const { report, content } = await asOperator(store, WRITER, 'test', insertWhole)
  const read = () =>
    asReader(store.web, systemReader('test'), (tx) => assemble(tx, report, content, { sources: SOURCES, today: TODAY }))
  const started = performance.now()
  const model = await read()
  const assembled = performance.now()
  const { words } = countWords(model)
  const counted = performance.now()
  const bytes = await toDocx(model)
  const written = performance.now()
  const page = String(await toHtml(model))
  const shown = performance.now()
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(2)} s`
  t.diagnostic(`assembled ${seconds(started, assembled)}, ${words} words counted ${seconds(assembled, counted)}`)
  t.diagnostic(
    `.docx ${seconds(counted, written)} (${bytes.length} bytes), page ${seconds(written, shown)} (${page.length} characters)`,
  )
  assert.equal(model.clusters.flatMap(({ answers }) => answers).length, 75)
})

test('the matrix of 500 obligations and 2,000 measures is drawn from the store and written, nothing left out', async (t) => {
  await asActor(store.web, WRITER, 'test', insertMany)
  const started = performance.now()
  const scope = { document: null }
  const view = { language: 'en', today: TODAY }
  const rows = await asReader(store.web, systemReader('test'), (tx) => matrixRows(tx, scope, view))
  const drawn = performance.now()
  const bytes = await toMatrix(rows)
  const written = performance.now()
  t.diagnostic(
    `drawn ${((drawn - started) / 1000).toFixed(2)} s, written ${((written - drawn) / 1000).toFixed(2)} s, ${bytes.length} bytes`,
  )
  const many = rows.filter(({ document }) => document === 'CEDAW/C/SOT/CO/9')
  assert.equal(many.length, 500)
  assert.ok(many.every(({ measures }) => measures.split('\n').length === 4))
})

/** In the database itself, where a loop would take minutes. */
async function insertMany(tx: Tx): Promise<void> {
  await sql`insert into followup.document (symbol, body, state, title) values ('CEDAW/C/SOT/CO/9', 'CEDAW', 'SOT', 'Ninth')`.execute(
    tx,
  )
  await sql`insert into followup.recommendation (document, address, position, text)
    select d.id, n::text, n, repeat('Do what the treaty asks. ', 10)
    from followup.document d, generate_series(1, 500) n where d.symbol = 'CEDAW/C/SOT/CO/9'`.execute(tx)
  await sql`insert into followup.obligation (code, summary, kind, urgency, position)
    select 'CEDAW.SOT.9.' || n, 'Do it.', 'policy', 'ordinary', n from generate_series(1, 500) n`.execute(tx)
  await sql`insert into followup.obligation_recommendation (obligation, recommendation)
    select o.id, r.id from followup.obligation o
    join followup.recommendation r on o.code = 'CEDAW.SOT.9.' || r.address`.execute(tx)
  await sql`insert into followup.measure (title, institution, ends_on, audience)
    select 'Measure ' || n, 'INT', '2027-01-01', 'public' from generate_series(1, 2000) n`.execute(tx)
  await sql`insert into followup.measure_obligation (measure, obligation)
    select m.id, o.id from followup.measure m
    join followup.obligation o on o.code = 'CEDAW.SOT.9.' || (substr(m.title, 9)::int % 500 + 1)
    where m.title ~ '^Measure [0-9]+$'`.execute(tx)
}
