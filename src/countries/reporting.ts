/** What the State owes to United Nations bodies and when, and what its reports must hold. */
import { z } from 'zod'
import { PaperKind } from './vocabulary.ts'

/** One thing owed. */
export const Deadline = z.strictObject({
  id: z.string().min(1),
  what: z.string().min(1),
  /** To whom: a body, an office, or `national`. */
  owedTo: z.string().min(1),
  /** The stated date, which wins over every computed one; null where none is stated. Ends at midnight at home. */
  dueOn: z.iso.date().nullable(),
  /** What is said instead of a date, or beside it. */
  dueAsStated: z.string().nullable().default(null),
  /** Where the duty comes from. */
  source: z.string().min(1),
  /** The obligation it belongs to. */
  obligation: z.string(),
  /** What sort of paper it is, null where it is none. */
  paper: PaperKind.nullable().default(null),
  verify: z.array(z.string()).default([]),
})
export type Deadline = z.infer<typeof Deadline>

export const WordLimit = z.strictObject({
  paper: PaperKind,
  words: z.int().positive(),
  source: z.string().min(1),
  verify: z.boolean().default(false),
})
export type WordLimit = z.infer<typeof WordLimit>

/** Steps back from a due date. The coordinating body may move them. */
export const BackwardPlan = z.strictObject({
  paper: PaperKind,
  steps: z.array(z.strictObject({ monthsBefore: z.int().min(0), what: z.string().min(1) })).min(1),
})
export type BackwardPlan = z.infer<typeof BackwardPlan>

export const CalendarFile = z.strictObject({
  deadlines: z.array(Deadline),
  wordLimits: z.array(WordLimit),
  backwardPlans: z.array(BackwardPlan),
})

/** What the next periodic report must hold because an obligation asks for it by name. */
export const ReportElements = z.strictObject({
  obligation: z.string(),
  /** Each is answered with a figure or a reasoned "not available". */
  elements: z.array(z.string().min(1)).min(1),
  /** Tables that answer, or all of them. */
  tables: z.union([z.literal('all'), z.array(z.string()).min(1)]),
  /** Owed in the follow-up information as well. */
  alsoInFollowUp: z.boolean().default(false),
})
export type ReportElements = z.infer<typeof ReportElements>

/** Where the document regrets that it was not told something, though nothing asks for it in so many words. */
export const InformationGap = z.strictObject({
  /** Paragraph of the document that names the gap. */
  paragraph: z.string(),
  missing: z.string().min(1),
  obligations: z.array(z.string()).default([]),
  tables: z.union([z.literal('all'), z.array(z.string())]).default([]),
  indicators: z.array(z.string()).default([]),
})
export type InformationGap = z.infer<typeof InformationGap>

export const ReportFile = z.strictObject({
  elements: z.array(ReportElements),
  gaps: z.array(InformationGap),
})
