/** `observance witness …`: run by somebody else than the log's operator, with a folder and a key of their own. No database. */
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import {
  alarmOf,
  cosignOnce,
  keyFromText,
  NotProved,
  openWitness,
  silences,
  type Witness,
  witnessKeyText,
  witnessServer,
} from '../ledger/index.ts'
import { bytesOf } from './bytes-of.ts'
import { Refused, WrongUse } from './refused.ts'

export interface WitnessOptions {
  /** The witness's name in signatures: "ombudsperson.gov.example". */
  readonly name: string
  readonly folder: string
  /** Keys of the logs. */
  readonly log?: readonly string[]
}

export interface ServeOptions extends WitnessOptions {
  readonly host: string
  readonly port: string
}

const CHECK_MS = 60_000

/** Serves `POST /add-checkpoint` and raises an alarm at silence. Ends with 1 where an alarm stands. */
export async function witnessServeCommand(options: ServeOptions): Promise<void> {
  const witness = opened(options)
  const server = witnessServer(witness, (line) => console.error(line)).listen(Number(options.port), options.host)
  await once(server, 'listening')
  const address = server.address()
  console.log(
    `${options.name} is ready at http://${options.host}:${typeof address === 'object' ? address?.port : options.port}`,
  )
  const since = witness.now()
  const timer = setInterval(() => tellSilence(witness, since), CHECK_MS)
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  clearInterval(timer)
  server.close()
  server.closeAllConnections()
  if (tellSilence(witness, since)) throw new Refused('The witness stops while an alarm stands.')
}

/** Prints an alarm for each log that has been silent for ten minutes; ends with 1 if there is one. */
export function witnessStatusCommand(options: WitnessOptions): void {
  const witness = opened(options)
  if (tellSilence(witness, 0)) throw new Refused('At least one log is silent.')
  console.log(`All ${witness.logs.length} logs have shown a checkpoint in the last ten minutes.`)
}

/** Cosigns a request that was brought in a file, and prints the line to bring back. */
export function witnessCosignCommand(path: string, options: WitnessOptions): void {
  process.stdout.write(cosignOnce(opened(options), bytesOf(path)))
}

/** The witness's public key, for policies. */
export function witnessKeyCommand(options: WitnessOptions): void {
  console.log(witnessKeyText(opened({ ...options, log: [] })))
}

function opened({ name, folder, log = [] }: WitnessOptions): Witness {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    return openWitness({ name, folder, logs: log.map(keyFromText) })
  } catch (error) {
    if (error instanceof NotProved) throw new WrongUse(error.message)
    throw error
  }
}

function tellSilence(witness: Witness, since: number): boolean {
  const origins = witness.logs.map(({ name }) => name)
  const silent = silences(witness.folder, origins, { now: witness.now(), since })
  for (const one of silent) console.error(alarmOf(one))
  return silent.length > 0
}
