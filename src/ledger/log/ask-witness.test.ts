/** A log and its witnesses, each with its own server: what the log gets from them, and what they find out about it. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { verifyBundle } from '../core/bundle.ts'
import { keyToText } from '../core/note.ts'
import { policyFromText } from '../core/policy.ts'
import { appendMany, SALT, settingsOf } from '../fixtures/stored-log.ts'
import { witnessSigner } from '../keys/signer.ts'
import { witnessServer } from '../witness/server.ts'
import { askWitness } from './ask-witness.ts'
import { KeptByAnother, keepLog, keepLogAlways } from './keep.ts'
import { bundleWith, proveEntry } from './prove.ts'
import { sequence, signingWith } from './sequencer.ts'
import { currentTree } from './tree-row.ts'

const store = await testStore()
const client = await store.ownerClient()
test.after(() => client.end())
const settings = settingsOf('register')
const tree = await currentTree(client, 'register', settings.authority)
const { key: logKey } = signingWith(settings, tree).signer

async function newWitness(name: string, seed: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'obs-witness-'))
  const signer = witnessSigner(`${name}.example`, new Uint8Array(32).fill(seed))
  const now = () => Math.floor(Temporal.Now.instant().epochMilliseconds / 1000)
  const server = witnessServer({ signer, logs: [logKey], folder, now }, () => undefined).listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => {
    server.close()
    server.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  })
  const address = server.address()
  if (address === null || typeof address === 'string') assert.fail()
  return `witness ${name} ${keyToText(signer.key)} http://127.0.0.1:${address.port}`
}

const lines = [await newWitness('ombudsperson', 40), await newWitness('court', 41)]
const policy = [`log ${keyToText(logKey)}`, ...lines, 'group both all ombudsperson court', 'quorum both', ''].join('\n')
const { witnesses } = policyFromText(policy)

test('an entry seen by both witnesses is proved under a policy that asks for both', async () => {
  const ids = await appendMany(client, 'register', 10)
  let signed = await sequence(client, settings)
  for (const witness of witnesses) await askWitness(client, tree, signed, witness)
  await appendMany(client, 'register', 5)
  signed = await sequence(client, settings)
  for (const witness of witnesses) await askWitness(client, tree, signed, witness)
  for (const witness of witnesses) await askWitness(client, tree, signed, witness) // again: nothing is doubled
  const proof = (await proveEntry(client, ids[3] ?? assert.fail())) ?? assert.fail()
  assert.equal(proof.proof.match(/^— /gm)?.length, 3)
  assert.match(
    verifyBundle(bundleWith(proof, { record: { index: 3 }, salt: SALT, policy })).proved,
    /attested by ombudsperson and court\.$/,
  )
})

test('running, a log shows each new head to its witnesses by itself', async () => {
  const ids = await appendMany(client, 'register', 3)
  const stop = new AbortController()
  const told: string[] = []
  const running = keepLog(client, settings, { witnesses, until: stop.signal, tell: (line) => told.push(line) })
  const other = await store.ownerClient()
  for (
    let wait = 0;
    wait < 600 && ((await proveEntry(other, ids[2] ?? assert.fail()))?.proof.match(/^— /gm)?.length ?? 0) < 3;
    wait++
  )
    await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal((await proveEntry(other, ids[2] ?? assert.fail()))?.proof.match(/^— /gm)?.length, 3)
  stop.abort()
  await running
  await other.end()
  assert.deepEqual(told, [])
})

test('a connection that is cut does not end the keeping of a log', async () => {
  const stop = new AbortController()
  const told: string[] = []
  const running = keepLogAlways(store.ownerClient, settings, {
    witnesses: [],
    until: stop.signal,
    tell: (line) => told.push(line),
  })
  const signedWithin = async () => {
    const [id] = await appendMany(client, 'register', 1)
    for (let wait = 0; wait < 600; wait++) {
      const found = await client.query('select from ledger.leaf where entry = $1', [id])
      if (found.rowCount === 1) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    assert.fail('the entry did not come into the tree within half a minute')
  }
  await signedWithin()
  await client.query(
    "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock' and database = (select oid from pg_database where datname = current_database())",
  )
  await signedWithin()
  await assert.rejects(
    keepLogAlways(store.ownerClient, settings, { witnesses: [], until: stop.signal, tell: () => undefined }),
    KeptByAnother,
  )
  stop.abort()
  await running
  assert.match(told.join('\n'), /tried again/)
})

test('a database and a folder put back together are still found out: the witness has seen more, and signing stops', async () => {
  await client.query(
    'set session_replication_role = replica; truncate ledger.leaf, ledger.tile, ledger.checkpoint, ledger.tree; set session_replication_role = origin',
  )
  const rewound = { ...settings, folder: settingsOf('register').folder }
  await appendMany(client, 'register', 2)
  const signed = await sequence(client, rewound)
  const again = await currentTree(client, 'register', settings.authority)
  assert.equal(again.origin, tree.origin)
  const [witness] = witnesses
  await assert.rejects(askWitness(client, again, signed, witness ?? assert.fail()), /ombudsperson has seen 18 leaves/)
  await assert.rejects(sequence(client, rewound), /ombudsperson has seen 18 leaves/)
})
