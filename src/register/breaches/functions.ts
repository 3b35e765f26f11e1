/**
 * What is said of a breach after it was found: an office explains it; of a stop that was recorded late a judge or the
 * Ombudsperson says that it came in time. Each word is appended and has its entry in the ledger; the breach itself stays as it
 * was found.
 */
import { isOfficerRole, type OfficerRole, type Procedure } from '../../procedures/index.ts'
import { logOf } from '../commit/log-of.ts'
import { actors, reachSql } from '../commit/steps.ts'
import { mayMarkMetLateRecord } from '../judgement/index.ts'
import { NONE, WHO_ACTS } from '../people/functions.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'

/** `explained` by those who act; `metLateRecord`: what was recorded late was done in time. */
export const WORDS = ['explained', 'metLateRecord'] as const
export type BreachWord = (typeof WORDS)[number]

/** Officers who may say the word of a breach in a case that they read. */
export function mayWord(procedure: Procedure, word: BreachWord): readonly OfficerRole[] {
  const reading = Object.keys(procedure.reads).filter(isOfficerRole)
  if (word === 'metLateRecord') return reading.filter(mayMarkMetLateRecord)
  const acting: readonly string[] = [...actors(procedure), ...(procedure.heads ?? [])]
  return reading.filter((role) => acting.includes(role))
}

/** Those who may say any word at all. */
export function wording(procedure: Procedure): readonly OfficerRole[] {
  return [...new Set(WORDS.flatMap((word) => mayWord(procedure, word)))]
}

/** immigration_enforcement.word_of_breach_detention(case, breach, command) */
export function wordName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.word_of_breach_${sqlName(procedure.name)}`
}

/** Whom a word reaches besides those who open the case. */
const TOLD: Readonly<Record<BreachWord, readonly string[]>> = {
  explained: ['ombuds-officer', 'person'],
  metLateRecord: ['head', 'ombuds-officer', 'person'],
}

/** How a breach stands: as it was found, until somebody has said more. An explanation makes nothing of a late record good. */
export function breachStateSql(schema: string, row: string): string {
  const said = (word: BreachWord) =>
    `exists (select from ${schema}.breach_word w where w.breach_id = ${row}.breach_id and w.word = ${literal(word)})`
  return `(case when ${said('metLateRecord')} then 'metLateRecord'
      when ${row}.state = 'open' and ${said('explained')} then 'explained' else ${row}.state end)`
}

/** The words on a breach, in the order in which they were said. Texts are for whoever reads the whole case, and their writer. */
export function wordsSql(procedure: Procedure, row: string): string {
  const whole = Object.entries(procedure.reads).flatMap(([role, reads]) => (reads?.facts === 'all' ? [role] : []))
  const people = procedure.person.reads === 'all' ? ['person', 'representative'] : []
  return `(select coalesce(jsonb_agg(to_jsonb(w) - 'sealed' || jsonb_build_object('sealed',
      case when w.officer = me or my_role = any(${textArray([...whole, ...people])}) then w.sealed end) order by w.at), '[]')
    from ${sqlName(procedure.compartment)}.breach_word w where w.breach_id = ${row}.breach_id)`
}

/** The row of a word as its leaf commits to it, over the names of the function; and of a stored one, over the row `w`. */
export const WORD_RECORD = `'{"at":"' || register.moment(recorded) || '","breach_id":"' || the_breach || '","case_id":"' || the_case
    || '","commitment":"' || (command->>'commitment') || '","office":' || coalesce(to_json(my_office)::text, 'null') || ',"officer":"' || me
    || '","role":' || to_json(my_role) || ',"word":' || to_json(said) || ',"word_id":"' || the_id || '"}'`

export const WORD_SELECT = `jsonb_build_object('at', trunc(extract(epoch from w.at) * 1000000)::text, 'breach_id', w.breach_id, 'case_id', w.case_id,
    'commitment', encode(w.commitment, 'hex'), 'office', w.office, 'officer', w.officer, 'role', w.role, 'word', w.word, 'word_id', w.word_id)`

/** The statement that makes it. The same word sent again is said once. */
export function wordFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  const may = WORDS.map((word) => `when ${literal(word)} then my_role = any(${textArray(mayWord(procedure, word))})`)
  const told = WORDS.map((word) => `when ${literal(word)} then ${textArray(TOLD[word])}`)
  return `create or replace function ${wordName(procedure)}(the_case uuid, the_breach uuid, command jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $word$
#variable_conflict use_variable
declare
${WHO_ACTS}
  said constant text := command->>'word';
  the_id constant uuid := (command->>'key')::uuid;
  was ${projectionName(procedure)}%rowtype;
  b ${schema}.breach%rowtype;
  recorded timestamptz;
  salt constant bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
begin
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case for update;
  if not found or not coalesce(${reachSql(procedure)}, false) or not coalesce(case said ${may.join(' ')} end, false) then ${NONE} end if;
  select * into b from ${schema}.breach x where x.breach_id = the_breach and x.case_id = the_case;
  if not found then ${NONE} end if;
  if exists (select from ${schema}.breach_word w where w.word_id = the_id) then
    if exists (select from ${schema}.breach_word w where (w.word_id, w.breach_id, w.word, w.officer) = (the_id, the_breach, said, me)) then return; end if;
    raise exception 'the key was used for another request' using errcode = 'OB104';
  end if;
  if said = 'metLateRecord' and ${breachStateSql(schema, 'b')} <> 'recordedLate' then
    raise exception 'not open' using errcode = 'OB103', detail = was.state;
  end if;
  recorded := greatest(clock_timestamp(), b.found_at);
  insert into ${schema}.breach_word (word_id, breach_id, case_id, word, role, officer, office, at, sealed, commitment, salt, entry)
    values (the_id, the_breach, the_case, said, my_role, me, my_office, recorded, decode(command->>'sealed', 'base64'), decode(command->>'commitment', 'hex'), salt,
      ledger.append(${literal(logOf(procedure))}, register.leaf_of(command->>'leaf', salt, ${WORD_RECORD}, decode(command->>'commitment', 'hex'))));
  insert into ${schema}.notice (procedure, case_id, rule, run, about, breach_id, whom, level, at)
    select ${literal(procedure.name)}, the_case, b.rule, b.run, 'told', the_breach, w, b.level, recorded
    from unnest(case said ${told.join(' ')} end) w
    on conflict (case_id, rule, run, about, whom, breach_id) do update set at = recorded, acknowledged_at = null, acknowledged_by = null;
end $word$`
}
