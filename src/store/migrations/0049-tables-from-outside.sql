-- Tables that another body made, taken in with their source: they are released beside the State's own, and marked as what they are.

create table followup.table_import (
  id uuid primary key default gen_random_uuid(),
  table_name text not null check (table_name ~ '^[a-z][a-z0-9-]*$'),
  -- As the statistician said it: what it is, whose, how its columns are read, whether the same people stand in our tables.
  mapping jsonb not null,
  -- Of the file. It is not kept: what the mapping does not name was not read either.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- SHA-256 of the figures with their source: the same again is nothing new.
  figures text not null check (figures ~ '^[0-9a-f]{64}$'),
  taken_by uuid not null references followup.account,
  taken_at timestamptz not null default now(),
  audience followup.audience not null default 'statistics' check (audience = 'statistics')
);
create index table_import_of on followup.table_import (table_name, taken_at desc);

alter table followup.table_release
  alter column run drop not null,
  add column import uuid unique references followup.table_import,
  -- {body, title, answers}: whose figures they are, what they are called, and which tables that the State owes they answer.
  add column outside jsonb,
  add constraint ours_or_outside check ((run is null) = (import is not null) and (outside is null) = (import is null));

-- Of a computed table: which registers' extracts its records may come from, with shares in tens.
alter table followup.table_run add column sources jsonb not null default '[]';

-- In whose name it is taken is said by the process, and is a statistician all the same.
create function followup.import_is_by_statistician() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from followup.account a where a.id = new.taken_by and a.agency_role = 'statistician' and a.closed_at is null) then
    raise exception 'nobody' using errcode = 'OB105';
  end if;
  return new;
end $$;
revoke all on function followup.import_is_by_statistician() from public;
create trigger by_statistician before insert on followup.table_import for each row execute function followup.import_is_by_statistician();
create trigger recorded after insert on followup.table_import for each row execute function followup.record_change('id');

grant select on followup.table_import to observance_web, observance_system;
grant insert on followup.table_import to observance_web;
alter table followup.table_import enable row level security;
create policy reads on followup.table_import for select to observance_web using (audience = any ((select followup.audiences())::text[]));
create policy writes on followup.table_import for insert to observance_web with check (audience = any ((select followup.audiences())::text[]));
create policy all_rows on followup.table_import to observance_system using (true);
