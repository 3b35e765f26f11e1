/**
 * P20: new routes are closed until a rule opens them. Role × route × fact × purpose, held against the running system: in one
 * case of each procedure every fact stands, every officer role that there is asks for it, for every purpose, and gets what the
 * declaration gives that role and not one fact more. Whoever is given nothing gets what there is for a case that is not there.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { testSite, WITHOUT_LIMITS } from '../../tests/site.ts'
import { PURPOSES } from '../firewall/index.ts'
import { isHiddenInNumber, OFFICER_ROLES, type OfficerRole, PROCEDURES } from '../procedures/index.ts'
import { type FilledCase, filledCase } from '../register/fixtures/filled-case.ts'
import { codeInGroups, serves } from '../register/index.ts'
import { plainColumns } from '../register/tables/columns.ts'
import { sqlName } from '../register/tables/names.ts'
import { asOperator, systemReader } from '../store/index.ts'
import { actsUnread, CASE, given, givenToPerson, isShownName, outside, PAGE, ROUTES } from './fixtures/matrix.ts'

const site = await testSite({ limits: WITHOUT_LIMITS })
const owner = await site.store.ownerClient()
after(() => owner.end())

/** The person's own, and that of the compartment of identities: no officer looks for these. */
const NOT_AN_OFFICERS = ['own-data', 'translate-identity']
const OFFICERS = PURPOSES.filter((purpose) => !NOT_AN_OFFICERS.includes(purpose))
/** Of roles that are given nothing each asks for one purpose, in turn; for all of them where the whole matrix is asked for. */
const WHOLE = process.env.OBSERVANCE_MATRIX === 'whole'
const NO_PURPOSE = [...NOT_AN_OFFICERS.map((one) => `?purpose=${one}`), '?purpose=nothing', '?purpose=', '']

const officers = OFFICER_ROLES.map((role) => ({
  ...{ id: randomUUID(), role },
  office: site.register.offices.find((office) => serves(office, role))?.code ?? 'an-office',
}))
const tokens = new Map<OfficerRole, string>()
/** Of each procedure the case that lies with all these officers, and one that lies with none of them. */
const cases: { readonly here: FilledCase; readonly elsewhere: FilledCase }[] = []

before(async () => {
  const accounts = officers.map(({ id, role, office }) => ({
    ...{
      id,
      name: role,
      email: `${id}@state.example`,
      role: 'officer',
      agency_role: role,
      office,
      demonstration: true,
    },
  }))
  await asOperator(site.store, systemReader('test'), 'test', (tx) =>
    tx.insertInto('account').values(accounts).execute(),
  )
  for (const { id, role } of officers) {
    const { text } = await ask(null, '/api/demonstration/sessions', { body: { account: id } })
    tokens.set(role, JSON.parse(text).token)
  }
  for (const procedure of PROCEDURES)
    cases.push({
      here: await filledCase(site.register, owner, procedure, officers),
      elsewhere: await filledCase(site.register, owner, procedure, []),
    })
})

interface Answered {
  readonly status: number
  readonly type: string | null
  readonly text: string
}

interface Asking {
  readonly body?: object
  readonly code?: string
}

let asked = 0

