-- Why a benchmark is what it is, who confirms what a person typed, how many cases a zero rests on, and that nothing but
-- the system itself brings in a computed figure. And the history of a draft's links, as private as the draft.

-- Each decision on a benchmark, with its reason; the indicator holds what stands now.
create table followup.benchmark (
  id uuid primary key default gen_random_uuid(),
  indicator text not null references followup.indicator,
  target numeric,
  baseline numeric,
  baseline_on date,
  reason text not null check (reason <> ''),
  set_by uuid not null references followup.account,
  set_at timestamptz not null default now()
);
create index benchmark_indicator on followup.benchmark (indicator, set_at desc);
create trigger recorded after insert or update or delete on followup.benchmark for each row execute function followup.record_change('id');

-- A structure indicator is typed by the State; the human rights institution says whether it holds.
create table followup.confirmation (
  indicator_value uuid primary key references followup.indicator_value,
  confirmed_by uuid not null references followup.account,
  institution text not null references followup.institution,
  confirmed_at timestamptz not null default now(),
  note text
);
create trigger recorded after insert or update or delete on followup.confirmation for each row execute function followup.record_change('indicator_value');

-- How many cases were looked at: a zero is earned by looking.
alter table followup.indicator_value add column base numeric check (base >= 0);

grant select on followup.benchmark, followup.confirmation to observance_web, observance_system;
grant insert on followup.benchmark, followup.confirmation to observance_web;
-- Read by whoever reads the value.
alter table followup.confirmation enable row level security;
create policy reads on followup.confirmation for select to observance_web
  using (exists (select from followup.indicator_value v where v.id = indicator_value));
create policy writes on followup.confirmation for insert to observance_web
  with check (exists (select from followup.indicator_value v where v.id = indicator_value));
create policy all_rows on followup.confirmation to observance_system using (true);

-- A person types figures with evidence. What counts cases comes from a process of the system, under its own name.
create function followup.refuse_typed_as_computed() returns trigger language plpgsql as $$
begin
  if new.provenance = 'computed' and coalesce(followup.actor(), '') not like 'system:%' then
    raise exception 'a computed value of % comes from a person', new.indicator using errcode = 'OB010';
  end if;
  return new;
end $$;
create trigger by_the_system before insert on followup.indicator_value
  for each row execute function followup.refuse_typed_as_computed();

create or replace function followup.record_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  named jsonb := case when tg_op = 'DELETE' then before else after end;
  changed jsonb;
  -- What ties a draft to an obligation is as private as the draft.
  own text := case tg_table_name
    when 'evidence_obligation' then (select e.audience from followup.evidence e where e.id = (named ->> 'evidence')::uuid)
    when 'measure_obligation' then (select m.audience from followup.measure m where m.id = (named ->> 'measure')::uuid)
    when 'measure_dependency' then (select m.audience from followup.measure m where m.id = (named ->> 'measure')::uuid)
    when 'confirmation' then (select v.audience from followup.indicator_value v where v.id = (named ->> 'indicator_value')::uuid)
    else named ->> 'audience' end;
begin
  if followup.actor() is null then
    raise exception 'a change of % names nobody who makes it', tg_table_name using errcode = 'OB003';
  end if;
  select coalesce(jsonb_object_agg(key, jsonb_build_array(before -> key, after -> key)), '{}') into changed
  from (select jsonb_object_keys(before || after) as key) keys
  where (before -> key) is distinct from (after -> key) and key not in ('version', 'vector', 'bytes', 'model');
  if tg_op = 'UPDATE' and changed = '{}' then return null; end if;
  insert into followup.history (actor, action, object_kind, object, outcome, details, audience)
  values (
    followup.actor(),
    coalesce(nullif(current_setting('observance.action', true), ''), lower(tg_op)),
    tg_table_name,
    (select string_agg(named ->> part, ' ' order by position) from unnest(tg_argv) with ordinality parts (part, position)),
    'done', changed,
    case
      when own is null then 'officials'
      when tg_op = 'UPDATE' and before ->> 'audience' is distinct from own then before ->> 'audience'
      when own in ('public', 'consultation') then 'officials'
      else own
    end
  );
  return null;
end $$;
