-- Obligations $from to $to of an invented country at full scale, with all that hangs on them. Set-based and without the
-- triggers, whose work is written here in one statement each: state, moves, search and history. Run by the owner.
set session_replication_role = replica;
set maintenance_work_mem = '256MB';
set work_mem = '128MB';

create schema if not exists bench;
create or replace function bench.id(kind text, n bigint) returns uuid language sql immutable as $$ select md5(kind || n)::uuid $$;
create or replace function bench.pick(choice text[], n bigint) returns text language sql immutable as $$ select choice[1 + n % cardinality(choice)] $$;
-- Texts of realistic length and spread: about 1,800 rare words, so that a search finds hundreds of things and not all.
create table if not exists bench.phrase as
  select n, (select string_agg(bench.pick(array['permit','harvest','inspection','interpreter','ferry','harbour','contract','remittance','school','consulate',
      'appeal','detention','judge','clinic','register','training','employer','union','season','passport','border','child','family','housing',
      'complaint','statistics','labour','migrant','worker','access'], (n * 7 + i * i * 13 + i * 5))
    || case when i % 3 = 0 then ' ' || bench.pick(array['of','for','with','under','before','after'], n + i) else '' end
    || case when i % 7 = 0 then ' no' || ((n * 31 + i) % 1800) else '' end, ' ') from generate_series(1, 60) i) as words
  from generate_series(0, 4095) n;
create unique index if not exists phrase_n on bench.phrase (n);
create or replace function bench.words(n bigint, many int) returns text language sql stable as $$
  select left(words, many * 9) from bench.phrase where phrase.n = $1 % 4096 $$;

create temp table lead as select array_agg(code order by code) as codes from followup.institution where closed_on is null;
create temp table person as select array_agg(id::text order by id) as ids from followup.account where closed_at is null;
create temp table o as
  select n, bench.id('obligation', n) as id, bench.id('recommendation', n) as recommendation, bench.id('document', n / 25) as document,
    bench.pick((select codes from lead), n) as lead, 'BENCH.' || (n / 25) || '.' || (n % 25 + 7) as code
  from generate_series($from::bigint, $to::bigint) n;

insert into followup.document (id, symbol, body, state, title, cycle, adopted_on)
  select distinct document, 'BENCH/C/SOT/CO/' || n / 25, bench.pick(array['CMW','CEDAW','CRC','CAT','CERD','CCPR','CESCR','CRPD','CED','UPR'], n / 25), 'SOT',
    'Concluding observations on the report of Sotoland', 1 + (n / 250) % 5, date '2015-01-01' + (n / 25 * 40 % 3600)::int
  from o on conflict do nothing;
insert into followup.deadline (code, what, owed_to, due_on, source, document, report_kind, received_on)
  select distinct kind || '-' || n / 25, 'Information on the concluding observations', 'Committee', date '2024-01-01' + (n / 25 * 17 % 1200)::int,
    'para. 63', document, kind, case when n / 25 >= 10 then date '2024-06-01' end
  from o, unnest(array['follow-up', 'periodic']) kind on conflict do nothing;
insert into followup.recommendation (id, document, address, position, text, themes, sdg_targets, articles, follow_up)
  select recommendation, document, n % 25 + 7, n % 25, bench.words(n, 55), array[bench.pick(array['detention','education','health','work'], n)],
    array[bench.pick(array['8.8','10.7','16.9'], n)], array[(7 + n % 60)::text], n % 10 = 0 from o;
insert into followup.obligation (id, code, summary, kind, urgency, cluster, position, themes, people_concerned, sdg_targets, articles, follow_up, due_on, moved_at)
  select id, code, bench.words(n * 3, 18), bench.pick(array['practice','law','policy'], n), bench.pick(array['ordinary','prompt','immediate','consider'], n),
    'C.' || 1 + n % 6, 1000 + n, array[bench.pick(array['detention','education','health','work'], n), 'coordination'], array['children'],
    array[bench.pick(array['8.8','10.7','16.9'], n)], array[(7 + n % 60)::text, (8 + n % 60)::text], n % 10 = 0,
    case when n % 4 = 0 then date '2025-06-01' + (n % 900)::int end, now() - make_interval(hours => (n * 11 % 17000)::int) from o;
