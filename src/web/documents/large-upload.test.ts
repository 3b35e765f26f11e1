/** Large files through the page of the real server: what it holds of them in memory, what it leaves behind, and whether others are served. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { newDataFolder, startServer } from '../../../tests/server.ts'
import { visitor } from '../../../tests/visitor.ts'
import { longDocument, SOTOLAND } from '../../documents/readers/fixtures/sotoland.ts'
import { writeDocx } from '../../documents/readers/fixtures/write-docx.ts'
import { writePdf } from '../../documents/readers/fixtures/write-pdf.ts'

const PROMISED_BYTES = 500_000_000
const UPLOAD_BYTES = 50 * 1024 * 1024 - 100_000

const uploads = mkdtempSync(join(tmpdir(), 'obs-uploads-'))
after(() => rmSync(uploads, { recursive: true, force: true }))
const server = await startServer({ env: { OBSERVANCE_DATA: newDataFolder(), TMPDIR: uploads } })
const person = visitor(server.address)
await person.signIn('secretariat')

async function post(body: Uint8Array<ArrayBuffer>, type: string): Promise<Response> {
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { 'content-type': type, cookie }
  return fetch(`${server.address}/import`, { method: 'POST', body, redirect: 'manual', headers })
}

async function formWith(bytes: Uint8Array, name: string) {
  const token = /name="form-token" value="([^"]+)"/.exec((await person.get('/import')).body)?.[1] ?? ''
  const form = new FormData()
  form.set('form-token', token)
  form.set('file', new File([new Uint8Array(bytes)], name))
  const encoded = new Response(form)
  const body = new Uint8Array(await encoded.arrayBuffer())
  return { body, type: encoded.headers.get('content-type') ?? '' }
}

/** The address of the draft that the file becomes. */
async function upload(bytes: Uint8Array, name: string): Promise<string> {
  const { body, type } = await formWith(bytes, name)
  const answer = await post(body, type)
  assert.equal(answer.status, 303, await answer.text())
  return answer.headers.get('location') ?? ''
}

/** The most memory that the server has ever held. Linux tells; elsewhere there is nothing to ask. */
function memory(): { most: number } {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
  return { most: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024 }
}

/** Runs the work, and counts the pages that somebody else was served meanwhile. */
async function servingOthers<T>(work: Promise<T>): Promise<{ done: T; served: number }> {
  let [ended, served] = [false, 0]
  const ending = work.finally(() => {
    ended = true
  })
  while (!ended) {
    const answer = await fetch(`${server.address}/obligations`)
    await answer.text()
    if (answer.status === 200 && !ended) served++
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  return { done: await ending, served }
}

const linux = { skip: process.platform === 'linux' ? false : 'the memory of a process is read from /proc' }

test(
  'two files of 50 MB at once are never held in the memory of the server, and others are served',
  linux,
  async (t) => {
    const large = await writePdf(SOTOLAND, { separator: 'drawn', attachment: randomBytes(UPLOAD_BYTES) })
    await upload(await writePdf(SOTOLAND, { separator: 'drawn' }), 'small.pdf')
    const before = memory()
    const both = Promise.all([upload(large, 'a.pdf'), upload(large, 'b.pdf')])
    const { done, served } = await servingOthers(both)
    const { most } = memory()
    assert.equal(new Set(done).size, 2)
    assert.ok(served > 1, `${served} pages`)
    assert.ok(most < PROMISED_BYTES, `${most} bytes`)
    // Once each would be as much; taken apart in memory, each is held about four times.
    assert.ok(most - before.most < 2 * UPLOAD_BYTES, `${most} bytes, before ${before.most}`)
    t.diagnostic(
      `${Math.round(before.most / 1e6)} MB before, ${Math.round(most / 1e6)} MB at most, ${served} pages served`,
    )
  },
)

for (const [name, make] of Object.entries({
  docx: () => writeDocx(longDocument(300), 'automatic'),
  pdf: () => writePdf(longDocument(300), { separator: 'drawn' }),
}))
  test(
    `a .${name} of 300 pages, read and looked at, stays within the promised memory, and others are served`,
    linux,
    async (t) => {
      const { done, served } = await servingOthers(upload(await make(), `long.${name}`))
      assert.equal((await person.get(done)).status, 200)
      const { most } = memory()
      assert.ok(most < PROMISED_BYTES, `${most} bytes`)
      assert.ok(served > 1, `${served} pages`)
      t.diagnostic(`${Math.round(most / 1e6)} MB at most, ${served} pages served`)
    },
  )

test('nothing of an upload stays on the disk: read, refused, or broken off on the way', async () => {
  await upload(Buffer.from('1. The Committee recommends that the State party paint the piers.'), 'رصيف.txt')
  assert.match((await person.get('/import')).body, /رصيف\.txt/, 'its name is kept as its owner wrote it')
  const refused = await formWith(Buffer.from('89504e470d0a1a0a0000', 'hex'), 'a.png')
  assert.equal((await post(refused.body, refused.type)).status, 422)
  const { body, type } = await formWith(Buffer.alloc(400_000, 'a '), 'a.txt')
  const broken = await post(body.slice(0, 300_000), type)
  assert.ok(broken.status >= 400 && broken.status < 500, `${broken.status}`)
  const foreign = await formWith(Buffer.from('1. a'), 'a.txt')
  const text = Buffer.from(foreign.body)
    .toString('latin1')
    .replace(/(name="form-token"\r\n\r\n)[^\r]+/, '$1none')
  assert.equal((await post(new Uint8Array(Buffer.from(text, 'latin1')), foreign.type)).status, 403)
  assert.deepEqual(
    readdirSync(uploads).filter((name) => name.startsWith('observance-upload-')),
    [],
  )
})
