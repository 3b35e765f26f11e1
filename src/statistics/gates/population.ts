/** Size of population (4.1): how many persons a table is about, and how fine its areas, times, ages and nationalities are. */
import { type Counter, cellAt, type Dimension, places, type TableDefinition, TOTAL } from './definition.ts'
import { type Finding, refusal } from './finding.ts'
import { LEAST_AREA_OR_NATIONALITY, type Limits } from './limits.ts'

export async function populationGate(
  definition: TableDefinition,
  released: readonly TableDefinition[],
  counter: Counter,
  limits: Limits,
): Promise<readonly Finding[]> {
  return [
    ...classificationFindings(definition, released),
    ...(await populationFindings(definition, counter, limits)),
    ...(await categoryFindings(definition, counter)),
  ]
}

function classificationFindings(definition: TableDefinition, released: readonly TableDefinition[]): readonly Finding[] {
  return definition.dimensions.flatMap((dimension) => {
    const found: Finding[] = []
    const refuse = (rule: Finding['rule']) => found.push(refusal(definition, rule, { dimension: dimension.id }))
    if (dimension.role === 'area' && dimension.level !== 'country' && dimension.level !== 'region') refuse('area')
    if (dimension.role === 'time' && !dimension.categories.every(({ code }) => PERIOD.test(code))) refuse('time')
    if (isSecondSet(dimension, released)) refuse('secondSet')
    if (overlaps(dimension)) refuse('overlap')
    return found
  })
}

/** A year, a half or a quarter; a record may carry a month, a table may not show it. */
const PERIOD = /^\d{4}(-(S[12]|Q[1-4]))?$/

/** Two sets of areas or of ages: their differences would be small ones. */
function isSecondSet({ role, classification }: Dimension, released: readonly TableDefinition[]): boolean {
  if (role !== 'area' && role !== 'age') return false
  return released
    .flatMap(({ dimensions }) => dimensions)
    .some((earlier) => earlier.role === role && earlier.classification !== classification)
}

/** A year holds its quarters; nothing else holds or meets its neighbour. */
function overlaps({ role, categories }: Dimension): boolean {
  return categories.some((one, at) =>
    categories.slice(at + 1).some((other) => {
      const shared = one.holds.filter((code) => other.holds.includes(code)).length
      if (shared === 0) return false
      return role !== 'time' || (shared !== one.holds.length && shared !== other.holds.length)
    }),
  )
}

/** Each reference period by itself, and within it each page of its own. */
async function populationFindings(
  definition: TableDefinition,
  counter: Counter,
  limits: Limits,
): Promise<readonly Finding[]> {
  const times = definition.dimensions.filter(({ role }) => role === 'time')
  const pages = definition.dimensions.filter(({ id }) => definition.pages?.includes(id))
  const cells = places([...times, ...pages.filter((page) => !times.includes(page))])
    .filter((at) => times.every(({ id }) => at[id] !== TOTAL))
    .map((at) => cellAt(definition, at))
  const counted = await counter.count(cells)
  return cells
    .filter((_, at) => (counted[at]?.persons ?? 0) < limits.population)
    .map(({ at }) => refusal(definition, 'population', { at }))
}

/** A region or nationality of few goes into a declared neighbour, or into "other", in every table alike. */
async function categoryFindings(definition: TableDefinition, counter: Counter): Promise<readonly Finding[]> {
  const { stock = {}, unit, asOf } = definition
  const asked = definition.dimensions
    .filter(({ role }) => role === 'area' || role === 'citizenship')
    .flatMap(({ id, categories }) =>
      categories.filter(({ rest }) => rest === undefined).map((category) => ({ id, category })),
    )
  const counted = await counter.count(
    asked.map(({ id, category }) => ({
      where: { ...stock, [id]: category.holds },
      unit,
      ...(asOf === undefined ? {} : { asOf }),
    })),
  )
  return asked
    .filter((_, at) => (counted[at]?.persons ?? 0) < LEAST_AREA_OR_NATIONALITY)
    .map(({ id, category: { code } }) =>
      refusal(definition, 'smallCategory', {
        dimension: id,
        at: { [id]: code },
        cure: { kind: 'merge', dimension: id, category: code },
      }),
    )
}
