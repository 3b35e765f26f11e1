/** The same page for everybody, in the form their browser takes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { respond } from './compressed.ts'

const PAGE = `<p>${'harbour '.repeat(400)}</p>`
const app = new Hono()
  .get('/', (context) => respond(context, PAGE))
  .get('/short', (context) => respond(context, '<p>ferry'))

async function ask(path: string, accepted: string) {
  const answer = await app.request(path, { headers: { 'accept-encoding': accepted } })
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()), encoding: answer.headers.get('content-encoding') }
}

test('a browser that takes gzip gets the page in it, and caches are told that it depends', async () => {
  for (const accepted of ['gzip', 'br, gzip;q=0.8', '*']) {
    const { answer, bytes, encoding } = await ask('/', accepted)
    assert.equal(encoding, 'gzip')
    assert.equal(answer.headers.get('vary'), 'accept-encoding')
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html; charset=utf-8$/i)
    assert.equal(gunzipSync(bytes).toString(), PAGE)
  }
})

test('a browser that does not take it, or says so, gets the page as it is', async () => {
  for (const accepted of ['', 'br', 'gzip;q=0', 'gzip;q=0.0, br', 'notgzip']) {
    const { bytes, encoding } = await ask('/', accepted)
    assert.equal(encoding, null)
    assert.equal(bytes.toString(), PAGE)
  }
})

test('a page that fits into one packet is not compressed', async () => {
  assert.equal((await ask('/short', 'gzip')).encoding, null)
})
