/**
 * What a case leaves to statistics: one record at each moment that the declaration names, in the transaction of the step, with
 * nothing that leads back to the case, the person or the hour. Written once, never changed, and no part of what is erased.
 */
import { type Moment, type Procedure, statesOf } from '../../procedures/index.ts'
import { momentSql } from '../commit/clocks.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { dimensionColumns, type Regions } from './dimension.ts'
import { measureColumns } from './measure.ts'

/** statistics.detention */
export function statisticsName(procedure: Procedure): string {
  return `statistics.${sqlName(procedure.name)}`
}

/** The schema, and what all records have in common. */
export const STATISTICS_SCHEMA: readonly string[] = [
  'create schema statistics',
  `create function statistics.record_is_kept() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin raise exception 'a statistical record is never changed' using errcode = 'OB110'; end $$`,
  // Each stock once, however many processes look.
  'create table statistics.stock_taken (procedure text not null, period_end timestamptz not null, primary key (procedure, period_end))',
]

/** Columns of a record that whoever makes tables may read. Not among them: the key by which cells are disturbed. */
export function recordColumns(procedure: Procedure): readonly string[] {
  const own = [...dimensionColumns(procedure, {}), ...measureColumns(procedure)]
  return ['record_id', 'moment', 'period_start', ...own.map(({ column }) => column)]
}

/** The table of a procedure. Its ids are random: they tell neither order nor case. */
export function statisticsTable(procedure: Procedure): readonly string[] {
  const name = statisticsName(procedure)
  const own = [...dimensionColumns(procedure, {}), ...measureColumns(procedure)]
  return [
    `create table ${name} (
      record_id uuid primary key default gen_random_uuid(),
      -- Fixed for life: by it a cell is always disturbed alike.
      record_key bigint not null default ('x' || encode(substring(uuid_send(gen_random_uuid()) for 4), 'hex'))::bit(32)::bigint
        check (record_key between 0 and 4294967295),
      -- The state that was come into, the step that was taken, or "stock".
      moment text not null,
      -- First day of the period that the declaration counts in; nothing finer is kept.
      period_start date not null${own.map(({ column, type }) => `,\n      ${column} ${type}`).join('')}
    )`,
    `create trigger record_is_kept before update or delete on ${name} for each row execute function statistics.record_is_kept()`,
    `create trigger record_is_not_truncated before truncate on ${name} for each statement execute function statistics.record_is_kept()`,
  ]
}

/** Statements made anew at each start. `regions`: in which region places and schools lie. */
export function statisticsFunctions(procedure: Procedure, regions: Regions): readonly string[] {
  return [
    emitFunction(procedure, regions),
    ...(procedure.statistics.stock === undefined ? [] : [stockFunction(procedure)]),
  ]
}

/** Writes one record of the case as it stands. Nobody who signs in may call it. */
function emitFunction(procedure: Procedure, regions: Regions): string {
  const own = [...dimensionColumns(procedure, regions), ...measureColumns(procedure)]
  return `create or replace function statistics.emit_${sqlName(procedure.name)}(c ${projectionName(procedure)}, moment text, at timestamptz, given jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $emit$
  insert into ${statisticsName(procedure)} (moment, period_start${own.map(({ column }) => `, ${column}`).join('')})
    values (moment, ${periodStart(procedure)}${own.map(({ value }) => `,\n      ${value}`).join('')})
$emit$`
}

/** A school year begins in September. */
function periodStart({ statistics }: Procedure): string {
  const day = '(at at time zone (select h.time_zone from register.home h))'
  switch (statistics.period) {
    case 'month':
    case 'quarter':
    case 'year':
      return `date_trunc(${literal(statistics.period)}, ${day})::date`
    case 'half-year':
      return `make_date(extract(year from ${day})::integer, case when extract(month from ${day}) < 7 then 1 else 7 end, 1)`
    case 'school-year':
      return `make_date(extract(year from ${day} - interval '8 months')::integer, 9, 1)`
    default:
      return statistics.period satisfies never
  }
}

/** In the commit function, after the step: a record for each of its moments, or the step is not taken. */
export function statisticsBlock(procedure: Procedure): string {
  return procedure.statistics.emittedAt
    .map(
      (moment) =>
        `  if ${momentSql(procedure, moment)} then perform statistics.emit_${sqlName(procedure.name)}(c, ${momentName(moment)}, recorded, command->'dimensions'); end if;`,
    )
    .join('\n')
}

function momentName(moment: Moment): string {
  if (moment.at === 'entering') return 'c.state'
  return moment.at === 'fact' ? literal(moment.fact) : 'the_step'
}

/**
 * statistics.take_stock_of_detention(): the cases that were open at 24:00 of the last day of the last period that is over, one
 * record each, once. For the system alone; gives how many.
 */
function stockFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  const stock = procedure.statistics.stock ?? 'month'
  return `create or replace function statistics.take_stock_of_${sqlName(procedure.name)}() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $stock$
declare
  zone constant text := (select h.time_zone from register.home h);
  ended constant timestamptz := date_trunc(${literal(stock)}, now() at time zone zone) at time zone zone;
  c ${projectionName(procedure)}%rowtype;
  counted integer := 0;
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  insert into statistics.stock_taken (procedure, period_end) values (${literal(procedure.name)}, ended) on conflict do nothing;
  if not found then return 0; end if;
  for c in select p.* from ${projectionName(procedure)} p where p.opened_at < ended and not p.erased
      and not coalesce((select e.to_state from ${schema}.event e where e.case_id = p.case_id and e.recorded_at < ended order by e.no desc limit 1)
        = any(${textArray(statesOf(procedure, ['final']))}), true) loop
    perform statistics.emit_${sqlName(procedure.name)}(c, 'stock', ended - interval '1 second', null);
    counted := counted + 1;
  end loop;
  return counted;
end $stock$`
}
