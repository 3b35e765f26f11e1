/** `observance procedure check|show|diagram`: a declaration checked, as a text for a lawyer, as a drawing of its states. */
import {
  checkAll,
  diagram,
  findingLines,
  PROCEDURES,
  type Procedure,
  show,
  translationFindings,
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

export async function procedureShowCommand(name: string): Promise<void> {
  process.stdout.write(show(named(name), wordsOf(name)))
}

export async function procedureDiagramCommand(name: string): Promise<void> {
  process.stdout.write(diagram(named(name), wordsOf(name)))
}

function named(name: string): Procedure {
  const found = PROCEDURES.find((one) => one.name === name)
  if (found !== undefined) return found
  throw new WrongUse(`There is no procedure ${name}. There are: ${PROCEDURES.map((one) => one.name).join(', ')}.`)
}

function count(of: object): number {
  return Object.keys(of).length
}
