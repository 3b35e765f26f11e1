/**
 * P25 over what a State in fact publishes: the declared tables of two years and their quarters, computed over invented people,
 * judged, reviewed and released; then whoever has the released files, and nothing else, attacks them. OBSERVANCE_RELEASES=1
 * plays all tables; without it a few.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { testStore } from '../../../tests/store.ts'
import { definitionOf } from '../compute/definition.ts'
import {
  asStored,
  type InventedRecord,
  inventedRecords,
  recordsOf,
  standingAt,
} from '../fixtures/declared-population.ts'
import { account, addRecords, statisticsOn } from '../fixtures/records.ts'
import { type At, cellAt, excludeEachOther, nameOf } from '../gates/definition.ts'
import { DEFAULTS } from '../perturbation/parameters.ts'
import { takeReadyTexts } from '../release/metadata.ts'
import { releaseDue } from '../release/release.ts'
import { approveExact, reviewTable } from '../release/review.ts'
import { computeTable } from '../release/run.ts'
import { TABLES, tableNamed } from '../tables/catalogue.ts'
import type { Table } from '../vocabulary/table.ts'
import { averagesIn } from './averages.ts'
import { certaintyOf } from './solver.ts'

const ALL = process.env.OBSERVANCE_RELEASES === '1'
const YEARS = [2024, 2025]
/** Of one procedure, of persons, cases and times, by year and quarter, one without noise. */
const FEW = ['detention-persons', 'detention-decision', 'detention-ground', 'detention-review']
const today = Temporal.PlainDate.from('2026-06-15')
const morning = Temporal.Instant.from('2026-06-15T04:00:00Z')

const store = await testStore('country')
const statistics = await statisticsOn(store)
const [maker, reviewer, ombudsperson] = [
  await account(store, 'Rena'),
  await account(store, 'Samir'),
  await account(store, 'Leyla', 'nhri'),
]
const owner = await store.ownerClient()
after(() => owner.end())
for (const { name } of TABLES) await takeReadyTexts(statistics, maker, name)
for (const table of TABLES.filter(({ exact }) => exact !== undefined))
  for (const one of [maker, ombudsperson]) await approveExact(statistics, one, [table])

/** One figure as it stands in a released file. */
interface Figure {
  readonly table: Table
  readonly release: string
  readonly period: string
  readonly at: At
  /** Null where it is withheld. */
  readonly value: number | null
}

/** Computes what passes, table after table and year after year, and releases it; gives what was refused. */
async function releaseAll(tables: readonly Table[], years: readonly number[]): Promise<readonly string[]> {
  const refused: string[] = []
  for (const year of years)
    for (const table of tables)
      for (const period of periodsOf(table, year)) {
        const run = await computeTable(statistics, maker, { table: table.name, period }, today)
        if (run.state === 'refused') {
          refused.push(`${table.name} ${period}: ${[...new Set(run.findings.map(({ rule }) => rule))].join()}`)
          continue
        }
        const answers = {
          harm: 'Nobody.',
          recognition: 'No.',
          coarser: 'No.',
          no_harm: 'yes',
          reason: 'Seen.',
        } as const
        const review = { run: run.id, version: 1, ...answers, release_on: today.toString() }
        await reviewTable(statistics, reviewer, review, morning)
      }
  await releaseDue(statistics, { now: morning.add({ hours: 2 }), onRelease: async () => undefined })
  return refused
}

function periodsOf({ frequency }: Table, year: number): readonly string[] {
  if (frequency === 'A') return [`${year}`]
  const quarters = ALL ? [1, 2, 3, 4] : year === YEARS.at(-1) ? [3, 4] : []
  return quarters.map((quarter) => `${year}-Q${quarter}`)
}

/** All that anybody can download. */
async function publishedFigures(): Promise<readonly Figure[]> {
  const { rows } = await owner.query<{ release: string; table_name: string; bytes: Buffer }>(
    "select release, table_name, bytes from followup.release_file where name like '%.sdmx.csv' order by release, table_name",
  )
  return rows.flatMap(({ release, table_name, bytes }) => {
    const table = tableNamed(table_name) ?? assert.fail(table_name)
    const lines: Record<string, string>[] = parse(bytes, { columns: true })
    const counts = lines.filter(({ MEASURE }) => ['PERSONS', 'CASES', 'EVENTS', 'BREACHES'].includes(MEASURE ?? ''))
    assert.ok(counts.length > 0, `${release} ${table_name}`)
    return counts.map(
      (line): Figure => ({
        ...{ table, release, period: line.TIME_PERIOD ?? '' },
        at: Object.fromEntries(table.by.map(({ id }) => [id, line[id] ?? ''])),
        value: line.OBS_VALUE === '' ? null : Number(line.OBS_VALUE),
      }),
    )
  })
}

