/** When something goes wrong, the page still speaks the reader's language and keeps their way around. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testRegister } from '../../tests/register.ts'
import { testStore } from '../../tests/store.ts'
import type { Viewer } from '../firewall/index.ts'
import { installCountry, readPack } from '../obligations/install/index.ts'
import { createApp } from './app.ts'
import type { Route } from './route.ts'

const store = await testStore()
const country = await installCountry(store, await readPack('AZE'))
const register = await testRegister(store, country.pack)

const officer: Viewer = {
  account: '00000000-0000-4000-8000-000000000001',
  name: 'Aynur Misal',
  role: 'official',
  institution: 'SMS',
  organization: null,
  language: 'ar',
}

const failing: Route = {
  method: 'GET',
  path: '/failing',
  who: 'anyone',
  answer: () => Promise.reject(new Error('the lantern fell')),
}

const appWith = (viewerOf: (token: string) => Promise<Viewer | null>) =>
  createApp({
    store,
    register,
    country,
    routes: [failing],
    origin: 'http://localhost:8080',
    viewerOf,
    keepForm: async () => '',
    takeKeptForm: async () => null,
  })

const ask = async (app: ReturnType<typeof createApp>, headers: Record<string, string>) => {
  const answer = await app.request('/failing', { headers })
  return { status: answer.status, body: await answer.text() }
}

test('an unknown error is told in the language of the person, with their navigation, and without its cause', async (context) => {
  context.mock.method(console, 'error', () => undefined)
  const { status, body } = await ask(
    appWith(async () => officer),
    { cookie: 'observance=token' },
  )
  assert.equal(status, 500)
  assert.match(body, /<html lang="ar" dir="rtl"/)
  assert.match(body, /href="\/work"/, 'what only those who have signed in have')
  assert.match(body, /Aynur Misal/)
  assert.doesNotMatch(body, /lantern/)
})

test('where the session cannot be read either, the page stands in the language of the browser', async (context) => {
  context.mock.method(console, 'error', () => undefined)
  const app = appWith(() => Promise.reject(new Error('no database')))
  const { status, body } = await ask(app, { cookie: 'observance=token', 'accept-language': 'az' })
  assert.equal(status, 500)
  assert.match(body, /<html lang="az"/)
  assert.doesNotMatch(body, /href="\/work"/)
})
