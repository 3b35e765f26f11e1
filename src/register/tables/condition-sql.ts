/**
 * Conditions as the database reads them, over the row `c` of a case after the step, and `was` before it. What only the application can judge
 * (texts, and what is sealed beyond "is it given") is null here, and stays the application's.
 */
import type { Condition, Procedure } from '../../procedures/index.ts'
import { isSealed } from './columns.ts'
import { limitSql } from './limit-sql.ts'
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
    case 'place-is':
      return placeIsSql(procedure, condition)
    case 'moratorium':
      return sealed(procedure, condition.fact)
        ? null
        : `exists (select from register.moratorium m where c.${columnName(condition.fact)} = any(m.countries)
      and ${TODAY} >= m.first_day and (m.last_day is null or ${TODAY} <= m.last_day))`
    case 'earlier-case':
      return earlierCaseSql(procedure, condition)
    case 'other-case':
      return otherCaseSql(procedure, condition)
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

/**
 * The condition with what only the application can judge taken as it would have it: `unknown` is how that is taken. So the
 * database refuses what is refused whatever the texts say. True and false (those of JavaScript) where nothing else is left of it.
 */
export function conditionAtBest(
  procedure: Procedure,
  condition: Condition,
  { stateOf, unknown }: { readonly stateOf: StateOf; readonly unknown: boolean },
): string | boolean {
  switch (condition.is) {
    case 'not': {
      const inner = conditionAtBest(procedure, condition.condition, { stateOf, unknown: !unknown })
      return typeof inner === 'boolean' ? !inner : `(not ${inner})`
    }
    case 'all':
    case 'any': {
      const decides = condition.is === 'any'
      const parts = condition.of.map((one) => conditionAtBest(procedure, one, { stateOf, unknown }))
      const open = parts.filter((part) => typeof part === 'string')
      if (parts.includes(decides)) return decides
      return open.length === 0 ? !decides : `(${open.join(decides ? ' or ' : ' and ')})`
    }
    default:
      return conditionSql(procedure, condition, stateOf) ?? unknown
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

const TODAY = '(clock_timestamp() at time zone (select h.time_zone from register.home h))::date'

/** What the country's list says of the place that the fact names; "the same court district" is that of the place where the person was before. */
function placeIsSql(procedure: Procedure, { fact, quality }: Extract<Condition, { is: 'place-is' }>) {
  if (sealed(procedure, fact)) return null
  const place = `register.place p where p.place_id = c.${columnName(fact)}`
  return quality === 'same-court-district'
    ? `exists (select from register.place o, ${place} and o.place_id = was.${columnName(fact)} and o.district = p.district)`
    : `exists (select from ${place} and ${literal(quality)} = any(p.qualities))`
}

/** Whether another case stands so: of the same person, or that whose number the fact gives. */
function otherCaseSql(procedure: Procedure, { named, states }: Extract<Condition, { is: 'other-case' }>) {
  return `exists (select from ${otherCasesSql(procedure, named)} and o.state = any(${textArray(states)}))`
}

/** `from` what follows: the other cases `o` of the person of `c`, or the one whose number the fact gives. */
export function otherCasesSql(procedure: Procedure, named: string | null): string {
  const which = named === null ? 'o.pseudonym = c.pseudonym' : `o.case_number = c.${columnName(named)}`
  return `${sqlName(procedure.compartment)}.${sqlName(procedure.name)} o where ${which} and o.case_id <> c.case_id and not o.erased`
}

/** Whether another case of the same person in this procedure ended in one of these states, not longer ago. */
function earlierCaseSql(procedure: Procedure, { ended, within }: Extract<Condition, { is: 'earlier-case' }>) {
  const since = `(select max(e.recorded_at) from ${sqlName(procedure.compartment)}.event e
      where e.case_id = o.case_id and e.to_state = o.state and e.from_state is distinct from e.to_state)`
  return `exists (select from ${sqlName(procedure.compartment)}.${sqlName(procedure.name)} o where o.pseudonym = c.pseudonym and o.case_id <> c.case_id
    and o.state = any(${textArray(ended)}) and ${limitSql(since, within, 'protective')} >= clock_timestamp())`
}
