/**
 * The order of rows tells who is who: whoever has the dumps of two compartments lays one beside the other (D4 of the
 * reliability promises). So once a day what one step wrote into a second compartment is laid down there in another order.
 */
import { sql } from 'kysely'
import type { Procedure } from '../../procedures/index.ts'
import type { Register } from '../register.ts'
import { sqlName } from '../tables/names.ts'
import { breachesName, clocksName } from './period.ts'
import { statisticsName } from './record.ts'

export const MIX_SIGNATURE = 'mix()'

const ONLY_SYSTEM = `if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;`

/** statistics.mix(): records and persons that are new since the last time; the others lie in disorder already. */
export function mixRecordsFunction(procedures: readonly Procedure[]): string {
  const records = procedures.flatMap((procedure) => [
    statisticsName(procedure),
    clocksName(procedure),
    breachesName(procedure),
  ])
  const mixed = (
    table: string,
    key: string,
  ) => `  for one in select t.${key} as key from ${table} t where not t.mixed order by random() loop
    update ${table} t set mixed = true where t.${key} = one.key;
  end loop;`
  return mixFunction('statistics', [
    ...records.map((table) => mixed(table, 'record_id')),
    mixed('statistics.person', 'pseudonym'),
  ])
}

/** education.mix(): bits that other compartments placed. A row that somebody holds stays where it is until tomorrow. */
export function mixGatesFunction(compartment: string): string {
  const gates = `${sqlName(compartment)}.hold_gate`
  return mixFunction(sqlName(compartment), [
    `  for one in select g.pseudonym, g.hold from ${gates} g order by random() for update skip locked loop
    update ${gates} g set since = g.since where (g.pseudonym, g.hold) = (one.pseudonym, one.hold);
  end loop;`,
  ])
}

function mixFunction(schema: string, loops: readonly string[]): string {
  return `create or replace function ${schema}.mix() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $mix$
declare one record;
begin
  ${ONLY_SYSTEM}
${loops.join('\n')}
end $mix$`
}

/** Mixes everything, each compartment in its own transaction. */
export async function mixRows({ firewall, procedures }: Register): Promise<void> {
  const schemas = new Set(['statistics', ...procedures.map(({ compartment }) => sqlName(compartment))])
  for (const schema of schemas) await firewall.asSystem((tx) => sql`select ${sql.id(schema, 'mix')}()`.execute(tx))
}
