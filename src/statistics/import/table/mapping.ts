/** What a statistician says of a table that comes from outside: what it is, whose, under which licence, and how foreign columns are to be read. */
import { parse } from 'yaml'
import { z } from 'zod'
import { Texts } from '../../publication/model.ts'
import { FileRefused } from '../refused.ts'
import { ENCODINGS } from '../text.ts'
import { ROLES } from './component.ts'

const Text = z.string().trim().min(1).max(2000)

/** A column of a foreign file: one of the roles, or a dimension. `codes`: what stands there → code of ours; no other may stand there. */
const Column = z.union([
  z.strictObject({ is: z.enum(ROLES), codes: z.record(z.string(), z.string()).optional() }),
  z.strictObject({
    dimension: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
    name: Texts.optional(),
    codes: z.record(z.string(), z.string().regex(/^[A-Za-z0-9_-]{1,40}$/)).optional(),
  }),
])

/** Why a figure is not there, as the file marks it. */
const SIGNS = ['withheld', 'impossible', 'not-collected'] as const

export const TableMapping = z.strictObject({
  table: z.strictObject({
    /** "labour-inspections": names the page and the files. */
    name: z
      .string()
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
      .max(60),
    title: Texts,
    /** Who or what is counted. */
    population: Texts,
    unit: z.enum(['persons', 'cases', 'events']),
    /** Ids of tables that the State owes: "LAB-2". */
    answers: z.array(z.string().regex(/^[A-Z]{2,4}-\d+$/)).default([]),
  }),
  source: z.strictObject({
    body: Text,
    title: Text,
    /** The day on which the source published it. */
    on: z.iso.date(),
    licence: z.strictObject({ name: Text, url: z.url({ protocol: /^https?$/ }) }),
    /** How it was made, and how people are protected in it, as the source says. */
    method: Text,
    leavesOut: Text,
  }),
  /** Whether these people stand in tables of the registers too, and what somebody could take from the other (statistics.md 4.3). */
  samePeople: Text,
  /** The procedures in whose registers they stand: tables of those are asked about before they are released. */
  samePeopleAs: z.array(z.string().regex(/^[a-z][a-z-]*$/)).default([]),
  /** Foreign columns by their name in the file; those that are not named are not read. Absent: the file is one of our own forms. */
  columns: z.record(z.string(), Column).optional(),
  signs: z.record(z.string(), z.enum(SIGNS)).default({}),
  decimal: z.enum(['.', ',']).default('.'),
  delimiter: z.enum([',', ';', '\t']).optional(),
  encoding: z.enum(ENCODINGS).optional(),
  /** Language of the labels in the file. */
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .default('en'),
})
export type TableMapping = z.output<typeof TableMapping>

/** Reads a mapping in YAML or JSON. Refuses (FileRefused), with the place and what is wrong there, what is none. */
export function readMapping<T>(schema: z.ZodType<T>, text: string): T {
  let said: unknown
  try {
    // A mapping has no use for references, and with them a few lines can become a million.
    said = parse(text, { maxAliasCount: 0, prettyErrors: false })
  } catch (error) {
    throw new FileRefused('mapping-form', { fault: error instanceof Error ? error.message : '' })
  }
  const read = schema.safeParse(said)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new FileRefused('mapping', { place: issue?.path.join('.') || '–', fault: issue?.message ?? '' })
}
