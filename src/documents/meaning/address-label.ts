/** What a label says: which family of numbering it belongs to and which place in it. "(b)" is letter 2, "IV." is Roman capital 4. */
import { latinDigits } from './dates.ts'

export type Label =
  | { readonly family: 'number'; readonly token: string; readonly value: number }
  /** "141.97": a number inside a numbered paragraph. */
  | { readonly family: 'dotted'; readonly token: string; readonly value: number; readonly parent: string }
  | { readonly family: 'capital'; readonly token: string }
  | { readonly family: 'item'; readonly token: string }
  | { readonly family: 'bullet'; readonly token: string }

/** Reads a label as a reader printed it; null for none and for what is not one. */
export function readLabel(printed: string | null): Label | null {
  const label = latinDigits((printed ?? '').replace(/\s+/g, ''))
  if (label === '') return null
  const dotted = /^(\d{1,6}(?:\.\d{1,4})*)\.(\d{1,4})\.?$/.exec(label)
  if (dotted?.[1] !== undefined && dotted[2] !== undefined) {
    return { family: 'dotted', token: dotted[2], value: Number(dotted[2]), parent: dotted[1] }
  }
  const number = /^(\d{1,6})[.)]?$/.exec(label)?.[1]
  if (number !== undefined) return { family: 'number', token: String(Number(number)), value: Number(number) }
  const capital = /^(\p{Lu}|[IVXL]+|\p{Script=Arabic}{2,7})\.$/u.exec(label)?.[1]
  if (capital !== undefined) return { family: 'capital', token: capital }
  const item = /^[(（]?([\p{L}\p{M}]{1,6}|\d{1,3})[)）.]$/u.exec(label)?.[1]
  if (item !== undefined) return { family: 'item', token: item }
  return { family: 'bullet', token: label }
}

/** Place of a letter in its alphabet, "aa" after "z"; null for what is no letter. */
export function letterValue(token: string): number | null {
  const letter = /^([a-z])\1?$/i.exec(token)?.[1]?.toLowerCase()
  if (letter === undefined) return null
  return letter.charCodeAt(0) - 96 + (token.length - 1) * 26
}

/** Value of a small Roman numeral up to 49; null for what is none. */
export function romanValue(token: string): number | null {
  const parts = /^(xl|x{0,3})(ix|iv|v?i{0,3})$/.exec(token.toLowerCase())
  if (parts === null || token === '') return null
  const tens = parts[1] === 'xl' ? 40 : (parts[1] ?? '').length * 10
  const units =
    { ix: 9, iv: 4 }[parts[2] ?? ''] ?? (parts[2] ?? '').replace('v', '').length + (parts[2]?.startsWith('v') ? 5 : 0)
  return tens + units
}
