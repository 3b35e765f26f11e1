-- As before, for whoever has asked in the same call who acts: `who` is what firewall.ticket() gave. What every look asks is asked at
-- once, and its row is written out of variables. No login may call it; the functions that do have their search path pinned.
create or replace function firewall.note_access_of(who text[], compartment text, kind text, subject uuid, person bytea, purpose text) returns uuid
  language plpgsql as $$
#variable_conflict use_variable
declare
  look constant uuid := gen_random_uuid();
  looked_at constant timestamptz := clock_timestamp();
  role constant text := who[2];
  office constant text := nullif(who[3], '');
  salt constant bytea := ledger.once();
  whom constant bytea := coalesce(person, decode(replace(subject::text, '-', ''), 'hex'));
  is_canary boolean;
  is_hidden boolean;
  is_new boolean;
  entry uuid;
  -- In one spelling (RFC 8785), as firewall.record_of and firewall.told_of have it: all but the login are names without a sign to escape,
  -- or the row is refused.
  at_json constant text := '{"at":"' || register.moment(looked_at) || '",';
  office_json constant text := '"office":' || coalesce('"' || office || '"', 'null') || ',';
  end_json constant text := '"purpose":"' || purpose || '","role":"' || role || '","subject":"' || subject || '"}';
  record constant text := at_json || '"compartment":"' || compartment || '","id":"' || look || '","kind":"' || kind
    || '","login":' || to_json(session_user::text) || ',' || office_json || '"officer":"' || who[1]
    || '","person":' || coalesce('"' || encode(person, 'hex') || '"', 'null') || ',' || end_json;
begin
  if who is null then raise exception 'nobody acts on this connection' using errcode = 'OB003'; end if;
  select exists (select from firewall.canary c where c.compartment = compartment and c.subject = subject),
      exists (select from firewall.hidden_in_number h where h.compartment = compartment),
      role not in ('person', 'system') and not (role = 'ombuds-npm' and purpose = 'inspect')
        and not exists (select from firewall.person_seen s where s.officer = who[1]::uuid and s.compartment = compartment
          and s.person = whom and s.seen_at > now() - interval '1 hour')
    into is_canary, is_hidden, is_new;
  if is_canary then perform firewall.raise_alarm('canary', compartment, subject); end if;
  if is_new then perform firewall.count_person(who[1]::uuid, compartment, whom); end if;
  if is_hidden then
    insert into ledger.gathered (log, commitment) values ('complaints', ledger.commitment('payload', salt, record)) returning id into entry;
  end if;
  insert into firewall.access_record (id, at, login, role, officer, office, compartment, kind, subject, person, purpose, salt, entry)
    values (look, looked_at, session_user, role, who[1]::uuid, office, compartment, kind, subject, person, purpose, salt,
      coalesce(entry, ledger.append('access', 'action access.entry' || chr(10) || 'policy 1' || chr(10) || 'software observance' || chr(10)
        || 'outcome done' || chr(10) || 'actor ' || encode(ledger.once(), 'base64') || chr(10)
        || 'object ' || encode(ledger.commitment('object', salt, record), 'base64') || chr(10)
        || 'payload ' || encode(ledger.commitment('payload', firewall.told_salt(salt),
          at_json || '"kind":"' || kind || '",' || office_json || end_json), 'base64') || chr(10))));
  return look;
end $$;
