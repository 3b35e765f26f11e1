/**
 * Officers who speak for the person of a case: lawyer, guardian, with the person's word a consulate. The declaration says who
 * puts them on a case. An office that names a lawyer without reading the case says its number, which it was told.
 */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { canonicalJson } from '../../ledger/index.ts'
import { isOfficerRole, OFFICER_ROLES, type OfficerRole, type Procedure, putOnBy } from '../../procedures/index.ts'
import { reachSql } from '../commit/steps.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../register.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { NONE, WHO_ACTS } from './functions.ts'

/** immigration_enforcement.speaker_detention(command), and the list of those who speak for the person. */
export function speakerFunctions(procedure: Procedure): readonly string[] {
  return [speakerFunction(procedure), speakersFunction(procedure)]
}

/** Whoever is put on cases of the procedure. */
export function speakerRoles(procedure: Procedure): readonly OfficerRole[] {
  return OFFICER_ROLES.filter((role) => putOnBy(procedure, role) !== null)
}

/** Officers who put others on, or who speak and may lay it down. */
export function namingRoles(procedure: Procedure): readonly OfficerRole[] {
  const naming = speakerRoles(procedure).flatMap((role) => putOnBy(procedure, role) ?? [])
  return [...new Set([...naming.filter(isOfficerRole), ...speakerRoles(procedure)])]
}

/** Puts somebody on a case, or ends it. Whoever may put somebody on may end it; and each lays down what is their own. */
function speakerFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  const by = speakerRoles(procedure).map(
    (role) => `when ${literal(role)} then ${textArray(putOnBy(procedure, role) ?? [])}`,
  )
  const blind = namingRoles(procedure).filter((role) => procedure.reads[role] === undefined)
  return `create or replace function ${functionName(procedure, 'speaker')}(command jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $speaker$
#variable_conflict use_variable
declare
${WHO_ACTS}
  the_officer constant uuid := (command->>'officer')::uuid;
  the_role constant text := command->>'role';
  may_name constant boolean := coalesce(my_role = any(${by.length === 0 ? "'{}'::text[]" : `case the_role ${by.join(' ')} else '{}' end`}), false);
  was ${projectionName(procedure)}%rowtype;
begin
  select * into was from ${projectionName(procedure)} p where not p.erased
    and (p.case_id = (command->>'caseId')::uuid or p.case_number = command->>'caseNumber') for no key update;
  if not found or not (coalesce(${reachSql(procedure)}, false)
      or (my_role = any(${textArray(blind)}) and command ? 'caseNumber' and may_name)) then ${NONE} end if;
  if not may_name and not (command->>'act' = 'end' and the_officer = me and the_role = my_role) then
    raise exception 'not yours to name' using errcode = 'OB103', detail = the_role;
  end if;
  perform firewall.note_access(${literal(procedure.compartment)}, 'speaker', was.case_id, was.pseudonym, 'assist');
  if command->>'act' = 'end' then
    update ${schema}.spoken_for s set ended_at = clock_timestamp(), ended_by = my_role
      where s.case_id = was.case_id and s.officer = the_officer and s.role = the_role and s.ended_at is null;
  else
    insert into ${schema}.spoken_for (case_id, officer, role, since, put_on_by)
      values (was.case_id, the_officer, the_role, clock_timestamp(), my_role) on conflict do nothing;
    if not found then return false; end if;
    -- From now on somebody else reads the file. The person's own word needs no passkey, and ending it nobody's.
    if my_role not in ('person', 'representative') then perform firewall.use_signature(decode(command->>'signedAs', 'hex')); end if;
    return true;
  end if;
  return found;
end $speaker$`
}

/** Who speaks, and who did: for whoever reads the case. */
function speakersFunction(procedure: Procedure): string {
  const readers = ['person', 'representative', ...Object.keys(procedure.reads)]
  return `create or replace function ${functionName(procedure, 'speakers')}(the_case uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $speakers$
declare
${WHO_ACTS}
  was ${projectionName(procedure)}%rowtype;
begin
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case;
  if not found or not (my_role = any(${textArray(readers)})) or not coalesce(${reachSql(procedure)}, false) then ${NONE} end if;
  perform firewall.note_access(${literal(procedure.compartment)}, 'speaker', was.case_id, was.pseudonym,
    case when my_role in ('person', 'representative') then 'own-data' else 'assist' end);
  return (select coalesce(jsonb_agg(jsonb_build_object('officer', s.officer, 'role', s.role, 'since', s.since, 'putOnBy', s.put_on_by, 'endedAt', s.ended_at) order by s.since), '[]')
    from ${sqlName(procedure.compartment)}.spoken_for s where s.case_id = the_case);
end $speakers$`
}

function functionName(procedure: Procedure, what: 'speaker' | 'speakers'): string {
  return `${sqlName(procedure.compartment)}.${what}_${sqlName(procedure.name)}`
}

/** A case by its id, for whoever reads it; by its number, for an office that only names. */
export type WhichCase = { readonly caseId: string } | { readonly caseNumber: string }

export interface Speaking {
  readonly procedure: string
  readonly of: WhichCase
  /** Id of the officer who speaks. */
  readonly officer: string
  readonly role: OfficerRole
}

/**
 * Puts the officer on the case, who reads it from then on: a serious act where an officer does it. NotFound; StepRefused
 * `not-open-from-here` where the declaration lets others name this role, `signature-missing` with what is to be signed.
 */
export async function putOn(register: Register, who: Who, speaking: Speaking): Promise<void> {
  await act(register, who, 'put', speaking)
}

/** Ends it, at once: what the officer reads next is that there is no such case. Twice does no harm. */
export async function endSpeaking(register: Register, who: Who, speaking: Speaking): Promise<void> {
  await act(register, who, 'end', speaking)
}

function act(register: Register, who: Who, what: 'put' | 'end', { procedure, of, officer, role }: Speaking) {
  const declared = procedureNamed(register, procedure)
  const said = { procedure, of: { ...of }, officer, role }
  const signedAs = createHmac('sha256', register.keyOf('submissions'))
    .update(canonicalJson({ speaker: said }))
    .digest('hex')
  const command = JSON.stringify({ act: what, ...of, officer, role, signedAs })
  return actingAs(register, who, (tx) =>
    sql`select ${sql.raw(functionName(declared, 'speaker'))}(${command})`.execute(tx),
  )
}

const instant = z.string().transform((text) => Temporal.Instant.from(text))
const Speaker = z.object({
  officer: z.string(),
  role: z.string(),
  since: instant,
  putOnBy: z.string(),
  endedAt: instant.nullable(),
})
export type Speaker = z.infer<typeof Speaker>

/** Officers who speak for the person, and who did, in order. NotFound for whoever does not read the case. */
export function speakersOf(
  register: Register,
  who: Who,
  { procedure, caseId }: { readonly procedure: string; readonly caseId: string },
): Promise<readonly Speaker[]> {
  const declared = procedureNamed(register, procedure)
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ speakers: unknown }>`
      select ${sql.raw(functionName(declared, 'speakers'))}(${caseId}) as speakers`.execute(tx)
    return z.array(Speaker).parse(rows[0]?.speakers)
  })
}
