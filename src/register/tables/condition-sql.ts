/**
 * Conditions as the database reads them, over the row `c` of a case after the step, and `was` before it. What only the application can judge
 * (texts, and what is sealed beyond "is it given") is null here, and stays the application's.
 */
import type { Condition, Procedure } from '../../procedures/index.ts'
import { isSealed } from './columns.ts'
import { columnName, literal, sqlName, textArray } from './names.ts'

/** Which state a condition means: the one a step starts from (a step is refused there), or the one it leads to. */
type StateOf = 'was' | 'c'

/** An SQL expression that is never null: true, false, or null (the JavaScript one) where the database cannot tell. */
export function conditionSql(procedure: Procedure, condition: Condition, stateOf: StateOf = 'c'): string | null {
  switch (condition.is) {
    case 'equal':
      return sealed(procedure, condition.fact)
        ? null
        : `(c.${columnName(condition.fact)} is not distinct from ${value(condition.value)})`
    case 'one-of':
      return sealed(procedure, condition.fact)
        ? null
        : `coalesce(c.${columnName(condition.fact)} = any(${textArray(condition.values)}), false)`
    case 'given':
      return `(${condition.facts.map((fact) => givenSql(procedure, fact)).join(' and ')})`
    case 'at-least':
    case 'at-most':
      return `coalesce(c.${columnName(condition.fact)} ${condition.is === 'at-least' ? '>=' : '<='} ${condition.number}, false)`
    case 'held':
      return `exists (select from ${sqlName(procedure.compartment)}.hold_gate g
        where g.pseudonym = c.pseudonym and g.hold = ${literal(condition.hold)} and g.standing + g.recorded > 0)`
    case 'case-stands':
      return caseStandsSql(procedure, condition)
    case 'in-state':
      return `coalesce(${stateOf}.state = any(${textArray(condition.states)}), false)`
    case 'not': {
      const inner = conditionSql(procedure, condition.condition, stateOf)
      return inner === null ? null : `(not ${inner})`
    }
    case 'all':
    case 'any':
      return joined(
        condition.of.map((one) => conditionSql(procedure, one, stateOf)),
        condition.is === 'all' ? ' and ' : ' or ',
      )
    default:
      return null
  }
}

/** Whether the fact stands on the case after the step. */
export function givenSql(procedure: Procedure, fact: string): string {
  return `(${literal(sealed(procedure, fact) ? fact : columnName(fact))} = any(c.given))`
}

function sealed(procedure: Procedure, fact: string): boolean {
  const declared = procedure.facts[fact]
  if (declared === undefined) throw new RangeError(`${procedure.name} has no fact ${fact}`)
  return isSealed(declared)
}

function value(of: string | boolean | number): string {
  return typeof of === 'string' ? literal(of) : String(of)
}

function joined(parts: readonly (string | null)[], by: string): string | null {
  const known = parts.filter((part) => part !== null)
  return known.length === parts.length ? `(${known.join(by)})` : null
}

/** Whether the case that the fact names is the person's own and stands so. The checker keeps it in this compartment. */
function caseStandsSql(procedure: Procedure, { fact, states }: Extract<Condition, { is: 'case-stands' }>) {
  const is = procedure.facts[fact]?.is
  if (is?.kind !== 'ref') return null
  return `exists (select from ${sqlName(procedure.compartment)}.${sqlName(is.to)} o
    where o.case_id = c.${columnName(fact)} and o.pseudonym = c.pseudonym and o.state = any(${textArray(states)}))`
}
