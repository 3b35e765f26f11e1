/** The invented cases: every state of every procedure, by the logins of those who act, and nothing that the safeguards refuse. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testSite } from '../../tests/site.ts'
import { visitor } from '../../tests/visitor.ts'
import { loadPack, packFolder } from '../countries/index.ts'
import { logSettings, selfCheck } from '../ledger/index.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { codeInGroups, demonstrationCode, registerRecords, round } from '../register/index.ts'
import { compartmentsOf } from '../register/install.ts'
import { sqlName } from '../register/tables/names.ts'
import { discrepancies } from '../register/watchdog.ts'
import { bearerOf } from './complaint/bearer.ts'
import { playCasesOnce } from './demonstration-cases.ts'

const site = await testSite()
const pack = await loadPack(packFolder('AZE'))
const owner = await site.store.ownerClient()
after(() => owner.end())
const play = () => playCasesOnce({ ...site, pack }, new AbortController().signal)

// As two processes that start at once.
const began = performance.now()
const left = (await Promise.all([play(), play()])).flat()
const seconds = (performance.now() - began) / 1000
await round(site.register)

const { hour } = Temporal.Now.zonedDateTimeISO(pack.timeZone)
/** Nobody is removed at night: then that one case waits. */
const isNight = hour >= 22 || hour < 6

interface Step {
  readonly procedure: string
  readonly case_id: string
  readonly to_state: string
}
const steps = async () =>
  (
    await owner.query<Step>(
      compartmentsOf(PROCEDURES)
        .map((one) => `select procedure, case_id, to_state, no from ${sqlName(one)}.event`)
        .join(' union all ')
        .concat(' order by case_id, no'),
    )
  ).rows

test('every step of every case is taken, but for a removal at night', (context) => {
  context.diagnostic(`played in ${seconds.toFixed(0)} s`)
  assert.deepEqual(
    left.map(({ key, step }) => `${key} ${step}`),
    isNight ? ['exp-removed remove'] : [],
  )
})

test('in every state of every procedure a case stands; what the law leaves at once, one has passed', async () => {
  const taken = await steps()
  const passed = new Set(taken.map(({ procedure, to_state }) => `${procedure} ${to_state}`))
  const last = new Map(taken.map(({ procedure, case_id, to_state }) => [case_id, `${procedure} ${to_state}`]))
  const standing = new Set(last.values())
  const all = PROCEDURES.flatMap(({ name, states }) => Object.keys(states).map((state) => `${name} ${state}`))
  const empty = all.filter((state) => !standing.has(state))
  assert.deepEqual(empty, [...(isNight ? ['expulsion removed'] : []), 'trafficking-identification sign'])
  assert.ok(passed.has('trafficking-identification sign'))
})

test('clocks are as the events have them, and the log agrees with every record', async () => {
  for (const procedure of PROCEDURES) assert.deepEqual(await discrepancies(site.register, procedure), [])
  const dataFolder = mkdtempSync(join(tmpdir(), 'demonstration-'))
  after(() => rmSync(dataFolder, { recursive: true }))
  const settings = logSettings('register', { dataFolder, key: site.store.key, authority: undefined })
  assert.deepEqual(await selfCheck(owner, settings, registerRecords(site.register)), [])
})

test('a play that broke off goes on where it was: what has been played is not played again', async () => {
  const before = (await steps()).length
  await owner.query("delete from register.installed where name = 'demonstration cases'")
  await play()
  assert.equal((await steps()).length, before)
})

test('whoever complains comes back to the conversation by their code', async () => {
  const bearer = await bearerOf(site.register, { code: demonstrationCode('complainant') })
  assert.equal(bearer?.view.state, 'received')
})

test('the sign-in page shows with which codes one comes as a person, and parts officers by agency', async () => {
  const anybody = visitor(site.address)
  await anybody.get('/language/en?back=/')
  const { body } = await anybody.get('/sign-in')
  for (const name of ['detained', 'school-mother', 'complainant'])
    assert.ok(body.includes(codeInGroups(demonstrationCode(name))), name)
  for (const agency of ['courts', 'ombudsperson', 'migration-service'])
    assert.ok(body.includes(`id="agency-${agency}"`))
  assert.match(body, /Judge/)
})
