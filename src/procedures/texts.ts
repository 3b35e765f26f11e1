/** The words of every procedure of the catalogue, in English, by its name. That each has them, to the last code, is a test. */
import { complaintTexts } from './complaint.texts.ts'
import { detentionTexts } from './detention.texts.ts'
import { expulsionTexts } from './expulsion.texts.ts'
import { schoolEnrolmentTexts } from './school-enrolment.texts.ts'
import { sharedCodes } from './shared.texts.ts'
import { traffickingIdentificationTexts } from './trafficking-identification.texts.ts'
import type { ProcedureTexts } from './vocabulary/index.ts'

export type AnyTexts = ProcedureTexts<string, string, string, string>

const TEXTS: Readonly<Record<string, AnyTexts>> = {
  detention: detentionTexts,
  expulsion: expulsionTexts,
  complaint: complaintTexts,
  'school-enrolment': schoolEnrolmentTexts,
  'trafficking-identification': traffickingIdentificationTexts,
}

/** The words of the procedure of that name; refuses one without. */
export function wordsOf(procedure: string): AnyTexts {
  const found = TEXTS[procedure]
  if (found === undefined) throw new RangeError(`the procedure ${procedure} has no words`)
  return found
}

/** The word of a code: of the procedure’s own list, or of one that many share; null where the platform or a pack names it. */
export function wordOfCode(procedure: string, list: string, code: string): string | null {
  return wordsOf(procedure).codes[list]?.[code] ?? sharedCodes[list]?.[code] ?? null
}
