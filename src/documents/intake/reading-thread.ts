/** The thread that reads one file and tells what it means. What watches over it is reading-process.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { readIndexExport } from '../index-export/index.ts'
import { interpret } from '../meaning/index.ts'
import { readAccepted } from '../readers/index.ts'
import type { SourceDocument } from '../source.ts'
import { INTAKE_LIMITS, intake } from './index.ts'
import type { Answer, Wanted } from './isolated.ts'
import { Unreadable } from './unreadable.ts'

/** What the thread is given. */
export interface Job {
  readonly bytes: Uint8Array
  readonly name: string
  readonly wanted: Wanted
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

// What pdf.js has still under way for a damaged file may fail with nobody waiting for it. The answer is that of the reading.
process.on('unhandledRejection', () => undefined)
// The data comes from reading-process.ts.
parentPort?.postMessage(await answer(workerData as Job))