const definitionFor = ({ table, period }: Figure) => definitionOf(table, { period, variance: DEFAULTS.variance })

interface Known extends Figure {
  readonly units: ReadonlyMap<InventedRecord, string>
  readonly persons: ReadonlySet<string>
}

function knownOf(figures: readonly Figure[], records: readonly InventedRecord[]): readonly Known[] {
  const byTable = Map.groupBy(records, ({ table }) => table)
  return figures.map((figure) => {
    const units = standingAt(byTable.get(recordsOf(figure.table)) ?? [], figure.table, figure)
    return { ...figure, units, persons: new Set(units.values()) }
  })
}

const inWords = ({ table, period, at }: Figure) => `${table.name} ${period} ${nameOf(at)}`

/** Pairs of figures with one to nine people between whom no figure shows. */
function differences(known: readonly Known[]): readonly string[] {
  const people = known.filter(({ persons, table }) => persons.size > 0 && !table.countsNobody)
  const cells = people.map((one) => cellAt(definitionFor(one), one.at))
  const shownBy = Map.groupBy(people.keys(), (at) => JSON.stringify([people[at]?.table.unit, cells[at]?.where]))
  const tablesThatShow = (at: number) =>
    new Set(
      shownBy
        .get(JSON.stringify([people[at]?.table.unit, cells[at]?.where]))
        ?.map((same) => `${people[same]?.table.name} ${people[same]?.period}`),
    )
  return people.flatMap((one, at) =>
    people.slice(at + 1).flatMap((other, step) => {
      // Without noise nothing is equal by it.
      if (one.table.exact !== undefined || other.table.exact !== undefined) return []
      // What lies between two cells of one table is made of its own cells.
      if (!tablesThatShow(at).isDisjointFrom(tablesThatShow(at + 1 + step))) return []
      if (Math.abs(one.persons.size - other.persons.size) >= 10) return []
      const [mine, theirs] = [cells[at], cells[at + 1 + step]]
      const apart = [one.persons.symmetricDifference(other.persons).size]
      const sameUnits = one.table.unit !== 'persons' && one.table.unit === other.table.unit
      if (sameUnits)
        apart.push(
          new Set(
            [...one.units, ...other.units]
              .filter(([unit]) => one.units.has(unit) !== other.units.has(unit))
              .map(([, who]) => who),
          ).size,
        )
      if (!apart.some((many) => many >= 1 && many < 10)) return []
      const shares = sameUnits
        ? one.units.keys().some((unit) => other.units.has(unit))
        : !one.persons.isDisjointFrom(other.persons)
      // Two years, two outcomes: nothing is taken from nothing.
      if (!shares && excludeEachOther(mine?.where ?? {}, theirs?.where ?? {})) return []
      return [`${inWords(one)} and ${inWords(other)}: ${apart.join(' or ')}`]
    }),
  )
}

/** Exact search over each table of a period: which groups of one to four have one size in every population the figures allow. */
function certainIn(known: readonly Known[]): { asked: number; certain: readonly string[] } {
  const found = { asked: 0, certain: [] as string[] }
  for (const cells of Map.groupBy(known, ({ table, period }) => `${table.name} ${period}`).values()) {
    const { table } = cells[0] ?? assert.fail()
    if (table.by.length === 0 || table.countsNobody) continue
    const interior = cells.filter(({ at }) => Object.values(at).every((code) => code !== '_T'))
    const counting = ({ units, persons }: Known) => (table.unit === 'persons' ? persons.size : units.size)
    const truth = interior.map(counting)
    const within = ({ at }: Figure) =>
      [...interior.keys()].filter((place) =>
        Object.entries(at).every(([id, code]) => code === '_T' || interior[place]?.at[id] === code),
      )
    const ranges = cells.map((cell) => ({ sum: within(cell), ...readingOf(cell) }))
    const holds = ranges.every(({ sum, from, to }) => {
      const count = sum.reduce((total, at) => total + (truth[at] ?? 0), 0)
      return count >= from && count <= to
    })
    // One person in two categories: parts are more than their sum, and nothing follows from it.
    if (!holds) continue
    for (const cell of cells.filter((one) => counting(one) >= 1 && counting(one) <= 4)) {
      found.asked++
      if (certaintyOf(within(cell), truth, ranges) === 'certain') found.certain.push(inWords(cell))
    }
  }
  return found
}

