/**
 * What is counted when a period is over: the cases that were open at its end, the breaches found and the times that fell due in it. A time whose
 * limit lies ahead counts nowhere yet; one that ended with its case, unmet and in time, was no longer owed.
 */
import { type Procedure, statesOf } from '../../procedures/index.ts'
import { rulesOf } from '../commit/rule.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { countedAs } from './counted-as.ts'
import { dimensionColumns, type Regions } from './dimension.ts'
import { SOURCE_COLUMN, takeTimesFunction, timeOnceFromASource } from './extract.ts'
import { eventIs } from './measure.ts'
import { HEAD, keptTriggers, recordHead } from './record.ts'

/** statistics.detention_clock: one row for each time of a case, once its limit fell due. */
export function clocksName(procedure: Procedure): string {
  return `statistics.${sqlName(procedure.name)}_clock`
}

export function clocksTable(procedure: Procedure): readonly string[] {
  const name = clocksName(procedure)
  return [
    `create table ${name} (
      ${recordHead(procedure)},
      -- "D3.judge", and which of its runs on the case.
      rule text not null,
      run integer not null,
      mode text not null,
      met boolean not null,
      ${SOURCE_COLUMN}${dimensionColumns(procedure, {})
        .map(({ column, type }) => `,\n      ${column} ${type}`)
        .join('')}
    )`,
    ...keptTriggers(name),
    `create unique index on ${name} (case_pseudonym, rule, run)`,
    timeOnceFromASource(name),
  ]
}

/** What whoever computes tables reads of a time. */
export function clockColumns(procedure: Procedure): readonly string[] {
  return [...HEAD, 'source', 'rule', 'mode', 'met', ...dimensionColumns(procedure, {}).map(({ column }) => column)]
}

/** statistics.detention_breach: one row for each breach of a rule that was found on a case. */
export function breachesName(procedure: Procedure): string {
  return `statistics.${sqlName(procedure.name)}_breach`
}

/** By no fact of the person: a breach is what the State did. */
export function breachesTable(procedure: Procedure): readonly string[] {
  const name = breachesName(procedure)
  return [
    `create table ${name} (
      ${recordHead(procedure)},
      -- "D3.judge", and the mode that it had when it was broken.
      rule text not null,
      mode text not null
    )`,
    ...keptTriggers(name),
  ]
}

/** What whoever computes tables reads of a breach. */
export function foundColumns(): readonly string[] {
  return [...HEAD, 'rule', 'mode']
}

/** The two statements of a period's end: whom it concerns, and counting them once whoever holds the keys has named them. */
export function periodFunctions(procedure: Procedure, regions: Regions): readonly string[] {
  return [
    concernedFunction(procedure),
    countFunction(procedure, regions),
    takeTimesFunction(procedure, clocksName(procedure)),
  ]
}

const ONLY_SYSTEM = `if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;`

/** Stock is taken as often as declared, times are counted by the month. */
function endOfPeriod({ statistics }: Procedure): string {
  return `date_trunc(${literal(statistics.stock ?? 'month')}, now() at time zone zone) at time zone zone`
}

function openAt(procedure: Procedure, ended: string): string {
  if (procedure.statistics.stock === undefined) return 'false'
  const final = textArray(statesOf(procedure, ['final']))
  return `(p.opened_at < ${ended} and not coalesce((select e.to_state from ${sqlName(procedure.compartment)}.event e
      where e.case_id = p.case_id and e.recorded_at < ${ended} order by e.no desc limit 1) = any(${final}), true))`
}

/** The times of the case `p` that fell due before the end, for it or against it, and were not left behind with the case. */
function timesDue(procedure: Procedure, ended: string): string {
  return `from ${sqlName(procedure.compartment)}.clock k where k.case_id = p.case_id and k.kind in ('protective', 'adverse')
      and k.due_at < ${ended} and k.due_at >= since and (coalesce(k.stopped_at, ${ended}) >= k.due_at or ${metSql(procedure)})`
}

/** Whether what the rule waits for came in time. */
function metSql(procedure: Procedure): string {
  const rules = rulesOf(procedure, 'within')
  if (rules.length === 0) return 'false'
  const branches = rules.map(
    ({ name, rule }) =>
      `when ${literal(name)} then exists (select from ${sqlName(procedure.compartment)}.event e where e.case_id = k.case_id and e.recorded_at = k.stopped_at and ${eventIs(rule.until)})`,
  )
  return `(k.stopped_at < k.due_at and case k.rule ${branches.join(' ')} else false end)`
}

