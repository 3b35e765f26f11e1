-- When an obligation moved from one state to another, and what moved it; and search that marks the words it found.

-- The state is everybody's, so its moves are too. What moved it is named by kind and key alone and read under its own
-- policies: a figure that the reader may not see stays unseen.
create table followup.obligation_move (
  id bigint generated always as identity primary key,
  obligation uuid not null references followup.obligation,
  at timestamptz not null default clock_timestamp(),
  before text not null,
  after text not null,
  cause_kind text check (cause_kind in
    ('indicator_value', 'indicator', 'assessment', 'validation', 'evidence', 'decision', 'recommendation')),
  cause_object text,
  check ((cause_kind is null) = (cause_object is null))
);
create index obligation_move_at on followup.obligation_move (at desc, id desc);
create index obligation_move_obligation on followup.obligation_move (obligation, id desc);

-- What is about to settle obligations: "indicator_value 0d9e…". Empty outside of the triggers below.
create function followup.settle_because(kind text, object text, touched uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('observance.cause', kind || ' ' || object, true);
  perform followup.settle(touched);
  perform set_config('observance.cause', '', true);
end $$;
revoke execute on function followup.settle_because from public;

create function followup.record_move() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare cause text := nullif(current_setting('observance.cause', true), '');
begin
  insert into followup.obligation_move (obligation, before, after, cause_kind, cause_object)
  values (new.id, old.state, new.state, split_part(cause, ' ', 1), substr(cause, strpos(cause, ' ') + 1));
  return null;
end $$;
create trigger moved after update of state on followup.obligation for each row
  when (old.state is distinct from new.state) execute function followup.record_move();

create or replace function followup.settle_by_obligation() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare changed jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
  perform followup.settle_because(
    case tg_table_name when 'evidence_obligation' then 'evidence' when 'obligation_indicator' then 'indicator'
      when 'obligation_recommendation' then 'recommendation' else tg_table_name end,
    case tg_table_name when 'evidence_obligation' then changed ->> 'evidence' when 'obligation_indicator' then changed ->> 'indicator'
      when 'obligation_recommendation' then changed ->> 'recommendation' else changed ->> 'id' end,
    array[(changed ->> 'obligation')::uuid]);
  return null;
end $$;
create or replace function followup.settle_by_indicator() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare changed jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
  perform followup.settle_because(tg_table_name, coalesce(changed ->> 'id', changed ->> 'name'),
    array(select b.obligation from followup.obligation_indicator b
      where b.indicator = coalesce(changed ->> 'indicator', changed ->> 'name')));
  return null;
end $$;
create or replace function followup.settle_by_evidence() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform followup.settle_because('evidence', new.id::text,
    array(select u.obligation from followup.evidence_obligation u where u.evidence = new.id));
  return null;
end $$;
create or replace function followup.settle_by_decision() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare changed jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
  perform followup.settle_because('decision', changed ->> 'recommendation',
    array(select r.obligation from followup.obligation_recommendation r
      where r.recommendation = (changed ->> 'recommendation')::uuid));
  return null;
end $$;

-- Moves from before this table: the change that was recorded just before the move, under the same name and action.
insert into followup.obligation_move (obligation, at, before, after, cause_kind, cause_object)
select o.id, h.at, h.details #>> '{state,0}', h.details #>> '{state,1}', cause.kind, cause.object
from followup.history h
join followup.obligation o on o.id::text = h.object
left join lateral (
  select case c.object_kind when 'evidence_obligation' then 'evidence' when 'obligation_indicator' then 'indicator'
      when 'obligation_recommendation' then 'recommendation' else c.object_kind end as kind,
    case c.object_kind when 'evidence_obligation' then split_part(c.object, ' ', 1) when 'obligation_indicator' then split_part(c.object, ' ', 2)
      when 'obligation_recommendation' then split_part(c.object, ' ', 2) else c.object end as object
  from followup.history c
  where c.id < h.id and c.id >= h.id - 200 and c.actor = h.actor and c.action = h.action
    and c.object_kind in ('indicator_value', 'indicator', 'assessment', 'validation', 'evidence', 'decision',
      'evidence_obligation', 'obligation_indicator', 'obligation_recommendation')
  order by c.id desc limit 1
) cause on true
where h.object_kind = 'obligation' and h.details #>> '{state,0}' is not null
order by h.id;

grant select on followup.obligation_move to observance_web, observance_system;

-- The history is looked through by step, by kind and by day, newest first.
create index history_action on followup.history (action, id desc);
create index history_kind on followup.history (object_kind, id desc);
create index history_at on followup.history (at);

-- What is late is asked on every page; most measures are over.
create index measure_running on followup.measure (ends_on) where state in ('planned', 'under-way');

-- Only which things match, for narrowing a list: no rank, no marks. The same predicate as the search below.
create function followup.matching(query text, of_kinds text[]) returns table (kind text, object text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    with asked as (
      select websearch_to_tsquery('english', query) || websearch_to_tsquery('russian', query)
        || websearch_to_tsquery('arabic', query) || websearch_to_tsquery('turkish', query)
        || websearch_to_tsquery('turkish', translate(query, 'əƏxXqQ', 'eEhHkK'))
        || websearch_to_tsquery('simple', query) as q
    )
    select e.kind, e.object from followup.search_entry e, asked
    where e.vector @@ asked.q and e.kind = any (of_kinds)
      and (e.audience = any ((select followup.audiences())::text[]) or ('organization:' || e.organization) = any ((select followup.audiences())::text[]));
  end;

-- The same search as before, and with it the words that matched: title and body come back whole, each found word
-- between U+0002 and U+0003. In Azerbaijani the marked text has the letters of the stemmer; the marks stand right.
drop function followup.search(text, text[], integer, integer, text);
create function followup.search(query text, kinds text[], page_size integer, page_offset integer, excluded text default null)
  returns table (kind text, object text, title text, body text, rank real, total bigint, marked_title text, marked_body text)
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
      select e.kind, e.object, e.language, ts_rank(e.vector, asked.q) as rank
      from followup.search_entry e, asked
      where e.vector @@ asked.q and not coalesce(e.vector @@ asked.x, false)
        and (e.audience = any ((select followup.audiences())::text[]) or ('organization:' || e.organization) = any ((select followup.audiences())::text[]))
        and (kinds is null or e.kind = any (kinds))
    ), shown as (
      -- Texts are fetched and marked for the rows of the page alone.
      select f.kind, f.object, f.language, f.rank, count(*) over () as total
      from found f order by f.rank desc, f.kind, f.object limit page_size offset page_offset
    )
    select s.kind, s.object, e.title, left(e.body, 2000), s.rank, s.total,
      ts_headline(as_written.config, as_written.title, asked.q, as_written.how),
      ts_headline(as_written.config, as_written.body, asked.q, as_written.how)
    from shown s
    join followup.search_entry e on e.kind = s.kind and e.object = s.object and e.language = s.language
    cross join asked
    cross join lateral (
      select (case e.language when 'en' then 'english' when 'ru' then 'russian' when 'ar' then 'arabic'
          when 'tr' then 'turkish' when 'az' then 'turkish' else 'simple' end)::regconfig as config,
        case e.language when 'az' then translate(e.title, 'əƏxXqQ', 'eEhHkK') else e.title end as title,
        case e.language when 'az' then translate(left(e.body, 2000), 'əƏxXqQ', 'eEhHkK') else left(e.body, 2000) end as body,
        'HighlightAll=true, StartSel=' || chr(2) || ', StopSel=' || chr(3) as how
    ) as_written
    order by s.rank desc, s.kind, s.object;
  end;
