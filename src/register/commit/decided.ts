/**
 * A command that was decided on what its sender had been given before, without another look: it is taken only where that is what
 * stands, and it is a look, recorded as one. Events are compared by their number; bits, the person and the time, which change with no
 * event of the case, are compared here.
 */
import type { Procedure } from '../../procedures/index.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'

/** By how much the time that was decided by may differ from the database's: longer than a trip takes, shorter than any time limit. */
const MOST_SECONDS = 1

/** In the commit function, under the lock of the case. Whoever is refused is told nothing of it here: they ask again. */
export function decidedBlock(procedure: Procedure): string {
  const changed = "raise exception 'this case has changed' using errcode = 'OB101', detail = was.event_no::text;"
  return `  if command ? 'decidedAt' then
    if abs(extract(epoch from clock_timestamp() - (command->>'decidedAt')::timestamptz)) > ${MOST_SECONDS} then ${changed} end if;
    if the_step <> 'open' then
      if not coalesce(my_role = any(${textArray(readers(procedure))}), false) then raise exception 'none' using errcode = 'OB105'; end if;
      -- No bit stood: where one does, the case is asked for.
      if was.person_pointer <> decode(command->>'decidedFor', 'hex')
        or exists (select from ${sqlName(procedure.compartment)}.hold_gate g where g.pseudonym = was.pseudonym and g.standing + g.recorded > 0) then ${changed} end if;
      perform firewall.note_access_of(who, ${literal(procedure.compartment)}, 'case', was.case_id, was.pseudonym, command->>'purpose');
    end if;
  end if;`
}

/** Whoever is given the file of a case that they have to do with. */
export function readers(procedure: Procedure): readonly string[] {
  return ['system', 'person', 'representative', ...Object.keys(procedure.reads)]
}
