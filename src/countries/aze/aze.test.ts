import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { CountryPack } from '../index.ts'
import { addWorkingDays, isWorkingDay, loadPack, packFolder } from '../index.ts'

let pack: CountryPack

before(async () => {
  pack = await loadPack(packFolder('AZE'))
})

test('every recommendation of the document is an obligation, down to the sub-item', () => {
  assert.equal(pack.obligations.length, 75)
  const byParagraph = Map.groupBy(pack.obligations, (one) => Number.parseInt(one.id, 10))
  assert.deepEqual(
    [...byParagraph].map(([paragraph, rows]) => [paragraph, rows.length]),
    [
      [7, 1],
      [9, 1],
      [11, 2],
      [13, 1],
      [14, 5],
      [16, 4],
      [18, 2],
      [20, 2],
      [22, 1],
      [24, 1],
      [26, 3],
      [28, 3],
      [30, 2],
      [32, 1],
      [34, 1],
      [36, 8],
      [38, 3],
      [40, 1],
      [42, 2],
      [44, 2],
      [46, 2],
      [48, 3],
      [50, 2],
      [52, 4],
      [54, 2],
      [56, 1],
      [58, 4],
      [60, 4],
      [62, 3],
      [63, 1],
      [64, 1],
      [65, 1],
      [66, 1],
    ],
  )
})

test('the sub-items of the detention paragraph stand in the order of the document', () => {
  const detention = pack.obligations.filter((one) => one.id.startsWith('36')).map((one) => one.id)
  assert.deepEqual(detention, ['36(a)', '36(b)', '36(c)(i)', '36(c)(ii)', '36(c)(iii)', '36(c)(iv)', '36(d)', '36(e)'])
})

test('the treaties of one undivided paragraph are obligations of their own and keep its address', () => {
  const split = pack.obligations.filter((one) => one.splitOf !== null)
  assert.deepEqual(
    split.map((one) => [one.id, one.splitOf]),
    [
      ['14#ICPPED', '14'],
      ['14#C097', '14'],
      ['14#C143', '14'],
      ['14#C189', '14'],
      ['14#C190', '14'],
    ],
  )
  // Only to be considered, in a sentence of its own that repeats nothing earlier.
  assert.deepEqual(
    split.map((one) => [one.urgency, one.reiterates.length]),
    [
      ['prompt', 1],
      ['prompt', 1],
      ['prompt', 1],
      ['prompt', 1],
      ['consider', 0],
    ],
  )
})

test('all 19 sub-items of paragraphs 16, 36, 60 and 62 are owed in the follow-up, and nothing else', () => {
  const followUp = pack.obligations.filter((one) => one.followUp).map((one) => one.id)
  assert.deepEqual(followUp, [
    '16',
    '16(a)',
    '16(b)',
    '16(c)',
    '36(a)',
    '36(b)',
    '36(c)(i)',
    '36(c)(ii)',
    '36(c)(iii)',
    '36(c)(iv)',
    '36(d)',
    '36(e)',
    '60(a)',
    '60(b)',
    '60(c)',
    '60(d)',
    '62(a)',
    '62(b)',
    '62(c)',
  ])
})

test('207 indicators are defined once each, and every one is used', () => {
  assert.equal(Object.keys(pack.indicators).length, 207)
  const used = new Set(pack.obligations.flatMap((one) => one.indicators))
  assert.deepEqual(new Set(Object.keys(pack.indicators)), used)
  assert.equal(pack.obligations.filter((one) => one.indicators.includes('ratification-stage')).length, 5)
})

test('sets of dimensions are spelt out, and people behind a firewall are never counted by their status', () => {
  assert.deepEqual(pack.indicators['detention-reviewed-within-24h']?.by, [
    'sex',
    'age-group',
    'migration-status',
    'nationality-region',
    'facility',
    'authority',
  ])
  for (const name of [
    'care-refused-for-status-or-document',
    'workers-charged-recruitment-fee',
    'legal-aid-grant-parity',
  ]) {
    assert.equal(pack.indicators[name]?.by.includes('migration-status'), false, name)
  }
})

/** Of visits; published though no paragraph asks for it. */
const OURS = 'VIS-1'

test('50 tables are asked for, two or more of each of the eight populations', () => {
  assert.equal(pack.tables.filter(({ id }) => id !== OURS).length, 50)
  const sizes = Map.groupBy(pack.tables, (table) => table.population)
  for (const population of ['REG', 'IRR', 'FAM', 'TRA', 'NAB', 'RET', 'CHA', 'LBH']) {
    assert.ok((sizes.get(population)?.length ?? 0) >= 2, population)
  }
})

test('a table of people carries sex and age, or says why not', () => {
  const without = pack.tables.filter((table) => !table.by.includes('sex') || !table.by.includes('age-group'))
  assert.deepEqual(
    without.map((table) => table.id),
    ['PRV-1', 'BIR-1', 'BIR-2', 'REM-1', 'TIP-2', OURS],
  )
})

test('the two dates that the document states are in the calendar', () => {
  const stated = pack.deadlines.filter((one) => one.dueOn !== null)
  assert.deepEqual(
    stated.map((one) => [one.id, one.dueOn, one.obligation]),
    [
      ['CAL-1', '2023-11-01', 'CMW/C/AZE/CO/3 65'],
      ['CAL-2', '2026-11-01', 'CMW/C/AZE/CO/3 66'],
    ],
  )
  assert.equal(pack.deadlines.length, 8)
})

test('what the next report must hold is 18 elements, of just those obligations that say so', () => {
  assert.equal(pack.reportElements.flatMap((one) => one.elements).length, 18)
  const asked = pack.obligations.filter((one) => one.nextReport).map((one) => one.key)
  assert.deepEqual(
    pack.reportElements.map((one) => one.obligation),
    asked,
  )
})

test('every obligation stands in a chapter', () => {
  const chapters = pack.documents.find((one) => one.symbol === 'CMW/C/AZE/CO/3')?.chapters.map((one) => one.id)
  assert.deepEqual([...new Set(pack.obligations.map((one) => one.chapter))], chapters)
})

test('what the document does not say about law is marked until a jurist has confirmed it', () => {
  for (const { id, law } of pack.obligations) {
    for (const one of law) assert.ok(one.from === 'document' || one.verify, `${id}: ${one.reference}`)
  }
})

test('no obligation is led by the institution that it is to strengthen', () => {
  assert.equal(pack.obligations.find((one) => one.id === '22')?.lead, 'CAB')
})

test('in 2026 Novruz and Ramazan overlap, and four days of March make up for it', () => {
  const days = Array.from({ length: 14 }, (_, index) => Temporal.PlainDate.from('2026-03-18').add({ days: index }))
  const working = days.filter((day) => isWorkingDay(pack.workingCalendar, day)).map(String)
  assert.deepEqual(working, ['2026-03-18', '2026-03-19', '2026-03-31'])
})

test('the day of mourning on a Saturday is not made up for, the New Year on a weekend is', () => {
  // 20 January 2024 is a Saturday; 31 December 2022 a Saturday, 1 January 2023 a Sunday.
  assert.equal(isWorkingDay(pack.workingCalendar, Temporal.PlainDate.from('2024-01-22')), true)
  assert.equal(addWorkingDays(pack.workingCalendar, Temporal.PlainDate.from('2022-12-30'), 1).toString(), '2023-01-05')
})