/** The breaches of the case that were found since the last count and before the end. */
function breachesFound({ name, compartment }: Procedure, caseId: string): string {
  return `from ${sqlName(compartment)}.breach b where b.procedure = ${literal(name)} and b.case_id = ${caseId}
      and b.found_at >= since and b.found_at < ended`
}

const SINCE = (procedure: Procedure) =>
  `coalesce((select max(t.period_end) from statistics.period_counted t where t.procedure = ${literal(procedure.name)} and t.period_end < ended), '-infinity')`

/** statistics.concerned_by_detention(): cases of the last period that is over, with their sealed pointers; none once it is counted. */
function concernedFunction(procedure: Procedure): string {
  return `create or replace function statistics.concerned_by_${sqlName(procedure.name)}() returns table (case_id uuid, pointer bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $concerned$
#variable_conflict use_column
declare
  zone constant text := (select h.time_zone from register.home h);
  ended constant timestamptz := ${endOfPeriod(procedure)};
  since constant timestamptz := ${SINCE(procedure)};
begin
  ${ONLY_SYSTEM}
  if exists (select from statistics.period_counted t where t.procedure = ${literal(procedure.name)} and t.period_end = ended) then return; end if;
  return query select p.case_id, p.person_pointer from ${projectionName(procedure)} p
    where not p.erased and (${openAt(procedure, 'ended')} or exists (select ${timesDue(procedure, 'ended')})
      or exists (select ${breachesFound(procedure, 'p.case_id')}));
end $concerned$`
}

/**
 * statistics.count_period_of_detention({case id: {case, person}}): each case that was open at the end and each time that fell due,
 * once. For the system alone; gives how many records.
 */
function countFunction(procedure: Procedure, regions: Regions): string {
  const name = sqlName(procedure.name)
  const own = dimensionColumns(procedure, regions)
  return `create or replace function statistics.count_period_of_${name}(named jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $count$
declare
  zone constant text := (select h.time_zone from register.home h);
  ended constant timestamptz := ${endOfPeriod(procedure)};
  since constant timestamptz := ${SINCE(procedure)};
  c ${projectionName(procedure)}%rowtype;
  names jsonb;
  who bytea;
  counted integer := 0;
  more integer;
begin
  ${ONLY_SYSTEM}
  insert into statistics.period_counted (procedure, period_end) values (${literal(procedure.name)}, ended) on conflict do nothing;
  if not found then return 0; end if;
  for c in select p.* from ${projectionName(procedure)} p where named ? p.case_id::text and not p.erased loop
    names := named->c.case_id::text;
    if exists (select from ${projectionName(procedure)} p where p.case_id = c.case_id and ${openAt(procedure, 'ended')}) then
      perform statistics.emit_${name}(c, 'stock', ended - interval '1 second', null, names);
      counted := counted + 1;
    end if;
    who := ${countedAs('names')};
    insert into ${clocksName(procedure)} (case_pseudonym, person, moment, period_start, rule, run, mode, met${own.map(({ column }) => `, ${column}`).join('')})
      select decode(names->>'case', 'hex'), who, 'due', date_trunc('month', k.due_at at time zone zone)::date,
        k.rule, k.run, k.mode, ${metSql(procedure)}${own.map(({ value }) => `,\n        ${value.replaceAll('given->', "'{}'::jsonb->")}`).join('')}
      from ${projectionName(procedure)} p, lateral (select k.* ${timesDue(procedure, 'ended')}) k where p.case_id = c.case_id
      on conflict do nothing;
    get diagnostics more = row_count;
    counted := counted + more;
    insert into ${breachesName(procedure)} (case_pseudonym, person, moment, period_start, rule, mode)
      select decode(names->>'case', 'hex'), who, 'breach', date_trunc('month', b.found_at at time zone zone)::date, b.rule, b.mode
      ${breachesFound(procedure, 'c.case_id')};
    get diagnostics more = row_count;
    counted := counted + more;
  end loop;
  return counted;
end $count$`
}

/** The record table under which a procedure's open cases and times are counted, for the catalogue of rights. */
export function periodSignatures({ name }: Procedure): readonly string[] {
  return [`concerned_by_${sqlName(name)}()`, `count_period_of_${sqlName(name)}(jsonb)`]
}
