/** Tells the language of a document from its script and its commonest words. */

export type Language = 'en' | 'fr' | 'es' | 'ru' | 'ar' | 'zh'

const SCRIPTS: readonly (readonly [Language, RegExp])[] = [
  ['ar', /\p{Script=Arabic}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['zh', /\p{Script=Han}/gu],
]

const COMMON_WORDS: readonly (readonly [Language, RegExp])[] = [
  ['en', /\b(?:the|and|that|with|its|which|for)\b/gi],
  ['fr', /(?<!\p{L})(?:les|des|que|dans|est|aux|une|pour|sur)(?!\p{L})/giu],
  ['es', /(?<!\p{L})(?:los|las|que|del|para|por|una|con|el)(?!\p{L})/giu],
]

/** The language of a text, null where it has too little of any. */
export function languageOf(text: string): Language | null {
  const sample = text.slice(0, 20_000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return null
  for (const [language, script] of SCRIPTS) if (count(sample, script) > letters * 0.4) return language
  const ranked = COMMON_WORDS.map(([language, words]) => ({ language, words: count(sample, words) }))
  const best = ranked.toSorted((one, other) => other.words - one.words)[0]
  return best !== undefined && best.words > 0 ? best.language : null
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
