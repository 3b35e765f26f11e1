/**
 * What a case leaves to statistics: one record at each moment that the declaration names, in the transaction of the step, with
 * nothing that leads back to the case, the person or the hour but pseudonyms that statistics alone have. A correction of the
 * case corrects its records; their keys never change. No part of what is erased.
 */
import { isAboutSomebody, type Moment, type Procedure } from '../../procedures/index.ts'
import { momentSql } from '../commit/clocks.ts'
import { literal, sqlName } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { allAtOnce } from './asked.ts'
import { countedAs, SAME_PERSON } from './counted-as.ts'
import { dimensionColumns, type Regions } from './dimension.ts'
import { EXTRACT_SCHEMA, onceFromASource, SOURCE_COLUMN, takeFunction } from './extract.ts'
import { measureColumns } from './measure.ts'
import { periodFunctions } from './period.ts'
import { reviseFunction } from './revise.ts'

/** 32 random bits, from the generator that also makes ids. */
const RANDOM_KEY = "('x' || encode(substring(uuid_send(gen_random_uuid()) for 4), 'hex'))::bit(32)::bigint"

/** statistics.detention */
export function statisticsName(procedure: Procedure): string {
  return `statistics.${sqlName(procedure.name)}`
}

/** The schema, and what all records have in common. */
export const STATISTICS_SCHEMA: readonly string[] = [
  'create schema statistics',
  `create function statistics.record_is_kept() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin raise exception 'a statistical record is kept' using errcode = 'OB110'; end $$`,
  `create function statistics.key_is_kept() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      if (old.record_id, old.record_key, old.case_pseudonym, old.moment) is distinct from (new.record_id, new.record_key, new.case_pseudonym, new.moment) then
        raise exception 'the key of a statistical record is kept' using errcode = 'OB110';
      end if;
      return new;
    end $$`,
  // Whoever is counted, under the pseudonym that statistics alone have; the key is drawn when they are first seen.
  `create table statistics.person (
    pseudonym bytea primary key check (length(pseudonym) = 20),
    person_key bigint not null default ${RANDOM_KEY} check (person_key between 0 and 4294967295)
  )`,
  'create trigger person_is_kept before delete on statistics.person for each row execute function statistics.record_is_kept()',
  `create trigger person_key_is_kept before update on statistics.person for each row
    when ((old.pseudonym, old.person_key) is distinct from (new.pseudonym, new.person_key)) execute function statistics.record_is_kept()`,
  ...SAME_PERSON,
  ...EXTRACT_SCHEMA,
  // Who stands in which atom (finest cell) of a table that was computed: what later tables must not differ from by a few.
  `create table statistics.contributor (
    run uuid not null, unit uuid not null, person bytea, atom integer not null, primary key (run, unit))`,
  `create function statistics.keep_contributors(run uuid, units uuid[], persons bytea[], atoms integer[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      if firewall.role_id() is distinct from 'statistics' then raise exception 'nobody' using errcode = 'OB105'; end if;
      insert into statistics.contributor (run, unit, person, atom)
        select run, u.unit, u.person, u.atom from unnest(units, persons, atoms) u (unit, person, atom) order by u.unit;
    end $$`,
  // Each period once, however many processes look.
  'create table statistics.period_counted (procedure text not null, period_end timestamptz not null, primary key (procedure, period_end))',
]

/** What the record and the outcome of a time have in common. Ids are random: they tell neither order nor case. */
export function recordHead(procedure: Procedure): string {
  return `record_id uuid primary key default gen_random_uuid(),
      -- Fixed for life: by it a cell is always disturbed alike.
      record_key bigint not null default ${RANDOM_KEY} check (record_key between 0 and 4294967295),
      case_pseudonym bytea not null check (length(case_pseudonym) = 20),
      person bytea ${isAboutSomebody(procedure) ? 'not null ' : ''}references statistics.person,
      moment text not null,
      -- First day of the period that the declaration counts in; nothing finer is kept.
      period_start date not null`
}

