/** What a log and a witness without a network pass each other by hand: requests out, cosignatures in, keys to print. */
import type pg from 'pg'
import { checkpointFromText } from '../core/checkpoint.ts'
import { cosignedAt } from '../core/cosignature.ts'
import { NotProved } from '../core/not-proved.ts'
import { keyToText, parseNote } from '../core/note.ts'
import type { Witness } from '../core/policy.ts'
import { requestToText } from '../core/witness-request.ts'
import { keepLine } from './ask-witness.ts'
import { proveGrowth } from './prove.ts'
import { type LogSettings, signerOf } from './sequencer.ts'
import type { Signed } from './sign.ts'
import { currentTree } from './tree-row.ts'

/** The log's public key. */
export async function logKeyText(
  client: pg.ClientBase,
  { log, authority, seed }: Pick<LogSettings, 'log' | 'authority' | 'seed'>,
): Promise<string> {
  return keyToText(signerOf(seed, await currentTree(client, log, authority)).key)
}

/** The request of c2sp.org/tlog-witness as a file. Refuses an old size that the log never had. */
export async function requestFor(
  client: pg.ClientBase,
  settings: LogSettings,
  { signed, oldSize }: { readonly signed: Signed; readonly oldSize: number },
): Promise<string> {
  const { size } = signed.checkpoint
  if (!Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > size)
    throw new NotProved(`Expected an old size from 0 to ${size}, came ${oldSize}.`)
  const tree = await currentTree(client, settings.log, settings.authority)
  return requestToText({ oldSize, proof: await proveGrowth(client, tree.id, oldSize, size), checkpoint: signed.text })
}

/** Keeps a cosignature under the checkpoint that it is for; gives the witness's name. Refuses one that fits none. */
export async function cosignedByPaper(
  client: pg.ClientBase,
  settings: LogSettings,
  { line, witnesses }: { readonly line: string; readonly witnesses: readonly Witness[] },
): Promise<string> {
  const tree = await currentTree(client, settings.log, settings.authority)
  const { rows } = await client.query<{ note: string }>(
    'select note from ledger.checkpoint where tree = $1 order by size desc limit 1000',
    [tree.id],
  )
  for (const { note } of rows)
    for (const witness of witnesses)
      if (isFor(note, line, witness)) {
        await keepLine(client, tree, {
          signed: { checkpoint: checkpointFromText(parseNote(note).text), text: note },
          witness,
          line,
        })
        return witness.name
      }
  throw new NotProved('This is no cosignature of a known witness on a checkpoint that is kept here.')
}

function isFor(note: string, line: string, { key }: Witness): boolean {
  try {
    return cosignedAt(parseNote(`${parseNote(note).text}\n${line}`), key) !== null
  } catch (error) {
    if (error instanceof NotProved) return false
    throw error
  }
}
