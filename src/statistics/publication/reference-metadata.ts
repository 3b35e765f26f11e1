/** `{table}.metadata.json`: the reference metadata of a table as data, with the hashes of the other files (statistics.md 8). */
import { sha256 } from '../sha256.ts'
import type { ReleasedTable } from './model.ts'
import { dataflowUrn } from './observation.ts'
import { inLanguages } from './sdmx-json.ts'
import { citation, metadataItems } from './sims.ts'

/** One file of a release. */
export interface PublishedFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** Hexadecimal. */
  readonly sha256: string
}

export function fileOf(name: string, mediaType: string, content: string | Uint8Array): PublishedFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { name, mediaType, bytes, sha256: sha256(bytes) }
}

/** The file's JSON text. */
export function referenceMetadata(table: ReleasedTable, files: readonly PublishedFile[]): string {
  const { languages } = table
  return `${JSON.stringify(
    {
      table: table.table,
      release: table.release,
      dataflow: dataflowUrn(table),
      title: inLanguages(table.title, languages),
      issued: table.issued,
      knownOn: table.knownOn,
      ...(table.next && { next: table.next }),
      ...(table.replaces && { replaces: table.replaces }),
      ...(table.withdrawn && { withdrawn: table.withdrawn }),
      licence: table.licence,
      citation: Object.fromEntries(languages.map((language) => [language, citation(table, language)])),
      protection: table.protection,
      items: metadataItems(table),
      files: files.map(({ name, mediaType, bytes, sha256 }) => ({ name, mediaType, bytes: bytes.length, sha256 })),
    },
    null,
    2,
  )}\n`
}
