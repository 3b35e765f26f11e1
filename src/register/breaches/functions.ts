/**
 * What is said of a breach after it was found: an office explains it; a judge or the Ombudsperson says that what was recorded
 * late came in time, or that it was made good; a court finds it, or does not. Each word is appended and has its entry in the
 * ledger; the breach itself stays as it was found.
 */
import { isOfficerRole, type OfficerRole, type Procedure } from '../../procedures/index.ts'
import { logOf } from '../commit/log-of.ts'
import { actors, reachSql } from '../commit/steps.ts'
import { judgesOthers } from '../judgement/index.ts'
import { NONE, WHO_ACTS } from '../people/functions.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'

/** As the breach then stands. */
export const WORDS = ['explained', 'metLateRecord', 'remedied', 'upheld-by-court', 'not-upheld'] as const
export type BreachWord = (typeof WORDS)[number]

interface Word {
  /** Officers who say it: those who act in the case, or roles that judge what others did. Nobody says that they made good what they broke. */
  readonly by: 'acting' | ((role: string) => boolean)
  /** Whom it reaches besides those who open the case. */
  readonly told: readonly string[]
  /** It is said only of a breach that stands so. */
  readonly of?: readonly string[]
  /** It is not said of one that stands so. */
  readonly notOf?: readonly string[]
}

const EVERYBODY = ['head', 'ombuds-officer', 'person']
const RULES: Readonly<Record<BreachWord, Word>> = {
  explained: { by: 'acting', told: ['ombuds-officer', 'person'] },
  metLateRecord: { by: judgesOthers, told: EVERYBODY, of: ['recordedLate'] },
  remedied: { by: judgesOthers, told: EVERYBODY, notOf: ['remedied', 'metLateRecord', 'not-upheld'] },
  // A higher court may say otherwise: the last one stands.
  'upheld-by-court': { by: (role) => role === 'judge', told: EVERYBODY, notOf: ['upheld-by-court'] },
  'not-upheld': { by: (role) => role === 'judge', told: EVERYBODY, notOf: ['not-upheld'] },
}

/** Officers who may say the word of a breach in a case that they read. */
export function mayWord(procedure: Procedure, word: BreachWord): readonly OfficerRole[] {
  const reading = Object.keys(procedure.reads).filter(isOfficerRole)
  const { by } = RULES[word]
  if (by !== 'acting') return reading.filter(by)
  const acting: readonly string[] = [...actors(procedure), ...(procedure.heads ?? [])]
  return reading.filter((role) => acting.includes(role))
}

/** Whether the word can be said of a breach that stands so. */
export function isSaidOf(word: BreachWord, state: string): boolean {
  const { of, notOf = [] } = RULES[word]
  return of === undefined ? !notOf.includes(state) : of.includes(state)
}

/** Those who may say any word at all. */
export function wording(procedure: Procedure): readonly OfficerRole[] {
  return [...new Set(WORDS.flatMap((word) => mayWord(procedure, word)))]
}

/** immigration_enforcement.word_of_breach_detention(case, breach, command) */
export function wordName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.word_of_breach_${sqlName(procedure.name)}`
}

/**
 * How a breach stands: as was said last of those who judge it, else as it was found or explained. An explanation makes nothing of
 * a late record good.
 */
export function breachStateSql(schema: string, row: string): string {
  const words = `from ${schema}.breach_word w where w.breach_id = ${row}.breach_id and w.word`
  return `coalesce((select w.word ${words} <> 'explained' order by w.at desc, w.word_id limit 1),
      case when ${row}.state = 'open' and exists (select ${words} = 'explained') then 'explained' else ${row}.state end)`
}

/** The words on a breach, in the order in which they were said. Texts are for whoever reads the whole case, and their writer. */
export function wordsSql(procedure: Procedure, row: string): string {
  const whole = Object.entries(procedure.reads).flatMap(([role, reads]) => (reads?.facts === 'all' ? [role] : []))
  const people = procedure.person.reads === 'all' ? ['person', 'representative'] : []
  return `(select coalesce(jsonb_agg(to_jsonb(w) - 'sealed' || jsonb_build_object('sealed',
      case when w.officer = me or my_role = any(${textArray([...whole, ...people])}) then w.sealed end) order by w.at), '[]')
    from ${sqlName(procedure.compartment)}.breach_word w where w.breach_id = ${row}.breach_id)`
}

function openSql({ of, notOf = [] }: Word): string {
  return of === undefined ? `stands <> all(${textArray(notOf)})` : `stands = any(${textArray(of)})`
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
  const told = WORDS.map((word) => `when ${literal(word)} then ${textArray(RULES[word].told)}`)
  const open = WORDS.map((word) => `when ${literal(word)} then ${openSql(RULES[word])}`)
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
  stands text;
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
  stands := ${breachStateSql(schema, 'b')};
  if not (case said ${open.join(' ')} end) then
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
