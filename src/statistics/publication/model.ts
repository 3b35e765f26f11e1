/**
 * One table as it was released: what every published form is made of, and all that any of them may contain. It is
 * stored and read back as JSON. How its figures came to be protected is not said here; true counts and keys have no place in it.
 */
import { z } from 'zod'
import { CONFIDENTIALITIES, isConsistent, OBSERVATION_STATUSES, SIGNS } from './status.ts'

/** A text by language (ISO 639-1). What a language lacks is said in the first that there is. */
export const Texts = z.record(z.string().regex(/^[a-z]{2}$/), z.string().min(1)).readonly()
export type Texts = z.infer<typeof Texts>

/** "detention-decision": names files, and gives the ids of SDMX. */
const Kebab = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
/** "SEX", "AZE_SSC", "CL_AGE": a name as SDMX has it; codes may begin otherwise. */
const Id = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/)
/** The month of the release; an erratum counts on from 2: "2026-05", "2026-05.2". */
const ReleaseId = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])(\.([2-9]|[1-9]\d+))?$/)
const Day = z.iso.date()
/** "2025", "2025-S1", "2025-Q3". */
const Period = z.string().regex(/^\d{4}(-S[12]|-Q[1-4])?$/)

/** The code of a total; a dimension by which a table is not broken down stands at it. */
export const TOTAL = '_T'

const Code = z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_-]+$/), name: Texts, parent: z.string().optional() })

const Dimension = z
  .strictObject({
    /** "SEX". */
    id: Id,
    name: Texts,
    /** "CL_SEX". */
    codeList: Id,
    /** In the order in which they are shown; `_T` is one of them. */
    codes: z.array(Code.readonly()).min(1).readonly(),
  })
  .readonly()
export type Dimension = z.infer<typeof Dimension>

const Measure = z
  .strictObject({
    /** "PERSONS". */
    id: Id,
    name: Texts,
    /** Persons, a number of cases or events, per cent, hours, days. */
    unit: z.enum(['PS', 'NUMBER', 'PT', 'H', 'D']),
    multiplier: z.int().min(0).default(0),
    decimals: z.int().min(0).max(6),
    /** Cell key method; derived from counts so protected; exact figures of what the State did; no persons in it; as its source made it. */
    method: z.enum(['CKM', 'CKM_D', 'EXACT', 'NONE', 'SOURCE']),
  })
  .readonly()
export type Measure = z.infer<typeof Measure>

const Cell = z
  .strictObject({
    /** Code of the country or of one of `regions`. */
    area: z.string(),
    /** Code by dimension, for each dimension in `by`; the others stand at `_T`. */
    at: z.record(z.string(), z.string()).readonly(),
    period: Period,
    measure: z.string(),
    value: z.number().finite().nullable(),
    status: z.enum(OBSERVATION_STATUSES),
    confidentiality: z.enum(CONFIDENTIALITIES),
    sign: z.enum(SIGNS).nullable(),
    comment: Texts.optional(),
  })
  .readonly()
  .refine(isConsistent, 'value, status, confidentiality and sign do not go together (statistics.md 7.1)')
export type Cell = z.infer<typeof Cell>

const Protection = z
  .strictObject({
    /** D. */
    largest: z.int().min(1),
    /** V. */
    variance: z.number().positive(),
    /** js: no count of 1..js is published. */
    smallest: z.int().min(0),
    pTable: z.strictObject({ version: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) }).readonly(),
    /** m: below it, 0 included, no count is published. */
    leastCount: z.int().min(1).optional(),
  })
  .readonly()
export type Protection = z.infer<typeof Protection>

/** Items of SIMS 2.0 (statistics.md 8), in their order. */
export const SIMS_ITEMS = [
  'CONTACT',
  'META_UPDATE',
  'STAT_PRES',
  'UNIT_MEASURE',
  'REF_PERIOD',
  'INST_MANDATE',
  'CONF_POLICY',
  'CONF_DATA_TR',
  'REL_POLICY',
  'FREQ_DISS',
  'ACCESSIBILITY_CLARITY',
  'QUALITY_MGMNT',
  'RELEVANCE',
  'ACCURACY',
  'TIMELINESS_PUNCT',
  'COHER_COMPAR',
  'COST_BURDEN',
  'DATA_REV',
  'STAT_PROCESS',
  'COMMENT_DSET',
] as const
export type SimsItem = (typeof SIMS_ITEMS)[number]

const Area = z
  .strictObject({
    /** ISO 3166-1 or -2; a code of the country's own has an underscore; `_U` is not stated. */
    code: z.string().regex(/^([A-Z]{2}(-[A-Z0-9]{1,3}|_[A-Z0-9]{2,8})?|_[A-Z])$/),
    name: Texts,
    /** Units of ISO 3166-2 that it is made of, those of areas that went into it too. */
    units: z.array(z.string()).readonly().optional(),
    /** Column and row of its square on a map of squares. */
    square: z
      .tuple([z.int().min(0), z.int().min(0)])
      .readonly()
      .optional(),
  })
  .readonly()
export type Area = z.infer<typeof Area>

const Contact = z
  .strictObject({
    /** A function, not a person's name. */
    unit: Texts,
    postal: Texts,
    email: z.email(),
  })
  .readonly()

/** Of a table that another body made: whose it is, and what that body says of it. */
const Outside = z
  .strictObject({
    body: z.string().min(1),
    title: z.string().min(1),
    /** The day on which that body published it. */
    on: Day,
    /** How it was made, and how people are protected in it. */
    method: z.string().min(1),
  })
  .readonly()
export type Outside = z.infer<typeof Outside>

