/** Parts a page that is set in two columns into two, so that each is read from top to bottom. */
import type { Page, Stretch } from './page.ts'

/** The columns of a page as pages, the right one moved to where the left one stands; the page itself where it has no columns. */
export function columnsOf(page: Page): Page[] {
  const gutter = gutterOf(page.stretches)
  if (gutter === null) return [page]
  const isRight = ({ x }: { readonly x: number }) => x >= gutter.left
  const left = {
    ...page,
    stretches: page.stretches.filter((each) => !isRight(each)),
    rules: page.rules.filter((each) => !isRight(each)),
  }
  const shift = startOf(page.stretches.filter(isRight)) - startOf(left.stretches)
  const moved = <Placed extends { readonly x: number; readonly right: number }>(each: Placed): Placed => ({
    ...each,
    x: each.x - shift,
    right: each.right - shift,
  })
  const right = {
    ...page,
    stretches: page.stretches.filter(isRight).map(moved),
    rules: page.rules.filter(isRight).map(moved),
  }
  return [left, right]
}

interface Gutter {
  readonly left: number
  readonly rows: number
}

// A gutter is this wide at least, and this many rows of text stand on each side of it.
const NARROWEST = 8
const FEWEST_ROWS = 6
const MOST_CROSSED = 0.12
/** No page is wider (ISO 32000-1, annex C.2); a damaged file may say anything, and nobody walks across that. */
const WIDEST = 14_400

function gutterOf(stretches: readonly Stretch[]): Gutter | null {
  if (stretches.length < 2 * FEWEST_ROWS) return null
  const from = Math.min(...stretches.map(({ x }) => x))
  const to = Math.max(...stretches.map(({ right }) => right))
  if (!(Math.max(Math.abs(from), Math.abs(to)) <= WIDEST)) return null
  const rows = Map.groupBy(stretches, ({ y }) => Math.round(y / 3))
  const middle = from + (to - from) / 2
  let best: Gutter | null = null
  for (let x = middle - 0.12 * (to - from); x < middle + 0.12 * (to - from); x += 2) {
    const sides = [...rows.values()].map((row) => sidesOf(row, x, x + NARROWEST))
    const count = (which: Side) => sides.filter((side) => side === which).length
    const [crossed, both] = [count('crossed'), count('both')]
    const fewer = both + Math.min(count('left'), count('right'))
    if (fewer < FEWEST_ROWS || crossed > MOST_CROSSED * rows.size) continue
    if (best === null || fewer - crossed > best.rows) best = { left: x, rows: fewer - crossed }
  }
  return best !== null && isEven(stretches, best.left) ? best : null
}

type Side = 'crossed' | 'both' | 'left' | 'right'

function sidesOf(row: readonly Stretch[], from: number, to: number): Side {
  if (row.some(({ x, right }) => x < to && right > from)) return 'crossed'
  const isLeft = row.some(({ right }) => right <= from)
  if (!row.some(({ x }) => x >= to)) return 'left'
  return isLeft ? 'both' : 'right'
}

// Labels, page numbers of a table of contents and figures of a table are no column of text.
function isEven(stretches: readonly Stretch[], gutter: number): boolean {
  const lengthOf = (side: readonly Stretch[]) => side.reduce((sum, { text }) => sum + text.length, 0)
  const right = lengthOf(stretches.filter(({ x }) => x >= gutter))
  const left = lengthOf(stretches) - right
  return Math.min(left, right) > 0.25 * Math.max(left, right)
}

/** Where most lines of a column start. */
function startOf(stretches: readonly Stretch[]): number {
  const starts = stretches.map(({ x }) => x).toSorted((a, b) => a - b)
  return starts[Math.floor(0.02 * starts.length)] ?? 0
}
