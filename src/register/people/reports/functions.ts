/**
 * Two people under one number, or one under two: the functions by which an officer reports it, whoever signs sees it, and the
 * system carries it out. Whoever signs sees numbers, kinds and times of events, and no content; nothing of a procedure that is
 * walled off from them.
 */
import {
  isAboutSomebody,
  isHiddenInNumber,
  isOfficerRole,
  type OfficerRole,
  type Procedure,
} from '../../../procedures/index.ts'
import { placesOf } from '../../commit/death.ts'
import { REPEAT } from '../../commit/notices.ts'
import type { HoldTargets } from '../../commit/placing.ts'
import { reachSql } from '../../commit/steps.ts'
import { literal, sqlName, textArray } from '../../tables/names.ts'
import { projectionName } from '../../tables/projection.ts'
import { NONE, WHO_ACTS } from '../functions.ts'

/** Who signs: they read no case, and see who looked at each. */
export const SIGNER: OfficerRole = 'data-protection-auditor'

type Verb =
  | 'report_person'
  | 'reported'
  | 'by_number'
  | 'person_cases'
  | 'lock_person'
  | 'move_person'
  | 'person_carried'

/** immigration_enforcement.move_person_detention */
export function reportName(procedure: Procedure, verb: Verb): string {
  return `${sqlName(procedure.compartment)}.${verb}_${sqlName(procedure.name)}`
}

/** Whether whoever signs sees cases of the procedure, and officers report from them. */
export function isSigned(procedure: Procedure): boolean {
  return !isHiddenInNumber(procedure) && isAboutSomebody(procedure) && !procedure.walledOff.includes(SIGNER)
}

/** Officers who read cases of the procedure. */
export function reporters(procedure: Procedure): readonly OfficerRole[] {
  return Object.keys(procedure.reads).filter(isOfficerRole)
}

/** Statements for a procedure. */
export function reportFunctions(procedure: Procedure, targets: HoldTargets): readonly string[] {
  return [
    ...(isSigned(procedure)
      ? [
          reportFunction(procedure),
          reportedFunction(procedure),
          byNumberFunction(procedure),
          personCasesFunction(procedure),
          carriedFunction(procedure),
        ]
      : []),
    lockFunction(procedure),
    moveFunction(procedure, targets),
  ]
}

/** report_person_P(case, command): what an officer saw, with reasons. The same submission again is done once. */
function reportFunction(procedure: Procedure): string {
  return `create or replace function ${reportName(procedure, 'report_person')}(the_case uuid, command jsonb) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $report$
declare
${WHO_ACTS}
  was ${projectionName(procedure)}%rowtype;
  the_id constant uuid := (command->>'key')::uuid;
begin
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case;
  if not found or not (my_role = any(${textArray(reporters(procedure))})) or not coalesce(${reachSql(procedure)}, false) then ${NONE} end if;
  insert into identity.person_report (report_id, kind, procedure, compartment, case_id, other_number, sealed, role, officer, office)
    values (the_id, command->>'kind', ${literal(procedure.name)}, ${literal(procedure.compartment)}, was.case_id, command->>'otherNumber',
      decode(command->>'sealed', 'base64'), my_role, me, my_office) on conflict (report_id) do nothing;
  if not found and not exists (select from identity.person_report r where (r.report_id, r.case_id, r.officer) = (the_id, was.case_id, me)) then
    raise exception 'the key was used for another request' using errcode = 'OB104';
  end if;
  return the_id;
end $report$`
}

const SIGNER_ALONE = `if my_role is distinct from ${literal(SIGNER)} then ${NONE} end if;`

