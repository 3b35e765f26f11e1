/** Figures of the releases themselves: what counts as out, as on schedule, and how late. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPack, packFolder, type ReleaseFormula } from '../../countries/index.ts'
import { type OutRelease, releaseFigure } from './of-releases.ts'

const { tables } = await loadPack(packFolder('AZE'))
const TRAFFICKING = tables.filter(({ id }) => ['TIP-2', 'TIP-3'].includes(id))
const day = (text: string) => Temporal.PlainDate.from(text)
const ours = (table: string, on: string): OutRelease => ({
  ...{ table, release: on.slice(0, 7), periods: ['2025'], releasedOn: day(on), answers: null },
})
const outside = (periods: readonly string[], on = '2026-01-15'): OutRelease => ({
  ...{ table: 'courts', release: '2026-01', periods, releasedOn: day(on), answers: ['TIP-2'] },
})
const formula = (is: ReleaseFormula['is']): ReleaseFormula => ({ version: 1, is, tables: [], by: 'table' })
const figure = (
  is: ReleaseFormula['is'],
  out: readonly OutRelease[],
  { year = 2025, today = '2026-03-01', planned = {} as Readonly<Record<string, string>> } = {},
) =>
  releaseFigure(
    formula(is),
    year,
    {
      ...{ required: TRAFFICKING, out, authority: 'SSC' },
      firstPlanned: new Map(Object.entries(planned).map(([name, on]) => [name, day(on)])),
    },
    day(today),
  )
const BOTH = [ours('trafficking-residence-decided', '2026-01-30'), ours('trafficking-residence-granted', '2026-01-30')]

test('a required table is out when all that is computed for it is, or another body’s figures of the year stand for it', () => {
  assert.deepEqual(figure('released', BOTH.slice(1))?.breakdown, { 'table=TIP-2': 0, 'table=TIP-3': 0 })
  assert.equal(figure('released', BOTH)?.value, 50)
  for (const periods of [['2025'], ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']])
    assert.equal(figure('released', [...BOTH, outside(periods)])?.value, 100)
  for (const periods of [['2024'], ['2025-Q1', '2025-Q2', '2025-Q3']])
    assert.equal(figure('released', [...BOTH, outside(periods)])?.value, 50)
})

test('on schedule is what came out by the day announced first, in the year in which that day is', () => {
  const of2026 = (out: readonly OutRelease[], planned = {}) => figure('on-schedule', out, { year: 2026, planned })
  assert.deepEqual(of2026(BOTH)?.breakdown, { 'table=TIP-2': 0, 'table=TIP-3': 100 })
  assert.equal(of2026([...BOTH, outside(['2025'])])?.value, 100)
  assert.equal(of2026([...BOTH, outside(['2025'], '2026-01-31')])?.value, 50, 'a day late')
  assert.equal(
    of2026(BOTH, { 'trafficking-residence-granted 2025': '2026-01-20' })?.value,
    0,
    'it was announced for before',
  )
})

test('nothing is told until the last day has passed, not even on that day', () => {
  assert.equal(figure('released', BOTH, { today: '2026-01-30' }), null)
  assert.notEqual(figure('released', BOTH, { today: '2026-01-31' }), null)
})

test('the lag is of our own releases, thirty days on the day that is due; of none there is none', () => {
  const late = [BOTH[0] ?? assert.fail(), ours('trafficking-residence-granted', '2026-02-09')]
  assert.deepEqual(
    [figure('lag', [...late, outside(['2025'])])?.value, figure('lag', late)?.base, figure('lag', late)?.breakdown],
    [35, 2, { 'authority=SSC': 35 }],
  )
  assert.equal(figure('lag', [])?.value, null)
})