export function keptTriggers(name: string): readonly string[] {
  return [
    `create trigger key_is_kept before update on ${name} for each row execute function statistics.key_is_kept()`,
    `create trigger record_is_kept before delete on ${name} for each row execute function statistics.record_is_kept()`,
    `create trigger record_is_not_truncated before truncate on ${name} for each statement execute function statistics.record_is_kept()`,
    `create index on ${name} (case_pseudonym)`,
  ]
}

export const HEAD = ['record_id', 'record_key', 'case_pseudonym', 'person', 'moment', 'period_start']

/** What whoever computes tables reads of a record. Of cases the pseudonym: one that comes twice is counted once. */
export function recordColumns(procedure: Procedure): readonly string[] {
  return [
    ...HEAD,
    'source',
    ...[...dimensionColumns(procedure, {}), ...measureColumns(procedure)].map(({ column }) => column),
  ]
}

/** The table of a procedure. `moment`: the state that was come into, the step that was taken, or "stock". */
export function statisticsTable(procedure: Procedure): readonly string[] {
  const name = statisticsName(procedure)
  const own = [...dimensionColumns(procedure, {}), ...measureColumns(procedure)]
  return [
    `create table ${name} (
      ${recordHead(procedure)},
      ${SOURCE_COLUMN}${own.map(({ column, type }) => `,\n      ${column} ${type}`).join('')}
    )`,
    ...keptTriggers(name),
    onceFromASource(name),
  ]
}

/** Statements made anew at each start. `regions`: in which region places and schools lie. */
export function statisticsFunctions(procedure: Procedure, regions: Regions): readonly string[] {
  return [
    emitFunction(procedure, regions),
    reviseFunction(procedure, regions),
    ...periodFunctions(procedure, regions),
    takeFunction(procedure, statisticsName(procedure), (at) => periodStart(procedure, at)),
  ]
}

/**
 * Writes one record of the case as it stands, under the names that it has in statistics. Nobody who signs in may call it.
 * PL/pgSQL keeps its plans; an SQL function plans each time.
 */
function emitFunction(procedure: Procedure, regions: Regions): string {
  const asked = allAtOnce(procedure)
  const own = [...dimensionColumns(procedure, regions, asked), ...measureColumns(procedure, asked)]
  return `create or replace function statistics.emit_${sqlName(procedure.name)}(c ${projectionName(procedure)}, moment text, at timestamptz, given jsonb, named jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $emit$
#variable_conflict use_variable
begin
  insert into ${statisticsName(procedure)} (case_pseudonym, person, moment, period_start${own.map(({ column }) => `, ${column}`).join('')})
    select decode(named->>'case', 'hex'), ${countedAs('named')}, moment, ${periodStart(procedure, 'at')}${own.map(({ value }) => `,\n      ${value}`).join('')}
    ${asked.from()};
end $emit$`
}

/** The first day of the period in which a moment lies. A school year begins in September. */
export function periodStart({ statistics }: Procedure, at: string): string {
  const day = `(${at} at time zone (select h.time_zone from register.home h))`
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

/**
 * In the commit function, after the step: a record for each of its moments, or the step is not taken. It belongs to the period
 * of the time that was asserted: what is entered late revises the earlier period.
 */
export function statisticsBlock(procedure: Procedure): string {
  const name = sqlName(procedure.name)
  return [
    ...procedure.statistics.emittedAt.map(
      (moment) =>
        `  if ${momentSql(procedure, moment)} then perform statistics.emit_${name}(c, ${momentName(moment)}, asserted, command->'dimensions', command->'statistics'); end if;`,
    ),
    `  if kind = 'correct' then perform statistics.revise_${name}(c, now_given, command->'dimensions', command->'statistics'); end if;`,
  ].join('\n')
}

function momentName(moment: Moment): string {
  if (moment.at === 'entering') return 'c.state'
  return moment.at === 'fact' ? literal(moment.fact) : 'the_step'
}
