/**
 * All gates over one definition, in the order of the method. Each answers pass, ask or refuse with rule, dimension and
 * category, never a count; whoever asks is a statistician, and every run is an access record of the caller's.
 */
import { averagingGate } from './averaging.ts'
import type { Counter, TableDefinition } from './definition.ts'
import { differencingGate } from './differencing.ts'
import { disclosureGate } from './disclosure.ts'
import { type ExactFigure, exactGate } from './exact.ts'
import { type Cure, type Finding, type Verdict, verdictOf } from './finding.ts'
import { type Declared, forbiddenGate } from './forbidden.ts'
import { LIMITS, type Limits, limitsOf } from './limits.ts'
import { populationGate } from './population.ts'
import { coarserTables, sparsenessGate, structuralZeroFindings } from './sparseness.ts'

export interface GateRun {
  readonly definition: TableDefinition
  readonly declared: Declared
  /** All that was ever released, of whatever unit. */
  readonly released: readonly TableDefinition[]
  /** What was released of the same table and period: its cells moved by ten people or not at all, but not against one another. */
  readonly earlier?: readonly TableDefinition[]
  readonly counter: Counter
  /** js of the p-table. */
  readonly smallest: number
  /** Where two statisticians moved a limit, with their reason elsewhere. */
  readonly limits?: Partial<Limits>
  /** Of a figure that is published without noise. */
  readonly exact?: ExactFigure
}

export interface GateReport {
  readonly verdict: Verdict
  readonly findings: readonly Finding[]
}

/** Runs the gates. What the definition alone refuses is refused before anything is counted. */
export async function runGates(run: GateRun): Promise<GateReport> {
  const { definition, declared, released, counter, smallest, exact } = run
  const limits = run.limits === undefined ? LIMITS : limitsOf(run.limits)
  if (exact !== undefined) {
    const found = exactGate(definition, exact)
    const later = found.length > 0 ? [] : await overReleases(run)
    return reportOf([...found, ...later])
  }
  const listed = await forbiddenGate(definition, declared, counter, smallest)
  if (listed.length > 0) return reportOf(listed)
  const sparse = await sparsenessGate(definition, counter, limits)
  if (sparse.some(({ rule }) => rule === 'cells' || rule === 'dimensions')) return reportOf(sparse)
  return reportOf([
    ...(await populationGate(definition, released, counter, limits)),
    ...sparse,
    ...(await disclosureGate(definition, counter)),
    ...(await overReleases(run)),
  ])
}

/** Of a table that counts nobody: a record where none can be is an error of the data there too. */
export async function structuralZeros(definition: TableDefinition, counter: Counter): Promise<GateReport> {
  return reportOf(await structuralZeroFindings(definition, counter))
}

async function overReleases({ definition, released, earlier = [], counter }: GateRun): Promise<readonly Finding[]> {
  return [
    ...(await differencingGate(definition, [...released, ...earlier], counter)),
    ...(await averagingGate(definition, released, counter)),
  ]
}

function reportOf(findings: readonly Finding[]): GateReport {
  return { verdict: verdictOf(findings), findings }
}

/**
 * The nearest table that the differencing gate lets pass: one dimension coarser, or the population of an earlier table.
 * Undefined where neither helps.
 */
export async function nearestThatPasses(
  definition: TableDefinition,
  released: readonly TableDefinition[],
  counter: Counter,
): Promise<Cure | undefined> {
  const passes = async (table: TableDefinition) => (await differencingGate(table, released, counter)).length === 0
  for (const { dimension, level, table } of coarserTables(definition))
    if (await passes(table)) return { kind: 'coarser', dimension, level }
  for (const { id, population } of released)
    if (population !== definition.population && (await passes({ ...definition, population })))
      return { kind: 'samePopulation', table: id }
  return undefined
}
