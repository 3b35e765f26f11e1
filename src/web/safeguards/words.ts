/** Words of a declaration on a page: they are in English so far, and say so to whatever reads them out. */
import { html } from 'hono/html'
import { fillIn } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'

/** A declared text, marked with its language where the page has another. What a case fills in stands in brackets. */
export function declared({ texts }: Exchange, text: string): Html {
  const filled = fillIn(text, (name) => `[${name}]`)
  return texts.language.code === 'en' ? html`${filled}` : html`<span lang="en" dir="ltr">${filled}</span>`
}

/** That the procedures speak English, on pages in another language. */
export function languageNote({ texts }: Exchange): Html | string {
  return texts.language.code === 'en'
    ? ''
    : html`<div class="govuk-inset-text">${texts.t('safeguards.english-only')}</div>`
}

/** "Judge, Ombudsperson": roles in the reader's language. */
export function roleNames({ texts }: Exchange, roles: readonly string[]): string {
  return roles.map((role) => texts.named(`agency-role.${role}`)).join(', ')
}
