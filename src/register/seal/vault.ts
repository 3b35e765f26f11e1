/**
 * Keys of cases, apart from the data and from its backups: destroying one erases whatever it sealed, here and in every
 * copy. A key lies in a slot of a block file. Blocks are written and synced before any of their slots is given out, so that
 * opening a case waits for no disk; what a crash leaves unused is lost, and costs 32 bytes each.
 */
import { randomBytes, randomInt } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

declare const keyIdBrand: unique symbol
/** Where a key lies: block and slot, under a name that tells neither order nor time. Written as a uuid. */
export type KeyId = string & { readonly [keyIdBrand]: never }

/** The key is gone, with all that it sealed. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed'
}

export interface Vault {
  /** A key that nobody else has been given, and that is on the disk already. */
  readonly create: () => { readonly id: KeyId; readonly key: Buffer }
  /** Read from the disk each time: a key that another process destroyed opens nothing here. */
  readonly read: (id: KeyId) => Buffer
  /** Overwrites the key and waits for the disk. Twice does no harm. */
  readonly destroy: (id: KeyId) => void
}

const KEY_BYTES = 32
const SLOTS = 1024
const BLOCK_NAME = /^[0-9a-f]{16}$/

/** Where an installation has its vault: in the data folder, beside the database and in no backup of it. */
export function vaultFolderIn(dataFolder: string): string {
  return join(dataFolder, 'keys-of-cases')
}

/** Opens the vault in the folder, which is made if missing and closed to others. */
export function openVault(folder: string): Vault {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let block = { name: '', left: [] as number[] }
  const opened = openedFiles()
  return {
    create: () => {
      if (block.left.length === 0) block = { name: writeBlock(folder), left: shuffled(SLOTS) }
      const slot = block.left.pop()
      if (slot === undefined) throw new Error('internal error: a block without slots')
      const id = idOf(block.name, slot)
      return { id, key: readKey(opened, placeOf(folder, id)) }
    },
    read: (id) => readKey(opened, placeOf(folder, id)),
    destroy: (id) => {
      const { file, offset } = placeOf(folder, id)
      const open = openSync(file, 'r+')
      try {
        writeSync(open, Buffer.alloc(KEY_BYTES), 0, KEY_BYTES, offset)
        fsyncSync(open)
      } finally {
        closeSync(open)
      }
    },
  }
}

function writeBlock(folder: string): string {
  const name = randomBytes(8).toString('hex')
  const unfinished = join(folder, `${name}.new`)
  const open = openSync(unfinished, 'wx', 0o600)
  try {
    writeSync(open, randomBytes(SLOTS * KEY_BYTES))
    fsyncSync(open)
  } finally {
    closeSync(open)
  }
  renameSync(unfinished, join(folder, name))
  const directory = openSync(folder, 'r')
  fsyncSync(directory)
  closeSync(directory)
  return name
}

/** 8 bytes of block, 2 of slot, 6 of chance, so that neighbours in a block do not look alike. */
function idOf(block: string, slot: number): KeyId {
  const hex = block + slot.toString(16).padStart(4, '0') + randomBytes(6).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as KeyId // as read below
}

function placeOf(folder: string, id: KeyId): { file: string; offset: number } {
  const hex = id.replaceAll('-', '')
  const block = hex.slice(0, 16)
  if (!BLOCK_NAME.test(block)) throw new RangeError('not the id of a key')
  return { file: join(folder, block), offset: Number.parseInt(hex.slice(16, 20), 16) * KEY_BYTES }
}

function readKey(opened: OpenedFiles, { file, offset }: { file: string; offset: number }): Buffer {
  const key = Buffer.alloc(KEY_BYTES)
  if (readSync(opened(file), key, 0, KEY_BYTES, offset) !== KEY_BYTES) throw new RangeError('not the id of a key')
  if (key.every((byte) => byte === 0)) throw new KeyDestroyed()
  return key
}

/** The file, open for reading. */
type OpenedFiles = (file: string) => number

const MOST_OPENED = 64

/** Opening a file costs more than reading a key from it: the latest stay open. Of one that is gone nothing is read any more. */
function openedFiles(): OpenedFiles {
  const known = new Map<string, number>()
  const forget = (file: string, open: number) => {
    known.delete(file)
    closeSync(open)
  }
  return (file) => {
    const before = known.get(file)
    if (before !== undefined && fstatSync(before).nlink > 0) return before
    if (before !== undefined) forget(file, before)
    const [oldest] = known
    if (known.size >= MOST_OPENED && oldest !== undefined) forget(...oldest)
    const open = openSync(file, 'r')
    known.set(file, open)
    return open
  }
}

function shuffled(count: number): number[] {
  const slots = Array.from({ length: count }, (_, slot) => slot)
  for (let last = count - 1; last > 0; last--) {
    const other = randomInt(last + 1)
    const kept = slots[last] ?? 0
    slots[last] = slots[other] ?? 0
    slots[other] = kept
  }
  return slots
}
