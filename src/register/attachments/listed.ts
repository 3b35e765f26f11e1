/** Which files a case has, as its reader may know them: told with the case, whose access record stands. Their content is another look. */
import { z } from 'zod'
import type { Procedure } from '../../procedures/index.ts'
import { KeyDestroyed, type KeyId, type Vault } from '../seal/vault.ts'
import { literal, sqlName } from '../tables/names.ts'
import { describeFile, type FileDescription } from './attachment.ts'

export interface ListedFile extends FileDescription {
  /** What the fact is given as. */
  readonly id: string
  readonly fact: string
  /** When it was kept. */
  readonly at: Temporal.Instant
}

/** For the answer of open_P(): sealed but for its fact. Null where the procedure has no file among its facts. */
export function listedSql(procedure: Procedure): string {
  const facts = Object.entries(procedure.facts).flatMap(([name, { is }]) => (is.kind === 'file' ? [name] : []))
  if (facts.length === 0) return "'[]'::jsonb"
  return `(select coalesce(jsonb_agg(jsonb_build_object('id', a.attachment_id, 'fact', a.fact, 'at', a.at, 'fileKeyId', a.file_key_id, 'sealed', encode(a.sealed, 'base64')) order by a.at), '[]')
      from ${sqlName(procedure.compartment)}.attachment a where a.case_id = the_case and a.fact in (${facts.map(literal).join(', ')}))`
}

export const StoredFile = z.object({
  id: z.string(),
  fact: z.string(),
  at: z.string().transform((text) => Temporal.Instant.from(text)),
  fileKeyId: z.string().transform((text) => text as KeyId), // as the vault gave it
  sealed: z.string(),
})

/** The file as it is described; none where its own key was destroyed. */
export function listedFile(
  vault: Vault,
  caseKey: Buffer,
  { id, fact, at, fileKeyId, sealed }: z.infer<typeof StoredFile>,
): readonly ListedFile[] {
  try {
    return [{ id, fact, at, ...describeFile(caseKey, vault.read(fileKeyId), { id, sealed }) }]
  } catch (error) {
    if (error instanceof KeyDestroyed) return []
    throw error
  }
}
