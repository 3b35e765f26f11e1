/** Facts of the UN documents that a pack refers to. Their text is not here: it comes in when somebody imports it. */
import { z } from 'zod'

const Name = z.string().min(1)

/** Names by language; English always. */
export const Names = z.strictObject({
  en: Name,
  az: Name.optional(),
  ru: Name.optional(),
  ar: Name.optional(),
  tr: Name.optional(),
})
export type Names = z.infer<typeof Names>

/** A chapter, by which progress is shown. */
export const Chapter = z.strictObject({
  /** Labels joined: "C.1". */
  id: z.string(),
  names: Names,
  /** Articles of the treaty in the heading: ["73", "84"], ["8-35"]. */
  articles: z.array(z.string()),
  firstParagraph: z.int().positive(),
  lastParagraph: z.int().positive(),
})
export type Chapter = z.infer<typeof Chapter>

export const KnownDocument = z.strictObject({
  symbol: z.string().min(3),
  /** Abbreviation of the body: "CMW". */
  body: z.string().min(2),
  title: z.string().min(1),
  /** 1 for the first concluding observations, and so on. */
  cycle: z.int().positive(),
  /** Symbol of the concluding observations before it. */
  follows: z.string().nullable(),
  /** Symbol of the report considered, and of the list of issues before it. */
  report: z.string().nullable().default(null),
  listOfIssues: z.string().nullable().default(null),
  /** "thirty-third". */
  session: z.string().nullable().default(null),
  meetings: z.array(z.string()).default([]),
  consideredOn: z.array(z.iso.date()).default([]),
  adoptedOn: z.iso.date().nullable().default(null),
  distributedOn: z.iso.date().nullable().default(null),
  followUp: z
    .strictObject({ paragraphs: z.array(z.string()).min(1), dueOn: z.iso.date() })
    .nullable()
    .default(null),
  nextReport: z.strictObject({ number: z.string(), dueOn: z.iso.date() }).nullable().default(null),
  chapters: z.array(Chapter).default([]),
  verify: z.array(z.string()).default([]),
})
export type KnownDocument = z.infer<typeof KnownDocument>
