/** The ledger's commands as an operator, a witness, a court and an auditor type them. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { newDataFolder } from '../../tests/server.ts'
import { appendMany, SALT } from '../ledger/fixtures/stored-log.ts'
import { bundleWith, type EntryId, proveEntry } from '../ledger/index.ts'
import { openStore } from '../store/index.ts'

const data = newDataFolder()
const folder = mkdtempSync(join(tmpdir(), 'obs-cli-'))
const store = await openStore({ port: 0, dataFolder: data, databaseUrl: null })
const client = await store.ownerClient()
const running = new Set<ChildProcess>()
after(async () => {
  for (const child of running) child.kill('SIGKILL')
  await client.end()
  await store.close()
  rmSync(folder, { recursive: true })
})

function start(...parameters: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.js'), ...parameters], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      OBSERVANCE_DATA: data,
      OBSERVANCE_AUTHORITY: 'lanternia.example',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  const said = { out: '', errors: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.errors += text
  })
  return { child, said, ended: once(child, 'close').then(([code]) => ({ code: Number(code), ...said })) }
}

const observance = (...parameters: readonly string[]) => start(...parameters).ended

async function done(...parameters: readonly string[]): Promise<string> {
  const { code, out, errors } = await observance(...parameters)
  assert.deepEqual([code, errors], [0, ''], parameters.join(' '))
  return out
}

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const AS_WITNESS = ['--name', 'ombudsperson.lanternia.example', '--folder', join(folder, 'witness')]
let ids: EntryId[] = []
let policy = ''

test('by hand: a witness without a network cosigns, and a court verifies from one file', async () => {
  ids = await appendMany(client, 'register', 5)
  const logKey = (await done('ledger', 'key', 'register')).trim()
  const witnessKey = (await done('witness', 'key', ...AS_WITNESS)).trim()
  policy = file('policy.txt', `log ${logKey}\nwitness ombudsperson ${witnessKey}\nquorum ombudsperson\n`)
  await done('ledger', 'request', 'register', join(folder, 'request.txt'))
  const line = await done('witness', 'cosign', join(folder, 'request.txt'), ...AS_WITNESS, '--log', logKey)
  assert.match(line, /^— ombudsperson\.lanternia\.example \S+\n$/)
  assert.equal(
    await done('ledger', 'cosigned', 'register', file('line.txt', line), '--policy', policy),
    'The cosignature of ombudsperson is kept.\n',
  )
  const proof = (await proveEntry(client, ids[2] ?? assert.fail())) ?? assert.fail()
  const bundle = bundleWith(proof, { record: { index: 2 }, salt: SALT, policy: readFileSync(policy, 'utf8') })
  const said = await done('verify', file('two.proof.json', bundle), '--policy', policy)
  assert.match(
    said,
    /^This record, in these words, was entry \d of the log lanternia\.example\/register\/1 no later than .+, attested by ombudsperson\.\nIt is not proved that .+\.\n$/,
  )
  const changed = await observance('verify', file('three.proof.json', bundle.replace('"index": 2', '"index": 3')))
  assert.deepEqual([changed.code, changed.out], [1, ''])
  assert.match(changed.errors, /^The record is not the one in the log: .+\.\n$/)
})

test('the whole log is audited against a checkpoint that somebody kept, and a changed leaf is found', async () => {
  const kept = file('kept.txt', await done('ledger', 'checkpoint', 'register'))
  await appendMany(client, 'register', 300)
  await done('ledger', 'checkpoint', 'register')
  assert.match(
    await done('audit', kept),
    /^All 5 entries of the old checkpoint are in lanternia\.example\/register\/1 unchanged .+; 305 of 305 .+\.\nIt is not proved/,
  )
  await client.query(
    "set session_replication_role = replica; update ledger.leaf set leaf = leaf || '!' where tree_index = 2; set session_replication_role = origin",
  )
  const found = await observance('audit', kept)
  assert.deepEqual([found.code, found.out], [1, ''])
  assert.match(found.errors, /^The log has been changed: the first 5 leaves .+\.\n$/)
  await client.query(
    'set session_replication_role = replica; update ledger.leaf set leaf = substr(leaf, 1, length(leaf) - 1) where tree_index = 2; set session_replication_role = origin',
  )
})

test('running, log and witness find each other over HTTP; both stop in good order', async () => {
  const logKey = (await done('ledger', 'key', 'access')).trim()
  const serving = start(
    'witness',
    'serve',
    '--name',
    'court.lanternia.example',
    '--folder',
    join(folder, 'court'),
    '--log',
    logKey,
    '--port',
    '0',
  )
  await until(() => serving.said.out.includes('ready'))
  const address = /http:\S+/.exec(serving.said.out)?.[0] ?? assert.fail(serving.said.errors)
  const key = (
    await done('witness', 'key', '--name', 'court.lanternia.example', '--folder', join(folder, 'court'))
  ).trim()
  const both = file('both.txt', `log ${logKey}\nwitness court ${key} ${address}\nquorum court\n`)
  const [id] = await appendMany(client, 'access', 1)
  const keeping = start('ledger', 'run', '--policy', both)
  await until(
    async () => (await proveEntry(client, id ?? assert.fail()))?.proof.includes('— court.lanternia.example ') === true,
  )
  const second = await observance('ledger', 'run')
  assert.equal(second.code, 1)
  assert.match(second.errors, /Another process keeps the log /)
  keeping.child.kill('SIGTERM')
  serving.child.kill('SIGTERM')
  assert.equal((await keeping.ended).code, 0)
  assert.equal((await serving.ended).code, 0)
  assert.match(
    await done(
      'witness',
      'status',
      '--name',
      'court.lanternia.example',
      '--folder',
      join(folder, 'court'),
      '--log',
      logKey,
    ),
    /^All 1 logs/,
  )
})

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let wait = 0; wait < 1200; wait++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.fail('it did not come to that within a minute')
}

test('a silent log ends the witness’s status with 1, and a refused request is one sentence', async () => {
  const logKey = (await done('ledger', 'key', 'complaints')).trim()
  const silent = await observance('witness', 'status', ...AS_WITNESS, '--log', logKey)
  assert.equal(silent.code, 1)
  assert.match(
    silent.errors,
    /^ALARM lanternia\.example\/complaints\/1 has never shown a checkpoint to this witness\.\nAt least one log is silent\.\n$/,
  )
  const refused = await observance('witness', 'cosign', join(folder, 'request.txt'), ...AS_WITNESS, '--log', logKey)
  assert.deepEqual([refused.code, refused.out], [1, ''])
  assert.match(refused.errors, /^Not cosigned: The log lanternia\.example\/register\/1 is not known here\.\n$/)
  const wrong = await observance('ledger', 'checkpoint', 'lantern')
  assert.equal(wrong.code, 2)
})

test('the paper and the HTML verifier are files that stand alone', async () => {
  const paper = join(folder, 'paper.html')
  await done('ledger', 'paper', 'register', paper)
  assert.match(readFileSync(paper, 'utf8'), /<svg[\s\S]+<\/svg>/)
  assert.doesNotMatch(readFileSync(paper, 'utf8'), /(?:src|href)="/)
  const verifier = join(folder, 'verifier.html')
  await done('verifier', verifier)
  assert.doesNotMatch(readFileSync(verifier, 'utf8'), /(?:src|href)="/)
  assert.equal((await observance('verifier', verifier)).code, 1)
})
