-- A frozen report stays as it was frozen; its drafting stays within the State; a calendar can be subscribed to; what
-- the system tidies away by the hour.

-- ── Frozen is frozen ────────────────────────────────────────────────────────────────────────────────────────────

comment on column followup.report.frozen_sha256 is
  'SHA-256 of the frozen .docx as it is downloaded: the file of the same name in stored_file, in hexadecimal.';

-- Who may read a frozen report may still be widened, and its row version counts; nothing else of it changes.
create function followup.refuse_change_of_frozen() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
    or (to_jsonb(new) - array['audience', 'version']) is distinct from (to_jsonb(old) - array['audience', 'version']) then
    raise exception 'report % is frozen', old.id using errcode = 'OB005';
  end if;
  return new;
end $$;
create trigger stays_frozen before update or delete on followup.report for each row
  when (old.state = 'frozen') execute function followup.refuse_change_of_frozen();

-- Versions, comments and approvals end with the freezing. The report's row is held, so that none slips in beside it.
create function followup.refuse_part_of_frozen() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from followup.report r where r.id = new.report and r.state = 'frozen' for share;
  if found then
    raise exception 'report % is frozen', new.report using errcode = 'OB005';
  end if;
  return new;
end $$;
do $$
declare part text;
begin
  foreach part in array array['report_version', 'report_comment', 'report_approval'] loop
    execute format('create trigger of_open_report before insert or update on followup.%I for each row execute function followup.refuse_part_of_frozen()', part);
  end loop;
end $$;

-- A draft that goes out to consultation takes neither its comments nor its approvals along.
do $$
declare part text;
begin
  foreach part in array array['report_comment', 'report_approval'] loop
    execute format('alter policy reads on followup.%I using (
      ''officials'' = any ((select followup.audiences())::text[]) and exists (select from followup.report r where r.id = report))', part);
    execute format('alter policy writes on followup.%I with check (
      ''officials'' = any ((select followup.audiences())::text[]) and exists (select from followup.report r where r.id = report))', part);
    execute format('alter policy changes on followup.%I using (
      ''officials'' = any ((select followup.audiences())::text[]) and exists (select from followup.report r where r.id = report))', part);
  end loop;
end $$;

-- ── Subscriptions to the calendar ───────────────────────────────────────────────────────────────────────────────

-- A calendar program cannot sign in: the address itself is the secret, kept as its hash, one a person, made anew to end
-- the old one. A credential, like a session: no object of the history.
create table followup.calendar_subscription (
  account uuid primary key references followup.account,
  token_sha256 bytea not null unique,
  made_at timestamptz not null default now()
);
grant select, insert, update, delete on followup.calendar_subscription to observance_web;

-- ── Tidying ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- The system removes sessions that have ended and forms that nobody came back for; it reads no more of them than when.
grant select (ends_at, seen_at) on followup.session to observance_system;
grant select (kept_at) on followup.kept_form to observance_system;

-- ── What a round puts out ───────────────────────────────────────────────────────────────────────────────────────

-- What the draft of a round is about, for those it asks: the report's row itself stays closed to them, since with it
-- they would see every version. The predicate is that of the policy `consulted`.
create function followup.consulted_report(round uuid)
  returns table (id uuid, kind text, title text, language text, word_limit integer, demonstration boolean,
    document uuid, symbol text, body text, document_title text, country text, number integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select r.id, r.kind, r.title, r.language, r.word_limit, r.demonstration, d.id, d.symbol, d.body, d.title, d.state::text, c.number
    from followup.consultation_round c join followup.report r on r.id = c.report join followup.document d on d.id = r.document
    where c.id = round and c.opens_on <= current_date
      and followup.audiences() && array['consultation', 'nhri', 'committee'];
  end;
revoke execute on function followup.consulted_report from public;
grant execute on function followup.consulted_report to observance_web;
