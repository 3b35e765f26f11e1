/** `observance procedure check|show|diagram`: a declaration checked, as a text for a lawyer, as a drawing of its states. `migrate`: migrate.ts. */
import {
  checkAll,
  diagram,
  findingLines,
  history,
  PROCEDURES,
  type Procedure,
  show,
  translationFindings,
  versionOn,
  wordsOf,
} from '../procedures/index.ts'
import { Refused, WrongUse } from './refused.ts'

/** Says everything that is wrong with the declarations and their words in other languages; without a name, with all of them. */
export async function procedureCheckCommand(name: string | undefined): Promise<void> {
  const chosen = name === undefined ? null : named(name)
  const all = checkAll(PROCEDURES)
  const declared = chosen === null ? all : all.filter(({ file }) => file === `procedures/${chosen.name}.ts`)
  const findings = [...declared, ...translationFindings(chosen === null ? PROCEDURES : [chosen])]
  for (const line of findingLines(findings)) console.error(line)
  if (findings.length > 0) throw new Refused(`${findings.length} faults.`)
  for (const { name: one, states, transitions, safeguards } of chosen === null ? PROCEDURES : [chosen])
    console.log(
      `${one}: ${count(states)} states, ${count(transitions)} transitions, ${count(safeguards)} safeguards. Nothing is wrong.`,
    )
}

export interface OnDayOptions {
  /** ISO 8601; today where nothing is said. */
  readonly on?: string
}

/** Prints the version in force on the day, then how the law changes it, with each day of effect. */
export async function procedureShowCommand(name: string, options: OnDayOptions = {}): Promise<void> {
  const procedure = named(name)
  process.stdout.write(show(inForceOn(procedure, options), wordsOf(name)))
  const changes = history(procedure)
  if (changes !== '') process.stdout.write(`\nHow the law changes it\n----------------------\n${changes}\n`)
}

export async function procedureDiagramCommand(name: string, options: OnDayOptions = {}): Promise<void> {
  process.stdout.write(diagram(inForceOn(named(name), options), wordsOf(name)))
}

function inForceOn(procedure: Procedure, { on }: OnDayOptions): Procedure {
  try {
    return versionOn(
      procedure,
      (on === undefined ? Temporal.Now.plainDateISO() : Temporal.PlainDate.from(on)).toString(),
    )
  } catch {
    throw new WrongUse(`"${on}" is no day. A day is written 2027-01-31.`)
  }
}

function named(name: string): Procedure {
  const found = PROCEDURES.find((one) => one.name === name)
  if (found !== undefined) return found
  throw new WrongUse(`There is no procedure ${name}. There are: ${PROCEDURES.map((one) => one.name).join(', ')}.`)
}

function count(of: object): number {
  return Object.keys(of).length
}
