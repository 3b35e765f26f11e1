/**
 * The words of every procedure of the catalogue by its name: in English, the source, or in another language, with English
 * for what that one lacks. That English has each, to the last code, and what a language must have are tests.
 */
import { complaintTexts } from './complaint.texts.ts'
import { detentionTexts } from './detention.texts.ts'
import { expulsionTexts } from './expulsion.texts.ts'
import { schoolEnrolmentTexts } from './school-enrolment.texts.ts'
import { sharedCodes } from './shared.texts.ts'
import { traffickingIdentificationTexts } from './trafficking-identification.texts.ts'
import { TRANSLATIONS } from './translations/index.ts'
import { visitTexts } from './visit.texts.ts'
import type { ProcedureTexts } from './vocabulary/index.ts'
import { joined, wordPaths } from './word-paths.ts'

export type AnyTexts = ProcedureTexts<string, string, string, string>

const TEXTS: Readonly<Record<string, AnyTexts>> = {
  detention: detentionTexts,
  expulsion: expulsionTexts,
  complaint: complaintTexts,
  'school-enrolment': schoolEnrolmentTexts,
  'trafficking-identification': traffickingIdentificationTexts,
  visit: visitTexts,
}

const joinedTexts = new Map<string, AnyTexts>()

/** The words of the procedure of that name; refuses one without. A language that nobody wrote gives English. */
export function wordsOf(procedure: string, language = 'en'): AnyTexts {
  const found = TEXTS[procedure]
  if (found === undefined) throw new RangeError(`the procedure ${procedure} has no words`)
  const translation = TRANSLATIONS[language]?.procedures[procedure]
  if (translation === undefined) return found
  const id = `${language} ${procedure}`
  const known = joinedTexts.get(id) ?? joined(found, translation)
  joinedTexts.set(id, known)
  return known
}

/** The word of a code: of the procedure’s own list, or of one that many share; null where the platform or a pack names it. */
export function wordOfCode(procedure: string, list: string, code: string, language = 'en'): string | null {
  const shared = TRANSLATIONS[language]?.shared.codes?.[list]?.[code] ?? sharedCodes[list]?.[code]
  return wordsOf(procedure, language).codes[list]?.[code] ?? shared ?? null
}

const englishIn = new Map<string, ReadonlySet<string>>()

/**
 * Whether a declared word is shown in English because the language lacks it: whoever reads it out is to know. `word` is as
 * declared, before a case fills anything in.
 */
export function isLeftInEnglish(word: string, language: string): boolean {
  const known = englishIn.get(language) ?? leftInEnglish(language)
  englishIn.set(language, known)
  return known.has(word)
}

function leftInEnglish(language: string): ReadonlySet<string> {
  const source = [sharedCodes, ...Object.values(TEXTS)].flatMap((words) => [...wordPaths(words).values()])
  const theirs = TRANSLATIONS[language]
  if (theirs === undefined) return new Set(language === 'en' ? [] : source)
  const own = new Set(
    [theirs.shared, ...Object.values(theirs.procedures)].flatMap((words) => [...wordPaths(words).values()]),
  )
  const shown = [
    ...wordPaths(joined(sharedCodes, theirs.shared.codes)).values(),
    ...Object.keys(TEXTS).flatMap((name) => [...wordPaths(wordsOf(name, language)).values()]),
  ]
  return new Set(shown.filter((word) => !own.has(word)))
}
