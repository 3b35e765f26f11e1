/**
 * Breaches and alarms as those see them who watch over every agency: no name, no fact of a case, and the case itself only for
 * whoever reads it anyway. One function a compartment, so that no login needs a table.
 */
import { type Compartment, isOfficerRole, type OfficerRole, type Procedure } from '../../procedures/index.ts'
import { breachStateSql } from '../breaches/functions.ts'
import { answeredSql, LADDERS, levelOfRule, silenceSql } from '../commit/notices.ts'
import { keptByItself, PATIENCE } from '../commit/rule.ts'
import { reachSql } from '../commit/steps.ts'
import { NONE, WHO_ACTS } from '../people/functions.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'

/** Officers of no agency that has cases against people: told of breaches wherever they happen. */
const WATCHING = ['ombuds-officer', 'ombuds-npm', 'data-protection-auditor'] as const satisfies readonly OfficerRole[]

/** Who watches over a compartment. A wall stands against them too: then not even the number of breaches is theirs. */
export function watchersOf(procedures: readonly Procedure[]): readonly OfficerRole[] {
  return WATCHING.filter((role) => !procedures.some(({ walledOff }) => walledOff.includes(role)))
}

/** Whether the role has this view at all. */
export function watches(role: string): boolean {
  return isOfficerRole(role) && WATCHING.some((one) => one === role)
}

/** Statements for a compartment with these procedures. */
export function oversightFunctions(compartment: Compartment, procedures: readonly Procedure[]): readonly string[] {
  return [
    breachesFunction(compartment, procedures),
    alarmsFunction(compartment, procedures),
    acknowledgeFunction(compartment),
  ]
}

/**
 * education.breaches_watched(level, most): those of the reader's ladders, the newest first. A null level: all of them. A time
 * that is over and that no round has noted yet stands among them, as `unnoted`: whoever watches needs no scheduler.
 */
function breachesFunction(compartment: Compartment, procedures: readonly Procedure[]): string {
  const schema = sqlName(compartment)
  return `create or replace function ${schema}.breaches_watched(the_level text, most integer) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $breaches$
declare
${WHO_ACTS}
  levels constant text[] := ${levelsOfRole()};
begin
  ${refuseOthers(procedures)}
  return (select coalesce(jsonb_agg(to_jsonb(l)), '[]') from (
    (select b.procedure, b.rule, b.level, b.mode, b.found_at, b.started_at, b.due_at, ${breachStateSql(schema, 'b')} as state, ${caseSql(procedures, 'b')} as "case"
      from ${schema}.breach b
      where b.level = any(levels) and (the_level is null or b.level = the_level)
      order by b.found_at desc limit most)
    union all
    (select o.procedure, o.rule, o.level, o.mode, o.due_at, o.started_at, o.due_at, 'unnoted', ${caseSql(procedures, 'o')}
      from (${overSql(schema, procedures)}) o
      where o.level = any(levels) and (the_level is null or o.level = the_level)
      order by o.due_at desc limit most)
    order by found_at desc limit most) l);
end $breaches$`
}

/** Times of the State that are over, that nobody stopped and that make no breach yet. What the system's own step keeps it has a minute for. */
function overSql(schema: string, procedures: readonly Procedure[]): string {
  const levels = procedures.map((one) => `when ${literal(one.name)} then ${levelOfRule(one, 'k.rule')}`)
  const kept = procedures.map((one) => `when ${literal(one.name)} then k.rule = any(${textArray(keptByItself(one))})`)
  return `select k.procedure, k.case_id, k.rule, k.mode, k.started_at, k.due_at, case k.procedure ${levels.join(' ')} end as level
        from ${schema}.clock k
        where k.stopped_at is null and k.kind = 'protective'
          and k.due_at + case when case k.procedure ${kept.join(' ')} end then interval '${PATIENCE.seconds} seconds' else interval '0' end <= clock_timestamp()
          and not exists (select from ${schema}.breach b where (b.case_id, b.rule, b.run) = (k.case_id, k.rule, k.run))`
}

/** education.alarms_watched(most): alarms of liberty told to the reader that nobody of their role has acknowledged, the newest first. */
function alarmsFunction(compartment: Compartment, procedures: readonly Procedure[]): string {
  const schema = sqlName(compartment)
  return `create or replace function ${schema}.alarms_watched(most integer) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $alarms$
declare
${WHO_ACTS}
begin
  ${refuseOthers(procedures)}
  return (select coalesce(jsonb_agg(to_jsonb(l)), '[]') from (
    select n.notice_id, n.about, n.procedure, n.rule, n.at, n.times, b.mode, ${breachStateSql(schema, 'b')} as state, b.due_at, ${answeredSql(schema)} as answered, ${caseSql(procedures, 'n')} as "case"
    from ${schema}.notice n left join ${schema}.breach b on b.breach_id = n.breach_id
    where n.whom = my_role and n.acknowledged_at is null and n.level = 'L' and n.about in ('breach', 'alarm')
    order by n.at desc limit most) l);
end $alarms$`
}

/**
 * Each role acknowledges what it was told itself, and that is kept. A judge, the Ombudsperson or who visits places of detention ends
 * the repetition for all; the head of an agency that holds somebody does not. Done twice it is done once, by whoever was first.
 */
function acknowledgeFunction(compartment: Compartment): string {
  const schema = sqlName(compartment)
  return `create or replace function ${schema}.acknowledge_watched(the_notice uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $acknowledge$
declare
${WHO_ACTS}
begin
  if my_role is null or not exists (select from ${schema}.notice n where n.notice_id = the_notice and n.whom = my_role) then ${NONE} end if;
  update ${schema}.notice n set acknowledged_at = clock_timestamp(), acknowledged_by = me, repeat_at = null
    where n.notice_id = the_notice and n.whom = my_role and n.acknowledged_at is null;
  ${silenceSql(schema)}
end $acknowledge$`
}

function refuseOthers(procedures: readonly Procedure[]): string {
  return `if my_role is null or not (my_role = any(${textArray(watchersOf(procedures))})) then ${NONE} end if;`
}

/** The levels whose ladder has the role on it. */
function levelsOfRole(): string {
  const branches = WATCHING.map((role) => {
    const levels = Object.entries(LADDERS).flatMap(([level, roles]) => (roles.includes(role) ? [level] : []))
    return `when ${literal(role)} then ${textArray(levels)}`
  })
  return `case my_role ${branches.join(' ')} else '{}'::text[] end`
}

/** The case, for whoever reaches it; null for others, and once it is erased. */
function caseSql(procedures: readonly Procedure[], row: string): string {
  const branches = procedures.map(
    (procedure) =>
      `when ${literal(procedure.name)} then (select jsonb_build_object('id', was.case_id, 'number', was.case_number)
        from ${projectionName(procedure)} was where was.case_id = ${row}.case_id and my_role = any(${textArray(Object.keys(procedure.reads))}) and coalesce(${reachSql(procedure)}, false))`,
  )
  return `case ${row}.procedure ${branches.join(' ')} end`
}
