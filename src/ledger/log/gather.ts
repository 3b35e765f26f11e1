/**
 * Records that come into a log together: those of an interval are one leaf, so that however many there are, the log grows
 * evenly and the leaf is told from no other. Each commitment is kept, and each record is checked against its own.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { canonicalJson } from '../core/canonical.ts'
import { commitmentOf } from '../core/commitment.ts'
import { asHash, type Hash, hashToText } from '../core/hash.ts'
import { leafToBytes } from '../core/leaf.ts'
import type { Pace } from './filler.ts'
import type { LogName } from './logs.ts'

/** What the leaf of an interval commits to: the commitments in Base64 by the ids of their entries. */
export interface Gathered {
  readonly gathered: Readonly<Record<string, string>>
}

/** Of a flood the rest waits for the next interval. */
const MOST = 20_000

/** Makes one waiting entry of all that was gathered, with a time like a filler's; none where nothing was. */
export async function enterGathered(client: pg.ClientBase, log: LogName, pace: Pace, now: number): Promise<void> {
  const { rows } = await client.query<{ id: string; commitment: Buffer }>(
    `delete from ledger.gathered where ctid = any (array(select ctid from ledger.gathered where log = $1 limit $2))
       returning id, commitment`,
    [log, MOST],
  )
  if (rows.length === 0) return
  const record: Gathered = {
    gathered: Object.fromEntries(
      rows.map(({ id, commitment }) => [id, hashToText(asHash(Uint8Array.from(commitment), 'Commitment'))]),
    ),
  }
  const [salt, at, entry] = [randomBytes(32), now - randomInt(pace.everySeconds), randomUUID()]
  const leaf = leafToBytes({
    ...pace.like,
    recordedAt: at,
    actor: once(),
    object: once(),
    payload: commitmentOf('payload', salt, { ...record }),
  })
  await client.query('insert into ledger.entry (log, id, leaf, appended_at) values ($1, $2, $3, to_timestamp($4))', [
    log,
    entry,
    Buffer.from(leaf),
    at,
  ])
  await client.query('insert into ledger.own_record (entry, log, record, salt) values ($1, $2, $3::jsonb, $4)', [
    entry,
    log,
    canonicalJson({ ...record }),
    salt,
  ])
}

function once(): Hash {
  return asHash(Uint8Array.from(randomBytes(32)), 'Name')
}

/** Every commitment that was gathered, in Base64, by the id of its entry: those that wait, and those that are in the log. */
export async function gatheredIn(client: pg.ClientBase, log: LogName): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; commitment: string }>(
    `select id::text, encode(commitment, 'base64') as commitment from ledger.gathered where log = $1
     union all
     select each.key, each.value from ledger.own_record r cross join jsonb_each_text(r.record -> 'gathered') each where r.log = $1`,
    [log],
  )
  return new Map(rows.map(({ id, commitment }) => [id, commitment]))
}
