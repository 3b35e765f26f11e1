/** Under whose name tables are published, as the country has it. */
import type { CountryPack, Publishing } from '../../countries/index.ts'
import type { Texts } from '../publication/index.ts'
import { REF_AREA, type Table, valuesOf } from '../vocabulary/table.ts'
import { inAll } from '../words/words.ts'

/** Of a country that publishes. Throws where its pack says nothing of publishing. */
export function publishingOf({ publishing }: Pick<CountryPack, 'publishing'>): Publishing {
  if (publishing === null) throw new Error('the country pack has no statistics.yaml: nobody publishes')
  return publishing
}

export function contactOf(pack: Pick<CountryPack, 'publishing'>) {
  const { unit, postal, email } = publishingOf(pack).contact
  return { unit: known(unit), postal: known(postal), email }
}

export function agencyName({ institutions, parts }: Pick<CountryPack, 'institutions' | 'parts'>): Texts {
  const agency = institutions.find(({ code }) => code === parts.statistics)
  return known({ en: agency?.name ?? parts.statistics, ...agency?.names })
}

/** The country: ISO 3166-1 alpha-2, as regions begin with it; the pack's own code has three letters. */
export function areaOf({ code, names, regions, areas }: Pick<CountryPack, 'code' | 'names' | 'regions' | 'areas'>) {
  const [unit] = [...Object.keys(regions), ...(areas?.areas.flatMap(({ units }) => units) ?? [])]
  return { code: unit?.slice(0, 2) ?? code.slice(0, 2), name: known(names) }
}

/** The areas of a table by place, as they stood when it was computed, and what the set of them is; nothing of any other table. */
export function areasOfTable({ areas }: Pick<CountryPack, 'areas'>, { by }: Pick<Table, 'by'>) {
  const dimension = by.find(({ id }) => id === REF_AREA)
  if (dimension === undefined) return {}
  const { categories, classification = '', rest } = dimension
  const named = categories.map((category) => {
    const area = areas?.areas.find(({ code }) => code === category.code)
    if (area === undefined) throw new Error(`the country pack lacks the area ${category.code}`)
    const units = valuesOf(category)
    return {
      ...{ code: area.code, name: known(area.names), square: area.square },
      ...(units.length === 0 ? {} : { units }),
    }
  })
  return {
    regions: [
      ...named,
      ...(rest === null ? [] : [{ code: rest, name: inAll((words) => words.dimensions[REF_AREA]?.codes[rest], rest) }]),
    ],
    areaSet: { id: classification, name: known(areas?.means ?? {}) },
  }
}

/** The languages that there are. */
export function known(names: Readonly<Record<string, string | undefined>>): Texts {
  return Object.fromEntries(
    Object.entries(names).flatMap(([language, text]) => (text === undefined ? [] : [[language, text]])),
  )
}
