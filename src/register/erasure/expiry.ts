/**
 * What a case whose time is over waits for besides, where its declaration says so: nothing goes unread, nothing while a clock
 * runs, and the person was warned. An adverse time: whatever is in doubt keeps the case.
 */
import { type Expiry, PEOPLE_ROLES, type Procedure } from '../../procedures/index.ts'
import { rulesOf, withNational } from '../commit/rule.ts'
import { stepsThatStop } from '../commit/stopping.ts'
import { startsFrom } from '../judgement/step.ts'
import { limitSql } from '../tables/limit-sql.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { timesName } from './due.ts'

/** The rule of the notice that warns the person; no safeguard is called so, since theirs have a point. */
export const EXPIRY = 'expiry'

/** ombudsperson.warn_complaint() */
export function warnName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.warn_${sqlName(procedure.name)}`
}

/** Whether the case `c` waits, as a condition; `false` where nothing is declared. */
export function waitsSql(procedure: Procedure): string {
  const { expiry } = procedure
  return expiry === undefined
    ? 'false'
    : `${stopsSql(procedure, expiry)} or not exists (${warningSql(procedure)} and ${limitSql('n.at', expiry.warned, 'adverse')} <= clock_timestamp())`
}

/**
 * Warns the person of every case that goes within the time of the warning, once for all that was written so far: whatever is
 * written later asks for another warning. While something stops the erasure nobody is warned. For the system alone.
 */
export function warnFunction(procedure: Procedure, expiry: Expiry, blocked: string): string {
  return `create or replace function ${warnName(procedure)}() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $warn$
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  insert into ${sqlName(procedure.compartment)}.notice (procedure, case_id, rule, run, about, whom, at)
    select ${literal(procedure.name)}, c.case_id, ${literal(EXPIRY)}, c.event_no, 'told', 'person', clock_timestamp()
    from ${timesName(procedure)}(null) t join ${projectionName(procedure)} c on c.case_id = t.case_id
    where not t.asked and t.due_at <= ${limitSql('clock_timestamp()', expiry.warned, 'adverse')}
      and not exists (${warningSql(procedure)}) and not (${blocked}) and not (${stopsSql(procedure, expiry)})
    on conflict do nothing;
end $warn$`
}

function warningSql(procedure: Procedure): string {
  return `select from ${sqlName(procedure.compartment)}.notice n
      where n.case_id = c.case_id and n.rule = ${literal(EXPIRY)} and n.about = 'told' and n.whom = 'person' and n.run = c.event_no`
}

/** Something unread, or a clock. */
function stopsSql(procedure: Procedure, { readBy }: Expiry): string {
  const theirs = textArray(PEOPLE_ROLES)
  return `exists (select from ${sqlName(procedure.compartment)}.event e where e.case_id = c.case_id and (
        (e.role = any(${theirs}) and e.recorded_at >= ${lookedSql(procedure, readBy)})
        or (e.role <> 'system' and e.no > 1 and not (e.role = any(${theirs})) and e.recorded_at >= ${lookedSql(procedure, ['person', 'representative'])})))
      or exists (select from ${sqlName(procedure.compartment)}.clock k where k.case_id = c.case_id and k.stopped_at is null
        and (k.due_at > clock_timestamp() or ${owedSql(procedure)}))`
}

/** When one of the roles last looked at the case. What was opened to take a step was opened for the judgement, and proves no reading. */
function lookedSql({ compartment }: Procedure, roles: readonly string[]): string {
  const schema = sqlName(compartment)
  return `coalesce((select max(a.at) from firewall.access_record a
          where a.compartment = ${literal(compartment)} and a.subject = c.case_id and a.kind = 'case' and a.role = any(${textArray(roles)})
            and a.person = any(array(select c.pseudonym union select p.pseudonym from ${schema}.earlier_pseudonym p where p.case_id = c.case_id))
            and not exists (select from ${schema}.event o where o.case_id = c.case_id and o.role = a.role
              and o.recorded_at >= a.at and o.recorded_at < a.at + interval '10 seconds')), '-infinity')`
}

/** A time that is over is owed still, as long as a step stops it in the state in which the case is. */
function owedSql(procedure: Procedure): string {
  const branches = rulesOf(procedure, 'within').flatMap((named) => {
    const steps = stepsThatStop(procedure, named.rule)
    const states = Object.keys(procedure.states).filter((state) => steps.some((step) => startsFrom(step, state)))
    return withNational(named).map(({ name }) => `when ${literal(name)} then c.state = any(${textArray(states)})`)
  })
  return branches.length === 0 ? 'true' : `case k.rule ${branches.join(' ')} else true end`
}
