-- Indicators whose figures come from released tables: nobody types one. And figures from outside the registers beside them.

-- The table whose releases feed it; null where people type its figures with their evidence.
alter table followup.indicator add column fed_by text check (fed_by ~ '^[a-z][a-z0-9-]*$');

-- The release that a figure was made of was withdrawn, and no other stands: there is none, since that day. Why is its note.
alter table followup.indicator_value add column withdrawn_on date
  check (withdrawn_on is null or (value is null and provenance = 'computed' and note is not null));

-- A population, or the rate of nationals, as its source has it. A correction replaces the row; its history keeps both.
create table followup.comparator (
  name text not null check (name ~ '^[a-z][a-z0-9-]*$'),
  -- "2025", "2025-Q3".
  period text not null check (period ~ '^[0-9]{4}(-Q[1-4])?$'),
  -- "sex=female"; empty for the whole.
  breakdown text not null default '' check (breakdown ~ '^([a-z-]+=[a-z0-9+-]+(,[a-z-]+=[a-z0-9+-]+)*)?$'),
  value numeric not null check (value >= 0),
  -- Of how many people a rate is.
  base integer check (base >= 0),
  source text not null check (source <> ''),
  dated date not null,
  licence text not null check (licence <> ''),
  -- Of the file that it came in.
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  imported_at timestamptz not null default now(),
  primary key (name, period, breakdown)
);
create trigger recorded after insert or update on followup.comparator for each row execute function followup.record_change('name', 'period', 'breakdown');
grant select on followup.comparator to observance_web, observance_system;
grant insert, update on followup.comparator to observance_web;
