/** From a reviewed run to the one object of which every published form is made: protected figures, words, metadata. */
import type { ProtectedCell } from '../compute/protect.ts'
import type { SourceOfRecords } from '../compute/sources.ts'
import { share } from '../figures/derived.ts'
import { type At, nameOf } from '../gates/definition.ts'
import type { PTable } from '../perturbation/p-table.ts'
import type { Texts } from '../publication/index.ts'
import { type ReleasedTable, readReleasedTable, TOTAL } from '../publication/index.ts'
import { countedIn, methodOf, REF_AREA, type Table } from '../vocabulary/table.ts'
import { inAll, LANGUAGES_OF_TABLES, type Words, wordsOfTable } from '../words/words.ts'
import { derivedCells, type PublishedCell } from './derive.ts'
import type { KeptDefinition } from './kept.ts'
import { type Loosened, loosenedText } from './loosened.ts'
import { saidOf } from './marks.ts'
import type { Metadata } from './metadata.ts'
import { agencyName, areaOf, areasOfTable, contactOf, known, publishingOf } from './publisher.ts'
import type { Statistics } from './statistics.ts'
import { sharedDimensions } from './structure.ts'

/** What of a run is needed, as it is stored. */
export interface ReviewedRun {
  readonly period: string
  readonly definition: KeptDefinition
  readonly cells: readonly ProtectedCell[]
  readonly known_on: string
  /** As the reviewer saw it. */
  readonly metadata: Metadata
  readonly loosened: readonly Loosened[]
  readonly sources: readonly SourceOfRecords[]
}

export interface Releasing {
  /** "2026-05" */
  readonly release: string
  readonly now: Temporal.Instant
  readonly pTable: { readonly version: string; readonly sha256: string; readonly canonical: string }
  readonly replaces: string | null
  /** The day announced first; null of a correction. */
  readonly plannedOn: string | null
  /** The day announced for the next period. */
  readonly next: string | null
}

/** Puts the release together. Throws where a word or a part of the country pack lacks: a release is whole or is none. */
export function assemble(statistics: Pick<Statistics, 'pack'>, run: ReviewedRun, releasing: Releasing): ReleasedTable {
  const { pack } = statistics
  const { table } = run.definition
  const publishing = publishingOf(pack)
  const { parameters } = JSON.parse(releasing.pTable.canonical) as Pick<PTable, 'parameters'> // as it was stored
  const issued = releasing.now.toZonedDateTimeISO(pack.timeZone).toPlainDate().toString()
  const answers = pack.tables.filter(({ computedBy }) => computedBy.includes(table.name)).flatMap((one) => one.answers)
  const indicators = Object.entries(publishing.indicators).flatMap(([name, formula]) =>
    formula.table === table.name ? [name] : [],
  )
  const isNoise = methodOf(table) === 'CKM'
  return readReleasedTable({
    release: releasing.release,
    table: table.name,
    procedure: table.of,
    version: table.version,
    ...textsOf(table),
    unit: table.unit,
    agency: { id: `${pack.code}_${pack.parts.statistics}`, name: agencyName(pack) },
    source: inAll(({ procedures }) => procedures[table.of], `the register of ${table.of}`),
    area: areaOf(pack),
    ...areasOfTable(pack, table),
    frequency: table.frequency,
    languages: LANGUAGES_OF_TABLES,
    dimensions: sharedDimensions(table).map(({ id, codes }) => ({
      id,
      name: inAll(({ dimensions }) => dimensions[id]?.name, id),
      codeList: `CL_${id}`,
      codes: [...codes, TOTAL].map((code) => ({
        code,
        name:
          code === TOTAL
            ? inAll(({ total }) => total, 'total')
            : inAll(({ dimensions }) => dimensions[id]?.codes[code], `${id} ${code}`),
      })),
    })),
    by: table.by.map(({ id }) => id).filter((id) => id !== REF_AREA),
    measures: measuresOf(table),
    cells: cellsOf(table, run, { pack, noise: isNoise ? parameters.variance : 0 }),
    protection: isNoise
      ? {
          largest: parameters.max,
          variance: parameters.variance,
          smallest: parameters.smallest,
          pTable: { version: releasing.pTable.version, sha256: releasing.pTable.sha256 },
          ...(table.leastCount === undefined ? {} : { leastCount: table.leastCount }),
        }
      : null,
    metadata: run.metadata,
    extracts: run.sources,
    loosened: run.loosened.map(({ limits, reason, language }) => ({
      what: loosenedText(limits),
      reason: { [language]: reason },
    })),
    indicators,
    notStated: notStated(table, run.cells),
    knownOn: run.known_on,
    issued,
    ...(releasing.plannedOn === null ? {} : { plannedOn: releasing.plannedOn }),
    ...(releasing.next === null ? {} : { next: releasing.next }),
    ...(releasing.replaces === null ? {} : { replaces: releasing.replaces }),
    answers: [...new Set(answers)],
    contact: contactOf(pack),
    earlyAccess: publishing.embargoExceptions.map(({ who, why }) => ({ who: known(who), why: known(why) })),
    licence: publishing.licence,
  })
}

