/** Makes the bytes of an Office file depend on its content alone, so that a hash of it can be checked years later. */
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'

/** The earliest time that a zip archive can hold. */
const EPOCH = '1980-01-01T00:00:00'
const DAY = '1980-01-01T00:00:00Z'

/** The same package with its entries in order, without times of writing; entries named in `instead` have that content. */
export function canonicalPackage(bytes: Uint8Array, instead: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const entries = Object.entries(unzipSync(bytes))
    .filter(([name]) => !name.endsWith('/'))
    .toSorted(([first], [second]) => (first < second ? -1 : 1))
  // Readers look for the list of content types first.
  const ordered = entries.toSorted(([first], [second]) => rank(first) - rank(second))
  const files: Zippable = Object.fromEntries(
    ordered.map(([name, content]) => [
      name,
      instead[name] ?? (name === 'docProps/core.xml' ? withoutTimes(content) : content),
    ]),
  )
  return zipSync(files, { mtime: EPOCH, level: 6 })
}

function rank(name: string): number {
  return name === '[Content_Types].xml' ? 0 : name === '_rels/.rels' ? 1 : 2
}

function withoutTimes(core: Uint8Array): Uint8Array {
  return strToU8(
    strFromU8(core).replace(
      /(<dcterms:(?:created|modified)[^>]*>)[^<]*(<\/dcterms:)/g,
      (_, open, close) => `${open}${DAY}${close}`,
    ),
  )
}