/** What a reader takes a published figure to be: within the noise that is announced, or below the least count. */
function readingOf({ value, table }: Figure): { from: number; to: number } {
  if (value === null) return { from: 0, to: (table.leastCount ?? 0) - 1 + DEFAULTS.max }
  return { from: value === 0 ? 0 : Math.max(1, value - DEFAULTS.max), to: value + DEFAULTS.max }
}

/** The least variance with which least squares knows a count of 1 to 20, over everything of one unit and year. */
function leastVariance(known: readonly Known[]): number {
  const noisy = known.filter(({ table }) => table.exact === undefined && !table.countsNobody)
  const least = Map.groupBy(noisy, ({ table, period }) => `${table.unit} ${table.of} ${period}`)
    .values()
    .map((cells) => {
      const distinct = new Map(cells.map((one) => [JSON.stringify(cellAt(definitionFor(one), one.at).where), one]))
      const world = [...distinct.values()].map((one) => {
        const definition = definitionFor(one)
        const members = [...(one.table.unit === 'persons' ? one.persons : one.units).keys()]
        return {
          cell: cellAt(definition, one.at),
          table: definition,
          members: [...members.keys()],
          published: one.value ?? 0,
        }
      })
      const tables = [...new Map(cells.map((one) => [one.table.name, definitionFor(one)])).values()]
      return averagesIn({ cells: world, tables, keys: [] })?.leastVariance ?? Number.POSITIVE_INFINITY
    })
  return Math.min(...least)
}

/** The same definition of the same period has one figure, in whatever table and release that stands. */
function contradictions(figures: readonly Figure[]): readonly string[] {
  return Map.groupBy(
    figures.filter(({ value, table }) => value !== null && !table.countsNobody),
    (one) => JSON.stringify([one.table.unit, one.table.exact === undefined, cellAt(definitionFor(one), one.at).where]),
  )
    .values()
    .filter((same) => new Set(same.map(({ value }) => value)).size > 1)
    .map((same) => same.map((one) => `${inWords(one)} ${one.release}: ${one.value}`).join('; '))
    .toArray()
}

async function attackOn(tables: readonly Table[], { seed, persons }: { seed: number; persons: number }) {
  const records = inventedRecords(tables, { seed, persons, years: YEARS })
  for (const [name, some] of Map.groupBy(records, ({ table }) => table))
    await addRecords(store, name, some.map(asStored))
  const refused = await releaseAll(tables, YEARS)
  const figures = await publishedFigures()
  const known = knownOf(figures, records)
  return { records, refused, figures, known }
}

const played = await attackOn(
  TABLES.filter(({ name }) => ALL || FEW.includes(name)),
  { seed: 7, persons: ALL ? 900 : 700 },
)

test('P25: no two figures of two years of declared tables have one to nine people between them that no figure shows', () => {
  assert.ok(played.figures.length > 60, played.refused.join())
  assert.deepEqual(differences(played.known), [])
})

test('P25: exact search over the released files is certain of no group below five', () => {
  const { asked, certain } = certainIn(played.known)
  assert.ok(asked > 0)
  assert.deepEqual(certain, [])
})

test('P25: averaging all figures of a year leaves a variance of one', () => {
  const least = leastVariance(played.known)
  assert.ok(least >= 1 - 1e-9, `${least}`)
})

test('P25: what is the same by its definition has one figure in every released file', () => {
  assert.deepEqual(contradictions(played.figures), [])
})

test('P25: what is asked again has the same figures, and one late record moves none, also in a table that comes later', async () => {
  const [again, late] = ['detention-decision', 'detention-length'].map((name) => tableNamed(name) ?? assert.fail())
  const before = played.figures.length
  const [one] = played.records.filter(({ kind, month }) => kind === 'released' && month.year === 2025)
  const added = { ...(one ?? assert.fail()), who: 'f'.repeat(40) }
  await addRecords(store, 'detention', [asStored(added)])
  await releaseAll(
    [again, ...(ALL ? [] : [late])].filter((table) => table !== undefined),
    [2025],
  )
  const figures = await publishedFigures()
  assert.ok(figures.length > before)
  assert.deepEqual(contradictions(figures), [])
  assert.deepEqual(differences(knownOf(figures, played.records)), [])
})
