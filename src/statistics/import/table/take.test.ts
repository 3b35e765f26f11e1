/** A table of an outside body from a file to what anybody may read: whole or not at all, once, and marked as whose it is. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../../../tests/store.ts'
import { asReader, Invalid, NotFound, PUBLIC_READER } from '../../../store/index.ts'
import { account, addRecords, statisticsOn } from '../../fixtures/records.ts'
import { metadataItems, protectionText, readReleasedTable } from '../../publication/index.ts'
import { indicatorValues } from '../../release/indicators.ts'
import { takeReadyTexts } from '../../release/metadata.ts'
import { withdrawRelease } from '../../release/release.ts'
import { reviewTable } from '../../release/review.ts'
import { computeTable } from '../../release/run.ts'
import { FileRefused } from '../refused.ts'
import { readMapping, TableMapping } from './mapping.ts'
import { previewTable, RowsRefused, takeTable } from './take.ts'

const store = await testStore('country')
const statistics = await statisticsOn(store)
const statistician = await account(store, 'Rena')
const institution = await account(store, 'Omid', 'nhri')
const owner = await store.ownerClient()
after(() => owner.end())

const [owed] = statistics.pack.tables
const mapping = (more: object = {}) =>
  readMapping(
    TableMapping,
    JSON.stringify({
      table: {
        ...{ name: 'labour-inspections', title: { en: 'Labour inspections' }, population: { en: 'Inspections' } },
        ...{ unit: 'cases', answers: [owed?.id] },
      },
      source: {
        ...{ body: 'Labour Inspectorate', title: 'Report 2025, table 4', on: '2026-02-01', leavesOut: 'Farms.' },
        ...{ licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' } },
        method: 'Counts below 5 are hidden.',
      },
      samePeople: 'No: it counts inspections.',
      ...more,
    }),
  )
const csv = (value: number) => `sex,period,value\nF,2024,${value}\nM,2024,2\n_T,2024,${value + 2}\nF,2025,8\n`
const fileOf = (text: string, more: object = {}) => ({ bytes: new TextEncoder().encode(text), mapping: mapping(more) })
const now = Temporal.Instant.from('2026-06-15T06:00:00Z')
const taking = (text: string, by = statistician, more: object = {}) =>
  takeTable(statistics, by, fileOf(text, more), { now, onRelease: async () => undefined })
const released = async () =>
  asReader(store.web, PUBLIC_READER, (tx) =>
    tx
      .selectFrom('table_release')
      .selectAll()
      .where('import', 'is not', null)
      .orderBy('issued_at')
      .orderBy('release')
      .execute(),
  )

test('nobody but a statistician looks at a file or takes it, and the database holds to it', async () => {
  const nobody = { ...institution, account: institution.account }
  await assert.rejects(taking(csv(5), nobody), NotFound)
  assert.throws(() => previewTable(statistics, nobody, fileOf(csv(5)), Temporal.PlainDate.from('2026-06-15')), NotFound)
  await owner.query("set observance.actor = 'system:test'")
  await assert.rejects(
    owner.query(
      "insert into followup.table_import (table_name, mapping, sha256, figures, taken_by) values ('x', '{}', repeat('0', 64), repeat('0', 64), $1)",
      [institution.account],
    ),
    /nobody/,
  )
})

test('a file with a bad row leaves nothing behind, and all its bad rows are named', async () => {
  await assert.rejects(taking(`${csv(5)}X,soon,3\nX,2024,many\n`), (error) => {
    assert.ok(error instanceof RowsRefused)
    assert.deepEqual(
      error.rows.map(({ line, reason }) => [line, reason]),
      [
        [6, 'period'],
        [7, 'number'],
      ],
    )
    return true
  })
  assert.deepEqual(await released(), [])
  const { rows } = await owner.query('select from followup.table_import')
  assert.equal(rows.length, 0)
})

test('what is previewed is what is released, as figures of its source and not ours', async () => {
  const looked = previewTable(statistics, statistician, fileOf(csv(5)), Temporal.PlainDate.from('2026-06-15'))
  assert.deepEqual(await released(), [], 'looking takes nothing')
  assert.equal((await taking(csv(5))).outcome, 'taken')
  const [row] = await released()
  assert.ok(row !== undefined)
  const table = readReleasedTable(row.document)
  assert.deepEqual(table, looked.table)
  assert.deepEqual(row.outside, {
    body: 'Labour Inspectorate',
    title: { en: 'Labour inspections' },
    answers: [owed?.id],
  })
  assert.equal(table.protection, null)
  assert.ok(table.measures.every(({ method }) => method === 'SOURCE'))
  assert.deepEqual(
    table.cells.filter(({ period }) => period === '2024').map(({ value }) => value),
    [5, 2, 7],
    'a small figure that its source shows is not changed',
  )
  assert.match(protectionText(table, 'en'), /^These are figures of Labour Inspectorate.*Counts below 5 are hidden\.$/)
  for (const language of table.languages) assert.ok(protectionText(table, language).includes('Labour Inspectorate'))
  assert.ok(!metadataItems(table).some(({ id }) => id === 'QUALITY_MGMNT' || id === 'REL_POLICY'))
  assert.deepEqual(table.answers, owed?.answers)
  const { rows } = await owner.query('select record from ledger.own_record where entry = $1', [row.entry])
  assert.equal(rows[0].record.document, row.sha256)
  assert.equal(rows[0].record.source, 'Labour Inspectorate')
})

test('the same file again changes nothing, however often and however many at once', async () => {
  const again = await Promise.all([1, 2, 3].map(() => taking(csv(5))))
  assert.deepEqual(
    again.map(({ outcome }) => outcome),
    ['unchanged', 'unchanged', 'unchanged'],
  )
  assert.equal((await taking(csv(5).replaceAll('\n', '\r\n'))).outcome, 'unchanged', 'nor in another spelling')
  assert.equal((await released()).length, 1)
})

test('other figures replace the earlier and name them; what was released stays as it was', async () => {
  const [before] = await released()
  const taken = await taking(csv(6))
  assert.equal(taken.release, '2026-06.2')
  const [first, second] = await released()
  assert.deepEqual(first, before)
  assert.equal(second?.replaces, '2026-06')
  assert.equal(readReleasedTable(second?.document).version, '2.0.0')
  await assert.rejects(
    owner.query("update followup.table_release set sha256 = repeat('0', 64) where import is not null"),
    /frozen/,
  )
})

test('a table of our own, an answer to what nobody owes and a fact that is never tabulated are refused', async () => {
  const [ours] = statistics.tables
  const rule = (name: string) => (error: unknown) => error instanceof FileRefused && error.rule === name
  const named = { table: { ...mapping().table, name: ours?.name ?? '' } }
  await assert.rejects(taking(csv(5), statistician, named), rule('name-taken'))
  await assert.rejects(
    taking(csv(5), statistician, { table: { ...mapping().table, answers: ['NONE-9'] } }),
    rule('not-owed'),
  )
  await assert.rejects(taking('religion,period,value\nA,2024,9\n'), rule('forbidden'))
})

test('an indicator takes the figure of each period where the country names the table', async () => {
  const [, row] = await released()
  const formula = {
    version: 1,
    table: 'labour-inspections',
    measure: 'CASES',
    at: {},
    by: { sex: { dimension: 'SEX', codes: { female: 'F' } } },
    ...{ of: null, base: null, per: null, against: null },
  }
  assert.deepEqual(
    indicatorValues(readReleasedTable(row?.document), { inspections: formula }).map(({ period, value, breakdown }) => [
      period,
      value,
      breakdown,
    ]),
    [['2024', 8, { 'sex=female': 6 }]],
    '2025 has no total, so nothing is said of it',
  )
})

test('what was wrong is withdrawn, and can be taken again', async () => {
  await withdrawRelease(statistics, statistician, {
    release: '2026-06.2',
    table: 'labour-inspections',
    reason: 'A wrong file.',
  })
  assert.equal((await taking(csv(6))).outcome, 'taken')
})

test('a table of another body may name the areas of our tables beside units, and no place of its own', () => {
  const file = (area: string) => fileOf(`area,sex,period,value\n${area},F,2024,7\n`)
  const day = Temporal.PlainDate.from('2026-06-15')
  for (const area of [statistics.pack.areas?.areas[1]?.code ?? '', 'AZ-SUS'])
    assert.equal(previewTable(statistics, statistician, file(area), day).table?.regions[0]?.code, area)
  const { table, read } = previewTable(statistics, statistician, file('AZ_NOWHERE'), day)
  assert.deepEqual([table, read.refused.length], [null, 1])
})

test('whatever the columns are called and the cells hold, there is a preview, refused rows or a reason', () => {
  const name = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('area', 'measure', 'sex', 'status', 'sex_label', '1', 'MEASURE', 'constructor', '_T'),
  )
  const cell = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('', '_T', '1', 'F', 'AZ'))
  const quoted = (cells: readonly string[]) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')
  fc.assert(
    fc.property(fc.array(name, { maxLength: 4 }), fc.array(cell, { minLength: 4, maxLength: 4 }), (names, cells) => {
      const text = `${quoted([...names, 'period', 'value'])}\n${quoted([...cells.slice(0, names.length), '2024', '3'])}\n`
      try {
        const { table, read } = previewTable(
          statistics,
          statistician,
          fileOf(text),
          Temporal.PlainDate.from('2026-06-15'),
        )
        assert.ok(table !== null || read.refused.length > 0)
      } catch (error) {
        assert.ok(error instanceof FileRefused, String(error))
      }
    }),
    { numRuns: 300 },
  )
})

test('a table of ours is asked about where another body has published figures of the same people of that time, and not else', async () => {
  for (const { name } of statistics.tables) await takeReadyTexts(statistics, statistician, name)
  const decided = Array.from({ length: 150 }, (_, at) => ({
    ...{
      moment: 'decided',
      period_start: at % 2 === 0 ? '2024-02-01' : '2023-02-01',
      sex: at % 4 < 2 ? 'male' : 'female',
    },
    ...{ decision: 'expulsion', legal_aid: at % 3 === 0 ? 1 : 0 },
  }))
  await addRecords(store, 'expulsion', [...decided, ...decided])
  const computed = async (period: string) =>
    await computeTable(
      statistics,
      statistician,
      { table: 'expulsion-legal-aid', period },
      Temporal.PlainDate.from('2026-06-15'),
    )
  const asked = async (period: string) => (await computed(period)).findings.filter(({ rule }) => rule === 'outside')
  assert.deepEqual(await asked('2024'), [], 'whatever was taken in above counts inspections')
  const table = { ...mapping().table, name: 'expulsions-of-the-ministry', answers: [] }
  const same = { table, samePeople: 'Yes, before there was a register.', samePeopleAs: ['expulsion'] }
  await taking(csv(60), statistician, same)
  assert.deepEqual(await asked('2024'), [
    { verdict: 'ask', rule: 'outside', table: 'expulsion-legal-aid', other: { table: table.name, at: {} } },
  ])
  assert.deepEqual(await asked('2023'), [], 'it has figures of 2024 and 2025')
  const [{ release } = assert.fail()] = (await released()).filter(({ table_name }) => table_name === table.name)
  await withdrawRelease(statistics, statistician, { release, table: table.name, reason: 'Not ours to publish.' })
  assert.equal((await asked('2024')).length, 1, 'what was withdrawn has been seen')
  const { id, state } = await computed('2024')
  assert.equal(state, 'gated')
  const review = { run: id, version: 1, harm: 'No.', recognition: 'No.', coarser: 'No.', no_harm: 'yes' as const }
  const on = { ...review, release_on: '2026-06-15' }
  const reviewer = await account(store, 'Samir')
  await assert.rejects(
    reviewTable(statistics, reviewer, on, now.subtract({ hours: 2 })),
    Invalid,
    'without a reason it does not stand',
  )
  await reviewTable(
    statistics,
    reviewer,
    { ...on, reason: 'Theirs is of another year’s law.' },
    now.subtract({ hours: 2 }),
  )
})
