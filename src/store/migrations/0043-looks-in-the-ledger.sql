-- Each access record and each alarm has its entry in the ledger, in the transaction that writes it, and so has each name.

-- What a leaf commits to, as docs/ledger-format.md section 3 has it.
create function ledger.commitment(kind text, salt bytea, record text) returns bytea
  language sql stable
  return sha256(convert_to('observance/commitment/v1 ' || commitment.kind || chr(10), 'UTF8') || commitment.salt || convert_to(commitment.record, 'UTF8'));

-- 32 bytes that come once.
create function ledger.once() returns bytea
  language sql volatile
  return uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());

-- Records that come into a log together, as one entry an interval: their number is nobody's to count, and they are more than the
-- log has leaves. The sequencer takes them away and keeps their commitments with its own records.
create table ledger.gathered (
  id uuid primary key default gen_random_uuid(),
  log ledger.log not null,
  commitment bytea not null check (octet_length(commitment) = 32)
);
comment on table ledger.gathered is 'Commitments to records that wait to be entered together.';
create index gathered_waiting on ledger.gathered (log);

-- Compartments of which nobody may know how much is done in them; each start says which (src/register/install.ts).
create table firewall.hidden_in_number (compartment text primary key);

-- Enters what the firewall has seen. Its actor is a name that never comes again: nothing leads from one look of an officer to
-- another. Where not even the number may be known it is gathered in the log that grows evenly. Of a look the payload is what its
-- person is told, under a salt of its own, so that its proof opens nothing of the row beside it.
create function firewall.told_salt(salt bytea) returns bytea
  language sql immutable
  return sha256(convert_to('observance/told/v1' || chr(10), 'UTF8') || told_salt.salt);
create function firewall.enter_in_ledger(compartment text, salt bytea, record text, told text default null) returns uuid
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  entry uuid;
begin
  if exists (select from firewall.hidden_in_number h where h.compartment = enter_in_ledger.compartment) then
    insert into ledger.gathered (log, commitment) values ('complaints', ledger.commitment('payload', salt, record)) returning id into entry;
    return entry;
  end if;
  return ledger.append('access', 'action access.entry' || chr(10) || 'policy 1' || chr(10) || 'software observance' || chr(10) || 'outcome done' || chr(10)
    || 'actor ' || encode(ledger.once(), 'base64') || chr(10)
    || 'object ' || encode(ledger.commitment('object', salt, record), 'base64') || chr(10)
    || 'payload ' || encode(case when told is null then ledger.commitment('payload', salt, record)
      else ledger.commitment('payload', firewall.told_salt(salt), told) end, 'base64') || chr(10));
end $$;
revoke all on function firewall.enter_in_ledger(text, bytea, text, text), firewall.told_salt(bytea) from public;

-- The rows as their entries commit to them: every column, in one spelling (RFC 8785).
alter table firewall.access_record
  add salt bytea not null check (octet_length(salt) = 32),
  add entry uuid not null;
create function firewall.record_of(r firewall.access_record) returns text
  language sql stable
  return '{"at":"' || register.moment(r.at) || '","compartment":' || to_json(r.compartment) || ',"id":"' || r.id || '","kind":' || to_json(r.kind)
    || ',"login":' || to_json(r.login::text) || ',"office":' || coalesce(to_json(r.office)::text, 'null') || ',"officer":"' || r.officer
    || '","person":' || coalesce('"' || encode(r.person, 'hex') || '"', 'null') || ',"purpose":' || to_json(r.purpose)
    || ',"role":' || to_json(r.role) || ',"subject":"' || r.subject || '"}';
-- What the person is told of it: the case, when, in which role and office, what and why. Neither officer nor number of the person.
create function firewall.told_of(r firewall.access_record) returns text
  language sql stable
  return '{"at":"' || register.moment(r.at) || '","kind":' || to_json(r.kind) || ',"office":' || coalesce(to_json(r.office)::text, 'null')
    || ',"purpose":' || to_json(r.purpose) || ',"role":' || to_json(r.role) || ',"subject":"' || r.subject || '"}';
revoke all on function firewall.told_of(firewall.access_record) from public;

