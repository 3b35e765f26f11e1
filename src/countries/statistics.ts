/** The dimensions and tables by which a country counts, as its pack names them. How they are filled is not said here. */
import { z } from 'zod'

/** One way to break a figure down: by a closed list of values, or by a classification named in words. */
export const Dimension = z.union([
  z.strictObject({ values: z.array(z.string()).min(1) }),
  z.strictObject({ classification: z.string().min(1) }),
])
export type Dimension = z.infer<typeof Dimension>

export const DimensionFile = z.strictObject({
  /** Short names for lists of dimensions that often stand together. */
  sets: z.record(z.string().regex(/^[A-Z-]+$/), z.array(z.string()).min(1)),
  dimensions: z.record(z.string().regex(/^[a-z0-9-]+$/), Dimension),
})

/** A table that the State is asked to publish. */
export const StatisticsTable = z.strictObject({
  /** "DET-1". */
  id: z.string().regex(/^[A-Z]{2,4}-\d+$/),
  /** Code of the population it counts, or `topic`. */
  population: z.string(),
  name: z.string().min(1),
  /** A stock counts who is there at a moment, a flow what happened in a period. */
  counts: z.array(z.enum(['stock', 'flow'])).min(1),
  /** The year whose end or length it has. */
  year: z.enum(['calendar', 'school']).default('calendar'),
  /** Where its records come from: procedures of the register, and sources outside it. */
  feeds: z.strictObject({ procedures: z.array(z.string()), sources: z.array(z.string()) }),
  by: z.array(z.string()).min(1),
  /** Obligations it answers. */
  answers: z.array(z.string()).min(1),
  /** How migration status comes in where it is a dimension: by linking within statistics, or from one's own register. */
  statusBy: z.enum(['linking', 'own-register']).nullable().default(null),
  note: z.string().nullable().default(null),
})
export type StatisticsTable = z.infer<typeof StatisticsTable>
