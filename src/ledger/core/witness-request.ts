/** What a log sends to a witness (c2sp.org/tlog-witness, add-checkpoint): an old size, a consistency proof, a checkpoint. */
import { fromDecimal } from './bytes.ts'
import { type Hash, hashFromText, hashToText } from './hash.ts'
import { NotProved, shown } from './not-proved.ts'

export interface WitnessRequest {
  readonly oldSize: number
  readonly proof: readonly Hash[]
  /** The signed note. */
  readonly checkpoint: string
}

const MOST_HASHES = 63

export function requestToText({ oldSize, proof, checkpoint }: WitnessRequest): string {
  return `${[`old ${oldSize}`, ...proof.map(hashToText)].join('\n')}\n\n${checkpoint}`
}

/** Reads a request; refuses, by line, what the protocol does not know. */
export function requestFromText(text: string): WitnessRequest {
  const end = text.indexOf('\n\n')
  if (end < 0) throw new NotProved('Request: expected an empty line before the checkpoint, came none.')
  const [first = '', ...lines] = text.slice(0, end).split('\n')
  if (!first.startsWith('old '))
    throw new NotProved(`Request, line 1: expected "old" and a size, came ${shown(first)}.`)
  if (lines.length > MOST_HASHES)
    throw new NotProved(`Request: expected at most ${MOST_HASHES} hashes, came ${lines.length}.`)
  return {
    oldSize: fromDecimal(first.slice('old '.length), 'Old size'),
    proof: lines.map((line, at) => hashFromText(line, `Hash ${at + 1} of the request`)),
    checkpoint: text.slice(end + 2),
  }
}
