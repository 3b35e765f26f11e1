/** Fields of forms that are no facts; no fact has such a name. */
import { html } from 'hono/html'
import type { Typed } from '../cases/fact-fields.ts'
import type { Html } from '../exchange.ts'
import { isUuid } from '../uuid.ts'

export const FIELD = {
  code: '_code',
  step: '_step',
  fact: '_fact',
  key: '_key',
  event: '_event',
  pass: '_pass',
  what: '_what',
  about: '_about',
  notice: '_notice',
  look: '_look',
} as const

export function hiddenFields(fields: Readonly<Record<string, string>>): Html {
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

/** What was typed, carried along unseen but for these. */
export function carried(typed: Typed, without: readonly string[]): Html {
  return html`${Object.entries(typed)
    .filter(([name]) => !without.includes(name))
    .flatMap(([name, value]) =>
      [value].flat().map((one) => html`<input type="hidden" name="${name}" value="${one}">`),
    )}`
}

/** One text of a field. */
export function textOf(typed: Typed, name: string): string {
  const value = typed[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

/** The sender's own name for a submission, as the form carried it; undefined where it is none. */
export function keyIn(typed: Typed): string | undefined {
  const key = textOf(typed, FIELD.key)
  return isUuid(key) ? key : undefined
}
