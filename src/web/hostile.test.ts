/** Requests that no browser of an honest person sends: odd addresses, methods, hosts, bodies, and too many of anything. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { startServer, usedDataFolder } from '../../tests/server.ts'
import { testSite, WITHOUT_LIMITS } from '../../tests/site.ts'
import { visitor } from '../../tests/visitor.ts'
import { addressKey, forgetfulNames, limits } from './limits.ts'

const site = await testSite({ limits: WITHOUT_LIMITS })
const { routes } = site

/** Sends these bytes as they are and gives what comes back until the server closes. */
function raw(address: string, text: string): Promise<string> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname, () => socket.write(text))
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    answer += part
  })
  return new Promise((resolve) => socket.on('close', () => resolve(answer)).on('error', () => resolve(answer)))
}

const ODD = [
  "'",
  '%00',
  '..%2f..%2fetc%2fpasswd',
  '%E0%A4%A',
  'x'.repeat(2000),
  '%3Cscript%3E',
  '%0d%0ax-y:z',
  '-1',
  '1e999',
  'null',
  '%F0%9F%98%80',
  "1'%20or%20'1'='1",
]

for (const who of ['nobody', 'secretariat'])
  test(`odd values in an address or a query make no page fail and show nothing of the inside (${who})`, async () => {
    const one = visitor(site.address)
    if (who !== 'nobody') await one.signIn(who)
    const failed: string[] = []
    for (const { method, path } of routes) {
      // The verifier is a file to take away, with all that it runs.
      if (method !== 'GET' || path === '/complaint/verifier') continue
      for (const odd of path.includes(':') ? ODD : ["'", '%00', '%E0%A4%A', '1e999', '%3Cscript%3E']) {
        const address = path.includes(':')
          ? path.replaceAll(/:\w+/g, odd)
          : `${path}?page=${odd}&q=${odd}&state=${odd}&back=${odd}&of=${odd}&from=${odd}&kind=${odd}&object=${odd}`
        const answer = await one.get(address)
        if (answer.status >= 500) failed.push(`${answer.status} ${address.slice(0, 120)}`)
        assert.doesNotMatch(
          answer.body,
          /node_modules|\bat .*\.ts:\d+|syntax error|invalid input syntax|<script(?! type="module" src="\/assets\/)/,
          address,
        )
      }
    }
    assert.deepEqual(failed, [])
  })

test('no way back, no language link and no path leads to another site', async () => {
  for (const back of [
    '//evil.example',
    '/\\evil.example',
    '/%5Cevil.example',
    'https://evil.example',
    '%2F%2Fevil.example',
    '/%09/evil.example',
    '/%0d%0aLocation:https://evil.example',
  ]) {
    const { headers } = await fetch(`${site.address}/language/en?back=${back}`, { redirect: 'manual' })
    assert.equal(new URL(headers.get('location') ?? '/', site.address).origin, site.address, back)
  }
  const answer = await raw(site.address, 'GET //evil.example/%2e%2e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  assert.match(answer, /^HTTP\/1\.1 404/)
  assert.doesNotMatch(answer, /href="\/\/evil/)
})

test('a forged host changes no address on a page', async () => {
  const answer = await raw(
    site.address,
    'GET /work HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n',
  )
  assert.match(answer, /^HTTP\/1\.1 303/)
  assert.doesNotMatch(answer, /evil/)
})

test('no header and no field makes one method another', async () => {
  const one = visitor(site.address)
  await one.signIn('secretariat')
  assert.equal((await one.get('/sign-out', { 'x-http-method-override': 'POST' })).status, 404)
  assert.equal((await one.post('/work', { _method: 'GET' }, { 'x-http-method-override': 'GET' })).status, 404)
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const answer = await fetch(`${site.address}/obligations`, { method })
    assert.equal(answer.status, 404, method)
    assert.equal(answer.headers.get('access-control-allow-origin'), null)
  }
  assert.equal((await one.get('/work')).status, 200, 'still signed in')
})

test('a body whose length is not said beforehand, or that is said to be too long, is not read', async () => {
  const chunked = await raw(
    site.address,
    'POST /sign-in/demonstration HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  )
  assert.match(chunked, /^HTTP\/1\.1 411/)
  const both = await raw(
    site.address,
    'POST /sign-in/demonstration HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  )
  assert.match(both, /^HTTP\/1\.1 400/, 'a request that can be read in two ways')
})

test('a form’s token is of one browser alone', async () => {
  const [mine, other] = [visitor(site.address), visitor(site.address)]
  await mine.get('/sign-in')
  await other.signIn('secretariat')
  const stolen = /name="form-token" value="([^"]+)"/.exec((await mine.get('/sign-in')).body)?.[1] ?? ''
  await other.get('/work')
  assert.equal((await other.post('/sign-out', {}, { 'sec-fetch-site': 'cross-site' })).status, 403)
  const body = new URLSearchParams({ 'form-token': stolen })
  const cookie = [...other.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(`${site.address}/sign-out`, {
    method: 'POST',
    body,
    headers: { cookie },
    redirect: 'manual',
  })
  assert.equal(answer.status, 403)
})

test('signing in has an allowance of its own, and using it up keeps nobody from reading', async () => {
  const own = await testSite()
  const one = visitor(own.address)
  const answers = [await one.post('/sign-in/demonstration', {})]
  while (answers.at(-1)?.status === 403) answers.push(await one.post('/sign-in/demonstration', {}))
  assert.ok(answers.length > 60, 'an office that signs in together is not refused')
  const last = answers.at(-1)
  assert.equal(last?.status, 429)
  assert.equal(last?.headers.get('retry-after'), '1')
  assert.match(last?.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  assert.equal((await one.get('/obligations')).status, 200)
})

test('an address and an account each have their allowance, which comes back with time', () => {
  const { address, account } = limits()
  for (const [limit, burst] of [
    [address, 600],
    [account, 300],
  ] as const) {
    for (let count = 0; count < burst; count++) assert.ok(limit.take('one', 0))
    assert.equal(limit.take('one', 0), false)
    assert.ok(limit.take('another', 0))
    assert.ok(limit.take('one', 1000))
  }
})

test('of IPv6 the network counts, of IPv4 the address, however it is written', () => {
  assert.equal(addressKey('2001:db8:1:2:aaaa::1'), addressKey('2001:0db8:1:2:bbbb:cccc::2'))
  assert.notEqual(addressKey('2001:db8:1:2::1'), addressKey('2001:db8:1:3::1'))
  assert.equal(addressKey('2001:db8::1'), '2001:db8:0:0::/64')
  assert.equal(addressKey('::1'), '0:0:0:0::/64')
  assert.equal(addressKey('::ffff:192.0.2.1'), addressKey('192.0.2.1'))
  assert.notEqual(addressKey('192.0.2.1'), addressKey('192.0.2.2'))
  assert.equal(addressKey(undefined), 'unknown')
})

test('a client that never ends its headers is sent away', async () => {
  const server = await startServer({ env: { OBSERVANCE_DATA: await usedDataFolder() } })
  assert.match(await raw(server.address, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '), /^HTTP\/1\.1 408/)
  server.signal('SIGTERM')
  await server.ended
})

test('who came is counted for ten minutes under a name that nobody can make again', () => {
  let now = 0
  const nameOf = forgetfulNames(() => now)
  const name = nameOf('192.0.2.1')
  assert.equal(nameOf('::ffff:192.0.2.1'), name)
  assert.notEqual(nameOf('192.0.2.2'), name)
  now = 10 * 60_000 + 1
  assert.notEqual(nameOf('192.0.2.1'), name)
  assert.doesNotMatch(name, /192|2\.1/)
})
