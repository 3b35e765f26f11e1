/** What figures say of themselves: where nobody can be, what is provisional, what was revised, where a series breaks. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { asReader, PUBLIC_READER, StepRefused } from '../../store/index.ts'
import { account, addRecords, statisticsOn } from '../fixtures/records.ts'
import { isConsistent, metadataItems, readReleasedTable } from '../publication/index.ts'
import type { Table } from '../vocabulary/table.ts'
import { takeReadyTexts } from './metadata.ts'
import { releaseDue } from './release.ts'
import { reviewTable } from './review.ts'
import { computeTable } from './run.ts'

const store = await testStore('country')
const declared = await statisticsOn(store)
const [first, second] = [await account(store, 'Rena'), await account(store, 'Samir')]
const owner = await store.ownerClient()
after(() => owner.end())

const find = (name: string) => declared.tables.find((one) => one.name === name) ?? assert.fail()
const times = (period_start: string, many: number) =>
  addRecords(
    store,
    'detention_clock',
    Array.from({ length: many }, (_, at) => ({
      ...{ moment: 'due', period_start, rule: 'D3.judge', run: 1, mode: 'enforce' },
      ...{ met: at % 5 > 0, sex: at % 3 > 0 ? 'male' : 'female' },
    })),
  )
for (const { name } of declared.tables) await takeReadyTexts(declared, first, name)
await times('2025-05-01', 160)

const compute = (table: Table, period: string, today: string) =>
  computeTable(
    { ...declared, tables: [...declared.tables.filter(({ name }) => name !== table.name), table] },
    first,
    { table: table.name, period },
    Temporal.PlainDate.from(today),
  )
/** Computed, reviewed and out on a day of July or later, when nothing is announced any more. */
async function out(table: Table, period: string, on: string) {
  const run = await compute(table, period, on)
  assert.equal(run.state, 'gated', JSON.stringify(run.findings))
  const said = { harm: 'No.', recognition: 'No.', coarser: 'No.', no_harm: 'yes', reason: 'Seen.' } as const
  const now = Temporal.Instant.from(`${on}T02:00:00Z`)
  await reviewTable(declared, second, { run: run.id, version: 1, ...said, release_on: on }, now)
  const at = Temporal.Instant.from(`${on}T06:00:00Z`)
  assert.equal(await releaseDue(declared, { now: at, onRelease: async () => undefined }), 1)
  const { document } = await asReader(store.web, PUBLIC_READER, (tx) =>
    tx
      .selectFrom('table_release')
      .select('document')
      .where('table_name', '=', table.name)
      .orderBy('issued_at', 'desc')
      .executeTakeFirstOrThrow(),
  )
  return readReleasedTable(document)
}
const statuses = ({ cells }: Awaited<ReturnType<typeof out>>, of = (_: (typeof cells)[number]) => true) =>
  [
    ...new Set(cells.filter((cell) => cell.value !== null && of(cell)).map(({ status, sign }) => `${status} ${sign}`)),
  ].toSorted()

test('figures of a quarter are provisional until its year is over, then revised once and final', async () => {
  const review = find('detention-review')
  const provisional = await out(review, '2025-Q2', '2025-08-04')
  assert.deepEqual(statuses(provisional), ['P p'])
  await times('2025-05-02', 40)
  await assert.rejects(
    compute(review, '2025-Q2', '2025-12-31'),
    (error) => error instanceof StepRefused && error.rule === 'still-provisional',
  )
  const final = await out(review, '2025-Q2', '2026-02-03')
  assert.deepEqual([final.replaces, provisional.replaces], [provisional.release, undefined])
  const counts = statuses(final, ({ measure }) => measure === 'EVENTS')
  assert.ok(counts.includes('A r'), 'moved by forty people')
  assert.ok(
    counts.every((one) => ['A r', 'A null'].includes(one)),
    counts.join(),
  )
  const unmoved = final.cells.filter(({ sign, measure }) => measure === 'EVENTS' && sign === null)
  for (const { at, value } of unmoved) {
    const before = provisional.cells.find(
      (one) => one.measure === 'EVENTS' && JSON.stringify(one.at) === JSON.stringify(at),
    )
    assert.equal(value, before?.value, JSON.stringify(at))
  }
  assert.match(metadataItems(final).find(({ id }) => id === 'ACCURACY')?.text.en ?? '', /Not stated, Sex: 0 %/)
})