insert into followup.obligation_recommendation (obligation, recommendation) select id, recommendation from o;
insert into followup.participation (obligation, institution, part) select id, lead, 'lead' from o;
insert into followup.participation (obligation, institution, part)
  select distinct id, bench.pick((select codes from lead), n + step), 'contributing' from o, generate_series(1, 2) step on conflict do nothing;
insert into followup.decision (recommendation, decision, decided_on, decided_by, reason)
  select recommendation, case when n % 40 = 1 then 'not-accepted' when n % 5 = 0 then 'in-part' else 'accepted' end, date '2022-01-01' + (n % 400)::int, 'Council', bench.words(n, 12)
  from o where n % 10 <> 9;

create temp table m as select o.*, o.n * 4 + step as number, bench.id('measure', o.n * 4 + step) as measure from o, generate_series(0, 3) step;
insert into followup.measure (id, title, description, institution, responsible, starts_on, ends_on, budget_line, state, audience)
  select measure, bench.words(number * 11, 8), bench.words(number, 45), lead, bench.pick((select ids from person), number)::uuid,
    date '2024-06-01' + (number % 1600 - 30 - number % 400)::int, date '2024-06-01' + (number % 1600)::int, 'Chapter ' || number % 90,
    case when number % 1600 < 850 and number % 20 <> 0 then 'done' else bench.pick(array['planned','under-way','under-way','done'], number) end,
    case when number % 20 = 0 then 'institution:' || lead when number % 10 = 1 then 'officials' else 'public' end from m;
insert into followup.measure_obligation (measure, obligation) select measure, id from m;
insert into followup.measure_obligation (measure, obligation)
  select m.measure, bench.id('obligation', greatest($from::bigint, m.n - 1)) from m where m.number % 5 = 0 on conflict do nothing;

create temp table i as select distinct n / 5 as number, 'bench-indicator-' || n / 5 as name from o;
insert into followup.indicator (name, class, numerator, denominator, period, unit, direction, target, target_from, source)
  select name, bench.pick(array['structure','process','outcome'], number), bench.words(number, 14), bench.words(number + 1, 9), 'year', 'percent', 'up', 80, 'document', 'State Statistics'
  from i on conflict do nothing;
insert into followup.indicator_value (id, indicator, period, value, provenance, computed_from, audience, entered_at)
  select bench.id('value', number * 10 + year), name, 2017 + year, 40 + (number * 13 + year * 7) % 60, 'computed', '{"table": "T-1"}', 'public', now() - make_interval(days => (300 * (8 - year))::int)
  from i, generate_series(0, 7) year on conflict do nothing;
insert into followup.obligation_indicator (obligation, indicator) select id, 'bench-indicator-' || n / 5 from o;
insert into followup.evidence (id, title, url, institution, audience)
  select bench.id('evidence', n), bench.words(n * 5, 7), 'https://example.org/evidence/' || n, lead, case when n % 8 = 0 then 'institution:' || lead else 'public' end from o where n % 4 <> 3;
insert into followup.evidence_obligation (evidence, obligation) select bench.id('evidence', n), id from o where n % 4 <> 3;
insert into followup.assessment (id, obligation, assessor, grade, reasons, given_on, audience)
  select bench.id('assessment', n), id, bench.pick(array['state','committee','nhri'], n), bench.pick(array['A','B','C'], n), bench.words(n, 40), date '2024-03-01', 'public' from o where n % 2 = 0;
insert into followup.validation (id, obligation, claimed_by, claimed_at, statement, answered_by, answered_at, answer)
  select bench.id('validation', n), id, (select ids[1]::uuid from person), now() - interval '90 days', bench.words(n, 20), case when n % 12 <> 5 then (select ids[2]::uuid from person) end,
    case when n % 12 <> 5 then now() - interval '80 days' end, case when n % 12 <> 5 then 'validated' end
  from o where n % 3 = 2;
analyze;

update followup.obligation t set state = followup.state_earned(s) from followup.standing s, o where o.id = t.id and s.obligation = t.id;
do $$ begin
  if to_regclass('followup.obligation_move') is not null then
    insert into followup.obligation_move (obligation, at, before, after)
      select t.id, t.moved_at, 'proposed', t.state from followup.obligation t join o on o.id = t.id where t.state <> 'proposed';
  end if;
end $$;

