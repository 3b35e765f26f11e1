/** What a State chooses of its noise, and which choices are none. Whether a table exists for them is for `p-table.ts` to say. */
import { z } from 'zod'

export interface Parameters {
  /** D: no published count is further from the true one. */
  readonly max: number
  /** V: variance of the noise, the same in every row but that of zero. */
  readonly variance: number
  /** js: no count of 1..js is published. */
  readonly smallest: number
  /** pstay: least probability that a count stays as it is, where it may. */
  readonly stay?: number
  /** Rows in which a smaller loss is at least as likely as a larger one: all, none, or those named. */
  readonly mono: boolean | readonly number[]
}

export const DEFAULTS: Parameters = { max: 5, variance: 3, smallest: 2, mono: true }

/** Rows grow with D, and their length too: beyond this a table is no use to anybody. */
const LARGEST_MAX = 255

/** Why there is no table: for pages, which say it in the reader's language. */
export interface NoTable {
  readonly kind: 'parameter' | 'too-narrow' | 'needs-variance' | 'falls-short' | 'no-solution'
  readonly data: Readonly<Record<string, string | number>>
}

/** There is no table for these parameters; `row` is the first true count that has none. */
export class NoPTable extends Error {
  override readonly name = 'NoPTable'
  readonly row: number | null
  readonly why: NoTable

  constructor(because: string, why: NoTable) {
    super(because)
    this.row = typeof why.data.row === 'number' ? why.data.row : null
    this.why = why
  }
}

const wholeFrom = (least: number, most: number) => z.int().min(least).max(most)

const RULES: readonly (readonly [keyof Parameters, z.ZodType, string])[] = [
  [
    'max',
    wholeFrom(1, LARGEST_MAX),
    `The largest change of a count must be a whole number from 1 to ${LARGEST_MAX}, not`,
  ],
  ['variance', z.number().positive(), 'The variance of the noise must be a number above 0, not'],
  [
    'smallest',
    wholeFrom(0, LARGEST_MAX),
    `The largest count that is never published must be a whole number from 0 to ${LARGEST_MAX}, not`,
  ],
  [
    'stay',
    z.number().min(0).lt(1).optional(),
    'The least probability that a count stays must be a number from 0 to less than 1, not',
  ],
  [
    'mono',
    z.union([z.boolean(), z.array(wholeFrom(1, 2 * LARGEST_MAX + 1))]),
    'Monotony must be on, off, or a list of rows, not',
  ],
]

/** Gives the parameters back. Refuses what is no parameter at all, with a sentence for people. */
export function checkedParameters(parameters: Parameters): Parameters {
  for (const [name, rule, sentence] of RULES)
    if (!rule.safeParse(parameters[name]).success)
      throw new NoPTable(`${sentence} ${String(parameters[name])}.`, { kind: 'parameter', data: { name } })
  return parameters
}

export function isMonotone({ mono }: Parameters, row: number): boolean {
  return typeof mono === 'boolean' ? mono : mono.includes(row)
}

/** The row that serves every larger count: the first whose noises are symmetric. */
export function lastRowOf({ max, smallest }: Parameters): number {
  return smallest === 0 ? max : max + smallest + 1
}

/** Noises that a true count may get, ascending: no count below 0, none of 1..js. Zero stays zero. */
export function supportOf({ max, smallest }: Parameters, count: number): readonly number[] {
  if (count === 0) return [0]
  const support: number[] = []
  for (let published = Math.max(0, count - max); published <= count + max; published++)
    if (published === 0 || published > smallest) support.push(published - count)
  return support
}
