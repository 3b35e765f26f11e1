-- Statistical tables from their computing to their release: protected figures alone. Records, keys and true counts stay in
-- the compartment of statistics.

-- What statisticians alone see: a table under review is under embargo, for ministers too.
alter domain followup.audience drop constraint audience_check;
alter domain followup.audience add constraint audience_check
  check (value ~ '^(public|officials|secretariat|nhri|committee|consultation|statistics|(institution|organization|account):[A-Za-z0-9_.-]+)$');

-- The noise of counts, made once a State and version.
create table followup.p_table (
  version text primary key check (version ~ '^[0-9]+(\.[0-9]+)*$'),
  -- The one spelling that is hashed.
  canonical text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The first day of the first period that has it: those before keep theirs for good, or their noise would be drawn twice.
  since date not null default '0001-01-01' unique,
  made_at timestamptz not null default now()
);

-- Other parameters: one statistician proposes them, another decides. Then there is a version, from the year on.
create table followup.p_table_proposal (
  id uuid primary key default gen_random_uuid(),
  -- {max, variance, smallest, stay, mono}
  parameters jsonb not null,
  since date not null check (extract(doy from since) = 1),
  reason text not null check (reason <> ''),
  proposed_by uuid not null references followup.account,
  proposed_at timestamptz not null default now(),
  answer text check (answer in ('made', 'refused')),
  said text,
  -- Never the one who proposed.
  answered_by uuid references followup.account check (answered_by <> proposed_by),
  answered_at timestamptz,
  version text references followup.p_table,
  audience followup.audience not null default 'statistics' check (audience = 'statistics'),
  check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)),
  check (answer is distinct from 'made' or version is not null)
);
create unique index p_table_proposal_open on followup.p_table_proposal ((true)) where answer is null;

create table followup.table_run (
  id uuid primary key default gen_random_uuid(),
  table_name text not null check (table_name ~ '^[a-z][a-z0-9-]*$'),
  -- "2025", "2025-Q3".
  period text not null check (period ~ '^[0-9]{4}(-Q[1-4])?$'),
  state text not null check (state in ('refused', 'gated', 'reviewed', 'released', 'replaced', 'withdrawn')),
  -- As it was declared when it was computed.
  definition jsonb not null,
  p_table text not null references followup.p_table,
  -- [{count, at, value}]: protected; empty where the gates refused.
  cells jsonb not null,
  -- [{gate, answer, dimension, category}]: never a count.
  findings jsonb not null,
  known_on date not null,
  -- Why defaults were loosened, and which.
  loosened jsonb not null default '[]',
  made_by uuid not null references followup.account,
  made_at timestamptz not null default now(),
  -- Never the one who made it.
  reviewed_by uuid references followup.account check (reviewed_by <> made_by),
  reviewed_at timestamptz,
  -- The three questions and their answers, and what else the reviewer noted.
  review jsonb,
  -- {item: {language: text}}: the reference metadata that the reviewer saw, and with which it is released.
  metadata jsonb,
  release_on timestamptz,
  released_at timestamptz,
  audience followup.audience not null default 'statistics' check (audience in ('statistics', 'public')),
  demonstration boolean not null default false,
  version integer not null default 1,
  check ((reviewed_by is null) = (state in ('refused', 'gated'))),
  check ((reviewed_by is null) = (metadata is null))
);
create index table_run_of on followup.table_run (table_name, period, made_at desc);

-- What anybody may read: one released table, frozen. A correction is another release.
create table followup.table_release (
  -- "2026-05", "2026-05.2".
  release text not null check (release ~ '^[0-9]{4}-(0[1-9]|1[0-2])(\.[0-9]+)?$'),
  table_name text not null,
  period text not null,
  run uuid not null unique references followup.table_run,
  -- The released table as publication/model.ts has it, and the SHA-256 of its canonical JSON.
  document jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The leaf of the register's log that commits to it.
  entry uuid not null,
  issued_at timestamptz not null default now(),
  replaces text,
  withdrawn_at timestamptz,
  withdrawn_why text,
  audience followup.audience not null default 'public' check (audience = 'public'),
  demonstration boolean not null default false,
  primary key (release, table_name)
);
create index table_release_of on followup.table_release (table_name, period desc, issued_at desc);

