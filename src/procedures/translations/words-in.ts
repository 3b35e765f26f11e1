/** What a language says: the words of each procedure, and those that procedures share. */
import type { complaintTexts } from '../complaint.texts.ts'
import type { detentionTexts } from '../detention.texts.ts'
import type { expulsionTexts } from '../expulsion.texts.ts'
import type { schoolEnrolmentTexts } from '../school-enrolment.texts.ts'
import type { everyCaseWords, sharedCodes } from '../shared.texts.ts'
import type { traffickingIdentificationTexts } from '../trafficking-identification.texts.ts'
import type { visitTexts } from '../visit.texts.ts'
import type { ProcedureTexts, Translation } from '../vocabulary/index.ts'

export type DetentionWords = Translation<typeof detentionTexts>
export type ExpulsionWords = Translation<typeof expulsionTexts>
export type ComplaintWords = Translation<typeof complaintTexts>
export type SchoolEnrolmentWords = Translation<typeof schoolEnrolmentTexts>
export type TraffickingIdentificationWords = Translation<typeof traffickingIdentificationTexts>
export type VisitWords = Translation<typeof visitTexts>
export type EveryCaseWords = Translation<typeof everyCaseWords>
export type SharedCodeWords = Translation<typeof sharedCodes>

/**
 * For whom a language is whole: `everybody` has the words for officers too, `people` those for the person, with English for
 * the others.
 */
export type WholeFor = 'everybody' | 'people'

export interface WordsIn {
  readonly wholeFor: WholeFor
  readonly shared: { readonly codes?: SharedCodeWords }
  readonly procedures: Readonly<Record<string, Translation<ProcedureTexts<string, string, string, string>>>>
}
