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

export const MIX_SIGNATURE = 'mix(integer)'

/** statistics.mix(number of the table): records, and persons, by their random keys. */
export function mixRecordsFunction(procedures: readonly Procedure[]): string {
  const records = procedures.flatMap((procedure) => [
    statisticsName(procedure),
    clocksName(procedure),
    breachesName(procedure),
  ])
  return mixFunction('statistics', [...records, 'statistics.person'])
}

/** education.mix(0): bits that other compartments placed. */
export function mixGatesFunction(compartment: string): string {
  const schema = sqlName(compartment)
  return mixFunction(schema, [`${schema}.hold_gate`])
}

/** What is rewritten in less than about a second; whoever wants to write meanwhile waits for it. */
const AT_ONCE = '64 MB'

/**
 * Rewrites a table in the order of its key, which is random. A large one is not locked for so long: what is new in it is moved row
 * by row. One that somebody is at stays as it is until tomorrow. False where there is no such table.
 */
function mixFunction(schema: string, tables: readonly string[]): string {
  const branches = tables.map((table, number) => {
    const [, name = ''] = table.split('.')
    return `    when ${number} then
      if pg_relation_size('${table}') < pg_size_bytes('${AT_ONCE}') then cluster ${table} using ${name}_pkey;
      else ${rowByRow(table)} end if;`
  })
  return `create or replace function ${schema}.mix(which integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '500ms' as $mix$
declare one record;
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  case which
${branches.join('\n')}
    else return false;
  end case;
  return true;
exception when lock_not_available then return true;
end $mix$`
}

function rowByRow(table: string): string {
  if (table.endsWith('.hold_gate'))
    return `for one in select g.pseudonym, g.hold from ${table} g order by random() for update skip locked loop
        update ${table} g set since = g.since where (g.pseudonym, g.hold) = (one.pseudonym, one.hold);
      end loop;`
  const key = table === 'statistics.person' ? 'pseudonym' : 'record_id'
  return `for one in select t.${key} as key from ${table} t where not t.mixed order by random() loop
        update ${table} t set mixed = true where t.${key} = one.key;
      end loop;`
}

/** Mixes everything, each table in its own transaction, so that nobody waits for two. */
export async function mixRows({ firewall, procedures }: Register): Promise<void> {
  const schemas = new Set(['statistics', ...procedures.map(({ compartment }) => sqlName(compartment))])
  for (const schema of schemas)
    for (let table = 0, isThere = true; isThere; table++) isThere = await mixOne(firewall, schema, table)
}

async function mixOne({ asSystem }: Register['firewall'], schema: string, table: number): Promise<boolean> {
  const { rows } = await asSystem((tx) =>
    sql<{ mixed: boolean }>`select ${sql.id(schema, 'mix')}(${table}) as mixed`.execute(tx),
  )
  return rows[0]?.mixed === true
}
