-- Indicators whose figures come from released tables: nobody types one.

-- The table whose releases feed it; null where people type its figures with their evidence.
alter table followup.indicator add column fed_by text check (fed_by ~ '^[a-z][a-z0-9-]*$');
