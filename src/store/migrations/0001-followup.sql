-- The follow-up loop: documents, what they ask, what the State does about it, and who said what when.
-- Rows that begin as one institution's draft carry `audience`; row policies compare it with the reader's list.
create schema followup;

-- ── Who reads and writes ────────────────────────────────────────────────────────────────────────────────────────

-- The reader's audiences, set at the start of each transaction: {public,officials,institution:SMS}.
create function followup.audiences() returns text[]
  language sql stable parallel safe
  return coalesce(string_to_array(nullif(current_setting('observance.audiences', true), ''), ','), array['public']);

-- Who acts: an account's id, or 'system:NAME'.
create function followup.actor() returns text
  language sql stable parallel safe
  return nullif(current_setting('observance.actor', true), '');

create domain followup.audience as text
  check (value ~ '^(public|officials|secretariat|nhri|committee|consultation|(institution|organization|account):[A-Za-z0-9_.-]+)$');

create table followup.institution (
  code text primary key check (code ~ '^[A-Za-z0-9_.-]+$'),
  name jsonb not null,
  parent text references followup.institution,
  note text,
  closed_on date
);

-- Civil society: the code is part of an audience, the name is what people read.
create table followup.organization (
  code text primary key check (code ~ '^[A-Za-z0-9_.-]+$'),
  name text not null check (name <> ''),
  kind text not null check (kind in ('ngo', 'migrants-organization', 'diaspora-organization', 'trade-union', 'academia', 'nhri', 'individual'))
);

create table followup.account (
  id uuid primary key default gen_random_uuid(),
  name text not null check (name <> ''),
  email text not null,
  role text not null check (role in ('secretariat', 'official', 'nhri', 'civil-society', 'committee')),
  institution text references followup.institution,
  organization text references followup.organization,
  language text not null default 'en',
  subject text unique,
  demonstration boolean not null default false,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  version integer not null default 1,
  check ((role in ('secretariat', 'official', 'nhri')) = (institution is not null)),
  check ((role = 'civil-society') = (organization is not null))
);
create unique index account_email on followup.account (lower(email));

-- Refuses work for a closed account, whatever route it comes by.
create function followup.refuse_closed_account() returns trigger language plpgsql as $$
declare holder uuid;
begin
  foreach holder in array (select array_agg(value::uuid) from jsonb_each_text(to_jsonb(new)) where key = any(tg_argv) and value is not null) loop
    perform 1 from followup.account where id = holder and closed_at is null for share;
    if not found then
      raise exception 'account % is closed', holder using errcode = 'OB001';
    end if;
  end loop;
  return new;
exception when null_value_not_allowed then return new;
end $$;

create table followup.post (
  institution text not null references followup.institution,
  post text not null check (post in ('focal-point', 'alternate', 'validator', 'head')),
  account uuid not null references followup.account,
  version integer not null default 1,
  primary key (institution, post)
);
create index post_account on followup.post (account);

create table followup.session (
  token_sha256 bytea primary key,
  account uuid not null references followup.account,
  opened_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ends_at timestamptz not null
);

-- A form that arrived after its session had ended, kept until its owner has signed in again.
create table followup.kept_form (
  token_sha256 bytea primary key,
  path text not null,
  fields jsonb not null,
  kept_at timestamptz not null default now()
);

-- ── Documents ───────────────────────────────────────────────────────────────────────────────────────────────────

create table followup.document (
  id uuid primary key default gen_random_uuid(),
  symbol text not null unique,
  body text not null,
  state char(3) not null,
  language text not null default 'en',
  title text not null,
  cycle integer,
  adopted_on date,
  published_on date,
  -- The whole model as `observance parse` prints it; null while only the symbol is known.
  model jsonb,
  source_sha256 text,
  imported_at timestamptz,
  imported_by uuid references followup.account,
  version integer not null default 1
);

-- Every model a document has had: an old cycle and an old reading stay readable.
create table followup.document_revision (
  document uuid not null references followup.document,
  revision integer not null,
  model jsonb not null,
  source_sha256 text,
  accepted_at timestamptz not null default now(),
  accepted_by text not null,
  primary key (document, revision)
);

-- An import between upload and saving; only its owner sees it.
create table followup.import_draft (
  id uuid primary key default gen_random_uuid(),
  account uuid not null references followup.account,
  file_name text not null,
  source_sha256 text not null,
  model jsonb not null,
  begun_at timestamptz not null default now(),
  version integer not null default 1
);

create table followup.recommendation (
  id uuid primary key default gen_random_uuid(),
  document uuid not null references followup.document,
  -- "36(c)(iii)"; null where an index row does not tell its paragraph.
  address text,
  annotation uuid unique,
  position integer not null default 0,
  -- The document's own words; null until the document is imported.
  text text,
  themes text[] not null default '{}',
  people_concerned text[] not null default '{}',
  sdg_targets text[] not null default '{}',
  articles text[] not null default '{}',
  follow_up boolean not null default false,
  -- Set when a corrected document no longer holds it. Nothing that refers to it is lost.
  withdrawn_at timestamptz,
  version integer not null default 1
);
create unique index recommendation_address on followup.recommendation (document, address) where address is not null;

