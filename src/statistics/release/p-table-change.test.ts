/** Other parameters of the noise: by two, from a year on, and never over what is out. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { asActor, asReader, Invalid, NotFound, StepRefused } from '../../store/index.ts'
import { account, addRecords, statisticsOn } from '../fixtures/records.ts'
import { releaseAll } from '../fixtures/release-all.ts'
import { readReleasedTable } from '../publication/index.ts'
import { takeReadyTexts } from './metadata.ts'
import { answerPTable, openProposal, proposePTable } from './p-table-change.ts'
import { pTableFor, pTableOf } from './p-table-in-use.ts'
import { STATISTICS_READER } from './statistics.ts'

const store = await testStore('country')
const statistics = await statisticsOn(store)
const [first, second] = [await account(store, 'Rena'), await account(store, 'Samir')]
const owner = await store.ownerClient()
after(() => owner.end())
for (const { name } of statistics.tables) await takeReadyTexts(statistics, first, name)

const today = Temporal.PlainDate.from('2026-06-15')
const wanted = { max: 4, variance: 2.5, smallest: 2, year: 2026, reason: 'Small districts.' }
const proposed = () => asReader(store.web, STATISTICS_READER, (tx) => openProposal(tx))
const released = async (period: string, on = today) => {
  const hands = {
    maker: first,
    reviewer: second,
    today: on,
    morning: on.toZonedDateTime('UTC').toInstant().add({ hours: 4 }),
  }
  const [one] = await releaseAll(statistics, hands, [{ table: 'detention-review', period }])
  assert.equal(one?.run.state, 'gated', JSON.stringify(one?.run.findings))
  const { document } = await asReader(store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('table_release')
      .select('document')
      .where('run', '=', one?.run.id ?? '')
      .executeTakeFirstOrThrow(),
  )
  return readReleasedTable(document)
}
const times = (period_start: string, many: number) =>
  Array.from({ length: many }, (_, at) => ({
    ...{ moment: 'due', period_start, rule: 'D3.judge', run: 1, mode: 'enforce' },
    ...{ met: at % 5 > 0, sex: at % 2 === 0 ? 'male' : 'female' },
  }))

test('of many who ask for the first p-table at once each gets the same', async () => {
  const from = today
  const made = await Promise.all(Array.from({ length: 8 }, () => pTableFor(statistics, { from })))
  assert.deepEqual([...new Set(made.map(({ version }) => version))], ['1'])
})

test('parameters of which there is no table are refused with the row and the reason, and so is a year that has figures', async () => {
  await addRecords(store, 'detention_clock', times('2025-02-01', 200))
  await released('2025-Q1')
  const refusal = (more: object) =>
    proposePTable(statistics, first, { ...wanted, ...more }, today).then(
      () => assert.fail(),
      (error) => (error instanceof Invalid ? error.problems[0] : assert.fail(String(error))),
    )
  assert.deepEqual(await refusal({ max: 6, variance: 4 }), {
    ...{ field: 'variance', rule: 'no-p-table-falls-short' },
    data: { row: 1, reached: 3.277, variance: 4 },
  })
  assert.equal((await refusal({ max: 2 }))?.rule, 'no-p-table-too-narrow')
  assert.equal((await refusal({ variance: 2 }))?.rule, 'no-p-table-needs-variance')
  assert.equal((await refusal({ max: 5.5 }))?.rule, 'no-p-table-parameter')
  assert.equal((await refusal({ max: 5, variance: 3 }))?.rule, 'in-use-already')
  assert.equal((await refusal({ year: 2025 }))?.rule, 'year-over')
  assert.equal((await refusal({ year: 2024 }))?.rule, 'year-over')
  const lastYear = Temporal.PlainDate.from('2025-12-01')
  await assert.rejects(
    proposePTable(statistics, first, { ...wanted, year: 2025 }, lastYear),
    (error) => error instanceof Invalid && error.problems[0]?.rule === 'year-has-figures',
  )
  assert.equal(await proposed(), null)
})

test('one proposes and another decides; nobody else, and the database holds to it', async () => {
  const minister = { ...first, duty: undefined, role: 'secretariat' as const }
  await assert.rejects(proposePTable(statistics, minister as never, wanted, today), NotFound)
  const id = await proposePTable(statistics, first, wanted, today)
  await assert.rejects(proposePTable(statistics, second, wanted, today), StepRefused, 'one at a time')
  const yes = { proposal: id, answer: 'made' as const, said: 'Looked at what it costs.' }
  await assert.rejects(
    answerPTable(statistics, first, yes),
    (error) => error instanceof StepRefused && error.rule === 'own-proposal',
  )
  await assert.rejects(answerPTable(statistics, minister as never, yes), NotFound)
  const table = { version: '9', canonical: '{"parameters": {}}', sha256: '0'.repeat(64), since: '2027-01-01' }
  for (const actor of [first.account, second.account, 'system:statistics'])
    await assert.rejects(
      asActor(store.web, { ...STATISTICS_READER, actor: actor ?? '' }, 'test', (tx) =>
        tx.insertInto('p_table').values(table).execute(),
      ),
      'no p-table but the one that was proposed',
    )
  await assert.rejects(
    owner.query("set observance.actor = 'system:test'; update followup.p_table_proposal set parameters = '{}'"),
    { code: 'OB105' },
  )
  await answerPTable(statistics, second, yes)
  assert.equal(await proposed(), null)
  const { parameters } = await pTableOf(statistics, '2')
  assert.deepEqual([parameters.max, parameters.variance, parameters.smallest], [4, 2.5, 2])
  await assert.rejects(answerPTable(statistics, second, yes), NotFound, 'once')
})

test('from its year on figures have the new noise, and the first of them stand after a break', async () => {
  await addRecords(store, 'detention_clock', times('2026-02-01', 220))
  const table = await released('2026-Q1')
  assert.deepEqual(
    [table.protection?.largest, table.protection?.variance, table.protection?.pTable.version],
    [4, 2.5, '2'],
  )
  assert.ok(
    table.cells.filter(({ value }) => value !== null).every(({ sign, status }) => sign === 'b' && status === 'B'),
  )
})

test('a period that was out before is released again under its own p-table, with its own noise', async () => {
  const [before] = (await owner.query("select document from followup.table_release where period = '2025-Q1'")).rows
  await addRecords(store, 'detention_clock', times('2025-02-01', 3))
  const table = await released('2025-Q1')
  assert.equal(table.protection?.pTable.version, '1')
  assert.deepEqual(
    table.cells.map(({ value }) => value),
    readReleasedTable(before.document).cells.map(({ value }) => value),
    'three late records move nothing',
  )
})

test('what is refused leaves everything as it was', async () => {
  const id = await proposePTable(statistics, second, { ...wanted, max: 10, variance: 3, year: 2027 }, today)
  await answerPTable(statistics, first, { proposal: id, answer: 'refused', said: 'Too much noise.' })
  assert.equal((await owner.query('select from followup.p_table')).rowCount, 2)
})
