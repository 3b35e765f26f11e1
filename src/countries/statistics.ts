/** The dimensions and tables by which a country counts, as its pack names them. How they are filled is not said here. */
import { z } from 'zod'
import { Names } from './known-document.ts'

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
  /** Declared tables that are computed for it from the registers; none where no register of the State has its records yet. */
  computedBy: z.array(z.string()).default([]),
  /** Obligations it answers. */
  answers: z.array(z.string()).min(1),
  /** How migration status comes in where it is a dimension: by linking within statistics, or from one's own register. */
  statusBy: z.enum(['linking', 'own-register']).nullable().default(null),
  note: z.string().nullable().default(null),
})
export type StatisticsTable = z.infer<typeof StatisticsTable>

const Cell = z.strictObject({
  /** Name of a declared table: "detention-review". */
  table: z.string(),
  /** "PERSONS", "SHARE_IN_TIME". */
  measure: z.string(),
  at: z.record(z.string(), z.string()).default({}),
})

/** What an indicator is of released cells: a figure of a table, at codes of its dimensions (the whole where none is named). */
export const Formula = z.strictObject({
  ...Cell.shape,
  version: z.int().min(1),
  /** Of which the count is a share, where the whole stands in another table of the same period. */
  of: Cell.nullable().default(null),
  /** How many were looked at, where another table of the same period says it: a zero is earned by looking. */
  base: Cell.nullable().default(null),
  /** The count per so many of a population that was imported, by the name of the comparator. */
  per: z
    .strictObject({ population: z.string(), times: z.int().min(1) })
    .nullable()
    .default(null),
  /** The rate divided by that of nationals, by the name of the comparator that was imported. */
  against: z.string().nullable().default(null),
  /**
   * Dimension of the indicator → that of the table, with the code of each of its values. `table`: another one of the same period, where
   * the same measure is broken down so; nothing waits for it. By area (REF_AREA) without codes: each area of the table.
   */
  by: z
    .record(
      z.string(),
      z.strictObject({
        table: z.string().optional(),
        dimension: z.string(),
        codes: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default({}),
})
export type Formula = z.infer<typeof Formula>

/** What an indicator is of the releases themselves: whether, when and how punctually the required tables came out. */
export const ReleaseFormula = z.strictObject({
  version: z.int().min(1),
  /**
   * `released`: per cent of the required tables that are out for the year. `on-schedule`: per cent of those due in the year that came
   * out by the day announced first. `lag`: median days from the end of a period to the release of its table.
   */
  is: z.enum(['released', 'on-schedule', 'lag']),
  /** Ids of required tables; every one where none is named. */
  tables: z.array(z.string()).default([]),
  /** The dimension of the indicator by which it is broken down: that of the required tables, or who publishes. */
  by: z.enum(['population', 'table', 'authority']),
})
export type ReleaseFormula = z.infer<typeof ReleaseFormula>

/** `statistics.yaml`: under whose name tables are published. */
export const Publishing = z.strictObject({
  contact: z.strictObject({
    /** A function, not a person's name. */
    unit: Names,
    postal: Names,
    email: z.email(),
  }),
  licence: z.strictObject({ url: z.url(), name: z.string().min(1) }),
  /** What is true of every table, by item of SIMS: ready for the statistician who describes one, who takes it or writes another. */
  metadata: z.record(z.string().regex(/^[A-Z_]+$/), Names).default({}),
  /** Who sees figures before their hour, and why: published by name. Nobody where none is named. */
  embargoExceptions: z.array(z.strictObject({ who: Names, why: Names })).default([]),
  /** Indicators that follow from released tables, by name. */
  indicators: z.record(z.string(), Formula),
  /** Indicators that follow from the releases and their calendar, by name. */
  ofReleases: z.record(z.string(), ReleaseFormula).default({}),
  /** Why others do not, though a register that runs has to do with them: shown beside the indicator. */
  notComputed: z.record(z.string(), Names).default({}),
  /** Why figures are not broken down by a dimension that an indicator names. */
  withheld: z.record(z.string(), Names).default({}),
  /** What registers are about that the State does not run yet, by the names that tables and obligations have for them. */
  registers: z.record(z.string().regex(/^[a-z][a-z-]*$/), Names).default({}),
  /** The same of sources outside the registers. */
  sources: z.record(z.string(), Names).default({}),
})
export type Publishing = z.infer<typeof Publishing>

export const PublishingFile = z.strictObject({ publishing: Publishing.nullable().default(null) })
