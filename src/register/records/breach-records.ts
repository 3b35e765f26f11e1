/** Breaches and what was said of them, as the self-check of the ledger wants them. */
import type pg from 'pg'
import { z } from 'zod'
import type { EntryId, ErasedRecord, Json, LiveRecord, Opened } from '../../ledger/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import { WORD_SELECT } from '../breaches/functions.ts'
import { BREACH_SELECT } from '../breaches/leaf.ts'
import { recordOfWord } from '../breaches/word.ts'
import { placeOfWord, SaidText } from '../case-file.ts'
import { unseal } from '../seal/seal.ts'
import type { KeyId, Vault } from '../seal/vault.ts'
import { sqlName } from '../tables/names.ts'
import { type KeyedCases, keyedCases } from './keyed-cases.ts'

const Word = z.object({
  entry: z.string().transform((text) => text as EntryId), // as the ledger gave it
  salt: z.instanceof(Buffer),
  sealed: z.instanceof(Buffer).nullable(),
  word_id: z.string(),
  case_id: z.string(),
  key_id: z
    .string()
    .transform((text) => text as KeyId) // as the vault gave it
    .nullable(),
  gone: z.boolean(),
  record: z.json().transform((value) => value as Json), // what PostgreSQL wrote as JSON
})
type Word = z.infer<typeof Word>

const Breach = z.object({ entry: Word.shape.entry, salt: Word.shape.salt, record: Word.shape.record })

/** Every breach, as it was found. */
export async function* breachRecords(client: pg.ClientBase, procedure: Procedure): AsyncIterable<LiveRecord> {
  const { rows } = await client.query<object>(
    `select b.entry, b.salt, ${BREACH_SELECT} as record from ${sqlName(procedure.compartment)}.breach b where b.procedure = $1`,
    [procedure.name],
  )
  for (const row of rows) {
    const { entry, salt, record } = Breach.parse(row)
    const opened = { record, salt: Uint8Array.from(salt) }
    yield { entry, payload: opened, object: opened }
  }
}

/** Words whose text is there. */
export async function* wordsOnBreaches(
  client: pg.ClientBase,
  vault: Pick<Vault, 'read'>,
  keyed: KeyedCases,
): AsyncIterable<LiveRecord> {
  for (const word of await wordsOf(client, keyed))
    if (!word.gone) yield { ...kept(word), payload: payloadOf(vault, keyed.procedure, word) }
}

/** Words whose text went with their case. */
export async function* erasedWords(client: pg.ClientBase, keyed: KeyedCases): AsyncIterable<ErasedRecord> {
  for (const word of await wordsOf(client, keyed)) if (word.gone) yield kept(word)
}

/** There are few: people write them one by one. */
async function wordsOf(client: pg.ClientBase, { procedure, keyedBy }: KeyedCases): Promise<readonly Word[]> {
  const schema = sqlName(procedure.compartment)
  const { rows } = await client.query<object>(
    `select w.entry, w.salt, w.sealed, w.word_id, w.case_id, p.key_id, ${WORD_SELECT} as record,
       w.erased and w.sealed is null and exists (select from ${schema}.erasure x where x.case_id = w.case_id) as gone
     from ${schema}.breach_word w join ${schema}.breach b using (breach_id)
     left join ${keyedCases(procedure, keyedBy)} p on p.case_id = w.case_id where b.procedure = $1`,
    [procedure.name],
  )
  return rows.map((row) => Word.parse(row))
}

function kept({ entry, salt, record }: Word): ErasedRecord {
  return { entry, object: { record, salt: Uint8Array.from(salt) } }
}

/** Null where the key is gone, or what is sealed belongs to another place. */
function payloadOf(vault: Pick<Vault, 'read'>, procedure: Procedure, word: Word): Opened | null {
  const { sealed, key_id, case_id: caseId, word_id: key } = word
  if (sealed === null || key_id === null) return null
  try {
    const { salt, text } = SaidText.parse(unseal(vault.read(key_id), placeOfWord(procedure, caseId, key), sealed))
    return {
      record: recordOfWord(procedure, { caseId, key, text }),
      salt: Uint8Array.from(Buffer.from(salt, 'base64')),
    }
  } catch {
    return null
  }
}
