/** A witness as its keeper has it: a folder with its key (readable by them alone) and what it has seen. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromUtf8 } from '../core/bytes.ts'
import { NotProved } from '../core/not-proved.ts'
import { keyToText, LOG_KEY, type VerifierKey } from '../core/note.ts'
import { witnessSigner } from '../keys/signer.ts'
import { addCheckpoint, type Witness } from './add-checkpoint.ts'

export interface WitnessPlace {
  readonly name: string
  readonly folder: string
  readonly logs: readonly VerifierKey[]
}

/** Opens the folder; makes the key where there is none. Refuses a damaged key, and keys that are no log's. */
export function openWitness({ name, folder, logs }: WitnessPlace): Witness {
  const stranger = logs.find(({ type }) => type !== LOG_KEY)
  if (stranger !== undefined)
    throw new NotProved(`Expected keys of logs (type 1), came ${stranger.name} of type ${stranger.type}.`)
  const path = join(folder, 'witness.key')
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx', flush: true })
  const seed = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
  if (seed.length !== 32) throw new NotProved(`The key ${path} is damaged: it must hold 64 hexadecimal digits.`)
  const now = () => Math.floor(Temporal.Now.instant().epochMilliseconds / 1000)
  return { signer: witnessSigner(name, seed), logs, folder, now }
}

export function witnessKeyText({ signer }: Witness): string {
  return keyToText(signer.key)
}

/** The answer to one request without a network: the line to bring back. Refuses what the protocol refuses. */
export function cosignOnce(witness: Witness, request: Uint8Array): string {
  const { status, body } = addCheckpoint(witness, fromUtf8(Uint8Array.from(request), 'Request'))
  if (status === 200) return body
  if (status === 409)
    throw new NotProved(
      `Not cosigned: this witness has seen ${body.trim()} entries, and the request does not start there. Ask for one with --old ${body.trim()}.`,
    )
  throw new NotProved(`Not cosigned: ${body.trim()}`)
}
