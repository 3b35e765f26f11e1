-- A day is the day at home, and a session can be told from others by the person whose it is.

-- ── Home ────────────────────────────────────────────────────────────────────────────────────────────────────────

-- One row: in which zone a day begins and ends, from the country pack. The database's own zone is its host's affair.
create table followup.home (
  single boolean primary key default true check (single),
  time_zone text not null check ((timestamptz 'epoch' at time zone time_zone) is not null)
);
grant select on followup.home to observance_web, observance_system;
grant insert, update on followup.home to observance_web;
create trigger recorded after insert or update or delete on followup.home
  for each row execute function followup.record_change('time_zone');

-- Today, where the State is.
create function followup.today() returns date
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select (now() at time zone coalesce((select h.time_zone from followup.home h), 'UTC'))::date;
  end;

-- A round opens with its day at home: neither while that is still tomorrow, nor hours after it has begun.
drop policy consulted on followup.report_version;
create policy consulted on followup.report_version for select to observance_web
  using (exists (select from followup.consultation_round c
    where c.report = report_version.report and c.number = report_version.number and c.opens_on <= (select followup.today()))
    and followup.audiences() && array['consultation', 'nhri', 'committee']);

-- The predicate is that of the policy `consulted`.
create or replace function followup.consulted_report(round uuid)
  returns table (id uuid, kind text, title text, language text, word_limit integer, demonstration boolean,
    document uuid, symbol text, body text, document_title text, country text, number integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select r.id, r.kind, r.title, r.language, r.word_limit, r.demonstration, d.id, d.symbol, d.body, d.title, d.state::text, c.number
    from followup.consultation_round c join followup.report r on r.id = c.report join followup.document d on d.id = r.document
    where c.id = round and c.opens_on <= followup.today()
      and followup.audiences() && array['consultation', 'nhri', 'committee'];
  end;

-- ── Sessions ────────────────────────────────────────────────────────────────────────────────────────────────────

-- A name for a session that opens no door, and the family of the browser in words: no address, nothing that tells one
-- machine from another.
alter table followup.session
  add column id uuid not null unique default gen_random_uuid(),
  add column device text not null default '' check (length(device) <= 60);
