/** What a server and the process in which it reads a file hold of memory, as Linux tells it. Elsewhere there is nothing to ask. */
import { readFileSync, writeFileSync } from 'node:fs'

export interface HeldMemory {
  /** The most that the server has held, in bytes. */
  readonly server: number
  /** The most that the processes that read files have held together, without the program's own pages: those are the server's too. */
  readonly readers: number
}

/** Why a test of memory is skipped here; false where it runs. */
export const noMemory: string | false =
  process.platform === 'linux' ? false : 'the memory of a process is read from /proc'

/**
 * Runs work and tells the peaks meanwhile. Their sum is never less than what was held at any one moment: the peaks are the
 * system's own, which no look in between can miss.
 */
export async function memoryDuring<T>(server: number, work: () => Promise<T>): Promise<{ done: T; held: HeldMemory }> {
  // proc(5): 5 sets the peak back to what is held now.
  writeFileSync(`/proc/${server}/clear_refs`, '5')
  let readers = 0
  const look = setInterval(() => {
    readers = Math.max(readers, readersOf(server))
  }, 5)
  try {
    const done = await work()
    return { done, held: { server: peakOf(server), readers } }
  } finally {
    clearInterval(look)
  }
}

/** The sum of the peaks of all readers that there are at this moment. */
function readersOf(server: number): number {
  const children = textOf(`/proc/${server}/task/${server}/children`).split(' ')
  const readers = children.filter(
    (child) => child !== '' && textOf(`/proc/${child}/cmdline`).includes('reading-process'),
  )
  return readers.reduce((sum, reader) => sum + peakOf(Number(reader)) - sharedBy(Number(reader)), 0)
}

function peakOf(process: number): number {
  return inStatus(process, 'VmHWM')
}

/** The executable and its libraries, which the system holds once for all processes that run them. */
function sharedBy(process: number): number {
  return inStatus(process, 'RssFile')
}

/** In bytes; see proc(5). */
function inStatus(process: number, name: string): number {
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(textOf(`/proc/${process}/status`))?.[1] ?? 0) * 1024
}

/** Empty for a process that has ended. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
