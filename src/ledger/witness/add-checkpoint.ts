/**
 * What a witness does with a checkpoint (c2sp.org/tlog-witness): it is cosigned if a known log signed it and it holds all
 * that this witness has seen before; and the head is on the disk before the cosignature leaves. No step waits for anything
 * between looking and writing, so two requests cannot pass each other.
 */
import { type Checkpoint, checkpointFromText, type Origin, openCheckpoint } from '../core/checkpoint.ts'
import { verifyConsistency } from '../core/consistency.ts'
import type { Seconds } from '../core/cosignature.ts'
import { isSameHash } from '../core/hash.ts'
import { NotProved } from '../core/not-proved.ts'
import { parseNote, signatureToText, type VerifierKey } from '../core/note.ts'
import { requestFromText, type WitnessRequest } from '../core/witness-request.ts'
import { cosignText, type Signer } from '../keys/signer.ts'
import { lastSeen, remember } from './state.ts'

export interface Witness {
  readonly signer: Signer
  /** Keys of the logs that it watches. */
  readonly logs: readonly VerifierKey[]
  readonly folder: string
  readonly now: () => Seconds
}

export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly contentType: string
  readonly body: string
  /** Which log it was about, where that is known. */
  readonly origin: Origin | null
}

/** Answers a request as the protocol says; what it cosigned is on the disk. */
export function addCheckpoint(witness: Witness, body: string): Answer {
  const request = attempt(() => requestFromText(body))
  if (request instanceof NotProved) return refusal(400, request.message)
  const named = attempt(() => checkpointFromText(parseNote(request.checkpoint).text))
  if (named instanceof NotProved) return refusal(400, named.message)
  const { origin } = named
  if (!witness.logs.some((key) => key.name === origin))
    return refusal(404, `The log ${origin} is not known here.`, origin)
  const opened = attempt(() => openCheckpoint(request.checkpoint, witness.logs))
  if (opened instanceof NotProved) return refusal(403, opened.message, origin)
  return judge(witness, request, opened.checkpoint) ?? cosign(witness, opened.checkpoint, opened.note.text)
}

/** Null where the checkpoint may be cosigned. */
function judge({ folder }: Witness, { oldSize, proof }: WitnessRequest, checkpoint: Checkpoint): Answer | null {
  const { origin, size, root } = checkpoint
  if (oldSize > size) return refusal(400, `Expected an old size of at most ${size}, came ${oldSize}.`, origin)
  const seen = lastSeen(folder, origin)
  const forked = oldSize === size && !isSameHash(seen.root, root)
  if (oldSize !== seen.size || forked)
    return { status: 409, contentType: 'text/x.tlog.size', body: `${seen.size}\n`, origin }
  const verified = attempt(() => verifyConsistency(seen, checkpoint, proof))
  return verified instanceof NotProved ? refusal(422, verified.message, origin) : null
}

function cosign({ folder, signer, now }: Witness, checkpoint: Checkpoint, text: string): Answer {
  remember(folder, checkpoint)
  const line = signatureToText(cosignText(text, now(), signer))
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: line, origin: checkpoint.origin }
}

function refusal(status: 400 | 403 | 404 | 422, sentence: string, origin: Origin | null = null): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${sentence}\n`, origin }
}

/** A refusal as a value. */
function attempt<T>(work: () => T): T | NotProved {
  try {
    return work()
  } catch (error) {
    if (error instanceof NotProved) return error
    throw error
  }
}
