/**
 * P20 for the API: who gets what. Every route, every role of the site and every officer role that there is: a route without a
 * row here fails; whoever has no grant gets the answer for what is not there; whoever has one gets its facts and no other.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, test } from 'node:test'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { ROLES } from '../../firewall/index.ts'
import { OFFICER_ROLES, type OfficerRole, PROCEDURES, type Procedure } from '../../procedures/index.ts'
import { unreadRoles } from '../../register/index.ts'
import { type Answered, caller, officerOf, type SignedIn } from './fixtures/caller.ts'

const site = await testSite()
const PROCEDURE = '/api/procedures/:procedure'
const CASES = `${PROCEDURE}/cases`

/** Whose each route is. `of-the-code`: whoever holds the code of a case. `by-grant`: officers, each as the declarations say. */
const ROWS: Readonly<Record<string, 'everybody' | 'by-grant' | 'of-the-code' | 'who-may-open'>> = {
  'GET /api/openapi.json': 'everybody',
  'GET /api/demonstration/officers': 'everybody',
  'POST /api/demonstration/sessions': 'everybody',
  [`POST ${CASES}`]: 'who-may-open',
  [`GET ${CASES}`]: 'by-grant',
  [`GET ${CASES}/:case`]: 'by-grant',
  [`POST ${CASES}/:case/steps/:step`]: 'by-grant',
  [`POST ${CASES}/:case/corrections`]: 'by-grant',
  [`POST ${CASES}/:case/codes`]: 'by-grant',
  [`POST ${CASES}/:case/breaches/:breach/words`]: 'by-grant',
  [`GET ${CASES}/:case/name`]: 'by-grant',
  [`POST ${CASES}/:case/name`]: 'by-grant',
  [`GET ${CASES}/:case/speakers`]: 'by-grant',
  [`POST ${CASES}/:case/speakers`]: 'by-grant',
  [`POST ${CASES}/:case/proposals/:proposal/confirm`]: 'by-grant',
  [`POST ${CASES}/:case/proposals/:proposal/decline`]: 'by-grant',
  [`GET ${PROCEDURE}/numbers/:number`]: 'by-grant',
  [`POST ${PROCEDURE}/numbers/:number/speakers`]: 'by-grant',
  [`POST ${PROCEDURE}/people`]: 'by-grant',
  [`POST ${PROCEDURE}/notices/:notice/acknowledge`]: 'by-grant',
  [`POST ${CASES}/:case/files`]: 'by-grant',
  [`GET ${CASES}/:case/files/:file`]: 'by-grant',
  [`POST ${CASES}/:case/reports`]: 'by-grant',
  'GET /api/people/reports': 'by-grant',
  'GET /api/people/reports/:report': 'by-grant',
  'POST /api/people/reports/:report/sign': 'by-grant',
  'POST /api/people/reports/:report/decline': 'by-grant',
  'GET /api/oversight/breaches': 'by-grant',
  'GET /api/oversight/alarms': 'by-grant',
  'GET /api/oversight/wall': 'by-grant',
  'GET /api/oversight/places': 'by-grant',
  'GET /api/oversight/places/:place': 'by-grant',
  [`POST ${PROCEDURE}/alarms/:notice/acknowledge`]: 'by-grant',
  'POST /api/case/files': 'of-the-code',
  'GET /api/case/files/:file': 'of-the-code',
  'GET /api/notices': 'by-grant',
  'GET /api/offices': 'everybody',
  'GET /api/case': 'of-the-code',
  'POST /api/case/steps/:step': 'of-the-code',
  'POST /api/case/corrections': 'of-the-code',
  'GET /api/case/notices': 'of-the-code',
  'POST /api/case/notices/:notice/acknowledge': 'of-the-code',
  'GET /api/case/looks': 'of-the-code',
  'GET /api/case/representative': 'of-the-code',
  'POST /api/case/representative': 'of-the-code',
  'POST /api/case/representative/end': 'of-the-code',
}

const officers = new Map<OfficerRole, SignedIn>()
let detained = ''

before(async () => {
  const { body } = await caller(site.address).get('/api/demonstration/officers')
  const there = new Set(body.officers.map(({ role }: { role: string }) => role))
  for (const role of OFFICER_ROLES) if (there.has(role)) officers.set(role, await officerOf(site.address, role))
  const opened = await officers.get('police-officer')?.post('/api/procedures/detention/cases', {
    facts: {
      libertyLostAt: Temporal.Now.instant().subtract({ minutes: 20 }).toString(),
      libertyLostPlace: 'AZ-BA',
      apprehendedBy: officers.get('police-officer')?.account,
      sex: 'female',
      birthDateKnown: '1990-05-17',
      ageBasis: 'documented',
      nationality: 'UZ',
      accompaniedByChild: false,
      language: 'uz',
      needsInterpreter: true,
      asylumClaimedAt: Temporal.Now.instant().subtract({ minutes: 10 }).toString(),
    },
  })
  assert.equal(opened?.status, 201)
  detained = opened?.body.case
})

test('P20: every route of the API has its row', () => {
  const served = site.routes.filter(({ api }) => api).map(({ method, path }) => `${method} ${path}`)
  assert.deepEqual(served.toSorted(), Object.keys(ROWS).toSorted())
})

const bare = ({ status, text }: Pick<Answered, 'status' | 'text'>) => ({ status, text })

