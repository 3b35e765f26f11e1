/**
 * What types cannot see in a declaration: a state that nobody reaches, a time that nothing stops, a wall with a door.
 * Everything is found at start, told with file, name and reason, and nothing starts until it is mended.
 */
import { conditionsOf, declaredRules } from './checks/declared.ts'
import { factFindings } from './checks/facts.ts'
import { figureFindings } from './checks/figures.ts'
import type { Finding } from './checks/finding.ts'
import { retentionFindings } from './checks/retention.ts'
import { safeguardFindings } from './checks/safeguards.ts'
import { seriousFindings } from './checks/serious.ts'
import { stateFindings } from './checks/states.ts'
import { stepFindings } from './checks/steps.ts'
import { versionFindings } from './checks/versions.ts'
import { wallFindings } from './checks/walls.ts'
import { conditionsIn, type Procedure, versionsOf } from './vocabulary/index.ts'

export type { Finding } from './checks/finding.ts'

const CHECKS = [
  stateFindings,
  stepFindings,
  seriousFindings,
  factFindings,
  safeguardFindings,
  wallFindings,
  retentionFindings,
  figureFindings,
] as const

/** Everything that is wrong with one declaration: each of its versions by itself, and one beside the next. */
export function check(procedure: Procedure): readonly Finding[] {
  const file = `procedures/${procedure.name}.ts`
  const alone = versionsOf(procedure).flatMap((version) =>
    CHECKS.flatMap((one) => one(version)).map((found) =>
      version.amendment === undefined ? found : { ...found, reason: `${found.reason} (version of ${version.since})` },
    ),
  )
  return [...alone, ...versionFindings(procedure)].map((found) => ({ file, ...found }))
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
    ...procedures.flatMap((one) => [...openedElsewhere(one, procedures), ...standsElsewhere(one, procedures)]),
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
    const giving = Object.keys(opensCase.giving)
    return [
      ...giving
        .filter((fact) => !takes.includes(fact))
        .map((fact) => ({
          ...{ file, name, rule: 'given-elsewhere-in-vain' },
          reason: `It gives ${fact} to ${other.name}, whose opening does not take it.`,
        })),
      // Nobody is there to be asked for what is missing.
      ...other.opens.needs
        .filter((fact) => !giving.includes(fact))
        .map((fact) => ({
          ...{ file, name, rule: 'opens-nothing-elsewhere' },
          reason: `It does not give ${fact}, which the opening of ${other.name} needs.`,
        })),
    ]
  })
}

/** A condition on a case of another procedure can be answered: same compartment, a state that is there. */
function standsElsewhere(procedure: Procedure, procedures: readonly Procedure[]): readonly Finding[] {
  const file = `procedures/${procedure.name}.ts`
  return declaredRules(procedure).flatMap(({ name, rule }) =>
    conditionsOf(rule)
      .flatMap(conditionsIn)
      .flatMap((condition): Finding[] => {
        if (condition.is !== 'case-stands') return []
        const fact = procedure.facts[condition.fact]?.is
        const other = procedures.find((one) => fact?.kind === 'ref' && one.name === fact.to)
        const there = condition.states.every((state) => other !== undefined && Object.hasOwn(other.states, state))
        if (other?.compartment === procedure.compartment && there) return []
        const reason = `${condition.fact} names no case of this compartment that stands in ${condition.states.join(' or ')}.`
        return [{ file, name, rule: 'no-such-case', reason }]
      }),
  )
}

/** The findings as lines to print. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ file, name, rule, reason }) => `${file}: ${name}: ${reason} [${rule}]`)
}
