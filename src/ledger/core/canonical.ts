/** JSON with one spelling for each value (RFC 8785), and the same spread over lines for people: also one spelling. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Keys in the order of their UTF-16 units, numbers as ECMAScript writes them. Refuses what JSON or UTF-8 cannot hold. */
export function canonicalJson(value: Json): string {
  return written(value, null)
}

/** Two spaces a level, and a line end at the end. */
export function readableJson(value: Json): string {
  return `${written(value, '\n')}\n`
}

function written(value: Json, newLine: string | null): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`)
  if (typeof value === 'string' && !value.isWellFormed())
    throw new TypeError('a text with half a character has no UTF-8')
  if (value === null || typeof value !== 'object') return scalar(value)
  const inner = newLine === null ? null : `${newLine}  `
  const colon = newLine === null ? ':' : ': '
  const parts = Array.isArray(value)
    ? value.map((item: Json) => written(item, inner))
    : Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => `${written(key, inner)}${colon}${written(item, inner)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (parts.length === 0 || inner === null) return `${open}${parts.join(',')}${close}`
  return `${open}${inner}${parts.join(`,${inner}`)}${newLine}${close}`
}

function scalar(value: null | boolean | number | string): string {
  const text = JSON.stringify(value)
  if (text === undefined) throw new TypeError(`JSON has no ${typeof value}`)
  return text
}
