/** Proof files (c2sp.org/tlog-proof): index, inclusion proof and checkpoint of one entry, as text. Verifies nothing. */
import { fromBase64, fromDecimal, toBase64 } from './bytes.ts'
import { type Hash, hashFromText, hashToText } from './hash.ts'
import { NotProved, shown } from './not-proved.ts'

export interface ProofFile {
  readonly index: number
  readonly path: readonly Hash[]
  /** The checkpoint as the log and its witnesses signed it. */
  readonly checkpoint: string
  /** Proved by nothing. We write none. */
  readonly extra: Uint8Array | null
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1'
const MOST_HASHES = 63

export function proofToText({ index, path, checkpoint, extra }: ProofFile): string {
  const head = [FIRST_LINE, ...(extra === null ? [] : [`extra ${toBase64(extra)}`]), `index ${index}`]
  return `${[...head, ...path.map(hashToText)].join('\n')}\n\n${checkpoint}`
}

/** Reads a proof file; refuses, by line, what the format does not know. */
export function proofFromText(text: string): ProofFile {
  const end = text.indexOf('\n\n')
  if (end < 0) throw new NotProved('Proof: expected an empty line before the checkpoint, came none.')
  const [first, ...lines] = text.slice(0, end).split('\n')
  if (first !== FIRST_LINE) throw new NotProved(`Proof, line 1: expected "${FIRST_LINE}", came ${shown(first ?? '')}.`)
  const extra =
    lines[0]?.startsWith('extra ') === true
      ? fromBase64(lines.shift()?.slice('extra '.length) ?? '', 'Proof, extra')
      : null
  const indexLine = lines.shift() ?? ''
  if (!indexLine.startsWith('index '))
    throw new NotProved(`Proof: expected "index" and a number, came ${shown(indexLine)}.`)
  const index = fromDecimal(indexLine.slice('index '.length), 'Index of the proof')
  if (lines.length > MOST_HASHES)
    throw new NotProved(`Proof: expected at most ${MOST_HASHES} hashes, came ${lines.length}.`)
  const path = lines.map((line, at) => hashFromText(line, `Hash ${at + 1} of the proof`))
  return { index, path, checkpoint: text.slice(end + 2), extra }
}
