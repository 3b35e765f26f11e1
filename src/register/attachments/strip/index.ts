/** Stripping in a thread of its own, with an end: so much memory, so many seconds. */
import { Worker } from 'node:worker_threads'
import type { FileKind } from '../kind.ts'
import { NotStripped } from './damaged.ts'

export { NotStripped } from './damaged.ts'

const LONGEST_MILLISECONDS = 20_000
const MOST_MEGABYTES = 512

/** The file without what was written beside its content. NotStripped with the reason, also where it takes too long. */
export function stripApart(kind: FileKind['name'], bytes: Buffer): Promise<Buffer> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { kind, bytes },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    // The thread needs nothing of the settings of this process.
    env: {},
  })
  return new Promise<Buffer>((resolve, reject) => {
    const refuse = (rule: NotStripped['rule']) => reject(new NotStripped(rule))
    const tooLong = setTimeout(() => refuse('file-damaged'), LONGEST_MILLISECONDS)
    worker.once('message', (answer: { bytes: Uint8Array } | { rule: NotStripped['rule'] }) =>
      'bytes' in answer ? resolve(Buffer.from(answer.bytes.buffer)) : refuse(answer.rule),
    )
    worker.once('error', () => refuse('file-damaged'))
    worker.once('exit', () => {
      clearTimeout(tooLong)
      refuse('file-damaged')
    })
  }).finally(() => worker.terminate())
}
