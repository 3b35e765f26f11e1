/** A case is one case, however many records it left: decided, decided again, closed. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { addRecords, statisticsOn } from '../fixtures/records.ts'
import { TOTAL } from '../gates/definition.ts'
import { tableNamed } from '../tables/catalogue.ts'
import { periodNamed } from '../vocabulary/period.ts'
import { contributorsNow } from './contributors.ts'
import { trueCells } from './true-cells.ts'

const store = await testStore('country')
const { firewall } = await statisticsOn(store)
const of = () => ({ case: randomBytes(20).toString('hex'), who: randomBytes(20).toString('hex'), sex: 'male' })
const decided = (on: string, decision = 'expulsion') => ({ moment: 'decided', period_start: on, decision })
const closed = (on: string) => ({ moment: 'closedNoExpulsion', period_start: on, decision: 'no-expulsion' })

/** Counts by category of the first dimension, each with the sum of its keys. */
async function counted(name: string, period: string) {
  const table = tableNamed(name) ?? assert.fail(name)
  const during = periodNamed(period, table.frequency) ?? assert.fail(period)
  const [dimension] = table.by
  return firewall.asStatistics(async (tx) => {
    const cells = await trueCells(tx, table, during)
    const standing = await contributorsNow(tx, table, during)
    const whole = cells.find(({ at }) => Object.values(at).every((code) => code === TOTAL))
    assert.equal(standing.length, whole?.n, 'the gates see who is counted, and nobody else')
    const rows = cells.filter(({ at }) => table.by.every(({ id }) => id === dimension?.id || at[id] === TOTAL))
    return Object.fromEntries(rows.flatMap(({ at, n }) => (n === 0 ? [] : [[at[dimension?.id ?? ''] ?? '', n]])))
  })
}

test('a proceeding that was decided and then closed is one, by what became of it', async () => {
  const [both, again, sameMonth, alone] = [of(), of(), of(), of()]
  await addRecords(store, 'expulsion', [
    { ...both, ...decided('2025-02-01') },
    { ...both, ...closed('2025-05-01') },
    { ...again, ...decided('2025-02-01') },
    { ...again, ...decided('2025-09-01', 'voluntary-departure') },
    // Of one month the order is unknown, and closing comes after deciding.
    { ...sameMonth, ...closed('2025-03-01') },
    { ...sameMonth, ...decided('2025-03-01') },
    { ...alone, ...decided('2025-04-01') },
  ])
  const decisions = { NO_EXPULSION: 2, VOLUNTARY_DEPARTURE: 1, EXPULSION: 1, [TOTAL]: 4 }
  assert.deepEqual(await counted('expulsion-decision', '2025'), decisions)
  assert.deepEqual(
    await counted('expulsion-legal-aid', '2025'),
    { _U: 5, [TOTAL]: 5 },
    'decisions are counted each time, as that table says',
  )
})

test('what happens to a case in a later year takes nothing from the year before', async () => {
  const over = of()
  await addRecords(store, 'expulsion', [
    { ...over, ...decided('2023-11-01') },
    { ...over, ...closed('2024-01-01') },
  ])
  assert.deepEqual(await counted('expulsion-decision', '2023'), { EXPULSION: 1, [TOTAL]: 1 })
  assert.deepEqual(await counted('expulsion-decision', '2024'), { NO_EXPULSION: 1, [TOTAL]: 1 })
})
