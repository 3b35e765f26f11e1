-- Two people under one number, or one under two: what an officer reported, and what a second person, who sees no content of any
-- case, signed. Only functions made from the declarations, and those below, read and write here; no login may.
create table identity.person_report (
  report_id uuid primary key,
  kind text not null check (kind in ('split', 'merge')),
  -- From which case, and of one person under two numbers the number of a case of the other.
  procedure text not null,
  compartment text not null,
  case_id uuid not null,
  other_number text check ((kind = 'merge') = (other_number is not null)),
  -- Why: under the key of that case.
  sealed bytea not null,
  role text not null,
  officer uuid not null,
  office text,
  at timestamptz not null default clock_timestamp(),
  outcome text check (outcome in ('signed', 'declined')),
  closed_at timestamptz,
  closed_by uuid,
  closed_sealed bytea,
  done_at timestamptz,
  constraint two_people check (closed_by is null or closed_by <> officer),
  check ((outcome is null) = (closed_by is null)),
  check (done_at is null or outcome = 'signed')
);
create index on identity.person_report (at) where outcome is null or (outcome = 'signed' and done_at is null);

-- To which of the two each case belongs: the first keeps the number.
create table identity.person_case (
  report_id uuid not null references identity.person_report,
  procedure text not null,
  case_id uuid not null,
  side text not null check (side in ('first', 'second')),
  primary key (report_id, case_id)
);

create function identity.report_is_kept() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  closing constant text[] := array['outcome', 'closed_at', 'closed_by', 'closed_sealed', 'done_at'];
begin
  if tg_op = 'UPDATE' and old.done_at is null and old.outcome is distinct from 'declined' and to_jsonb(new) - closing = to_jsonb(old) - closing then return new; end if;
  raise exception 'a report is never changed or deleted' using errcode = 'OB110';
end $$;
create trigger report_is_kept before update or delete on identity.person_report for each row execute function identity.report_is_kept();
create trigger report_is_not_truncated before truncate on identity.person_report for each statement execute function identity.report_is_kept();

-- Whether two people have signed that two stood under the number of this case, and it is being carried out.
create function identity.starts_anew(the_case uuid) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from identity.person_report r join identity.person_case c using (report_id)
    where c.case_id = the_case and r.kind = 'split' and r.outcome = 'signed' and r.done_at is null)
$$;

-- For whoever signs: what waits, the oldest first. No case, no person.
create function identity.reports_waiting() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if firewall.role_id() is distinct from 'data-protection-auditor' then raise exception 'none' using errcode = 'OB105'; end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('id', r.report_id, 'kind', r.kind, 'at', r.at, 'role', r.role, 'procedure', r.procedure) order by r.at), '[]')
    from identity.person_report r where r.outcome is null);
end $$;

-- Signs, with each case assigned to one of the two; or declines. Never the officer who reported.
create function identity.close_report(the_report uuid, command jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me constant uuid := firewall.officer();
  r identity.person_report%rowtype;
begin
  if firewall.role_id() is distinct from 'data-protection-auditor' then raise exception 'none' using errcode = 'OB105'; end if;
  select * into r from identity.person_report p where p.report_id = the_report for update;
  if not found then raise exception 'none' using errcode = 'OB105'; end if;
  if r.outcome is not null then raise exception 'closed' using errcode = 'OB114'; end if;
  if r.officer = me then raise exception 'the second is the first' using errcode = 'OB113'; end if;
  insert into identity.person_case (report_id, procedure, case_id, side)
    select the_report, c->>'procedure', (c->>'caseId')::uuid, c->>'side' from jsonb_array_elements(command->'cases') c
    where command->>'outcome' = 'signed';
  update identity.person_report p set outcome = command->>'outcome', closed_at = clock_timestamp(), closed_by = me,
    closed_sealed = decode(command->>'sealed', 'base64') where p.report_id = the_report;
end $$;

-- For the system: what was signed and is still to be carried out.
create function identity.reports_to_carry() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('id', r.report_id, 'kind', r.kind, 'procedure', r.procedure, 'caseId', r.case_id,
      'cases', (select coalesce(jsonb_agg(jsonb_build_object('procedure', c.procedure, 'caseId', c.case_id, 'side', c.side)), '[]')
        from identity.person_case c where c.report_id = r.report_id)) order by r.closed_at), '[]')
    from identity.person_report r where r.outcome = 'signed' and r.done_at is null);
end $$;

-- The cases are others than those that were signed for: it waits again, and somebody looks anew. False where it was carried out.
create function identity.reopen_report(the_report uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  update identity.person_report p set outcome = null, closed_at = null, closed_by = null, closed_sealed = null
    where p.report_id = the_report and p.outcome = 'signed' and p.done_at is null;
  if not found then return false; end if;
  delete from identity.person_case c where c.report_id = the_report;
  return true;
end $$;

revoke all on all functions in schema identity from public;
