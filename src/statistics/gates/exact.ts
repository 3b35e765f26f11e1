/** Exact figures (2.8): noise must not hide an act of the State. Nothing but a yearly national total of breaches is exact. */
import type { TableDefinition } from './definition.ts'
import { type Finding, refusal } from './finding.ts'

export interface ExactFigure {
  /** The safeguard whose breaches are counted. */
  readonly safeguard: string | null
  /** The procedure marks its compartment as one whose very numbers are hidden. */
  readonly hiddenInNumber: boolean
  /** They read the safeguard's text, and say yes where it names no group of fewer than a hundred. */
  readonly approvedBy: readonly ('statistician' | 'ombudsperson')[]
}

/** Refuses whatever is no such total, and what the statistician and the Ombudsperson haven't both approved. */
export function exactGate(definition: TableDefinition, figure: ExactFigure): readonly Finding[] {
  const { safeguard, hiddenInNumber, approvedBy } = figure
  const finer = definition.dimensions.filter(
    ({ role, categories }) => role !== 'time' || !categories.every(({ code }) => /^\d{4}$/.test(code)),
  )
  const wrong =
    safeguard === null ||
    hiddenInNumber ||
    definition.variance !== 0 ||
    Object.keys(definition.population).some((id) => definition.dimensions.every((dimension) => dimension.id !== id)) ||
    !approvedBy.includes('statistician') ||
    !approvedBy.includes('ombudsperson')
  return [
    ...finer.map(({ id }) => refusal(definition, 'exact', { dimension: id })),
    ...(wrong ? [refusal(definition, 'exact')] : []),
  ]
}