async function ask(role: OfficerRole | null, path: string, { body, code }: Asking = {}): Promise<Answered> {
  const headers: Record<string, string> = { 'accept-language': 'en', 'accept-encoding': 'identity' }
  const token = role === null ? undefined : tokens.get(role)
  if (code !== undefined) headers.authorization = `Code ${code}`
  else if (token !== undefined && path.startsWith('/api/')) headers.authorization = `Bearer ${token}`
  else if (token !== undefined) headers.cookie = `observance=${token}; browser=abc; language=en`
  const sent = body === undefined ? undefined : JSON.stringify(body)
  if (sent !== undefined)
    Object.assign(headers, {
      ...{ 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(sent)}` },
      ...{ 'idempotency-key': randomUUID(), 'if-match': '"1"' },
    })
  const init = { headers, ...(sent === undefined ? {} : { method: 'POST', body: sent }) }
  const answer = await site.app.request(path, init)
  asked++
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

/** The route's address, for this case or for one that is not there. */
function addressOf(path: string, { procedure }: FilledCase, { caseId, number }: { caseId: string; number: string }) {
  const parts: Readonly<Record<string, string | undefined>> = {
    ...{ procedure: procedure.name, case: caseId, id: caseId, number },
    step: Object.keys(procedure.transitions)[0],
  }
  return path.replace(/:(\w+)/g, (_, name: string) => parts[name] ?? NOTHING.caseId)
}

const fileOf = ({ procedure }: FilledCase) =>
  Object.entries(procedure.facts).find(([, { is }]) => is.kind === 'file')?.[0] ?? 'none'

const NOTHING = { caseId: randomUUID(), number: '0000-0000-0000' }
const there = ({ caseId, caseNumber }: FilledCase) => ({ caseId, number: caseNumber })

/** The facts whose own value stands in the text: of those kinds of which a value is told from all others. */
function toldIn(text: string, { procedure, facts }: FilledCase): readonly string[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    const { kind } = procedure.facts[name]?.is ?? assert.fail(name)
    const values = kind === 'lines' ? Object.values((value as readonly object[])[0] ?? {}) : [value]
    const own =
      kind === 'lines'
        ? /^What is written as /
        : ['short', 'long', 'ref', 'file', 'instant'].includes(kind)
          ? /./
          : null
    return own !== null && values.some((one) => own.test(String(one)) && text.includes(String(one))) ? [name] : []
  })
}

const without = (all: readonly string[], some: readonly string[] | null) =>
  all.filter((one) => some?.includes(one) !== true)
const keysOf = (facts: object) => Object.keys(facts).toSorted()

test('P20: every route of the API and every page that opens to officers has its row in the matrix', () => {
  const served = site.routes
    .filter(({ api, who }) => api === true || (Array.isArray(who) && who.includes('officer')))
    .map(({ method, path }) => `${method} ${path}`)
  assert.deepEqual(served.toSorted(), Object.keys(ROUTES).toSorted())
})

for (const [index, procedure] of PROCEDURES.entries()) {
  const { name } = procedure
  const path = `/api/procedures/${name}/cases`

  test(`P20: ${name}: for each purpose each role is given the facts of its grant, and no other role anything`, async () => {
    const { here, elsewhere } = cases[index] ?? assert.fail(name)
    let cells = 0
    const none = await ask(outside(procedure)[0] ?? null, `${path}/${NOTHING.caseId}?purpose=decide`)
    assert.equal(none.status, 404)
    for (const role of OFFICER_ROLES) {
      const may = given(procedure, role)
      assert.deepEqual(await ask(role, `${path}/${NOTHING.caseId}?purpose=decide`), none, role)
      const inTurn = OFFICERS.filter((_, at) => at === OFFICER_ROLES.indexOf(role) % OFFICERS.length)
      for (const purpose of may === null && !WHOLE ? inTurn : OFFICERS) {
        const answer = await ask(role, `${path}/${here.caseId}?purpose=${purpose}`)
        cells += Object.keys(procedure.facts).length
        if (may === null) assert.deepEqual(answer, none, `${role} ${purpose}`)
        if (may === null) continue
        assert.equal(answer.status, 200, `${role} ${purpose}: ${answer.text}`)
        // A clock shows since when the State owes something, to whoever reads where the case stands.
        const { clocks: _, ...file } = JSON.parse(answer.text)
        assert.deepEqual(keysOf(file.facts), may.toSorted(), `${role} ${purpose}`)
        assert.deepEqual(keysOf(file.timeline[0].facts), may.toSorted(), `${role} ${purpose}`)
        assert.deepEqual(without(toldIn(JSON.stringify(file), here), may), [], `${role} ${purpose}`)
      }
      const other = await ask(role, `${path}/${elsewhere.caseId}?purpose=decide`)
      if (procedure.reads[role]?.cases === 'all') assert.equal(other.status, 200, role)
      else assert.deepEqual(other, none, `${role}: a case that lies elsewhere`)
      for (const query of NO_PURPOSE) {
        const [one, missing] = [
          await ask(role, `${path}/${here.caseId}${query}`),
          await ask(role, `${path}/${NOTHING.caseId}${query}`),
        ]
        assert.equal(one.status, 400, `${role} ${query}`)
        assert.deepEqual(one, missing, `${role} ${query}`)
      }
    }
    const { rows } = await owner.query(
      "select distinct role || ' to ' || purpose as look from firewall.access_record where subject = $1 and kind = 'case' and role <> all($2)",
      [here.caseId, ['person', 'representative', 'system']],
    )
    const readers = OFFICER_ROLES.filter((role) => given(procedure, role) !== null)
    const looks = readers.flatMap((role) => OFFICERS.map((purpose) => `${role} to ${purpose}`))
    assert.deepEqual(
      rows.map(({ look }) => look).toSorted(),
      looks.toSorted(),
      'each look is noted with its purpose, and no other',
    )
    console.log(
      `P20 ${name}: ${OFFICER_ROLES.length} roles × ${Object.keys(procedure.facts).length} facts × ${OFFICERS.length} purposes, ${cells} cells held`,
    )
  })

  test(`P20: ${name}: the database itself gives no column that the role does not read`, async () => {
    const { here } = cases[index] ?? assert.fail(name)
    const open = sql.raw(`${sqlName(procedure.compartment)}.open_${sqlName(name)}`)
    for (const officer of officers) {
      const may = given(procedure, officer.role)
      if (may === null) continue
      const { rows } = await site.register.firewall.asOfficer(officer, (tx) =>
        sql<{ file: { case: object } }>`select ${open}(${here.caseId}, 'review') as file`.execute(tx),
      )
      const columns = Object.keys(rows[0]?.file.case ?? {})
      for (const { fact, column } of plainColumns(procedure))
        assert.equal(columns.includes(column), may.includes(fact), `${officer.role} ${column}`)
    }
  })

  test(`P20: ${name}: names, speakers, numbers and files go to whom the declaration gives them`, async () => {
    const { here } = cases[index] ?? assert.fail(name)
    const isAboutSomebody = here.codes !== null
    const none = await ask(outside(procedure)[0] ?? null, `${path}/${NOTHING.caseId}?purpose=review`)
    assert.equal(none.status, 404)
    for (const role of OFFICER_ROLES) {
      const may = given(procedure, role)
      const gives = async (route: string, isGiven: boolean) => {
        const answer = await ask(role, addressOf(`${route}?purpose=review`, here, there(here)))
        if (isGiven) assert.equal(answer.status, 200, `${role} ${route}: ${answer.text}`)
        else assert.deepEqual(answer, none, `${role} ${route}`)
        if (isGiven) assert.deepEqual(without(toldIn(answer.text, here), may), [], `${role} ${route}`)
      }
      await gives(`${CASE}/name`, isAboutSomebody && isShownName(procedure, role))
      await gives(`${CASE}/speakers`, may !== null)
      await gives('/api/procedures/:procedure/numbers/:number', actsUnread(procedure, role))
      for (const [fact, { is }] of Object.entries(procedure.facts))
        if (is.kind === 'file') await gives(`${CASE}/files/${here.facts[fact]}`, may?.includes(fact) === true)
      const { cases: rows } = JSON.parse((await ask(role, path)).text)
      const isListed = rows.some((row: { case: string }) => row.case === here.caseId)
      // What is hidden in number stands in no list before its hour is over.
      if (procedure.hiddenInNumber === true) assert.ok(!isListed || may !== null, `${role} lists`)
      else assert.equal(isListed, may !== null, `${role} lists`)
      assert.deepEqual(toldIn(JSON.stringify(rows), here), [], `${role}: a list gives nothing of a person`)
    }
  })

  test(`P20: ${name}: to whoever is given nothing each act on a case is answered as on none`, async () => {
    const { here } = cases[index] ?? assert.fail(name)
    const acts = Object.keys(ROUTES).filter((route) => ROUTES[route] === 'act' && route.startsWith('POST /api/'))
    const roles = outside(procedure)
    assert.ok(acts.length >= 10 && roles.length >= 10)
    for (const route of acts) {
      const pattern = route.slice('POST '.length)
      const query = pattern.endsWith('/files') ? `?purpose=decide&fact=${fileOf(here)}` : ''
      const body = BODIES[pattern.split('/').at(-1) ?? ''] ?? {}
      const none = await ask(roles[0] ?? null, addressOf(pattern, here, NOTHING) + query, { body })
      assert.equal(none.status, 404, `${route}: ${none.text}`)
      for (const role of roles)
        assert.deepEqual(
          await ask(role, addressOf(pattern, here, there(here)) + query, { body }),
          none,
          `${role} ${route}`,
        )
    }
  })

  test(`P20: ${name}: no page tells an officer a fact that is not theirs, and to others there is no page`, async () => {
    const { here } = cases[index] ?? assert.fail(name)
    const listed = Object.keys(ROUTES).filter((route) => ROUTES[route] === 'facts' && !route.includes('/api/'))
    // Where not even the number of cases may be known, they are worked on pages of their own.
    const pages = listed
      .map((route) => route.slice('GET '.length))
      .filter((page) => page.startsWith(PAGE) !== isHiddenInNumber(procedure))
    let shown = 0
    for (const role of OFFICER_ROLES) {
      const may = given(procedure, role)
      for (const page of may === null ? pages.slice(0, 1) : pages) {
        const [address, nowhere] = [addressOf(page, here, there(here)), addressOf(page, here, NOTHING)]
        const { status, text } = await ask(role, address)
        assert.ok(status === 200 || status === 404, `${role} ${page}: ${status}`)
        if (status === 200) shown++
        if (may === null || page === PAGE) assert.equal(status, may === null ? 404 : 200, `${role} ${page}`)
        assert.deepEqual(without(toldIn(text, here), may), [], `${role} ${page}`)
        if (may !== null) continue
        assert.equal(bare(text, here.caseId), bare((await ask(role, nowhere)).text, NOTHING.caseId), `${role} ${page}`)
      }
    }
    assert.ok(shown > 0)
  })

  test(`P20: ${name}: the person and whoever speaks for them are given what is theirs, and nobody without a code anything`, async () => {
    const { here } = cases[index] ?? assert.fail(name)
    for (const code of Object.values(here.codes ?? {})) {
      const { status, text } = await ask(null, '/api/case', { code: codeInGroups(code) })
      assert.equal(status, 200, text)
      assert.deepEqual(keysOf(JSON.parse(text).facts), givenToPerson(procedure).toSorted())
    }
    const [one, none] = [here.caseId, NOTHING.caseId].map((id) => ask(null, `${path}/${id}?purpose=decide`))
    assert.deepEqual(await one, await none)
    assert.equal((await one)?.status, 401)
  })
}

/** What is sent, by the last part of the address. */
const BODIES: Readonly<Record<string, object>> = {
  words: { word: 'explained', text: 'Why.' },
  name: { person: { names: [{ name: 'Somebody' }] } },
  speakers: { officer: randomUUID(), role: 'lawyer' },
  reports: { kind: 'split', reasons: 'Two faces.' },
}

/** A page without its own address and without the salt of the token of its forms. */
const bare = (html: string, id: string) =>
  html.replaceAll(id, 'HERE').replaceAll(/(name="form-token" value=")[^"]+/g, '$1')

test('P20: without a code, and with a wrong one, each route of the person’s own is answered as what is not there', async () => {
  const own = Object.keys(ROUTES).filter((route) => ROUTES[route] === 'own')
  for (const route of own) {
    const [method, pattern = ''] = route.split(' ')
    const address = pattern.replace(/:\w+/g, NOTHING.caseId)
    const sent = method === 'POST' ? { body: {} } : {}
    const none = await ask(null, address, sent)
    assert.equal(none.status, 404, route)
    assert.deepEqual(await ask(null, address, { ...sent, code: '00000 00000 00000 00000 00000' }), none, route)
  }
  console.log(`P20: ${Object.keys(ROUTES).length} routes, ${asked} requests, 0 facts beyond a grant`)
})