insert into followup.search_entry (kind, object, language, title, body, audience)
  select 'obligation', t.code, 'en', t.summary, concat_ws(E'\n', t.code, t.kind, array_to_string(t.themes, ' ')), 'public' from followup.obligation t join o on o.id = t.id
  union all select 'recommendation', o.recommendation::text, 'en', 'BENCH ' || o.n, r.text, 'public' from o join followup.recommendation r on r.id = o.recommendation
  union all select 'measure', t.id::text, 'en', t.title, t.description, t.audience from m join followup.measure t on t.id = m.measure
  union all select 'evidence', t.id::text, 'en', t.title, t.url, t.audience from followup.evidence t join o on t.id = bench.id('evidence', o.n)
  union all select 'indicator', t.name, 'en', t.name, concat_ws(E'\n', t.numerator, t.denominator), 'public' from i join followup.indicator t on t.name = i.name
  union all select 'assessment', t.id::text, 'en', t.assessor, t.reasons, 'public' from followup.assessment t join o on t.obligation = o.id
  on conflict do nothing;

-- What the triggers would have recorded of each row, and what people did to the measures since.
create or replace function bench.added(row_added jsonb) returns jsonb language sql immutable as $$
  select jsonb_object_agg(key, jsonb_build_array(null, value)) from jsonb_each(row_added) where key <> 'version' $$;
insert into followup.history (at, actor, action, object_kind, object, outcome, details, audience)
  select now() - interval '1000 days' + make_interval(secs => (800.0 * 86400 * (row_number() over ()) / count(*) over ())::float8),
    bench.pick((select ids from person), length(object) + row_number() over ()), action, kind, object, 'done', details, audience
  from (
    select 'obligation.open' as action, 'obligation' as kind, o.id::text as object, bench.added(to_jsonb(t)) as details, 'officials' as audience from o join followup.obligation t on t.id = o.id
    union all select 'pack.load', 'recommendation', o.recommendation::text, bench.added(to_jsonb(t)), 'officials' from o join followup.recommendation t on t.id = o.recommendation
    union all select 'pack.load', 'participation', t.obligation || ' ' || t.institution, bench.added(to_jsonb(t)), 'officials' from o join followup.participation t on t.obligation = o.id
    union all select 'decision.take', 'decision', o.recommendation::text, bench.added(to_jsonb(t)), 'officials' from o join followup.decision t on t.recommendation = o.recommendation
    union all select 'measure.save', 'measure', t.id::text, bench.added(to_jsonb(t)), case t.audience when 'public' then 'officials' else t.audience end from m join followup.measure t on t.id = m.measure
    union all select 'measure.save', 'measure_obligation', t.measure || ' ' || t.obligation, bench.added(to_jsonb(t)), 'officials' from m join followup.measure_obligation t on t.measure = m.measure and t.obligation = m.id
    union all select 'evidence.add', 'evidence', t.id::text, bench.added(to_jsonb(t)), case t.audience when 'public' then 'officials' else t.audience end from o join followup.evidence t on t.id = bench.id('evidence', o.n)
    union all select 'assessment.give', 'assessment', t.id::text, bench.added(to_jsonb(t)), 'officials' from o join followup.assessment t on t.obligation = o.id
    union all select 'value.accept', 'indicator_value', t.id::text, bench.added(to_jsonb(t)), 'officials' from i join followup.indicator_value t on t.indicator = i.name
  ) happened;
insert into followup.history (at, actor, action, object_kind, object, outcome, details, audience)
  select now() - interval '200 days' + make_interval(secs => (199.0 * 86400 * (row_number() over ()) / count(*) over ())::float8),
    bench.pick((select ids from person), n), 'measure.save', 'measure', bench.id('measure', n)::text, 'done',
    jsonb_build_object('state', jsonb_build_array('planned', 'under-way'), 'description', jsonb_build_array(bench.words(n, 20), bench.words(n + 1, 20))),
    case when n % 20 = 0 then 'institution:' || bench.pick((select codes from lead), n / 4) else 'officials' end
  from (select ($from + k % ($to - $from + 1)) * 4 + k % 4 as n
    from generate_series(1, greatest(0, $history * ($to - $from + 1) - (select count(*) from followup.history where id > $recorded))::bigint) k) kept;

drop table o, m, i, lead, person;
set session_replication_role = origin;
