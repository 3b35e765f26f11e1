/**
 * Erasing a case, in the database: only where its time is over and no remedy of the person is open, both worked out here
 * under the lock of the case. What stays has no name: events without content, breaches, the erasure's own entry.
 */
import type { Procedure } from '../../procedures/index.ts'
import { placesOf } from '../commit/death.ts'
import { logOf } from '../commit/log-of.ts'
import { placingName } from '../commit/placing.ts'
import { plainColumns } from '../tables/columns.ts'
import { literal, sqlName } from '../tables/names.ts'
import { officeColumn, officeRoles, projectionName } from '../tables/projection.ts'
import { askedIndexes, timesFunction, timesName } from './due.ts'
import { waitsSql, warnFunction } from './expiry.ts'

/** Statements for a procedure, in the order in which one calls another. */
export function erasureFunctions(procedure: Procedure): readonly string[] {
  return [
    ...askedIndexes(procedure),
    timesFunction(procedure),
    dueFunction(procedure),
    ...(procedure.expiry === undefined
      ? []
      : [warnFunction(procedure, procedure.expiry, blockedSql(procedure, 'false'))]),
    takeAwayFunction(procedure),
    eraseFunction(procedure),
    forgottenFunction(procedure),
  ]
}

type Verb = 'due_erasures_of' | 'erase' | 'take_away' | 'forgotten_keys_of'

/** The name of one of them: `schema.VERB_procedure`. */
export function erasureName(procedure: Procedure, verb: Verb): string {
  return `${sqlName(procedure.compartment)}.${verb}_${sqlName(procedure.name)}`
}

const SYSTEM_ALONE =
  "if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;"

/** Bits \`eraseNot\` that stand for the person, but for those of this case where it is the person's own word. */
function blockedSql(procedure: Procedure, asked: string): string {
  const schema = sqlName(procedure.compartment)
  return `coalesce((select g.standing from ${schema}.hold_gate g where g.pseudonym = c.pseudonym and g.hold = 'eraseNot'), 0)
      > case when ${asked} then (select count(*) from ${schema}.placed_hold h
          where h.case_id = c.case_id and h.hold = 'eraseNot' and h.mode = 'enforce' and h.lifted_at is null) else 0 end`
}

/** Cases whose time is over and which nothing holds, with what the application needs to erase them. For the system alone. */
function dueFunction(procedure: Procedure): string {
  return `create or replace function ${erasureName(procedure, 'due_erasures_of')}() returns table (case_id uuid, person_pointer bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $due$
#variable_conflict use_column
begin
  ${SYSTEM_ALONE}
  return query select c.case_id, c.person_pointer from ${timesName(procedure)}(null) t join ${projectionName(procedure)} c on c.case_id = t.case_id
    where t.due_at <= clock_timestamp() and not (${blockedSql(procedure, 't.asked')}) and (t.asked or not (${waitsSql(procedure)}));
end $due$`
}

/** True if this call erased the case: its time is over, and no remedy is open. For the system alone. */
function eraseFunction(procedure: Procedure): string {
  const table = projectionName(procedure)
  const schema = sqlName(procedure.compartment)
  return `create or replace function ${erasureName(procedure, 'erase')}(the_case uuid, command jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $erase$
declare
  c ${table}%rowtype;
  t record;
begin
  ${SYSTEM_ALONE}
  select * into c from ${table} p where p.case_id = the_case and not p.erased for update;
  if not found then return false; end if;
  -- Of somebody else's case by now, the next look works it out anew.
  if decode(command->'pseudonyms'->>${literal(procedure.compartment)}, 'hex') <> c.pseudonym then return false; end if;
  -- Whoever places the bit at this moment waits here, or has placed it.
  insert into ${schema}.hold_gate (pseudonym, hold) values (c.pseudonym, 'eraseNot') on conflict do nothing;
  perform from ${schema}.hold_gate g where g.pseudonym = c.pseudonym and g.hold = 'eraseNot' for update;
  select * into t from ${timesName(procedure)}(the_case);
  if not found or t.due_at > clock_timestamp() or (${blockedSql(procedure, 't.asked')})
    or (not t.asked and (${waitsSql(procedure)})) then return false; end if;
  perform ${erasureName(procedure, 'take_away')}(the_case, t.rule, case when t.asked then 'person' else 'retention' end, command);
  return true;
end $erase$`
}

