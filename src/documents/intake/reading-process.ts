/**
 * The process that reads one file: a thread reads, while the main thread watches the memory of both, since much of what a PDF takes is
 * outside the limits that a thread can be given.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { readIndexExport } from '../index-export/index.ts'
import { interpret } from '../meaning/index.ts'
import { readAccepted } from '../readers/index.ts'
import type { SourceDocument } from '../source.ts'
import { INTAKE_LIMITS, intake } from './index.ts'
import type { Answer, MeasuredAnswer, Wanted } from './isolated.ts'
import { Unreadable } from './unreadable.ts'

interface Job {
  readonly bytes: Uint8Array
  readonly name: string
  readonly wanted: Wanted
}

// A buffer that doubles gains 100 MB in some 20 ms.
const WATCH_MILLISECONDS = 5

const OUTGROWN: Answer = { reason: 'too-complex', detail: {} }

async function watch(): Promise<void> {
  const [name = '', size, memory, wanted] = process.argv.slice(2)
  const bytes = await standardInput(Number(size))
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { bytes, name, wanted: wanted === 'lines' ? 'lines' : 'meaning' } satisfies Job,
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

async function answer({ bytes, name, wanted }: Job): Promise<Answer> {
  try {
    const accepted = await intake(bytes, name)
    if (accepted.format === 'xlsx') return { index: await readIndexExport(accepted.bytes, 'xlsx') }
    if (accepted.format === 'json') return { index: await readIndexExport(accepted.text, 'json') }
    if (accepted.format === 'text') refuseLonger(accepted.text.length)
    const document = await readAccepted(accepted)
    refuseLonger(charactersOf(document))
    return wanted === 'lines' ? { document } : { model: interpret(document) }
  } catch (error) {
    if (error instanceof Unreadable) return { reason: error.reason, detail: error.detail }
    // Whatever else a reader stumbles over lies in the file.
    return { reason: error instanceof RangeError ? 'too-complex' : 'damaged', detail: {} }
  }
}

// The model of a longer one would be as heavy for every page that shows it.
function refuseLonger(characters: number): void {
  if (characters > INTAKE_LIMITS.characters) throw new Unreadable('too-long', { limit: INTAKE_LIMITS.characters })
}

function charactersOf({ blocks, notes }: SourceDocument): number {
  return [...blocks, ...notes].reduce((sum, { text }) => sum + text.length, 0)
}

if (isMainThread) await watch()
// The data comes from the main thread above.
else parentPort?.postMessage(await answer(workerData as Job))
