/** A witness over real HTTP: what it cosigns, what it refuses, and that it never contradicts itself. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { toUtf8 } from '../core/bytes.ts'
import { proveConsistency } from '../core/consistency.ts'
import { cosignedAt } from '../core/cosignature.ts'
import { leafHash } from '../core/hash.ts'
import { nodesOf } from '../core/nodes.ts'
import { NotProved } from '../core/not-proved.ts'
import { parseNote } from '../core/note.ts'
import { requestFromText, requestToText } from '../core/witness-request.ts'
import { LOG, leafOf, ORIGIN, signed } from '../fixtures/small-log.ts'
import { logSigner, witnessSigner } from '../keys/signer.ts'
import { addCheckpoint, type Witness } from './add-checkpoint.ts'
import { witnessServer } from './server.ts'
import { alarmOf, silences } from './silence.ts'

const SIGNER = witnessSigner('ombudsperson.lanternia.example', new Uint8Array(32).fill(2))
const leaves = (size: number, changed = -1) =>
  Array.from({ length: size }, (_, at) => (at === changed ? leafOf(at + 1000) : leafOf(at)))

function newWitness(): Witness {
  const folder = mkdtempSync(join(tmpdir(), 'obs-witness-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return { signer: SIGNER, logs: [LOG.key], folder, now: () => 1_772_400_000 }
}

function request(old: number, of: readonly string[], by = LOG): string {
  const nodeAt = nodesOf(of.map((leaf) => leafHash(toUtf8(leaf))))
  return requestToText({
    oldSize: old,
    proof: old > of.length ? [] : proveConsistency(nodeAt, old, of.length),
    checkpoint: signed(of, [], by),
  })
}

test('over HTTP a growing log is cosigned at each size, and each answer is a cosignature of that checkpoint', async () => {
  const server = witnessServer(newWitness(), () => undefined).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') assert.fail()
  const post = (body: string | Uint8Array<ArrayBuffer>, path = '/add-checkpoint') =>
    fetch(`http://127.0.0.1:${address.port}${path}`, { method: 'POST', body })
  for (const [old, size] of [
    [0, 1],
    [1, 2],
    [2, 7],
    [7, 7],
    [7, 300],
  ] as const) {
    const body = request(old, leaves(size))
    const answer = await post(body)
    const line = await answer.text()
    assert.equal(answer.status, 200, line)
    assert.equal(cosignedAt(parseNote(requestFromText(body).checkpoint + line), SIGNER.key), 1_772_400_000)
  }
  const conflict = await post(request(7, leaves(301)))
  assert.deepEqual(
    [conflict.status, conflict.headers.get('content-type'), await conflict.text()],
    [409, 'text/x.tlog.size', '300\n'],
  )
  assert.equal((await post(new Uint8Array(600_000))).status, 413)
  assert.equal((await post(Uint8Array.of(0xff, 0xfe))).status, 400)
  assert.equal((await post('x', '/')).status, 404)
  assert.equal((await fetch(`http://127.0.0.1:${address.port}/add-checkpoint`)).status, 405)
  server.close()
  server.closeAllConnections()
})

test('each way to be wrong has the answer of the protocol', () => {
  const witness = newWitness()
  assert.equal(addCheckpoint(witness, request(0, leaves(5))).status, 200)
  const good = request(5, leaves(9))
  const stranger = logSigner('other.example', new Uint8Array(32).fill(1))
  for (const [body, status] of [
    ['', 400],
    ['old 05\n\nx', 400],
    [good.replace('old 5', 'old 6'), 409],
    [request(0, leaves(9)), 409],
    [good.replace('old 5', 'old 10'), 400],
    [good.replace(/\n[^\n]+\n/, '\n'), 422],
    [good.replace(/^(old 5\n)([^\n]+)\n([^\n]+)/, '$1$3\n$2'), 422],
    [request(5, leaves(9, 2)), 422],
    [request(5, leaves(5, 2)), 409],
    [request(5, leaves(9), logSigner(ORIGIN, new Uint8Array(32).fill(77))), 403],
    [good.replaceAll(ORIGIN, stranger.key.name), 404],
    [good.replace('\n9\n', '\n8\n'), 403],
  ] as const)
    assert.equal(addCheckpoint(witness, body).status, status, body)
  assert.equal(addCheckpoint(witness, good).status, 200, 'and none of them has moved it')
  assert.throws(() => requestFromText('old 1\nAAAA\n\nx'), NotProved)
})

test('P15: a log rewritten from any leaf on, signed with its true key, is cosigned never', () => {
  const [old, rewritten] = [64, 80]
  const witness = newWitness()
  assert.equal(addCheckpoint(witness, request(0, leaves(old))).status, 200)
  let refused = 0
  for (let index = 0; index < old; index++)
    for (const size of [old, old + 1, rewritten]) {
      const { status } = addCheckpoint(witness, request(old, leaves(size, index)))
      assert.ok(status === 409 || status === 422, `leaf ${index}, size ${size}: ${status}`)
      refused++
    }
  for (let size = 1; size < old; size++) {
    assert.ok([400, 409].includes(addCheckpoint(witness, request(size, leaves(size))).status))
    refused++
  }
  assert.equal(refused, old * 4 - 1)
  assert.equal(addCheckpoint(witness, request(old, leaves(rewritten))).status, 200)
})

test('a witness whose folder is gone answers 500 and raises an alarm', async () => {
  const witness = newWitness()
  rmSync(witness.folder, { recursive: true })
  const told: string[] = []
  const server = witnessServer(witness, (line) => told.push(line)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') assert.fail()
  const answer = await fetch(`http://127.0.0.1:${address.port}/add-checkpoint`, {
    method: 'POST',
    body: request(0, leaves(1)),
  })
  assert.deepEqual([answer.status, await answer.text()], [500, 'The witness cannot write.\n'])
  assert.match(told.join('\n'), /^ALARM not cosigned/)
  server.close()
  server.closeAllConnections()
})

test('a witness that starts again remembers, and keeps one small file a log', () => {
  const witness = newWitness()
  addCheckpoint(witness, request(0, leaves(5)))
  addCheckpoint(witness, request(5, leaves(9)))
  assert.equal(readdirSync(witness.folder).length, 1)
  const again = { ...witness, signer: witnessSigner('ombudsperson.lanternia.example', new Uint8Array(32).fill(2)) }
  assert.equal(addCheckpoint(again, request(5, leaves(9))).body, '9\n')
  assert.equal(addCheckpoint(again, request(9, leaves(12))).status, 200)
})

test('a log that shows nothing for ten minutes is an alarm', () => {
  const witness = newWitness()
  const at = { now: 10_000, since: 9_000 }
  assert.deepEqual(silences(witness.folder, [ORIGIN], at).map(alarmOf), [
    `ALARM ${ORIGIN} has never shown a checkpoint to this witness.`,
  ])
  addCheckpoint(witness, request(0, leaves(1)))
  const [file = ''] = readdirSync(witness.folder)
  utimesSync(join(witness.folder, file), 9_400, 9_400)
  assert.deepEqual(silences(witness.folder, [ORIGIN], at), [])
  assert.deepEqual(silences(witness.folder, [ORIGIN], { ...at, now: 10_001 }).map(alarmOf), [
    `ALARM ${ORIGIN} has shown no checkpoint for 10 minutes.`,
  ])
})
