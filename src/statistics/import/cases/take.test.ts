/** An extract of another register's cases: under pseudonyms from the door on, row by row, once, with keys that stay. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../../../tests/store.ts'
import { PROCEDURES } from '../../../procedures/index.ts'
import { wholeRegister } from '../../../register/fixtures/whole-register.ts'
import { recordShapeOf } from '../../../register/statistics/shape.ts'
import { NotFound } from '../../../store/index.ts'
import { sourcesOf } from '../../compute/sources.ts'
import { trueCells } from '../../compute/true-cells.ts'
import { account, addRecords } from '../../fixtures/records.ts'
import { makePTable } from '../../perturbation/p-table.ts'
import { DEFAULTS } from '../../perturbation/parameters.ts'
import { TABLES } from '../../tables/catalogue.ts'
import { periodNamed } from '../../vocabulary/period.ts'
import { FileRefused, type RefusedRow } from '../refused.ts'
import { readMapping } from '../table/mapping.ts'
import { CaseMapping } from './mapping.ts'
import { readExtract, takeCases } from './take.ts'

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())
const statistician = await account(store, 'Rena')
const { duty: _, ...nobody } = statistician
const institution = { ...nobody, account: randomUUID(), role: 'nhri' as const }
const extracts = { firewall: register.firewall, keyOf: store.key }
const today = Temporal.PlainDate.from('2026-06-15')
const shapeOf = (name: string) =>
  recordShapeOf(PROCEDURES.find((one) => one.name === name) ?? assert.fail(), { office: 'AZ-BA' })

test('a region of the country is a code that may be brought in', () => {
  const school = PROCEDURES.find(({ name }) => name === 'school-enrolment') ?? assert.fail()
  const { dimensions } = recordShapeOf(school, {}, ['AZ-BA'])
  const home = dimensions.find(({ name }) => name === 'homeDistrict')
  assert.deepEqual([home?.values.get('AZ-BA'), home?.values.get('US-NY')], ['AZ-BA', undefined])
})

const MAPPING = {
  source: { name: 'interior-detentions', body: 'Ministry of the Interior', title: 'Register of holding places' },
  ...{
    procedure: 'detention',
    case: 'İş',
    person: 'FİN',
    moment: { column: 'Nəticə', codes: { azad: 'released', ölüm: 'died' } },
  },
  day: { column: 'Tarix', form: 'DD.MM.YYYY' },
  dimensions: {
    sex: { column: 'Cins', codes: { K: 'male', Q: 'female' } },
    ageBand: { column: 'Yaş' },
    nationality: { column: 'Ölkə' },
  },
  measures: { hoursHeld: { column: 'Saat' } },
}
const mapping = (more: object = {}) => readMapping(CaseMapping, JSON.stringify({ ...MAPPING, ...more }))
const HEAD = 'FİN;İş;Ad;Nəticə;Tarix;Cins;Yaş;Ölkə;Saat\n'
const ROWS = [
  '5XK7Q2A;D-1;Əli;azad;03.04.2024;K;25-34;UZ;30',
  '5xk7q2a ;D-2;Əli;azad;09.11.2024 14:05;K;25-34;UZ;12',
  '8HM3R9T;D-3;Leyla;azad;21.02.2024;Q;15-17;GE;',
]
/** Whether a judge came in time, of the times that fell due. */
const DUE = { due: 'D3.judge', met: { column: 'Nəticə', codes: { bəli: true, xeyr: false } } }
const extract = (rows: readonly string[], more: object = {}) => ({
  ...{ bytes: new TextEncoder().encode(`${HEAD}${rows.join('\n')}\n`), mapping: mapping(more) },
  shape: shapeOf(mapping(more).procedure),
})
const kept: (readonly RefusedRow[])[] = []
const take = (rows: readonly string[], more: object = {}, by = statistician) =>
  takeCases(
    extracts,
    by,
    readExtract(extracts, statistician, extract(rows, more), today),
    async (refused) => void kept.push(refused),
  )
const records = async () =>
  (
    await owner.query(
      `select r.*, p.person_key, s.name as of_source from statistics.detention r join statistics.person p on p.pseudonym = r.person
        join statistics.source s on s.id = r.source order by r.period_start`,
    )
  ).rows

