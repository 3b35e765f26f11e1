/**
 * Processor time of test files: what a file took does not depend on what else the machine did. Loaded before each file (`--import`), it
 * notes at the end what the file's process took, and its children that have ended. Linux tells of children; elsewhere it is the
 * process alone. A database server is nobody's child.
 */
import { appendFileSync, readFileSync } from 'node:fs'

/** Names the file in which it is noted, for the processes of the test files. */
export const NOTES_VARIABLE = 'OBSERVANCE_PROCESSOR_TIME'
/** proc(5): the unit of times, as Linux shows it everywhere. */
const TICKS_A_SECOND = 100

const notes = process.env[NOTES_VARIABLE]
const [, file] = process.argv
if (notes !== undefined && file?.endsWith('.test.ts'))
  process.on('exit', () => appendFileSync(notes, `${JSON.stringify([file, secondsOf(process.pid)])}\n`))

/** By the path of a test file, in seconds. */
export function notedIn(path: string): ReadonlyMap<string, number> {
  try {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    return new Map(lines.map((line) => JSON.parse(line) as [string, number])) // written above
  } catch {
    return new Map()
  }
}

/** What a process took, and its children that have ended, in seconds. */
export function secondsOf(pid: number): number {
  try {
    // After the name, which may hold anything, utime, stime, cutime and cstime are the 12th to 15th.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_A_SECOND
  } catch {
    const { user, system } = process.cpuUsage()
    return pid === process.pid ? (user + system) / 1e6 : 0
  }
}
