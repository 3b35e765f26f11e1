/** `observance parse FILE`: the model of a document as JSON, or what it holds in a few lines. Needs no database. */
import { basename } from 'node:path'
import {
  type Incoming,
  parseDocument,
  readIncoming,
  sentenceFor,
  type UnDocument,
  Unreadable,
} from '../documents/index.ts'
import { bytesOf } from './bytes-of.ts'
import { progressBar } from './progress.ts'
import { Refused } from './refused.ts'

export async function parseCommand(path: string, options: { json?: boolean }): Promise<void> {
  const model = await readModel(path)
  console.log(options.json ? JSON.stringify(model, null, 2) : summary(model))
}

/** Reads and parses a document; a file that cannot be read is refused with its reason. */
export function readModel(path: string): Promise<UnDocument> {
  return reading(path, parseDocument)
}

/** Reads whatever may be imported. Refuses as `readModel` does. */
export function readAny(path: string): Promise<Incoming> {
  return reading(path, readIncoming)
}

async function reading<T>(path: string, read: (bytes: Uint8Array, name: string) => Promise<T>): Promise<T> {
  const bytes = new Uint8Array(bytesOf(path))
  try {
    return await progressBar(`Reading ${basename(path)}`).during(read(bytes, basename(path)))
  } catch (error) {
    if (error instanceof Unreadable) throw new Refused(`${path}: ${sentenceFor(error)}`)
    throw error
  }
}

function summary(model: UnDocument): string {
  return [
    `${model.symbol ?? 'no symbol'}${model.symbolInferred ? ' (worked out, not printed)' : ''}: ${model.title}`,
    `${model.paragraphs.length} paragraphs, ${model.recommendations.length} recommendations, ${model.footnotes.length} footnotes`,
    `follow-up due ${model.followUp?.dueOn ?? '–'}, next report due ${model.nextReport?.dueOn ?? '–'}`,
    ...model.doubts.map((doubt) => `doubt at ${doubt.at}: ${doubt.what}`),
    'Use --json for the whole model.',
  ].join('\n')
}
