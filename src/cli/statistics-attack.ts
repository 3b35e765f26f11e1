/** `observance statistics attack FILE`: what an attacker learns of a file of microdata. Prints counts of what is learnt; keeps and sends nothing. */
import {
  KEYS,
  type Learnt,
  type Microdata,
  NoPTable,
  NotMicrodata,
  type Played,
  playAttacks,
  readMicrodata,
} from '../statistics/index.ts'
import { bytesOf } from './bytes-of.ts'
import { Refused, WrongUse } from './refused.ts'
import { type NoiseOptions, parametersOf } from './statistics.ts'

export interface AttackOptions extends NoiseOptions {
  readonly tables?: string
  readonly area?: string
  readonly seed?: string
  readonly json?: boolean
}

/** Reads, plays, prints. Refuses, in one sentence, a file that is no microdata and parameters without a table. */
export async function attackCommand(path: string, options: AttackOptions): Promise<void> {
  const { tables, area } = options
  try {
    const data = readMicrodata(await textOf(path), drawn(options.seed))
    if (area !== undefined && !data.dimensions.includes(area))
      throw new Refused(`The file has no column “${area}”; it has ${data.dimensions.join(', ')}.`)
    const played = await playAttacks(data, {
      parameters: parametersOf(options),
      ...(tables === undefined ? {} : { tables }),
      ...(area === undefined ? {} : { area }),
    })
    console.log(options.json ? JSON.stringify(played, null, 2) : inSentences(played, data))
  } catch (error) {
    if (error instanceof NoPTable) throw new Refused(error.message)
    if (error instanceof NotMicrodata) throw new Refused(`${path}: ${error.message}`)
    throw error
  }
}

async function textOf(path: string): Promise<string> {
  const bytes = bytesOf(path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refused(`${path} is no text in UTF-8.`)
  }
}

/** Keys from the system's generator; from a seed only to see the same simulation twice. */
function drawn(seed: string | undefined): () => number {
  if (seed === undefined) return () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
  if (!/^\d{1,9}$/.test(seed)) throw new WrongUse('error: --seed is a whole number of at most nine digits')
  let state = Number(seed)
  return () => {
    state = (state + 0x9e3779b9) % KEYS
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) >>> 0
  }
}

function inSentences(played: Played, data: Microdata): string {
  const { records, persons, parameters, asTheyAre, withNoise, withGates, area } = played
  const { max, variance, smallest } = parameters
  const refused = withGates.refused.map(({ table, rules }) => `  ${table}: ${rules.join(', ')}`)
  return [
    `${counted(records, 'record')} of ${counted(persons, 'person')}, by ${data.dimensions.join(', ')}.`,
    '',
    `Counts as they are (${sizeOf(asTheyAre)}):`,
    ...asTheyAreLines(asTheyAre, asTheyAre.example),
    ...commonLines(asTheyAre, area),
    '',
    `With noise of at most ${max} and a variance of ${variance}${smallest === 0 ? '' : `, no count from 1 to ${smallest}`} (${sizeOf(withNoise)}):`,
    ...commonLines(withNoise, area),
    ...averageLines(withNoise),
    '',
    withGates.tables === 0
      ? 'With the gates no table is left to attack.'
      : `With noise and the gates (${sizeOf(withGates)}):`,
    ...(withGates.tables === 0 ? [] : [...commonLines(withGates, area), ...averageLines(withGates)]),
    ...(refused.length === 0 ? [] : [`Refused (${refused.length}):`, ...refused]),
  ].join('\n')
}

function asTheyAreLines({ singledOut }: Learnt, example: string | null): readonly string[] {
  if (singledOut === 0) return ['  No cell is one person.']
  return [
    `  ${counted(singledOut, 'cell')} ${singledOut === 1 ? 'is' : 'are'} one person each, such as: ${example ?? ''}.`,
  ]
}

function commonLines({ differences, onePersonMore, areas }: Learnt, area: string): readonly string[] {
  const { pairs, shown, example } = differences
  const { persons, seen, facts, factsAsked } = onePersonMore
  return [
    pairs === 0
      ? '  Subtracting one cell from another shows no group of fewer than ten that no table shows.'
      : `  ${counted(pairs, 'pair')} of cells ${pairs === 1 ? 'differs' : 'differ'} by one to nine persons whom no table shows, such as ${example ?? ''}; in ${shown} of them the figures differ, so somebody is there.`,
    `  With one person more, a second release would show it for ${seen} of ${counted(persons, 'person')}, and give away ${facts} of ${factsAsked} facts about them.`,
    `  Exact search by ${area}: ${counted(areas.areas, 'small area')}, ${areas.certain} of ${areas.asked} groups of one to four persons known for certain${areas.example === null ? '' : `, such as ${areas.example}`}${areas.undecided === 0 ? '' : `, ${areas.undecided} not decided`}${areas.leftOut === 0 ? '' : `; ${areas.leftOut} areas left out`}.`,
  ]
}

function averageLines({ averages }: Learnt): readonly string[] {
  if (averages === null) return ['  Averaging: too many cells to solve at once, or none of 1 to 20 persons.']
  const { cells, leastVariance, rightByReading, rightByAveraging } = averages
  return [
    `  Averaging all cells that add up: of ${counted(cells, 'cell')} of 1 to 20 persons ${rightByReading} are right as published and ${rightByAveraging} by the best estimate, whose variance is ${leastVariance.toFixed(2)} at least.`,
  ]
}

function sizeOf({ tables, cells }: Learnt): string {
  return `${counted(tables, 'table')}, ${counted(cells, 'cell')}`
}

function counted(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`
}
