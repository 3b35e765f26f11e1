/** The demonstration content of every installed country, on the real database. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import {
  type CountryPack,
  type Demonstration,
  installedPacks,
  loadDemonstration,
  loadPack,
} from '../../countries/index.ts'
import { asActor, asOperator, asReader, PUBLIC_READER, systemReader } from '../../store/index.ts'
import { loadPackIntoStore } from '../load-pack.ts'
import { demonstrationReader, loadDemonstrationIntoStore } from './index.ts'

const store = await testStore()
const [folder = ''] = Object.values(installedPacks)
let pack: CountryPack
let content: Demonstration
let elapsed = 0
const load = () =>
  asOperator(store, demonstrationReader(content), 'demonstration.load', (tx) =>
    loadDemonstrationIntoStore(tx, pack, content),
  )
const count = async (table: string, where = sql`true`) => {
  const { rows } = await asReader(store.system, systemReader('test'), (tx) =>
    sql<{ n: number }>`select count(*)::int as n from followup.${sql.ref(table)} where ${where}`.execute(tx),
  )
  return rows[0]?.n ?? -1
}

before(async () => {
  pack = await loadPack(folder)
  content = await loadDemonstration(folder, pack)
  await asActor(store.web, systemReader('pack'), 'pack.load', (tx) => loadPackIntoStore(tx, pack))
  const start = performance.now()
  assert.equal(await load(), 'loaded')
  elapsed = performance.now() - start
})

test('it does not hold up a first start', (t) => {
  t.diagnostic(`${Math.round(elapsed)} ms; the goal is 1,000 ms on an idle machine`)
})

test('everything of it is there, and marked as demonstration', async () => {
  const rounds = content.consultations
  const expected = {
    account: content.accounts.length,
    decision: content.decisions.length,
    measure: content.measures.length,
    evidence: content.evidence.length,
    indicator_value: content.values.length,
    assessment: content.assessments.length,
    validation: content.validations.length,
    report: rounds.length,
    consultation_round: rounds.length,
    contribution: rounds.flatMap(({ contributions }) => contributions).length,
  }
  assert.ok(Object.values(expected).every((rows) => rows > 0))
  for (const [table, rows] of Object.entries(expected)) {
    assert.equal(await count(table), rows, table)
    assert.equal(await count(table, sql`demonstration`), rows, `${table} is marked`)
  }
  assert.equal(await count('post'), content.accounts.filter(({ post }) => post !== null).length)
})

test('loaded again it changes nothing', async () => {
  const history = await count('history')
  assert.equal(await load(), 'unchanged')
  assert.equal(await count('history'), history)
})

test('what is said to have happened on a day bears that day, at home', async () => {
  const [first] = content.assessments
  assert.equal(
    await count('assessment', sql`entered_at at time zone ${pack.timeZone} = given_on + time '12:00'`),
    content.assessments.length,
  )
  assert.equal((await count('assessment', sql`given_on = ${first?.givenOn ?? ''}`)) > 0, true)
  assert.equal(await count('validation', sql`answered_at < claimed_at`), 0)
})

test('completion in it is earned: states follow from decisions, claims and figures', async () => {
  const { rows } = await asReader(store.web, PUBLIC_READER, (tx) =>
    sql<{ state: string }>`select distinct state from followup.obligation`.execute(tx),
  )
  const states = rows.map(({ state }) => state)
  for (const state of ['open', 'awaiting-validation'])
    assert.ok(states.includes(state), `${state} is shown, among ${states}`)
  assert.equal(
    await count(
      'obligation',
      sql`state <> followup.state_earned((select s from followup.standing s where s.obligation = obligation.id))`,
    ),
    0,
  )
})

test('a draft of one institution in it is not seen by the public', async () => {
  const seen = await asReader(store.web, PUBLIC_READER, (tx) => tx.selectFrom('measure').select('audience').execute())
  assert.ok(seen.every(({ audience }) => audience === 'public'))
})
