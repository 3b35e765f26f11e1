/** National law in force that obligations touch and safeguards refer to, dated, in our own words. */
import { z } from 'zod'

/** What a provision says from a day on. A reform adds a version; it never edits one. */
export const LawVersion = z.strictObject({
  /** First day on which it holds; null where the day is not known. */
  from: z.iso.date().nullable(),
  /** In our own words. */
  says: z.string().min(1),
  /** Where we know it from: a paragraph of a document, an official gazette. */
  source: z.string().min(1),
})

/** One provision. */
export const Provision = z.strictObject({
  /** "migration-code-79-8": obligations and safeguards name it by this. */
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** The act, in English. */
  act: z.string().min(1),
  /** Its official name at home, where we are sure of it. */
  officialName: z.string().nullable().default(null),
  /** "art. 79(8)", null for the act as a whole. */
  article: z.string().nullable(),
  /** In order of their days. */
  versions: z.array(LawVersion).min(1),
  /** True until a jurist of the State has confirmed it. */
  verify: z.boolean(),
})
export type Provision = z.infer<typeof Provision>

export const LawFile = z.array(Provision)
