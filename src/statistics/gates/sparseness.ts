/** Sparseness (4.2): too many cells for so few people. The refusal names the dimension whose coarser level would pass. */
import { type Counter, interiorOf, type TableDefinition, type Where } from './definition.ts'
import { type Cure, type Finding, type Rule, refusal } from './finding.ts'
import { type Limits, MOST_CELLS, MOST_DIMENSIONS } from './limits.ts'

export async function sparsenessGate(
  definition: TableDefinition,
  counter: Counter,
  limits: Limits,
): Promise<readonly Finding[]> {
  const rules = await brokenRules(definition, counter, limits)
  const cure = rules.length === 0 ? undefined : await coarserThatPasses(definition, counter, limits)
  return [
    ...rules.map((rule) => refusal(definition, rule, cure === undefined ? {} : { cure, dimension: cure.dimension })),
    ...(await structuralZeroFindings(definition, counter)),
  ]
}

async function brokenRules(definition: TableDefinition, counter: Counter, limits: Limits): Promise<readonly Rule[]> {
  if (definition.dimensions.length > MOST_DIMENSIONS) return ['dimensions']
  // Before any cell is made: the crossing may be larger than the memory.
  const crossing = definition.dimensions.reduce((product, { categories }) => product * categories.length, 1)
  if (crossing > 20 * MOST_CELLS) return ['cells']
  const cells = interiorOf(definition)
  if (cells.length > MOST_CELLS) return ['cells']
  const counted = await counter.count(cells)
  const persons = counted.reduce((sum, one) => sum + one.persons, 0)
  const small = counted.filter(({ units, persons }) => isSmall(units) || isSmall(persons)).length
  return [
    ...(persons < limits.meanCell * cells.length ? (['meanCellSize'] as const) : []),
    ...(small > limits.smallShare * cells.length ? (['smallCells'] as const) : []),
  ]
}

function isSmall(count: number): boolean {
  return count === 1 || count === 2
}

async function coarserThatPasses(
  definition: TableDefinition,
  counter: Counter,
  limits: Limits,
): Promise<Extract<Cure, { kind: 'coarser' }> | undefined> {
  for (const { dimension, level, table } of coarserTables(definition))
    if ((await brokenRules(table, counter, limits)).length === 0) return { kind: 'coarser', dimension, level }
  return undefined
}

/** The table with one dimension made coarser, the smallest step of each first. */
export function coarserTables(definition: TableDefinition) {
  return definition.dimensions
    .flatMap((dimension) =>
      (dimension.coarser ?? []).map((categories, level) => ({
        dimension: dimension.id,
        level,
        table: {
          ...definition,
          dimensions: definition.dimensions.map((one) => (one === dimension ? { ...one, categories } : one)),
        },
      })),
    )
    .toSorted((a, b) => a.level - b.level)
}

/** A record in a cell that cannot have any is an error of the data: nothing is released with it. */
export async function structuralZeroFindings(
  definition: TableDefinition,
  counter: Counter,
): Promise<readonly Finding[]> {
  const { impossible = [], dimensions, population, unit, asOf } = definition
  const cells = impossible.map((at) => {
    const where: Record<string, Where[string]> = { ...population }
    for (const [id, code] of Object.entries(at)) {
      const holds = dimensions.find((one) => one.id === id)?.categories.find((one) => one.code === code)?.holds ?? []
      where[id] = holds.filter((one) => population[id]?.includes(one) ?? true)
    }
    return { where, unit, ...(asOf === undefined ? {} : { asOf }) }
  })
  const counted = await counter.count(cells)
  return impossible
    .filter((_, at) => (counted[at]?.units ?? 0) > 0)
    .map((at) => refusal(definition, 'structuralZero', { at }))
}
