/** The State's parameters beside others: what each would cost this table and leave to an attacker, or why there is none such. */
import { definitionOf } from '../compute/definition.ts'
import type { ProtectedCell } from '../compute/protect.ts'
import { leastFactor } from '../gates/averaging.ts'
import { cellAt, TOTAL } from '../gates/definition.ts'
import { makePTable, type PTable } from '../perturbation/p-table.ts'
import { DEFAULTS, NoPTable, type NoTable, type Parameters } from '../perturbation/parameters.ts'
import { type KeptDefinition, releasedDefinition, releasedRuns } from '../release/kept.ts'
import type { Statistics } from '../release/statistics.ts'
import { type Loss, lossOf, type Risk, riskOf } from './loss.ts'

/** Others that a State may think of, from less noise to more. */
const OTHERS: readonly Parameters[] = [
  { ...DEFAULTS, max: 4, variance: 2, smallest: 1 },
  { ...DEFAULTS, max: 4, variance: 2.5 },
  { ...DEFAULTS, max: 10 },
]

export interface Choice {
  readonly parameters: Parameters
  /** Null where there is no p-table of these parameters; then `because` says why. */
  readonly effect: { readonly loss: Loss; readonly risk: Risk } | null
  readonly because: NoTable | null
}

export interface ComputedRun {
  readonly id: string
  readonly period: string
  readonly definition: KeptDefinition
  readonly cells: readonly ProtectedCell[]
}

/**
 * What the parameters in use do to a computed table, then what others would: `asked` first. Of an alternative it is said as if
 * all that is released had it. From published figures and the form of tables alone.
 */
export async function choicesFor(
  statistics: Statistics,
  { id, period, definition, cells }: ComputedRun,
  { inUse, asked }: { readonly inUse: PTable; readonly asked: Parameters | null },
): Promise<readonly Choice[]> {
  const { table, variance } = definition
  const judged = definitionOf(table, { period, variance })
  const released = (await releasedRuns(statistics))
    .filter((one) => one.run !== id && !one.definition.table.countsNobody)
    .map(releasedDefinition)
  const factor = leastFactor(judged, released)
  const published = cells
    .filter(({ mark }) => !isNobody(mark))
    .map(({ at, value }) => ({ value, isInterior: cellAt(judged, at).interior }))
  const effectOf = ({ parameters, rows }: Pick<PTable, 'parameters' | 'rows'>): Choice => ({
    parameters,
    effect: { loss: lossOf(parameters, rows, published), risk: riskOf(parameters, rows, factor) },
    because: null,
  })
  return [effectOf(inUse), ...[...(asked === null ? [] : [asked]), ...OTHERS].map((one) => tried(one, effectOf))]
}

/** What the gates set limits to, by published figures: how many are in the table, and the mean of an inner cell. */
export function marginsOf({ period, definition, cells }: ComputedRun): {
  readonly population: number | null
  readonly meanCell: number
} {
  const judged = definitionOf(definition.table, { period, variance: definition.variance })
  const whole = cells.find(({ at }) => Object.values(at).every((code) => code === TOTAL))
  const inner = cells.filter(({ at, mark }) => !isNobody(mark) && cellAt(judged, at).interior)
  const sum = inner.reduce((all, { value }) => all + (value ?? 0), 0)
  return { population: whole?.value ?? null, meanCell: sum / Math.max(1, inner.length) }
}

/** Where no figure can be, for whatever reason. */
function isNobody(mark: ProtectedCell['mark']): boolean {
  return mark === 'z' || mark === 'k'
}

function tried(parameters: Parameters, effectOf: (table: PTable) => Choice): Choice {
  try {
    return effectOf(makePTable(parameters, '1'))
  } catch (error) {
    if (!(error instanceof NoPTable)) throw error
    return { parameters, effect: null, because: error.why }
  }
}
