/**
 * `areas.yaml`: the one set of areas by which tables of a State are broken down: each is made of first-level units of ISO 3166-2.
 * The set and its merges are fixed here, never worked out for a release: two sets that overlap, or a merge of today that was
 * none yesterday, would differ by places of a few people (statistics.md 4.1).
 */
import { z } from 'zod'
import { Names } from './known-document.ts'

/** ISO 3166-2. */
const Unit = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/)

export const Area = z.strictObject({
  /** Of the standard where the area is one unit of it ("AZ-BA"); otherwise the State's own, with `_` ("AZ_QAR"): no code that the standard might give. */
  code: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3}|_[A-Z0-9]{2,8})$/),
  names: Names,
  /** Units that it is made of; each stands in one area. */
  units: z.array(Unit).min(1),
  /** The area that it goes into where it is too small to be shown by itself: always this one. Null of the one into which all go in the end. */
  into: z.string().nullable(),
  /** It has gone there, in every table. A merge that was released is not undone. */
  merged: z.boolean().default(false),
  /** Column and row of its square on a map of squares, from 0; roughly where it lies. */
  square: z.tuple([z.int().min(0).max(19), z.int().min(0).max(19)]),
})
export type Area = z.infer<typeof Area>

export const Areas = z.strictObject({
  /** Names the set: "economic-regions". Another set is another name. */
  name: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  /** Of the set: a day, as the State fixed it. */
  version: z.iso.date(),
  /** What the areas are, for whoever reads a table. */
  means: Names,
  areas: z.array(Area).min(2),
  verify: z.boolean().default(false),
})
export type Areas = z.infer<typeof Areas>

export const AreaFile = z.strictObject({ areas: Areas.nullable().default(null) })

/** Where an area is shown: itself, or the area into which it and what it went into have gone. */
export function shownIn({ areas }: Pick<Areas, 'areas'>, code: string): string {
  const area = areas.find((one) => one.code === code)
  return area?.merged && area.into !== null ? shownIn({ areas }, area.into) : code
}
