/**
 * What types cannot see in a declaration: a state that nobody reaches, a time that nothing stops, a wall with a door.
 * Everything is found at start, told with file, name and reason, and nothing starts until it is mended.
 */
import { factFindings } from './checks/facts.ts'
import { figureFindings } from './checks/figures.ts'
import type { Finding } from './checks/finding.ts'
import { retentionFindings } from './checks/retention.ts'
import { safeguardFindings } from './checks/safeguards.ts'
import { stateFindings } from './checks/states.ts'
import { stepFindings } from './checks/steps.ts'
import { wallFindings } from './checks/walls.ts'
import type { Procedure } from './vocabulary/index.ts'

export type { Finding } from './checks/finding.ts'

const CHECKS = [
  stateFindings,
  stepFindings,
  factFindings,
  safeguardFindings,
  wallFindings,
  retentionFindings,
  figureFindings,
] as const

/** Everything that is wrong with one declaration. */
export function check(procedure: Procedure): readonly Finding[] {
  const file = `procedures/${procedure.name}.ts`
  return CHECKS.flatMap((one) => one(procedure)).map((found) => ({ file, ...found }))
}

/** Everything that is wrong with the declarations, one by one and beside each other. */
export function checkAll(procedures: readonly Procedure[]): readonly Finding[] {
  const names = procedures.map(({ name }) => name)
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
  return [
    ...twice.map((name) => ({
      ...{ file: `procedures/${name}.ts`, name, rule: 'declared-twice' },
      reason: 'Two procedures have this name.',
    })),
    ...procedures.flatMap(check),
    ...procedures.flatMap((one) => openedElsewhere(one, procedures)),
  ]
}

/** A step that opens a case of another procedure gives what that one takes. */
function openedElsewhere(procedure: Procedure, procedures: readonly Procedure[]): readonly Finding[] {
  const file = `procedures/${procedure.name}.ts`
  const steps = [...Object.entries(procedure.transitions), ...Object.entries(procedure.entries)]
  return steps.flatMap(([name, { opensCase }]): Finding[] => {
    if (opensCase === undefined) return []
    const other = procedures.find((one) => one.name === opensCase.procedure)
    // A procedure that this State does not run opens nothing: the step is taken all the same.
    if (other === undefined) return []
    const takes = [...other.opens.needs, ...(other.opens.takes ?? [])]
    return Object.keys(opensCase.giving)
      .filter((fact) => !takes.includes(fact))
      .map((fact) => ({
        ...{ file, name, rule: 'given-elsewhere-in-vain' },
        reason: `It gives ${fact} to ${other.name}, whose opening does not take it.`,
      }))
  })
}

/** The findings as lines to print. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ file, name, rule, reason }) => `${file}: ${name}: ${reason} [${rule}]`)
}
