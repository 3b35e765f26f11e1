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
export function mixRecordsFunction(procedures: readonly Procedure[], atOnce = AT_ONCE): string {
  const records = procedures.flatMap((procedure) => [
    statisticsName(procedure),
    clocksName(procedure),
    breachesName(procedure),
  ])
  const tables = records.map((name): Mixed => ({ name, key: ['record_id'] }))
  return mixFunction('statistics', [...tables, { name: 'statistics.person', key: ['pseudonym'] }], atOnce)
}

/** education.mix(0): bits that other compartments placed. */
export function mixGatesFunction(compartment: string, atOnce = AT_ONCE): string {
  const schema = sqlName(compartment)
  return mixFunction(schema, [{ name: `${schema}.hold_gate`, key: ['pseudonym', 'hold'] }], atOnce)
}

/** What is rewritten in less than about a second; whoever wants to write meanwhile waits for it. */
const AT_ONCE = '64 MB'

interface Mixed {
  readonly name: string
  /** Columns of its key, which is random. */
  readonly key: readonly string[]
}

/**
 * Lays a table in the order of its key, once a day, whichever process asks, and only where something was written since. A large one
 * is not locked for so long: what was written is moved row by row. One that somebody is at stays as it is until it is asked
 * again. False where there is no such table.
 */
function mixFunction(schema: string, tables: readonly Mixed[], atOnce: string): string {
  const branches = tables.map((table, number) => `    when ${number} then\n${mixed(table, atOnce)}`)
  return `create or replace function ${schema}.mix(which integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '500ms' as $mix$
declare
  last record;
  one record;
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

/** Of a restored table nothing is known, and everything is new. */
const WRITTEN_SINCE = '(last.since is null or (age(t.xmin) <= age(last.since::xid) and t.xmin <> last.own))'

function mixed({ name, key }: Mixed, atOnce: string): string {
  const columns = (of: string) => key.map((column) => `${of}.${column}`).join(', ')
  const [, plain = ''] = name.split('.')
  const row = `register.mixed where name = '${name}'`
  return `      select m.on_day, m.since, m.own into last from register.mixed m where m.name = '${name}';
      if last.on_day = current_date then return true; end if;
      insert into register.mixed as m (name, on_day, since) values ('${name}', current_date, pg_snapshot_xmin(pg_current_snapshot()))
        on conflict (name) do update set on_day = excluded.on_day, since = excluded.since where m.on_day < excluded.on_day;
      -- Another process has just done it.
      if not found then return true; end if;
      -- What is written from here on bears the number that this row now bears.
      update ${row.replace('where', 'set own = xmin where')};
      if exists (select from ${name} t where ${WRITTEN_SINCE}) then
        if pg_relation_size('${name}') < pg_size_bytes('${atOnce}') then cluster ${name} using ${plain}_pkey;
        else
          for one in select ${columns('t')} from ${name} t where ${WRITTEN_SINCE} order by random() for update skip locked loop
            update ${name} t set ${key[0]} = t.${key[0]} where (${columns('t')}) = (${columns('one')});
          end loop;
          -- What somebody was at is looked for again.
          if exists (select from ${name} t where ${WRITTEN_SINCE} and t.xmin <> (select own from ${row})) then
            update ${row.replace('where', 'set since = last.since where')};
          end if;
        end if;
      end if;`
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
