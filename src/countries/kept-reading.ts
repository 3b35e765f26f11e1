/**
 * What the YAML files of a pack say, kept beside the data from one start to the next: parsing them is a fifth of a start's
 * processor time, and they hardly change. Kept is the bare content by the hash of the text; schemas and checks are for whoever
 * asks, each time. What cannot be kept or is damaged is read anew.
 */
import { createHash, randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import yaml from 'yaml/package.json' with { type: 'json' }

export interface KeptReading {
  /** The content of this very text; undefined where it is not kept. */
  readonly find: (source: string) => unknown
  readonly keep: (source: string, value: unknown) => void
  /** Writes what this reading asked for, and nothing older, where that is not what is there. */
  readonly close: () => Promise<void>
}

/** In a folder that is this user's alone to write: whoever can change the file can change the pack. */
export async function openKeptReading(folder: string): Promise<KeptReading> {
  const path = join(folder, 'pack-read.json')
  const there = await readFile(path, 'utf8').then(contentsOf, () => new Map<string, unknown>())
  const asked = new Map<string, unknown>()
  return {
    find(source) {
      const key = keyOf(source)
      const found = there.get(key)
      if (found !== undefined) asked.set(key, found)
      return found
    },
    keep(source, value) {
      if (isPlain(value)) asked.set(keyOf(source), value)
    },
    close: async () => {
      if (asked.size === there.size && [...asked.keys()].every((key) => there.has(key))) return
      await write(path, JSON.stringify([...asked])).catch(() => undefined) // a full disk is for others to say
    },
  }
}

/** Another version of the parser may read the same text otherwise. */
function keyOf(source: string): string {
  return createHash('sha256').update(`${yaml.version}\n${source}`).digest('hex')
}

function contentsOf(text: string): Map<string, unknown> {
  try {
    return new Map(JSON.parse(text) as [string, unknown][]) // as written below; anything else is no pair and throws
  } catch {
    return new Map()
  }
}

/** JSON has no word for some of what YAML can say, such as `.inf`. */
function isPlain(value: unknown): boolean {
  return value !== undefined && isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value)
}

/** Whole or not at all: others may read it at this moment. */
async function write(path: string, text: string): Promise<void> {
  const unnamed = `${path}-${randomUUID()}`
  try {
    await writeFile(unnamed, text, { mode: 0o600 })
    await rename(unnamed, path)
  } finally {
    await rm(unnamed, { force: true })
  }
}
