/**
 * The functions by which names are recorded, shown and looked for, one set a procedure and a compartment. Each names its
 * compartment as a constant: a login can reach no names but those of the cases that it reads.
 */
import {
  type Compartment,
  isOfficerRole,
  OFFICER_ROLES,
  type OfficerRole,
  type Procedure,
  readsName,
} from '../../procedures/index.ts'
import { logOf } from '../commit/log-of.ts'
import { reachSql } from '../commit/steps.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { nameRowSql } from './name-row.ts'

/** Statements for a procedure. */
export function nameFunctions(procedure: Procedure): readonly string[] {
  return [
    `create or replace trigger forget after update of erased on ${projectionName(procedure)}
      for each row when (new.erased) execute function ${sqlName(procedure.compartment)}.forget_people()`,
    nameOfFunction(procedure),
    namingFunction(procedure),
    recordNameFunction(procedure),
  ]
}

/** Officers who are shown names. */
export function nameReaders(procedure: Procedure): readonly OfficerRole[] {
  return OFFICER_ROLES.filter((role) => readsName(procedure, role))
}

/** Officers who open cases of the procedures. */
export function openers(procedures: readonly Procedure[]): readonly OfficerRole[] {
  return [...new Set(procedures.flatMap(({ opens }) => opens.by))].filter(isOfficerRole)
}

export const WHO_ACTS = `  who constant text[] := firewall.ticket();
  me constant uuid := who[1]::uuid;
  my_role constant text := who[2];
  my_office constant text := nullif(who[3], '');`

export const NONE = "raise exception 'none' using errcode = 'OB105';"

/** Whoever is shown the name of this case. */
function showsNameSql(procedure: Procedure): string {
  return `(my_role = any(${textArray(['person', 'representative', ...nameReaders(procedure)])}) and coalesce(${reachSql(procedure)}, false))`
}

/** Whoever opened the case says whose it is, though they may not read what comes of it. */
function recordsNameSql(procedure: Procedure): string {
  return `(${showsNameSql(procedure)} or exists (select from ${sqlName(procedure.compartment)}.event e
      where e.case_id = was.case_id and e.no = 1 and e.officer = me and e.role = my_role))`
}

/** enforcement.name_of_detention(case, purpose) → the record that stands, sealed, with the key it is under; null where there is none. */
function nameOfFunction(procedure: Procedure): string {
  return `create or replace function ${functionName(procedure, 'name_of')}(the_case uuid, purpose text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $name$
declare
${WHO_ACTS}
  was ${projectionName(procedure)}%rowtype;
begin
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case and not p.erased;
  if not found or not ${showsNameSql(procedure)} then ${NONE} end if;
  perform firewall.note_access(${literal(procedure.compartment)}, 'name', was.case_id, was.pseudonym, purpose);
  return (select jsonb_build_object('keyId', was.key_id, 'no', r.no, 'sealed', encode(r.sealed, 'base64'), 'recordedAt', r.recorded_at)
    from identity.name_record r where r.case_id = the_case order by r.no desc limit 1);
end $name$`
}

/** Before a name is written: under which key, and after which record. */
function namingFunction(procedure: Procedure): string {
  return `create or replace function ${functionName(procedure, 'naming')}(the_case uuid, purpose text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $name$
declare
${WHO_ACTS}
  was ${projectionName(procedure)}%rowtype;
begin
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case and not p.erased for no key update;
  if not found or not ${recordsNameSql(procedure)} then ${NONE} end if;
  perform firewall.note_access(${literal(procedure.compartment)}, 'name', was.case_id, was.pseudonym, purpose);
  return jsonb_build_object('keyId', was.key_id, 'now', clock_timestamp(),
    'no', (select coalesce(max(r.no), 0) from identity.name_record r where r.case_id = the_case));
end $name$`
}

/** Called in the transaction of \`naming\`, which holds the case. The same submission again is done once. */
function recordNameFunction(procedure: Procedure): string {
  return `create or replace function ${functionName(procedure, 'record_name')}(the_case uuid, command jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $name$
#variable_conflict use_variable
declare
${WHO_ACTS}
  was ${projectionName(procedure)}%rowtype;
  known identity.name_record%rowtype;
  last integer;
  recorded constant timestamptz := clock_timestamp();
  salt constant bytea := ledger.once();
begin
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case and not p.erased for no key update;
  if not found or not ${recordsNameSql(procedure)} then ${NONE} end if;
  select * into known from identity.name_record r where r.key = (command->>'key')::uuid;
  if found then
    if known.case_id <> the_case or known.officer <> me then raise exception 'the key was used for another request' using errcode = 'OB104'; end if;
    return known.no;
  end if;
  select coalesce(max(r.no), 0) into last from identity.name_record r where r.case_id = the_case;
  if last <> (command->>'after')::integer then raise exception 'this case has changed' using errcode = 'OB101', detail = last::text; end if;
  insert into identity.name_record (case_id, no, compartment, sealed, recorded_at, role, officer, office, key, commitment, salt, entry)
    values (the_case, last + 1, ${literal(procedure.compartment)}, decode(command->>'sealed', 'base64'), recorded, my_role, me, my_office, (command->>'key')::uuid,
      decode(command->>'commitment', 'hex'), salt,
      ledger.append(${literal(logOf(procedure))}, register.leaf_of(command->>'leaf', salt, ${nameRowSql(procedure)}, decode(command->>'commitment', 'hex'))));
  delete from identity.name_token t where t.case_id = the_case;
  insert into identity.name_token (compartment, token, case_id)
    select ${literal(procedure.compartment)}, decode(t, 'hex'), the_case from jsonb_array_elements_text(command->'tokens') t;
  return last + 1;
end $name$`
}

