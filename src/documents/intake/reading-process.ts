/**
 * The process that reads one file: a thread reads (reading-thread.ts), while the main thread watches the memory of both,
 * since much of what a PDF takes is outside the limits that a thread can be given. Loads nothing that it does not need
 * for that, so that the readers are in memory once.
 */
import { fstatSync, readSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Answer, MeasuredAnswer } from './isolated.ts'
import type { Job } from './reading-thread.ts'

// A buffer that doubles gains 100 MB in some 20 ms.
const WATCH_MILLISECONDS = 5

/** What is not the thread's own heap: the runtime, the code, and the file. */
const BESIDE_MB = 100
/** What is thrown away at once, which is most of what reading makes, is collected often instead of piling up. */
const YOUNG_MB = 12

const OUTGROWN: Answer = { reason: 'too-complex', detail: {} }

async function watch(): Promise<void> {
  const [name = '', size, memory, wanted] = process.argv.slice(2)
  const bytes = await standardInput(Number(size))
  const worker = new Worker(new URL('./reading-thread.ts', import.meta.url), {
    workerData: { bytes, name, wanted: wanted === 'lines' ? 'lines' : 'meaning' } satisfies Job,
    transferList: [bytes.buffer],
    resourceLimits: {
      maxOldGenerationSizeMb: Math.floor(Number(memory) / 2 ** 20) - BESIDE_MB,
      maxYoungGenerationSizeMb: YOUNG_MB,
    },
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
  return fstatSync(0).isFile() ? fromFile(bytes) : fromPipe(bytes)
}

// Straight to its place: the pieces of a stream would be held beside it until they are collected.
function fromFile(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  let at = 0
  for (let read = -1; at < bytes.length && read !== 0; at += read) read = readSync(0, bytes, at, bytes.length - at, at)
  return bytes
}

async function fromPipe(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  let at = 0
  for await (const chunk of process.stdin) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

await watch()
