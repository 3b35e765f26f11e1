/** A whole periodic report of 66 paragraphs and 75 obligations, and the matrix of a whole country; how long they take is for the bench to judge. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { asActor, asReader, systemReader, type Tx } from '../store/index.ts'
import { insertSotoland, SOURCES, type Sotoland, TODAY, WRITER } from './fixtures/sotoland.ts'
import { assemble, countWords, EMPTY_CONTENT, matrixRows, ReportContent, toDocx, toHtml, toMatrix } from './index.ts'

const store = await testStore()

test('a report on 66 paragraphs and 75 obligations is drawn whole from the store', async (t) => {
  const { report, content } = await asActor(store.web, WRITER, 'test', insertWhole)
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

async function insertWhole(tx: Tx): Promise<{ report: string; content: ReportContent }> {
  const sotoland = await insertSotoland(tx)
  const { id: document } = await tx
    .insertInto('document')
    .values({ symbol: 'CMW/C/SOT/CO/3', body: 'CMW', state: 'SOT', title: 'Third' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const codes: string[] = []
  for (let number = 0; number < 75; number++) codes.push(await insertOne(tx, sotoland, { document, number }))
  const { id } = await tx
    .insertInto('report')
    .values({ kind: 'periodic', title: 'Fourth report', document, word_limit: 21_200, audience: 'officials' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const prose = 'We did what was asked, in three provinces, with the unions and the employers. '.repeat(6)
  const answer = { measuresTaken: `${prose}\n\n${prose}`, remainingGap: prose, elements: {} }
  const answers = Object.fromEntries(codes.map((code) => [code, answer]))
  return { report: id, content: ReportContent.parse({ ...EMPTY_CONTENT, introduction: prose, answers }) }
}

async function insertOne(
  tx: Tx,
  sotoland: Sotoland,
  { document, number }: { document: string; number: number },
): Promise<string> {
  const [recommendation, obligation] = [randomUUID(), randomUUID()]
  const address = `${10 + (number % 66)}(${number < 66 ? 'a' : 'b'})`
  const code = `CMW.SOT.3.${address}`
  await tx
    .insertInto('recommendation')
    .values({ id: recommendation, document, address, position: number, text: 'Do it. '.repeat(30) })
    .execute()
  await tx
    .insertInto('obligation')
    .values({
      id: obligation,
      code,
      summary: 'Do what the treaty asks.',
      kind: 'policy',
      urgency: 'ordinary',
      cluster: 'C.1',
      position: number,
    })
    .execute()
  await tx.insertInto('obligation_recommendation').values({ obligation, recommendation }).execute()
  await tx.insertInto('participation').values({ obligation, institution: 'INT', part: 'lead' }).execute()
  for (let step = 0; step < 4; step++) {
    const measure = randomUUID()
    const name = `indicator-${number}-${step}`
    await tx
      .insertInto('measure')
      .values({
        id: measure,
        title: `Measure ${number} ${step}`,
        institution: 'INT',
        ends_on: '2027-01-01',
        audience: 'public',
      })
      .execute()
    await tx.insertInto('measure_obligation').values({ measure, obligation }).execute()
    await tx
      .insertInto('indicator')
      .values({
        name,
        class: 'process',
        numerator: 'n',
        period: 'year',
        unit: 'percent',
        direction: 'up',
        target: 100,
        target_from: 'document',
      })
      .execute()
    await tx.insertInto('obligation_indicator').values({ obligation, indicator: name }).execute()
    await tx
      .insertInto('indicator_value')
      .values({
        indicator: name,
        period: '2025',
        value: 50,
        provenance: 'typed',
        evidence: sotoland.evidence,
        entered_by: sotoland.people.interior.account,
        audience: 'public',
      })
      .execute()
  }
  return code
}

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
