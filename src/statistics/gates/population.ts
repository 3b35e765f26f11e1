/** Size of population (4.1): how many persons a table is about, and how fine its areas, times, ages and nationalities are. */
import {
  type Counter,
  cellAt,
  type Dimension,
  isImpossible,
  places,
  type TableDefinition,
  TOTAL,
} from './definition.ts'
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

/** Two sets of areas or of ages: their differences would be small ones. Of one set, areas may merge and not part again. */
function isSecondSet(asked: Dimension, released: readonly TableDefinition[]): boolean {
  const { role, classification } = asked
  if (role !== 'area' && role !== 'age') return false
  return released
    .flatMap(({ dimensions }) => dimensions)
    .filter((earlier) => earlier.role === role)
    .some((earlier) => earlier.classification !== classification || (role === 'area' && !isCoarsening(asked, earlier)))
}

/** Whether every area of an earlier table lies whole in one of these. */
function isCoarsening(now: Dimension, before: Dimension): boolean {
  return before.categories.every(({ holds }) =>
    now.categories.some((one) => holds.every((unit) => one.holds.includes(unit))),
  )
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
    // A merged area has no page; what has no category of its own is none.
    .filter((at) => !isImpossible(definition, at) && pages.every((page) => !isRest(page, at[page.id])))
    .map((at) => cellAt(definition, at))
  const counted = await counter.count(cells)
  return cells
    .filter((_, at) => (counted[at]?.persons ?? 0) < limits.population)
    .map(({ at }) => refusal(definition, 'population', { at }))
}

function isRest({ categories }: Dimension, code: string | undefined): boolean {
  return categories.some((one) => one.code === code && one.rest !== undefined)
}

/** A region or nationality of few goes into a declared neighbour, or into "other", in every table alike. */
async function categoryFindings(definition: TableDefinition, counter: Counter): Promise<readonly Finding[]> {
  const { stock = {}, unit, asOf } = definition
  const asked = definition.dimensions
    .filter(({ role }) => role === 'area' || role === 'citizenship')
    .flatMap((dimension) =>
      dimension.categories
        .filter(({ rest, code }) => rest === undefined && !isImpossible(definition, { [dimension.id]: code }))
        .map((category) => ({ dimension, category })),
    )
  const sizeOf = async (groups: readonly { readonly id: string; readonly holds: readonly string[] }[]) => {
    const counted = await counter.count(
      groups.map(({ id, holds }) => ({
        where: { ...stock, [id]: holds },
        unit,
        ...(asOf === undefined ? {} : { asOf }),
      })),
    )
    return groups.map((_, at) => counted[at]?.persons ?? 0)
  }
  const sizes = await sizeOf(asked.map(({ dimension: { id }, category: { holds } }) => ({ id, holds })))
  const small = asked.filter((_, at) => (sizes[at] ?? 0) < LEAST_AREA_OR_NATIONALITY)
  const found: Finding[] = []
  for (const { dimension, category } of small) {
    const { id } = dimension
    const ways = mergesOf(dimension, category.code)
    const large = await sizeOf(ways.map(({ holds }) => ({ id, holds })))
    const into = ways.find((_, at) => (large[at] ?? 0) >= LEAST_AREA_OR_NATIONALITY)?.into
    const cure = {
      kind: 'merge',
      dimension: id,
      category: category.code,
      ...(into === undefined ? {} : { into }),
    } as const
    found.push(refusal(definition, 'smallCategory', { dimension: id, at: { [id]: category.code }, cure }))
  }
  return found
}

/** The areas into which one may go, one after the other as they are declared, each with all that is then together. */
function mergesOf(
  { categories, goesInto = {} }: Dimension,
  code: string,
): readonly { readonly into: string; readonly holds: readonly string[] }[] {
  const holdsOf = (one: string) => categories.find((category) => category.code === one)?.holds ?? []
  const found: { into: string; holds: readonly string[] }[] = []
  let holds = holdsOf(code)
  for (let next = goesInto[code]; next !== undefined && found.length < categories.length; next = goesInto[next]) {
    // One that has gone on already holds nothing, so that it is never the one that passes.
    holds = [...holds, ...holdsOf(next)]
    found.push({ into: next, holds })
  }
  return found
}
