/**
 * Tickets: what tells the database who acts on a connection. A setting alone could be changed by injected SQL, so each carries
 * a code (HMAC-SHA-256) of who acts, under a key of the very backend and its login that no login role can read.
 */
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'

/** Who acts. */
export interface Bearer {
  /** A uuid. */
  readonly officer: string
  /** "judge"; "person"; "system". */
  readonly role: string
  /** Code of the office whose cases they work on; empty where there is none. */
  readonly office: string
}

/** The connection on which they act. */
export interface Backend {
  readonly login: string
  readonly pid: number
  /** Microseconds since 1970, as the database has it. */
  readonly startedAt: string
}

export interface Secret {
  readonly id: string
  readonly key: Buffer
}

/** The key of a backend's tickets, as firewall.enter makes it: for this login, this process and its beginning alone. */
export function backendKey(secret: Secret, { login, pid, startedAt }: Backend): Buffer {
  return createHmac('sha256', secret.key).update(['v2', login, pid, startedAt].join('|')).digest()
}

/** The ticket of one officer on the backend with that key. Refuses what would blur where one field ends and the next begins. */
export function ticketFor(key: Buffer, { officer, role, office }: Bearer): string {
  for (const field of [officer, role, office])
    if (!/^[\w.:-]{0,100}$/.test(field)) throw new Error(`no field of a ticket: ${JSON.stringify(field)}`)
  const acts = [officer, role, office].join('|')
  return `${acts}|${createHmac('sha256', key).update(acts).digest('hex')}`
}

/** After so long a process makes a new secret, at its next transaction. */
export const NEW_SECRET_AFTER_MINUTES = 60

/** Makes a secret and puts it where the database alone reads it; those of processes that are long gone end. */
export async function makeSecret(owner: pg.Client): Promise<Secret> {
  const secret = { id: randomUUID(), key: randomBytes(32) }
  await owner.query("delete from firewall.ticket_secret where made_at < now() - interval '24 hours'")
  // No connection of a login grows so old (see `login` in src/store/open.ts).
  await owner.query("delete from firewall.backend where entered_at < now() - interval '24 hours'")
  await owner.query('insert into firewall.ticket_secret (id, inner_pad, outer_pad) values ($1, $2, $3)', [
    secret.id,
    padded(secret.key, 0x36),
    padded(secret.key, 0x5c),
  ])
  return secret
}

/** RFC 2104: the key, filled up to a block of the hash, exclusive-or the byte of the pad. */
function padded(key: Buffer, pad: number): Buffer {
  return Buffer.concat([key], 64).map((byte) => byte ^ pad) as Buffer
}
