/**
 * Opening the file of a case: the access record is written by the same function that gives the file, so that nothing of a
 * person leaves before it. What the reader's role does not read is not in the answer.
 */
import { type Fact, isAboutSomebody, isOfficerRole, type OfficerRole, type Procedure } from '../../procedures/index.ts'
import { listedSql } from '../attachments/listed.ts'
import { breachStateSql, wordsSql } from '../breaches/functions.ts'
import { onceFor } from '../once-for.ts'
import { plainColumns } from '../tables/columns.ts'
import { FILE_COLUMNS } from '../tables/compartment.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { readers } from './decided.ts'
import { reachSql, unlessReached } from './steps.ts'

/** immigration_enforcement.open_detention(case, purpose) */
export function openName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.open_${sqlName(procedure.name)}`
}

/** immigration_enforcement.decide_on_detention(case, purpose): of the file, what a step is judged on and nothing else. */
export const decideName = onceFor(
  ({ compartment, name }: Procedure): string => `${sqlName(compartment)}.decide_on_${sqlName(name)}`,
)

/** The statements that make the two. Both refuse like `commit` whoever has nothing to do with the case, and leave the same access record. */
export function openFunctions(procedure: Procedure): readonly string[] {
  const schema = sqlName(procedure.compartment)
  // As json, which is written as it is read; jsonb is built piece by piece, at three times the cost.
  const events = `(select coalesce(json_agg(e order by e.no), '[]') from (select ${FILE_COLUMNS.map((column) => `o.${column}`).join(', ')} from ${schema}.event o where o.case_id = the_case) e)`
  const holds = `(select coalesce(json_agg(json_build_object('hold', g.hold, 'since', g.since, 'mode', case when g.standing > 0 then 'enforce' else 'record' end) order by g.hold), '[]')
      from ${schema}.hold_gate g where g.pseudonym = was.pseudonym and g.standing + g.recorded > 0)`
  const decided = `json_build_object(
    'case', json_build_object('key_id', was.key_id, 'person_pointer', was.person_pointer),
    'events', ${events},
    'holds', ${holds},
    'now', clock_timestamp())`
  const whole = `json_build_object(
    'case', to_jsonb(was) - (case my_role ${hiddenByRole(procedure)} else '{}'::text[] end),
    'events', ${events},
    'breaches', (select coalesce(jsonb_agg(to_jsonb(b) || jsonb_build_object('state', ${breachStateSql(schema, 'b')}, 'words', ${wordsSql(procedure, 'b')}) order by b.found_at), '[]')
      from ${schema}.breach b where b.case_id = the_case),
    -- Of this case alone: which other one placed a bit, nobody learns here.
    'placed', (select coalesce(json_agg(json_build_object('rule', p.rule, 'hold', p.hold, 'placed_at', p.placed_at, 'least_until', p.least_until) order by p.placed_at, p.rule), '[]')
      from ${schema}.placed_hold p where p.case_id = the_case and p.lifted_at is null),
    'holds', ${holds},
    'proposals', (select coalesce(json_agg(o order by o.at), '[]') from ${schema}.proposal o where o.case_id = the_case and o.outcome is null),
    'files', ${listedSql(procedure)},
    'now', clock_timestamp())`
  return [
    openingFunction(procedure, openName(procedure), whole),
    openingFunction(procedure, decideName(procedure), decided),
  ]
}

function openingFunction(procedure: Procedure, name: string, answer: string): string {
  return `create or replace function ${name}(the_case uuid, purpose text) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_bitmapscan = off as $open$
declare
  who constant text[] := firewall.ticket();
  me constant uuid := who[1]::uuid;
  my_role constant text := who[2];
  my_office constant text := nullif(who[3], '');
  was ${projectionName(procedure)}%rowtype;
  noted uuid;
begin
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case;
  if not found or not coalesce(my_role = any(${textArray(readers(procedure))}), false) then
    raise exception 'none' using errcode = 'OB105';
  end if;
${unlessReached(procedure, "raise exception 'none' using errcode = 'OB105';")}
  noted := firewall.note_access_of(who, ${literal(procedure.compartment)}, 'case', was.case_id, was.pseudonym, purpose);
  return ${answer};
end $open$`
}

/** Gives the person, or who speaks for them, another code; the earlier ones of the same bearer end. */
export function issueCodeFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  return `create or replace function ${schema}.issue_code_${sqlName(procedure.name)}(the_case uuid, code_sha256 bytea, the_bearer text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $issue$
declare
  who constant text[] := firewall.ticket();
  me constant uuid := who[1]::uuid;
  my_role constant text := who[2];
  my_office constant text := nullif(who[3], '');
  was ${projectionName(procedure)}%rowtype;
begin
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case for update;
  if not found or not coalesce(${reachSql(procedure)}, false) or ${!isAboutSomebody(procedure)} then raise exception 'none' using errcode = 'OB105'; end if;
  -- Who speaks for the person never takes the person's own code from them.
  if my_role = 'representative' and the_bearer <> 'representative' then raise exception 'none' using errcode = 'OB105'; end if;
  perform firewall.note_access(${literal(procedure.compartment)}, 'code', was.case_id, was.pseudonym, 'answer-the-person');
  update ${schema}.case_code k set ended_at = clock_timestamp() where k.case_id = the_case and k.bearer = the_bearer and k.ended_at is null;
  insert into ${schema}.case_code (code_sha256, procedure, case_id, bearer)
    values (issue_code_${sqlName(procedure.name)}.code_sha256, ${literal(procedure.name)}, the_case, the_bearer);
end $issue$`
}

function hiddenByRole(procedure: Procedure): string {
  return Object.keys(procedure.reads)
    .filter(isOfficerRole)
    .map((role) => `when ${literal(role)} then ${textArray(hiddenColumns(procedure, role))}`)
    .join(' ')
}

/** Columns of facts that the role does not read. */
export function hiddenColumns(procedure: Procedure, role: OfficerRole): readonly string[] {
  return plainColumns(procedure)
    .filter(({ fact }) => !readsFact(procedure, role, fact))
    .map(({ column }) => column)
}

/** Whether the role reads the fact: the same answer for the column and for what was sealed. */
export function readsFact(procedure: Procedure, role: OfficerRole, name: string): boolean {
  const reads = procedure.reads[role]
  const fact: Fact | undefined = procedure.facts[name]
  if (reads === undefined || fact === undefined) return false
  // A part is read whole or not at all, whatever is read of the case.
  if (fact.part !== null) return reads.parts?.includes(fact.part) === true
  if (reads.facts === 'all') return true
  if (reads.facts === 'all-but-sensitive') return !fact.sensitive
  return reads.facts !== 'state-only' && reads.facts.includes(name)
}
