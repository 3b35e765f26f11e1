/** What a program sends or asks wrongly is refused with a reason, and never read as something else. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { testSite } from '../../../tests/site.ts'
import { caller, officerOf } from './fixtures/caller.ts'

const site = await testSite()
const anybody = caller(site.address)
const police = await officerOf(site.address, 'police-officer')
const head = await officerOf(site.address, 'sms-enforcement-head')
const { body: listed } = await anybody.get('/api/demonstration/officers')
const account = listed.officers.find(({ role }: { role: string }) => role === 'police-officer').account
const { body: session } = await anybody.post('/api/demonstration/sessions', { account })
const CASES = '/api/procedures/detention/cases'
const apprehension = {
  libertyLostAt: Temporal.Now.instant().subtract({ minutes: 30 }).toString(),
  ...{ libertyLostPlace: 'AZ-BA', apprehendedBy: account, sex: 'male', birthDateKnown: '1990-05-17' },
  ...{ ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false, language: 'uz' },
}
const JSON_OF_IT = JSON.stringify({ facts: apprehension })

const send = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
  const answer = await fetch(site.address + CASES, {
    ...{ method: 'POST', body },
    headers: {
      ...{ authorization: `Bearer ${session.token}`, 'idempotency-key': randomUUID() },
      ...{ 'content-type': 'application/json', 'accept-language': 'en', ...headers },
    },
  })
  return { status: answer.status, headers: answer.headers, problem: JSON.parse(await answer.text()) }
}
const onlyRule = ({ problem }: Awaited<ReturnType<typeof send>>) => {
  assert.equal(problem.refusals.length, 1, JSON.stringify(problem))
  const [{ rule, pointer }] = problem.refusals
  return `${rule} ${pointer}`
}

test('a name that stands twice in one object is refused where it stands, and the last of the two is not taken', async () => {
  const twice = await send(JSON_OF_IT.replace('"sex":"male"', '"sex":"male","sex":"female"'))
  assert.deepEqual([twice.status, onlyRule(twice)], [400, 'named-twice /facts/sex'])
  const outer = await send(JSON_OF_IT.replace(/}$/, ',"facts":{}}'))
  assert.deepEqual([outer.status, onlyRule(outer)], [400, 'named-twice /facts'])
  const escaped = await send(JSON_OF_IT.replace('"sex":"male"', '"sex":"male","\\u0073ex":"female"'))
  assert.equal(onlyRule(escaped), 'named-twice /facts/sex')
})

test('the same name in two objects, in two lines and within a text is no name twice', async () => {
  const lines = ['release-own-promise', 'case-worker-support'].map((alternative) => ({
    alternative,
    whyNot: '"a":1,"a":2',
  }))
  const sent = await send(
    JSON.stringify({ facts: { ...apprehension, newFacts: '{"sex":1,"sex":2}', alternatives: lines } }),
  )
  assert.equal(sent.status, 422)
  assert.deepEqual(
    sent.problem.refusals.map(({ rule, fact }: { rule: string; fact: string }) => `${rule} ${fact}`),
    ['not-taken-here alternatives'],
  )
})

test('bytes that are no UTF-8 are refused, and nobody keeps another character in their place', async () => {
  const [before, after] = JSON_OF_IT.split('"uz"')
  const text = new TextEncoder()
  const body = Buffer.concat([
    text.encode(before),
    text.encode('"uz","newFacts":"caf'),
    Buffer.from([0xe9]),
    text.encode(`"${after}`),
  ])
  const damaged = await send(new Uint8Array(body))
  assert.deepEqual([damaged.status, onlyRule(damaged)], [400, 'not-utf-8 '])
})

test('a packed body is not read, and whoever sent it is told how to send it', async () => {
  const packed = await send(new Uint8Array(gzipSync(JSON_OF_IT)), { 'content-encoding': 'gzip' })
  assert.deepEqual([packed.status, packed.headers.get('accept-encoding')], [415, 'identity'])
  assert.equal(packed.problem.type, 'urn:observance:problem:packed')
})

test('an address asked with another method says which it takes; one that is not there says nothing of methods', async () => {
  const ask = (method: string, path: string) => fetch(site.address + path, { method })
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    const answer = await ask(method, `${CASES}/${randomUUID()}`)
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD, OPTIONS'], method)
  }
  const options = await ask('OPTIONS', CASES)
  assert.deepEqual(
    [options.status, options.headers.get('allow')?.split(', ').toSorted()],
    [204, ['GET', 'HEAD', 'OPTIONS', 'POST']],
  )
  const nothing = await ask('PUT', '/api/nothing')
  assert.deepEqual([nothing.status, nothing.headers.get('allow')], [404, null])
})

test('a list that is asked for wrongly is refused by the name of what is wrong, and not given as something else', async () => {
  for (const query of ['limit=x', 'limit=-1', 'limit=201', 'offset=1e9', 'order=oldest', 'state=nowhere']) {
    const { status, body } = await police.get(`${CASES}?${query}`)
    assert.equal(status, 400, query)
    assert.deepEqual(body.refusals[0].params, { parameter: query.split('=')[0] })
  }
})

test('a page of a list names the next one, and the last names none', async () => {
  for (let made = 0; made < 3; made++) assert.equal((await send(JSON_OF_IT)).status, 201)
  const first = await police.get(`${CASES}?limit=2&order=newest`)
  const next = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1]
  assert.ok(next)
  const second = await police.get(next)
  const ids = [...first.body.cases, ...second.body.cases].map((one: { case: string }) => one.case)
  assert.equal(new Set(ids).size, ids.length)
  assert.equal((await police.get(`${CASES}?limit=200`)).headers.get('link'), null)
})

test('whoever opens without signing in where nobody may, or with a session that is over, is asked to sign in', async () => {
  const unsigned = await anybody.post(CASES, { facts: apprehension })
  assert.deepEqual([unsigned.status, unsigned.headers.get('www-authenticate')], [401, 'Bearer'])
  const over = caller(site.address, 'Bearer of-a-session-that-is-over')
  const complaint = await over.post('/api/procedures/complaint/cases', { facts: { story: 'An officer’s own words.' } })
  assert.equal(complaint.status, 401, 'an officer’s note does not become an anonymous complaint')
})

test('each reason stands alone: what the safeguard says, on which facts it looks, and never a bare key', async () => {
  const { problem: of } = await send(JSON_OF_IT)
  const english = { headers: { 'accept-language': 'en' }, event: 1 }
  const { body } = await head.post(`${CASES}/${of.case}/steps/requestReview`, { facts: {} }, english)
  const told = (safeguard: string) => body.refusals.find((one: { safeguard: string }) => one.safeguard === safeguard)
  assert.deepEqual(told('D5.screened').facts, ['screenedAt', 'screenedBy', 'rightsToldAt'])
  assert.deepEqual(told('D5.lawyerAsked').facts, ['wishesLawyer'])
  assert.match(told('D5.lawyerAsked').words, /Say for this person why/)
  assert.match(told('D5.eachAlternative').words, /Release on the person’s own promise/)
  for (const { words, rule } of body.refusals) assert.ok(words.includes(' ') && !words.includes(rule), words)
})

test('a program that asks for no language is answered in one, whoever it is and whatever is wrong', async () => {
  const { problem: of } = await send(JSON_OF_IT)
  const step = `${CASES}/${of.case}/steps/letGo`
  const answers = [
    await police.post(step, {}),
    await police.post(step, {}, { event: 9 }),
    await police.post(step, [], { event: 1 }),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [428, 412, 400],
  )
  assert.deepEqual(
    answers.map(({ headers }) => headers.get('content-language')),
    ['en', 'en', 'en'],
  )
})
