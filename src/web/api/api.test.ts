/** The API as another program meets it: refusals that say everything, answers that tell nothing across a wall, each act once. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testSite } from '../../../tests/site.ts'
import { type Answered, caller, officerOf, type SignedIn } from './fixtures/caller.ts'

const site = await testSite()
const anybody = caller(site.address)
const [police, head, judge, school] = (await Promise.all(
  ['police-officer', 'sms-enforcement-head', 'judge', 'school-registrar'].map((role) => officerOf(site.address, role)),
)) as [SignedIn, SignedIn, SignedIn, SignedIn]

const ago = (hours: number) =>
  Temporal.Now.instant()
    .subtract({ minutes: Math.round(hours * 60) })
    .toString()
const CASES = '/api/procedures/detention/cases'
const apprehension = (facts: object = {}) => ({
  facts: {
    libertyLostAt: ago(0.5),
    libertyLostPlace: 'AZ-BA',
    apprehendedBy: police.account,
    sex: 'male',
    birthDateKnown: '1990-05-17',
    ageBasis: 'documented',
    nationality: 'UZ',
    accompaniedByChild: false,
    language: 'uz',
    needsInterpreter: true,
    ...facts,
  },
})
const opened = async (): Promise<string> => {
  const { status, body } = await police.post(CASES, apprehension())
  assert.equal(status, 201)
  return body.case
}
const rules = ({ body }: Answered) =>
  body.refusals.map(({ rule, fact }: { rule: string; fact: string | null }) => `${rule} ${fact ?? ''}`.trim())
/** What differs between two answers although they say the same: when they were given. */
const bare = ({ status, headers, text }: Answered) => ({
  status,
  headers: Object.fromEntries([...headers].filter(([name]) => name !== 'date')),
  text,
})

test('a case is opened, read with a purpose, and led to its end by whoever takes each step', async () => {
  const { status, headers, body } = await police.post(CASES, apprehension())
  assert.deepEqual([status, body.event, body.state], [201, 1, 'apprehended'])
  assert.equal(headers.get('location'), `${CASES}/${body.case}`)
  const read = await judge.get(`${CASES}/${body.case}?purpose=hear`)
  assert.match(read.headers.get('etag') ?? '', /^(W\/)?"1"$/)
  assert.ok(
    read.body.outlook.some(({ step, open }: { step: string; open: boolean }) => step === 'orderRelease' && open),
  )
  const release = { facts: { decisionReasons: 'No ground was shown.' } }
  const ordered = await judge.post(`${CASES}/${body.case}/steps/orderRelease`, release, { event: 1 })
  assert.deepEqual([ordered.status, ordered.body.state, ordered.body.event], [200, 'releaseOrdered', 2])
  const free = { facts: { releasedAt: ago(0), releaseReason: 'judge' } }
  const released = await police.post(`${CASES}/${body.case}/steps/release`, free, { event: 2 })
  assert.deepEqual([released.status, released.body.state], [200, 'released'])
})

test('a refusal names every reason with rule, fact, safeguard and citation, in the asked language', async () => {
  const id = await opened()
  const refused = await head.post(
    `${CASES}/${id}/steps/requestReview`,
    { facts: { ground: 'debt', groundLaw: ' ' } },
    { event: 1, headers: { 'accept-language': 'en' } },
  )
  assert.equal(refused.status, 422)
  assert.equal(refused.headers.get('content-type'), 'application/problem+json')
  assert.equal(refused.headers.get('content-language'), 'en')
  assert.ok(rules(refused).includes('not-in-the-list ground'))
  assert.ok(rules(refused).includes('empty groundLaw'))
  assert.ok(rules(refused).includes('missing necessity'))
  const alternatives = refused.body.refusals.find(
    ({ safeguard }: { safeguard: string | null }) => safeguard === 'D5.eachAlternative',
  )
  assert.ok(alternatives.cite.includes('CMW/C/AZE/CO/3 36(a)'))
  for (const { words } of refused.body.refusals) assert.ok(words.length > 5)
  const other = await head.post(
    `${CASES}/${id}/steps/requestReview`,
    {},
    { event: 1, headers: { 'accept-language': 'az' } },
  )
  assert.equal(other.headers.get('content-language'), 'az')
  assert.notEqual(other.body.title, refused.body.title)
  const { body } = await head.get(`${CASES}/${id}?purpose=decide`)
  assert.deepEqual([body.state, body.event], ['apprehended', 1], 'nothing was saved')
})

test('the same submission sent again is answered again and done once; another under its key is refused', async () => {
  const key = randomUUID()
  const sent = apprehension()
  const [first, second] = [await police.post(CASES, sent, { key }), await police.post(CASES, sent, { key })]
  assert.deepEqual([first.status, second.status], [201, 201])
  assert.equal(first.body.case, second.body.case)
  const other = await police.post(CASES, apprehension({ sex: 'female' }), { key })
  assert.deepEqual([other.status, other.body.type], [409, 'urn:observance:problem:key-used'])
  const step = randomUUID()
  const act = () =>
    judge.post(
      `${CASES}/${first.body.case}/steps/orderRelease`,
      { facts: { decisionReasons: 'None.' } },
      { event: 1, key: step },
    )
  const [once, again] = [await act(), await act()]
  assert.deepEqual([once.status, again.status, again.body.event], [200, 200, 2])
})

