/** What was posted, as texts. */
import type { Typed } from './fact-fields.ts'

/** Texts alone: a file in the place of a text is none. */
export function typedOf(posted: Readonly<Record<string, unknown>>): Typed {
  return Object.fromEntries(
    Object.entries(posted).flatMap(([name, value]): [string, string | readonly string[]][] => {
      const texts = [value].flat().filter((one): one is string => typeof one === 'string')
      if (texts.length === 0) return []
      return [[name, texts.length === 1 ? (texts[0] ?? '') : texts]]
    }),
  )
}

/** One text, trimmed; null where it is empty. */
export function textIn(typed: Typed, name: string): string | null {
  const value = [typed[name] ?? ''].flat()[0] ?? ''
  return value.trim() === '' ? null : value.trim()
}