create table followup.release_file (
  release text not null,
  table_name text not null,
  name text not null,
  media_type text not null,
  bytes bytea not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (release, table_name, name),
  foreign key (release, table_name) references followup.table_release
);

-- The day announced for a table of a period, where somebody named one: else it is thirty days after the period's end.
create table followup.release_plan (
  table_name text not null check (table_name ~ '^[a-z][a-z0-9-]*$'),
  period text not null check (period ~ '^[0-9]{4}(-Q[1-4])?$'),
  planned_on date not null,
  -- The day that was announced first, by which punctuality is measured.
  first_planned_on date not null,
  -- Why it was moved.
  reason text,
  planned_by uuid not null references followup.account,
  -- Of its history: the day is everybody's, that a review named it is under embargo.
  audience followup.audience not null default 'statistics' check (audience = 'statistics'),
  primary key (table_name, period)
);

-- What a statistician says of a table (of a series, for all of its tables: then under its name), an item of SIMS at a time, in the
-- languages of the table; each saving is a version.
create table followup.table_metadata (
  table_name text not null check (table_name ~ '^[a-z][a-z0-9-]*$'),
  item text not null check (item ~ '^[A-Z_]+$'),
  version integer not null check (version > 0),
  -- {language: text}
  texts jsonb not null,
  saved_by uuid not null references followup.account,
  saved_at timestamptz not null default now(),
  audience followup.audience not null default 'statistics' check (audience = 'statistics'),
  primary key (table_name, item, version)
);

-- After too many refusals over one population: a second statistician has looked, and found no probing.
create table followup.refusals_seen (
  id uuid primary key default gen_random_uuid(),
  -- Whose records were asked for.
  procedure text not null,
  seen_by uuid not null references followup.account,
  seen_at timestamptz not null default now(),
  said text not null,
  audience followup.audience not null default 'statistics' check (audience = 'statistics')
);

-- The first version is made by itself; whoever would put another in its place needs a proposal that is open, and is not who made it.
create function followup.p_table_by_two() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Of several who make the first at once one does; a version that is there is put nowhere again.
  if exists (select from followup.p_table) and not exists (select from followup.p_table t where t.version = new.version)
    and not exists (select from followup.p_table_proposal p
      where p.answer is null and p.since = new.since and p.parameters = new.canonical::jsonb -> 'parameters'
        and p.proposed_by::text is distinct from followup.actor()) then
    raise exception 'a p-table is proposed by one statistician and made by another' using errcode = 'OB105';
  end if;
  return new;
end $$;
revoke all on function followup.p_table_by_two() from public;
create trigger by_two before insert on followup.p_table for each row execute function followup.p_table_by_two();

-- A proposal is answered once, and by a statistician.
create function followup.p_table_proposal_by_statistician() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (old.answer is not null or to_jsonb(new) - array['answer', 'said', 'answered_by', 'answered_at', 'version']
      is distinct from to_jsonb(old) - array['answer', 'said', 'answered_by', 'answered_at', 'version'])
    or not exists (select from followup.account a where a.id = coalesce(new.answered_by, new.proposed_by) and a.agency_role = 'statistician' and a.closed_at is null) then
    raise exception 'nobody' using errcode = 'OB105';
  end if;
  return new;
end $$;
revoke all on function followup.p_table_proposal_by_statistician() from public;
create trigger by_statistician before insert or update on followup.p_table_proposal for each row execute function followup.p_table_proposal_by_statistician();
create trigger recorded after insert or update on followup.p_table_proposal for each row execute function followup.record_change('id');

-- A figure without noise needs two yeses to its definition, one of them from the human rights institution.
create table followup.exact_approval (
  table_name text not null,
  table_version text not null,
  given_as text not null check (given_as in ('statistician', 'ombudsperson')),
  account uuid not null references followup.account,
  given_at timestamptz not null default now(),
  primary key (table_name, table_version, given_as)
);

-- A release is frozen: it can be withdrawn, with a reason, and nothing else of it changes.
create function followup.release_is_frozen() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - array['withdrawn_at', 'withdrawn_why'] is distinct from to_jsonb(old) - array['withdrawn_at', 'withdrawn_why']
    or old.withdrawn_at is not null then
    raise exception 'release % is frozen', old.release using errcode = 'OB005';
  end if;
  return new;
