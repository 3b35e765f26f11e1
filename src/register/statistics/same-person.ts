/**
 * Two people who turn out to be one, or one who turns out to be two, in statistics: the records follow what two people signed.
 * Whoever was counted first keeps pseudonym and key, so that the fewest released sets differ; parted again, each has their own
 * key back. What this moves in a table is a revision: until ten people of a cell have changed, its figure stays.
 */
import { sql } from 'kysely'
import { type BaseId, pseudonymOf } from '../../firewall/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import type { Tx } from '../../store/index.ts'
import type { Register } from '../register.ts'
import { namedInStatistics } from './named.ts'
import { breachesName, clocksName } from './period.ts'
import { statisticsName } from './record.ts'

export const SAME_PERSON_SIGNATURES = ['join_persons(uuid, bytea, bytea)', 'part_persons(uuid, bytea, bytea, bytea[])']

const ONLY_SIGNED = `if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  if not exists (select from identity.person_report r where r.report_id = the_report and r.outcome = 'signed' and r.done_at is null) then
    raise exception 'not signed' using errcode = 'OB112';
  end if;`

/** The two functions of the system, over the records of all procedures. */
export function samePersonFunctions(procedures: readonly Procedure[]): readonly string[] {
  const tables = procedures.flatMap((procedure) => [
    statisticsName(procedure),
    clocksName(procedure),
    breachesName(procedure),
  ])
  const records = tables.map((table) => `select case_pseudonym, person, period_start from ${table}`).join(' union all ')
  const eachTable = (statement: (table: string) => string) => tables.map((table) => `  ${statement(table)};`).join('\n')
  return [joinFunction(records, eachTable), partFunction(records, eachTable)]
}

type EachTable = (statement: (table: string) => string) => string

/** join_persons(report, one, other): the records of both are of whoever has the earliest; the other's cases are remembered. */
function joinFunction(records: string, eachTable: EachTable): string {
  return `create or replace function statistics.join_persons(the_report uuid, from_pseudonym bytea, to_pseudonym bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $join$
declare
  one constant bytea := statistics.counted_as(from_pseudonym);
  other constant bytea := statistics.counted_as(to_pseudonym);
  stays bytea;
  goes bytea;
begin
  ${ONLY_SIGNED}
  if one = other then return; end if;
  select case when min(r.period_start) filter (where r.person = one) < coalesce(min(r.period_start) filter (where r.person = other), 'infinity')
    then one else other end into stays from (${records}) r where r.person in (one, other);
  goes := case when stays = one then other else one end;
  insert into statistics.joined (case_pseudonym, was) select distinct r.case_pseudonym, goes from (${records}) r where r.person = goes
    on conflict (case_pseudonym) do update set was = excluded.was;
${eachTable((table) => `update ${table} r set person = stays where r.person = goes`)}
  update statistics.known_as k set person = stays where k.person = goes;
  perform statistics.know_as(from_pseudonym, stays), statistics.know_as(to_pseudonym, stays);
end $join$`
}

/**
 * part_persons(report, first, second, cases of the second): their records are the second's. Where all cases of one side were once
 * another's, that side is that person again; otherwise the second is somebody new.
 */
function partFunction(records: string, eachTable: EachTable): string {
  return `create or replace function statistics.part_persons(the_report uuid, first_pseudonym bytea, second_pseudonym bytea, of_second bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $part$
declare
  were_one constant bytea := statistics.counted_as(first_pseudonym);
  firsts bytea[];
  seconds bytea[];
  the_first bytea := were_one;
  the_second bytea := second_pseudonym;
begin
  ${ONLY_SIGNED}
  select coalesce(array_agg(distinct coalesce(j.was, were_one)) filter (where not r.case_pseudonym = any(of_second)), '{}'),
      coalesce(array_agg(distinct coalesce(j.was, were_one)) filter (where r.case_pseudonym = any(of_second)), '{}') into firsts, seconds
    from (${records}) r left join statistics.joined j using (case_pseudonym) where r.person = were_one;
  if cardinality(seconds) = 1 and seconds[1] <> were_one and not seconds[1] = any(firsts) then
    the_second := seconds[1];
  elsif cardinality(firsts) = 1 and firsts[1] <> were_one and not firsts[1] = any(seconds) then
    the_first := firsts[1];
    the_second := were_one;
  end if;
  perform statistics.know_as(first_pseudonym, the_first), statistics.know_as(second_pseudonym, the_second);
  the_second := statistics.counted_as(second_pseudonym);
${eachTable((table) => `update ${table} r set person = case when r.case_pseudonym = any(of_second) then the_second else the_first end where r.person = were_one and r.person <> case when r.case_pseudonym = any(of_second) then the_second else the_first end`)}
  delete from statistics.joined j where j.was in (the_first, the_second)
    and exists (select from (${records}) r where r.case_pseudonym = j.case_pseudonym and r.person = j.was);
end $part$`
}

interface Joined {
  /** The report that two people signed. */
  readonly id: string
  readonly from: BaseId
  readonly to: BaseId
}

/** In the transaction that moves the cases: from now on both are counted as one. */
export async function joinInStatistics({ keyOf }: Register, tx: Tx, { id, from, to }: Joined): Promise<void> {
  const [one, other] = [from, to].map((base) => pseudonymOf(keyOf, 'statistics', base))
  await sql`select statistics.join_persons(${id}, ${one}, ${other})`.execute(tx)
}

/** The same for one who is two: `from` keeps what is not the second's. */
export async function partInStatistics(
  { keyOf }: Register,
  tx: Tx,
  {
    id,
    from,
    to,
    second,
  }: Joined & { readonly second: readonly { readonly procedure: Procedure; readonly caseId: string }[] },
): Promise<void> {
  const [one, other] = [from, to].map((base) => pseudonymOf(keyOf, 'statistics', base))
  const cases = second.map(({ procedure, caseId }) =>
    Buffer.from(namedInStatistics(keyOf, procedure, { caseId, base: to }).case, 'hex'),
  )
  await sql`select statistics.part_persons(${id}, ${one}, ${other}, ${cases}::bytea[])`.execute(tx)
}
