/**
 * Every route, every role. Whoever a rule does not name gets the answer of an address that does not exist; whoever it
 * names gets that answer too, byte for byte, for what is another institution's. Walks the table of routes: a new route
 * about a thing of which this file does not know whose it is fails here until somebody says so.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, test } from 'node:test'
import { testSite, WITHOUT_LIMITS } from '../../tests/site.ts'
import { type Answer, type Visitor, visitor } from '../../tests/visitor.ts'
import { ROLES, type Role } from '../firewall/index.ts'
import { asking } from '../register/fixtures/whole-register.ts'
import { carryOut, reportPerson } from '../register/index.ts'
import { asActor, asOperator, type Reader, type Tx } from '../store/index.ts'
import { opensTo, type Route } from './route.ts'

const site = await testSite({ limits: WITHOUT_LIMITS })
// Those of the API answer programs, and have their own matrix: api/who-may.test.ts.
const routes = site.routes.filter(({ api }) => !api)

/** What the parts of an address after a colon name. `everybody's`: such a thing is public, and is there or is not. */
const THINGS: Readonly<
  Record<
    string,
    | 'measure'
    | 'evidence'
    | 'report'
    | 'import'
    | 'contribution'
    | 'person'
    | 'complaint'
    | 'case'
    | 'person-report'
    | 'table-run'
    | "everybody's"
  >
> = {
  '/cases/:procedure/:id': 'case',
  '/cases/:procedure': "everybody's",
  '/measures/:id': 'measure',
  '/evidence/:id': 'evidence',
  '/reports/:id': 'report',
  '/import/:id': 'import',
  '/import/index/:id': 'import',
  '/import/waiting/:id': 'import',
  '/consultations/:id/contributions/:contribution': 'contribution',
  '/consultations/:id': "everybody's",
  '/people/:id': 'person',
  '/ombudsperson/:id': 'complaint',
  '/people/posts/:institution': "everybody's",
  '/obligations/:code': "everybody's",
  '/documents/:symbol': "everybody's",
  '/cycles/:symbol': "everybody's",
  '/institutions/:code': "everybody's",
  '/indicators/:name': "everybody's",
  '/progress/:by': "everybody's",
  '/calendar/deadlines/:code': "everybody's",
  '/safeguards/:procedure': "everybody's",
  '/oversight/places/:office': "everybody's",
  '/oversight/persons/:id': 'person-report',
  '/proof/checkpoint/:log': "everybody's",
  '/tables/:table': "everybody's",
  '/tables/runs/:id': 'table-run',
  '/tables/calendar/:table/:period': "everybody's",
  '/tables/withdraw/:table/:release': "everybody's",
  '/tables/loosen/:table': "everybody's",
  '/tables/refusals/:procedure': "everybody's",
  '/tables/p-table/:proposal': "everybody's",
  '/tables/metadata/:table': "everybody's",
  '/tables/series/:series/:period': "everybody's",
  '/releases/:release/:file': "everybody's",
  '/releases/:release/structure.json': "everybody's",
  '/releases/:release/proof/:table': "everybody's",
}

/** An address with a parameter that is no thing: any value is answered. */
const NO_THING = ['/language/:code', '/ombudsperson/keys/:number']

const hidden: Record<string, string> = {}
const visitors = new Map<Role, Visitor>()
const none = randomUUID()

before(async () => {
  const people = await site.store.web
    .withSchema('followup')
    .selectFrom('account')
    .select(['id', 'role', 'agency_role'])
    .where('demonstration', '=', true)
    .orderBy('id')
    .execute()
  const reader: Reader = {
    actor: 'system:test',
    audiences: ['public', 'officials', 'institution:HIDDEN', 'organization:HIDDEN', 'committee', 'statistics'],
    language: 'en',
  }
  Object.assign(hidden, await asActor(site.store.web, reader, 'test', hide))
  hidden.case = await anotherOfficesCase()
  hidden['person-report'] = await reportFrom(hidden.case)
  const stranger = await asOperator(site.store, reader, 'test', strangersDraft)
  hidden.person = stranger
  hidden['table-run'] = await asActor(site.store.web, reader, 'test', (tx) => tableUnderEmbargo(tx, stranger))
  hidden.complaint = await complaintElsewhere()
  hidden.import = await asActor(site.store.web, { ...reader, actor: stranger }, 'test', (tx) =>
    importDraft(tx, stranger),
  )
  for (const role of ROLES) {
    const one = visitor(site.address)
    await one.get('/sign-in')
    // Of the officers one who may open and read cases of the procedure that stands in the addresses.
    const account = people.find(
      (one) => one.role === role && (role !== 'officer' || one.agency_role === 'police-officer'),
    )?.id
    if (role !== 'public')
      assert.equal((await one.post('/sign-in/demonstration', { account: account ?? '' })).status, 303)
    visitors.set(role, one)
  }
})

