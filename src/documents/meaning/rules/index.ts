/** All rules about sentences, by language. */
import type { Language } from '../language.ts'
import { ASKS_IN_ENGLISH } from './asks-english.ts'
import { RULES_IN_OTHER_LANGUAGES } from './other-languages.ts'
import { type SentenceRule, type Speech, speechUnder } from './rule.ts'
import { VIEWS_IN_ENGLISH } from './views-english.ts'

export const SENTENCE_RULES: readonly SentenceRule[] = [
  ...ASKS_IN_ENGLISH,
  ...VIEWS_IN_ENGLISH,
  ...RULES_IN_OTHER_LANGUAGES,
]

/** Speech in a language; it finds nothing in Chinese, for which there are no rules. */
export function speechIn(language: Language): Speech {
  return speechUnder(SENTENCE_RULES.filter((rule) => rule.language === language))
}
