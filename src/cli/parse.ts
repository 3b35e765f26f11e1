/** `observance parse FILE`: the model of a document as JSON, or what it holds in a few lines. Needs no database. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseDocument, sentenceFor, type UnDocument, Unreadable } from '../documents/index.ts'
import { Refused } from './refused.ts'

export async function parseCommand(path: string, options: { json?: boolean }): Promise<void> {
  const model = await readModel(path)
  console.log(options.json ? JSON.stringify(model, null, 2) : summary(model))
}

/** Reads and parses a file; a file that cannot be read is refused with its reason. */
export async function readModel(path: string): Promise<UnDocument> {
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await readFile(path))
  } catch (error) {
    throw new Refused(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  try {
    return await parseDocument(bytes, basename(path))
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
