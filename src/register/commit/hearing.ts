/**
 * Who hears a notice, and acknowledges it: the role it names, whoever answers for the agency (`head`), whoever must act
 * (`actor`), the person. An office hears of its own cases; a body that reads no case hears that there is something, and no
 * number. No personal data is in a notice, so hearing it leaves no access record; opening the case does.
 */
import { type Compartment, isOfficerRole, type OfficerRole, type Procedure } from '../../procedures/index.ts'
import { stepsOf } from '../judgement/step.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { LADDERS, REPEAT, silenceSql } from './notices.ts'
import { rulesOf, withNational } from './rule.ts'
import { reachSql } from './steps.ts'
import { stoppers } from './stopping.ts'

/** Officers who may be told something by the procedure. Whoever is walled off hears nothing. */
export function hearers(procedure: Procedure): readonly OfficerRole[] {
  const told = [
    ...Object.values(LADDERS).flat(),
    ...Object.values(procedure.safeguards).flatMap(({ tells }) => tells),
    ...rulesOf(procedure, 'inform').flatMap(({ rule }) => rule.whom),
    ...stepsOf(procedure).flatMap(({ tells, countersigned }) => [...tells, ...countersigned]),
    ...(procedure.heads ?? []),
    ...rulesOf(procedure, 'within').flatMap(({ name }) => stoppers(procedure, name)),
  ]
  const walled: readonly string[] = procedure.walledOff
  return [...new Set(told)].filter(isOfficerRole).filter((role) => !walled.includes(role))
}

export function noticesName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.notices_${sqlName(procedure.name)}`
}

export function acknowledgeName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.acknowledge_${sqlName(procedure.name)}`
}

/** notices_P(): what whoever calls has not acknowledged; acknowledge_P(notice): true if it was theirs to acknowledge. */
export function hearingFunctions(procedure: Procedure): readonly string[] {
  const schema = sqlName(procedure.compartment)
  const known = `declare
  who constant text[] := firewall.ticket();
  me constant uuid := who[1]::uuid;
  my_role constant text := who[2];
  my_office constant text := nullif(who[3], '');`
  const mine = `from ${schema}.notice n join ${projectionName(procedure)} was on was.case_id = n.case_id
    cross join lateral (select coalesce(${reachSql(procedure)}, false) as reaches) r
    where n.procedure = ${literal(procedure.name)} and n.acknowledged_at is null and ${hearsSql(procedure)}`
  return [
    `create or replace function ${noticesName(procedure)}() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $notices$
${known}
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('id', n.notice_id, 'rule', n.rule, 'about', n.about, 'level', n.level, 'at', n.at, 'times', n.times,
      'caseId', case when r.reaches then was.case_id end, 'caseNumber', case when r.reaches then was.case_number end) order by n.at desc), '[]') ${mine});
end $notices$`,
    `create or replace function ${acknowledgeName(procedure)}(the_notice uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $acknowledge$
${known}
begin
  update ${schema}.notice o set acknowledged_at = clock_timestamp(), acknowledged_by = me, repeat_at = null
    where o.notice_id = the_notice and exists (select ${mine} and n.notice_id = the_notice);
  ${silenceSql(schema)}
end $acknowledge$`,
  ]
}

function hearsSql(procedure: Procedure): string {
  const actors = rulesOf(procedure, 'within').flatMap((named) =>
    withNational(named).map(({ name }) => `when ${literal(name)} then ${textArray(stoppers(procedure, named.name))}`),
  )
  const ofCases = (...cases: readonly string[]) =>
    Object.entries(procedure.reads).flatMap(([role, reads]) => (cases.includes(reads?.cases ?? '') ? [role] : []))
  const spokenFor = `exists (select from ${sqlName(procedure.compartment)}.spoken_for s where s.case_id = n.case_id and s.role = my_role and s.ended_at is null)`
  return `(n.whom = my_role
      or (n.whom = 'person' and my_role = 'representative')
      or (n.whom = 'head' and my_role = any(${textArray(procedure.heads ?? [])}))
      or (n.whom = 'actor' and my_role = any(${actors.length === 0 ? "'{}'::text[]" : `case n.rule ${actors.join(' ')} else '{}'::text[] end`})))
    and (r.reaches
      or not (my_role = any(${textArray(['person', 'representative', ...ofCases('own', 'client', 'consented')])}))
      -- A guardian is told before one is named: until then every guardian's office is.
      or (my_role = any(${textArray(ofCases('client'))}) and not ${spokenFor}))`
}

/**
 * education.repeat_alarms(): raises again, once each half hour, every alarm that nobody has answered, however many
 * processes look; gives how many. An agency does not silence the Ombudsperson's: see `ANSWERING`.
 */
export function repeatFunction(compartment: Compartment): string {
  const schema = sqlName(compartment)
  return `create or replace function ${schema}.repeat_alarms() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $repeat$
declare
  recorded constant timestamptz := clock_timestamp();
  raised integer;
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  update ${schema}.notice n set times = n.times + 1,
      repeat_at = n.repeat_at + ${REPEAT} * (floor(extract(epoch from recorded - n.repeat_at) / extract(epoch from ${REPEAT})) + 1)
    where n.repeat_at <= recorded and n.acknowledged_at is null;
  get diagnostics raised = row_count;
  return raised;
end $repeat$`
}