test('the first figures after a change of the table are a break of its series', async () => {
  await times('2026-02-01', 170)
  const changed = { ...find('detention-review'), version: '2.0.0' }
  assert.deepEqual(statuses(await out(changed, '2026-Q1', '2026-07-01')), ['B b'])
})

test('where nobody can be stands [z] in every margin, and a record that falls there stops the table by name, with no person', async () => {
  const decision = find('detention-decision')
  const ended = { moment: 'released', period_start: '2025-03-01', age_band: '25-34', nationality: 'central-asia' }
  await addRecords(
    store,
    'detention',
    Array.from({ length: 200 }, (_, at) => ({
      ...{ ...ended, sex: at % 2 > 0 ? 'male' : 'female' },
      decision: at % 2 > 0 && at % 4 > 1 ? 'authorize' : at % 3 > 0 ? 'release' : 'alternative',
    })),
  )
  const impossible = { ...decision, impossible: [{ DECISION: 'AUTHORIZE', SEX: 'F' }] }
  const table = await out(impossible, '2025', '2026-07-02')
  const zeros = table.cells.filter(({ sign }) => sign === 'z')
  assert.deepEqual(
    zeros.map(({ at, value, status, confidentiality }) => ({ at, value, status, confidentiality })),
    [{ at: { DECISION: 'AUTHORIZE', SEX: 'F' }, value: null, status: 'M', confidentiality: 'F' }],
  )
  assert.ok(table.cells.every(isConsistent))
  const [person = ''] = await addRecords(store, 'detention', [{ ...ended, sex: 'female', decision: 'authorize' }])
  const stopped = await compute(impossible, '2025', '2026-07-03')
  assert.equal(stopped.state, 'refused')
  const found = stopped.findings.filter(({ rule }) => rule === 'structuralZero')
  assert.deepEqual(
    found.map(({ table: name, at }) => ({ name, at })),
    [{ name: 'detention-decision', at: { DECISION: 'AUTHORIZE', SEX: 'F' } }],
  )
  assert.ok(!JSON.stringify(stopped).includes(person))
  const nobody = { ...find('visit-answer'), impossible: [{ IN_TIME: 'NO' }] }
  const missed = { moment: 'due', period_start: '2025-05-01', rule: 'V1.answer', run: 1, mode: 'enforce', met: false }
  await owner.query(
    "insert into statistics.visit_clock (case_pseudonym, moment, period_start, rule, run, mode, met) values (decode(repeat('00', 20), 'hex'), $1, $2, $3, $4, $5, $6)",
    Object.values(missed),
  )
  assert.equal((await compute(nobody, '2025', '2026-07-03')).state, 'refused', 'of tables that count nobody too')
})

test('a category merged into another says so, and its receiver too', async () => {
  const length = find('school-enrolment-level')
  const [level, sex] = length.by
  assert.ok(level !== undefined && sex !== undefined)
  const merging = {
    ...{ ...length, name: 'school-enrolment-outcome', leastCount: 1 },
    by: [
      {
        ...level,
        categories: [
          { code: 'PRESCHOOL', values: [], within: 'PRIMARY' },
          { code: 'PRIMARY', values: ['preschool', 'primary'] },
          { code: 'LOWER_SECONDARY', values: ['lower-secondary', 'upper-secondary'] },
        ],
      },
      sex,
    ],
  }
  await addRecords(
    store,
    'school_enrolment',
    Array.from({ length: 200 }, (_, at) => ({
      ...{ moment: 'enrolled', period_start: '2025-09-01', sex: at % 2 > 0 ? 'male' : 'female' },
      level: ['preschool', 'primary', 'lower-secondary'][at % 3] ?? 'primary',
    })),
  )
  const table = await out({ ...merging, derived: [] }, '2025', '2026-07-03')
  assert.ok(table.cells.every(isConsistent))
  const of = (LEVEL: string, SEX = '_T') => table.cells.find(({ at }) => at.LEVEL === LEVEL && at.SEX === SEX)
  assert.deepEqual([of('PRESCHOOL')?.status, of('PRESCHOOL')?.sign, of('PRESCHOOL', 'F')?.value], ['K', 'k', null])
  assert.equal(of('PRESCHOOL')?.comment?.en, 'included in “Primary”')
  assert.deepEqual([of('PRIMARY')?.status, of('LOWER_SECONDARY')?.status], ['W', 'A'])
  assert.ok(Math.abs((of('PRIMARY')?.value ?? 0) - 134) <= 5)
})
