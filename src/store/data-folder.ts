/** The data directory: made if missing, checked before anything is written, with the keys that never leave it. */

import { randomBytes, randomUUID } from 'node:crypto'
import { accessSync, constants, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CannotStart } from './cannot-start.ts'
import { codeOf } from './code-of.ts'

/** Makes the folder and its parents; says in one sentence why that cannot be done. */
export function prepareFolder(path: string): void {
  try {
    makeFolder(path)
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    // Root passes every access check, also on a read-only file system: only a write shows.
    const probe = join(path, `.write-probe-${process.pid}`)
    writeFileSync(probe, '', { flush: true })
    rmSync(probe, { force: true })
  } catch (error) {
    throw new CannotStart(
      `The data directory ${path} cannot be written (${codeOf(error)}). Nothing was changed. Set OBSERVANCE_DATA to a directory that this user may write.`,
    )
  }
}

/** Node's own recursive mkdir never returns where the file system says "no such file" of a folder that it cannot make, as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/**
 * A key of 32 random bytes kept in `keys/NAME.key`, made on first use, readable by this user alone.
 * Two processes that make it at once agree, and neither ever reads half a key: it gets its name whole, once.
 */
export function keyFrom(dataFolder: string, name: string): Buffer {
  const folder = join(dataFolder, 'keys')
  const path = join(folder, `${name}.key`)
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const unnamed = join(folder, `.${randomUUID()}`)
    writeFileSync(unnamed, randomBytes(32).toString('hex'), { mode: 0o600, flush: true })
    try {
      linkSync(unnamed, path)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    } finally {
      rmSync(unnamed, { force: true })
    }
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
  if (key.length !== 32) throw new CannotStart(`The key ${path} is damaged: it must hold 64 hexadecimal digits.`)
  return key
}