end $$;
create trigger stays_frozen before update or delete on followup.table_release for each row execute function followup.release_is_frozen();
create function followup.release_file_is_frozen() returns trigger language plpgsql as $$
begin raise exception 'release % is frozen', old.release using errcode = 'OB005'; end $$;
create trigger stays_frozen before update or delete on followup.release_file for each row execute function followup.release_file_is_frozen();

-- A run goes forward; what was computed, and by whom, is never another.
create function followup.run_goes_forward() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - array['state', 'reviewed_by', 'reviewed_at', 'review', 'metadata', 'release_on', 'released_at', 'audience', 'version']
      is distinct from to_jsonb(old) - array['state', 'reviewed_by', 'reviewed_at', 'review', 'metadata', 'release_on', 'released_at', 'audience', 'version']
    or (old.state, new.state) not in (('gated', 'reviewed'), ('gated', 'refused'), ('reviewed', 'reviewed'), ('reviewed', 'released'), ('released', 'replaced'), ('released', 'withdrawn'),
      -- What replaced it was withdrawn.
      ('replaced', 'released'))
    or (old.reviewed_by is not null and new.reviewed_by is distinct from old.reviewed_by) then
    raise exception 'a computed table does not change' using errcode = 'OB005';
  end if;
  return new;
end $$;
create trigger goes_forward before update on followup.table_run for each row execute function followup.run_goes_forward();

create trigger recorded after insert or update on followup.table_run for each row execute function followup.record_change('id');
create trigger recorded after insert or update on followup.table_release for each row execute function followup.record_change('release', 'table_name');
create trigger recorded after insert or update on followup.exact_approval for each row execute function followup.record_change('table_name', 'given_as');
create trigger recorded after insert or update on followup.release_plan for each row execute function followup.record_change('table_name', 'period');
create trigger recorded after insert on followup.table_metadata for each row execute function followup.record_change('table_name', 'item');
create trigger recorded after insert on followup.refusals_seen for each row execute function followup.record_change('id');

-- The leaf of a release, in its transaction: only whoever releases by the plan may leave one.
create function followup.enter_release(act text, record jsonb, salt bytea) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entered uuid;
begin
  if followup.actor() is distinct from 'system:statistics' then raise exception 'nobody' using errcode = 'OB105'; end if;
  insert into ledger.own_record (entry, log, record, salt) values (ledger.append('register', act), 'register', record, salt) returning entry into entered;
  return entered;
end $$;
revoke all on function followup.enter_release(text, jsonb, bytea) from public;

grant select on followup.p_table, followup.table_run, followup.table_release, followup.release_file, followup.release_plan, followup.table_metadata, followup.refusals_seen, followup.exact_approval, followup.p_table_proposal to observance_web, observance_system;
grant insert on followup.p_table, followup.table_run, followup.table_release, followup.release_file, followup.release_plan, followup.table_metadata, followup.refusals_seen, followup.exact_approval, followup.p_table_proposal to observance_web;
grant update on followup.table_run, followup.table_release, followup.release_plan, followup.p_table_proposal to observance_web;
grant execute on function followup.enter_release(text, jsonb, bytea) to observance_web;

do $$
declare guarded text;
begin
  foreach guarded in array array['table_run', 'table_release', 'table_metadata', 'refusals_seen', 'p_table_proposal'] loop
    execute format('alter table followup.%I enable row level security', guarded);
    execute format('create policy reads on followup.%I for select to observance_web using (audience = any ((select followup.audiences())::text[]))', guarded);
    execute format('create policy writes on followup.%I for insert to observance_web with check (audience = any ((select followup.audiences())::text[]))', guarded);
    execute format('create policy changes on followup.%I for update to observance_web using (audience = any ((select followup.audiences())::text[])) with check (audience = any ((select followup.audiences())::text[]))', guarded);
    execute format('create policy all_rows on followup.%I to observance_system using (true)', guarded);
  end loop;
end $$;

-- Anybody reads the calendar; statisticians keep it.
alter table followup.release_plan enable row level security;
create policy reads on followup.release_plan for select to observance_web using (true);
create policy writes on followup.release_plan for insert to observance_web with check ('statistics' = any ((select followup.audiences())::text[]));
create policy changes on followup.release_plan for update to observance_web using ('statistics' = any ((select followup.audiences())::text[]));
create policy all_rows on followup.release_plan to observance_system using (true);
