/** Words of a declaration on a page: in the reader's language, and where that lacks one in English, which says so to whatever reads it out. */
import { html } from 'hono/html'
import { declaredText, fillIn, languageOf } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'

type Filled = Readonly<Record<string, string>>

/** A declared word, marked where its language is not that of the page. Without a case, what one fills in stands in brackets, by name. */
export function declared(exchange: Exchange, word: string, filled?: Filled): Html {
  const text =
    filled === undefined
      ? fillIn(word, (name) => `[${exchange.texts.named(`filled.${name}`)}]`)
      : declaredText(word, filled)
  return languageOf(exchange, word) === 'en' ? inEnglish(exchange, text) : html`${text}`
}

/** What is written in English alone: rules as sentences, notes of a country pack. */
export function inEnglish({ texts }: Exchange, text: string): Html {
  return texts.language.code === 'en' ? html`${text}` : html`<span lang="en" dir="ltr">${text}</span>`
}

/** That the rules speak English, on pages in another language. */
export function languageNote({ texts }: Exchange): Html | string {
  return texts.language.code === 'en'
    ? ''
    : html`<div class="govuk-inset-text">${texts.t('safeguards.english-only')}</div>`
}

/** "Judge, Ombudsperson": roles in the reader's language. */
export function roleNames({ texts }: Exchange, roles: readonly string[]): string {
  return texts.list(roles.map((role) => texts.named(`agency-role.${role}`)))
}
