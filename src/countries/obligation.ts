/** What an obligation and an indicator are in a country pack: as a State writes them, and as they are once loaded. */
import { z } from 'zod'
import {
  Direction,
  IndicatorClass,
  IndicatorPeriod,
  IndicatorUnit,
  ObligationKind,
  Origin,
  PeopleConcerned,
  Theme,
  Urgency,
} from './vocabulary.ts'

/** "36(c)(iii)", or "14#C143" where the pack splits one undivided paragraph. */
export const ObligationId = z.string().regex(/^\d+(?:\.\d+)*(?:\([^()\s]+\))*(?:#[A-Za-z0-9-]+)?$/)

const Name = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is not a name in lower case joined by hyphens')
const Sentence = z.string().min(1)

/** Articles of the document's own treaty: "8(1)", "7-56" for a run. */
const Article = z.string().regex(/^\d+(?:-\d+)?(?:\([^()\s]+\))*$/)
/** A target of the 2030 Agenda ("17.18", "10.c"), or the Agenda as a whole. */
const SdgTarget = z.string().regex(/^(?:\d{1,2}\.[0-9a-z]{1,2}|2030 Agenda \(whole\))$/)

/** The same sort of thing twice: what the document names, and what the pack's authors add. */
const byOrigin = <T extends z.ZodType>(of: T) => z.strictObject({ document: z.array(of), own: z.array(of) })

/** A goal for an indicator. */
export const Benchmark = z.strictObject({
  /** Null until the coordinating body sets it. */
  value: z.number().nullable(),
  /** `document` where the document says or implies the value. */
  from: z.enum(['document', 'coordinating-body']),
})

const indicatorFields = {
  /** Stable name; a figure computed elsewhere in the system arrives by it. */
  name: Name,
  class: IndicatorClass,
  /** What is counted, in words over records. */
  numerator: Sentence,
  /** What it is counted out of; left out for a count, a difference of dates or a yes or no. */
  denominator: Sentence.nullable().default(null),
  period: IndicatorPeriod,
  unit: IndicatorUnit,
  /** Dimensions by which it is broken down. A set's name ("PERSON") stands for its members and is spelt out on loading. */
  by: z.array(z.string()),
  direction: Direction,
  benchmark: Benchmark,
  /** Where the figure comes from when not from a procedure. */
  source: Sentence.nullable().default(null),
  /** What to read beside it. */
  note: Sentence.nullable().default(null),
}

/** One figure that shows whether an obligation is met. */
export const Indicator = z.strictObject(indicatorFields)
export type Indicator = z.infer<typeof Indicator>

/** National law that an obligation touches. */
export const LawReference = z.strictObject({
  /** The provision in words: "Migration Code art. 79(8) (appeal does not suspend)". */
  reference: Sentence,
  /** Id of the provision in `law.yaml`, where the pack describes it. */
  provision: Name.nullable().default(null),
  from: Origin,
  /** True until a jurist has confirmed what the document does not say. */
  verify: z.boolean().default(false),
})

/** A paragraph of earlier concluding observations that this one repeats. */
export const Reiteration = z.strictObject({
  /** "CMW/C/AZE/CO/2": the earlier document, every "Ibid." resolved. */
  symbol: z.string().min(3),
  paragraph: z.string().min(1),
})

const obligationFields = {
  /** Address inside the document, down to the sub-item. */
  id: ObligationId,
  /** Address in the document of a paragraph that the pack has split; its ids carry a "#". */
  splitOf: z.string().nullable().default(null),
  /** What the State must do: one line, in our own words. */
  summary: Sentence,
  kind: ObligationKind,
  urgency: Urgency,
  /** Date that the document states. */
  dueOn: z.iso.date().nullable().default(null),
  articles: byOrigin(Article),
  sdg: byOrigin(SdgTarget),
  instruments: byOrigin(Sentence),
  reiterates: z.array(Reiteration).default([]),
  /** Among what the State reports on before the next periodic report. */
  followUp: z.boolean(),
  /** The document wants it in the next periodic report. */
  nextReport: z.boolean().default(false),
  /** Code of the institution that answers for it. A proposal: the coordinating body decides. */
  lead: z.string(),
  support: z.array(z.string()).default([]),
  law: z.array(LawReference).default([]),
  /** Procedure of the register that answers it, null where none does. */
  procedure: Name.nullable(),
  /** Further procedures. */
  also: z.array(Name).default([]),
  themes: z.array(Theme).min(1),
  peopleConcerned: z.array(PeopleConcerned).default([]),
  /** For whoever models it. */
  note: Sentence.nullable().default(null),
  /** Points that are not certain. */
  verify: z.array(Sentence).default([]),
}

/** An obligation as written: its indicators are defined here, or named (`ref`) where another row defines them. */
export const WrittenObligation = z.strictObject({
  ...obligationFields,
  indicators: z.array(z.union([z.strictObject({ ref: Name }), Indicator])).min(1),
})
export type WrittenObligation = z.infer<typeof WrittenObligation>

/** A file of obligations: all from one document. */
export const ObligationFile = z.strictObject({
  /** Symbol of the document the rows come from; it must be in `documents.yaml`. */
  document: z.string(),
  obligations: z.array(WrittenObligation),
})

/** An obligation as loaded. */
export const Obligation = z.strictObject({
  ...obligationFields,
  /** Document and id: "CMW/C/AZE/CO/3 36(c)(iii)". Every other part of a loaded pack refers to it by this. */
  key: z.string(),
  document: z.string(),
  /** Id of the document's chapter in which the paragraph stands, null where none is known. */
  chapter: z.string().nullable(),
  /** Names in the pack's `indicators`. */
  indicators: z.array(Name),
})
export type Obligation = z.infer<typeof Obligation>
