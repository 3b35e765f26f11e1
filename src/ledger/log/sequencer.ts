/**
 * The sequencer of one log: extend, sign, publish, again and again. One at a time in the whole world, by a lock of the
 * database that dies with the connection. It keeps nothing in memory: whoever comes after a crash goes on from the tables.
 */
import { createHmac } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { logSigner } from '../keys/signer.ts'
import { extend } from './extend.ts'
import type { Pace } from './filler.ts'
import { latestSigned } from './latest.ts'
import { LOGS, type LogName } from './logs.ts'
import { publish } from './publish.ts'
import { refuseRewound, type Signed, SigningStopped, type SigningWith, signHead } from './sign.ts'
import { currentTree, type Tree } from './tree-row.ts'

/** Entries that are taken in one transaction. */
export const BATCH = 5000

export interface LogSettings {
  readonly log: LogName
  /** What the State calls this installation: "register.gov.example". */
  readonly authority: string
  /** 32 secret bytes, from the keys folder. */
  readonly seed: Uint8Array
  /** Folder for the marks and the published files; not part of a backup of the database. */
  readonly folder: string
  /** For a log whose size must tell nothing. */
  readonly pace?: Pace
}

/** Any number that no other program uses: the first bytes of SHA-256("observance ledger"), and one a log. */
const LOCK = 5_108_226_113_000

/** True where this connection is now the log's only sequencer. */
export async function becomeSequencer(client: pg.ClientBase, log: LogName): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
    LOCK + LOGS.indexOf(log),
  ])
  return rows[0]?.mine === true
}

/** How a tree is signed: each has a key of its own, and the mark of its log. */
export function signingWith({ seed, log, folder }: LogSettings, tree: Tree): SigningWith {
  mkdirSync(join(folder, 'marks'), { recursive: true, mode: 0o700 })
  return { signer: signerOf(seed, tree), markPath: join(folder, 'marks', log) }
}

/** A policy takes no two logs with one key, so each number has its own. */
export function signerOf(seed: Uint8Array, { origin }: Tree): SigningWith['signer'] {
  return logSigner(origin, createHmac('sha256', seed).update(`observance ledger ${origin}`).digest())
}

/**
 * One round, by the log's only sequencer: everything that waits is in the tree, and its head is signed and published. Refuses, before it takes anything,
 * a tree that does not hold what was signed: its entries wait, and are not lost.
 */
export async function sequence(client: pg.ClientBase, settings: LogSettings): Promise<Signed> {
  const tree = await currentTree(client, settings.log, settings.authority)
  const signing = signingWith(settings, tree)
  await refuseRewound(client, tree, signing)
  if (settings.pace !== undefined) await extend(client, tree, settings.pace)
  else while ((await extend(client, tree, BATCH)) === BATCH);
  const signed = await signHead(client, tree, signing)
  await publish(client, tree, signed, join(settings.folder, 'public'))
  return signed
}

/** The head for somebody who asks by hand: fresh where nobody keeps the log, else as its sequencer has signed it last. */
export async function headNow(client: pg.ClientBase, settings: LogSettings): Promise<Signed> {
  if (await becomeSequencer(client, settings.log)) return sequence(client, settings)
  const tree = await currentTree(client, settings.log, settings.authority)
  const signed = await latestSigned(client, tree.id)
  if (signed === null) throw new SigningStopped(`${tree.origin} has signed nothing yet.`)
  return signed
}
