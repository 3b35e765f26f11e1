/** Classifications that many tables share: one fixed list each, so that no two tables differ by a limit that moved. */
import type { Nature } from '../gates/forbidden.ts'
import { type Bearing, type Dimension, REF_AREA } from '../vocabulary/table.ts'

type Groups = Readonly<Record<string, readonly string[]>>
type More = Partial<Pick<Dimension, 'bearing' | 'role' | 'rest' | 'keeps'>>

function dimension(id: string, column: string, nature: Nature, groups: Groups, more: More = {}): Dimension {
  const categories = Object.entries(groups).map(([code, values]) => ({ code, values }))
  return { id, column, nature, bearing: 'plain', rest: '_U', ...more, categories }
}

export const SEX = dimension('SEX', 'sex', 'sex', { F: ['female'], M: ['male'] }, { role: 'sex' })

/** Child or adult. */
export const AGE = dimension(
  'AGE',
  'age_band',
  'age-band',
  {
    Y0T17: ['0-4', '5-9', '10-14', '15-17'],
    Y_GE18: ['18-24', '25-34', '35-44', '45-54', '55-59', '60-64', '65+'],
  },
  { role: 'age' },
)

/**
 * Where in the country, by a column that holds first-level units of ISO 3166-2. Its categories are the country's one set of areas:
 * `areas.ts` puts them there. What lies in none (abroad, not known) is the rest.
 */
export function area(column: string): Dimension {
  return dimension(REF_AREA, column, 'area', {}, { role: 'area' })
}

/** Parts of the world, after the UN's standard country codes (M49). No single country: few are large enough to be one. */
export const CITIZENSHIP = dimension(
  'CITIZENSHIP',
  'nationality',
  'citizenship-group',
  {
    CENTRAL_ASIA: ['central-asia'],
    WESTERN_ASIA: ['western-asia'],
    SOUTHERN_ASIA: ['southern-asia'],
    EASTERN_EUROPE: ['eastern-europe'],
  },
  { rest: '_O', role: 'citizenship' },
)

/** Codes of a procedure's own list, each under the code that SDMX allows: "no-order" is "NO_ORDER". */
export function own(
  id: string,
  column: string,
  nature: Nature,
  values: readonly string[],
  bearing: Bearing = 'sensitive',
): Dimension {
  const groups = Object.fromEntries(values.map((value) => [value.toUpperCase().replaceAll('-', '_'), [value]]))
  return dimension(id, column, nature, groups, { bearing })
}

/** The same with values put together. */
export function grouped(
  id: string,
  column: string,
  nature: Nature,
  groups: Groups,
  bearing: Bearing = 'sensitive',
): Dimension {
  return dimension(id, column, nature, groups, { bearing })
}

/** What the State did or did not do. */
export function conduct(id: string, column: string, groups: Groups, more: More = {}): Dimension {
  return dimension(id, column, 'conduct-of-the-state', groups, { bearing: 'conduct', ...more })
}

/** Done or not, of a measure that is 1 or 0; `keeps`: of the safeguard that this kept. */
export function done(id: string, column: string, keeps?: string): Dimension {
  return conduct(id, column, { YES: ['1', 'true'], NO: ['0', 'false'] }, keeps === undefined ? {} : { keeps })
}

/** Bands of a length in whole hours or days; what has no length is the rest. */
export function bands(id: string, column: string, edges: readonly number[]): Dimension {
  const categories = [0, ...edges].map((from, at) => {
    const below = edges[at] ?? null
    return { code: below === null ? `GE${from}` : `${from}T${below}`, from, below }
  })
  return { id, column, nature: 'conduct-of-the-state', bearing: 'conduct', rest: '_U', categories }
}
