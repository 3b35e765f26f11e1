/**
 * Reads a file in a process of its own, which is ended when it takes too long or too much memory: a file that is made to do harm takes
 * nobody else down.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { IndexExport } from '../index-export/index.ts'
import type { SourceDocument } from '../source.ts'
import { INTAKE_LIMITS, type ReadingLimits } from './limits.ts'
import { Unreadable, type UnreadableDetail, type UnreadableReason } from './unreadable.ts'

/** What reading a file came to. */
export type Answer =
  | { readonly document: SourceDocument }
  | { readonly index: IndexExport }
  | { readonly reason: UnreadableReason; readonly detail: UnreadableDetail }

/** The answer with the most memory that the reading process held, in bytes. */
export interface MeasuredAnswer {
  readonly answer: Answer
  readonly peakBytes: number
}

/** What a file holds: the lines of a document, or the rows of an export of the Human Rights Index. */
export type Reading = Extract<Answer, { readonly document: unknown } | { readonly index: unknown }>

/**
 * Reads a file with limits on time and memory. Refuses (`Unreadable`) what cannot be read, and as `too-complex` what
 * outgrows a limit.
 */
export async function readAnyIsolated(
  bytes: Uint8Array,
  name: string,
  limits: ReadingLimits = INTAKE_LIMITS,
): Promise<Reading> {
  if (bytes.length === 0) throw new Unreadable('empty')
  if (bytes.length > INTAKE_LIMITS.fileBytes) {
    throw new Unreadable('too-large', { size: bytes.length, limit: INTAKE_LIMITS.fileBytes })
  }
  const { answer } = await readMeasured(bytes, name, limits)
  if ('reason' in answer) throw new Unreadable(answer.reason, answer.detail)
  return answer
}

/** As `readAnyIsolated`, for documents alone: refuses a table of recommendations too. */
export async function readIsolated(
  bytes: Uint8Array,
  name: string,
  limits: ReadingLimits = INTAKE_LIMITS,
): Promise<SourceDocument> {
  const reading = await readAnyIsolated(bytes, name, limits)
  if ('document' in reading) return reading.document
  throw new Unreadable('wrong-type', {
    found: 'a table of recommendations, not a document; import it as an index export',
  })
}

/** Reads a file in a process of its own and tells what it took. */
export function readMeasured(bytes: Uint8Array, name: string, limits: ReadingLimits): Promise<MeasuredAnswer> {
  return answerOf(startReader(bytes, name, limits), limits)
}

function startReader(bytes: Uint8Array, name: string, limits: ReadingLimits): ChildProcess {
  const script = fileURLToPath(new URL('./reading-process.ts', import.meta.url))
  const child = fork(script, [name, String(bytes.length), String(limits.memoryBytes)], {
    // Nothing of the server's secrets is of use to a reader.
    env: {},
    execArgv: [],
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  })
  // A reader that ends early stops taking the file in; its answer says why.
  child.stdin?.on('error', () => {})
  child.stdin?.end(bytes)
  return child
}

function answerOf(child: ChildProcess, { seconds }: ReadingLimits): Promise<MeasuredAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<MeasuredAnswer>()
  const outgrown = { answer: { reason: 'too-complex', detail: { limit: seconds } }, peakBytes: 0 } as const
  const timer = setTimeout(() => resolve(outgrown), seconds * 1000)
  // The message comes from our own script.
  child.once('message', (message) => resolve(message as MeasuredAnswer))
  child.once('error', reject)
  // Ended without an answer: out of memory, by its own watch or by the system's.
  child.once('exit', () => resolve(outgrown))
  return promise.finally(() => {
    clearTimeout(timer)
    child.kill('SIGKILL')
  })
}