test('an extract becomes records in whole periods, under pseudonyms, with nothing that was not mapped', async () => {
  assert.deepEqual(await take(ROWS), { added: 3, changed: 0, unchanged: 0, refused: [] })
  const rows = await records()
  assert.deepEqual(
    rows.map(({ moment, period_start, sex, age_band, nationality, hours_held, persons, of_source }) => ({
      ...{ moment, sex, age_band, nationality, hours_held, persons, of_source },
      period: period_start,
    })),
    [
      { sex: 'female', age_band: '15-17', nationality: 'western-asia', hours_held: null, period: '2024-02-01' },
      { sex: 'male', age_band: '25-34', nationality: 'central-asia', hours_held: 30, period: '2024-04-01' },
      { sex: 'male', age_band: '25-34', nationality: 'central-asia', hours_held: 12, period: '2024-11-01' },
    ].map((one) => ({ ...one, moment: 'released', persons: 1, of_source: 'interior-detentions' })),
  )
  assert.deepEqual(rows[1]?.person, rows[2]?.person, 'one identifier, however it is written, is one person')
  assert.notDeepEqual(rows[0]?.person, rows[1]?.person)
  const { rows: all } = await owner.query(
    "select (select string_agg(r::text, ' ') from statistics.detention r) || (select string_agg(i::text, ' ') from statistics.import i) || (select string_agg(o.record::text, ' ') from ledger.own_record o) as text",
  )
  for (const secret of ['5XK7Q2A', '8HM3R9T', 'D-1', 'Leyla', '03.04', '2024-04-03', '14:05'])
    assert.ok(!all[0].text.includes(secret), secret)
})

test('the same extract again changes nothing; a later one keeps the keys of what it corrects', async () => {
  const before = await records()
  const acts = async () => (await owner.query('select count(*)::int as n from statistics.import')).rows[0].n
  const many = await acts()
  assert.deepEqual(await take(ROWS), { added: 0, changed: 0, unchanged: 3, refused: [] })
  assert.deepEqual(await records(), before)
  assert.equal(await acts(), many)
  const corrected = [
    ROWS[0]?.replace('25-34', '35-44') ?? '',
    ...ROWS.slice(1),
    '8HM3R9T;D-4;Leyla;azad;01.12.2024;Q;15-17;GE;1',
  ]
  assert.deepEqual(await take(corrected), { added: 1, changed: 1, unchanged: 2, refused: [] })
  const after = await records()
  assert.deepEqual(after[1], { ...before[1], age_band: '35-44' })
  assert.deepEqual(after[3]?.person, before[0]?.person, 'a person of an earlier extract')
  assert.equal(after[3]?.person_key, before[0]?.person_key)
  assert.equal(await acts(), many + 1)
  const other = { source: { ...MAPPING.source, name: 'border-detentions' } }
  await take([ROWS[2] ?? ''], other)
  const fromOther = (await records()).filter(({ of_source }) => of_source === 'border-detentions')
  assert.notDeepEqual(fromOther[0]?.person, before[0]?.person, 'the identifier of another source is another')
})

const BAD: readonly [string, string, string | null, string][] = [
  ['no person', ' ;E-1;A;azad;03.04.2024;K;25-34;UZ;3', 'FİN', 'case-no-person'],
  ['no case', 'P1;;A;azad;03.04.2024;K;25-34;UZ;3', 'İş', 'case-no-case'],
  ['an outcome that is not mapped', 'P1;E-1;A;qaçıb;03.04.2024;K;25-34;UZ;3', 'Nəticə', 'case-code'],
  ['a day that is none', 'P1;E-1;A;azad;31.02.2024;K;25-34;UZ;3', 'Tarix', 'case-day'],
  ['a day in another form', 'P1;E-1;A;azad;2024-03-01;K;25-34;UZ;3', 'Tarix', 'case-day'],
  ['a day to come', 'P1;E-1;A;azad;16.06.2026;K;25-34;UZ;3', 'Tarix', 'case-ahead'],
  ['a sex that is not mapped', 'P1;E-1;A;azad;03.04.2024;X;25-34;UZ;3', 'Cins', 'case-code'],
  ['an age for a band', 'P1;E-1;A;azad;03.04.2024;K;27;UZ;3', 'Yaş', 'case-code'],
  ['hours that are none', 'P1;E-1;A;azad;03.04.2024;K;25-34;UZ;-3', 'Saat', 'case-number'],
  ['too few columns', 'P1;E-1;A', null, 'columns'],
  ['a megabyte in a cell', `P1;E-1;${'A'.repeat(1_000_000)};azad;03.04.2024;K;25-34;UZ;3`, 'Ad', 'long'],
  ['the case of another row', 'P1;F-1;A;azad;03.04.2024;K;25-34;UZ;3', null, 'case-twice'],
]
for (const [what, row, column, reason] of BAD)
  test(`a row with ${what} is refused alone, by line and column, and nothing that stands in it is said`, () => {
    const { refused, records: taken } = readExtract(
      extracts,
      statistician,
      extract(['P9;F-1;B;azad;03.04.2024;K;25-34;UZ;3', row]),
      today,
    )
    assert.deepEqual(
      refused.map((one) => [one.line, one.column, one.reason]),
      [[3, column, reason]],
    )
    assert.equal(taken.length, 1)
    assert.deepEqual(
      Object.keys(refused[0]?.data ?? {}).filter((key) => !['line', 'most', 'has', 'wants'].includes(key)),
      [],
    )
  })