/** reported_P(report): the report, with who the case is about, sealed. */
function reportedFunction(procedure: Procedure): string {
  return `create or replace function ${reportName(procedure, 'reported')}(the_report uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $reported$
declare
${WHO_ACTS}
  r identity.person_report%rowtype;
  was ${projectionName(procedure)}%rowtype;
begin
  ${SIGNER_ALONE}
  select * into r from identity.person_report p where p.report_id = the_report and p.procedure = ${literal(procedure.name)} and p.outcome is null;
  if not found then ${NONE} end if;
  select * into was from ${projectionName(procedure)} p where p.case_id = r.case_id and not p.erased;
  if not found then ${NONE} end if;
  perform firewall.note_access(${literal(procedure.compartment)}, 'person', was.case_id, was.pseudonym, 'translate-identity');
  return jsonb_build_object('id', r.report_id, 'kind', r.kind, 'at', r.at, 'role', r.role, 'isOwn', r.officer = me, 'caseId', was.case_id,
    'otherNumber', r.other_number, 'sealed', encode(r.sealed, 'base64'), 'keyId', was.key_id, 'pointer', encode(was.person_pointer, 'hex'));
end $reported$`
}

/** by_number_P(report): whose the case is that the report names by its number, sealed; null where there is none. */
function byNumberFunction(procedure: Procedure): string {
  return `create or replace function ${reportName(procedure, 'by_number')}(the_report uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $number$
declare
${WHO_ACTS}
  was ${projectionName(procedure)}%rowtype;
begin
  ${SIGNER_ALONE}
  select p.* into was from ${projectionName(procedure)} p join identity.person_report r on r.other_number = p.case_number
    where r.report_id = the_report and r.outcome is null and not p.erased;
  if not found then return null; end if;
  perform firewall.note_access(${literal(procedure.compartment)}, 'person', was.case_id, was.pseudonym, 'translate-identity');
  return encode(was.person_pointer, 'hex');
end $number$`
}

/** person_cases_P(report, pseudonym): the person's cases as whoever signs sees them, each look noted. */
function personCasesFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  return `create or replace function ${reportName(procedure, 'person_cases')}(the_report uuid, the_pseudonym bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $cases$
declare
${WHO_ACTS}
begin
  ${SIGNER_ALONE}
  if not exists (select from identity.person_report r where r.report_id = the_report and r.outcome is null) then ${NONE} end if;
  perform firewall.note_access(${literal(procedure.compartment)}, 'person', p.case_id, p.pseudonym, 'translate-identity')
    from ${projectionName(procedure)} p where p.pseudonym = the_pseudonym and not p.erased;
  return (select coalesce(jsonb_agg(jsonb_build_object('caseId', p.case_id, 'caseNumber', p.case_number, 'events',
      (select jsonb_agg(jsonb_build_object('kind', e.kind, 'at', e.recorded_at) order by e.no) from ${schema}.event e where e.case_id = p.case_id)) order by p.opened_at), '[]')
    from ${projectionName(procedure)} p where p.pseudonym = the_pseudonym and not p.erased);
end $cases$`
}

const SYSTEM_ALONE =
  "if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;"

/** lock_person_P(case): holds the case still until the end of the transaction; whose it is, sealed. Null for one that is erased. */
function lockFunction(procedure: Procedure): string {
  return `create or replace function ${reportName(procedure, 'lock_person')}(the_case uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $lock$
declare
  was ${projectionName(procedure)}%rowtype;
begin
  ${SYSTEM_ALONE}
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case and not p.erased for update;
  return case when found then encode(was.person_pointer, 'hex') end;
end $lock$`
}

/**
 * move_person_P(report, case, command): the case is the other person's, and its bits with it: placed on them before they are
 * lifted from whom they stood on, in one transaction. Only what two people signed moves.
 */