/** Statements for a compartment: looking somebody up, and opening a case about them. */
export function lookupFunctions(compartment: Compartment, procedures: readonly Procedure[]): readonly string[] {
  return [
    findPersonFunction(compartment, procedures),
    knownByDocumentFunction(compartment, procedures),
    personOfFunction(compartment),
  ]
}

/** People of cases that the officer reads, each with a handle. That nobody is found is a look too. */
function findPersonFunction(compartment: Compartment, procedures: readonly Procedure[]): string {
  const cases = procedures
    .map(
      (
        procedure,
      ) => `      select was.pseudonym, was.person_pointer, was.case_id, was.case_number, was.opened_at, ${literal(procedure.name)} as procedure
      from ${projectionName(procedure)} was join identity.name_token t on t.case_id = was.case_id
      where t.compartment = ${literal(compartment)} and t.token = any(tokens) and not was.erased
        and my_role = any(${textArray(nameReaders(procedure))}) and coalesce(${reachSql(procedure)}, false)`,
    )
    .join('\n      union\n')
  return `create or replace function ${sqlName(compartment)}.find_person(tokens bytea[], lookup uuid, purpose text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $find$
declare
${WHO_ACTS}
  one record;
  answer jsonb := '[]';
begin
  if my_role is null then ${NONE} end if;
  perform firewall.note_access(${literal(compartment)}, 'lookup', lookup, null, purpose);
  for one in
    select m.pseudonym, (array_agg(m.person_pointer order by m.opened_at))[1] as pointer, array_agg(m.case_id) as ids,
      jsonb_agg(jsonb_build_object('procedure', m.procedure, 'caseId', m.case_id, 'caseNumber', m.case_number) order by m.opened_at desc) as cases
    from (
${cases}) m group by m.pseudonym order by max(m.opened_at) desc limit ${MOST_FOUND}
  loop
    perform firewall.note_access(${literal(compartment)}, 'name', i, one.pseudonym, purpose) from unnest(one.ids) i;
    answer := answer || jsonb_build_object('handle', identity.hand(${literal(compartment)}, one.pointer), 'cases', one.cases);
  end loop;
  return answer;
end $find$`
}

const MOST_FOUND = 20

/**
 * Always a handle, whether the paper is known or not: whose cases they are, and that there are any, stays with those who read
 * them. Papers shown for two people tell nothing.
 */
function knownByDocumentFunction(compartment: Compartment, procedures: readonly Procedure[]): string {
  const cases = procedures
    .map(
      (
        procedure,
      ) => `select was.pseudonym, was.person_pointer from ${projectionName(procedure)} was join identity.name_token t on t.case_id = was.case_id
      where t.compartment = ${literal(compartment)} and t.token = known_by_document.token and not was.erased`,
    )
    .join('\n      union all\n      ')
  return `create or replace function ${sqlName(compartment)}.known_by_document(token bytea, lookup uuid, purpose text) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $find$
declare
  pointer bytea;
begin
  if firewall.role_id() is null then ${NONE} end if;
  perform firewall.note_access(${literal(compartment)}, 'lookup', lookup, null, purpose);
  select case when count(distinct m.pseudonym) = 1 then (array_agg(m.person_pointer))[1] end into pointer from (
      ${cases}) m;
  return identity.hand(${literal(compartment)}, pointer);
end $find$`
}

/** The pointer of a handle; null for somebody new. For the officer who was given it, once. */
function personOfFunction(compartment: Compartment): string {
  return `create or replace function ${sqlName(compartment)}.person_of(handle uuid, submission uuid) returns bytea
language plpgsql security definer set search_path = pg_catalog, pg_temp as $person$
declare
  found_pointer bytea;
begin
  update identity.handle h set used_by = submission
    where h.handle_id = handle and h.officer = firewall.officer() and h.compartment = ${literal(compartment)}
      and h.made_at > clock_timestamp() - interval '1 hour' and (h.used_by is null or h.used_by = submission)
    returning h.pointer into found_pointer;
  if not found then ${NONE} end if;
  return found_pointer;
end $person$`
}

/** immigration_enforcement.name_of_detention */
export function functionName(procedure: Procedure, what: 'name_of' | 'naming' | 'record_name'): string {
  return `${sqlName(procedure.compartment)}.${what}_${sqlName(procedure.name)}`
}
