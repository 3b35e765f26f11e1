/** A bar on stderr, while a person watches and once a second has passed; silent in a pipe. */
import type { Progress } from '../store/index.ts'

const WIDTH = 30
const PATIENCE = 1000

export interface ProgressBar {
  /** Draws how far the work is. */
  readonly progress: Progress
  /** Shows that work goes on whose end nobody knows, until it ends. */
  readonly during: <T>(work: Promise<T>) => Promise<T>
  /** Takes the bar away. */
  readonly end: () => void
}

/** Where a bar is drawn, and the clock that says whether a second has passed. */
export interface Terminal {
  readonly stream: { readonly isTTY?: boolean; readonly write: (text: string) => unknown }
  readonly now: () => number
}

const STDERR: Terminal = { stream: process.stderr, now: () => performance.now() }

export function progressBar(what: string, { stream, now }: Terminal = STDERR): ProgressBar {
  const begun = now()
  let drawn = false
  const draw = (bar: string, note: string) => {
    if (!stream.isTTY || now() - begun < PATIENCE) return
    stream.write(`\r${what} ${bar} ${note.padStart(5)}`)
    drawn = true
  }
  const end = () => {
    if (drawn) stream.write(`\r${' '.repeat(what.length + WIDTH + 8)}\r`)
    drawn = false
  }
  return {
    progress: (done, total) => {
      const share = total === 0 ? 1 : done / total
      draw('█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░'), `${Math.round(share * 100)} %`)
    },
    during: async (work) => {
      const timer = setInterval(() => {
        const seconds = Math.round((now() - begun) / 1000)
        draw(`${'░'.repeat(seconds % WIDTH)}█`.padEnd(WIDTH, '░'), `${seconds} s`)
      }, 250)
      return work.finally(() => {
        clearInterval(timer)
        end()
      })
    },
    end,
  }
}
