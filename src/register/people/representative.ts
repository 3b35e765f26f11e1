/**
 * Whom the person of a case chose to speak for them: a relative, a friend, a trade union. One at a time, named and ended by the
 * person; they come with a code of their own and act as `representative`, so that what they do is told from what the person did.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { code, codeList, type Fact, type Procedure, short } from '../../procedures/index.ts'
import { reachSql } from '../commit/steps.ts'
import { readFacts } from '../judgement/index.ts'
import { Refused } from '../refused.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../register.ts'
import { seal, unseal } from '../seal/seal.ts'
import type { KeyId } from '../seal/vault.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { NONE, nameReaders, WHO_ACTS } from './functions.ts'

export const RELATION = codeList('representativeRelation', [
  'family',
  'friend',
  'organization',
  'trade-union',
  'lawyer',
  'other',
])

/** What is known of a representative. */
export const REPRESENTATIVE_FACTS: Readonly<Record<string, Fact>> = {
  name: short('As the person calls them.', { personal: true }),
  relation: code(RELATION, 'Who that is to the person.', { personal: true }),
  contact: short('How they are reached.', { personal: true }),
}

export interface Representative {
  readonly id: string
  readonly since: Temporal.Instant
  readonly name?: string
  readonly relation?: string
  readonly contact?: string
}

interface OfCase {
  readonly procedure: string
  readonly caseId: string
}

/** Statements for a procedure. */
export function representativeFunctions(procedure: Procedure): readonly string[] {
  return [nameFunction(procedure), endFunction(procedure), representativeOfFunction(procedure)]
}

/** immigration_enforcement.name_representative_detention(case, id, sealed): for the person alone; whoever spoke before ends. */
function nameFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  return functionOf(procedure, {
    signature: 'name_representative(the_case uuid, representative uuid, sealed bytea) returns uuid',
    who: "my_role = 'person'",
    body: `if representative is null then return was.key_id; end if;
  update ${schema}.representative r set ended_at = clock_timestamp(), ended_by = my_role where r.case_id = the_case and r.ended_at is null;
  insert into ${schema}.representative (representative_id, case_id, sealed, since) values (representative, the_case, sealed, clock_timestamp());
  return was.key_id;`,
  })
}

/** The person ends it, and so does the representative. */
function endFunction(procedure: Procedure): string {
  return functionOf(procedure, {
    signature: 'end_representative(the_case uuid) returns boolean',
    who: "my_role in ('person', 'representative')",
    body: `update ${sqlName(procedure.compartment)}.representative r set ended_at = clock_timestamp(), ended_by = my_role
    where r.case_id = the_case and r.ended_at is null;
  return found;`,
  })
}

/** For the person, and for whoever is shown names. */
function representativeOfFunction(procedure: Procedure): string {
  return functionOf(procedure, {
    signature: 'representative_of(the_case uuid) returns jsonb',
    who: `my_role = any(${textArray(['person', 'representative', ...nameReaders(procedure)])})`,
    body: `return (select jsonb_build_object('id', r.representative_id, 'since', r.since, 'sealed', encode(r.sealed, 'base64'), 'keyId', was.key_id)
    from ${sqlName(procedure.compartment)}.representative r where r.case_id = the_case and r.ended_at is null);`,
  })
}

function functionOf(
  procedure: Procedure,
  { signature, who, body }: { readonly signature: string; readonly who: string; readonly body: string },
): string {
  const [name, ...rest] = signature.split('(')
  return `create or replace function ${sqlName(procedure.compartment)}.${name}_${sqlName(procedure.name)}(${rest.join('(')}
language plpgsql security definer set search_path = pg_catalog, pg_temp as $representative$
#variable_conflict use_variable
declare
${WHO_ACTS}
  was ${projectionName(procedure)}%rowtype;
begin
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case and not p.erased for no key update;
  if not found or not (${who}) or not coalesce(${reachSql(procedure)}, false) then ${NONE} end if;
  perform firewall.note_access(${literal(procedure.compartment)}, 'representative', was.case_id, was.pseudonym,
    case when my_role in ('person', 'representative') then 'own-data' else 'assist' end);
  ${body}
end $representative$`
}

function nameOfFunction(
  procedure: Procedure,
  what: 'name_representative' | 'end_representative' | 'representative_of',
) {
  return sql.raw(`${sqlName(procedure.compartment)}.${what}_${sqlName(procedure.name)}`)
}

/** Names who speaks for the person from now on, in place of whoever did. Refuses (`Refused`) what is no name; NotFound. */
export async function nameRepresentative(
  register: Register,
  who: Who & { readonly as: 'person' },
  { procedure, caseId, given }: OfCase & { readonly given: Readonly<Record<string, unknown>> },
): Promise<string> {
  const declared = procedureNamed(register, procedure)
  const { facts, refusals } = readFacts(given, {
    procedure: { facts: REPRESENTATIVE_FACTS, safeguards: {} },
    may: Object.keys(REPRESENTATIVE_FACTS),
    now: Temporal.Now.instant(),
    calendar: register.calendar,
  })
  const missing = { rule: 'missing', fact: 'name', safeguard: null, cite: [], params: {} }
  if (refusals.length > 0) throw new Refused(refusals)
  if (facts.name === undefined) throw new Refused([missing])
  const id = randomUUID()
  return actingAs(register, who, async (tx) => {
    const call = async (representative: string | null, sealed: Buffer | null) => {
      const { rows } = await sql<{ key: KeyId }>`
        select ${nameOfFunction(declared, 'name_representative')}(${caseId}, ${representative}, ${sealed}) as key`.execute(
        tx,
      )
      if (rows[0] === undefined) throw new Error('internal error: a case without a key')
      return rows[0].key
    }
    const key = register.vault.read(await call(null, null))
    await call(id, seal(key, placeOf(caseId, id), facts))
    return id
  })
}

/** Ends it at once: with their code nothing opens any more. */
export async function endRepresentative(register: Register, who: Who, { procedure, caseId }: OfCase): Promise<void> {
  const declared = procedureNamed(register, procedure)
  await actingAs(register, who, (tx) =>
    sql`select ${nameOfFunction(declared, 'end_representative')}(${caseId})`.execute(tx),
  )
}

const Found = z.nullable(
  z.object({
    id: z.string(),
    since: z.string().transform((text) => Temporal.Instant.from(text)),
    sealed: z.string().nullable(),
    keyId: z.string().transform((text) => text as KeyId), // as the vault gave it
  }),
)

/** Who speaks for the person; null where nobody does. */
export function representativeOf(
  register: Register,
  who: Who,
  { procedure, caseId }: OfCase,
): Promise<Representative | null> {
  const declared = procedureNamed(register, procedure)
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ found: unknown }>`
      select ${nameOfFunction(declared, 'representative_of')}(${caseId}) as found`.execute(tx)
    const found = Found.parse(rows[0]?.found)
    if (found === null) return null
    const { id, since, sealed, keyId } = found
    if (sealed === null) return { id, since }
    const known = unseal(register.vault.read(keyId), placeOf(caseId, id), Buffer.from(sealed, 'base64'))
    return { ...(known as object), id, since } // read by its facts before it was sealed
  })
}

/** Where it belongs: it opens nowhere else. */
function placeOf(caseId: string, id: string): readonly string[] {
  return ['identity', caseId, `representative ${id}`]
}
