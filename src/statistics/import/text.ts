/** Bytes of a file as text: UTF-8, UTF-16 with its mark, or the encoding that the mapping names. Nothing is guessed. */
import { FileRefused } from './refused.ts'

/** Old encodings that a mapping may name. Guessed wrongly, letters of people's languages would turn into others. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252', 'windows-1254'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Refuses (FileRefused) bytes that are no such text, and text with a NUL in it. */
export function textOf(bytes: Uint8Array, named?: Encoding): string {
  const encoding = markedEncoding(bytes) ?? named ?? 'utf-8'
  const text = decoded(bytes, encoding)
  if (text.includes('\0')) throw new FileRefused('nul')
  if (text.trim() === '') throw new FileRefused('empty')
  return text
}

function decoded(bytes: Uint8Array, encoding: Encoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new FileRefused('encoding', { encoding })
  }
}

function markedEncoding([first, second]: Uint8Array): Encoding | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}