function moveFunction(procedure: Procedure, targets: HoldTargets): string {
  const table = projectionName(procedure)
  const schema = sqlName(procedure.compartment)
  const bits = [...new Set(placesOf(procedure).map(({ rule }) => rule.hold))]
  const moves = bits.flatMap((hold) =>
    (targets[hold] ?? []).map((target) => moveBit(sqlName(target), hold, `command->'to'->>${literal(target)}`, target)),
  )
  return `create or replace function ${reportName(procedure, 'move_person')}(the_report uuid, the_case uuid, command jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $move$
declare
  was ${table}%rowtype;
  bit record;
  next_pseudonym constant bytea := decode(command->'to'->>${literal(procedure.compartment)}, 'hex');
begin
  ${SYSTEM_ALONE}
  -- Of somebody who was one person all along everything moves, what whoever signed may not see as well.
  if not exists (select from identity.person_report r where r.report_id = the_report and r.outcome = 'signed' and r.done_at is null
      and (exists (select from identity.person_case c where c.report_id = r.report_id and c.case_id = the_case and c.side = 'second')
        or r.kind = 'merge' and ${isSigned(procedure) ? 'false' : 'true'})) then
    raise exception 'not signed' using errcode = 'OB112';
  end if;
  select * into was from ${table} p where p.case_id = the_case and not p.erased for update;
  if not found or was.pseudonym <> decode(command->'from'->>${literal(procedure.compartment)}, 'hex') then
    raise exception 'this case has changed' using errcode = 'OB101', detail = coalesce(was.event_no, 0)::text;
  end if;
  insert into ${schema}.earlier_pseudonym (case_id, pseudonym, until) values (the_case, was.pseudonym, clock_timestamp());
  -- A bit on which the case waited: that it stands no longer is seen as well.
  insert into ${schema}.hold_gate (pseudonym, hold) select next_pseudonym, g.hold from ${schema}.hold_gate g where g.pseudonym = was.pseudonym on conflict do nothing;
  for bit in select h.hold, h.mode, h.placed_at, (h.mode = 'enforce')::integer as stands, (h.mode = 'record')::integer as noted
      from ${schema}.placed_hold h where h.case_id = the_case and h.lifted_at is null order by h.hold loop
${moves.join('\n') || '    null;'}
  end loop;
  update ${table} p set pseudonym = next_pseudonym, person_pointer = decode(command->>'pointer', 'hex') where p.case_id = the_case;
end $move$`
}

function moveBit(schema: string, hold: string, to: string, target: string): string {
  return `    if bit.hold = ${literal(hold)} then
      insert into ${schema}.hold_gate as g (pseudonym, hold, standing, recorded, since) values (decode(${to}, 'hex'), bit.hold, bit.stands, bit.noted, bit.placed_at)
        on conflict (pseudonym, hold) do update set standing = g.standing + bit.stands, recorded = g.recorded + bit.noted, steps_when_held = g.steps,
          since = case when g.standing + g.recorded = 0 then excluded.since else least(g.since, excluded.since) end;
      update ${schema}.hold_gate g set standing = g.standing - bit.stands, recorded = g.recorded - bit.noted
        where g.pseudonym = decode(command->'from'->>${literal(target)}, 'hex') and g.hold = bit.hold;
    end if;`
}

/** person_carried_P(report): done; whoever watches over all is told at once that two people had been taken for one. */
function carriedFunction(procedure: Procedure): string {
  return `create or replace function ${reportName(procedure, 'person_carried')}(the_report uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $carried$
begin
  ${SYSTEM_ALONE}
  update identity.person_report r set done_at = clock_timestamp() where r.report_id = the_report and r.outcome = 'signed' and r.done_at is null;
  if not found then raise exception 'not signed' using errcode = 'OB112'; end if;
  -- What was handed out before leads to who the person was taken for: whoever opens a case looks again.
  delete from identity.handle h where h.used_by is null;
  insert into ${sqlName(procedure.compartment)}.notice (procedure, case_id, rule, about, whom, level, at, repeat_at)
    select r.procedure, r.case_id, 'personSplit', 'alarm', 'ombuds-officer', 'L', r.done_at, r.done_at + ${REPEAT}
    from identity.person_report r where r.report_id = the_report and r.kind = 'split' on conflict do nothing;
end $carried$`
}