-- What the recommendation repeats. By symbol and paragraph, since the earlier document may not be here yet.
create table followup.reiteration (
  recommendation uuid not null references followup.recommendation,
  symbol text not null,
  paragraph text not null,
  primary key (recommendation, symbol, paragraph)
);
create index reiteration_earlier on followup.reiteration (symbol, paragraph);

create table followup.decision (
  id uuid primary key default gen_random_uuid(),
  recommendation uuid not null unique references followup.recommendation,
  decision text not null check (decision in ('accepted', 'in-part', 'not-accepted')),
  decided_on date not null,
  decided_by text not null,
  reason text not null check (reason <> ''),
  demonstration boolean not null default false,
  version integer not null default 1
);

-- ── Obligations ─────────────────────────────────────────────────────────────────────────────────────────────────

create table followup.obligation (
  id uuid primary key default gen_random_uuid(),
  -- Stable, readable, in addresses of pages: "CMW.AZE.3.36(c)(iii)".
  code text not null unique,
  summary text not null check (summary <> ''),
  kind text not null,
  urgency text not null check (urgency in ('immediate', 'prompt', 'ordinary', 'consider')),
  cluster text,
  position integer not null default 0,
  themes text[] not null default '{}',
  people_concerned text[] not null default '{}',
  sdg_targets text[] not null default '{}',
  articles text[] not null default '{}',
  instruments text[] not null default '{}',
  law jsonb not null default '[]',
  procedures text[] not null default '{}',
  note text,
  to_verify text[] not null default '{}',
  follow_up boolean not null default false,
  next_report boolean not null default false,
  due_on date,
  -- A projection of decision, validation, evidence, indicators and grades: see followup.settle().
  state text not null default 'proposed' check (state in ('proposed', 'open', 'declined', 'awaiting-validation', 'completed', 'reopened')),
  moved_at timestamptz not null default now(),
  version integer not null default 1
);
create index obligation_order on followup.obligation (position, code);
create index obligation_state on followup.obligation (state);
create index obligation_sdg on followup.obligation using gin (sdg_targets);
create index obligation_article on followup.obligation using gin (articles);

create table followup.obligation_recommendation (
  obligation uuid not null references followup.obligation,
  recommendation uuid not null references followup.recommendation,
  primary key (obligation, recommendation)
);
create index obligation_recommendation_back on followup.obligation_recommendation (recommendation);

-- One lead, any number of contributors. A person named here answers for this obligation instead of the post's holder.
create table followup.participation (
  obligation uuid not null references followup.obligation,
  institution text not null references followup.institution,
  part text not null check (part in ('lead', 'contributing')),
  focal_point uuid references followup.account,
  alternate uuid references followup.account,
  validator uuid references followup.account,
  version integer not null default 1,
  primary key (obligation, institution)
);
create unique index participation_lead on followup.participation (obligation) where part = 'lead';
create index participation_institution on followup.participation (institution, obligation);

create table followup.measure (
  id uuid primary key default gen_random_uuid(),
  title text not null check (title <> ''),
  description text not null default '',
  institution text not null references followup.institution,
  responsible uuid references followup.account,
  starts_on date,
  ends_on date,
  budget_line text,
  state text not null default 'planned' check (state in ('planned', 'under-way', 'done', 'abandoned')),
  audience followup.audience not null,
  demonstration boolean not null default false,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (ends_on is null or starts_on is null or ends_on >= starts_on)
);
create index measure_institution on followup.measure (institution);
create index measure_ends on followup.measure (ends_on, id);

create table followup.measure_obligation (
  measure uuid not null references followup.measure,
  obligation uuid not null references followup.obligation,
  primary key (measure, obligation)
);
create index measure_obligation_back on followup.measure_obligation (obligation);

create table followup.measure_dependency (
  measure uuid not null references followup.measure,
  depends_on uuid not null references followup.measure,
  primary key (measure, depends_on),
  check (measure <> depends_on)
);

create table followup.indicator (
  name text primary key,
  class text not null check (class in ('structure', 'process', 'outcome')),
  numerator text not null,
  denominator text,
  period text not null check (period in ('quarter', 'year', 'school-year', 'cycle')),
  unit text not null,
  disaggregation text[] not null default '{}',
  direction text not null check (direction in ('up', 'down', 'context')),
  source text,
  baseline numeric,
  baseline_on date,
  target numeric,
  target_from text not null check (target_from in ('document', 'coordinating-body')),
  version integer not null default 1
);

create table followup.obligation_indicator (
  obligation uuid not null references followup.obligation,
  indicator text not null references followup.indicator,
  primary key (obligation, indicator)
);
create index obligation_indicator_back on followup.obligation_indicator (indicator);

-- ── Evidence ────────────────────────────────────────────────────────────────────────────────────────────────────

-- Content-addressed: the same file uploaded twice is one row.
create table followup.stored_file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null,
  size integer not null check (size = octet_length(bytes))
);

create table followup.evidence (
  id uuid primary key default gen_random_uuid(),
  title text not null check (title <> ''),
  url text,
  file text references followup.stored_file,
  file_name text,
  media_type text,
  institution text references followup.institution,
  organization text references followup.organization,
  uploaded_by uuid references followup.account,
  audience followup.audience not null,
  demonstration boolean not null default false,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((url is null) <> (file is null)),
  check ((file is null) = (file_name is null))
);