test('whoever decided on an older event is told that the case has changed, and which event must be named', async () => {
  const id = await opened()
  const address = `${CASES}/${id}/steps/orderRelease`
  const body = { facts: { decisionReasons: 'None.' } }
  assert.equal((await judge.post(address, body)).status, 428)
  assert.equal((await judge.post(address, { ...body, expected: 1 })).status, 200)
  const late = await judge.post(address, body, { event: 1 })
  assert.deepEqual([late.status, late.body.type], [412, 'urn:observance:problem:case-changed'])
})

test('none, not yours and behind a wall are one answer, headers and length included', async () => {
  const id = await opened()
  for (const path of [`${CASES}/ID?purpose=decide`, `${CASES}/ID`])
    for (const somebody of [school, judge]) {
      const there = await somebody.get(path.replace('ID', id))
      const none = await somebody.get(path.replace('ID', randomUUID()))
      if (somebody === school) assert.deepEqual(bare(there), bare(none))
    }
  for (const step of ['letGo', 'orderRelease', 'noSuchStep']) {
    const there = await school.post(`${CASES}/${id}/steps/${step}`, {}, { event: 1 })
    const none = await school.post(`${CASES}/${randomUUID()}/steps/${step}`, {}, { event: 1 })
    assert.equal(there.status, 404)
    assert.deepEqual(bare(there), bare(none))
  }
  const listed = await school.get(CASES)
  assert.deepEqual([listed.status, listed.body], [200, { cases: [] }])
})

test('whoever did not sign in is told to; a wrong code and none are one answer', async () => {
  const id = await opened()
  for (const path of [`${CASES}/${id}?purpose=decide`, `${CASES}/${randomUUID()}?purpose=decide`, CASES]) {
    const { status, headers } = await anybody.get(path)
    assert.deepEqual([status, headers.get('www-authenticate')], [401, 'Bearer'])
  }
  const wrong = await caller(site.address, 'Code 00000 00000 00000 00000 00000').get('/api/case')
  assert.deepEqual(bare(wrong), bare(await anybody.get('/api/case')))
  assert.equal(wrong.status, 404)
})

test('a person reads their own case by its code, and applies to a judge without a word', async () => {
  const id = await opened()
  const { body } = await police.post(`${CASES}/${id}/codes`, {})
  const person = caller(site.address, `Code ${body.code}`)
  const own = await person.get('/api/case')
  assert.deepEqual([own.status, own.body.case, own.body.procedure], [200, id, 'detention'])
  const applied = await person.post('/api/case/steps/applyToJudge', {}, { event: own.body.event })
  assert.equal(applied.status, 200)
  const seen = await judge.get(`${CASES}/${id}?purpose=hear`)
  assert.ok(seen.body.clocks.some(({ rule }: { rule: string }) => rule === 'D8.judge'))
})

test('what is no JSON, too large, unknown or impossible is a problem that says where, never a fault', async () => {
  const post = (body: string, type = 'application/json') =>
    fetch(`${site.address}/api/procedures/complaint/cases`, {
      method: 'POST',
      body,
      headers: { 'content-type': type, 'idempotency-key': randomUUID() },
    }).then(({ status }) => status)
  assert.equal(await post('{"facts":'), 400)
  assert.equal(await post('{}', 'text/plain'), 415)
  assert.equal(await post(JSON.stringify({ facts: { groundLaw: 'x'.repeat(300_000) } })), 413)
  const wrong = await police.post(CASES, { facts: 7, assertedAt: 'yesterday', colour: 'red' })
  assert.equal(wrong.status, 400)
  assert.deepEqual(wrong.body.refusals.map(({ pointer }: { pointer: string }) => pointer).toSorted(), [
    '/assertedAt',
    '/colour',
    '/facts',
  ])
  const strange = await police.post(
    CASES,
    apprehension({ libertyLostAt: '2026-01-01T25:61:00Z', language: '\0', sex: '\ud800' }),
  )
  assert.equal(strange.status, 422)
  const none = await police.post(CASES, apprehension(), { key: 'again' })
  assert.deepEqual([none.status, rules(none)], [400, ['idempotency-key-missing']])
  assert.equal((await anybody.get('/api/procedures/nothing/cases')).status, 401)
  assert.equal((await police.get('/api/procedures/nothing/cases')).status, 404)
})

test('a browser that is signed in sends the token of a form; its cookie alone changes nothing', async () => {
  const { body } = await anybody.get('/api/demonstration/officers')
  const { account } = body.officers.find(({ role }: { role: string }) => role === 'police-officer')
  const session = await anybody.post('/api/demonstration/sessions', { account })
  const cookie = `observance=${session.body.token}; browser=abc`
  const refused = await anybody.post(CASES, apprehension(), { headers: { cookie } })
  assert.deepEqual([refused.status, refused.body.type], [403, 'urn:observance:problem:form-token'])
  assert.equal((await anybody.get(CASES, { cookie })).status, 200)
})
