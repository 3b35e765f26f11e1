/** A route at which nobody leaves a trace: no cookie comes back, nobody is known, no address is counted, no token is asked for. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from 'hono/html'
import { testRegister } from '../../tests/register.ts'
import { testStore } from '../../tests/store.ts'
import { installCountry, readPack } from '../obligations/install/index.ts'
import { createApp } from './app.ts'
import { checkRoutes, type Route } from './route.ts'

const store = await testStore()
const country = await installCountry(store, await readPack('AZE'))
const register = await testRegister(store, country.pack)

const quiet = (method: Route['method']): Route => ({
  method,
  path: '/quiet',
  who: 'anyone',
  traceless: true,
  answer: async ({ viewer }) => html`<p>${viewer.account ?? 'nobody'}</p>`,
})
const asked: string[] = []
const app = createApp({
  store,
  register,
  country,
  routes: [quiet('GET'), quiet('POST')],
  origin: 'http://localhost:8080',
  viewerOf: async (token) => {
    asked.push(token)
    return null
  },
  keepForm: async () => '',
  takeKeptForm: async () => null,
})

test('neither a page nor a form nor an error sets a cookie, and a session that the browser sends is not looked up', async () => {
  const headers = { cookie: 'observance=token; browser=b' }
  const answers = [
    await app.request('/quiet', { headers }),
    await app.request('/quiet', { method: 'POST', headers: { ...headers, 'content-length': '3' }, body: 'a=b' }),
    await app.request('/quiet', { method: 'POST', headers, body: 'a=b' }),
    await app.request('/quiet'),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 411, 200],
  )
  for (const answer of answers) assert.deepEqual(answer.headers.getSetCookie(), [])
  assert.match(await (answers[0] ?? assert.fail()).text(), /nobody/)
  assert.deepEqual(asked, [])
})

test('a thousand requests from one address are answered; elsewhere they would not be', async () => {
  const statuses = new Set<number>()
  for (let count = 0; count < 1000; count++) statuses.add((await app.request('/quiet')).status)
  assert.deepEqual([...statuses], [200])
  const last = await Promise.all(Array.from({ length: 700 }, () => app.request('/elsewhere')))
  assert.ok(last.some(({ status }) => status === 429))
})

test('only one address for anyone can be traceless', () => {
  for (const wrong of [{ path: '/quiet/:id' }, { who: 'signed-in' as const }])
    assert.throws(() => checkRoutes([{ ...quiet('GET'), ...wrong }]), /cannot be traceless/)
})
