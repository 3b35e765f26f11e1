/** Reads a file of any format, in a process of its own since files come from anybody, and interprets it. */
import type { IndexExport } from './index-export/index.ts'
import { readAnyIsolated, readIsolated } from './intake/index.ts'
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

/** What somebody brings in: a document, or an export of the Human Rights Index. */
export type Incoming =
  | { readonly is: 'document'; readonly model: UnDocument }
  | { readonly is: 'index'; readonly index: IndexExport }

/** Reads whatever may be imported, and tells by its content what it is. Refuses as `readFile` does. */
export async function readIncoming(bytes: Uint8Array, name: string): Promise<Incoming> {
  const reading = await readAnyIsolated(bytes, name)
  return 'index' in reading
    ? { is: 'index', index: reading.index }
    : { is: 'document', model: interpret(reading.document) }
}
