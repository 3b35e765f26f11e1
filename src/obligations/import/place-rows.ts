/** Which recommendation each row of the Index is. Pure: what is known comes in, what to write goes out. */
import type { TakenRow } from './index-rows.ts'

/** A recommendation that the store has. */
export interface Known {
  readonly id: string
  readonly document: string
  readonly address: string | null
  readonly annotation: string | null
  readonly text: string | null
  readonly themes: readonly string[]
  readonly peopleConcerned: readonly string[]
  readonly sdgTargets: readonly string[]
  /** Whether the text is that of the imported document, which the Index does not overrule. */
  readonly imported: unknown
}

export interface Placed {
  readonly outcome: 'added' | 'met' | 'changed' | 'unchanged'
  /** Null for one that is to be added. */
  readonly id: string | null
  readonly document: string
  readonly address: string | null
  readonly annotation: string | null
  readonly position: number
  readonly text: string
  readonly themes: readonly string[]
  readonly peopleConcerned: readonly string[]
  readonly sdgTargets: readonly string[]
}

/** Places each row, in the order given. Two rows of one paragraph are two: the first has the address. */
export function placeRows(
  rows: readonly TakenRow[],
  documents: ReadonlyMap<string, string>,
  known: readonly Known[],
): readonly Placed[] {
  const places = new Places(known)
  return rows.flatMap((row) => {
    const document = documents.get(row.symbol)
    return document === undefined ? [] : [place(row, document, places)]
  })
}

function place(row: TakenRow, document: string, places: Places): Placed {
  const annotation = row.annotationId?.toLowerCase() ?? null
  const found = places.take(row, document)
  const address = row.paragraph !== null && places.isFree(document, row.paragraph) ? row.paragraph : null
  const own = {
    annotation,
    position: row.row,
    themes: row.themes,
    peopleConcerned: row.peopleConcerned,
    sdgTargets: row.sdgTargets,
  }
  if (found === undefined) {
    if (address !== null) places.occupy(document, address)
    return { outcome: 'added', id: null, document, address, text: row.text, ...own }
  }
  const after = {
    ...own,
    id: found.id,
    document: found.document,
    address: found.address,
    annotation: annotation ?? found.annotation,
    text: found.imported === true && found.text !== null ? found.text : row.text,
    themes: union(found.themes, row.themes),
    peopleConcerned: union(found.peopleConcerned, row.peopleConcerned),
    sdgTargets: union(found.sdgTargets, row.sdgTargets),
  }
  const isSame = (['annotation', 'text', 'themes', 'peopleConcerned', 'sdgTargets'] as const).every(
    (field) => JSON.stringify(after[field]) === JSON.stringify(found[field]),
  )
  return { ...after, outcome: isSame ? 'unchanged' : found.annotation === after.annotation ? 'changed' : 'met' }
}

/** The recommendations that rows may meet; each is met once. */
class Places {
  readonly #byAnnotation = new Map<string, Known>()
  readonly #byAddress = new Map<string, Known>()
  readonly #byText = new Map<string, Known>()
  readonly #occupied = new Set<string>()
  readonly #taken = new Set<string>()

  constructor(known: readonly Known[]) {
    for (const one of known) {
      if (one.annotation !== null) this.#byAnnotation.set(one.annotation, one)
      if (one.address !== null) this.occupy(one.document, one.address)
      if (one.address !== null) this.#byAddress.set(`${one.document} ${one.address}`, one)
      if (one.text !== null) this.#byText.set(`${one.document} ${plain(one.text)}`, one)
    }
  }

  /** By annotation; else, among those that bear none, by paragraph, else by the same words. */
  take({ annotationId, paragraph, text }: TakenRow, document: string): Known | undefined {
    const found =
      this.#byAnnotation.get(annotationId?.toLowerCase() ?? '') ??
      this.#open(this.#byText.get(`${document} ${plain(text)}`), annotationId) ??
      this.#open(this.#byAddress.get(`${document} ${paragraph}`), annotationId)
    if (found !== undefined) this.#taken.add(found.id)
    return found
  }

  isFree(document: string, address: string): boolean {
    return !this.#occupied.has(`${document} ${address}`)
  }

  occupy(document: string, address: string): void {
    this.#occupied.add(`${document} ${address}`)
  }

  /** Only what no other row has met, and what bears no annotation unless the row has none either. */
  #open(known: Known | undefined, annotationId: string | null): Known | undefined {
    if (known === undefined || this.#taken.has(known.id)) return undefined
    return known.annotation === null || annotationId === null ? known : undefined
  }
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
}

function union(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])]
}
