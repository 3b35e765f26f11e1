/** The functions through which files of a case are kept and read. What lies in the tables is sealed; they say who may. */
import { type Actor, isOfficerRole, type Procedure } from '../../procedures/index.ts'
import { readsFact } from '../commit/open.ts'
import { actors, reachSql } from '../commit/steps.ts'
import { correctable, stepsOf } from '../judgement/index.ts'
import { onceFor } from '../once-for.ts'
import { NONE, WHO_ACTS } from '../people/functions.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { MOST_BYTES } from './tables.ts'

/** Statements for a procedure; none where it has no file among its facts. */
export function attachmentFunctions(procedure: Procedure): readonly string[] {
  if (fileFacts(procedure).length === 0) return []
  return [attachFunction(procedure), chunkFunction(procedure), readFunction(procedure), listFunction(procedure)]
}

/** Facts of the procedure that are files. */
export const fileFacts = onceFor((procedure: Procedure): readonly string[] =>
  Object.entries(procedure.facts).flatMap(([name, { is }]) => (is.kind === 'file' ? [name] : [])),
)

/** Whether files of the fact come sealed. */
export function isSealedFile(procedure: Procedure, fact: string): boolean {
  const { is } = procedure.facts[fact] ?? {}
  return is?.kind === 'file' && is.sealed
}

/** Who gives a file in some step after the opening: there is no key before it. */
export function givers(procedure: Procedure): readonly Actor[] {
  return actors(procedure).filter((role) => role !== 'system' && givenBy(procedure, role).length > 0)
}

/** Who is shown one. */
export function fileReaders(procedure: Procedure): readonly string[] {
  const officers = Object.keys(procedure.reads).filter(
    (role) => isOfficerRole(role) && fileFacts(procedure).some((fact) => readsFact(procedure, role, fact)),
  )
  return ['person', 'representative', ...officers]
}

function givenBy(procedure: Procedure, role: Actor): readonly string[] {
  const files = fileFacts(procedure)
  const given = stepsOf(procedure)
    .filter(({ kind, by }) => kind !== 'open' && by.includes(role))
    .flatMap(({ needs, takes }) => [...needs, ...takes])
  return files.filter((fact) => given.includes(fact) || correctable(procedure, role).includes(fact))
}

/** Which facts each role gives. Whoever comes with a code gives what anyone may. */
function givesSql(procedure: Procedure): string {
  const roles = [...new Set(givers(procedure).map((role) => (role === 'anyone' ? 'person' : role)))]
  return byRole(
    roles.map((role) => [
      role,
      [...new Set([...givenBy(procedure, role), ...(role === 'person' ? givenBy(procedure, 'anyone') : [])])],
    ]),
  )
}

function readsSql(procedure: Procedure): string {
  const own = fileFacts(procedure).filter(
    (fact) => procedure.person.reads === 'all' || procedure.person.reads.includes(fact),
  )
  return byRole(
    fileReaders(procedure).map((role) => [
      role,
      isOfficerRole(role) ? fileFacts(procedure).filter((fact) => readsFact(procedure, role, fact)) : own,
    ]),
  )
}

function byRole(roles: readonly (readonly [string, readonly string[]])[]): string {
  if (roles.length === 0) return "'{}'::text[]"
  return `(case my_role ${roles.map(([role, facts]) => `when ${literal(role)} then ${textArray(facts)}`).join(' ')} else '{}' end)`
}

interface Body {
  readonly signature: string
  readonly declares?: string
  readonly body: string
}

function functionOf(procedure: Procedure, { signature, declares = '', body }: Body): string {
  const [name, ...rest] = signature.split('(')
  return `create or replace function ${sqlName(procedure.compartment)}.${name}_${sqlName(procedure.name)}(${rest.join('(')}
language plpgsql security definer set search_path = pg_catalog, pg_temp as $attachment$
#variable_conflict use_variable
declare
${WHO_ACTS}
  was ${projectionName(procedure)}%rowtype;
  ${declares}
begin
  select * into was from ${projectionName(procedure)} p where p.case_id = the_case for share;
  if not found or not coalesce(${reachSql(procedure)}, false) then ${NONE} end if;
  ${body}
end $attachment$`
}

/**
 * attach_complaint(case, purpose, command): with no command it says whether one may, and under which key. Files of one case wait
 * for each other, so that together they do not come to more than a case may have.
 */
function attachFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  return functionOf(procedure, {
    signature: 'attach(the_case uuid, the_fact text, purpose text, command jsonb) returns uuid',
    declares: 'kept bigint;',
    body: `if not (the_fact = any(${givesSql(procedure)})) then ${NONE} end if;
  if command is null then
    perform firewall.note_access(${literal(procedure.compartment)}, 'attachment', the_case, was.pseudonym, purpose);
    return was.key_id;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(the_case::text, 34));
  if exists (select from ${schema}.attachment a where a.attachment_id = (command->>'id')::uuid) then return null; end if;
  select coalesce(sum(a.bytes), 0) into kept from ${schema}.attachment a where a.case_id = the_case;
  if kept + (command->>'bytes')::integer > ${MOST_BYTES.case} then raise exception 'too much' using errcode = 'OB134'; end if;
  insert into ${schema}.attachment (attachment_id, case_id, fact, officer, sealed, file_key_id, bytes, chunks, at)
    values ((command->>'id')::uuid, the_case, the_fact, me, decode(command->>'sealed', 'base64'), (command->>'fileKeyId')::uuid,
      (command->>'bytes')::integer, (command->>'chunks')::integer, clock_timestamp());
  return was.key_id;`,
  })
}

/** A chunk of a file that whoever acts is keeping just now. Each number once, and none above what was said. */
function chunkFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  return functionOf(procedure, {
    signature: 'attach_chunk(the_case uuid, attachment uuid, no integer, sealed bytea) returns void',
    body: `if not exists (select from ${schema}.attachment a where a.attachment_id = attachment and a.case_id = the_case and a.officer = me
      and no between 1 and a.chunks and a.at > transaction_timestamp()) then ${NONE} end if;
  insert into ${schema}.attachment_chunk (attachment_id, no, sealed) values (attachment, no, sealed);`,
  })
}

/** The file, for whoever reads the fact it belongs to: its access record is written first. */
function readFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  return functionOf(procedure, {
    signature: 'attachment(the_case uuid, attachment uuid, purpose text) returns jsonb',
    declares: 'answer jsonb;',
    body: `select jsonb_build_object('keyId', was.key_id, 'fileKeyId', a.file_key_id, 'fact', a.fact, 'sealed', encode(a.sealed, 'base64'),
      'chunks', (select coalesce(jsonb_agg(encode(k.sealed, 'base64') order by k.no), '[]') from ${schema}.attachment_chunk k where k.attachment_id = attachment))
    into answer from ${schema}.attachment a
    where a.attachment_id = attachment and a.case_id = the_case and a.fact = any(${readsSql(procedure)});
  if answer is null then ${NONE} end if;
  perform firewall.note_access(${literal(procedure.compartment)}, 'attachment', the_case, was.pseudonym, purpose);
  return answer;`,
  })
}

/** Whether each of these facts names a file of this case that was kept for it. */
function listFunction(procedure: Procedure): string {
  return functionOf(procedure, {
    signature: 'attached(the_case uuid, files jsonb) returns text[]',
    body: `return array(select f.key from jsonb_each_text(files) f where not exists (
    select from ${sqlName(procedure.compartment)}.attachment a where a.attachment_id = f.value::uuid and a.case_id = the_case and a.fact = f.key));`,
  })
}
