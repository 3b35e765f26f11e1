/**
 * Reaching other cases of the same procedure: which they are is found in the transaction of the step, under a lock that any two
 * steps share that look for one another; what is to happen there is noted, and the system takes it, once.
 */
import type { Compartment, Procedure, Reaches } from '../../procedures/index.ts'
import { startingFrom, stepNamed, stepsOf } from '../judgement/step.ts'
import { otherCasesSql } from '../tables/condition-sql.ts'
import { columnName, literal, sqlName, textArray } from '../tables/names.ts'
import { conditionsOfKind } from './elsewhere.ts'

/** What the step brings about on other cases. */
export function reachesOf(procedure: Procedure, step: string): readonly Reaches[] {
  return (procedure.transitions[step] ?? procedure.entries[step])?.reaches ?? []
}

/** Steps that look for other cases, or reach them, each with the facts by which it finds them. */
function lookingSteps(procedure: Procedure): ReadonlyMap<string, readonly string[]> {
  const looking = stepsOf(procedure).flatMap(({ name }) => {
    const found = [...conditionsOfKind(procedure, 'other-case', name), ...reachesOf(procedure, name)]
    return found.length === 0 ? [] : [[name, [...new Set(found.flatMap(({ named }) => named ?? []))]] as const]
  })
  return new Map(looking)
}

/**
 * Of two steps that look for one another the second waits until the first has been taken, and then sees it. They meet in the
 * person, or in a number: each holds its own and the one that it names, all in one order, so that no two wait for each other.
 */
export function lockBlock(procedure: Procedure): string {
  return [...lookingSteps(procedure)]
    .map(([step, named]) => {
      const numbers = named.map((fact) => `, ${literal(`${procedure.name} `)} || c.${columnName(fact)}`).join('')
      return `  if the_step = ${literal(step)} then
    for waited in select k from unnest(array[${literal(`${procedure.name} `)} || encode(c.pseudonym, 'hex'), ${literal(`${procedure.name} `)} || c.case_number${numbers}]) k
      where k is not null group by k order by k collate "C" loop
      perform pg_advisory_xact_lock(hashtextextended(waited, 1));
    end loop;
  end if;`
    })
    .join('\n')
}

/** After the step: what the system has to do on the cases that it reaches, where they stand so that it can. */
export function reachBlock(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  return stepsOf(procedure)
    .flatMap(({ name }) => reachesOf(procedure, name).map((reach) => ({ name, ...reach })))
    .map(({ name, step, named }) => {
      const open = startingFrom(procedure, stepNamed(procedure, step))
      return `  if the_step = ${literal(name)} then
    insert into ${schema}.reached (reach_id, procedure, case_id, step)
      select gen_random_uuid(), ${literal(procedure.name)}, o.case_id, ${literal(step)} from ${otherCasesSql(procedure, named ?? null)} and o.state = any(${textArray(open)});
    if found then passing := true; end if;
  end if;`
    })
    .join('\n')
}

/** education.arrived(reach): it has been taken, or is open no longer. For the system alone. */
export function arrivedFunction(compartment: Compartment): string {
  const schema = sqlName(compartment)
  return `create or replace function ${schema}.arrived(the_reach uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $arrived$
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  delete from ${schema}.reached r where r.reach_id = the_reach;
end $arrived$`
}
