-- As before, but whoever parts two people or joins them signs it with a passkey, last of all that is checked. Declining is not signed.
create or replace function identity.close_report(the_report uuid, command jsonb) returns void
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
  if command->>'outcome' = 'signed' then perform firewall.use_signature(decode(command->>'act', 'hex')); end if;
end $$;