create table followup.evidence_obligation (
  evidence uuid not null references followup.evidence,
  obligation uuid not null references followup.obligation,
  primary key (evidence, obligation)
);
create index evidence_obligation_back on followup.evidence_obligation (obligation);

-- A value is never changed: a later one for the same period supersedes it, and both stay.
create table followup.indicator_value (
  id uuid primary key default gen_random_uuid(),
  indicator text not null references followup.indicator,
  -- "2024" or "2024-Q3"; half-open, in the country's time.
  period text not null check (period ~ '^\d{4}(-Q[1-4])?$'),
  -- Null means an empty denominator: "no cases", never 0 % and never 100 %.
  value numeric,
  -- {"sex=female": 12, …}; keys are dimension=code, joined by commas.
  breakdown jsonb not null default '{}',
  provenance text not null check (provenance in ('typed', 'computed')),
  -- Of a typed value.
  evidence uuid references followup.evidence,
  entered_by uuid references followup.account,
  -- Of a computed value: what computed it, from what: {"table": "DET-2", "release": "…"}.
  computed_from jsonb,
  note text,
  audience followup.audience not null,
  demonstration boolean not null default false,
  entered_at timestamptz not null default now(),
  superseded_by uuid references followup.indicator_value,
  check (provenance <> 'typed' or (evidence is not null and entered_by is not null)),
  check (provenance <> 'computed' or computed_from is not null)
);
create index indicator_value_latest on followup.indicator_value (indicator, period desc) where superseded_by is null;

-- ── Assessments, validation ─────────────────────────────────────────────────────────────────────────────────────

create table followup.assessment (
  id uuid primary key default gen_random_uuid(),
  obligation uuid not null references followup.obligation,
  assessor text not null check (assessor in ('state', 'nhri', 'civil-society', 'committee')),
  institution text references followup.institution,
  organization text references followup.organization,
  -- From best to worst: see the catalogue of grades in obligations/grade.ts.
  grade text not null check (grade in ('A', 'B', 'C', 'D', 'E', 'none')),
  reasons text not null check (reasons <> ''),
  given_on date not null,
  source text,
  given_by uuid references followup.account,
  audience followup.audience not null,
  demonstration boolean not null default false,
  entered_at timestamptz not null default now()
);
create index assessment_obligation on followup.assessment (obligation, given_on desc);

-- Claim and answer. The second person is another than the first, whatever route they come by.
create table followup.validation (
  id uuid primary key default gen_random_uuid(),
  obligation uuid not null references followup.obligation,
  claimed_by uuid not null references followup.account,
  claimed_at timestamptz not null default now(),
  statement text not null check (statement <> ''),
  answered_by uuid references followup.account,
  answered_at timestamptz,
  answer text check (answer in ('validated', 'returned')),
  reasons text,
  demonstration boolean not null default false,
  version integer not null default 1,
  check (answered_by is distinct from claimed_by),
  check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)),
  check (answer <> 'returned' or reasons <> '')
);
create unique index validation_open on followup.validation (obligation) where answer is null;
create index validation_obligation on followup.validation (obligation, claimed_at desc);

-- ── Calendar, reports, consultation ─────────────────────────────────────────────────────────────────────────────

create table followup.deadline (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  what text not null,
  owed_to text not null,
  due_on date,
  due_as_stated text,
  source text not null,
  document uuid references followup.document,
  report_kind text check (report_kind in ('follow-up', 'periodic', 'core')),
  word_limit integer,
  state text not null default 'not-started' check (state in ('not-started', 'drafting', 'consulting', 'in-approval', 'sent', 'received', 'considered')),
  sent_on date,
  received_on date,
  evidence uuid references followup.evidence,
  version integer not null default 1,
  check (state not in ('received', 'considered') or received_on is not null),
  check (state <> 'sent' or sent_on is not null)
);

create table followup.report (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('follow-up', 'periodic')),
  title text not null check (title <> ''),
  document uuid not null references followup.document,
  deadline uuid references followup.deadline,
  language text not null default 'en',
  word_limit integer not null,
  state text not null default 'drafting' check (state in ('drafting', 'in-approval', 'frozen')),
  audience followup.audience not null,
  frozen_at timestamptz,
  -- SHA-256 of the frozen version's canonical content; the .docx bytes are in `frozen_file`.
  frozen_sha256 text,
  frozen_file text references followup.stored_file,
  demonstration boolean not null default false,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((state = 'frozen') = (frozen_at is not null) and (state = 'frozen') = (frozen_sha256 is not null))
);

-- Each save is a version. Content holds what people wrote by obligation; figures are quoted by reference, not typed.
create table followup.report_version (
  report uuid not null references followup.report,
  number integer not null,
  content jsonb not null,
  words integer not null,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  primary key (report, number)
);

create table followup.report_comment (
  id uuid primary key default gen_random_uuid(),
  report uuid not null references followup.report,
  number integer not null,
  section text,
  body text not null check (body <> ''),
  author uuid not null references followup.account,
  written_at timestamptz not null default now(),
  settled_at timestamptz,
  settled_by uuid references followup.account
);

