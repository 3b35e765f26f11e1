/**
 * P27 and P28, on the real server with a database of its own: nobody who complained can be told from anything that it
 * leaves on the disk or says, and whoever has all of that reads no complaint.
 */
import assert from 'node:assert/strict'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { bech32 } from '@scure/base'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { newDataFolder, ownerOf, type ServerProcess, startServer } from '../../../tests/server.ts'
import { type KeyId, openVault } from '../../register/index.ts'
import { unseal } from '../../register/seal/seal.ts'
import { type Code, codeFromText, firstFour, openText } from './channel/index.ts'

const MARK = 'Xq7Marker'
const ADDRESS = '127.83.97.41'
const WORDS = 'kestrel-hollow-lantern'

const dataFolder = newDataFolder()
const identities = await Promise.all([generateX25519Identity(), generateX25519Identity()])
const keys = await Promise.all(identities.map((one) => identityToRecipient(one)))
let server: ServerProcess
let errors = ''
let code: Code

/** As a browser at that address, with headers that name it, over and over on one connection. */
const agent = new Agent({ keepAlive: true, localAddress: ADDRESS })
function ask(
  path: string,
  fields?: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string; cookies: number }> {
  const body = fields === undefined ? undefined : new URLSearchParams(fields).toString()
  const headers = {
    'user-agent': `${MARK}Agent/1.0`,
    'accept-language': 'en',
    'x-forwarded-for': '198.51.100.77',
    forwarded: `for=198.51.100.77;by=${MARK}Proxy`,
    referer: `${server.address}/${MARK}Referer`,
    cookie: `observance=${MARK}Cookie; browser=${MARK}Browser`,
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
  }
  return new Promise((resolve, reject) => {
    const asked = request(
      server.address + path,
      { method: body === undefined ? 'GET' : 'POST', headers, agent },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => {
          text += part
        })
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: text, cookies: answer.headers['set-cookie']?.length ?? 0 }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

before(async () => {
  server = await startServer({
    env: { OBSERVANCE_DATA: dataFolder, OBSERVANCE_OMBUDSPERSON_KEYS: keys.join(' ') },
  })
  const form = await ask('/complaint')
  code = codeFromText(/name="code" value="([^"]+)"/.exec(form.body)?.[1] ?? '') ?? assert.fail(form.body)
  const answers = [
    form,
    await ask('/complaint', {
      code,
      story: `${WORDS} ${'they locked us in. '.repeat(20)}`,
      confirm: firstFour(code),
    }),
    await ask('/complaint/case'),
    await ask('/complaint/case', { code }),
    await ask('/complaint/case', { code, act: 'write', submission: crypto.randomUUID(), text: `more ${WORDS}` }),
    await ask('/complaint/proof', { code }),
    await ask('/complaint/case', { code: 'wrong' }),
    await ask('/complaint', { story: '\u0000' }),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200, 200, 409, 422, 422],
  )
  for (const { cookies } of answers) assert.equal(cookies, 0)
  const owner = await ownerOf(dataFolder)
  await owner.query('checkpoint')
  await owner.query('select pg_switch_wal()')
  await owner.end()
})

/** Every file below the folder, but sockets. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path).isFile())
}

/** Each text that stands in a file, with the file: in letters of one byte, of two, or in hexadecimal. */
function found(texts: readonly string[]): string[] {
  const forms = texts.flatMap((text) =>
    [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(Buffer.from(text).toString('hex'))].map(
      (form) => [text, form] as const,
    ),
  )
  return filesBelow(dataFolder).flatMap((path) => {
    const content = readFileSync(path)
    return forms.filter(([, form]) => content.includes(form)).map(([text]) => `${text}: ${path}`)
  })
}

test('P27: neither the address nor what the browser says of itself is anywhere on the disk', () => {
  assert.ok(filesBelow(dataFolder).length > 500)
  assert.deepEqual(found([MARK, ADDRESS, '198.51.100.77', '83.97.41']), [])
})

test('P28: with every file, the keys of the server and of the cases among them, no word of a complaint is read', async () => {
  assert.deepEqual(found([WORDS, code]), [])
  const { payloads, texts: sealed } = await openedByTheOperator()
  assert.ok(payloads.length === 4 && payloads.every((payload) => !payload.includes(WORDS)))
  assert.equal(sealed.length, 2)
  for (const secret of secretsOnDisk())
    for (const story of sealed) assert.equal(await openText(story, asIdentity(secret)), null)
  for (const identity of identities)
    for (const story of sealed) assert.match((await openText(story, identity)) ?? '', new RegExp(WORDS))
})

/** All that the operator can open of the register, with the keys of the cases: what events and rows have sealed. */
async function openedByTheOperator(): Promise<{ payloads: string[]; texts: string[] }> {
  const vault = openVault(join(dataFolder, 'keys-of-cases'))
  const owner = await ownerOf(dataFolder)
  const { rows } = await owner.query<{ case_id: string; no: number; event: Buffer; row: Buffer; key_id: KeyId }>(
    'select e.case_id, e.no, e.sealed as event, c.sealed as row, c.key_id from ombudsperson.event e join ombudsperson.complaint c using (case_id)',
  )
  await owner.end()
  const payloads = rows.flatMap(({ case_id, no, event, row, key_id }) => {
    const key = vault.read(key_id)
    return [
      unseal(key, ['complaint', case_id, `event ${no}`], event),
      unseal(key, ['complaint', case_id, 'facts'], row),
    ].map((opened) => JSON.stringify(opened))
  })
  const texts = payloads.flatMap((payload) => payload.match(/-----BEGIN AGE[^"]+/g) ?? [])
  return { payloads, texts: [...new Set(texts)].map((text) => text.replaceAll('\\n', '\n')) }
}

/** Every secret of 32 bytes that a file of the data directory holds. */
function secretsOnDisk(): Buffer[] {
  return filesBelow(dataFolder)
    .filter((path) => path.includes('/keys'))
    .flatMap((path) => {
      const content = readFileSync(path)
      const hex = content.toString('latin1').trim()
      if (/^[0-9a-f]{64}$/.test(hex)) return [Buffer.from(hex, 'hex')]
      return Array.from({ length: Math.min(64, content.length >> 5) }, (_, at) =>
        content.subarray(32 * at, 32 * at + 32),
      )
    })
}

const asIdentity = (secret: Buffer) => bech32.encodeFromBytes('AGE-SECRET-KEY-', Uint8Array.from(secret)).toUpperCase()

test('P27: the server said nothing of whoever came', async () => {
  server.signal('SIGTERM')
  ;({ errors } = await server.ended)
  for (const trace of [MARK, ADDRESS, '198.51.100.77', WORDS, code]) assert.ok(!errors.includes(trace), errors)
  agent.destroy()
})