function textsOf({ name }: Table): { title: Texts; population: Texts; coverage: Texts } {
  const text = (part: 'title' | 'population' | 'coverage') =>
    inAll((words) => wordsOfTable(words, name)?.[part], `${part} of ${name}`)
  return { title: text('title'), population: text('population'), coverage: text('coverage') }
}

function measuresOf(table: Table) {
  const method = methodOf(table)
  const counted = countedIn(table)
  const named = (id: string) => inAll(({ measures }) => measures[id], id)
  return [
    { id: counted, name: named(counted), unit: table.unit === 'persons' ? 'PS' : 'NUMBER', decimals: 0, method },
    ...table.derived.map((one) => ({
      id: one.id,
      name: named(one.id),
      unit: one.kind === 'share' ? 'PT' : one.unit,
      decimals: 0,
      method: method === 'CKM' ? 'CKM_D' : method,
    })),
  ]
}

interface Shown extends Pick<Statistics, 'pack'> {
  readonly noise: number
}

function cellsOf(table: Table, { cells, period }: ReviewedRun, { pack, noise }: Shown) {
  const measure = countedIn(table)
  const { code: area } = areaOf(pack)
  const { regions = [] } = areasOfTable(pack, table)
  const counts = cells.map((cell) => ({ at: cell.at, measure, ...saidOf(cell) }))
  const derived = derivedCells(table, cells, noise).map((cell) => asCounted(cell, cells))
  return [...counts, ...derived].map(({ at, ...cell }) => {
    // Place is no dimension of a structure's own: it stands in a position that every structure has.
    const { [REF_AREA]: code = TOTAL, ...others } = at
    const included = cell.sign === 'k' ? includedIn(table, at, regions) : undefined
    return {
      ...{ area: code === TOTAL ? area : code, period, at: others, ...cell },
      ...(included === undefined ? {} : { comment: included }),
    }
  })
}

/** Where those of a merged category are counted: "included in Primary". */
function includedIn(table: Table, at: At, regions: ReleasedTable['regions']): Texts | undefined {
  const [within] = table.by.flatMap(({ id, categories }) =>
    categories.flatMap((one) =>
      one.code === at[id] && 'within' in one && one.within !== undefined ? [{ id, code: one.within }] : [],
    ),
  )
  if (within === undefined) return undefined
  const { id, code } = within
  const area = id === REF_AREA ? regions.find((one) => one.code === code)?.name : undefined
  const nameIn = (words: Words, language: string) =>
    area === undefined ? words.dimensions[id]?.codes[code] : (area[language] ?? area.en)
  return inAll((words, language) => words.includedIn.replace('{name}', nameIn(words, language) ?? code), 'included in')
}

/** What follows from provisional counts, or from the first after a break, is so too; and where nobody can be, nothing follows. */
function asCounted(cell: PublishedCell, counts: readonly ProtectedCell[]): PublishedCell {
  const own = counts.find(({ at }) => nameOf(at) === nameOf(cell.at))?.mark
  if (own === 'k' || own === 'z')
    return { at: cell.at, measure: cell.measure, ...saidOf({ at: cell.at, value: null, mark: own }) }
  if (own === 'w' && cell.status === 'A') return { ...cell, ...saidOf({ at: cell.at, value: cell.value, mark: own }) }
  const mark = counts.find((one) => one.mark === 'p' || one.mark === 'b')?.mark
  if (cell.status !== 'A' || mark === undefined) return cell
  return { ...cell, ...saidOf({ at: cell.at, value: cell.value, mark }) }
}

/** Per cent at which a dimension is not stated, by published counts; of very few nothing is said. */
function notStated({ by }: Table, cells: readonly ProtectedCell[]): Readonly<Record<string, number>> {
  const whole: At = Object.fromEntries(by.map(({ id }) => [id, TOTAL]))
  const values = new Map(cells.map(({ at, value }) => [nameOf(at), value]))
  const total = values.get(nameOf(whole)) ?? null
  return Object.fromEntries(
    by.flatMap(({ id, rest }) => {
      const of = rest === null ? null : (values.get(nameOf({ ...whole, [id]: rest })) ?? null)
      const said = of === null || total === null ? null : share(of, total, 0)
      return said?.kind === 'number' ? [[id, said.value]] : []
    }),
  )
}