create table followup.report_approval (
  report uuid not null references followup.report,
  number integer not null,
  institution text not null references followup.institution,
  account uuid not null references followup.account,
  approved_at timestamptz not null default now(),
  primary key (report, number, institution)
);

create table followup.consultation_round (
  id uuid primary key default gen_random_uuid(),
  title text not null check (title <> ''),
  report uuid not null references followup.report,
  -- The version of the draft that is put out; later edits are not shown to the round.
  number integer not null,
  opens_on date not null,
  closes_on date not null,
  answers_due_on date,
  demonstration boolean not null default false,
  version integer not null default 1,
  check (closes_on >= opens_on),
  foreign key (report, number) references followup.report_version (report, number)
);

create table followup.contribution (
  id uuid primary key default gen_random_uuid(),
  round uuid not null references followup.consultation_round,
  obligation uuid references followup.obligation,
  organization text not null references followup.organization,
  author uuid references followup.account,
  body text not null check (body <> ''),
  audience followup.audience not null check (audience in ('public', 'officials', 'committee')),
  demonstration boolean not null default false,
  given_at timestamptz not null default now()
);
create index contribution_round on followup.contribution (round);

create table followup.contribution_answer (
  contribution uuid primary key references followup.contribution,
  answer text not null check (answer <> ''),
  taken_up text not null check (taken_up in ('yes', 'in-part', 'no')),
  answered_by text not null,
  answered_at timestamptz not null default now(),
  version integer not null default 1
);

create table followup.letter (
  id uuid primary key default gen_random_uuid(),
  account uuid not null references followup.account,
  day date not null,
  subject text not null,
  body text not null,
  written_at timestamptz not null default now(),
  sent_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  unique (account, day)
);

-- ── Text search ─────────────────────────────────────────────────────────────────────────────────────────────────

-- Azerbaijani has no stemmer in PostgreSQL. Turkish is its nearest kin; written without ə and with Turkish letters
-- only, its plurals and cases fall together under the Turkish stemmer.
create function followup.search_vector(language text, title text, body text) returns tsvector
  language sql immutable parallel safe
  return
    setweight(to_tsvector('simple', title), 'A')
    || case language
      when 'en' then setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')
      when 'ru' then setweight(to_tsvector('russian', title), 'A') || setweight(to_tsvector('russian', body), 'B')
      when 'ar' then setweight(to_tsvector('arabic', title), 'A') || setweight(to_tsvector('arabic', body), 'B')
      when 'tr' then setweight(to_tsvector('turkish', title), 'A') || setweight(to_tsvector('turkish', body), 'B')
      when 'az' then setweight(to_tsvector('turkish', translate(title, 'əƏxXqQ', 'eEhHkK')), 'A')
        || setweight(to_tsvector('turkish', translate(body, 'əƏxXqQ', 'eEhHkK')), 'B')
      else setweight(to_tsvector('simple', body), 'B')
    end;

create table followup.search_entry (
  kind text not null,
  object text not null,
  language text not null default 'en',
  title text not null,
  body text not null,
  audience followup.audience not null default 'public',
  organization text,
  vector tsvector not null generated always as (followup.search_vector(language, title, body)) stored,
  primary key (kind, object, language)
);
create index search_entry_vector on followup.search_entry using gin (vector);

