/** All that a witness keeps: of each log the last head that it cosigned, three lines in a file of their own. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { toHex, toUtf8 } from '../core/bytes.ts'
import type { Checkpoint, Origin } from '../core/checkpoint.ts'
import { EMPTY_ROOT } from '../core/hash.ts'
import { sha256 } from '../core/sha256.ts'
import { readMark, writeMark } from '../log/mark.ts'

/** What was cosigned last; an empty tree where nothing was. */
export function lastSeen(folder: string, origin: Origin): Checkpoint {
  return readMark(fileOf(folder, origin)) ?? { origin, size: 0, root: EMPTY_ROOT, extensions: [] }
}

/** Returns when the head would survive the loss of power. */
export function remember(folder: string, checkpoint: Checkpoint): void {
  writeMark(fileOf(folder, checkpoint.origin), { ...checkpoint, extensions: [] })
}

/** When the last head was cosigned, in POSIX seconds; null where none was. */
export function lastSeenAt(folder: string, origin: Origin): number | null {
  const found = statSync(fileOf(folder, origin), { throwIfNoEntry: false })
  return found === undefined ? null : Math.floor(found.mtimeMs / 1000)
}

/** An origin is no file name; its hash is. */
function fileOf(folder: string, origin: Origin): string {
  return join(folder, `${toHex(sha256(toUtf8(origin))).slice(0, 32)}.seen`)
}
