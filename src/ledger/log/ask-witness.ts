/**
 * The log's side of its witnesses: each gets the new head with a proof that it holds the old one, and its line is kept
 * under the checkpoint. A witness that has seen more than we have stops the signing: our database has gone back.
 */
import type pg from 'pg'
import { fromDecimal } from '../core/bytes.ts'
import { cosignedAt } from '../core/cosignature.ts'
import { NotProved, shown } from '../core/not-proved.ts'
import { linesOf, noteToText, parseNote } from '../core/note.ts'
import type { Witness } from '../core/policy.ts'
import { requestToText } from '../core/witness-request.ts'
import { proveGrowth } from './prove.ts'
import type { Signed } from './sign.ts'
import { stopSigning, type Tree } from './tree-row.ts'

const PATIENCE_MS = 10_000

/** Gets and keeps one witness's cosignature. Refuses an answer that is none; where the witness does not answer, fails. */
export async function askWitness(client: pg.ClientBase, tree: Tree, signed: Signed, witness: Witness): Promise<void> {
  const { size } = signed.checkpoint
  let oldSize = await lastSizeOf(client, tree, witness)
  for (let attempt = 0; attempt < 2; attempt++) {
    const proof = await proveGrowth(client, tree.id, oldSize, size)
    const answer = await post(witness, requestToText({ oldSize, proof, checkpoint: signed.text }))
    if (answer.status === 200) return keepLine(client, tree, { signed, witness, line: answer.body })
    if (answer.status !== 409)
      throw new NotProved(`${witness.name} refused the checkpoint (${answer.status}): ${shown(answer.body)}.`)
    const seen = fromDecimal(answer.body.trimEnd(), `Size that ${witness.name} has seen`)
    if (seen > size || seen === oldSize) {
      const reason = `${witness.name} has seen ${seen} leaves of ${tree.origin} that are not in these ${size}: an old backup has been put back, or the log has been rewritten.`
      await stopSigning(client, tree, reason)
      throw new NotProved(reason)
    }
    oldSize = seen
  }
  throw new NotProved(`${witness.name} names another size each time.`)
}

async function post({ url }: Witness, body: string): Promise<{ status: number; body: string }> {
  const response = await fetch(`${url}/add-checkpoint`, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  return { status: response.status, body: await response.text() }
}

/** What the witness has cosigned as far as we know; it corrects us. */
async function lastSizeOf(client: pg.ClientBase, tree: Tree, { key }: Witness): Promise<number> {
  const { rows } = await client.query<{ size: string; note: string }>(
    'select size, note from ledger.checkpoint where tree = $1 and witnesses > 0 order by size desc limit 20',
    [tree.id],
  )
  const found = rows.find(({ note }) => linesOf(parseNote(note), key).length > 0)
  return found === undefined ? 0 : Number(found.size)
}

interface Kept {
  readonly signed: Signed
  readonly witness: Witness
  readonly line: string
}

/** Adds a witness's line to a checkpoint, in place of an older line of the same witness. */
export async function keepLine(client: pg.ClientBase, tree: Tree, { signed, witness, line }: Kept): Promise<void> {
  const note = parseNote(`${signed.text}${line}`)
  if (cosignedAt(note, witness.key) === null)
    throw new NotProved(`${witness.name} answered without a cosignature of its own.`)
  const own = linesOf(parseNote(`${note.text}\n${line}`), witness.key)
  const { rows } = await client.query<{ note: string }>(
    'select note from ledger.checkpoint where tree = $1 and size = $2 for update',
    [tree.id, signed.checkpoint.size],
  )
  const stored = parseNote(rows[0]?.note ?? signed.text)
  const others = stored.signatures.filter((one) => one.name !== witness.key.name || one.id !== witness.key.id)
  const signatures = [...others, ...own]
  await client.query(
    `insert into ledger.checkpoint (tree, size, note, witnesses) values ($1, $2, $3, $4)
       on conflict (tree, size) do update set note = excluded.note, witnesses = excluded.witnesses`,
    [tree.id, signed.checkpoint.size, noteToText({ text: note.text, signatures }), signatures.length - 1],
  )
}
