/** What a statistical record of a procedure may hold, for whoever brings records from elsewhere: names and codes, and nothing else. */
import {
  AGE_BAND,
  AGENCIES,
  type Fact,
  isAboutSomebody,
  isHiddenInNumber,
  type Measure,
  type Procedure,
  REGION,
} from '../../procedures/index.ts'
import { rulesOf } from '../commit/rule.ts'
import { columnName } from '../tables/names.ts'
import type { Regions } from './dimension.ts'
import { SUB_REGIONS } from './sub-region.ts'

export interface RecordShape {
  readonly procedure: string
  /** States that were come into, steps that were taken; "stock" where open cases are counted. */
  readonly moments: readonly string[]
  /** Rules with a time, of which it is told whether it was kept once it fell due: "D3.judge". */
  readonly times: readonly string[]
  readonly isAboutSomebody: boolean
  /** Not even how many there are may be known. */
  readonly isHiddenInNumber: boolean
  readonly dimensions: readonly ShapeDimension[]
  readonly measures: readonly ShapeMeasure[]
}

export interface ShapeDimension {
  /** As the declaration names it: "ageBand". */
  readonly name: string
  readonly column: string
  readonly holds: 'one' | 'several'
  /** What stands in the record, by what may be given for it: of a country its sub-region. */
  readonly values: ReadonlyMap<string, string>
}

export interface ShapeMeasure {
  readonly name: string
  readonly column: string
  readonly least: number
  readonly most: number
  /** Where nothing is given: one, of what counts cases. */
  readonly otherwise: number | null
}

/** The record of the procedure. `regions`: in which region places and schools lie; `subdivisions`: the codes of the country's own. */
export function recordShapeOf(
  procedure: Procedure,
  regions: Regions,
  subdivisions: readonly string[] = [],
): RecordShape {
  const { emittedAt, stock, dimensions, measures } = procedure.statistics
  const moments = emittedAt.flatMap((moment) =>
    moment.at === 'entering'
      ? moment.states
      : moment.at === 'taking'
        ? moment.steps
        : moment.at === 'fact'
          ? [moment.fact]
          : ['open'],
  )
  return {
    procedure: procedure.name,
    moments: [...new Set([...moments, ...(stock === undefined ? [] : ['stock'])])],
    times: rulesOf(procedure, 'within').map(({ name }) => name),
    isAboutSomebody: isAboutSomebody(procedure),
    isHiddenInNumber: isHiddenInNumber(procedure),
    dimensions: dimensions.flatMap((name) => {
      const fact = procedure.facts[name]
      const values = fact === undefined ? null : valuesOf(fact, regions, subdivisions)
      if (fact === undefined || values === null) return []
      const holds = fact.is.kind === 'codes' || fact.is.kind === 'lines' ? 'several' : 'one'
      return [{ name, column: columnName(name), holds, values }] as const
    }),
    // How often each safeguard was broken is the register's own to say.
    measures: Object.entries(measures).flatMap(([name, measure]) =>
      'breachesBySafeguard' in measure ? [] : [{ name, column: columnName(name), ...rangeOf(measure) }],
    ),
  }
}

/** As `dimensionColumns` puts them; null for a fact that has no list of codes. */
function valuesOf(
  { is, dimension }: Fact,
  regions: Regions,
  subdivisions: readonly string[],
): ReadonlyMap<string, string> | null {
  if (is.kind === 'lines')
    return alike(
      Object.values(is.of).flatMap((of) => (of.dimension !== false && of.is.kind === 'code' ? of.is.list.codes : [])),
    )
  if (dimension === 'any') return alike(['some', 'none'])
  if (dimension === 'agency') return alike(AGENCIES)
  if (is.kind === 'ref') return alike(Object.values(regions))
  if (is.kind === 'code' && is.list.name === REGION.name) return alike([...is.list.codes, ...subdivisions])
  if (is.kind === 'code' && dimension === 'group') return subRegions(is.list.codes)
  if (is.kind === 'code' || is.kind === 'codes') return alike(is.list.codes)
  if (is.kind === 'yes-no') return alike(['true', 'false'])
  if (is.kind !== 'derived') return null
  return is.rule === 'age-band'
    ? alike(AGE_BAND.codes)
    : is.rule === 'treated-as-child'
      ? alike(['true', 'false'])
      : null
}

/** A country stands for its part of the world; a code that is no country stays what it is. */
function subRegions(codes: readonly string[]): ReadonlyMap<string, string> {
  const byCountry = Object.entries(SUB_REGIONS).flatMap(([region, countries]) =>
    countries.map((country) => [country, region] as const),
  )
  const countries = new Map(byCountry)
  return new Map([
    ...byCountry,
    ...Object.keys(SUB_REGIONS).map((region) => [region, region] as const),
    ...codes.filter((code) => !countries.has(code)).map((code) => [code, code.toLowerCase()] as const),
  ])
}

function alike(values: readonly string[]): ReadonlyMap<string, string> {
  return new Map(values.map((value) => [value, value]))
}

const MOST = 1_000_000

function rangeOf(measure: Measure): Pick<ShapeMeasure, 'least' | 'most' | 'otherwise'> {
  if ('counts' in measure) return { least: 1, most: 1, otherwise: 1 }
  const isOnceOrNever = 'reached' in measure || 'kept' in measure || 'holds' in measure
  return { least: 0, most: isOnceOrNever ? 1 : MOST, otherwise: null }
}