const REFUSED: readonly [string, object, string][] = [
  ['a fact that figures never use', { dimensions: { reasonsLong: { column: 'Ad' } } }, 'no-dimension'],
  ['a belief, which is nobody’s dimension', { dimensions: { religion: { column: 'Ad' } } }, 'no-dimension'],
  ['a code that the fact has not', { dimensions: { sex: { column: 'Cins', codes: { K: 'man' } } } }, 'no-code'],
  ['a moment that is not counted', { moment: { is: 'escaped' } }, 'no-moment'],
  ['no person', { person: undefined }, 'no-person'],
  ['breaches, which the register alone counts', { measures: { breaches: { column: 'Saat' } } }, 'no-measure'],
  ['a column that is not there', { case: 'Number' }, 'no-column'],
  ['a rule that has no time', { moment: { due: 'D5.reasons', met: DUE.met }, measures: {} }, 'no-time'],
  ['a measure of a time', { moment: DUE }, 'no-measure'],
  [
    'times of people whose number is a secret',
    { procedure: 'complaint', moment: { ...DUE, due: 'C4.finding' }, dimensions: {}, measures: {} },
    'hidden-in-number',
  ],
  [
    'people whose number is a secret',
    { procedure: 'complaint', moment: { is: 'x' }, dimensions: {}, measures: {} },
    'hidden-in-number',
  ],
]
for (const [what, more, rule] of REFUSED)
  test(`a mapping with ${what} is refused at the door`, () => {
    assert.throws(
      () => readExtract(extracts, statistician, extract(ROWS, more), today),
      (error) => error instanceof FileRefused && error.rule === rule,
    )
  })

test('no dimension that can be brought in holds anything but codes of the declaration', () => {
  for (const procedure of PROCEDURES) {
    const { dimensions } = recordShapeOf(procedure, { office: 'AZ-BA' })
    for (const { name, values } of dimensions) {
      assert.ok(procedure.statistics.dimensions.includes(name))
      assert.ok(values.size > 0 && [...values.values()].every((value) => /^[A-Za-z0-9+_.-]+$/.test(value)), name)
    }
  }
})

test('what fails on the way leaves no record, no act, no source', async () => {
  const count = async () =>
    (
      await owner.query(
        'select (select count(*) from statistics.detention)::int as r, (select count(*) from statistics.source)::int as s, (select count(*) from ledger.own_record)::int as l',
      )
    ).rows[0]
  const before = await count()
  const fresh = ['Z1;Z-1;A;azad;03.04.2024;K;25-34;UZ;3']
  const source = { source: { ...MAPPING.source, name: 'never-taken' } }
  await assert.rejects(
    takeCases(extracts, statistician, readExtract(extracts, statistician, extract(fresh, source), today), () =>
      Promise.reject(new Error('disk full')),
    ),
    /disk full/,
  )
  await assert.rejects(take(fresh, source, institution), NotFound)
  const impostor = { ...statistician, account: institution.account }
  await assert.rejects(take(fresh, source, impostor), 'the database looks at the account itself')
  assert.deepEqual(await count(), before)
})

/** Rows of times: the day is that of the limit. */
const TIMES = [
  '5XK7Q2A;D-1;Əli;bəli;03.04.2024;K;25-34;UZ;1',
  '8HM3R9T;D-3;Leyla;xeyr;21.02.2024;Q;15-17;GE;1',
  '8HM3R9T;D-3;Leyla;bəli;28.02.2024;Q;15-17;GE;2',
]
const due = { moment: { ...DUE, run: { column: 'Saat' } }, measures: {} }
const times = async () =>
  (await owner.query("select * from statistics.detention_clock where mode = 'outside' order by period_start, run")).rows

test('times that fell due in another register are counted as kept or not, each once, and corrected where they come again', async () => {
  assert.deepEqual(await take(TIMES, due), { added: 3, changed: 0, unchanged: 0, refused: [] })
  const before = await times()
  assert.deepEqual(
    before.map(({ rule, run, met, sex, moment, period_start }) => [rule, run, met, sex, moment, period_start]),
    [
      ['D3.judge', 1, false, 'female', 'due', '2024-02-01'],
      ['D3.judge', 2, true, 'female', 'due', '2024-02-01'],
      ['D3.judge', 1, true, 'male', 'due', '2024-04-01'],
    ],
  )
  const persons = new Set((await records()).map(({ person }) => person.toString('hex')))
  assert.ok(
    before.every(({ person }) => persons.has(person.toString('hex'))),
    'whoever is in an extract of cases of the source is the same here',
  )
  assert.deepEqual(await take(TIMES, due), { added: 0, changed: 0, unchanged: 3, refused: [] })
  assert.deepEqual(await take([TIMES[1]?.replace('xeyr', 'bəli') ?? ''], due), {
    ...{ added: 0, changed: 1, unchanged: 0, refused: [] },
  })
  assert.deepEqual(await times(), [{ ...before[0], met: true }, ...before.slice(1)], 'keys stay')
})

