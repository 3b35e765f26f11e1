/**
 * What a hostile officer tries with a good login: to put SQL into every parameter (P22), to walk through everybody (P24); and
 * what stays true while nobody makes the rounds: whatever is overdue is shown as such (P6).
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testSite, WITHOUT_LIMITS } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { caller } from './fixtures/caller.ts'
import type { Heard } from './fixtures/outsider.ts'
import { type Case, minutesAgo, stage } from './fixtures/play.ts'

// What is refused for coming too often has tried nothing.
const site = await testSite({ limits: WITHOUT_LIMITS })
const owner = await site.store.ownerClient()
after(() => owner.end())
const { document, officers, apprehend, personOf, as } = await stage(site.address)
const { police, head, judge, border, ombuds } = officers
const unseen = () => owner.query('delete from firewall.person_seen')

const INJECTED = [
  "' or '1'='1",
  "'; drop schema immigration_enforcement cascade; --",
  "'||pg_sleep(5)||'",
  '"; select pg_sleep(5); --',
  '1 union select case_id::text from education.school_enrolment',
  "\\'; set role postgres; --",
  '$$; select pg_sleep(5); $$',
  "'::uuid) or true or case_id = ('",
]

// biome-ignore lint/suspicious/noExplicitAny: the description, of which another test says that it is well made
type Any = any

test('P22: SQL in every parameter, fact and field of every operation: no fault, no wait, nothing changed', async () => {
  const callers = [police, head, judge, border].map(({ token }) => caller(site.address, `Bearer ${token}`))
  const state = async () =>
    (
      await owner.query(`select (select count(*)::int from pg_class where relkind in ('r', 'v', 'm')) as tables,
        (select count(*)::int from pg_proc) as functions, (select count(*)::int from pg_roles) as roles,
        (select count(*)::int from immigration_enforcement.event) as events, (select count(*)::int from education.school_enrolment) as children`)
    ).rows[0]
  const was = await state()
  let tried = 0
  let slowest = 0
  const operations = Object.entries<Any>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Any>(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  for (const [index, { path, method, operation }] of operations.entries()) {
    // Steps are alike: each has its turn with two of them, every other operation with all.
    const isStep = path.includes('/steps/')
    const texts = isStep ? [0, 3].map((at) => INJECTED[(index + at) % INJECTED.length] ?? '') : INJECTED
    for (const [turn, text] of texts.entries()) {
      const somebody = callers[(index + turn) % callers.length] ?? assert.fail()
      const filled = path.replace(/\{\w+\}/g, encodeURIComponent(text))
      const asked = (operation.parameters ?? []).filter((one: Any) => one.in === 'query').map(({ name }: Any) => name)
      const query = new URLSearchParams(asked.map((name: string) => [name, text]))
      const schema = operation.requestBody?.content['application/json']?.schema
      const facts = Object.fromEntries(
        Object.keys(schema?.properties?.facts?.properties ?? {}).map((name) => [name, text]),
      )
      const fields = Object.keys(schema?.properties ?? {}).map((name) => [name, name === 'facts' ? facts : text])
      const from = performance.now()
      const { status, text: said } =
        method === 'get'
          ? await somebody.get(`${filled}?${query}`)
          : await somebody.post(filled, Object.fromEntries(fields), {
              key: turn % 2 === 0 ? text : randomUUID(),
              headers: { 'if-match': text },
            })
      const took = performance.now() - from
      slowest = Math.max(slowest, took)
      tried++
      assert.notEqual(status, 429, `${method} ${path} was not tried`)
      assert.ok(status < 500, `${method} ${path} ${text}: ${status} ${said}`)
      assert.doesNotMatch(said, /syntax error|pg_catalog|PL\/pgSQL|relation "/i)
      assert.ok(took < 4_000, `${method} ${path} ${text}: ${took} ms`)
    }
  }
  // The same as a fact that is taken: it is kept as it was typed.
  const one = await apprehend()
  await one.take(police, 'letGo', { releaseReason: 'other' })
  const { events, ...rest } = await state()
  const { events: had, ...before } = was
  assert.deepEqual(rest, before)
  assert.equal(events, had + 2)
  console.log(
    `P22: ${tried} requests over ${operations.length} operations, 0 faults, 0 changes, the slowest ${Math.round(slowest)} ms`,
  )
})

test('P24: a clerk who walks through cases is stopped at the sixtieth person, on pages too, and an alarm is raised at once', async () => {
  await unseen()
  const cases: Case[] = []
  for (let n = 0; n < 61; n++) {
    if (n % 30 === 0) await unseen()
    cases.push(await apprehend({ libertyLostAt: minutesAgo(10 + n) }))
  }
  await unseen()
  const statuses: number[] = []
  let last: Heard | undefined
  for (const one of cases) {
    last = await police('detention.read', { in: { case: one.id, purpose: 'review' } })
    statuses.push(last.status)
  }
  assert.equal(statuses.filter((status) => status === 200).length, 60)
  assert.equal(last?.status, 429)
  assert.equal(last.headers.get('retry-after'), null, 'they are not told to try again in a second')
  const page = await fetch(`${site.address}/cases/detention/${cases.at(-1)?.id}`, {
    headers: { cookie: `observance=${police.token}; browser=abc; language=en`, 'accept-language': 'en' },
  })
  assert.notEqual(page.status, 200)
  // The frame of a page has random tokens, in which anything may stand.
  const [, main = ''] = (await page.text()).split('<main')
  assert.match(main, /<h1/)
  assert.doesNotMatch(main, /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}|Uzbek/, 'nothing of the case is on it')
  const { rows } = await owner.query("select at from firewall.alarm where officer = $1 and kind = 'quota'", [
    police.account,
  ])
  assert.ok(rows.length >= 1)
  // A list has nothing of a person, and still gives no more than its page.
  const { cases: listed } = await police.done('detention.list', { in: { limit: 200 } })
  assert.deepEqual(
    Object.keys(listed[0]).filter((key) => /sex|name|nation|birth/i.test(key)),
    [],
  )
})

test('P24: looking people up by name counts whether anybody is found; a canary sings at the first touch', async () => {
  await unseen()
  const looks: number[] = []
  for (let n = 0; n < 61; n++)
    looks.push((await border('detention.findPeople', { more: { name: `Nobody ${n}`, born: '1990' } })).status)
  assert.equal(looks.filter((status) => status === 200).length, 60)
  assert.equal(looks.at(-1), 429)
  await unseen()
  const one = await apprehend()
  await owner.query("insert into firewall.canary values ('immigration-enforcement', $1)", [one.id])
  const read = await police('detention.read', { in: { case: one.id, purpose: 'review' } })
  assert.equal(read.status, 200, 'it looks like any other')
  const { rows } = await owner.query("select officer from firewall.alarm where kind = 'canary' and subject = $1", [
    one.id,
  ])
  assert.deepEqual(
    rows.map(({ officer }) => officer),
    [police.account],
  )
})

test('P6: with nobody making the rounds, every page and every answer that shows a case shows what is overdue', async () => {
  await unseen()
  const [here] = (await ombuds.done('placesWatched')).places
  const { offices } = await ombuds.done('offices')
  const inIt = offices.find(({ code }: { code: string }) => code === here.code).id
  const one = await apprehend({ libertyLostAt: minutesAgo(25 * 60), place: inIt })
  const person = await personOf(one, police)
  const { code } = await police.done('detention.giveCode', { in: { case: one.id } })
  const { rows } = await owner.query('select from immigration_enforcement.clock_effect where case_id = $1', [one.id])
  assert.equal(rows.length, 0, 'nothing has fired')
  const isOver = ({ rule, standing }: { rule: string; standing: string }) =>
    rule === 'D3.judge' && standing !== 'running'
  const shown: Record<string, boolean> = {}
  const read = await one.read(judge, 'hear')
  shown['GET cases/{case}'] = read.clocks.some(isOver)
  const theirs = await as(`Code ${code}`).done('ownCase')
  shown['GET /api/case'] = theirs.clocks.some(isOver)
  assert.equal((await person('ownCase')).status, 404, 'a newer code has ended the first')
  const { cases } = await judge.done('detention.list', { in: { limit: 200 } })
  const row = cases.find((of: { case: string }) => of.case === one.id)
  shown['GET cases'] = Temporal.Instant.compare(row.dueAt, Temporal.Now.instant()) < 0
  const page = async (path: string, token: string) => {
    const answer = await fetch(site.address + path, {
      headers: { cookie: `observance=${token}; browser=abc; language=en`, 'accept-language': 'en' },
    })
    return answer.text()
  }
  const { caseNumber } = read
  const near = (text: string) => text.slice(text.indexOf(caseNumber)).slice(0, 2_000)
  for (const path of ['/cases', '/cases/detention'])
    shown[path] = /ended \d.* ago/.test(near(await page(path, judge.token)))
  const own = `/cases/detention/${one.id}`
  shown[own] = /ended \d.* ago/.test(await page(own, judge.token))
  shown[`${own}/slip`] = /ended \d+ \w+ \d{4}/.test(await page(`${own}/slip`, judge.token))
  // Who watches over every agency, and the register of the place.
  const { breaches } = await ombuds.done('breachesWatched')
  shown['GET /api/oversight/breaches'] = breaches.some(
    (of: { case: string; rule: string }) => of.case === one.id && of.rule === 'D3.judge',
  )
  const watched = await page('/oversight', ombuds.token)
  shown['/oversight'] = watched.includes(caseNumber) && watched.includes('over, and not noted yet')
  const there = (await ombuds.done('held', { in: { place: here.code } })).held
  const detained = there.find((of: { case: string }) => of.case === one.id)
  shown['GET /api/oversight/places/{place}'] = Temporal.Instant.compare(detained.dueAt, Temporal.Now.instant()) < 0
  shown['/oversight/places/{place}'] = /over since/.test(
    near(await page(`/oversight/places/${here.code}`, ombuds.token)),
  )
  const walker = visitor(site.address)
  walker.cookies.set('language', 'en')
  await walker.post('/case', { _code: code }, { 'accept-language': 'en' })
  const { body } = await walker.get('/case', { 'accept-language': 'en' })
  shown['/case'] = /ended \d.* ago/.test(body)
  assert.deepEqual(
    Object.entries(shown).filter(([, is]) => !is),
    [],
  )
  console.log(`P6: ${Object.keys(shown).length} pages and answers show it: ${Object.keys(shown).join(', ')}`)
})
