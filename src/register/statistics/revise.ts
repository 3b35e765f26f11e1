/**
 * A correction of the case in its statistical records: what follows from the corrected facts is worked out anew, where the
 * record said anything of it. The key of the record stays, so its cells are disturbed as before.
 */
import { type Fact, factsIn, type Measure, type Moment, type Procedure } from '../../procedures/index.ts'
import { columnName, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { dimensionColumns, type Regions } from './dimension.ts'
import { measureColumns } from './measure.ts'
import { statisticsName } from './record.ts'

/** statistics.revise_detention(case, names of corrected facts, sealed dimensions, names in statistics). Nobody who signs in may call it. */
export function reviseFunction(procedure: Procedure, regions: Regions): string {
  const changes = [...revisedDimensions(procedure, regions), ...revisedMeasures(procedure)]
  return `create or replace function statistics.revise_${sqlName(procedure.name)}(c ${projectionName(procedure)}, corrected text[], given jsonb, named jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $revise$
  update ${statisticsName(procedure)} r set moment = r.moment${changes.map(({ column, value, from }) => `,\n    ${column} = case when r.${column} is not null and ${textArray(from)} && corrected then ${value} else r.${column} end`).join('')}
    where r.case_pseudonym = decode(named->>'case', 'hex')
$revise$`
}

interface Change {
  readonly column: string
  readonly value: string
  /** Names of facts, and of their columns. */
  readonly from: readonly string[]
}

function revisedDimensions(procedure: Procedure, regions: Regions): readonly Change[] {
  const names = procedure.statistics.dimensions.filter((name) => procedure.facts[name] !== undefined)
  return dimensionColumns(procedure, regions).map(({ column, value }, at) => {
    const name = names[at] ?? ''
    return { column, value, from: bothNames([name, ...derivedFrom(procedure.facts[name])]) }
  })
}

function revisedMeasures(procedure: Procedure): readonly Change[] {
  const measures = Object.values(procedure.statistics.measures)
  return measureColumns(procedure).flatMap((made, at) => {
    const measure = measures[at]
    const from = measure === undefined ? [] : bothNames(factsOf(measure))
    return from.length === 0 ? [] : [{ ...made, from }]
  })
}

function derivedFrom(fact: Fact | undefined): readonly string[] {
  if (fact?.is.kind !== 'derived') return []
  if (fact.is.rule === 'age-band') return [fact.is.birth, fact.is.at]
  return fact.is.rule === 'treated-as-child' ? [fact.is.birth, fact.is.basis, fact.is.at] : []
}

function factsOf(measure: Measure): readonly string[] {
  if ('hours' in measure) return [...ofMoment(measure.hours.from), ...ofMoment(measure.hours.to)]
  if ('days' in measure) return [...ofMoment(measure.days.from), ...ofMoment(measure.days.to)]
  if ('holds' in measure) return factsIn(measure.holds)
  return 'sum' in measure ? [measure.sum] : []
}

function ofMoment(moment: Moment): readonly string[] {
  return moment.at === 'fact' ? [moment.fact] : []
}

function bothNames(facts: readonly string[]): readonly string[] {
  return [...new Set(facts.flatMap((name) => [name, columnName(name)]))]
}
