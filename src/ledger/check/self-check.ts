/**
 * The self-check: the live records themselves are hashed again and compared with their leaves, leaves with tiles, tiles
 * with what was signed. A root over hashes alone would prove nothing about what people read on their pages.
 */
import type pg from 'pg'
import { commitmentOf, SALT_LENGTH } from '../core/commitment.ts'
import { isSameHash } from '../core/hash.ts'
import { type Leaf, leafFromBytes } from '../core/leaf.ts'
import { NotProved } from '../core/not-proved.ts'
import { isFiller } from '../log/filler.ts'
import type { LogName } from '../log/logs.ts'
import type { LogSettings } from '../log/sequencer.ts'
import { beginRead, currentTree, stopSigning, treesOf } from '../log/tree-row.ts'
import { checkGathered } from './check-gathered.ts'
import { checkTree, type LeafRow } from './check-tree.ts'
import type { ErasedRecord, LiveRecord, LiveRecords, Opened } from './live-record.ts'
import { ownRecords } from './own-records.ts'

export interface Finding {
  readonly kind:
    | 'record-changed'
    | 'record-without-leaf'
    | 'leaf-without-record'
    | 'leaf-changed'
    | 'leaf-missing'
    | 'tile-changed'
    | 'checkpoint-changed'
  /** Which one: an entry, or a place in a tree. */
  readonly where: string
}

const BATCH = 1000

/** Checks one log as of one moment; changes nothing. An empty list is a clean log. */
export async function selfCheck(
  client: pg.ClientBase,
  settings: LogSettings,
  records: LiveRecords,
): Promise<readonly Finding[]> {
  await beginRead(client)
  try {
    const known = new Set<string>()
    const findings = await checkRecords(client, settings, { records, known })
    findings.push(...(await checkGathered(client, settings.log, records)))
    const visit = (row: LeafRow) => {
      if (!known.has(row.entry) && !isOfThePace(settings, row))
        findings.push({ kind: 'leaf-without-record', where: row.entry })
    }
    for (const row of await waitingEntries(client, settings.log)) visit(row)
    for (const tree of await treesOf(client, settings.log))
      findings.push(...(await checkTree(client, settings, { tree, visit })))
    return findings
  } finally {
    await client.query('rollback')
  }
}

/** Checks, and stops the signing of a log that is not clean. Needs a role that may write that one thing. */
export async function checkAndStop(
  client: pg.ClientBase,
  settings: LogSettings,
  records: LiveRecords,
): Promise<readonly Finding[]> {
  const findings = await selfCheck(client, settings, records)
  await stopAfter(client, settings, findings)
  return findings
}

/** Stops the signing of a log in which something was found. The check itself may have run on a login that only reads. */
export async function stopAfter(
  client: pg.ClientBase,
  settings: LogSettings,
  findings: readonly Finding[],
): Promise<void> {
  const [first] = findings
  if (first === undefined) return
  const tree = await currentTree(client, settings.log, settings.authority)
  await stopSigning(
    client,
    tree,
    `The self-check found ${findings.length} differences in ${tree.origin}; the first: ${first.kind} at ${first.where}.`,
  )
}

interface Checking {
  readonly records: LiveRecords
  /** Entries that have a record: filled here. */
  readonly known: Set<string>
}

async function checkRecords(
  client: pg.ClientBase,
  { log }: LogSettings,
  { records, known }: Checking,
): Promise<Finding[]> {
  const findings: Finding[] = []
  let batch: Kept[] = []
  const flush = async () => {
    const leaves = await leavesOf(
      client,
      batch.map(({ entry }) => entry),
    )
    for (const one of batch) findings.push(...differences(one, leaves.get(one.entry)))
    batch = []
  }
  const erased = records.readErased(client, log)
  for (const source of [records.readRecords(client, log), ownRecords(client, log), erased])
    for await (const record of source) {
      known.add(record.entry)
      batch.push(record)
      if (batch.length === BATCH) await flush()
    }
  await flush()
  return findings
}

type Kept = LiveRecord | ErasedRecord

function differences(kept: Kept, bytes: Uint8Array | undefined): Finding[] {
  const where = kept.entry
  if (bytes === undefined) return [{ kind: 'record-without-leaf', where }]
  const leaf = readable(bytes)
  if (leaf === null) return [{ kind: 'leaf-changed', where }]
  const same =
    (!('payload' in kept) || isCommitted('payload', kept.payload, leaf)) &&
    (kept.object === undefined || isCommitted('object', kept.object, leaf))
  return same ? [] : [{ kind: 'record-changed', where }]
}

function isCommitted(kind: 'payload' | 'object', opened: Opened | null, leaf: Leaf): boolean {
  return (
    opened !== null &&
    opened.salt.length === SALT_LENGTH &&
    isSameHash(commitmentOf(kind, opened.salt, opened.record), leaf[kind])
  )
}

/** Leaves in a tree, and those that wait to come into one. */
async function leavesOf(client: pg.ClientBase, entries: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const { rows } = await client.query<{ entry: string; leaf: Buffer }>(
    'select entry, leaf from ledger.leaf where entry = any ($1) union all select id, leaf from ledger.entry where id = any ($1)',
    [entries],
  )
  return new Map(rows.map(({ entry, leaf }) => [entry, Uint8Array.from(leaf)]))
}

/** A record is committed with its entry: neither is ever there alone, also before the sequencer has come. */
async function waitingEntries(client: pg.ClientBase, log: LogName): Promise<readonly LeafRow[]> {
  const { rows } = await client.query<{ entry: string; leaf: Buffer }>(
    'select id as entry, leaf from ledger.entry where log = $1',
    [log],
  )
  return rows.map(({ entry, leaf }) => ({ entry, leaf: Uint8Array.from(leaf) }))
}

function isOfThePace({ pace }: LogSettings, { entry, leaf }: LeafRow): boolean {
  const read = readable(leaf)
  return pace !== undefined && read !== null && isFiller(pace, entry, read.payload)
}

function readable(bytes: Uint8Array): Leaf | null {
  try {
    return leafFromBytes(bytes)
  } catch (error) {
    if (error instanceof NotProved) return null
    throw error
  }
}
