-- The identity compartment: how people are called, when they were born, which papers they showed. Each case has its own
-- record under its own key, so that names of two compartments never meet, and a name is forgotten with its case. Only
-- functions made from the declarations (src/register/people) read and write here; no login may.
create schema identity;

create table identity.name_record (
  case_id uuid not null,
  -- From 1: a name is corrected by another record, and what was written stays as long as the case does.
  no integer not null check (no > 0),
  compartment text not null check (compartment ~ '^[a-z][a-z-]{1,62}$'),
  -- Names, birth, papers, contact: under the key of the case.
  sealed bytea not null,
  recorded_at timestamptz not null default clock_timestamp(),
  role text not null,
  officer uuid not null,
  office text,
  key uuid not null unique,
  primary key (case_id, no)
);

-- What is looked for by: codes under a key of the compartment's own, of the names that stand now. The same name has another
-- code in another compartment.
create table identity.name_token (
  compartment text not null,
  token bytea not null check (octet_length(token) = 32),
  case_id uuid not null,
  primary key (compartment, token, case_id)
);
create index name_token_of_case on identity.name_token (case_id);

-- "The same person again": given to one officer, for one opening, for an hour. Without a pointer it means somebody new, so
-- that nobody who holds one knows whether the register knew the person.
create table identity.handle (
  handle_id uuid primary key default gen_random_uuid(),
  officer uuid not null,
  compartment text not null,
  pointer bytea,
  made_at timestamptz not null default clock_timestamp(),
  -- The submission that used it; sent again, it may.
  used_by uuid
);
create index handle_of_officer on identity.handle (officer, made_at);

-- Gives a handle to whoever acts; theirs that are over go.
create function identity.hand(compartment text, pointer bytea) returns uuid
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  me constant uuid := firewall.officer();
  given uuid;
begin
  delete from identity.handle h where h.officer = me and h.made_at < clock_timestamp() - interval '1 hour';
  insert into identity.handle (officer, compartment, pointer) values (me, hand.compartment, hand.pointer) returning handle_id into given;
  return given;
end $$;

-- A name is never changed. It goes with its case, by the trigger that sees the case erased.
create function identity.record_is_kept() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
  raise exception 'a name is never changed or deleted' using errcode = 'OB110';
end $$;
create trigger record_is_kept before update or delete on identity.name_record
  for each row execute function identity.record_is_kept();
create trigger record_is_not_truncated before truncate on identity.name_record
  for each statement execute function identity.record_is_kept();

revoke all on all functions in schema identity from public;
