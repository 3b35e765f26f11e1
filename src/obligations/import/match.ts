/**
 * Which piece of a corrected document is which of the old one. The same words at another address are the same piece
 * that has moved: what people have linked to it must go along. A piece is matched once.
 */

export interface Piece {
  readonly address: string
  readonly text: string
}

/** Share of words in common from which two texts at the same address are one text, reworded. */
const REWORDED = 0.5
/** And at different addresses: higher, since nothing else speaks for it. */
const MOVED_AND_REWORDED = 0.8
/** Still more alike than not, where nothing surer was found for either. */
const MOVED_AND_GROWN = 0.6

/** Position in `after` → position in `before`, for every piece found again. */
export function matchPieces(before: readonly Piece[], after: readonly Piece[]): ReadonlyMap<number, number> {
  const state = new Matching(before, after)
  // From the surest sign to the weakest; what a sure sign has taken, a weak one cannot.
  state.pair((old, now) => old.address === now.address && old.text === now.text)
  state.pair((old, now) => old.text === now.text && old.text !== '')
  state.pair((old, now) => old.address === now.address && likeness(old.words, now.words) >= REWORDED)
  state.pair((old, now) => likeness(old.words, now.words) >= MOVED_AND_REWORDED)
  // A piece that slid down because another was put before it, and grew on the way, is nearer to itself than to its old place.
  state.pair((old, now) => likeness(old.words, now.words) >= MOVED_AND_GROWN)
  state.pair((old, now) => old.address === now.address)
  return state.found
}

interface Known extends Piece {
  readonly words: ReadonlySet<string>
}

class Matching {
  readonly found = new Map<number, number>()
  readonly #before: readonly Known[]
  readonly #after: readonly Known[]
  readonly #taken = new Set<number>()

  constructor(before: readonly Piece[], after: readonly Piece[]) {
    this.#before = before.map(known)
    this.#after = after.map(known)
  }

  /** Pairs what is still free, in the order of the documents. */
  pair(same: (old: Known, now: Known) => boolean): void {
    for (const [at, now] of this.#after.entries()) {
      if (this.found.has(at)) continue
      const old = this.#before.findIndex((one, index) => !this.#taken.has(index) && same(one, now))
      if (old === -1) continue
      this.found.set(at, old)
      this.#taken.add(old)
    }
  }
}

function known({ address, text }: Piece): Known {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  return { address, text: plain, words: new Set(plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) }
}

/** Dice's coefficient of two sets of words: 1 for the same words, 0 for none in common. */
function likeness(first: ReadonlySet<string>, second: ReadonlySet<string>): number {
  if (first.size === 0 || second.size === 0) return 0
  return (2 * first.intersection(second).size) / (first.size + second.size)
}
