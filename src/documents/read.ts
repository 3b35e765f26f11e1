/** Reads a file of any format, in a process of its own since files come from anybody, and interprets it. */
import { readIsolated } from './intake/index.ts'
import { interpret } from './meaning/index.ts'
import type { UnDocument } from './model.ts'
import type { SourceDocument } from './source.ts'

export { readText } from './readers/text.ts'

/** The lines of a file. Refuses (`Unreadable`) what is none of the formats, damaged, locked or dangerous. */
export function readFile(bytes: Uint8Array, name: string): Promise<SourceDocument> {
  return readIsolated(bytes, name)
}

/** The document that a file holds. Refuses as `readFile` does. */
export async function parseDocument(bytes: Uint8Array, name: string): Promise<UnDocument> {
  return interpret(await readFile(bytes, name))
}