test('P20: no role of the follow-up gets anything of a case: what is there is answered as what is not', async () => {
  for (const role of ROLES.filter((one) => one !== 'public' && one !== 'officer')) {
    const somebody = visitor(site.address)
    const account = await accountOf(role)
    await somebody.get('/sign-in')
    assert.equal((await somebody.post('/sign-in/demonstration', { account })).status, 303)
    const read = async (path: string) => {
      const { status, body } = await somebody.get(path, { 'accept-language': 'en' })
      return { status, text: body }
    }
    const none = await read('/api/nothing/at/all')
    assert.equal(none.status, 404)
    for (const { name } of PROCEDURES) {
      const cases = `/api/procedures/${name}/cases`
      assert.deepEqual(await read(cases), none, `${role} ${cases}`)
      for (const id of [detained, randomUUID()])
        assert.deepEqual(await read(`${cases}/${id}?purpose=decide`), none, `${role} ${cases}`)
    }
  }
})

async function accountOf(role: string): Promise<string> {
  const owner = await site.store.ownerClient()
  const { rows } = await owner.query('select id from followup.account where role = $1 and demonstration limit 1', [
    role,
  ])
  await owner.end()
  return rows[0]?.id
}

/** Of each route with a case in its address, what is sent. */
const BODIES: Readonly<Record<string, object>> = {
  [`${CASES}/:case/breaches/:breach/words`]: { word: 'explained', text: 'Why.' },
  [`${CASES}/:case/name`]: { person: { names: [{ name: 'Somebody' }] } },
  [`${CASES}/:case/speakers`]: { officer: randomUUID(), role: 'lawyer' },
  [`${PROCEDURE}/numbers/:number/speakers`]: { officer: randomUUID(), role: 'lawyer' },
  [`${CASES}/:case/reports`]: { kind: 'split', reasons: 'Two faces.' },
  [`${CASES}/:case/corrections`]: { facts: { sex: 'male' } },
}

test('P20: to an officer whose role a procedure does not name, each route answers for what is there as for what is not', async () => {
  const { body } = await readerOfIt().get(`/api/procedures/detention/cases/${detained}?purpose=review`)
  const there: Readonly<Record<string, string>> = { case: detained, number: body.caseNumber, step: 'letGo' }
  const none: Readonly<Record<string, string>> = { case: randomUUID(), number: '0000-0000-0000', step: 'letGo' }
  const routes = site.routes.filter(({ path }) => path.startsWith('/api/') && /:case|:number/.test(path))
  assert.ok(routes.length >= 10)
  const detention = PROCEDURES.find(({ name }) => name === 'detention') ?? assert.fail()
  const acting = new Set<string>(unreadRoles(detention))
  let asked = 0
  for (const [role, officer] of officers) {
    // Whoever takes a step without reading comes by its number; a legal aid office names its lawyers so.
    if (detention.reads[role] !== undefined || acting.has(role) || role === 'legal-aid-officer') continue
    for (const { method, path } of routes) {
      const ask = (of: Readonly<Record<string, string>>) => {
        const filled = path.replace(/:(\w+)/g, (_, name) => (name === 'procedure' ? 'detention' : (of[name] ?? NONE)))
        return method === 'GET'
          ? officer.get(`${filled}?purpose=decide`, { 'accept-language': 'en' })
          : officer.post(
              filled.endsWith('/files') ? `${filled}?purpose=decide&fact=propertyReceipt` : filled,
              BODIES[path] ?? {},
              {
                event: 1,
                headers: { 'accept-language': 'en' },
              },
            )
      }
      const [one, other] = [await ask(there), await ask(none)]
      assert.equal(one.status, 404, `${role} ${method} ${path}: ${one.text}`)
      assert.deepEqual(bare(one), bare(other), `${role} ${method} ${path}`)
      asked++
    }
  }
  assert.ok(asked > 50, `${asked} pairs`)
})

const NONE = randomUUID()
const readerOfIt = () => officers.get('police-officer') ?? assert.fail()

test('P20: an officer whose role a procedure does not name lists nothing, finds nobody and is told nothing of it', async () => {
  for (const [role, officer] of officers)
    for (const { name, reads } of PROCEDURES) {
      if (reads[role] !== undefined) continue
      assert.deepEqual((await officer.get(`/api/procedures/${name}/cases`)).body, { cases: [] }, `${role} ${name}`)
      const look = { name: 'Somebody', born: '1990' }
      const found = await officer.post(`/api/procedures/${name}/people`, look)
      assert.ok(found.status === 404 || found.body.people.length === 0, `${role} ${name}`)
    }
})

/** Worked out from the declaration, not from the engine. */
function granted(procedure: Procedure, role: OfficerRole): ReadonlySet<string> {
  const read = procedure.reads[role]
  if (read === undefined || read.facts === 'state-only') return new Set()
  const { facts } = read
  const names = Object.entries(procedure.facts).filter(([name, fact]) => {
    if (fact.part !== null && read.parts?.includes(fact.part) !== true) return false
    if (facts === 'all') return true
    return facts === 'all-but-sensitive' ? !fact.sensitive : facts.includes(name)
  })
  return new Set(names.map(([name]) => name))
}

test('P20: whoever reads a case gets the facts of the grant and no other, in the file, the timeline and the list', async () => {
  const detention = PROCEDURES.find(({ name }) => name === 'detention') ?? assert.fail()
  let readers = 0
  for (const [role, officer] of officers) {
    const { status, body } = await officer.get(`/api/procedures/detention/cases/${detained}?purpose=review`)
    if (status === 404) continue
    readers++
    const may = granted(detention, role)
    const seen = [
      ...Object.keys(body.facts),
      ...body.timeline.flatMap(({ facts }: { facts: object }) => Object.keys(facts)),
    ]
    assert.deepEqual(
      seen.filter((fact) => !may.has(fact)),
      [],
      role,
    )
    assert.equal('asylumClaimedAt' in body.facts, may.has('asylumClaimedAt'), role)
  }
  assert.ok(readers >= 5, `${readers} roles read it`)
})
