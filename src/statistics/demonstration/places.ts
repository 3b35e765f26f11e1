/** Where invented people live: spread over the areas of the country, in SQL over one case (`cast.ts`). */
import type { Areas } from '../../countries/index.ts'

/** One of a hundred places among which they are spread. */
export interface Slot {
  readonly unit: string
  /** Which area it is in: that makes how long things take there. */
  readonly area: number
}

const SLOTS = 100
/** In the area into which all would go in the end, most live; in one that has gone into another, few. */
const SHARE = { root: 28, gone: 2 } as const

/** Evenly but for the largest and those that are shown in another; none where the country has no areas. */
export function slotsOf(areas: Areas | null): readonly Slot[] {
  const all = (areas?.areas ?? []).map(({ units, into, merged }, area) => ({
    ...{ units, area },
    share: into === null ? SHARE.root : merged ? SHARE.gone : null,
  }))
  const fixed = all.reduce((sum, { share }) => sum + (share ?? 0), 0)
  const even = all.filter(({ share }) => share === null).length
  return all.flatMap(({ units, area, share }) =>
    Array.from({ length: share ?? Math.floor((SLOTS - fixed) / even) }, (_, at) => ({
      unit: units[at % units.length] ?? '',
      area,
    })),
  )
}

/** Up to so many days; another bound in each area. */
const DAYS = [14, 18, 13, 20, 16] as const

/** The place of a case, by a number that follows from it. */
export function unitBy(slots: readonly Slot[], number: string): string {
  return byPlace(
    slots.map(({ unit }) => `'${unit}'`),
    { number, otherwise: 'null' },
  )
}

/** The most days that anything takes where it is. */
export function mostDaysBy(slots: readonly Slot[], number: string): string {
  return byPlace(
    slots.map(({ area }) => String(DAYS[area % DAYS.length])),
    { number, otherwise: String(DAYS[0]) },
  )
}

function byPlace(
  values: readonly string[],
  { number, otherwise }: { readonly number: string; readonly otherwise: string },
): string {
  return values.length === 0 ? otherwise : `(array[${values.join(', ')}])[1 + ${number} % ${values.length}]`
}
