/**
 * Reads a file in a process of its own, which is ended when it takes too long or too much memory: a file that is made to do harm takes
 * nobody else down.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { IndexExport } from '../index-export/index.ts'
import type { UnDocument } from '../model.ts'
import type { SourceDocument } from '../source.ts'
import { INTAKE_LIMITS, type ReadingLimits } from './limits.ts'
import { Unreadable, type UnreadableDetail, type UnreadableReason } from './unreadable.ts'

/** Bytes in memory; or a file on disk, which the reading process alone takes in. */
export type FileSource = Uint8Array | { readonly path: string; readonly size: number }

/** The lines of a document as they stand, or what it means. */
export type Wanted = 'lines' | 'meaning'

export interface ReadingTask {
  readonly source: FileSource
  readonly name: string
  readonly wanted: Wanted
}

/** What reading a file came to. */
export type Answer =
  | { readonly document: SourceDocument }
  | { readonly model: UnDocument }
  | { readonly index: IndexExport }
  | { readonly reason: UnreadableReason; readonly detail: UnreadableDetail }

/** The answer with the most memory that the reading process held, in bytes. */
export interface MeasuredAnswer {
  readonly answer: Answer
  readonly peakBytes: number
}

/** What a file holds: what a document means, or the rows of an export of the Human Rights Index. */
export type Reading = Extract<Answer, { readonly model: unknown } | { readonly index: unknown }>

/**
 * Reads a file and what it means with limits on time and memory. Refuses (`Unreadable`) what cannot be read, and as
 * `too-complex` what outgrows a limit.
 */
export async function readAnyIsolated(
  source: FileSource,
  name: string,
  limits: ReadingLimits = INTAKE_LIMITS,
): Promise<Reading> {
  const answer = await answerTo({ source, name, wanted: 'meaning' }, limits)
  if ('model' in answer || 'index' in answer) return answer
  throw new Error('the reading process gave lines where the meaning was wanted')
}

/** The lines of a document. Refuses as `readAnyIsolated` does, and a table of recommendations too. */
export async function readIsolated(
  source: FileSource,
  name: string,
  limits: ReadingLimits = INTAKE_LIMITS,
): Promise<SourceDocument> {
  const answer = await answerTo({ source, name, wanted: 'lines' }, limits)
  if ('document' in answer) return answer.document
  throw new Unreadable('wrong-type', {
    found: 'a table of recommendations, not a document; import it as an index export',
  })
}

async function answerTo(
  task: ReadingTask,
  limits: ReadingLimits,
): Promise<Exclude<Answer, { readonly reason: unknown }>> {
  const size = sizeOf(task.source)
  if (size === 0) throw new Unreadable('empty')
  if (size > INTAKE_LIMITS.fileBytes) throw new Unreadable('too-large', { size, limit: INTAKE_LIMITS.fileBytes })
  const { answer } = await readMeasured(task, limits)
  if ('reason' in answer) throw new Unreadable(answer.reason, answer.detail)
  return answer
}

function sizeOf(source: FileSource): number {
  return source instanceof Uint8Array ? source.length : source.size
}

/** Reads a file in a process of its own and tells what it took. */
export function readMeasured(task: ReadingTask, limits: ReadingLimits): Promise<MeasuredAnswer> {
  return answerOf(startReader(task, limits), limits)
}

function startReader({ source, name, wanted }: ReadingTask, limits: ReadingLimits): ChildProcess {
  const script = fileURLToPath(new URL('./reading-process.ts', import.meta.url))
  const file = source instanceof Uint8Array ? null : openSync(source.path, 'r')
  const child = fork(script, [name, String(sizeOf(source)), String(limits.memoryBytes), wanted], {
    // Nothing of the server's secrets is of use to a reader. One arena for all threads: what one lets go another takes.
    env: { MALLOC_ARENA_MAX: '1' },
    execArgv: ['--max-semi-space-size=1'],
    stdio: [file ?? 'pipe', 'ignore', 'ignore', 'ipc'],
  })
  if (file !== null) closeSync(file)
  // A reader that ends early stops taking the file in; its answer says why.
  child.stdin?.on('error', () => {})
  if (source instanceof Uint8Array) child.stdin?.end(source)
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
