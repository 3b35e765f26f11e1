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
import { type Answered, type Caller, caller, officerOf } from './fixtures/caller.ts'

const site = await testSite()
const CASES = '/api/procedures/:procedure/cases'

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
  'GET /api/case': 'of-the-code',
  'POST /api/case/steps/:step': 'of-the-code',
  'POST /api/case/corrections': 'of-the-code',
}

const officers = new Map<OfficerRole, Caller>()
let detained = ''

before(async () => {
  const { body } = await caller(site.address).get('/api/demonstration/officers')
  const there = new Set(body.officers.map(({ role }: { role: string }) => role))
  for (const role of OFFICER_ROLES) if (there.has(role)) officers.set(role, await officerOf(site.address, role))
  const opened = await officers.get('police-officer')?.post('/api/procedures/detention/cases', {
    facts: {
      libertyLostAt: Temporal.Now.instant().subtract({ minutes: 20 }).toString(),
      libertyLostPlace: 'AZ-BA',
      apprehendedBy: randomUUID(),
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

test('P20: an officer whose role a procedure does not name reads, lists, corrects and gives nothing', async () => {
  for (const [role, officer] of officers)
    for (const { name, reads } of PROCEDURES) {
      if (reads[role] !== undefined) continue
      const cases = `/api/procedures/${name}/cases`
      const asked = { headers: { 'accept-language': 'en' } }
      const there = name === 'detention' ? detained : randomUUID()
      const pairs = [
        [
          await officer.get(`${cases}/${there}?purpose=decide`, asked.headers),
          await officer.get(`${cases}/${randomUUID()}?purpose=decide`, asked.headers),
        ],
        [
          await officer.post(`${cases}/${there}/codes`, {}, asked),
          await officer.post(`${cases}/${randomUUID()}/codes`, {}, asked),
        ],
        [
          await officer.post(
            `${cases}/${there}/breaches/${randomUUID()}/words`,
            { word: 'explained', text: 'Why.' },
            asked,
          ),
          await officer.post(
            `${cases}/${randomUUID()}/breaches/${randomUUID()}/words`,
            { word: 'explained', text: 'Why.' },
            asked,
          ),
        ],
      ] as const
      for (const [one, other] of pairs) {
        assert.equal(one.status, 404, `${role} ${name}`)
        assert.deepEqual(bare(one), bare(other), `${role} ${name}`)
      }
      assert.deepEqual((await officer.get(cases)).body, { cases: [] }, `${role} ${name}`)
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
