/**
 * Records that come from another body's register: marked with their source, with keys drawn once and kept however often an extract
 * comes again. Nobody's login writes a record; these functions do, for whoever computes tables, and each act has its leaf.
 */
import type { Procedure } from '../../procedures/index.ts'
import { sqlName } from '../tables/names.ts'
import { dimensionColumns } from './dimension.ts'
import { measureColumns } from './measure.ts'

/** Whose extracts were taken in, and each taking. */
export const EXTRACT_SCHEMA: readonly string[] = [
  `create table statistics.source (
    id smallint generated always as identity primary key,
    name text not null unique check (name ~ '^[a-z][a-z0-9-]{0,39}$'),
    body text not null,
    title text not null
  )`,
  `create table statistics.import (
    id uuid primary key default gen_random_uuid(),
    source smallint not null references statistics.source,
    procedure text not null,
    -- Of the file, which is not kept.
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    added integer not null, changed integer not null, unchanged integer not null, refused integer not null,
    taken_by uuid not null,
    taken_at timestamptz not null default now(),
    entry uuid not null
  )`,
  'create trigger import_is_kept before update or delete on statistics.import for each row execute function statistics.record_is_kept()',
  `create function statistics.source_named(the_name text, the_body text, the_title text) returns smallint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare found_id smallint;
    begin
      ${onlyStatistics()}
      insert into statistics.source as s (name, body, title) values (the_name, the_body, the_title)
        on conflict (name) do update set body = excluded.body, title = excluded.title returning s.id into found_id;
      return found_id;
    end $$`,
  // In whose name it is done is said by the process, and is a statistician all the same.
  `create function statistics.enter_import(what jsonb, act text, record jsonb, salt bytea) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare entered uuid;
    begin
      ${onlyStatistics()}
      if not exists (select from followup.account a where a.id = (what->>'takenBy')::uuid and a.agency_role = 'statistician' and a.closed_at is null) then
        raise exception 'nobody' using errcode = 'OB105';
      end if;
      insert into ledger.own_record (entry, log, record, salt) values (ledger.append('register', act), 'register', record, salt) returning entry into entered;
      insert into statistics.import (source, procedure, sha256, added, changed, unchanged, refused, taken_by, entry)
        values ((what->>'source')::smallint, what->>'procedure', what->>'sha256', (what->>'added')::integer, (what->>'changed')::integer,
          (what->>'unchanged')::integer, (what->>'refused')::integer, (what->>'takenBy')::uuid, entered);
    end $$`,
]

export const EXTRACT_SIGNATURES = ['source_named(text, text, text)', 'enter_import(jsonb, text, jsonb, bytea)']

function onlyStatistics(): string {
  return "if firewall.role_id() is distinct from 'statistics' then raise exception 'nobody' using errcode = 'OB105'; end if;"
}

/** Null of a record that the register itself made. */
export const SOURCE_COLUMN = 'source smallint references statistics.source'

/** One record for each moment of a case; of a stock one for each period. */
const ONCE = "case_pseudonym, moment, (case when moment = 'stock' then period_start else '-infinity'::date end)"

export function onceFromASource(table: string): string {
  return `create unique index on ${table} (${ONCE}) where source is not null`
}

export function takeSignature({ name }: Procedure): string {
  return `take_${sqlName(name)}(smallint, jsonb)`
}

/**
 * take_P(source, [{case, person, moment, day, dimensions and measures by column}]): gives how many are new and how many others than
 * they were. The day is not kept. `periodStart`: the first day of the period in which a moment lies.
 */
export function takeFunction(procedure: Procedure, table: string, periodStart: (at: string) => string): string {
  const own = [
    ...dimensionColumns(procedure, {}).map(({ column, type }) => ({ column, type })),
    ...measureColumns(procedure).map(({ column, type }) => ({ column, type })),
  ]
  const columns = ['person', 'period_start', ...own.map(({ column }) => column)]
  const of = (row: string) => columns.map((column) => `${row}.${column}`).join(', ')
  return `create or replace function statistics.take_${sqlName(procedure.name)}(the_source smallint, given jsonb) returns table (added integer, changed integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $take$
#variable_conflict use_column
begin
  ${onlyStatistics()}
  return query with taken as (
    insert into ${table} as r (case_pseudonym, moment, source, ${columns.join(', ')})
      select decode(g."case", 'hex'), g.moment, the_source, statistics.counted_as(decode(g.person, 'hex')),
        ${periodStart('(g.day::timestamp at time zone (select h.time_zone from register.home h))')}${own.map(({ column }) => `, g.${column}`).join('')}
      from jsonb_to_recordset(given) g("case" text, person text, moment text, day date${own.map(({ column, type }) => `, ${column} ${type}`).join('')})
      on conflict (${ONCE}) where source is not null
      do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
        where (${of('r')}) is distinct from (${of('excluded')})
      returning (r.xmax = 0) as is_new)
    select count(*) filter (where t.is_new)::integer, count(*) filter (where not t.is_new)::integer from taken t;
end $take$`
}
