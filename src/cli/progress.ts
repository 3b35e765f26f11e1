/** A bar on stderr, while a person watches and once a second has passed; silent in a pipe. */
import type { Progress } from '../store/index.ts'

const WIDTH = 30

/** Gives a function that draws how far the work is, and one that takes the bar away. */
export function progressBar(what: string): { progress: Progress; end: () => void } {
  const watched = process.stderr.isTTY
  const begun = performance.now()
  let drawn = false
  return {
    progress: (done, total) => {
      if (!watched || performance.now() - begun < 1000) return
      const share = total === 0 ? 1 : done / total
      process.stderr.write(
        `\r${what} ${'█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░')} ${Math.round(share * 100)} %`,
      )
      drawn = true
    },
    end: () => {
      if (drawn) process.stderr.write(`\r${' '.repeat(what.length + WIDTH + 8)}\r`)
    },
  }
}
