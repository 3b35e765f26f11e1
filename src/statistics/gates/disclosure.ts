/**
 * Group and attribute disclosure (4.4): where all of a known group share a sensitive category, the group is known without
 * any small count. Of what the State did, 100 % is a finding to publish.
 */
import {
  type At,
  type Counted,
  type Counter,
  cellAt,
  type Dimension,
  isImpossible,
  isPublished,
  keptBy,
  places,
  type TableDefinition,
  TOTAL,
} from './definition.ts'
import { type Finding, refusal } from './finding.ts'

/** From this share of a group on, a statistician decides. */
const NEARLY_ALL = 0.9
/** A group of fewer is refused where its size is itself a figure of the table. */
const LEAST_GROUP = 3

export async function disclosureGate(definition: TableDefinition, counter: Counter): Promise<readonly Finding[]> {
  const found: Finding[] = []
  for (const dimension of definition.dimensions.filter(({ kind }) => kind === 'sensitive'))
    found.push(...(await crossingFindings(definition, dimension, counter)))
  return found
}

async function crossingFindings(
  definition: TableDefinition,
  sensitive: Dimension,
  counter: Counter,
): Promise<readonly Finding[]> {
  const others = definition.dimensions.filter((dimension) => dimension !== sensitive)
  const groups = places(others).map((group) => ({
    group: cellAt(definition, { ...group, [sensitive.id]: TOTAL }),
    parts: sensitive.categories
      .map(({ code }) => ({ ...group, [sensitive.id]: code }))
      .filter((at) => !isImpossible(definition, at))
      .map((at) => cellAt(definition, at)),
  }))
  const counted = await counter.count(groups.flatMap(({ group, parts }) => [group, ...parts]))
  let next = 0
  return groups.flatMap(({ group, parts }) => {
    const [whole, ...shares] = counted.slice(next, next + 1 + parts.length)
    next += 1 + parts.length
    // Where one category alone is possible, everybody knows it anyway.
    return whole === undefined || parts.length < 2 ? [] : groupFindings(definition, sensitive, group.at, whole, shares)
  })
}

function groupFindings(
  definition: TableDefinition,
  { id }: Dimension,
  at: At,
  whole: Counted,
  parts: readonly Counted[],
): readonly Finding[] {
  if (whole.persons === 0) return []
  if (whole.persons < LEAST_GROUP)
    return isPublished(definition, keptBy(definition, at))
      ? [refusal(definition, 'smallGroup', { dimension: id, at })]
      : []
  const largest = Math.max(...parts.map(({ persons }) => persons))
  if (largest === whole.persons) return [refusal(definition, 'oneCategory', { dimension: id, at })]
  if (largest <= NEARLY_ALL * whole.persons) return []
  return [{ verdict: 'ask', rule: 'nearlyOneCategory', table: definition.id, dimension: id, at }]
}
