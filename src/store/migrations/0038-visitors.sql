-- As before, but for independent visitors: the register of a place is open to them whole, however many are held there. Each look
-- leaves its record all the same, and a canary its alarm.
create or replace function firewall.note_access(compartment text, kind text, subject uuid, person bytea, purpose text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who constant text[] := firewall.ticket();
  noted uuid;
begin
  if who is null then raise exception 'nobody acts on this connection' using errcode = 'OB003'; end if;
  if exists (select from firewall.canary c where c.compartment = note_access.compartment and c.subject = note_access.subject) then
    perform firewall.raise_alarm('canary', note_access.compartment, note_access.subject);
  end if;
  if who[2] not in ('person', 'system') and not (who[2] = 'ombuds-npm' and note_access.purpose = 'inspect') then
    perform firewall.count_person(who[1]::uuid, note_access.compartment,
      coalesce(note_access.person, decode(replace(note_access.subject::text, '-', ''), 'hex')));
  end if;
  insert into firewall.access_record (role, officer, office, compartment, kind, subject, person, purpose)
    values (who[2], who[1]::uuid, nullif(who[3], ''), note_access.compartment, note_access.kind, note_access.subject,
      note_access.person, note_access.purpose)
    returning id into noted;
  return noted;
end $$;
