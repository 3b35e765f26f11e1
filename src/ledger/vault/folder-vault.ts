/**
 * A vault that is a folder: on another disk than the database, and not in its backups. One file a key; a destroyed key
 * leaves a file that says so, so that nobody begins to write about an erased person again by mistake.
 *
 * Overwriting reaches the disk where the file system writes in place; on flash and copying file systems the folder belongs
 * on an encrypted volume of its own (docs/operate.md).
 */
import { randomBytes, randomUUID } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { toHex, toUtf8 } from '../core/bytes.ts'
import { sha256 } from '../core/sha256.ts'
import { type DataKey, KeyDestroyed, type KeyOwner, type KeyVault } from './key-vault.ts'

const LENGTH = 32

export function folderVault(folder: string): KeyVault {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const fileOf = (owner: KeyOwner) => pathOf(folder, owner)
  return {
    keyFor: async (owner) => readKey(fileOf(owner)) ?? makeKey(fileOf(owner)),
    findKey: async (owner) => readKey(fileOf(owner)),
    destroy: async (owner) => destroyKey(fileOf(owner)),
  }
}

/** The name tells neither the person nor the purpose. */
function pathOf(folder: string, { person, purpose }: KeyOwner): string {
  const name = toHex(sha256(toUtf8(JSON.stringify([person, purpose]))))
  return join(folder, name.slice(0, 2), name)
}

function readKey(path: string): DataKey | null {
  const bytes = contentOf(path)
  if (bytes === null) return null
  if (bytes.length === 0) throw new KeyDestroyed('The key was destroyed; nothing is kept of what it sealed.')
  if (bytes.length !== LENGTH) throw new Error(`the key ${path} is damaged: ${bytes.length} bytes`)
  return bytes as Uint8Array as DataKey // its length is what a key is told by
}

function contentOf(path: string): Uint8Array | null {
  try {
    return Uint8Array.from(readFileSync(path))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Gets its name whole, once: two processes that make it at the same moment agree, and a destroyed one is not replaced. */
function makeKey(path: string): DataKey {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const unnamed = join(dirname(path), `.${randomUUID()}`)
  writeFileSync(unnamed, randomBytes(LENGTH), { mode: 0o600, flush: true })
  try {
    linkSync(unnamed, path)
    syncFolder(dirname(path))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(unnamed, { force: true })
  }
  const key = readKey(path)
  if (key === null) throw new Error(`the key ${path} has gone as it was made`)
  return key
}

/** Overwrites, syncs, cuts to nothing, syncs: each moment in between is a key or none, never half of one. */
function destroyKey(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  overwrite(path)
  const grave = `${path}.gone`
  writeFileSync(grave, '', { mode: 0o600, flush: true })
  renameSync(grave, path)
  syncFolder(dirname(path))
}

function overwrite(path: string): void {
  if (contentOf(path) === null) return
  const file = openSync(path, 'r+')
  try {
    writeSync(file, randomBytes(LENGTH), 0, LENGTH, 0)
    fsyncSync(file)
    ftruncateSync(file, 0)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
