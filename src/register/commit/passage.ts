/**
 * The one way through a wall: a step that opens a case of another procedure leaves a sealed letter in its own transaction,
 * which the system alone carries, once. The letter knows neither the case it came from nor when; the source never learns
 * what became of it.
 */
import type { Compartment, Procedure } from '../../procedures/index.ts'
import { literal, sqlName } from '../tables/names.ts'

/** The procedure whose case a step opens; null where it opens none, or this State does not run that procedure. */
export function openedBy(procedure: Procedure, step: string, runs: readonly string[]) {
  const opens = (procedure.transitions[step] ?? procedure.entries[step])?.opensCase
  return opens !== undefined && runs.includes(opens.procedure) ? opens : null
}

/** Steps of the procedure that open a case elsewhere. */
function openingSteps(procedure: Procedure, runs: readonly string[]): readonly string[] {
  return [...Object.keys(procedure.transitions), ...Object.keys(procedure.entries)].filter(
    (step) => openedBy(procedure, step, runs) !== null,
  )
}

/** Whether a step of some procedure opens cases of this one: then the system opens them. */
export function isOpenedFromElsewhere(procedure: Procedure, procedures: readonly Procedure[]): boolean {
  return procedures.some((one) =>
    [...Object.values(one.transitions), ...Object.values(one.entries)].some(
      ({ opensCase }) => opensCase?.procedure === procedure.name,
    ),
  )
}

/** A step that opens a case is not taken without its letter. */
export function passageBlock(procedure: Procedure, runs: readonly string[]): string {
  return openingSteps(procedure, runs)
    .map(
      (step) => `  if the_step = ${literal(step)} then
    if command->'passage'->>'id' is null then raise exception 'missing' using errcode = 'OB108', detail = 'passage'; end if;
    insert into ${sqlName(procedure.compartment)}.passage (passage_id, target, sealed)
      values ((command->'passage'->>'id')::uuid, ${literal(openedBy(procedure, step, runs)?.procedure ?? '')}, decode(command->'passage'->>'sealed', 'base64'));
    passing := true;
  end if;`,
    )
    .join('\n')
}

/** education.passed(passage): the letter has arrived, and nothing of it stays. For the system alone. */
export function passedFunction(compartment: Compartment): string {
  const schema = sqlName(compartment)
  return `create or replace function ${schema}.passed(the_passage uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $passed$
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  delete from ${schema}.passage p where p.passage_id = the_passage;
end $passed$`
}
