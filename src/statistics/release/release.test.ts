/** From records to what anybody may read: two statisticians, gates, noise that stays, a frozen release with its leaf. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { asActor, asReader, Invalid, NotFound, PUBLIC_READER, StepRefused } from '../../store/index.ts'
import { account, addRecords, statisticsOn } from '../fixtures/records.ts'
import { metadataItems, readReleasedTable } from '../publication/index.ts'
import { breachTable } from '../tables/breaches.ts'
import { takeReadyTexts } from './metadata.ts'
import { refusedRuns, seeRefusals } from './probing.ts'
import { releaseDue, withdrawRelease } from './release.ts'
import { approveExact, reviewTable } from './review.ts'
import { computeTable } from './run.ts'
import { STATISTICS_READER } from './statistics.ts'

const store = await testStore('country')
const statistics = await statisticsOn(store)
const [first, second] = [await account(store, 'Rena'), await account(store, 'Samir')]
const owner = await store.ownerClient()
after(() => owner.end())
const today = Temporal.PlainDate.from('2026-06-15')
/** Eight in the morning there. */
const now = Temporal.Instant.from('2026-06-15T04:00:00Z')
for (const { name } of statistics.tables) await takeReadyTexts(statistics, first, name)

const ended = (sex: string, age: string, more: object = {}) => ({
  ...{
    moment: 'released',
    period_start: '2025-03-01',
    sex,
    age_band: age,
    nationality: 'central-asia',
    hours_held: 30,
  },
  ...{ ground: 'absconding-risk-removal', decision: 'release', lawyer_present: 1, interpreter_present: 0 },
  ...more,
})
const many = <T>(n: number, one: T): readonly T[] => Array.from({ length: n }, () => one)
const people = await addRecords(store, 'detention', [
  ...many(70, ended('male', '25-34')),
  ...many(40, ended('female', '35-44')),
  ...many(12, ended('male', '15-17')),
  ...many(12, ended('female', '15-17')),
])

const declared = (name: string) => statistics.tables.find((one) => one.name === name) ?? assert.fail()
const compute = (table: string, by = first, period = '2025') => computeTable(statistics, by, { table, period }, today)
const review = async (run: string, by = second, more: object = {}) =>
  reviewTable(
    statistics,
    by,
    {
      ...{ run, version: 1, harm: 'Nobody whom we can think of.', recognition: 'No: the groups are large.' },
      ...{ coarser: 'No.', no_harm: 'yes', reason: 'Looked at.', release_on: today.toString(), ...more },
    },
    now,
  )
const release = (now = '2026-06-15T06:00:00Z') =>
  releaseDue(statistics, { now: Temporal.Instant.from(now), onRelease: async () => undefined })
