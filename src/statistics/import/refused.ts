/** Why a file, or a row of it, is not taken in: by key, for a sentence in the person's language. */

type Data = Readonly<Record<string, string | number>>

/** The file as a whole is none that can be read. `rule` is a key of the catalogue (`import-file.…`), `data` fills its sentence. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly rule: string
  readonly data: Data

  constructor(rule: string, data: Data = {}) {
    super(rule)
    this.rule = rule
    this.data = data
  }
}

/** One row that cannot be taken, and where in it. Of a row about somebody `data` has nothing that stood in it. */
export interface RefusedRow {
  /** As a text editor counts: the header is 1. Of SDMX-JSON the number of the observation. */
  readonly line: number
  /** As the file names it; null where the whole row is meant. */
  readonly column: string | null
  /** A key of the catalogue: `import-row.…`. */
  readonly reason: string
  readonly data: Data
}