const ReleasedTableShape = z
  .strictObject({
    release: ReleaseId,
    table: Kebab,
    /** The procedure whose structure the table has. */
    procedure: Kebab,
    /** Version of the structure: "1.0.0". */
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    title: Texts,
    /** Who or what is counted. */
    population: Texts,
    /** Who is not in it, and why. */
    coverage: Texts,
    unit: z.enum(['persons', 'cases', 'events']),
    /** The State's statistics agency; its id is that of SDMX. */
    agency: z.strictObject({ id: Id, name: Texts }).readonly(),
    /** Registers from which the records come. */
    source: Texts,
    /** Other registers whose extracts are among the records; the share in per cent, in tens, where it says anything of nobody. */
    extracts: z
      .array(
        z
          .strictObject({
            body: z.string().min(1),
            title: z.string().min(1),
            share: z.int().min(0).max(100).nullable(),
          })
          .readonly(),
      )
      .readonly()
      .default([]),
    /** Absent of figures that are the State's own. */
    outside: Outside.optional(),
    area: Area,
    regions: z.array(Area).readonly().default([]),
    /** What the regions are: "Economic regions as they are since …". Absent where there are none. */
    areaSet: z
      .strictObject({ id: z.string().min(1), name: Texts })
      .readonly()
      .optional(),
    frequency: z.enum(['A', 'S', 'Q']),
    /** The first is that of the files; the others stand beside it. */
    languages: z
      .array(z.string().regex(/^[a-z]{2}$/))
      .min(1)
      .readonly(),
    /** Those of the procedure's structure, in the order of SDMX, area, measure and time aside. */
    dimensions: z.array(Dimension).readonly(),
    /** Ids of the dimensions by which this table is broken down. */
    by: z.array(z.string()).readonly(),
    measures: z.array(Measure).min(1).readonly(),
    cells: z.array(Cell).min(1).readonly(),
    /** Null where no figure is of persons, or all are exact. */
    protection: Protection.nullable(),
    notes: z.array(Texts).readonly().default([]),
    /** What the statistician wrote, by item of SIMS; the product adds what it knows. */
    metadata: z.partialRecord(z.enum(SIMS_ITEMS), Texts).readonly(),
    /** Defaults that two statisticians loosened, and why (statistics.md 6). */
    loosened: z
      .array(z.strictObject({ what: Texts, reason: Texts }).readonly())
      .readonly()
      .default([]),
    /** Indicators that are computed from it. */
    indicators: z.array(z.string()).readonly().default([]),
    /** Share of "not stated", by dimension, in per cent. */
    notStated: z.record(z.string(), z.number().min(0).max(100)).readonly().default({}),
    /** Records are as known on this day. */
    knownOn: Day,
    /** The day that was announced first; absent of a correction. */
    plannedOn: Day.optional(),
    issued: Day,
    /** The day of the next release. */
    next: Day.optional(),
    /** Who sees figures before the hour, and why; nobody where none is named. */
    earlyAccess: z
      .array(z.strictObject({ who: Texts, why: Texts }).readonly())
      .readonly()
      .default([]),
    /** The release that this one replaces. */
    replaces: ReleaseId.optional(),
    withdrawn: z.strictObject({ on: Day, reason: Texts }).readonly().optional(),
    /** Addresses of obligations: "CMW/C/AZE/CO/3 36(c)(iii)". */
    answers: z.array(z.string().min(1)).readonly(),
    contact: Contact,
    licence: z.strictObject({ url: z.url(), name: z.string().min(1) }).readonly(),
  })
  .readonly()
export type ReleasedTable = z.infer<typeof ReleasedTableShape>

/** What a stored release must be, codes and cells included. */
export const ReleasedTable = ReleasedTableShape.check(({ value, issues }) => {
  for (const problem of problemsOf(value)) issues.push({ code: 'custom', message: problem, input: value })
})

/** A stored release, read back. Refuses, with every fault, what is none. */
export function readReleasedTable(stored: unknown): ReleasedTable {
  return ReleasedTable.parse(stored)
}

function problemsOf(table: ReleasedTable): readonly string[] {
  const known = new Map(table.dimensions.map(({ id, codes }) => [id, new Set(codes.map(({ code }) => code))]))
  const areas = new Set([table.area, ...table.regions].map(({ code }) => code))
  const measures = new Set(table.measures.map(({ id }) => id))
  const seen = new Set<string>()
  return [
    ...table.dimensions
      .filter(({ id }) => !known.get(id)?.has(TOTAL))
      .map(({ id }) => `dimension ${id} has no ${TOTAL}`),
    ...(table.protection === null && table.measures.some(({ method }) => method.startsWith('CKM'))
      ? ['figures of the cell key method stand without its parameters']
      : []),
    ...table.by.filter((id) => !known.has(id)).map((id) => `${id} is no dimension`),
    ...table.cells.flatMap((cell) => {
      const key = keyOf(table, cell)
      const twice = seen.has(key)
      seen.add(key)
      return [
        ...(twice ? [`cell ${key} stands twice`] : []),
        ...(areas.has(cell.area) ? [] : [`area ${cell.area} is unknown`]),
        ...(measures.has(cell.measure) ? [] : [`measure ${cell.measure} is unknown`]),
        ...(Object.keys(cell.at).toSorted().join() === table.by.toSorted().join()
          ? []
          : [`cell ${key} does not stand at each of ${table.by.join(', ')}`]),
        ...Object.entries(cell.at)
          .filter(([id, code]) => !known.get(id)?.has(code))
          .map(([id, code]) => `${id} has no code ${code}`),
      ]
    }),
  ]
}

function keyOf({ by }: ReleasedTable, { area, at, period, measure }: Cell): string {
  return [area, measure, ...by.map((id) => at[id]), period].join(' ')
}
