/**
 * `places.yaml`: the public list of places where somebody may be held, with what each is fit for, and moratoria on removals.
 * What is not on the list is no place of detention.
 */
import { z } from 'zod'
import { officeId } from './office.ts'

/** What the list says of a place. */
export const PlaceQuality = z.enum(['public-list', 'apart-from-criminal', 'for-women', 'for-men', 'voluntary-shelter'])
export type PlaceQuality = z.infer<typeof PlaceQuality>

export const Place = z.strictObject({
  /** Its office in offices.yaml. Stands on cases, as the id that follows from it: never changed, never used again. */
  office: z.string(),
  /** The court district in which it lies. */
  district: z.string().min(1),
  qualities: z.array(PlaceQuality),
  /** True until somebody answerable for the place has confirmed the row. */
  verify: z.boolean(),
})
export type Place = z.infer<typeof Place>

export const Moratorium = z.strictObject({
  /** ISO 3166-1 alpha-2. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
  from: z.iso.date(),
  /** Last day; null while no end is decided. */
  until: z.iso.date().nullable(),
  /** In our own words: who declared it, and why. */
  note: z.string().min(1),
})

export const PlaceFile = z.strictObject({
  places: z.array(Place).default([]),
  moratoria: z.array(Moratorium).default([]),
})
export type PlaceFile = z.infer<typeof PlaceFile>

/** What is asked of the list. Places by id; an unknown one has no quality and lies in no district. */
export interface Places {
  has(place: string, quality: PlaceQuality): boolean
  areInOneDistrict(one: string, other: string): boolean
  isUnderMoratorium(country: string, on: Temporal.PlainDate): boolean
  countriesUnderMoratorium(on: Temporal.PlainDate): readonly string[]
}

export function placesOf({ places, moratoria }: PlaceFile): Places {
  const byId = new Map(places.map((one) => [officeId(one.office), one]))
  const halted = (on: Temporal.PlainDate) =>
    moratoria
      .filter(({ from, until }) => from <= on.toString() && (until === null || on.toString() <= until))
      .flatMap(({ countries }) => countries)
  return {
    has: (place, quality) => byId.get(place)?.qualities.includes(quality) === true,
    areInOneDistrict: (one, other) => byId.has(one) && byId.get(one)?.district === byId.get(other)?.district,
    isUnderMoratorium: (country, on) => halted(on).includes(country),
    countriesUnderMoratorium: halted,
  }
}
