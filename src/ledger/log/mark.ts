/**
 * The mark: the last tree head that was ever signed, in a file apart from the database and its backups. It is written
 * before a signature leaves, so that a database put back to yesterday is noticed even where no witness can be asked.
 */

import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf } from '../../store/index.ts'
import { type Checkpoint, checkpointFromText, checkpointToText } from '../core/checkpoint.ts'

/** What the file holds; null where there is none. Refuses a damaged one. */
export function readMark(path: string): Checkpoint | null {
  try {
    return checkpointFromText(readFileSync(path, 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Returns when the mark would survive the loss of power: the file is synced, renamed, and its folder synced. */
export function writeMark(path: string, checkpoint: Checkpoint): void {
  writeDurably(path, checkpointToText(checkpoint))
}

/** Replaces a file so that it is at every moment the old one or the new one, whole. */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const unfinished = `${path}.new`
  writeFileSync(unfinished, content, { mode: 0o600, flush: true })
  renameSync(unfinished, path)
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
