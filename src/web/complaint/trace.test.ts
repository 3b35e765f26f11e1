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
import { ownerOf, type ServerProcess, startServer, usedDataFolder } from '../../../tests/server.ts'
import { keyOfFile, openChunks } from '../../register/attachments/attachment.ts'
import { MARKER as CAMERA, jpegFile } from '../../register/attachments/fixtures/files.ts'
import { type KeyId, openVault } from '../../register/index.ts'
import { unseal } from '../../register/seal/seal.ts'
import { type Code, codeFromText, firstFour, openFile, openText } from './channel/index.ts'

const MARK = 'Xq7Marker'
const ADDRESS = '127.83.97.41'
const WORDS = 'kestrel-hollow-lantern'

const dataFolder = await usedDataFolder()
const identities = await Promise.all([generateX25519Identity(), generateX25519Identity()])
const keys = await Promise.all(identities.map((one) => identityToRecipient(one)))
let server: ServerProcess
let errors = ''
let code: Code

/** As a browser at that address, with headers that name it, over and over on one connection. */
const agent = new Agent({ keepAlive: true, localAddress: ADDRESS })
async function ask(
  path: string,
  fields?: Readonly<Record<string, string>>,
  file?: Buffer,
): Promise<{ status: number; body: string; cookies: number }> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields ?? {})) form.set(name, value)
  if (file !== undefined) form.set('file', new Blob([new Uint8Array(file)]), `${MARK}FileName.jpg`)
  const sent = new Response(file === undefined ? new URLSearchParams(fields) : form)
  const body = fields === undefined ? undefined : Buffer.from(await sent.arrayBuffer())
  const headers = {
    'user-agent': `${MARK}Agent/1.0`,
    'accept-language': 'en',
    'x-forwarded-for': '198.51.100.77',
    forwarded: `for=198.51.100.77;by=${MARK}Proxy`,
    referer: `${server.address}/${MARK}Referer`,
    cookie: `observance=${MARK}Cookie; browser=${MARK}Browser`,
    ...(body === undefined
      ? {}
      : { 'content-type': sent.headers.get('content-type') ?? '', 'content-length': body.length }),
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
    await ask(
      '/complaint',
      { code, story: `${WORDS} ${'they locked us in. '.repeat(20)}`, confirm: firstFour(code) },
      jpegFile(),
    ),
    await ask('/complaint/case'),
    await ask('/complaint/case', { code }),
    await ask('/complaint/case', { code, act: 'write', submission: crypto.randomUUID(), text: `more ${WORDS}` }),
    await ask('/complaint/case', { code, act: 'write', text: '' }, Buffer.from(`${WORDS} said again. `.repeat(9000))),
    await ask('/complaint/case', { code, act: 'write', text: '', 'file-hash': 'none' }, Buffer.from(WORDS)),
    await ask('/complaint/proof', { code }),
    await ask('/complaint/case', { code: 'wrong' }),
    await ask('/complaint', { story: '\u0000' }),
  ]
  assert.deepEqual(
    // A proof is there as soon as the log has the entry.
    answers.map(({ status, body }) => (body.includes('"proof": ') || status === 409 ? 'proof' : status)),
    [200, 200, 200, 200, 200, 200, 422, 'proof', 422, 422],
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

test('P27: neither the address nor what the browser says of itself is anywhere on the disk, nor the name or camera of a file', () => {
  assert.ok(filesBelow(dataFolder).length > 500)
  assert.deepEqual(found([MARK, ADDRESS, '198.51.100.77', '83.97.41', CAMERA]), [])
})

test('P28: with every file, the keys of the server and of the cases among them, no word of a complaint is read', async () => {
  assert.deepEqual(found([WORDS, code]), [])
  const { payloads, texts: sealed } = await openedByTheOperator()
  assert.ok(payloads.length === 8 && payloads.every((payload) => !payload.includes(WORDS)))
  assert.equal(sealed.length, 2)
  for (const secret of secretsOnDisk())
    for (const story of sealed) assert.equal(await openText(story, asIdentity(secret)), null)
  for (const identity of identities)
    for (const story of sealed) assert.match((await openText(story, identity)) ?? '', new RegExp(WORDS))
})

test('P28: nor is a file, which the operator opens as far as the keys of the case go; each key of the Ombudsperson opens it', async () => {
  const files = await filesOfTheOperator()
  assert.equal(files.length, 2)
  for (const file of files) assert.ok(file.length > 65_536 && !file.includes(WORDS) && !file.includes('JFIF'))
  for (const secret of secretsOnDisk())
    assert.equal(await openFile(files[0] ?? assert.fail(), asIdentity(secret)), null)
  for (const identity of identities) {
    const opened = await Promise.all(files.map((file) => openFile(file, identity)))
    assert.deepEqual(opened.map((one) => one?.ending).toSorted(), ['jpg', 'txt'])
    for (const one of opened) assert.ok(!Buffer.from(one?.bytes ?? []).includes(CAMERA))
  }
})

/** What the register gives of the files to whoever holds the keys of the cases and all of the database. */
async function filesOfTheOperator(): Promise<Buffer[]> {
  const owner = await ownerOf(dataFolder)
  const { rows } = await owner.query<{ id: string; key: KeyId; file_key: KeyId; sealed: Buffer[] }>(
    `select a.attachment_id as id, c.key_id as key, a.file_key_id as file_key,
       (select array_agg(k.sealed order by k.no) from ombudsperson.attachment_chunk k where k.attachment_id = a.attachment_id) as sealed
     from ombudsperson.attachment a join ombudsperson.complaint c using (case_id)`,
  )
  await owner.end()
  const vault = openVault(join(dataFolder, 'keys-of-cases'))
  return rows.map(({ id, key, file_key, sealed }) =>
    openChunks(keyOfFile(vault.read(key), vault.read(file_key), id), id, sealed),
  )
}

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