/** Things of an institution and an organization that none of the visitors belongs to. */
async function hide(tx: Tx): Promise<Record<string, string>> {
  const audience = 'institution:HIDDEN'
  await tx.insertInto('institution').values({ code: 'HIDDEN', name: '{"en":"Hidden"}' }).execute()
  await tx.insertInto('organization').values({ code: 'HIDDEN', name: 'Hidden', kind: 'ngo' }).execute()
  const measure = await tx
    .insertInto('measure')
    .values({ title: 'Hidden', institution: 'HIDDEN', audience })
    .returning('id')
    .executeTakeFirstOrThrow()
  const evidence = await tx
    .insertInto('evidence')
    .values({ title: 'Hidden', institution: 'HIDDEN', url: 'https://hidden.example.org/', audience })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { document } = await tx.selectFrom('report').select('document').executeTakeFirstOrThrow()
  const report = await tx
    .insertInto('report')
    .values({ kind: 'follow-up', title: 'Hidden', document, word_limit: 100, audience })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('report_version')
    .values({
      report: report.id,
      number: 1,
      content: '{"introduction":"","answers":{}}',
      words: 0,
      saved_by: 'system:test',
    })
    .execute()
  const { id: round } = await tx.selectFrom('consultation_round').select('id').executeTakeFirstOrThrow()
  const contribution = await tx
    .insertInto('contribution')
    .values({ round, organization: 'HIDDEN', body: 'Hidden', audience: 'committee' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { measure: measure.id, evidence: evidence.id, report: report.id, contribution: contribution.id, round }
}

/** Somebody whom another office holds. */
async function anotherOfficesCase(): Promise<string> {
  const officer = { as: 'officer', id: randomUUID(), role: 'police-officer', office: 'another' } as const
  const { caseId } = await carryOut(site.register, officer, {
    ...{ procedure: 'detention', kind: 'open', step: 'open', key: randomUUID(), on: null, purpose: 'decide' },
    ...{ assertedAt: null, nationalLawBasis: null, reasonsLong: null, person: null, code: null },
    facts: {
      ...{ libertyLostAt: Temporal.Now.instant().toString(), libertyLostPlace: 'unknown', language: 'uz' },
      ...{ apprehendedBy: officer.id, sex: 'male', ageBasis: 'stated', nationality: 'UZ', accompaniedByChild: false },
    },
  })
  return caseId
}

/** What waits for those who sign, and they are none of the visitors. */
async function reportFrom(caseId: string): Promise<string> {
  const officer = { as: 'officer', id: randomUUID(), role: 'police-officer', office: 'another' } as const
  const key = randomUUID()
  await reportPerson(site.register, officer, {
    ...{ procedure: 'detention', caseId, purpose: 'decide', key, kind: 'split', otherNumber: null, reasons: 'Hidden' },
  })
  return key
}

async function strangersDraft(tx: Tx): Promise<string> {
  const row = await tx
    .insertInto('account')
    .values({ name: 'Other', email: 'other@state.example', role: 'secretariat', institution: 'HIDDEN' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

async function importDraft(tx: Tx, account: string): Promise<string> {
  const row = await tx
    .insertInto('import_draft')
    .values({ account, file_name: 'hidden.txt', source_sha256: 'a'.repeat(64), model: '{}' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** A table that waits for its day. */
async function tableUnderEmbargo(tx: Tx, account: string): Promise<string> {
  await tx
    .insertInto('p_table')
    .values({ version: '9', canonical: '{}', sha256: 'a'.repeat(64) })
    .execute()
  const row = await tx
    .insertInto('table_run')
    .values({
      ...{ table_name: 'hidden', period: '2025', state: 'gated', definition: '{}', p_table: '9', cells: '[]' },
      ...{ findings: '[]', known_on: '2026-01-01', made_by: account },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** A complaint that lies with an office at which none of the visitors works. */
async function complaintElsewhere(): Promise<string> {
  const who = { as: 'person', caseId: randomUUID() } as const
  const { caseId } = await carryOut(
    site.register,
    who,
    asking({ procedure: 'complaint', kind: 'open', step: 'open', facts: { story: 'Hidden' } }),
  )
  const owner = await site.store.ownerClient()
  await owner.query("update ombudsperson.complaint set office_ombuds_officer = 'HIDDEN' where case_id = $1", [caseId])
  await owner.end()
  return caseId
}

/** The longest known beginning of the route's pattern. */
function thingOf(route: Route): (typeof THINGS)[string] | undefined {
  const known = Object.keys(THINGS).filter((start) => route.path === start || route.path.startsWith(`${start}/`))
  return THINGS[known.toSorted((a, b) => b.length - a.length)[0] ?? '']
}

/** The route's address with `value` for the thing that it is about. */
function addressOf(route: Route, value: string): string {
  const path = route.path
    .replace(/^\/cases\/:procedure\/:id/, '/cases/detention/:id')
    .replace(/^\/cases\/:procedure/, `/cases/${value}`)
    .replace(':step', 'letGo')
    .replace(':contribution', value)
    .replace(/^\/consultations\/:id(?=\/contributions)/, `/consultations/${hidden.round}`)
  return path.replace(/:(?:id|code|symbol|name|by|institution|office|log)\b/, value).replace(/:\w+/g, '1')
}

async function ask(role: Role, route: Route, path: string): Promise<Answer> {
  const one = visitors.get(role) ?? assert.fail(role)
  return route.method === 'GET' ? one.get(path) : one.post(path, {})
}

/** The answer without what differs from one request to the next: its own address and the salt of the form's token. */
function bare({ status, body }: Answer, path: string): { status: number; body: string } {
  const id = path.split('/').find((part) => /^[0-9a-f-]{36}$/.test(part) && part !== hidden.round) ?? path
  const own = [path, encodeURIComponent(path), id].reduce((text, part) => text.replaceAll(part, 'HERE'), body)
  return { status, body: own.replaceAll(/(name="form-token" value=")[^"]+/g, '$1') }
}

const isOpen = (route: Route, role: Role) => opensTo(route.who, role)

test('every route about a thing says here whose things these are', () => {
  const unknown = routes.filter(
    (route) => route.path.includes(':') && !NO_THING.includes(route.path) && thingOf(route) === undefined,
  )
  assert.deepEqual(
    unknown.map(({ method, path }) => `${method} ${path}`),
    [],
  )
})

for (const role of ROLES)
  test(`${role}: a route that no rule opens is answered as an address that does not exist`, async () => {
    const closed = routes.filter((route) => !isOpen(route, role))
    assert.ok(closed.length > 0)
    for (const route of closed) {
      const path = addressOf(route, none)
      const answer = await ask(role, route, path)
      const name = `${route.method} ${path}`
      // Whoever has not signed in may be somebody whom the rule names.
      if (role === 'public') assert.equal(answer.status, 303, name)
      if (role === 'public') continue
      // Under the same heading of the navigation, which is marked by the address.
      const nowhere = `/${route.path.split('/')[1]}/${none}/nowhere/at/all`
      const nothing = await ask(role, { ...route, method: 'GET' }, nowhere)
      assert.deepEqual(bare(answer, path), bare(nothing, nowhere), name)
    }
  })

for (const role of ROLES)
  test(`${role}: what is another institution’s is answered as what does not exist, on every route`, async () => {
    for (const route of routes.filter((one) => isOpen(one, role))) {
      const thing = thingOf(route)
      if (thing === undefined) continue
      const path = addressOf(route, none)
      const missing = await ask(role, route, path)
      const name = `${route.method} ${path}`
      if (route.method === 'GET') assert.equal(missing.status, 404, name)
      if (route.method === 'POST') assert.ok(missing.status >= 400 && missing.status < 500, `${missing.status} ${name}`)
      const other = hidden[thing]
      if (other === undefined) continue
      // The secretariat opens and closes every account.
      if (thing === 'person' && role === 'secretariat') continue
      // The Committee reads what organizations wrote to it.
      if (thing === 'contribution' && role === 'committee') continue
      const address = addressOf(route, other)
      assert.deepEqual(bare(await ask(role, route, address), address), bare(missing, path), name)
    }
  })

test('the things that are hidden here are there for those whose they are', async () => {
  const owner = await site.store.ownerClient()
  for (const [table, id] of [
    ['measure', hidden.measure],
    ['evidence', hidden.evidence],
    ['report', hidden.report],
    ['contribution', hidden.contribution],
    ['import_draft', hidden.import],
  ] as const)
    assert.equal((await owner.query(`select from followup.${table} where id = $1`, [id])).rowCount, 1, table)
  await owner.end()
})
