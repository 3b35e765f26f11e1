/**
 * Rubbish, to every route there is, from every role: addresses, queries and forms that make no sense are answered with
 * a sentence, never with a fault; nothing of the inside is shown, and nothing half-written is left.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { type Asker, asker, type Body, type Said } from '../../tests/asker.ts'
import { PATHS, QUERIES, TEXTS } from '../../tests/rubbish.ts'
import { testSite, WITHOUT_LIMITS } from '../../tests/site.ts'
import { formsOf, type Walked, walk } from '../../tests/walk.ts'
import { ROLES } from '../firewall/index.ts'
import { stage } from './api/fixtures/play.ts'
import { opensTo } from './route.ts'

/** The same rubbish in each run. */
const SEED = 20_261_124

const site = await testSite({ limits: WITHOUT_LIMITS })
const statistician = asker(site, 'officer', 'statistician')
const people = [
  ...ROLES.map((role) => asker(site, role)),
  statistician,
  asker(site, 'officer', 'police-officer'),
  asker(site, 'officer', 'ombuds-officer'),
]
const walked = new Map<Asker, Walked>()
const owner = await site.store.ownerClient()

const faults = new Map<string, string>()
const INSIDE =
  /\bat \S+ \(|node:internal|node_modules|\/src\/\w|\.ts:\d|followup\.\w|\b(?:insert into|delete from|update \w+ set)\b|violates|invalid input syntax|out of range for type|current transaction|SQLSTATE|\[object |\bundefined\b/i

/** One of each kind and route is enough to know where to look. */
function fault(text: string): void {
  const kind = text
    .slice(0, 200)
    .replaceAll(/[0-9a-f-]{36}/g, 'ID')
    .replace(/(?:GET|POST) (\S+)[\s\S]*/, '$1')
  if (!faults.has(kind)) faults.set(kind, text)
}

function told(): string[] {
  const all = [...faults.values()]
  faults.clear()
  return all
}

/** What every answer must be, whatever was asked. */
async function judge(what: string, said: Said, sent: string): Promise<void> {
  if (said.status >= 500) fault(`${said.status} ${what}`)
  // What was sent may come back in the form; it is not ours.
  const own = said.body.replaceAll(sent, '')
  const shown = INSIDE.exec((said.headers.get('content-type') ?? '').startsWith('text/html') ? own : '')
  if (shown !== null) fault(`shows "${own.slice(Math.max(0, shown.index - 60), shown.index + 80)}": ${what}`)
  if (said.status < 400) return
  const missing = missingIn(said)
  if (missing !== null) fault(`${said.status} says "${missing}" to ${what}`)
  const now = await counts()
  if (now !== known) fault(`${said.status} left something behind: ${what}`)
}

/** A heading, and sentences that a person can read: a missing word of the catalogue shows as its key. */
function missingIn({ body, headers }: Said): string | null {
  if (!(headers.get('content-type') ?? '').startsWith('text/html')) return body.length > 20 ? null : body
  const main = /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? ''
  const marked = main.matchAll(/<(p class="govuk-error-message"|a href="#field-)[^>]*>([\s\S]*?)<\/[pa]>/g)
  const messages = [...marked].map(([, , text = '']) =>
    wordsOf(text)
      .replace(/^Error:/, '')
      .trim(),
  )
  if (!/<h1[^>]*>[^<]+/.test(main)) return 'no heading'
  const summary = /govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(main)?.[1] ?? ''
  if (/\p{Lu}\S* \S/u.test(wordsOf(summary))) return messages.find((text) => !isSentence(text)) ?? null
  if (messages.length === 0 && !/[.!?]\s*</.test(main)) return 'no sentence'
  return messages.find((text) => !isSentence(text)) ?? null
}

function isSentence(text: string): boolean {
  return /^\p{Lu}\S* \S/u.test(text)
}

function wordsOf(markup: string): string {
  return markup.replaceAll(/<[^>]+>/g, ' ').trim()
}

const tables = (
  await owner.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'followup' and table_type = 'BASE TABLE' and table_name not in ('session', 'kept_form')",
  )
).rows.map(({ name }) => name)
const COUNTED = tables.map((name) => `(select count(*) from followup.${name})`).join(" || ' ' || ")
let known = ''
let seen = ''

// Counting costs more than answering: a sequence moves with each statement that adds or takes rows, also where it is rolled back.
await owner.query(`
  create schema probe;
  create sequence probe.changes;
  create function probe.note() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      perform nextval('probe.changes');
      return null;
    end $$`)
for (const name of tables)
  await owner.query(
    `create trigger zz_probe after insert or delete or truncate on followup.${name} for each statement execute function probe.note()`,
  )

/** Rows of every table, counted anew only where there may be more or fewer since. */
async function counts(): Promise<string> {
  const { rows } = await owner.query<{ changes: string }>('select last_value::text as changes from probe.changes')
  if (rows[0]?.changes === seen && known !== '') return known
  seen = rows[0]?.changes ?? ''
  return (await owner.query<{ all: string }>(`select ${COUNTED} as all`)).rows[0]?.all ?? ''
}

async function get(one: Asker, path: string, sent: string): Promise<void> {
  known = await counts()
  await judge(`${one.role} GET ${path}`.slice(0, 300), await one.get(path), sent)
}

async function post(one: Asker, path: string, fields: Body): Promise<void> {
  known = await counts()
  const shown = fields.map(
    ([name, value]) => `${name}=${typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : value.name}`,
  )
  const said = await one.post(path, fields)
  const text = fields.map(([, value]) => value).find((value) => typeof value === 'string' && value.length > 3)
  await judge(`${one.role} POST ${path} ${shown.join(' ')}`.slice(0, 500), said, String(text ?? ''))
}

before(async () => {
  known = await counts()
  await prepare()
  assert.notEqual(await counts(), known, 'what is left behind is seen')
  for (const one of people) walked.set(one, await walk(one, site.routes))
})

/** What no demonstration holds: a case, an import that was begun, a round that is open, an obligation whose claim waits, a table that was computed. */
async function prepare(): Promise<void> {
  await (await stage(site.address)).apprehend()
  await statistician.post('/tables/workbench', [
    ['table', 'detention-persons'],
    ['period', '2020'],
  ])
  const secretary = people.find(({ role }) => role === 'secretariat')
  if (secretary === undefined) return
  const observations =
    'CMW/C/SOT/CO/2\n1. The Committee notes.\n2. The Committee recommends that the State party repair its lanterns.\n'
  await secretary.post('/import', [['file', new File([observations], 'observations.txt')]])
  const [form] = formsOf((await secretary.get('/consultations/new')).body).filter(
    ({ action }) => action === '/consultations/new',
  )
  const { rows } = await owner.query<{ id: string }>("select id from followup.report where state <> 'frozen' limit 1")
  const values = { report: rows[0]?.id ?? '', title: 'Open', opens_on: '2020-01-01', closes_on: '2099-12-31' }
  await secretary.post('/consultations/new', Object.entries({ ...Object.fromEntries(form?.fields ?? []), ...values }))
}

test('most pages are found by somebody who follows the links; all other routes are asked under addresses that are made up', () => {
  // Nothing links to the API: its own test reads its description (api/hostile.test.ts).
  const pages = site.routes.filter(({ path }) => !path.startsWith('/api'))
  const found = new Set([...walked.values()].flatMap(({ pages, forms }) => [...pages.keys(), ...forms.keys()]))
  const missing = pages.filter(({ method, path }) => !found.has(`${method} ${path}`))
  assert.ok(missing.length < pages.length / 3, missing.map(({ path }) => path).join(' '))
})

test('no address that makes no sense is a fault', async () => {
  const real = [...new Set([...walked.values()].flatMap(({ pages }) => [...pages.values()]))]
  const pieces = [...new Set(real.flatMap((path) => path.split('/').slice(2)))]
  let turn = 0
  for (const route of site.routes.filter(({ method, path }) => method === 'GET' && path.includes(':'))) {
    const parts = route.path.split('/')
    for (const [at, part] of parts.entries()) {
      if (!part.startsWith(':')) continue
      const others = fc.sample(fc.constantFrom(...pieces), { seed: SEED + turn, numRuns: 4 })
      for (const piece of [...PATHS, ...others]) {
        const one = people[turn++ % people.length]
        if (one === undefined) continue
        const parts_ = realParts(`GET ${route.path}`, parts)
        await get(one, parts_.with(at, piece).join('/'), piece)
      }
    }
  }
  assert.deepEqual(told(), [])
})

/** The parts of an address of the route that somebody was answered at. */
function realParts(name: string, parts: readonly string[]): string[] {
  for (const { pages, forms } of walked.values()) {
    const path = pages.get(name) ?? forms.get(name)?.[0]?.action
    if (path !== undefined) return path.split('?')[0]?.split('/') ?? []
  }
  return parts.map((part) => (part.startsWith(':') ? '00000000-0000-0000-0000-000000000000' : part))
}

test('no query that makes no sense is a fault', async () => {
  let turn = 0
  for (const route of site.routes.filter(({ method }) => method === 'GET')) {
    const readers = people.filter((one) => walked.get(one)?.pages.has(`GET ${route.path}`))
    const one = readers[turn++ % readers.length]
    const path = one === undefined ? undefined : walked.get(one)?.pages.get(`GET ${route.path}`)
    if (one === undefined || path === undefined) continue
    const names = [...new Set([...QUERIES, ...namesOf((await one.get(path)).body)])]
    const all = (value: string) => names.map((name) => `${name}=${value}`).join('&')
    const values = fc.sample(fc.constantFrom(...PATHS), { seed: SEED + turn, numRuns: 2 })
    for (const value of values) await get(one, `${path}?${all(value)}&${all('x')}&page[]=1&page[a]=2`, value)
    const pair = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...PATHS))
    for (const [name, value] of fc.sample(pair, { seed: SEED + turn, numRuns: 6 }))
      await get(one, `${path}?${name}=${value}`, value)
  }
  assert.deepEqual(told(), [])
})

function namesOf(body: string): string[] {
  return [...body.matchAll(/<(?:input|select)[^>]* name="([^"]+)"|[?&;]([a-z_-]+)=/g)].map(
    ([, field, query]) => field ?? query ?? '',
  )
}