alter table firewall.alarm
  add salt bytea not null check (octet_length(salt) = 32),
  add entry uuid not null;
create function firewall.record_of(a firewall.alarm) returns text
  language sql stable
  return '{"at":"' || register.moment(a.at) || '","compartment":' || coalesce(to_json(a.compartment)::text, 'null') || ',"id":"' || a.id
    || '","kind":' || to_json(a.kind) || ',"login":' || to_json(a.login::text) || ',"officer":"' || a.officer
    || '","role":' || to_json(a.role) || ',"subject":' || coalesce('"' || a.subject || '"', 'null') || '}';
revoke all on function firewall.record_of(firewall.access_record), firewall.record_of(firewall.alarm) from public;

-- As before, with its entry.
create or replace function firewall.raise_alarm(kind text, compartment text, subject uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who constant text[] := firewall.ticket();
  alarm firewall.alarm;
begin
  if who is null then raise exception 'nobody acts on this connection' using errcode = 'OB003'; end if;
  raise log 'OBSERVANCE ALARM %: officer %, role %', raise_alarm.kind, who[1], who[2];
  alarm.id := gen_random_uuid();
  alarm.at := clock_timestamp();
  alarm.kind := raise_alarm.kind;
  alarm.login := session_user;
  alarm.role := who[2];
  alarm.officer := who[1]::uuid;
  alarm.compartment := raise_alarm.compartment;
  alarm.subject := raise_alarm.subject;
  alarm.salt := ledger.once();
  alarm.entry := firewall.enter_in_ledger(alarm.compartment, alarm.salt, firewall.record_of(alarm));
  insert into firewall.alarm values (alarm.*);
end $$;

-- As before, with its entry; for whoever has asked in the same call who acts: `who` is what firewall.ticket() gave. No login may call it.
create function firewall.note_access_of(who text[], compartment text, kind text, subject uuid, person bytea, purpose text) returns uuid
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  look firewall.access_record;
begin
  if who is null then raise exception 'nobody acts on this connection' using errcode = 'OB003'; end if;
  if exists (select from firewall.canary c where c.compartment = note_access_of.compartment and c.subject = note_access_of.subject) then
    perform firewall.raise_alarm('canary', note_access_of.compartment, note_access_of.subject);
  end if;
  if who[2] not in ('person', 'system') and not (who[2] = 'ombuds-npm' and note_access_of.purpose = 'inspect') then
    perform firewall.count_person(who[1]::uuid, note_access_of.compartment,
      coalesce(note_access_of.person, decode(replace(note_access_of.subject::text, '-', ''), 'hex')));
  end if;
  look.id := gen_random_uuid();
  look.at := clock_timestamp();
  look.login := session_user;
  look.role := who[2];
  look.officer := who[1]::uuid;
  look.office := nullif(who[3], '');
  look.compartment := note_access_of.compartment;
  look.kind := note_access_of.kind;
  look.subject := note_access_of.subject;
  look.person := note_access_of.person;
  look.purpose := note_access_of.purpose;
  look.salt := ledger.once();
  look.entry := firewall.enter_in_ledger(look.compartment, look.salt, firewall.record_of(look), firewall.told_of(look));
  insert into firewall.access_record values (look.*);
  return look.id;
end $$;
revoke all on function firewall.note_access_of(text[], text, text, uuid, bytea, text) from public;

create or replace function firewall.note_access(compartment text, kind text, subject uuid, person bytea, purpose text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return firewall.note_access_of(firewall.ticket(), compartment, kind, subject, person, purpose);
end $$;

-- A name has an entry like an event: over the row as it stands, and over what is sealed. What is sealed goes with the case.
alter table identity.name_record
  alter sealed drop not null,
  add commitment bytea not null check (octet_length(commitment) = 32),
  add salt bytea not null check (octet_length(salt) = 32),
  add entry uuid not null;
create or replace function identity.record_is_kept() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and pg_trigger_depth() > 1 and new.sealed is null and to_jsonb(new) - 'sealed' = to_jsonb(old) - 'sealed' then return new; end if;
  raise exception 'a name is never changed or deleted' using errcode = 'OB110';
end $$;
