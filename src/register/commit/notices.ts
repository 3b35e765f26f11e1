/** Whom a breach and a time running out reach, by the ladder of the safeguard: as a trigger and a function. */
import type { Compartment, Ladder, Procedure } from '../../procedures/index.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { rulesOf } from './rule.ts'

/** Roles on each ladder; `head` is the head of the agency that has the case, `person` whoever it is about. */
export const LADDERS: Readonly<Record<Ladder, readonly string[]>> = {
  R: ['head', 'ombuds-officer', 'person'],
  L: ['head', 'ombuds-officer', 'person', 'judge', 'ombuds-npm'],
  W: ['head', 'ombuds-officer', 'person', 'data-protection-auditor'],
}

/** How often an alarm on the ladder of liberty repeats until somebody acknowledges it. */
const REPEAT = "interval '30 minutes'"

/** Each breach tells its ladder in the transaction that finds it. */
export function breachNotices(compartment: Compartment, procedures: readonly Procedure[]): readonly string[] {
  const schema = sqlName(compartment)
  return [
    `create or replace function ${schema}.tell_breach() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into ${schema}.notice (procedure, case_id, rule, run, about, breach_id, whom, level, at, repeat_at)
    select new.procedure, new.case_id, new.rule, new.run, 'breach', new.breach_id, w, new.level, new.found_at,
      case when new.level = 'L' then new.found_at + ${REPEAT} end
    from unnest(case new.level ${Object.entries(LADDERS)
      .map(([level, roles]) => `when ${literal(level)} then ${textArray(roles)}`)
      .join(' ')} end || ${besideTheLadder(procedures)}) w
    on conflict do nothing;
  return null;
end $$`,
    `create or replace trigger tell_breach after insert on ${schema}.breach for each row execute function ${schema}.tell_breach()`,
  ]
}

/** Whom single safeguards tell besides. */
function besideTheLadder(procedures: readonly Procedure[]): string {
  const branches = procedures.flatMap((procedure) =>
    Object.entries(procedure.safeguards).flatMap(([name, { tells }]) =>
      tells.length === 0
        ? []
        : [
            `when new.procedure = ${literal(procedure.name)} and split_part(new.rule, '.', 1) = ${literal(name)} then ${textArray(tells)}`,
          ],
    ),
  )
  return branches.length === 0 ? "'{}'::text[]" : `case ${branches.join(' ')} else '{}'::text[] end`
}

/** The ladder of each clock, for `fire`. */
export function levelOfRule(procedure: Procedure, column: string): string {
  const branches = rulesOf(procedure, 'within').map(({ name, level }) => `when ${literal(name)} then ${literal(level)}`)
  return branches.length === 0 ? "'R'" : `case ${column} ${branches.join(' ')} else 'R' end`
}
