/** Large files through the page of the real server: what it holds of them in memory, what it leaves behind, and whether others are served. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { type HeldMemory, memoryDuring, noMemory } from '../../../tests/memory.ts'
import { startServer, usedDataFolder } from '../../../tests/server.ts'
import { visitor } from '../../../tests/visitor.ts'
import { longDocument, SOTOLAND } from '../../documents/readers/fixtures/sotoland.ts'
import { writeDocx } from '../../documents/readers/fixtures/write-docx.ts'
import { writePdf } from '../../documents/readers/fixtures/write-pdf.ts'

const PROMISED_BYTES = 500_000_000
const UPLOAD_BYTES = 50 * 1024 * 1024 - 100_000
/** Pages that others get while a file is taken in and read: seconds pass, and each takes some hundredths. */
const SERVED = 5

const uploads = mkdtempSync(join(tmpdir(), 'obs-uploads-'))
after(() => rmSync(uploads, { recursive: true, force: true }))

// Written first: the server ends connections that wait while a test is busy with something else.
const small = await writePdf(SOTOLAND, { separator: 'drawn' })
const large = await writePdf(SOTOLAND, { separator: 'drawn', attachment: randomBytes(UPLOAD_BYTES) })
const LONG = {
  docx: await writeDocx(longDocument(300), 'automatic'),
  pdf: await writePdf(longDocument(300), { separator: 'drawn' }),
}
const server = await startServer({ env: { OBSERVANCE_DATA: await usedDataFolder(), TMPDIR: uploads } })
const person = visitor(server.address)
await person.signIn('secretariat')

async function post(body: Uint8Array<ArrayBuffer> | ReadableStream, type: string): Promise<Response> {
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { 'content-type': type, cookie }
  const request = { method: 'POST', body, redirect: 'manual', headers } as const
  // What streams says no length.
  return fetch(`${server.address}/import`, body instanceof ReadableStream ? { ...request, duplex: 'half' } : request)
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
  let place = answer.headers.get('location') ?? ''
  while (place.startsWith('/import/waiting/')) {
    const looked = await person.get(place)
    assert.ok(looked.status === 200 || looked.status === 303, looked.body)
    place = looked.headers.get('location') ?? place
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return place
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

async function within(name: string, work: () => Promise<unknown>, t: TestContext): Promise<HeldMemory> {
  const { held } = await memoryDuring(server.pid, work)
  const [ours, theirs] = [held.server, held.readers].map((bytes) => Math.round(bytes / 1e6))
  t.diagnostic(`${name}: ${ours} MB and ${theirs} MB in the reader`)
  assert.ok(held.readers > 50_000_000, 'the reader was seen')
  assert.ok(held.server + held.readers < PROMISED_BYTES, `${ours} MB and ${theirs} MB in the reader`)
  return held
}

const linux = { skip: noMemory }

test('two files of 50 MB at once: server and reader together stay within the promised memory', linux, async (t) => {
  const before = await within('a small file', () => upload(small, 'small.pdf'), t)
  const held = await within(
    'two of 50 MB',
    async () => {
      const both = Promise.all([upload(large, 'a.pdf'), upload(large, 'b.pdf')])
      const { done, served } = await servingOthers(both)
      assert.equal(new Set(done).size, 2)
      assert.ok(served >= SERVED, `${served} pages`)
    },
    t,
  )
  // One of the two held in memory once would be as much as this.
  assert.ok(held.server - before.server < UPLOAD_BYTES, `${held.server} bytes, before ${before.server}`)
})

for (const [name, bytes] of Object.entries(LONG))
  test(
    `a .${name} of 300 pages, read and looked at: server and reader together stay within the promised memory, and others are served`,
    linux,
    async (t) => {
      await within(
        `.${name} of 300 pages`,
        async () => {
          const { done, served } = await servingOthers(upload(bytes, `long.${name}`))
          assert.ok(served >= SERVED, `${served} pages`)
          assert.equal((await person.get(done)).status, 200)
        },
        t,
      )
    },
  )

test(
  'a file made to take all memory is ended before server and reader together pass the promised memory',
  linux,
  async (t) => {
    const html = Buffer.alloc(UPLOAD_BYTES, '<p>1.<b>a</b>')
    html.write('<html>')
    const { body, type } = await formWith(html, 'a.html')
    await within('50 MB of tags', async () => assert.equal((await post(body, type)).status, 422), t)
  },
)

test('what is larger than a page takes, or does not say how large it is, never reaches the disk', async () => {
  const written: string[] = []
  const watching = watch(uploads, (_, name) => written.push(String(name)))
  const { body, type } = await formWith(small, 'small.pdf')
  const tooLarge = new Uint8Array(53 * 1024 * 1024)
  tooLarge.set(body)
  assert.equal((await post(tooLarge, type)).status, 413)
  assert.equal((await post(new Blob([body]).stream(), type)).status, 411)
  assert.deepEqual(written, [])
  assert.equal((await post(body, type)).status, 303)
  assert.notDeepEqual(written, [], 'what is taken in would have been seen')
  watching.close()
})

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