/**
 * Takes the content of a case away. The key is named with the erasure until whoever holds the vault has destroyed it: a crash
 * between the two leaves the work to the next look. Nobody who signs in may call it.
 */
function takeAwayFunction(procedure: Procedure): string {
  const table = projectionName(procedure)
  const schema = sqlName(procedure.compartment)
  const empty = [
    ...plainColumns(procedure).map(({ column }) => `${column} = null`),
    ...officeRoles(procedure).map((role) => `${officeColumn(role)} = null`),
  ]
  return `create or replace function ${erasureName(procedure, 'take_away')}(the_case uuid, rule integer, authority text, command jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $away$
#variable_conflict use_variable
declare
  was ${table}%rowtype;
  c ${table}%rowtype;
  recorded constant timestamptz := clock_timestamp();
  record_text text;
  salt constant bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
begin
  select * into was from ${table} p where p.case_id = the_case for update;
  c := was;
  c.erased := true;
${placesOf(procedure).length === 0 ? '' : `  perform ${placingName(procedure)}(was, c, 'erase', recorded, recorded, command);`}
  record_text := '{"at":"' || register.moment(recorded) || '","authority":"' || authority
    || '","case_id":"' || the_case || '","procedure":' || to_json(${literal(procedure.name)}::text) || ',"rule":' || coalesce(rule::text, 'null') || '}';
  insert into ${schema}.erasure (procedure, case_id, rule, authority, at, salt, entry, key_id)
    values (${literal(procedure.name)}, the_case, rule, authority, recorded, salt,
      ledger.append(${literal(logOf(procedure))}, register.leaf_of(command->>'leaf', salt, record_text,
        sha256(convert_to('observance/commitment/v1 payload' || chr(10), 'UTF8') || salt || convert_to(record_text, 'UTF8')))), was.key_id);
  update ${schema}.event e set sealed = null, anchor = null, erased = true where e.case_id = the_case;
  update ${schema}.breach_word w set sealed = null, erased = true where w.case_id = the_case;
  update ${schema}.clock k set stopped_at = recorded where k.case_id = the_case and k.stopped_at is null;
  delete from ${schema}.notice n where n.case_id = the_case;
  delete from ${schema}.spoken_for s where s.case_id = the_case;
  delete from ${schema}.case_code k where k.case_id = the_case;
  delete from ${schema}.wording w where w.case_id = the_case;
  delete from ${schema}.proposal p where p.case_id = the_case;
  delete from ${schema}.earlier_pseudonym n where n.case_id = the_case;
  delete from ${schema}.unsettled u where u.case_id = the_case;
  -- Nothing leads to the person any more, nor from the number on their paper.
  update ${table} p set erased = true, sealed = null, given = '{}', case_number = gen_random_uuid()::text, person_pointer = '', key_id = gen_random_uuid(),
    pseudonym = substring(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) for 20)${empty.map((one) => `, ${one}`).join('')} where p.case_id = the_case;
  delete from ${schema}.hold_gate g where g.pseudonym = was.pseudonym and g.standing = 0 and g.recorded = 0
    and not exists (select from ${table} p where p.pseudonym = was.pseudonym);
end $away$`
}

/** Keys that are still to be destroyed; those that were given are noted as gone. For the system alone. */
function forgottenFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  return `create or replace function ${erasureName(procedure, 'forgotten_keys_of')}(gone uuid[]) returns uuid[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $gone$
begin
  ${SYSTEM_ALONE}
  update ${schema}.erasure e set key_id = null where e.key_id = any(gone);
  return array(select e.key_id from ${schema}.erasure e where e.procedure = ${literal(procedure.name)} and e.key_id is not null);
end $gone$`
}
