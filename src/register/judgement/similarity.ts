/** How alike two texts are, from 0 to 1: a form sentence stays one, whatever its capitals, spaces and full stops. */

/** Share of runs of three characters that both have (Sørensen–Dice), over the texts without case and punctuation. */
export function similarity(one: string, other: string): number {
  const [a, b] = [plain(one), plain(other)]
  if (a === b) return 1
  const [left, right] = [runsOf(a), runsOf(b)]
  const total = sum(left) + sum(right)
  if (total === 0) return 0
  let shared = 0
  for (const [run, times] of left) shared += Math.min(times, right.get(run) ?? 0)
  // Two texts that differ are never wholly alike, even where all their runs are the same.
  return Math.min((2 * shared) / total, 0.999)
}

/** The text as it is compared: the same for texts that differ in dress alone. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function runsOf(text: string): ReadonlyMap<string, number> {
  const runs = new Map<string, number>()
  const characters = [...text]
  for (let at = 0; at + 3 <= characters.length; at++) {
    const run = characters.slice(at, at + 3).join('')
    runs.set(run, (runs.get(run) ?? 0) + 1)
  }
  return runs
}

function sum(runs: ReadonlyMap<string, number>): number {
  let total = 0
  for (const times of runs.values()) total += times
  return total
}
