/**
 * Facts that name an officer: it is whoever acts, known by their ticket, or somebody with an account in a role that acts in the
 * procedure. Accounts that are closed count: who has left has done what they did. Where no officer has an account nothing is
 * looked up, as with any list that was never written.
 */
import { isOfficerRole, type Procedure } from '../../procedures/index.ts'
import { plainColumns } from '../tables/columns.ts'
import { literal, textArray } from '../tables/names.ts'
import { actors } from './steps.ts'

/** Facts of the procedure that name an officer, each with its column. */
export function officerFacts(procedure: Procedure) {
  return plainColumns(procedure).filter(({ fact }) => {
    const is = procedure.facts[fact]?.is
    return is?.kind === 'ref' && is.to === 'officer'
  })
}

/** Whether the id is an officer's who acts in the procedure. In a function that knows `me` and `my_role`. */
function isOneSql(procedure: Procedure, id: string): string {
  const roles = textArray(actors(procedure).filter(isOfficerRole))
  return `((${id} = me and my_role = any(${roles}))
      or exists (select from followup.account a where a.id = ${id} and a.agency_role = any(${roles}))
      or not exists (select from followup.account a where a.agency_role is not null))`
}

/** In the commit function: refused whatever the application says. */
export function officersBlock(procedure: Procedure): string {
  return officerFacts(procedure)
    .map(
      ({ column }) => `  if ${literal(column)} = any(now_given) and not ${isOneSql(procedure, `c.${column}`)} then
    raise exception 'no such officer' using errcode = 'OB107', detail = ${literal(column)};
  end if;`,
    )
    .join('\n')
}

/** Of what is asked, the facts that name nobody who acts here: a list of their names. */
export function unknownOfficersJson(procedure: Procedure): string {
  const parts = officerFacts(procedure).map(({ fact }) => {
    const id = `(asked->'officers'->>${literal(fact)})::uuid`
    return `case when ${id} is not null and not ${isOneSql(procedure, id)} then ${literal(fact)} end`
  })
  return parts.length === 0 ? "'[]'::jsonb" : `to_jsonb(array_remove(array[${parts.join(', ')}], null))`
}
