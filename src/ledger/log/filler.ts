/**
 * A log whose size must not tell how much happened grows by the same number of leaves each interval: real ones that wait,
 * and fillers that look like them. Only whoever holds the filler key can tell which are which.
 */
import { createHmac, randomBytes, randomInt, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { toUtf8 } from '../core/bytes.ts'
import { asHash, type Hash, isSameHash } from '../core/hash.ts'
import { type Leaf, leafToBytes } from '../core/leaf.ts'
import type { LogName } from './logs.ts'

export interface Pace {
  readonly everySeconds: number
  readonly leaves: number
  /** What every leaf of this log says: a filler that said something else would be known. */
  readonly like: Pick<Leaf, 'action' | 'policy' | 'software' | 'outcome'>
  /** 32 secret bytes. */
  readonly fillerKey: Uint8Array
}

/** Whether an interval has begun since the log last grew. */
export function isDue({ everySeconds }: Pace, grownAt: number, now: number): boolean {
  return Math.floor(now / everySeconds) > Math.floor(grownAt / everySeconds)
}

/** Adds as many fillers as the interval lacks, with times spread over it. */
export async function fillUp(client: pg.ClientBase, log: LogName, pace: Pace, now: number): Promise<void> {
  const { rows } = await client.query<{ waiting: number }>(
    'select count(*)::int as waiting from (select from ledger.entry where log = $1 limit $2) as found',
    [log, pace.leaves],
  )
  const fillers = Array.from({ length: pace.leaves - (rows[0]?.waiting ?? 0) }, () => fillerOf(pace, now))
  await client.query(
    `insert into ledger.entry (log, id, leaf, appended_at)
       select $1, id, leaf, to_timestamp(at) from unnest($2::uuid[], $3::bytea[], $4::bigint[]) as filler (id, leaf, at)`,
    [log, fillers.map(({ id }) => id), fillers.map(({ leaf }) => leaf), fillers.map(({ at }) => at)],
  )
}

function fillerOf({ everySeconds, like, fillerKey }: Pace, now: number) {
  const id = randomUUID()
  const at = now - randomInt(everySeconds)
  const random = () => asHash(Uint8Array.from(randomBytes(32)), 'Filler')
  const leaf = { ...like, recordedAt: at, actor: random(), object: random(), payload: fillerPayload(fillerKey, id) }
  return { id, at, leaf: Buffer.from(leafToBytes(leaf)) }
}

/** Whether this leaf stands for nothing. */
export function isFiller({ fillerKey }: Pick<Pace, 'fillerKey'>, entry: string, payload: Hash): boolean {
  return isSameHash(payload, fillerPayload(fillerKey, entry))
}

function fillerPayload(key: Uint8Array, entry: string): Hash {
  return asHash(
    Uint8Array.from(
      createHmac('sha256', key)
        .update(toUtf8(`filler ${entry}`))
        .digest(),
    ),
    'Filler',
  )
}
