/**
 * The process that reads one file: a thread reads, while the main thread watches the memory of both, since much of what a PDF takes is
 * outside the limits that a thread can be given.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { readIndexExport } from '../index-export/index.ts'
import { readAccepted } from '../readers/index.ts'
import { intake } from './index.ts'
import type { Answer, MeasuredAnswer } from './isolated.ts'
import { Unreadable } from './unreadable.ts'

interface Job {
  readonly bytes: Uint8Array
  readonly name: string
}

// A buffer that doubles gains 100 MB in some 20 ms.
const WATCH_MILLISECONDS = 5

const OUTGROWN: Answer = { reason: 'too-complex', detail: {} }

async function watch(): Promise<void> {
  const [name = '', size, memory] = process.argv.slice(2)
  const bytes = await standardInput(Number(size))
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { bytes, name } satisfies Job,
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: Math.floor(Number(memory) / 2 ** 20) - 100 },
  })
  const timer = setInterval(() => {
    if (memoryHeld() < Number(memory)) return
    send(OUTGROWN)
    // At once: a thread that is copying can only be asked to stop when it has finished.
    process.kill(process.pid, 'SIGKILL')
  }, WATCH_MILLISECONDS)
  worker.once('message', (message: Answer) => send(message))
  worker.once('error', () => send(OUTGROWN))
  worker.once('exit', () => clearInterval(timer))
}

let peakBytes = 0

// The system's own peak is of no use: it starts with what the process held from which this one was forked.
function memoryHeld(): number {
  const bytes = process.memoryUsage.rss()
  peakBytes = Math.max(peakBytes, bytes)
  return bytes
}

function send(answer: Answer): void {
  memoryHeld()
  process.send?.({ answer, peakBytes } satisfies MeasuredAnswer, () => process.exit(0))
}

async function standardInput(size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size)
  let at = 0
  for await (const chunk of process.stdin) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

async function answer({ bytes, name }: Job): Promise<Answer> {
  try {
    const accepted = await intake(bytes, name)
    if (accepted.format === 'xlsx') return { index: await readIndexExport(accepted.bytes, 'xlsx') }
    if (accepted.format === 'json') return { index: await readIndexExport(accepted.text, 'json') }
    return { document: await readAccepted(accepted) }
  } catch (error) {
    if (error instanceof Unreadable) return { reason: error.reason, detail: error.detail }
    // Whatever else a reader stumbles over lies in the file.
    return { reason: error instanceof RangeError ? 'too-complex' : 'damaged', detail: {} }
  }
}

if (isMainThread) await watch()
// The data comes from the main thread above.
else parentPort?.postMessage(await answer(workerData as Job))
