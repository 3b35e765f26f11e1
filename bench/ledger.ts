/**
 * The ledger: what leaving an entry costs, how fast entries come into the signed tree, and how long a whole log takes to
 * verify. Beside each stands the same without the ledger: the bare insert, the bare hash.
 */
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { appendOne, bundleInLog, waitingLeaves } from '../src/ledger/fixtures/large-log.ts'
import {
  audit,
  becomeSequencer,
  checkpointFromText,
  type LogSettings,
  parseNote,
  sequence,
  verifyBundle,
} from '../src/ledger/index.ts'
import type { Store } from '../src/store/index.ts'
import type { Figure, Measurement } from './measurement.ts'
import { inTurn, median, timed } from './samples.ts'
import { withStore } from './store.ts'

/** The issue's: a log of a million leaves within a minute. */
const LEAVES = 1_000_000
const GOAL_S = 60

export const ledger: Measurement = { name: 'ledger', run: () => withStore(run) }

async function run(store: Store): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'observance-bench-ledger-'))
  const client = await store.ownerClient()
  try {
    const settings: LogSettings = { log: 'register', authority: 'bench.invalid', seed: new Uint8Array(32), folder }
    await becomeSequencer(client, settings.log)
    return [
      ...(await appending(client, settings)),
      ...(await sequencing(client, settings)),
      ...(await verifying(client, settings)),
    ]
  } finally {
    await client.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One durable transaction each, on one connection. */
async function appending(client: pg.Client, settings: LogSettings): Promise<Figure[]> {
  await client.query(
    'create schema bench; create table bench.plain (id uuid default gen_random_uuid() primary key, leaf bytea not null)',
  )
  const { work, floor } = await inTurn(
    () => appendOne(client),
    () => client.query("insert into bench.plain (leaf) values (convert_to(repeat('x', 300), 'UTF8'))"),
    { warmUp: 50, rounds: 500 },
  )
  await sequence(client, settings)
  return [
    {
      name: 'ledger, an entry in a transaction of its own',
      value: median(work),
      unit: 'ms',
      floor: { what: 'a plain insert of as many bytes', value: median(floor) },
    },
  ]
}

/** All that waits, taken in, hashed, stored in tiles, signed and published. */
async function sequencing(client: pg.Client, settings: LogSettings): Promise<Figure[]> {
  const count = LEAVES - 550
  await waitingLeaves(client, count)
  const taken = await timed(() => sequence(client, settings))
  // Each leaf has a node in the frontier, and one in a tile.
  const floor = await timed(() => bareHashes(count, 2))
  return [
    {
      name: `ledger, ${count} entries into the signed tree, each thousand`,
      value: taken / (count / 1000),
      unit: 'ms',
      goal: 1000,
      floor: { what: 'their hashes alone', value: floor / (count / 1000) },
    },
  ]
}

async function verifying(client: pg.Client, settings: LogSettings): Promise<Figure[]> {
  const signed = await sequence(client, settings)
  const old = checkpointFromText(parseNote(signed.text).text)
  if (old.size !== LEAVES) throw new Error(`the log has ${old.size} leaves, not ${LEAVES}`)
  const audited = await timed(() => audit(client, old))
  const floor = await timed(() => bareHashes(LEAVES, 1))
  const bundle = await bundleInLog(client, settings)
  const proof = await inTurn(
    () => verifyBundle(bundle),
    () => bareHashes(20, 1),
    { warmUp: 20, rounds: 100 },
  )
  return [
    {
      name: `ledger, verification of a log of ${LEAVES} leaves, from the database`,
      value: audited / 1000,
      unit: 's',
      goal: GOAL_S,
      floor: { what: 'its leaf and node hashes alone', value: floor / 1000 },
    },
    {
      name: 'ledger, one proof file out of that log, offline',
      value: median(proof.work),
      unit: 'ms',
      floor: { what: '40 bare hashes', value: median(proof.floor) },
    },
  ]
}

/** What no ledger can do without: a hash a leaf, and so many nodes. */
function bareHashes(leaves: number, nodesEach: number): void {
  const [leaf, node] = [Buffer.alloc(300, 'x'), Buffer.alloc(65, 'x')]
  for (let index = 0; index < leaves; index++) {
    hash('sha256', leaf, 'buffer')
    for (let which = 0; which < nodesEach; which++) hash('sha256', node, 'buffer')
  }
}
