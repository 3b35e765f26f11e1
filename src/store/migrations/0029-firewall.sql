-- The firewall of the registers: who acts on this connection (the ticket), what they looked at (access records), how much
-- of it in an hour, and who touched what nobody should. The login roles themselves belong to the whole cluster and are
-- made at the start (src/store/roles.ts), since their names come from the declared procedures.
create schema firewall;

-- Keys from which those of tickets are made, ready to use: HMAC-SHA-256 (RFC 2104) is sha256(outer_pad || sha256(inner_pad ||
-- message)). Each process has one of its own, new at its start and every hour. No login role reads it.
create table firewall.ticket_secret (
  id text primary key,
  inner_pad bytea not null check (octet_length(inner_pad) = 64),
  outer_pad bytea not null check (octet_length(outer_pad) = 64),
  made_at timestamptz not null default clock_timestamp()
);

-- The backends that serve logins, each with the key of its tickets, ready to use. A process number is used again, together with its
-- beginning it is not. Asking the server when a backend began costs more than all the rest of a ticket, so each says it once, on entering.
create table firewall.backend (
  pid integer primary key,
  login name not null,
  -- Microseconds since 1970.
  started_at bigint not null,
  inner_pad bytea not null check (octet_length(inner_pad) = 64),
  outer_pad bytea not null check (octet_length(outer_pad) = 64),
  entered_at timestamptz not null default clock_timestamp()
);

-- RFC 2104: the key of 32 bytes, filled up to a block of the hash, exclusive-or the byte of the pad.
create function firewall.padded(key bytea, pad integer) returns bytea
  language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  block bytea := key || decode(repeat('00', 32), 'hex');
