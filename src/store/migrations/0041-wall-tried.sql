-- Who is walled off and tries all the same: an alarm on the ladder of walls. The attempt was answered before this is written.
alter table firewall.alarm drop constraint alarm_kind_check;
alter table firewall.alarm add constraint alarm_kind_check check (kind in ('canary', 'quota', 'wall'));

-- Once a minute for an officer and compartment: somebody who tries a thousand times fills no table.
create function firewall.wall_tried(compartment text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who constant text[] := firewall.ticket();
begin
  if who is null then raise exception 'nobody acts on this connection' using errcode = 'OB003'; end if;
  -- Of several at once one writes, and the others see it.
  perform pg_advisory_xact_lock(hashtextextended(who[1] || wall_tried.compartment, 0));
  if exists (select from firewall.alarm a where a.kind = 'wall' and a.officer = who[1]::uuid and a.compartment = wall_tried.compartment
      and a.at > clock_timestamp() - interval '1 minute') then return; end if;
  perform firewall.raise_alarm('wall', wall_tried.compartment, null);
end $$;
revoke all on function firewall.wall_tried(text) from public;
