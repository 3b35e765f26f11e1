/**
 * What a judgement asks of other cases, answered within the officer's own login and no wider than it asks: where the
 * person's other cases of this procedure stand, how many are alike, how near a text comes to one written before. Texts are
 * compared by keyed digests, so that no other case is opened and its facts stay where they are.
 */
import { type Condition, conditionsIn, openStates, type Procedure } from '../../procedures/index.ts'
import { onceFor } from '../once-for.ts'
import { plainColumns } from '../tables/columns.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { unknownOfficersJson } from './officers.ts'
import { rulesOf } from './rule.ts'
import { reachSql } from './steps.ts'

/** immigration_enforcement.around_detention(case, asked) */
export function aroundName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.around_${sqlName(procedure.name)}`
}

type Of<K extends Condition['is']> = Extract<Condition, { is: K }>

/** Every condition of a kind by which a step is stopped. Those of one step where it is named. */
export function conditionsOfKind<K extends Condition['is']>(
  procedure: Procedure,
  kind: K,
  step: string | null = null,
): readonly Of<K>[] {
  return found(procedure, kind, step) as readonly Of<K>[] // its kind was compared
}

const found = onceFor((procedure: Procedure, kind: Condition['is'], step: string | null): readonly Condition[] => {
  const rules = [
    ...rulesOf(procedure, 'forbid').map(({ rule }) => ({ steps: rule.stops, condition: rule.when })),
    ...rulesOf(procedure, 'require').map(({ rule }) => ({ steps: rule.for, condition: rule.condition })),
  ]
  return rules
    .filter(({ steps }) => step === null || steps.includes(step))
    .flatMap(({ condition }) => conditionsIn(condition))
    .filter((one) => one.is === kind)
})

/** Columns of other cases that conditions weigh: times spent, and what they were spent for. */
function weighed(procedure: Procedure): readonly string[] {
  const facts = conditionsOfKind(procedure, 'spent-at-most').flatMap(({ from, to, same }) => [from, to, same])
  return [...new Set(facts)]
}

/** The statement that makes it. Other cases than the person's own tell a number and nothing else. */
export function aroundFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  const table = projectionName(procedure)
  return `create or replace function ${aroundName(procedure)}(the_case uuid, asked jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $around$
declare
  who constant text[] := firewall.ticket();
  me constant uuid := who[1]::uuid;
  my_role constant text := who[2];
  my_office constant text := nullif(who[3], '');
  zone constant text := (select h.time_zone from register.home h);
  was ${table}%rowtype;
  -- Of somebody whom no case knows yet, only whoever holds the keys can name the pseudonym.
  whose bytea := decode(asked->>'pseudonym', 'hex');
begin
  if the_case is not null then
    select * into was from ${table} p where p.case_id = the_case;
    if not found or not coalesce(${reachSql(procedure)}, false) then raise exception 'none' using errcode = 'OB105'; end if;
    whose := was.pseudonym;
  end if;
  return jsonb_build_object(
    'cases', ${casesJson(procedure)},
    'alike', ${alikeJson(procedure)},
    'named', ${namedJson(procedure)},
    'officers', ${unknownOfficersJson(procedure)},
    'words', (select coalesce(jsonb_agg(jsonb_build_object('similarity', coalesce(n.similarity, 0), 'caseNumber', n.case_number) order by a.no), '[]')
      from jsonb_array_elements(asked->'words') with ordinality a(word, no)
      left join lateral (
        select s.similarity, case when w.officer = me then p.case_number end as case_number
        from ${schema}.wording w join ${table} p on p.case_id = w.case_id
        cross join lateral (select case when w.digest = decode(a.word->>'digest', 'hex') then 1
          else coalesce(register.alike(w.sketch, array(select v::integer from jsonb_array_elements_text(a.word->'sketch') v)), 0) end as similarity) s
        where w.procedure = ${literal(procedure.name)} and w.fact = a.word->>'fact' and w.case_id is distinct from the_case
          and case when a.word ? 'lastCases' then w.officer = me and w.case_id in (
              select l.case_id from ${schema}.wording l
              where l.procedure = ${literal(procedure.name)} and l.fact = a.word->>'fact' and l.officer = me and l.case_id is distinct from the_case
              group by l.case_id order by max(l.at) desc limit (a.word->>'lastCases')::integer)
            else w.at >= date_trunc('day', now() at time zone zone) at time zone zone end
        order by s.similarity desc, w.at desc limit 1) n on true));
end $around$`
}

/** Of the person's other cases what some rule asks for: those in the states that it names, and since when where it counts from there. */
function casesJson(procedure: Procedure): string {
  const earlier = conditionsOfKind(procedure, 'earlier-case')
  const others = conditionsOfKind(procedure, 'other-case').filter(({ named }) => named === null)
  const all = conditionsOfKind(procedure, 'spent-at-most').length > 0
  const states = [...new Set([...earlier.flatMap(({ ended }) => ended), ...others.flatMap(({ states: in_ }) => in_)])]
  const since = `(select max(e.recorded_at) from ${sqlName(procedure.compartment)}.event e
        where e.case_id = o.case_id and e.to_state = o.state and e.from_state is distinct from e.to_state)`
  return `(select coalesce(jsonb_agg(jsonb_build_object('state', o.state, 'since', ${earlier.length === 0 ? 'null' : since}, 'facts', ${factsJson(procedure)})), '[]')
      from ${projectionName(procedure)} o where o.pseudonym = whose and o.case_id is distinct from the_case${all ? '' : ` and o.state = any(${textArray(states)})`})`
}

function factsJson(procedure: Procedure): string {
  const parts = plainColumns(procedure)
    .filter(({ fact }) => weighed(procedure).includes(fact))
    .map(({ fact, column }) => `${literal(fact)}, o.${column}`)
  return `jsonb_strip_nulls(jsonb_build_object(${parts.join(', ')}))`
}

/** Open cases in which all these facts are as asked: one number a condition, in the order of the declaration. */
function alikeJson(procedure: Procedure): string {
  const counts = conditionsOfKind(procedure, 'fewer-alike').map(({ same }, index) => {
    const columns = plainColumns(procedure).filter(({ fact }) => same.includes(fact))
    const alike = columns.map(
      ({ fact, column, type }) => `o.${column} = (asked->'alike'->${index}->>${literal(fact)})::${type}`,
    )
    return `(select count(*) from ${projectionName(procedure)} o where o.case_id is distinct from the_case
      and o.state = any(${textArray(openStates(procedure))}) and ${alike.join(' and ')})`
  })
  return `jsonb_build_array(${counts.join(', ')})`
}

/**
 * Where the cases stand that facts name, if in a state for which some rule asks: one of the person's own (the checker keeps them in this
 * compartment), or the one whose number whoever gives it was given.
 */
function namedJson(procedure: Procedure): string {
  const own = conditionsOfKind(procedure, 'case-stands').map(({ fact, states }) => ({ fact, states }))
  const numbered = conditionsOfKind(procedure, 'other-case').flatMap(({ named, states }) =>
    named === null ? [] : [{ fact: named, states }],
  )
  const parts = [...Map.groupBy([...own, ...numbered], ({ fact }) => fact)].flatMap(([fact, asked]) => {
    const is = procedure.facts[fact]?.is
    const states = textArray([...new Set(asked.flatMap((one) => one.states))])
    const given = `asked->'named'->>${literal(fact)}`
    if (is?.kind === 'case-number')
      return `${literal(fact)}, (select o.state from ${projectionName(procedure)} o
        where o.case_number = ${given} and o.case_id is distinct from the_case and not o.erased and o.state = any(${states}))`
    if (is?.kind !== 'ref') return []
    const other = `${sqlName(procedure.compartment)}.${sqlName(is.to)}`
    return `${literal(fact)}, (select o.state from ${other} o where o.case_id = (${given})::uuid and o.pseudonym = whose and o.state = any(${states}))`
  })
  return `jsonb_strip_nulls(jsonb_build_object(${parts.join(', ')}))`
}

/** Keeps the digests of what was written in own words, for the facts that came with the step. */
export function wordingBlock(procedure: Procedure): string {
  if (conditionsOfKind(procedure, 'in-own-words').length === 0) return ''
  return `  if coalesce(command->'wordings', '[]') <> '[]' then
    insert into ${sqlName(procedure.compartment)}.wording (procedure, case_id, fact, officer, at, digest, sketch)
      select ${literal(procedure.name)}, c.case_id, w->>'fact', me, recorded, decode(w->>'digest', 'hex'),
        case when w ? 'sketch' then array(select v::integer from jsonb_array_elements_text(w->'sketch') v) end
      from jsonb_array_elements(command->'wordings') w where w->>'fact' = any(now_given);
  end if;`
}
