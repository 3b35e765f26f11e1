/**
 * Records that come from another body's register: marked with their source, with keys drawn once and kept however often an extract
 * comes again. Nobody's login writes a record; these functions do, for whoever computes tables, and each act has its leaf.
 */
import type { Procedure } from '../../procedures/index.ts'
import { literal, sqlName } from '../tables/names.ts'
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

/** A time of another register is under none of our modes. */
const MODE_OUTSIDE = 'outside'

/** Null of a record that the register itself made. */
export const SOURCE_COLUMN = 'source smallint references statistics.source'

/** One record for each moment of a case; of a stock one for each period. */
const ONCE = "case_pseudonym, moment, (case when moment = 'stock' then period_start else '-infinity'::date end)"

/** A time once, by its rule and run. */
const ONCE_A_TIME = 'case_pseudonym, rule, run'

export function onceFromASource(table: string): string {
  return `create unique index on ${table} (${ONCE}) where source is not null`
}

export function timeOnceFromASource(table: string): string {
  return `create unique index on ${table} (${ONCE_A_TIME}) where source is not null`
}

export function takeSignatures({ name }: Procedure): readonly string[] {
  return [`take_${sqlName(name)}(smallint, jsonb)`, `take_times_of_${sqlName(name)}(smallint, jsonb)`]
}

/**
 * take_P(source, [{case, person, moment, day, dimensions and measures by column}]): gives how many are new and how many others than
 * they were. The day is not kept. `periodStart`: the first day of the period in which a moment lies.
 */
export function takeFunction(procedure: Procedure, table: string, periodStart: (at: string) => string): string {
  const own = [...dimensionColumns(procedure, {}), ...measureColumns(procedure)].map(({ column, type }) => ({
    column,
    type,
  }))
  return takingFunction(`take_${sqlName(procedure.name)}`, {
    ...{ table, own: [{ column: 'moment', type: 'text' }, ...own], once: ONCE },
    given: {},
    periodStart: periodStart('(g.day::timestamp at time zone (select h.time_zone from register.home h))'),
  })
}

/**
 * take_times_of_P(source, [{case, person, rule, run, met, day, dimensions by column}]): times of another register that fell due on the
 * day, each once. What the register itself found of a case is never changed by them.
 */
export function takeTimesFunction(procedure: Procedure, table: string): string {
  const dimensions = dimensionColumns(procedure, {}).map(({ column, type }) => ({ column, type }))
  const time = [
    { column: 'rule', type: 'text' },
    { column: 'run', type: 'integer' },
    { column: 'met', type: 'boolean' },
  ]
  return takingFunction(`take_times_of_${sqlName(procedure.name)}`, {
    ...{ table, own: [...time, ...dimensions], once: ONCE_A_TIME },
    given: { moment: literal('due'), mode: literal(MODE_OUTSIDE) },
    periodStart: "date_trunc('month', g.day)::date",
  })
}

interface Taking {
  readonly table: string
  /** Columns that the rows give, beside case, person and day. */
  readonly own: readonly { readonly column: string; readonly type: string }[]
  /** What is the same for all. */
  readonly given: Readonly<Record<string, string>>
  readonly periodStart: string
  /** What makes a record the one that was taken before. */
  readonly once: string
}

function takingFunction(name: string, { table, own, given, periodStart, once }: Taking): string {
  const columns = ['person', 'period_start', ...own.map(({ column }) => column)]
  const of = (row: string) => columns.map((column) => `${row}.${column}`).join(', ')
  const same = Object.keys(given)
  return `create or replace function statistics.${name}(the_source smallint, given jsonb) returns table (added integer, changed integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $take$
#variable_conflict use_column
begin
  ${onlyStatistics()}
  return query with taken as (
    insert into ${table} as r (${['case_pseudonym', 'source', ...same, ...columns].join(', ')})
      select ${['decode(g."case", \'hex\')', 'the_source', ...Object.values(given)].join(', ')}, statistics.counted_as(decode(g.person, 'hex')),
        ${[periodStart, ...own.map(({ column }) => `g.${column}`)].join(', ')}
      from jsonb_to_recordset(given) g("case" text, person text, day date${own.map(({ column, type }) => `, ${column} ${type}`).join('')})
      on conflict (${once}) where source is not null
      do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
        where (${of('r')}) is distinct from (${of('excluded')})
      returning (r.xmax = 0) as is_new)
    select count(*) filter (where t.is_new)::integer, count(*) filter (where not t.is_new)::integer from taken t;
end $take$`
}
