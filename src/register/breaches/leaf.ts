/**
 * Each breach leaves its leaf in the transaction that finds it, whichever function that is: a trigger enters it. Nobody did it, so
 * its actor is a name that never comes again.
 */
import { EVEN_LEAF, EVEN_LOG } from '../../ledger/index.ts'
import type { Compartment, Procedure } from '../../procedures/index.ts'
import { logOf } from '../commit/log-of.ts'
import { literal, sqlName } from '../tables/names.ts'

const MOMENTS = ['due_at', 'found_at', 'started_at']
const NUMBERS = ['run']
/** In the order of their names, as RFC 8785 has them. */
const COLUMNS = [
  ...['breach_id', 'case_id', 'due_at', 'found_at', 'level', 'mode', 'procedure', 'rule', 'run'],
  ...['started_at', 'state', 'step'],
]

/** The row of a breach as its leaf commits to it. */
const RECORD = `'{' || ${COLUMNS.map((column) => `'"${column}":' || ${textOf(column)}`).join(" || ',' || ")} || '}'`

function textOf(column: string): string {
  if (MOMENTS.includes(column)) return `coalesce('"' || register.moment(new.${column}) || '"', 'null')`
  if (NUMBERS.includes(column)) return `coalesce(new.${column}::text, 'null')`
  return `coalesce(to_json(new.${column}::text)::text, 'null')`
}

/** The same of a stored row `b`, as JSON. */
export const BREACH_SELECT = `jsonb_build_object(${COLUMNS.map((column) => {
  if (MOMENTS.includes(column)) return `'${column}', trunc(extract(epoch from b.${column}) * 1000000)::text`
  return `'${column}', b.${column}`
}).join(', ')})`

/** The statements that make the trigger, for the procedures of a compartment. */
export function breachLeaf(compartment: Compartment, procedures: readonly Procedure[]): readonly string[] {
  if (procedures.length === 0) return []
  const schema = sqlName(compartment)
  const policies = procedures.map(({ name, since }) => `when ${literal(name)} then ${literal(since ?? '1')}`)
  const even = literal(
    `action ${EVEN_LEAF.action}\npolicy ${EVEN_LEAF.policy}\nsoftware ${EVEN_LEAF.software}\noutcome ${EVEN_LEAF.outcome}\n`,
  )
  const open = `'action ' || new.procedure || '.breach' || chr(10) || 'policy ' || coalesce(case new.procedure ${policies.join(' ')} end, '1') || chr(10)
      || 'software observance' || chr(10) || 'outcome found' || chr(10)`
  // Procedures of one compartment may have logs of their own: a visit is no complaint.
  const logs = procedures.map((one) => `when ${literal(one.name)} then ${literal(logOf(one))}`)
  return [
    `create or replace function ${schema}.enter_breach() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  record_text constant text := ${RECORD};
  log constant text := case new.procedure ${logs.join(' ')} else 'register' end;
begin
  -- A clock is broken once: what comes again is not written, and has no leaf either. The case is locked by whoever writes.
  if new.run is not null and exists (select from ${schema}.breach b where (b.case_id, b.rule, b.run) = (new.case_id, new.rule, new.run)) then return null; end if;
  new.salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  new.entry := ledger.append(log, register.leaf_of(
    case log when ${literal(EVEN_LOG)} then ${even} else ${open} end || 'actor ' || encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'base64') || chr(10), new.salt, record_text,
    sha256(convert_to('observance/commitment/v1 payload' || chr(10), 'UTF8') || new.salt || convert_to(record_text, 'UTF8'))));
  return new;
end $$`,
    `create or replace trigger enter_breach before insert on ${schema}.breach for each row execute function ${schema}.enter_breach()`,
  ]
}
