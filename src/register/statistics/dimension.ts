/** What of a fact figures may know: never the place, the officer or the country itself where the declaration bands it. */
import { AGENCY_OF, type Fact, isOfficerRole, type Procedure } from '../../procedures/index.ts'
import { columnName, literal, sqlName, textArray } from '../tables/names.ts'
import { type Asked, eachAlone } from './asked.ts'
import { SUB_REGIONS } from './sub-region.ts'

/** In which region a place or a school lies, by its id. */
export type Regions = Readonly<Record<string, string>>

export interface DimensionColumn {
  readonly column: string
  readonly type: 'text' | 'text[]'
  /** Over the row `c` of the case, and `given`: what the application read of sealed facts. */
  readonly value: string
}

/** The columns of the dimensions, in the order of the declaration. `asked`: how events are asked of. */
export function dimensionColumns(
  procedure: Procedure,
  regions: Regions,
  asked: Asked = eachAlone(procedure),
): readonly DimensionColumn[] {
  return procedure.statistics.dimensions.flatMap((name) => {
    const fact = procedure.facts[name]
    return fact === undefined ? [] : [dimensionColumn(procedure, { name, fact, regions, asked })]
  })
}

interface Named {
  readonly name: string
  readonly fact: Fact
  readonly regions: Regions
  readonly asked: Asked
}

function dimensionColumn(procedure: Procedure, { name, fact, regions, asked }: Named): DimensionColumn {
  const column = columnName(name)
  if (fact.is.kind === 'lines') return { column, type: 'text[]', value: sealedCodes(name, fact.is.of) }
  if (fact.is.kind === 'codes') return { column, type: 'text[]', value: `c.${column}` }
  if (fact.dimension === 'any')
    return { column, type: 'text', value: `case when c.${column} > 0 then 'some' when c.${column} = 0 then 'none' end` }
  if (fact.dimension === 'group') return { column, type: 'text', value: subRegion(`c.${column}`) }
  if (fact.dimension === 'agency') return { column, type: 'text', value: agencyOf(procedure, asked, `c.${column}`) }
  if (fact.is.kind === 'ref') return { column, type: 'text', value: regionOf(`c.${column}`, regions) }
  return { column, type: 'text', value: `c.${column}::text` }
}

/** Codes that stand in a small table: those of its columns that say so, and none that is not on the list. */
function sealedCodes(name: string, of: Readonly<Record<string, Fact>>): string {
  const codes = Object.values(of).flatMap(({ dimension, is }) =>
    dimension !== false && is.kind === 'code' ? is.list.codes : [],
  )
  return `(select array_agg(distinct v order by v) from jsonb_array_elements_text(given->${literal(name)}) v where v = any(${textArray(codes)}))`
}

/** A code that is no country (stateless, not known) stays what it is. */
function subRegion(value: string): string {
  const regions = Object.entries(SUB_REGIONS).flatMap(([region, codes]) => codes.map((code) => [code, region]))
  return `coalesce(${lookedUp(Object.fromEntries(regions), value)}, lower(${value}))`
}

/** As what the officer acted on the case, or else on any case of the compartment; unknown where they never did. */
function agencyOf({ compartment }: Procedure, asked: Asked, value: string): string {
  const agencies = Object.fromEntries(Object.entries(AGENCY_OF).filter(([role]) => isOfficerRole(role)))
  const here = asked.ofEvents('min(e.role)', `e.officer = ${value}`)
  const anywhere = `(select e.role from ${sqlName(compartment)}.event e where e.officer = ${value} limit 1)`
  return lookedUp(agencies, `coalesce(${here}, ${anywhere})`)
}

function regionOf(value: string, regions: Regions): string {
  return lookedUp(regions, `${value}::text`)
}

/** What stands under the value: a branch for each would be made ready in every statement, and asked one after the other. */
function lookedUp(known: Readonly<Record<string, string>>, value: string): string {
  return `(${literal(JSON.stringify(known))}::jsonb->>${value})`
}

/** What the application reads of sealed facts for figures: codes of small tables, and nothing else. */
export function sealedDimensions(
  procedure: Procedure,
  facts: Readonly<Record<string, unknown>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    procedure.statistics.dimensions.flatMap((name) => {
      const is = procedure.facts[name]?.is
      const lines = facts[name]
      if (is?.kind !== 'lines' || !Array.isArray(lines)) return []
      const columns = Object.entries(is.of)
        .filter(([, { dimension }]) => dimension !== false)
        .map(([column]) => column)
      const codes = lines.flatMap((line: Readonly<Record<string, unknown>>) => columns.map((column) => line[column]))
      return [[name, codes.filter((code) => typeof code === 'string')]]
    }),
  )
}
