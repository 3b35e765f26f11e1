-- What the watchdog finds: a clock that is not as the events of its case have it. Told once an hour for a case, while it lasts.
alter table firewall.alarm drop constraint alarm_kind_check;
alter table firewall.alarm add constraint alarm_kind_check check (kind in ('canary', 'quota', 'wall', 'clock'));

create function firewall.clock_differs(compartment text, subject uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from firewall.alarm a where a.kind = 'clock' and a.subject = clock_differs.subject
      and a.at > clock_timestamp() - interval '1 hour') then return; end if;
  perform firewall.raise_alarm('clock', clock_differs.compartment, clock_differs.subject);
end $$;
revoke all on function firewall.clock_differs(text, uuid) from public;
