import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { QueueRow } from '../../../register/index.ts'
import { byDay, released } from './list.ts'

const row = (openedAt: string): QueueRow => ({
  ...{
    caseId: randomUUID(),
    caseNumber: 'A',
    state: 'received',
    event: 1,
    dueAt: null,
    dueRule: null,
    ownDueAt: null,
    ownDueRule: null,
  },
  openedAt: Temporal.Instant.from(openedAt),
  changedAt: Temporal.Instant.from(openedAt),
  now: Temporal.Instant.from(openedAt),
})

test('what came in this hour is not shown before it is over', () => {
  const rows = [row('2026-11-24T09:00:00Z'), row('2026-11-24T08:59:59Z')]
  const at = (time: string) => released(rows, Temporal.Instant.from(`2026-11-24T${time}Z`)).length
  assert.deepEqual([at('08:59:59'), at('09:00:00'), at('09:59:59'), at('10:00:00')], [0, 1, 1, 2])
})

test('a day is the country’s, and the order within it is not the one in which they came', () => {
  const rows = Array.from({ length: 60 }, (_, minute) => row(`2026-11-24T19:${String(minute).padStart(2, '0')}:00Z`))
  const [today, tomorrow] = byDay([...rows, row('2026-11-24T20:00:00Z')], 'Asia/Baku').toReversed()
  assert.equal(today?.[0], '2026-11-24')
  assert.equal(tomorrow?.[0], '2026-11-25')
  const order = today?.[1].map(({ openedAt }) => openedAt.epochMilliseconds) ?? []
  assert.notDeepEqual(order, order.toSorted())
  assert.notDeepEqual(order, order.toSorted().toReversed())
})
