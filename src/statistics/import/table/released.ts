/** A table of an outside body as it is released: whose it is, when it was made and how stand with it in every form. */
import { type Outside, type ReleasedTable, readReleasedTable, type Texts, TOTAL } from '../../publication/model.ts'
import { areaOf, contactOf, known } from '../../release/publisher.ts'
import type { Statistics } from '../../release/statistics.ts'
import { tableNamed } from '../../tables/catalogue.ts'
import { inAll, WORDS } from '../../words/words.ts'
import { FileRefused } from '../refused.ts'
import type { TableMapping } from './mapping.ts'
import type { ReadDimension, ReadTable } from './read.ts'

export interface Releasing {
  /** "2026-05" */
  readonly release: string
  /** How many times the table was taken before. */
  readonly earlier: number
  readonly replaces: string | null
  readonly issued: Temporal.PlainDate
}

/** Puts it together. Refuses (FileRefused) a country that publishes nothing, and an answer to a table that is not owed. */
export function releasedFrom(
  { pack }: Pick<Statistics, 'pack'>,
  { table, source, language }: TableMapping,
  read: ReadTable,
  { release, earlier, replaces, issued }: Releasing,
): ReleasedTable {
  const { publishing } = pack
  if (publishing === null) throw new FileRefused('no-publishing')
  const owed = table.answers.map((id) => {
    const found = pack.tables.find((one) => one.id === id)
    if (found === undefined) throw new FileRefused('not-owed', { id })
    return found
  })
  const outside: Outside = { body: source.body, title: source.title, on: source.on, method: source.method }
  return readReleasedTable({
    ...{ release, table: table.name, procedure: table.name, unit: table.unit, outside },
    // Each time it is taken anew is a structure of its own: its categories are the source's to change.
    version: `${earlier + 1}.0.0`,
    ...{ title: table.title, population: table.population, coverage: { [language]: source.leavesOut } },
    agency: { id: `${pack.code}_${pack.parts.statistics}`, name: { [language]: source.body } },
    source: { [language]: `${source.body}: ${source.title} (${source.on})` },
    area: areaOf(pack),
    regions: Object.entries(areaNames(pack))
      .filter(([code]) => read.cells.some(({ area }) => area === code))
      .map(([code, names]) => ({ code, name: known(names) })),
    ...{ frequency: read.frequency, languages: Object.keys(WORDS) },
    dimensions: read.dimensions.map(dimensionOf),
    by: read.dimensions.map(({ id }) => id),
    measures: read.measures.map((measure) => ({
      ...measure,
      name: measure.name ?? ourWord(({ measures }) => measures[measure.id]) ?? { en: measure.id },
      method: 'SOURCE',
    })),
    cells: read.cells,
    ...{ protection: null, metadata: {} },
    indicators: Object.entries(publishing.indicators).flatMap(([name, formula]) =>
      formula.table === table.name ? [name] : [],
    ),
    ...{ knownOn: source.on, issued: issued.toString() },
    ...(replaces === null ? {} : { replaces }),
    answers: [...new Set(owed.flatMap(({ answers }) => answers))],
    contact: contactOf(pack),
    licence: source.licence,
  })
}

/** Codes in the order in which they came, the total last, as everywhere; ours are called what ours are called. */
function dimensionOf({ id, name, codes }: ReadDimension) {
  const all = codes.some(({ code }) => code === TOTAL) ? codes : [...codes, { code: TOTAL, name: null }]
  return {
    ...{ id, name: name ?? ourWord((words) => words.dimensions[id]?.name) ?? { en: id }, codeList: `CL_${id}` },
    codes: all
      .toSorted((one, other) => Number(one.code === TOTAL) - Number(other.code === TOTAL))
      .map(({ code, name: said }) => ({
        code,
        name: said ??
          ourWord((words) => (code === TOTAL ? words.total : words.dimensions[id]?.codes[code])) ?? { en: code },
      })),
  }
}

/** What we call it in every language, where we know it. */
function ourWord(of: Parameters<typeof inAll>[0]): Texts | null {
  return Object.entries(WORDS).every(([language, words]) => of(words, language) !== undefined) ? inAll(of, '') : null
}

/** Areas that a table of the country may name: the country first. */
export function areasOf(pack: Statistics['pack']): readonly string[] {
  return [areaOf(pack).code, ...Object.keys(areaNames(pack))]
}

/** Units, and the areas of our own tables: what is both is called as in those. */
function areaNames({ regions, areas }: Statistics['pack']): Statistics['pack']['regions'] {
  return { ...regions, ...Object.fromEntries((areas?.areas ?? []).map(({ code, names }) => [code, names])) }
}

/** Pages beside those of tables. */
const PAGES = new Set(['workbench', 'exact', 'runs', 'import', 'calendar', 'metadata', 'p-table'])

/** Whether the name is that of a table of our own, whatever this State runs, or of a page. */
export function isOurs(name: string): boolean {
  return tableNamed(name) !== null || PAGES.has(name)
}
