/** Who looked at a case: the role and the office, when and why, for the person whose case it is. Never an officer's name. */
import { sql } from 'kysely'
import { z } from 'zod'
import { PURPOSES } from '../../firewall/index.ts'
import type { EntryId, Json } from '../../ledger/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import { reachSql } from '../commit/steps.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../register.ts'
import { limitSql } from '../tables/limit-sql.ts'
import { literal, sqlName } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { NONE, WHO_ACTS } from './functions.ts'

/** More than these are not shown at once; the newest are. */
const MOST_SHOWN = 1000

/**
 * immigration_enforcement.looks_detention(case, look), for whoever comes with its code: all that are shown, or the proof of one of them. A look that is shown later is not there
 * before, nor counted: a gap would tell as much. What the law makes happen by itself is nobody's look.
 */
export function looksFunction(procedure: Procedure): string {
  const later = Object.entries(procedure.reads).flatMap(([role, reads]) =>
    reads?.shownLater === undefined ? [] : [{ role, ...reads.shownLater }],
  )
  const shownAt = later.map(({ role, limit }) => `when ${literal(role)} then ${limitSql('a.at', limit, 'protective')}`)
  const because = later.map(({ role, because: reason }) => `when ${literal(role)} then ${literal(reason)}`)
  const shown = `a.compartment = ${literal(procedure.compartment)} and a.person = any(array(select was.pseudonym union select n.pseudonym from ${sqlName(procedure.compartment)}.earlier_pseudonym n where n.case_id = the_case)) and a.subject = the_case
      and a.role <> 'system' and ${byRole(shownAt, 'a.at')} <= clock_timestamp()`
  return `create or replace function ${looksName(procedure)}(the_case uuid, the_look uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $looks$
declare
${WHO_ACTS}
  was ${projectionName(procedure)}%rowtype;
  proof jsonb;
begin
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case;
  if not found or not coalesce(${reachSql(procedure)}, false) then ${NONE} end if;
  if the_look is not null then
    select jsonb_build_object('entry', a.entry, 'record', firewall.told_of(a)::jsonb, 'salt', encode(firewall.told_salt(a.salt), 'hex')) into proof
    from firewall.access_record a where a.id = the_look and ${shown};
    if proof is null then ${NONE} end if;
    return proof;
  end if;
  perform firewall.note_access(${literal(procedure.compartment)}, 'looks', was.case_id, was.pseudonym, 'own-data');
  return (select coalesce(jsonb_agg(to_jsonb(l) order by l.at desc), '[]') from (
    select a.id, a.at, a.role, a.office, a.kind, a.purpose, ${byRole(because, 'null::text')} as because
    from firewall.access_record a where ${shown}
    order by a.at desc limit ${MOST_SHOWN}) l);
end $looks$`
}

function byRole(branches: readonly string[], otherwise: string): string {
  return branches.length === 0 ? otherwise : `case a.role ${branches.join(' ')} else ${otherwise} end`
}

function looksName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.looks_${sqlName(procedure.name)}`
}

const Look = z.object({
  id: z.string(),
  at: z.string().transform((text) => Temporal.Instant.from(text)),
  /** "judge"; "person" for whoever came with the code. */
  role: z.string(),
  /** Code of the office; null for whoever came with a code. */
  office: z.string().nullable(),
  /** "case", "name", "attachment". */
  kind: z.string(),
  purpose: z.enum(PURPOSES),
  /** Why it was not shown at once. */
  because: z.enum(['protected-person', 'criminal-inquiry']).nullable(),
})
export type Look = z.infer<typeof Look>

/** Who looked at the case of whoever comes with its code, the newest first. NotFound for any other case. */
export function whoLooked(
  register: Register,
  who: Who & { readonly as: 'person' | 'representative' },
  { procedure, caseId }: { readonly procedure: string; readonly caseId: string },
): Promise<readonly Look[]> {
  const declared = procedureNamed(register, procedure)
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ looks: unknown }>`select ${sql.raw(looksName(declared))}(${caseId}) as looks`.execute(
      tx,
    )
    return z.array(Look).parse(rows[0]?.looks)
  })
}

const Proof = z.object({
  entry: z.string().transform((text) => text as EntryId), // as the ledger gave it
  record: z.json().transform((value) => value as Json), // what PostgreSQL wrote as JSON
  salt: z.string().transform((text) => Uint8Array.from(Buffer.from(text, 'hex'))),
})
export type LookRecord = z.infer<typeof Proof>

/** What a leaf of the log of access commits to of one such look, and its salt. NotFound for one that is not shown, or of another case. */
export function lookRecord(
  register: Register,
  who: Who & { readonly as: 'person' | 'representative' },
  { procedure, caseId, look }: { readonly procedure: string; readonly caseId: string; readonly look: string },
): Promise<LookRecord> {
  const declared = procedureNamed(register, procedure)
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ proof: unknown }>`
      select ${sql.raw(looksName(declared))}(${caseId}, ${look}) as proof`.execute(tx)
    return Proof.parse(rows[0]?.proof)
  })
}