const runOf = async (id: string) =>
  asReader(store.web, STATISTICS_READER, (tx) =>
    tx.selectFrom('table_run').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
const published = async (table: string) =>
  (
    await asReader(store.web, PUBLIC_READER, (tx) =>
      tx.selectFrom('table_release').selectAll().where('table_name', '=', table).orderBy('issued_at').execute(),
    )
  ).map(({ document, ...row }) => ({ ...row, table: readReleasedTable(document) }))

test('a table goes from records to a public release through the hands of two, and its leaf is in the ledger', async () => {
  const run = await compute('detention-persons')
  assert.deepEqual(run.findings, [])
  assert.equal(run.state, 'gated')
  await assert.rejects(review(run.id, first), (error) => error instanceof StepRefused && error.rule === 'own-table')
  await review(run.id)
  assert.equal(await release('2026-06-15T04:59:00Z'), 0, 'not before its hour')
  assert.equal(await release(), 1)
  assert.equal(await release(), 0, 'once')
  const [one] = await published('detention-persons')
  assert.ok(one !== undefined)
  assert.equal(one.release, '2026-06')
  assert.equal(one.table.plannedOn, '2026-01-30', 'thirty days after the year: so late it is')
  assert.equal(one.table.next, '2027-01-30')
  assert.equal(one.table.cells.length, 1 + 3 + 3 + 9)
  for (const { value, at } of one.table.cells) {
    assert.ok(value !== null && value >= 0 && value !== 1 && value !== 2, JSON.stringify(at))
    if (at.SEX === '_U' || at.AGE === '_U') assert.equal(value, 0, 'nobody stays nobody')
  }
  const total = one.table.cells.find(({ at }) => at.SEX === '_T' && at.AGE === '_T')?.value ?? 0
  assert.ok(Math.abs(total - 134) <= 5)
  const { rows } = await owner.query('select record from ledger.own_record where entry = $1', [one.entry])
  assert.equal(rows[0].record.document, one.sha256)
})

test('figures of the same people are the same in every table and at every computing', async () => {
  const values = async (id: string) => JSON.stringify((await runOf(id)).cells)
  const bySex = { ...declared('detention-persons'), name: 'detention-sex' }
  const alone = { ...statistics, tables: [{ ...bySex, by: bySex.by.filter(({ id }) => id === 'SEX') }] }
  const computing = () => computeTable(alone, first, { table: 'detention-sex', period: '2025' }, today)
  const [once, again] = [await computing(), await computing()]
  assert.deepEqual(once.findings, [])
  assert.equal(await values(once.id), await values(again.id))
  const cells = (await runOf(once.id)).cells as unknown as { at: { SEX: string }; value: number }[]
  const [persons] = await published('detention-persons')
  for (const sex of ['_T', 'F', 'M'])
    assert.equal(
      cells.find(({ at }) => at.SEX === sex)?.value,
      persons?.table.cells.find(({ at }) => at.SEX === sex && at.AGE === '_T')?.value ?? assert.fail(),
    )
})

test('a late record of one person moves no published figure; ten do', async () => {
  await addRecords(store, 'detention', [ended('male', '25-34')])
  const run = await compute('detention-persons')
  const [before] = await published('detention-persons')
  const cells = (await runOf(run.id)).cells as unknown as { at: object; value: number }[]
  assert.deepEqual(
    cells.map(({ value }) => value),
    before?.table.cells.map(({ value }) => value),
  )
  await addRecords(store, 'detention', many(10, ended('male', '25-34')))
  const later = await compute('detention-persons')
  const moved = (await runOf(later.id)).cells as unknown as { at: { SEX: string; AGE: string }; value: number }[]
  const changed = moved.filter(({ value }, at) => value !== cells[at]?.value).map(({ at }) => `${at.SEX} ${at.AGE}`)
  assert.ok(
    changed.every((name) => ['_T _T', 'M _T', '_T Y_GE18', 'M Y_GE18'].includes(name)),
    changed.join(),
  )
  await review(later.id)
  assert.equal(await release('2026-06-15T07:00:00Z'), 1)
  const releases = await published('detention-persons')
  assert.deepEqual(
    releases.map(({ release: name, replaces }) => [name, replaces]),
    [
      ['2026-06', null],
      ['2026-06.2', '2026-06'],
    ],
  )
})

test('a table that differs from a released one by a few people is refused, with rule and category and no count', async () => {
  // The same people but for four who are in no detention that ended with these grounds.
  const owners = await addRecords(store, 'detention', many(4, ended('male', '25-34', { moment: 'void' })))
  const narrower = {
    ...statistics,
    tables: [
      ...statistics.tables,
      {
        ...declared('detention-persons'),
        name: 'detention-persons-too',
        records: { moments: ['released', 'void'] },
      },
    ],
  }
  const run = await computeTable(narrower, first, { table: 'detention-persons-too', period: '2025' }, today)
  assert.equal(run.state, 'refused')
  assert.ok(run.findings.some(({ rule }) => rule === 'differencing'))
  const kept = await runOf(run.id)
  assert.deepEqual(kept.cells, [])
  for (const { at: _at, other: _other, ...said } of run.findings) assert.doesNotMatch(JSON.stringify(said), /\d/)
  assert.equal(owners.length, 4)
})

test('a population under a hundred is refused', async () => {
  await addRecords(
    store,
    'expulsion',
    many(99, { moment: 'decided', period_start: '2025-02-01', sex: 'male', decision: 'expulsion' }),
  )
  const run = await compute('expulsion-decision')
  assert.equal(run.state, 'refused')
  assert.ok(run.findings.some(({ rule }) => rule === 'population'))
})

test('a limit is loosened by both statisticians with a reason that readers see, no further than the method allows, and no other', async () => {
  const decided = { moment: 'decided', period_start: '2024-02-01', sex: 'male' }
  await addRecords(store, 'expulsion', [
    ...many(20, { ...decided, legal_aid: 1 }),
    ...many(40, { ...decided, legal_aid: 0 }),
  ])
  const asked = { table: 'expulsion-legal-aid', period: '2024' }
  const loosely = (limits: object, reason = 'Few are expelled.') =>
    computeTable(statistics, first, { ...asked, loosened: { limits, reason, language: 'en' } }, today)
  assert.ok((await compute(asked.table, first, '2024')).findings.some(({ rule }) => rule === 'population'))
  const tooFar = [{ population: 29 }, { meanCell: 2.9 }, { smallShare: 0.31 }]
  for (const limits of [...tooFar, { smallest: 0 }, { leastDifference: 1 }, { leastVariance: 0 }])
    await assert.rejects(loosely(limits), Invalid, JSON.stringify(limits))
  await assert.rejects(loosely({ population: 50 }, ' '), Invalid)
  const run = await loosely({ population: 50, smallShare: 0.3 })
  assert.deepEqual(run.findings, [])
  await assert.rejects(review(run.id, second, { reason: '' }), Invalid)
  await review(run.id)
  await release('2026-06-15T07:30:00Z')
  const [one] = await published(asked.table)
  const treatment = metadataItems(one?.table ?? assert.fail()).find(({ id }) => id === 'CONF_DATA_TR')?.text
  assert.match(
    treatment?.en ?? '',
    /persons in a population, at least 50; cells of 1 or 2, at most 30 %.*Few are expelled/,
  )
  assert.match(treatment?.az ?? '', /ən azı 50 şəxs/)
})

test('an exact figure waits for two yeses, and a true one is told as one, whatever other small cells are out', async () => {
  const [d3, d4] = [breachTable('detention', 'D3'), breachTable('detention', 'D4')]
  const with2 = { ...statistics, tables: [...statistics.tables, d3, d4] }
  const broken = (rule: string) => ({ moment: 'breach', period_start: '2025-05-01', rule, mode: 'enforce' })
  await addRecords(store, 'detention_breach', [broken('D3.judge'), ...many(4, broken('D4.hour'))])
  const computed = (table: string) => computeTable(with2, first, { table, period: '2025' }, today)
  assert.equal((await computed(d3.name)).state, 'refused')
  const ombudsperson = await account(store, 'Leyla', 'nhri')
  await approveExact(with2, first, [d3])
  assert.equal((await computed(d3.name)).state, 'refused')
  for (const one of [first, ombudsperson]) await approveExact(with2, one, [d3, d4])
  await takeReadyTexts(with2, first, 'detention-breaches')
  for (const [{ name }, total] of [
    [d3, 1],
    [d4, 4],
  ] as const) {
    const run = await computed(name)
    assert.deepEqual(run.findings, [], name)
    await review(run.id)
    await release('2026-06-15T08:00:00Z')
    const [one] = await published(name)
    assert.deepEqual(
      one?.table.cells.map(({ value }) => value),
      [total],
    )
    assert.equal(one?.table.measures[0]?.method, 'EXACT')
  }
  // Noise must not hide what the State did, and neither must the rule of ten: one more found later is told.
  await addRecords(store, 'detention_breach', [broken('D3.judge')])
  const corrected = await computed(d3.name)
  await review(corrected.id)
  await release('2026-06-15T09:00:00Z')
  assert.deepEqual(
    (await published(d3.name)).map(({ table }) => table.cells.map(({ value }) => value)),
    [[1], [2]],
  )
})

test('a table that only waits for its two yeses tells nothing, and counts among no refusals', async () => {
  const d5 = breachTable('detention', 'D5')
  const with1 = { ...statistics, tables: [...statistics.tables, d5] }
  const counted = () =>
    asReader(store.web, STATISTICS_READER, (tx) => refusedRuns(tx, with1, 'detention')).then(({ length }) => length)
  const before = await counted()
  assert.equal((await computeTable(with1, first, { table: d5.name, period: '2025' }, today)).state, 'refused')
  assert.equal(await counted(), before)
})

test('nobody else computes, reviews or sees a table under embargo; a period that runs is not computed', async () => {
  const minister = { ...first, duty: undefined, role: 'secretariat' as const }
  await assert.rejects(
    computeTable(statistics, minister as never, { table: 'detention-persons', period: '2025' }, today),
    NotFound,
  )
  await assert.rejects(compute('detention-persons', first, '2026'), Invalid)
  await assert.rejects(compute('detention-persons', first, '2025-Q1'), Invalid)
  for (const audiences of [['public'], ['public', 'officials', 'secretariat', 'nhri', 'committee']])
    assert.deepEqual(
      await asReader(store.web, { ...PUBLIC_READER, audiences }, (tx) =>
        tx.selectFrom('table_run').selectAll().execute(),
      ),
      [],
    )
})

test('a release is frozen; withdrawn, it stays with its reason', async () => {
  await assert.rejects(owner.query("update followup.table_release set document = '{}'"), { code: 'OB005' })
  await assert.rejects(owner.query('delete from followup.table_release'), { code: 'OB005' })
  await withdrawRelease(statistics, second, {
    release: '2026-06.2',
    table: 'detention-persons',
    reason: 'Wrong period.',
  })
  const withdrawn = (await published('detention-persons')).at(-1)
  assert.equal(withdrawn?.withdrawn_why, 'Wrong period.')
  assert.equal((await runOf(withdrawn?.run ?? '')).state, 'withdrawn')
})

test('after fifty refused tables of a day over one population nothing is computed until another statistician has looked', async () => {
  const probe = { table_name: 'visit-answer', period: '2025', state: 'refused', definition: '{}', p_table: '1' }
  const findings = JSON.stringify([{ verdict: 'refuse', rule: 'meanCellSize', table: 'visit-answer' }])
  const rows = many(51, { ...probe, cells: '[]', findings, known_on: '2026-06-15', made_by: first.account ?? '' })
  await asActor(store.web, STATISTICS_READER, 'test', (tx) => tx.insertInto('table_run').values(rows).execute())
  const probing = (error: unknown) => error instanceof StepRefused && error.rule === 'probing'
  await assert.rejects(compute('visit-answer'), probing)
  await assert.rejects(compute('visit-answer', second), probing)
  const look = { procedure: 'visit', said: 'A table was declared anew.' }
  await assert.rejects(seeRefusals(statistics, { ...second, duty: undefined } as never, look), NotFound)
  await assert.rejects(seeRefusals(statistics, first, look), StepRefused, 'nobody frees their own')
  await assert.rejects(compute('visit-answer'), probing)
  await seeRefusals(statistics, second, look)
  assert.equal((await compute('visit-answer')).state, 'gated')
})

test('keys and true counts are in nothing that leaves the compartment', async () => {
  const { rows } = await owner.query<{ person_key: string; pseudonym: string }>(
    `select person_key::text, encode(pseudonym, 'hex') as pseudonym from statistics.person`,
  )
  const { rows: all } = await owner.query(
    'select to_jsonb(r)::text as whole from followup.table_run r union all select to_jsonb(t)::text from followup.table_release t union all select to_jsonb(o)::text from ledger.own_record o',
  )
  const whole = all.map((row) => row.whole).join()
  for (const { person_key, pseudonym } of rows) assert.ok(!whole.includes(person_key) && !whole.includes(pseudonym))
  assert.ok(rows.length >= people.length)
})
