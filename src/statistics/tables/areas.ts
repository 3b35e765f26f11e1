/** Tables by place, as a country has them: its one set of areas, and the merges that it declares, the same in each of them. */
import { type Areas, shownIn } from '../../countries/index.ts'
import { type Category, type Dimension, REF_AREA, type Table } from '../vocabulary/table.ts'

/** The tables of a country. Those by place are left out where it has no set of areas. */
export function tablesWith(areas: Areas | null, tables: readonly Table[]): readonly Table[] {
  return tables.flatMap((table) => {
    if (!isByArea(table)) return [table]
    return areas === null ? [] : [{ ...table, by: table.by.map((one) => withAreas(one, areas)) }]
  })
}

/** Whether the table is broken down by place. */
export function isByArea({ by }: Pick<Table, 'by'>): boolean {
  return by.some(({ id }) => id === REF_AREA)
}

function withAreas(dimension: Dimension, { name, version, areas }: Areas): Dimension {
  if (dimension.id !== REF_AREA) return dimension
  const goesInto = areas.flatMap(({ code, into }) => (into === null ? [] : [[code, into] as const]))
  return {
    ...dimension,
    classification: `${name}(${version})`,
    categories: areas.map(({ code }) => categoryOf(code, areas)),
    goesInto: Object.fromEntries(goesInto),
  }
}

/** An area with the units of all that went into it; one that went has none left. */
function categoryOf(code: string, areas: Areas['areas']): Category {
  const receiver = shownIn({ areas }, code)
  if (receiver !== code) return { code, values: [], within: receiver }
  return { code, values: areas.filter((one) => shownIn({ areas }, one.code) === code).flatMap(({ units }) => units) }
}
