/** The other thread: strips one file and ends. A file made to hold a parser up holds up nobody else. */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { NotStripped } from './damaged.ts'
import { strip } from './strip.ts'

const Task = z.object({
  kind: z.enum(['pdf', 'jpeg', 'png', 'mp3', 'mp4', 'ogg', 'wav', 'text']),
  bytes: z.instanceof(Uint8Array),
})

const { kind, bytes } = Task.parse(workerData)
try {
  const stripped = Uint8Array.from(await strip(kind, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
  parentPort?.postMessage({ bytes: stripped }, [stripped.buffer])
} catch (error) {
  parentPort?.postMessage({ rule: error instanceof NotStripped ? error.rule : 'file-damaged' })
}
