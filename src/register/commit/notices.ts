/** Whom a breach and a time running out reach, by the ladder of the safeguard: as a trigger and a function. */
import {
  type Actor,
  type Compartment,
  isAboutSomebody,
  isOfficerRole,
  type Ladder,
  type Procedure,
} from '../../procedures/index.ts'
import { stepsOf } from '../judgement/step.ts'
import { conditionSql } from '../tables/condition-sql.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { momentSql } from './clocks.ts'
import { type Modes, rulesOf, withNational } from './rule.ts'

/** Roles on each ladder; `head` is the head of the agency that has the case, `person` whoever it is about. */
export const LADDERS: Readonly<Record<Ladder, readonly string[]>> = {
  R: ['head', 'ombuds-officer', 'person'],
  L: ['head', 'ombuds-officer', 'person', 'judge', 'ombuds-npm'],
  W: ['head', 'ombuds-officer', 'person', 'data-protection-auditor'],
}

/** How often an alarm on the ladder of liberty repeats until somebody acknowledges it. */
export const REPEAT = "interval '30 minutes'"

/**
 * Whose word ends the repetition of an alarm for everybody: those who answer it. The agency that is alarmed about and the person
 * silence what they were told themselves, and no other's.
 */
export const ANSWERING: readonly string[] = ['judge', 'ombuds-officer', 'ombuds-npm']

/** After the notice `the_notice` was acknowledged: the same alarm is raised again for nobody, if whoever did it answers alarms. */
export function silenceSql(schema: string): string {
  return `if found and my_role = any(${textArray(ANSWERING)}) then
    update ${schema}.notice o set repeat_at = null from ${schema}.notice n
      where n.notice_id = the_notice and o.case_id = n.case_id and o.rule = n.rule and o.about = n.about and o.repeat_at is not null
        and (o.run, o.breach_id) is not distinct from (n.run, n.breach_id);
    return true;
  end if;
  return found;`
}

/** Who has answered the alarm of the notice `n`, and when: the first of them. Null while nobody has. */
export function answeredSql(schema: string): string {
  return `(select jsonb_build_object('role', a.whom, 'at', a.acknowledged_at) from ${schema}.notice a
      where a.case_id = n.case_id and a.rule = n.rule and a.about = n.about and (a.run, a.breach_id) is not distinct from (n.run, n.breach_id)
        and a.acknowledged_at is not null and a.whom = any(${textArray(ANSWERING)}) order by a.acknowledged_at limit 1)`
}

/** Each breach tells its ladder in the transaction that finds it. */
export function breachNotices(compartment: Compartment, procedures: readonly Procedure[]): readonly string[] {
  const schema = sqlName(compartment)
  return [
    `create or replace function ${schema}.tell_breach() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into ${schema}.notice (procedure, case_id, rule, run, about, breach_id, whom, level, at, repeat_at)
    select new.procedure, new.case_id, new.rule, new.run, 'breach', new.breach_id, w, new.level, new.found_at,
      case when new.level = 'L' then new.found_at + ${REPEAT} end
    from unnest(case new.level ${Object.entries(LADDERS)
      .map(([level, roles]) => `when ${literal(level)} then ${textArray(roles)}`)
      .join(' ')} end || ${besideTheLadder(procedures)}) w
    where w <> 'person' or new.procedure <> all(${textArray(procedures.filter((one) => !isAboutSomebody(one)).map(({ name }) => name))})
    on conflict do nothing;
  return null;
end $$`,
    `create or replace trigger tell_breach after insert on ${schema}.breach for each row execute function ${schema}.tell_breach()`,
  ]
}

/** Whom single safeguards tell besides. */
function besideTheLadder(procedures: readonly Procedure[]): string {
  const branches = procedures.flatMap((procedure) =>
    Object.entries(procedure.safeguards).flatMap(([name, { tells }]) =>
      tells.length === 0
        ? []
        : [
            `when new.procedure = ${literal(procedure.name)} and split_part(new.rule, '.', 1) = ${literal(name)} then ${textArray(tells)}`,
          ],
    ),
  )
  return branches.length === 0 ? "'{}'::text[]" : `case ${branches.join(' ')} else '{}'::text[] end`
}

/** The ladder of each clock, for `fire`. */
export function levelOfRule(procedure: Procedure, column: string): string {
  const branches = rulesOf(procedure, 'within')
    .flatMap(withNational)
    .map(({ name, level }) => `when ${literal(name)} then ${literal(level)}`)
  return branches.length === 0 ? "'R'" : `case ${column} ${branches.join(' ')} else 'R' end`
}

/** Whom the step itself tells, in its own transaction: by a safeguard, behind a button of its own, or by the alarm it raises. */
export function tellingBlocks(procedure: Procedure): string {
  const informed = rulesOf(procedure, 'inform').map(({ name, rule }) => ({
    ...{ name, about: 'told', upon: momentSql(procedure, rule.by), whom: told(rule.whom), level: null },
  }))
  const addressed = stepsOf(procedure).map(({ name, tells }) => ({
    ...{ name, about: 'told', upon: `the_step = ${literal(name)}`, whom: tells, level: null },
  }))
  const alarms = Object.entries(procedure.transitions).flatMap(([name, { alarm }]) =>
    alarm === undefined
      ? []
      : [{ name, about: 'alarm', upon: `the_step = ${literal(name)}`, whom: LADDERS[alarm], level: alarm }],
  )
  const telling = [...informed, ...addressed, ...alarms].filter(({ whom }) => whom.length > 0)
  // What one moment tells is written together.
  return [...Map.groupBy(telling, ({ upon, about, level }) => JSON.stringify([upon, about, level])).values()]
    .map((together) => {
      const [{ upon, about, level }] = together as [(typeof together)[number]] // no group is empty
      const each = together.flatMap(({ name, whom }) => whom.map((one) => ({ name, one })))
      return `  if ${upon} then
    insert into ${sqlName(procedure.compartment)}.notice (procedure, case_id, rule, run, about, whom, level, at, repeat_at)
      select ${literal(procedure.name)}, c.case_id, r, c.event_no, ${literal(about)}, w, ${level === null ? 'null' : literal(level)}, recorded, ${level === 'L' ? `recorded + ${REPEAT}` : 'null'}
      from unnest(${textArray(each.map(({ name }) => name))}, ${textArray(each.map(({ one }) => one))}) t(r, w) on conflict do nothing;
  end if;`
    })
    .join('\n')
}

/** Officers by their roles; the person and whoever speaks for them at their next contact. What anyone may know is counted. */
function told(whom: readonly Actor[]): readonly string[] {
  const named = whom.map((one) => (one === 'representative' ? 'person' : one))
  return [...new Set(named)].filter((one) => one === 'person' || isOfficerRole(one))
}

/** What nobody may do, and a step tells that somebody did: a breach, whether or not whoever sent the step said so. */
export function reportedBlocks(procedure: Procedure, modes: Modes): string {
  return rulesOf(procedure, 'reported')
    .flatMap(({ name, level, rule }) => {
      const when = rule.when === null ? 'true' : conditionSql(procedure, rule.when)
      if (when === null) return []
      const mode = modes.recorded.has(name) ? 'record' : 'enforce'
      return [
        `  if ${momentSql(procedure, rule.by)} and ${when} and not (noted ? ${literal(name)}) then
    insert into ${sqlName(procedure.compartment)}.breach (procedure, case_id, rule, level, mode, found_at, step)
      values (${literal(procedure.name)}, c.case_id, ${literal(name)}, ${literal(level)}, ${literal(mode)}, recorded, the_step);
  end if;`,
      ]
    })
    .join('\n')
}