begin
  for at in 0..63 loop block := set_byte(block, at, get_byte(block, at) # pad); end loop;
  return block;
end $$;

-- Called by the application as a connection opens, before anything else: notes when this backend began and makes its key from the secret of
-- that id (src/firewall/ticket.ts makes the same), and gives when it began. Called again it changes nothing.
create function firewall.enter(secret text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  began constant bigint := (select (extract(epoch from backend_start) * 1000000)::bigint from pg_stat_get_activity(pg_backend_pid()));
  key constant bytea := (
    select sha256(s.outer_pad || sha256(s.inner_pad || convert_to(concat_ws('|', 'v2', session_user, pg_backend_pid(), began), 'UTF8')))
    from firewall.ticket_secret s where s.id = secret);
begin
  if key is null then raise exception 'no such secret' using errcode = 'OB003'; end if;
  insert into firewall.backend as b (pid, login, started_at, inner_pad, outer_pad)
    values (pg_backend_pid(), session_user, began, firewall.padded(key, 54), firewall.padded(key, 92))
    on conflict (pid) do update set login = excluded.login, started_at = excluded.started_at, inner_pad = excluded.inner_pad,
      outer_pad = excluded.outer_pad, entered_at = excluded.entered_at
    where b.started_at <> excluded.started_at;
  return began;
end $$;

-- {officer, role, office} of the ticket set on this connection; null unless the application made it for this officer, this
-- login and this very backend: the key is that of the backend alone. Asked by every row policy and every function, so it reads one row.
-- Hashes of the two codes are compared, so that the time it takes tells nothing of them.
create function firewall.ticket() returns text[]
  language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  -- Who acts, and after the last bar 64 characters of code.
  ticket constant text := current_setting('observance.ticket', true);
  inner_key bytea;
  outer_key bytea;
begin
  select b.inner_pad, b.outer_pad into inner_key, outer_key
    from firewall.backend b where b.pid = pg_backend_pid() and b.login = session_user;
  if sha256(convert_to(right(ticket, 64), 'UTF8')) = sha256(convert_to(encode(
    sha256(outer_key || sha256(inner_key || convert_to(left(ticket, -65), 'UTF8'))), 'hex'), 'UTF8'))
  then return string_to_array(left(ticket, -65), '|'); end if;
  return null;
end $$;

-- Who acts, in which role, for which office; null where nobody is known to. In a row policy: (select firewall.office()).
create function firewall.officer() returns uuid language sql stable parallel restricted as $$ select (firewall.ticket())[1]::uuid $$;
create function firewall.role_id() returns text language sql stable parallel restricted as $$ select (firewall.ticket())[2] $$;
create function firewall.office() returns text language sql stable parallel restricted as $$ select nullif((firewall.ticket())[3], '') $$;

-- Why somebody may look at personal data. A read names one, and the person sees it.
-- No table of them: a reference would lock the same row in each of many looks at once.
create domain firewall.purpose as text check (value in (
  'decide', 'prepare', 'review', 'hear', 'inspect', 'assist', 'enrol', 'treat', 'protect', 'correct',
  'supervise', 'audit', 'translate-identity', 'save-a-life', 'answer-the-person', 'own-data'));

-- Who looked at what, when and why. Written and committed before the data leaves.
create table firewall.access_record (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null default clock_timestamp(),
  login name not null default session_user,
  role text not null,
  officer uuid not null,
  office text,
  compartment text not null check (compartment ~ '^[a-z][a-z-]{1,62}$'),
  -- "case", "list", "attachment", …
  kind text not null check (kind ~ '^[a-z][a-z-]{1,62}$'),
  subject uuid not null,
  -- The person's pseudonym in that compartment; null where the record is about nobody yet.
  person bytea check (octet_length(person) = 20),
  purpose firewall.purpose not null
);
create index access_record_of_person on firewall.access_record (compartment, person, at);
create index access_record_of_officer on firewall.access_record (officer, at);

-- How many persons an officer may see in an hour, where it is not 60.
create table firewall.quota (
  officer uuid primary key,
  persons integer not null default 60 check (persons between 0 and 100000)
);

-- Whom an officer has seen, once a person: looking twice at one counts once.
create table firewall.person_seen (
  officer uuid not null,
  compartment text not null,
  person bytea not null,
  seen_at timestamptz not null,
  primary key (officer, compartment, person)
);
create index person_seen_lately on firewall.person_seen (officer, seen_at);

-- Records that no work leads to. Whoever opens one is looking around.
create table firewall.canary (
  compartment text not null,
  subject uuid not null,
  primary key (compartment, subject)
);

create table firewall.alarm (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null default clock_timestamp(),
  kind text not null check (kind in ('canary', 'quota')),
  login name not null default session_user,
  role text not null,
  officer uuid not null,
  compartment text,
  subject uuid
);
create index alarm_at on firewall.alarm (at);

-- Raises an alarm in the acting officer's name. The log of the server has it too, which no rollback takes back.
create function firewall.raise_alarm(kind text, compartment text, subject uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who constant text[] := firewall.ticket();
begin
  if who is null then raise exception 'nobody acts on this connection' using errcode = 'OB003'; end if;
  raise log 'OBSERVANCE ALARM %: officer %, role %', raise_alarm.kind, who[1], who[2];
  insert into firewall.alarm (kind, role, officer, compartment, subject)
    values (raise_alarm.kind, who[2], who[1]::uuid, raise_alarm.compartment, raise_alarm.subject);
end $$;

-- Counts a person as seen by the officer; refuses (OB011) the first above what the hour allows. Reads of one officer wait for
-- each other here when the person is new, so that many at once are counted as many.
create function firewall.count_person(officer uuid, compartment text, person bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  allowed integer;
begin
  if exists (select from firewall.person_seen s where s.officer = count_person.officer
      and s.compartment = count_person.compartment and s.person = count_person.person and s.seen_at > now() - interval '1 hour')
  then return; end if;
  insert into firewall.quota (officer) values (count_person.officer) on conflict do nothing;
  select q.persons into allowed from firewall.quota q where q.officer = count_person.officer for update;
  insert into firewall.person_seen values (count_person.officer, count_person.compartment, count_person.person, clock_timestamp())
    on conflict on constraint person_seen_pkey do update set seen_at = excluded.seen_at;
  if (select count(*) from firewall.person_seen s where s.officer = count_person.officer and s.seen_at > clock_timestamp() - interval '1 hour') > allowed then
    raise exception 'more persons than an hour allows' using errcode = 'OB011';
  end if;
end $$;

-- Writes the access record of one read and gives its id. Refuses: nobody acting (OB003), a purpose that is not in the list, an
-- officer who has seen as many persons as an hour allows (OB011). Opening a canary raises an alarm and looks like any read.
create function firewall.note_access(compartment text, kind text, subject uuid, person bytea, purpose text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who constant text[] := firewall.ticket();
  noted uuid;
begin
  if who is null then raise exception 'nobody acts on this connection' using errcode = 'OB003'; end if;
  if exists (select from firewall.canary c where c.compartment = note_access.compartment and c.subject = note_access.subject) then
    perform firewall.raise_alarm('canary', note_access.compartment, note_access.subject);
  end if;
  if who[2] not in ('person', 'system') then
    perform firewall.count_person(who[1]::uuid, note_access.compartment,
      coalesce(note_access.person, decode(replace(note_access.subject::text, '-', ''), 'hex')));
  end if;
  insert into firewall.access_record (role, officer, office, compartment, kind, subject, person, purpose)
    values (who[2], who[1]::uuid, nullif(who[3], ''), note_access.compartment, note_access.kind, note_access.subject,
      note_access.person, note_access.purpose)
    returning id into noted;
  return noted;
end $$;

revoke all on all functions in schema firewall from public;

-- Closed twice: no login role is granted a table here, and rows are the owner's alone.
do $$
declare name text;
begin
  for name in select relname from pg_class where relnamespace = 'firewall'::regnamespace and relkind = 'r' loop
    execute format('alter table firewall.%I enable row level security, force row level security', name);
    execute format('create policy owner_works on firewall.%I to %I using (true) with check (true)', name, current_user);
  end loop;
end $$;
