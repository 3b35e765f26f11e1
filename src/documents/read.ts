/** Reads a file of any format, and what it means, in a process of its own: files come from anybody, and long ones take long. */
import type { IndexExport } from './index-export/index.ts'
import { type FileSource, readAnyIsolated, Unreadable } from './intake/index.ts'
import type { UnDocument } from './model.ts'

export { readText } from './readers/text.ts'

/** The document that a file holds. Refuses (`Unreadable`) what is none of the formats, damaged, locked or dangerous. */
export async function parseDocument(source: FileSource, name: string): Promise<UnDocument> {
  const reading = await readAnyIsolated(source, name)
  if ('model' in reading) return reading.model
  throw new Unreadable('wrong-type', {
    found: 'a table of recommendations, not a document; import it as an index export',
  })
}

/** What somebody brings in: a document, or an export of the Human Rights Index. */
export type Incoming =
  | { readonly is: 'document'; readonly model: UnDocument }
  | { readonly is: 'index'; readonly index: IndexExport }

/** Reads whatever may be imported, and tells by its content what it is. Refuses as `parseDocument` does. */
export async function readIncoming(source: FileSource, name: string): Promise<Incoming> {
  const reading = await readAnyIsolated(source, name)
  return 'index' in reading ? { is: 'index', index: reading.index } : { is: 'document', model: reading.model }
}
