/** Names of people, as the self-check of the ledger wants them. */
import type pg from 'pg'
import { z } from 'zod'
import type { EntryId, ErasedRecord, Json, LiveRecord, Opened } from '../../ledger/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import { NAME_ROW_SELECT, recordOfName } from '../people/name-row.ts'
import { openName } from '../people/names.ts'
import type { KeyId, Vault } from '../seal/vault.ts'
import { sqlName } from '../tables/names.ts'
import { type KeyedCases, keyedCases } from './keyed-cases.ts'
import { rowsOf } from './rows.ts'

const Stored = z.object({
  entry: z.string().transform((text) => text as EntryId), // as the ledger gave it
  salt: z.instanceof(Buffer),
  sealed: z.instanceof(Buffer).nullable(),
  case_id: z.string(),
  no: z.number(),
  key_id: z
    .string()
    .transform((text) => text as KeyId) // as the vault gave it
    .nullable(),
  gone: z.boolean(),
  record: z.json().transform((value) => value as Json), // what PostgreSQL wrote as JSON
})
type Stored = z.infer<typeof Stored>

/** Those that are there. */
export async function* nameRecords(
  client: pg.ClientBase,
  vault: Pick<Vault, 'read'>,
  keyed: KeyedCases,
): AsyncIterable<LiveRecord> {
  for await (const name of namesIn(client, keyed))
    if (!name.gone) yield { ...kept(name), payload: payloadOf(vault, keyed.procedure, name) }
}

/** Those whose content went with their case. */
export async function* erasedNames(client: pg.ClientBase, keyed: KeyedCases): AsyncIterable<ErasedRecord> {
  for await (const name of namesIn(client, keyed)) if (name.gone) yield kept(name)
}

async function* namesIn(client: pg.ClientBase, { procedure, keyedBy }: KeyedCases): AsyncIterable<Stored> {
  const rows = rowsOf(
    client,
    `select n.entry, n.salt, n.sealed, n.case_id, n.no, p.key_id, ${NAME_ROW_SELECT} as record,
       n.sealed is null and exists (select from ${sqlName(procedure.compartment)}.erasure x where x.case_id = n.case_id) as gone
     from identity.name_record n join ${keyedCases(procedure, keyedBy)} p on p.case_id = n.case_id`,
  )
  for await (const row of rows) yield Stored.parse(row)
}

function kept({ entry, salt, record }: Stored): ErasedRecord {
  return { entry, object: { record, salt: Uint8Array.from(salt) } }
}

/** Null where the key is gone, or what is sealed belongs to another place. */
function payloadOf(vault: Pick<Vault, 'read'>, procedure: Procedure, name: Stored): Opened | null {
  const { sealed, key_id, case_id: caseId, no } = name
  if (sealed === null || key_id === null) return null
  try {
    const { salt, record } = openName(vault.read(key_id), { caseId, no, sealed })
    return {
      record: recordOfName(procedure, { caseId, no, record }),
      salt: Uint8Array.from(Buffer.from(salt, 'base64')),
    }
  } catch {
    return null
  }
}
