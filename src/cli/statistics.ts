/** `observance statistics …`: needs no database, and keeps nothing. */
import { DEFAULTS, NoPTable, type Parameters, type ProbabilityRow, probabilityRows } from '../statistics/index.ts'
import { Refused } from './refused.ts'

export interface NoiseOptions {
  readonly max?: string
  readonly variance?: string
  readonly smallest?: string
  readonly pstay?: string
  readonly mono?: boolean
}

/** Prints each row of the p-table. Refuses, in one sentence, where there is none. */
export function ptableCommand(options: NoiseOptions & { json?: boolean }): void {
  const parameters = parametersOf(options)
  const rows = rowsOf(parameters)
  console.log(options.json ? JSON.stringify(asJson(parameters, rows), null, 2) : asText(parameters, rows))
}

/** What was typed, or the defaults; `probabilityRows` says what is wrong with it. */
export function parametersOf({ max, variance, smallest, pstay, mono }: NoiseOptions): Parameters {
  return {
    max: numberOf(max, DEFAULTS.max),
    variance: numberOf(variance, DEFAULTS.variance),
    smallest: numberOf(smallest, DEFAULTS.smallest),
    ...(pstay === undefined ? {} : { stay: numberOf(pstay, 0) }),
    mono: mono ?? true,
  }
}

/** Digits alone: `Number` would take an empty word for 0. */
function numberOf(typed: string | undefined, otherwise: number): number {
  if (typed === undefined) return otherwise
  if (!/^-?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i.test(typed)) throw new Refused(`“${typed.slice(0, 40)}” is not a number.`)
  return Number(typed)
}

function rowsOf(parameters: Parameters): readonly ProbabilityRow[] {
  try {
    return probabilityRows(parameters)
  } catch (error) {
    if (error instanceof NoPTable) throw new Refused(error.message)
    throw error
  }
}

function asJson(params: Parameters, rows: readonly ProbabilityRow[]) {
  return {
    params,
    rows: Object.fromEntries(
      rows.map(({ noises, probabilities }, count) => [
        count,
        Object.fromEntries(noises.map((noise, at) => [noise, probabilities[at]])),
      ]),
    ),
  }
}

function asText({ max, variance, smallest, stay, mono }: Parameters, rows: readonly ProbabilityRow[]): string {
  const noises = Array.from({ length: 2 * max + 1 }, (_, at) => at - max)
  const head = ['count', ...noises.map((noise) => (noise > 0 ? `+${noise}` : String(noise)))]
  const lines = rows.map((row, count) => [
    count === rows.length - 1 ? `${count}+` : String(count),
    ...noises.map((noise) => {
      const probability = row.probabilities[row.noises.indexOf(noise)]
      return probability === undefined ? '' : probability.toFixed(4)
    }),
  ])
  const never =
    smallest === 0 ? '' : smallest === 1 ? ' No 1 is published.' : ` No count from 1 to ${smallest} is published.`
  return [
    `Each count changes by at most ${max}, on average by nothing, with a variance of ${variance}.${never}`,
    ...(stay === undefined ? [] : [`It stays as it is with a probability of at least ${stay}.`]),
    ...(mono === true ? [] : ['A larger loss may be likelier than a smaller one.']),
    '',
    ...[head, ...lines].map((cells) =>
      cells
        .map((cell) => cell.padStart(7))
        .join(' ')
        .trimEnd(),
    ),
  ].join('\n')
}