test('no form that makes no sense is a fault, and what is refused leaves nothing behind', async () => {
  let turn = 0
  for (const route of site.routes.filter(({ method }) => method === 'POST')) {
    const name = `POST ${route.path}`
    const path = realParts(name, route.path.split('/')).join('/')
    for (const one of people.filter(({ role }) => !opensTo(route.who, role)))
      await post(one, path, [['title', 'not yours']])
    const opened = people.filter((one) => opensTo(route.who, one.role))
    const who = opened.find((one) => walked.get(one)?.forms.has(name)) ?? opened[0]
    if (who === undefined) continue
    const form = walked.get(who)?.forms.get(name)?.[0]
    for (const fields of bodies(
      form?.fields ?? [
        ['id', ''],
        ['version', '1'],
        ['title', ''],
        ['file', ''],
      ],
      SEED + ++turn,
    ))
      await post(who, form?.action ?? path, fields)
  }
  assert.deepEqual(told(), [])
})

/** A form as it stood, and everything that may become of it. */
function bodies(form: readonly (readonly [string, string])[], seed: number): Body[] {
  const long = 'x'.repeat(Math.floor(200_000 / Math.max(1, form.length)))
  const file = new File(['text where none is expected'], 'a\u202Efdp.exe', { type: 'application/x-msdownload' })
  const names = [...new Set(form.map(([name]) => name))]
  const texts = fc.sample(fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 80 })), {
    seed,
    numRuns: Math.min(names.length, 8),
  })
  return [
    [],
    form.map(([name]) => [name, '']),
    form.flatMap(
      ([name, value]) =>
        [
          [name, value],
          [name, value],
        ] as const,
    ),
    form.map(([name]) => [name, long]),
    form.map(([name]) => [name, file] as const),
    form.map(([name, value]) => [`${name}[]`, value]),
    ...fc
      .sample(fc.constantFrom(...TEXTS), { seed, numRuns: 4 })
      .map((text) => form.map(([name]) => [name, text] as const)),
    ...texts.map((text, at) =>
      form.map(([name, value]) => [name, name === names[at % names.length] ? text : value || 'some text'] as const),
    ),
    form.map(([name, value]) => [name, name === 'version' ? '-1' : value]),
    form.map(([name, value]) => [name, name === 'version' ? '2147483648' : value]),
    [['form-token', 'another'], ...form],
  ]
}

test('a NUL is refused before anybody reads the form, and the page says which kind of character it was', async () => {
  for (const one of people.filter(({ role }) => role === 'secretariat')) {
    const said = await one.post('/consultations/new', [['title', 'nul\u0000nul']])
    assert.equal(said.status, 422)
    assert.match(said.body, /no text can hold \(NUL\)[^<]*Nothing was saved/)
  }
})

test('after all of it the site answers as before', async () => {
  for (const one of people) assert.equal((await one.get('/')).status, 200)
  await owner.end()
})
