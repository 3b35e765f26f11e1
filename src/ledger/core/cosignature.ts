/**
 * Cosignatures of witnesses (c2sp.org/tlog-cosignature, version 1, Ed25519): "at this time the largest tree of this log
 * that I have seen, and it held all I had seen before, had this root".
 */
import { concat, toUint64, toUtf8 } from './bytes.ts'
import { isSignedBy } from './ed25519.ts'
import { NotProved } from './not-proved.ts'
import { linesOf, type Note, type VerifierKey } from './note.ts'

/** POSIX seconds; eight bytes before the signature. */
export type Seconds = number

const SIGNATURE_LENGTH = 8 + 64

/** What a witness signs: a header that no other signature begins with, the time, the whole text of the checkpoint. */
export function cosignedMessage(text: string, time: Seconds): Uint8Array {
  return toUtf8(`cosignature/v1\ntime ${time}\n${text}`)
}

/** Time and signature as they stand in a signature line. */
export function cosignatureBytes(time: Seconds, signature: Uint8Array): Uint8Array {
  return concat(toUint64(time), signature)
}

/** When this witness cosigned the note, the latest time if more than once; null where it did not. Refuses a forged line. */
export function cosignedAt(note: Note, key: VerifierKey): Seconds | null {
  const times = linesOf(note, key).map(({ signature }) => {
    if (signature.length !== SIGNATURE_LENGTH)
      throw new NotProved(
        `The cosignature of ${key.name}: expected ${SIGNATURE_LENGTH} bytes, came ${signature.length}.`,
      )
    const time = timeIn(signature)
    if (!isSignedBy(key.publicKey, cosignedMessage(note.text, time), signature.slice(8)))
      throw new NotProved(
        `The cosignature of ${key.name} is not on this text: text, time or signature has been changed.`,
      )
    return time
  })
  return times.length === 0 ? null : Math.max(...times)
}

function timeIn(signature: Uint8Array): Seconds {
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)
  if (time > BigInt(Number.MAX_SAFE_INTEGER))
    throw new NotProved(`Time of a cosignature: expected seconds, came ${time}.`)
  return Number(time)
}
