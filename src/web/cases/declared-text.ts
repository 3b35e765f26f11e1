/** Words of a declaration in the reader's language, as plain text. */
import { type AnyTexts, isLeftInEnglish, wordsOf } from '../../procedures/index.ts'
import type { Exchange } from '../exchange.ts'

/** The words of the procedure of that name in the language of the page; English where that one lacks a word. */
export function wordsFor({ texts }: Pick<Exchange, 'texts'>, procedure: string): AnyTexts {
  return wordsOf(procedure, texts.language.code)
}

/** The language of a declared word on a page: English where the page's own lacks it. `word` is as declared. */
export function languageOf({ texts }: Pick<Exchange, 'texts'>, word: string): string {
  return isLeftInEnglish(word, texts.language.code) ? 'en' : texts.language.code
}

/** What a case fills in is left open where nothing is known. */
export function declaredText(text: string, filled: Readonly<Record<string, string>> = {}): string {
  return fillIn(text, (name) => filled[name] ?? '…')
}

/** A declared text with something in the place of each name that a case fills in. */
export function fillIn(text: string, of: (name: string) => string): string {
  return text.replaceAll(/\{\$(\w+)[^}]*\}/g, (_, name: string) => of(name))
}