test('a time that is still running counts nowhere: its row is refused until the day of its limit is over', () => {
  const row = (day: string) => `P1;R-1;A;xeyr;${day};K;25-34;UZ;1`
  const reasonOn = (day: string) =>
    readExtract(extracts, statistician, extract([row(day)], due), today).refused.map(({ reason }) => reason)
  assert.deepEqual(reasonOn('14.06.2026'), [])
  assert.deepEqual(reasonOn('15.06.2026'), ['case-not-due'])
  assert.deepEqual(reasonOn('16.06.2026'), ['case-ahead'])
  assert.deepEqual(
    readExtract(extracts, statistician, extract(['P1;R-1;A;xeyr;14.06.2026;K;25-34;UZ;0'], due), today).refused,
    [{ line: 2, column: 'Saat', reason: 'case-number', data: {} }],
  )
})

test('a table of times counts those of another register by the denominator rule, and names the source', async () => {
  const table = TABLES.find(({ name }) => name === 'detention-review') ?? assert.fail()
  const period = periodNamed('2024-Q1', 'Q') ?? assert.fail()
  const [cells, sources] = await register.firewall.asStatistics(async (tx) => [
    await trueCells(tx, table, period),
    await sourcesOf(tx, table, period, makePTable(DEFAULTS, '1')),
  ])
  const at = (code: string) => cells.find(({ at }) => at.IN_TIME === code && at.SEX === '_T')?.n
  assert.deepEqual([at('_T'), at('YES')], [2, 2])
  assert.ok(sources.some(({ title }) => title === MAPPING.source.title))
})

test('nobody but whoever computes tables may call what takes records in', async () => {
  const { rows } = await owner.query(
    `select distinct r.rolname from pg_roles r, pg_proc f join pg_namespace n on n.oid = f.pronamespace
      where n.nspname = 'statistics' and (f.proname like 'take%' or f.proname in ('source_named', 'enter_import'))
        and r.rolname like 'observance%' and not r.rolsuper and has_function_privilege(r.oid, f.oid, 'execute')`,
  )
  assert.deepEqual(rows, [{ rolname: 'observance_statistics' }])
  await assert.rejects(owner.query("select * from statistics.take_detention(1::smallint, '[]')"), /nobody/)
})

test('whatever stands in the cells, a row is a record or is refused', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ maxLength: 12 }), { minLength: 9, maxLength: 9 }), { minLength: 1, maxLength: 5 }),
      (cells) => {
        const rows = cells.map((row) =>
          row.map((cell) => `"${cell.replaceAll('"', '""').replaceAll('\0', ' ')}"`).join(';'),
        )
        const { records: taken, refused } = readExtract(extracts, statistician, extract(rows), today)
        assert.equal(taken.length + refused.length, cells.length)
      },
    ),
    { numRuns: 100 },
  )
})

test('a table names the source of its records, with a share only where many stand on either side, and that in tens', async () => {
  const source = { source: { name: 'court-detentions', body: 'Courts', title: 'Docket' } }
  const row = (n: number) => `C${n};C-${n};A;azad;03.04.2025;K;25-34;UZ;3`
  await take(
    Array.from({ length: 120 }, (_, n) => row(n)),
    source,
  )
  const table = TABLES.find(({ name }) => name === 'detention-persons') ?? assert.fail()
  const period = periodNamed('2025', 'A') ?? assert.fail()
  const pTable = makePTable(DEFAULTS, '1')
  const sources = () => register.firewall.asStatistics((tx) => sourcesOf(tx, table, period, pTable))
  const shareOf = async (title: string) => (await sources()).find((one) => one.title === title)?.share
  assert.equal(await shareOf('Docket'), null, 'all of them: a number would tell of the rest')
  assert.equal(await shareOf('Register of holding places'), null, 'none of them, and named all the same')
  await addRecords(
    store,
    'detention',
    Array.from({ length: 80 }, () => ({
      moment: 'released',
      period_start: '2025-03-01',
      sex: 'male',
      age_band: '25-34',
    })),
  )
  assert.equal(await shareOf('Docket'), 60)
})
