/**
 * Where a safeguard would have the system move a case and the country only records it: the case stays where it is, and that is a
 * breach, with its ladder. What a time brings stands with the clocks.
 */
import { type Heeds, type Procedure, startingStates } from '../../procedures/index.ts'
import { conditionSql } from '../tables/condition-sql.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { type Modes, type NamedRule, rulesOf } from './rule.ts'

/** In the commit function: a forbidding condition has come to hold, and nobody is moved. Once a case and rule. */
export function unmovedBlock(procedure: Procedure, modes: Modes): string {
  return rulesOf(procedure, 'forbid')
    .filter(({ name }) => modes.recorded.has(name))
    .flatMap(({ name, level, rule: { when, onArising } }) => {
      const arisen = conditionSql(procedure, when, 'c')
      if (onArising === null || arisen === null) return []
      return [
        `  if c.state = any(${textArray(fromStates(procedure, onArising))}) and ${arisen} and not exists (${found(procedure, name, 'c')}) then
    ${insert(procedure, { name, level }, "values ('record', c.case_id, recorded, the_step)")}
  end if;`,
      ]
    })
    .join('\n')
}

/** immigration_enforcement.note_unmoved_detention() */
export function noteUnmovedName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.note_unmoved_${sqlName(procedure.name)}`
}

/**
 * Notes each case on which a bit stands that is only recorded where it was placed, and which it would have moved; gives how
 * many. Whoever has gone on against the bit since it came has made its breach already. For the system alone.
 */
export function noteUnmovedFunction(procedure: Procedure): string {
  const each = rulesOf(procedure, 'heeds').map((named) => noting(procedure, named))
  return `create or replace function ${noteUnmovedName(procedure)}() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $unmoved$
declare
  noted integer := 0;
  more integer;
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
${each.join('\n')}
  return noted;
end $unmoved$`
}

function noting(procedure: Procedure, { name, level, rule }: NamedRule<Heeds<string>>): string {
  if (rule.onArrival === null) return ''
  const schema = sqlName(procedure.compartment)
  return `  ${insert(
    procedure,
    { name, level },
    `select 'record', c.case_id, clock_timestamp(), null from ${schema}.hold_gate g join ${projectionName(procedure)} c on c.pseudonym = g.pseudonym
      where g.hold = ${literal(rule.hold)} and g.standing = 0 and g.recorded > 0 and c.state = any(${textArray(fromStates(procedure, rule.onArrival))})
        and not exists (${found(procedure, name, 'c')} and b.found_at >= g.since)`,
  )}
  get diagnostics more = row_count;
  noted := noted + more;`
}

function insert(
  { compartment, name: procedure }: Procedure,
  { name, level }: Pick<NamedRule, 'name' | 'level'>,
  rows: string,
): string {
  return `insert into ${sqlName(compartment)}.breach (procedure, rule, level, mode, case_id, found_at, step)
      select ${literal(procedure)}, ${literal(name)}, ${literal(level)}, u.mode, u.case_id, u.found_at, u.step from (${rows}) u(mode, case_id, found_at, step);`
}

function found({ compartment }: Procedure, name: string, row: string): string {
  return `select from ${sqlName(compartment)}.breach b where b.case_id = ${row}.case_id and b.rule = ${literal(name)}`
}

/** The states in which the step would move a case. */
function fromStates(procedure: Procedure, step: string): readonly string[] {
  const transition = procedure.transitions[step]
  if (transition === undefined) return []
  return startingStates(procedure, transition.from).filter((state) => state !== transition.to)
}