-- One query in all five languages: a word matches in whichever language it is a word. Runs with the owner's rights so
-- that the index can be used (`@@` is not leakproof), and repeats the policy's own predicate.
create function followup.search(query text, kinds text[], page_size integer, page_offset integer, excluded text default null)
  returns table (kind text, object text, title text, body text, rank real, total bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    with asked as (
      select websearch_to_tsquery('english', query) || websearch_to_tsquery('russian', query)
        || websearch_to_tsquery('arabic', query) || websearch_to_tsquery('turkish', query)
        || websearch_to_tsquery('turkish', translate(query, 'əƏxXqQ', 'eEhHkK'))
        || websearch_to_tsquery('simple', query) as q,
        -- Apart from `query`: a word left out must be missing in every language, not in one of them.
        websearch_to_tsquery('english', excluded) || websearch_to_tsquery('russian', excluded)
        || websearch_to_tsquery('arabic', excluded) || websearch_to_tsquery('turkish', excluded)
        || websearch_to_tsquery('turkish', translate(excluded, 'əƏxXqQ', 'eEhHkK'))
        || websearch_to_tsquery('simple', excluded) as x
    ), found as (
      select e.kind, e.object, e.title, e.body, ts_rank(e.vector, asked.q) as rank
      from followup.search_entry e, asked
      where e.vector @@ asked.q and not coalesce(e.vector @@ asked.x, false)
        and (e.audience = any ((select followup.audiences())::text[]) or ('organization:' || e.organization) = any ((select followup.audiences())::text[]))
        and (kinds is null or e.kind = any (kinds))
    )
    select f.kind, f.object, f.title, left(f.body, 2000), f.rank, count(*) over ()
    from found f order by f.rank desc, f.kind, f.object
    limit page_size offset page_offset;
  end;

-- The language a person writes in is the language of the page they write on.
create function followup.writing_language() returns text
  language sql stable return coalesce(nullif(current_setting('observance.language', true), ''), 'en');

create function followup.index_entry(kind text, object text, language text, title text, body text, audience text, organization text)
  returns void language sql security definer set search_path = pg_catalog, pg_temp
  begin atomic
    insert into followup.search_entry (kind, object, language, title, body, audience, organization)
    values (kind, object, language, title, coalesce(body, ''), audience, organization)
    on conflict on constraint search_entry_pkey do update
      set title = excluded.title, body = excluded.body, audience = excluded.audience, organization = excluded.organization;
  end;
revoke execute on function followup.index_entry from public;

-- Each object is found by its own words as soon as it is written: the trigger's arguments are the columns that make
-- title and body. The audience is the row's own, so search shows nothing that a page would not.
create function followup.index_row() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  row jsonb := to_jsonb(new);
  words text := (select string_agg(case jsonb_typeof(row -> part)
    when 'array' then (select string_agg(word, ' ') from jsonb_array_elements_text(row -> part) word)
    else row ->> part end, E'\n' order by position) from unnest(tg_argv[2:]) with ordinality parts (part, position));
begin
  perform followup.index_entry(tg_table_name, row ->> tg_argv[0], followup.writing_language(), row ->> tg_argv[1], words,
    coalesce(row ->> 'audience', 'public'), row ->> 'organization');
  return null;
end $$;
create trigger indexed after insert or update on followup.obligation for each row
  execute function followup.index_row('code', 'summary', 'code', 'kind', 'themes', 'people_concerned', 'sdg_targets', 'articles', 'instruments', 'note');
create trigger indexed after insert or update on followup.measure for each row
  execute function followup.index_row('id', 'title', 'description', 'budget_line');
create trigger indexed after insert or update on followup.evidence for each row
  execute function followup.index_row('id', 'title', 'file_name', 'url');
create trigger indexed after insert or update on followup.indicator for each row
  execute function followup.index_row('name', 'name', 'numerator', 'denominator', 'source');
create trigger indexed after insert on followup.assessment for each row
  execute function followup.index_row('id', 'assessor', 'reasons', 'organization', 'institution');
create trigger indexed after insert on followup.contribution for each row
  execute function followup.index_row('id', 'organization', 'body');
create trigger indexed after insert or update on followup.deadline for each row
  execute function followup.index_row('code', 'what', 'owed_to', 'source');
create function followup.index_report() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update followup.search_entry e set title = new.title, audience = new.audience where e.kind = 'report' and e.object = new.id::text;
  return null;
end $$;
create trigger indexed after update on followup.report for each row execute function followup.index_report();
create trigger indexed after insert or update on followup.consultation_round for each row
  execute function followup.index_row('id', 'title');

create function followup.index_recommendation() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.text is not null then
    perform followup.index_entry('recommendation', new.id::text, d.language, concat_ws(' ', d.symbol, new.address), new.text, 'public', null)
    from followup.document d where d.id = new.document;
  end if;
  return null;
end $$;
create trigger indexed after insert or update on followup.recommendation for each row execute function followup.index_recommendation();

create function followup.index_institution() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform followup.index_entry('institution', new.code, names.language, names.name, new.code, 'public', null)
  from jsonb_each_text(new.name) names (language, name);
  return null;
end $$;
create trigger indexed after insert or update on followup.institution for each row execute function followup.index_institution();

create function followup.index_document() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform followup.index_entry('document', new.symbol, new.language, new.symbol || ' ' || new.title, new.title, 'public', null);
  if tg_op = 'UPDATE' and new.model is not distinct from old.model then return null; end if;
  delete from followup.search_entry e where e.kind = 'paragraph' and e.object like new.symbol || '#%';
  perform followup.index_entry('paragraph', new.symbol || '#' || (p ->> 'number'), new.language, new.symbol || ' ' || (p ->> 'number'),
    concat_ws(E'\n', p ->> 'heading', p ->> 'text', (select string_agg(i ->> 'text', E'\n') from jsonb_array_elements(p -> 'items') i)), 'public', null)
  from jsonb_array_elements(new.model -> 'paragraphs') p;
  return null;
end $$;
create trigger indexed after insert or update on followup.document for each row execute function followup.index_document();

create function followup.index_report_version() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform followup.index_entry('report', r.id::text, r.language, r.title,
    (select string_agg(value #>> '{}', E'\n') from jsonb_path_query(new.content, 'lax $.** ? (@.type() == "string")') value), r.audience, null)
  from followup.report r where r.id = new.report;
  return null;
end $$;
create trigger indexed after insert on followup.report_version for each row execute function followup.index_report_version();

-- ── History ─────────────────────────────────────────────────────────────────────────────────────────────────────

create table followup.history (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  -- The command: "measure.save", "evidence.read", "report.export".
  action text not null,
  object_kind text not null,
  object text not null,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  -- Of a change: {"field": [before, after]}.
  details jsonb not null default '{}',
  audience followup.audience not null
);
create index history_object on followup.history (object_kind, object, id desc);
create index history_actor on followup.history (actor, id desc);

-- Nobody rewrites it, the owner included; only dropping this trigger would, and that is seen.
create function followup.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the history is append-only' using errcode = 'OB002';
end $$;
create trigger append_only before update or delete or truncate on followup.history
  for each statement execute function followup.refuse_change();

-- What happened without a change of a row: a protected file read, an export, a refused step.
create function followup.record(action text, object_kind text, object text, outcome text, details jsonb, audience text)
  returns void language sql security definer set search_path = pg_catalog, pg_temp
  begin atomic
    insert into followup.history (actor, action, object_kind, object, outcome, details, audience)
    values (followup.actor(), action, object_kind, object, outcome, details, audience);
  end;

-- Every change of every object is recorded here, in its own transaction, whatever code made it.
-- A change without a named actor is refused.
create function followup.record_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  named jsonb := case when tg_op = 'DELETE' then before else after end;
  changed jsonb;
  own text := named ->> 'audience';
begin
  if followup.actor() is null then
    raise exception 'a change of % names nobody who makes it', tg_table_name using errcode = 'OB003';
  end if;
  select coalesce(jsonb_object_agg(key, jsonb_build_array(before -> key, after -> key)), '{}') into changed
  from (select jsonb_object_keys(before || after) as key) keys
  where (before -> key) is distinct from (after -> key) and key not in ('version', 'vector', 'bytes', 'model');
  if tg_op = 'UPDATE' and changed = '{}' then return null; end if;
  insert into followup.history (actor, action, object_kind, object, outcome, details, audience)
  values (
    followup.actor(),
    coalesce(nullif(current_setting('observance.action', true), ''), lower(tg_op)),
    tg_table_name,
    (select string_agg(named ->> part, ' ' order by position) from unnest(tg_argv) with ordinality parts (part, position)),
    'done', changed,
    case
      when own is null then 'officials'
      when tg_op = 'UPDATE' and before ->> 'audience' is distinct from own then before ->> 'audience'
      when own in ('public', 'consultation') then 'officials'
      else own
    end
  );
  return null;
end $$;

do $$
declare kept record;
begin
  for kept in
    select * from (values
      ('institution', array['code']), ('organization', array['code']), ('account', array['id']), ('post', array['institution', 'post']),
      ('document', array['id']), ('recommendation', array['id']), ('reiteration', array['recommendation', 'symbol', 'paragraph']),
      ('decision', array['recommendation']), ('obligation', array['id']),
      ('obligation_recommendation', array['obligation', 'recommendation']), ('participation', array['obligation', 'institution']),
      ('measure', array['id']), ('measure_obligation', array['measure', 'obligation']),
      ('measure_dependency', array['measure', 'depends_on']), ('indicator', array['name']),
      ('obligation_indicator', array['obligation', 'indicator']), ('evidence', array['id']),
      ('evidence_obligation', array['evidence', 'obligation']), ('indicator_value', array['id']),
      ('assessment', array['id']), ('validation', array['id']), ('deadline', array['id']), ('report', array['id']),
      ('report_version', array['report', 'number']), ('report_comment', array['id']),
      ('report_approval', array['report', 'number', 'institution']), ('consultation_round', array['id']),
      ('contribution', array['id']), ('contribution_answer', array['contribution'])
    ) as tables (name, key)
  loop
    execute format(
      'create trigger recorded after insert or update or delete on followup.%I for each row execute function followup.record_change(%s)',
      kept.name, (select string_agg(quote_literal(part), ', ') from unnest(kept.key) part));
  end loop;
end $$;

create trigger open_account before insert or update on followup.post
  for each row execute function followup.refuse_closed_account('account');
create trigger open_account before insert or update on followup.participation
  for each row execute function followup.refuse_closed_account('focal_point', 'alternate', 'validator');
create trigger open_account before insert or update of responsible on followup.measure
  for each row execute function followup.refuse_closed_account('responsible');

-- An account closes only with empty hands. Whoever asks is told one bit and nothing of what is held.
create function followup.holds_work(holder uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from followup.post p where p.account = holder)
      or exists (select from followup.participation p where holder in (p.focal_point, p.alternate, p.validator))
      or exists (select from followup.measure m where m.responsible = holder and m.state in ('planned', 'under-way'));
  end;
create function followup.refuse_close_while_holding() returns trigger language plpgsql as $$
begin
  if new.closed_at is not null and old.closed_at is null and followup.holds_work(new.id) then
    raise exception 'account % still holds work', new.id using errcode = 'OB004';
  end if;
  return new;
end $$;
create trigger empty_hands before update of closed_at on followup.account
  for each row execute function followup.refuse_close_while_holding();

-- Everything a person holds passes to another, drafts that the caller may not read included. Whatever was said stays
-- said: claims, evidence and figures keep the name of who gave them.
create function followup.hand_over(leaver uuid, successor uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update followup.post set account = successor, version = version + 1 where account = leaver;
  update followup.participation
  set focal_point = case when focal_point = leaver then successor else focal_point end,
    alternate = case when alternate = leaver then successor else alternate end,
    validator = case when validator = leaver then successor else validator end,
    version = version + 1
  where leaver in (focal_point, alternate, validator);
  update followup.measure set responsible = successor, version = version + 1
  where responsible = leaver and state in ('planned', 'under-way');
  update followup.import_draft set account = successor, version = version + 1 where account = leaver;
end $$;
revoke execute on function followup.hand_over from public;
grant execute on function followup.hand_over to observance_web;

-- ── Completion is earned ────────────────────────────────────────────────────────────────────────────────────────

-- The value that counts for an indicator: the latest period's that has been shared with more than one institution.
-- Under the reader's own policies: a figure shared among officials is not the public's through a view.
create view followup.indicator_latest with (security_invoker = true) as
  select distinct on (v.indicator) v.indicator, v.id, v.period, v.value, v.entered_at
  from followup.indicator_value v
  where v.superseded_by is null and v.audience in ('public', 'officials')
  order by v.indicator, v.period desc, v.entered_at desc;

-- What each obligation has earned. Nothing here is typed by anybody.
create view followup.standing as
  select o.id as obligation,
    (select d.decision from followup.obligation_recommendation r join followup.decision d on d.recommendation = r.recommendation
      where r.obligation = o.id order by d.decision limit 1) as decision,
    exists (select from followup.evidence_obligation u join followup.evidence e on e.id = u.evidence
      where u.obligation = o.id and e.audience in ('public', 'officials')) as has_evidence,
    scored.total as indicators,
    scored.at_target as indicators_at_target,
    claim.claimed_at,
    claim.answer,
    claim.answered_at,
    exists (select from followup.assessment a where a.obligation = o.id and a.assessor = 'committee'
      and a.audience in ('public', 'officials') and a.grade in ('C', 'D', 'E')
      and not exists (select from followup.assessment later where later.obligation = o.id and later.assessor = 'committee'
        and (later.given_on, later.entered_at) > (a.given_on, a.entered_at) and later.grade in ('A', 'B'))) as graded_low
  from followup.obligation o
  left join lateral (
    select count(*) as total,
      count(*) filter (where case i.direction when 'up' then l.value >= i.target when 'down' then l.value <= i.target end) as at_target
    from followup.obligation_indicator b
    join followup.indicator i on i.name = b.indicator and i.direction <> 'context'
    left join lateral (
      select v.value from followup.indicator_value v
      where v.indicator = i.name and v.superseded_by is null and v.audience in ('public', 'officials')
      order by v.period desc, v.entered_at desc limit 1
    ) l on true
    where b.obligation = o.id
  ) scored on true
  left join lateral (
    select v.claimed_at, v.answer, v.answered_at from followup.validation v
    where v.obligation = o.id order by v.claimed_at desc limit 1
  ) claim on true;

create function followup.state_earned(s followup.standing) returns text language sql stable
  return case
    when s.decision is null then 'proposed'
    when s.decision = 'not-accepted' then 'declined'
    when s.answer = 'validated' and s.has_evidence and s.indicators_at_target = s.indicators and not s.graded_low then 'completed'
    when s.answer = 'validated' then 'reopened'
    when s.claimed_at is not null and s.answer is null then 'awaiting-validation'
    else 'open'
  end;

-- Brings the projection to what has been earned. Called by the triggers below, so no code can forget it.
create function followup.settle(touched uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Before its decision an obligation can only be proposed: loading a country's hundreds asks no further.
  if not exists (select from followup.obligation_recommendation r join followup.decision d on d.recommendation = r.recommendation
      where r.obligation = any (touched))
    and not exists (select from followup.obligation o where o.id = any (touched) and o.state <> 'proposed') then
    return;
  end if;
  update followup.obligation o
  set state = followup.state_earned(s), moved_at = clock_timestamp()
  from followup.standing s
  where o.id = any (touched) and s.obligation = o.id and o.state <> followup.state_earned(s);
end $$;

create function followup.settle_by_obligation() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform followup.settle(array[(case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end ->> 'obligation')::uuid]);
  return null;
end $$;
create function followup.settle_by_indicator() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare changed jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
  perform followup.settle(array(select b.obligation from followup.obligation_indicator b
    where b.indicator = coalesce(changed ->> 'indicator', changed ->> 'name')));
  return null;
end $$;
create function followup.settle_by_evidence() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform followup.settle(array(select u.obligation from followup.evidence_obligation u where u.evidence = new.id));
  return null;
end $$;
create function followup.settle_by_decision() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare changed jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
  perform followup.settle(array(select r.obligation from followup.obligation_recommendation r
    where r.recommendation = (changed ->> 'recommendation')::uuid));
  return null;
end $$;

create trigger settles after insert or update or delete on followup.assessment for each row execute function followup.settle_by_obligation();
create trigger settles after insert or update or delete on followup.validation for each row execute function followup.settle_by_obligation();
create trigger settles after insert or update or delete on followup.evidence_obligation for each row execute function followup.settle_by_obligation();
create trigger settles after insert or update or delete on followup.obligation_indicator for each row execute function followup.settle_by_obligation();
create trigger settles after insert or update or delete on followup.obligation_recommendation for each row execute function followup.settle_by_obligation();
create trigger settles after insert or update on followup.indicator_value for each row execute function followup.settle_by_indicator();
create trigger settles after update of target, direction on followup.indicator for each row execute function followup.settle_by_indicator();
create trigger settles after update of audience on followup.evidence for each row execute function followup.settle_by_evidence();
create trigger settles after insert or update or delete on followup.decision for each row execute function followup.settle_by_decision();

-- ── Grants and row policies ─────────────────────────────────────────────────────────────────────────────────────

grant usage on schema followup to observance_web, observance_system;
grant select on all tables in schema followup to observance_web, observance_system;
revoke select on followup.search_entry from observance_web;
grant insert, update on all tables in schema followup to observance_web;
revoke insert, update on followup.history from observance_web;
revoke update on followup.indicator_value, followup.assessment, followup.stored_file, followup.report_version,
  followup.document_revision, followup.contribution from observance_web;
grant update (superseded_by, audience) on followup.indicator_value to observance_web;
grant delete on followup.session, followup.kept_form, followup.import_draft, followup.obligation_recommendation,
  followup.measure_obligation, followup.measure_dependency, followup.obligation_indicator, followup.evidence_obligation,
  followup.participation, followup.post, followup.reiteration to observance_web;
revoke insert, update, delete on followup.search_entry from observance_web;
grant insert, update on followup.letter to observance_system;
grant delete on followup.session, followup.kept_form, followup.import_draft to observance_system;
revoke select on followup.session, followup.kept_form, followup.stored_file from observance_system;

-- `(select …)`: the reader's audiences are worked out once a query, not once a row.
do $$
declare guarded text;
begin
  foreach guarded in array array['measure', 'evidence', 'indicator_value', 'assessment', 'report', 'history'] loop
    execute format('alter table followup.%I enable row level security', guarded);
    execute format('create policy reads on followup.%I for select to observance_web using (audience = any ((select followup.audiences())::text[]))', guarded);
    execute format('create policy all_rows on followup.%I to observance_system using (true)', guarded);
    if guarded <> 'history' then
      execute format('create policy writes on followup.%I for insert to observance_web with check (audience = any ((select followup.audiences())::text[]))', guarded);
      -- Sharing widens the audience: the row must be one's own before, and readable to oneself after.
      execute format('create policy changes on followup.%I for update to observance_web using (audience = any ((select followup.audiences())::text[])) with check (audience = any ((select followup.audiences())::text[]))', guarded);
    end if;
  end loop;
end $$;

-- What a civil society organization wrote is seen by itself too, whomever else it is for.
alter table followup.contribution enable row level security;
create policy reads on followup.contribution for select to observance_web
  using (audience = any ((select followup.audiences())::text[]) or ('organization:' || organization) = any ((select followup.audiences())::text[]));
create policy writes on followup.contribution for insert to observance_web
  with check (('organization:' || organization) = any (followup.audiences()));
create policy all_rows on followup.contribution to observance_system using (true);
alter table followup.contribution_answer enable row level security;
create policy reads on followup.contribution_answer for select to observance_web
  using (exists (select from followup.contribution c where c.id = contribution));
create policy writes on followup.contribution_answer for insert to observance_web
  with check (exists (select from followup.contribution c where c.id = contribution));
create policy changes on followup.contribution_answer for update to observance_web
  using (exists (select from followup.contribution c where c.id = contribution));
create policy all_rows on followup.contribution_answer to observance_system using (true);

-- The parts of a report are seen by whoever sees the report; a round shows its own version to those it asks.
do $$
declare part text;
begin
  foreach part in array array['report_version', 'report_comment', 'report_approval'] loop
    execute format('alter table followup.%I enable row level security', part);
    execute format('create policy reads on followup.%I for select to observance_web using (exists (select from followup.report r where r.id = report))', part);
    execute format('create policy writes on followup.%I for insert to observance_web with check (exists (select from followup.report r where r.id = report))', part);
    execute format('create policy changes on followup.%I for update to observance_web using (exists (select from followup.report r where r.id = report))', part);
    execute format('create policy all_rows on followup.%I to observance_system using (true)', part);
  end loop;
end $$;
create policy consulted on followup.report_version for select to observance_web
  using (exists (select from followup.consultation_round c
    where c.report = report_version.report and c.number = report_version.number and c.opens_on <= current_date)
    and followup.audiences() && array['consultation', 'nhri', 'committee']);

-- A file is read through evidence that the reader may read, or through the frozen report it belongs to.
alter table followup.stored_file enable row level security;
create policy reads on followup.stored_file for select to observance_web
  using (exists (select from followup.evidence e where e.file = sha256) or exists (select from followup.report r where r.frozen_file = sha256));
create policy writes on followup.stored_file for insert to observance_web with check (followup.actor() is not null);

alter table followup.import_draft enable row level security;
create policy own on followup.import_draft to observance_web using (account::text = followup.actor()) with check (account::text = followup.actor());
create policy all_rows on followup.import_draft to observance_system using (true);
alter table followup.letter enable row level security;
create policy own on followup.letter for select to observance_web using (account::text = followup.actor());
create policy all_rows on followup.letter to observance_system using (true) with check (true);
revoke insert, update on followup.letter from observance_web;

grant usage on schema store to observance_web, observance_system;
grant select on store.migration to observance_web, observance_system;
