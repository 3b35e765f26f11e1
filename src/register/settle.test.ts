/** What the law makes happen by itself, on the procedures of the State: at once, once, and after a crash. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { officeId } from '../countries/index.ts'
import { PROCEDURES, type Procedure } from '../procedures/index.ts'
import { openCase } from './case-file.ts'
import { carryOut, settle } from './command.ts'
import { berth, voyage } from './fixtures/neighbours.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { installPlaces } from './place-list.ts'
import { actingAs, type Register, type Who } from './register.ts'
import { unsettledCases, wakeForTheDay } from './settle.ts'
import { discrepancies } from './watchdog.ts'

const store = await testStore('declared')
let halted: readonly string[] = []
const register = withMoratoria(await wholeRegister(store, { procedures: PROCEDURES }))
const owner = await store.ownerClient()
after(() => owner.end())

function withMoratoria(whole: Register): Register {
  const places = {
    ...whole.places,
    isUnderMoratorium: (country: string) => halted.includes(country),
    countriesUnderMoratorium: () => halted,
  }
  return { ...whole, places }
}

const officer = (role: string, office = 'first'): Who => ({ as: 'officer', id: randomUUID(), role, office })
const ago = (hours: number) =>
  Temporal.Now.instant()
    .subtract({ minutes: Math.round(hours * 60) })
    .round('millisecond')
    .toString()
const procedureOf = (name: string): Procedure => {
  const found = PROCEDURES.find((one) => one.name === name)
  assert.ok(found)
  return found
}
const police = officer('police-officer', 'police-baku')
const detain = (facts: object = {}) =>
  carryOut(
    register,
    police,
    asking({
      ...{ procedure: 'detention', kind: 'open', step: 'open' },
      facts: {
        ...{ libertyLostAt: ago(2), libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'female' },
        ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false },
        ...{ language: 'uz', ...facts },
      },
    }),
  )
const note = (caseId: string, event: number, step: string, facts: object, who = police) =>
  carryOut(
    register,
    who,
    asking({ procedure: 'detention', kind: 'enter', step, on: { caseId, event }, facts: { ...facts } }),
  )
const stateOf = async (caseId: string, name = 'detention') => {
  const file = await actingAs(register, { as: 'system' }, (tx) =>
    openCase(register, tx, procedureOf(name), { caseId, purpose: 'review' }),
  )
  return [file.state.state, file.events.map(({ step }) => step).join(' ')]
}

test('D2: a person found to be in charge of a child is to be released at once, not at the next round', async () => {
  const { caseId } = await detain()
  await note(caseId, 1, 'noteChild', { accompaniedByChild: true })
  assert.deepEqual(await stateOf(caseId), ['releaseDue', 'open noteChild releaseAtOnce'])
  const { rows } = await owner.query(
    'select rule from immigration_enforcement.clock where case_id = $1 and stopped_at is null',
    [caseId],
  )
  assert.ok(rows.some(({ rule }) => rule === 'D9.doorOpen'))
  assert.deepEqual(await unsettledCases(register, procedureOf('detention')), [])
})

test('D2: at the opening too, and where nothing forbids, nothing happens', async () => {
  const { caseId } = await detain({ accompaniedByChild: true })
  assert.deepEqual(await stateOf(caseId), ['releaseDue', 'open releaseAtOnce'])
  assert.deepEqual(await stateOf((await detain()).caseId), ['apprehended', 'open'])
})

test('what a crash left over is taken at the next round, once, however many look', async () => {
  const { caseId } = await detain()
  // The process dies between the commit and what follows from it.
  const dying: Register = {
    ...register,
    firewall: { ...register.firewall, asSystem: () => Promise.reject(new Error('killed')) },
  }
  const said = asking({
    procedure: 'detention',
    kind: 'enter',
    step: 'noteChild',
    on: { caseId, event: 1 },
    facts: { accompaniedByChild: true },
  })
  assert.equal((await carryOut(dying, police, said)).event, 2)
  assert.deepEqual(await stateOf(caseId), ['apprehended', 'open noteChild'])
  assert.deepEqual(await unsettledCases(register, procedureOf('detention')), [caseId])
  await Promise.all([1, 2, 3].map(() => settle(register, 'detention', caseId)))
  assert.deepEqual(await stateOf(caseId), ['releaseDue', 'open noteChild releaseAtOnce'])
  await settle(register, 'detention', caseId)
  assert.deepEqual(await unsettledCases(register, procedureOf('detention')), [])
})

test('a sign of trafficking is presumed in the moment of its opening', async () => {
  const { opens } = procedureOf('trafficking-identification')
  const facts: Record<string, unknown> = {
    ...{ signAt: ago(1), signFrom: 'self', signs: ['documents-taken'], immediateDanger: false, language: 'uz' },
  }
  const { caseId } = await carryOut(
    register,
    officer('victim-worker'),
    asking({
      ...{ procedure: 'trafficking-identification', kind: 'open', step: 'open' },
      facts: Object.fromEntries(
        Object.entries(facts).filter(([name]) => [...opens.needs, ...(opens.takes ?? [])].includes(name)),
      ),
    }),
  )
  assert.deepEqual(await stateOf(caseId, 'trafficking-identification'), ['presumed', 'open presume'])
  assert.deepEqual(await discrepancies(register, procedureOf('trafficking-identification')), [])
})

test('a death raises the alarm of its ladder, which repeats', async () => {
  const { caseId } = await detain()
  await note(caseId, 1, 'admit', { place: officeId('place-baku') }, officer('place-officer', 'place-baku'))
  const death = asking({
    procedure: 'detention',
    kind: 'take',
    step: 'noteDeath',
    on: { caseId, event: 2 },
    facts: { diedAt: ago(0) },
  })
  await carryOut(register, officer('place-officer', 'place-baku'), death)
  const { rows } = await owner.query(
    "select whom, repeat_at - at as again from immigration_enforcement.notice where case_id = $1 and about = 'alarm' order by whom",
    [caseId],
  )
  assert.deepEqual(
    rows.map(({ whom }) => whom),
    ['head', 'judge', 'ombuds-npm', 'ombuds-officer', 'person'],
  )
  assert.ok(rows.every(({ again }) => again !== null))
})

test('a charge that somebody was asked to pay is a breach, though the sender kept silent about it', async () => {
  const { caseId } = await detain()
  await note(caseId, 1, 'tellCharge', {}, { as: 'person', caseId })
  const { rows } = await owner.query('select rule, level from immigration_enforcement.breach where case_id = $1', [
    caseId,
  ])
  assert.deepEqual(rows, [{ rule: 'D14.noCostNoWork', level: 'R' }])
})

test('guardian and child protection are told of each opening, with it', async () => {
  const { caseId } = await detain()
  const { rows } = await owner.query(
    "select whom from immigration_enforcement.notice where case_id = $1 and rule = 'D1.told' order by whom",
    [caseId],
  )
  assert.deepEqual(rows, [{ whom: 'child-protection-officer' }, { whom: 'guardian' }])
})

test('X15: a moratorium that is declared halts what goes to that country, and lets it go on when it is over', async () => {
  const sea = await testStore()
  const other = withMoratoria(await wholeRegister(sea, { procedures: [berth, voyage] }))
  const sailor = officer('border-officer', 'quay')
  const sail = (to: string) =>
    carryOut(other, sailor, asking({ procedure: 'voyage', kind: 'open', step: 'open', facts: { beganAt: ago(1), to } }))
  const [first, second] = [await sail('GE'), await sail('TR')]
  const round = async () => {
    await wakeForTheDay(other, voyage)
    for (const caseId of await unsettledCases(other, voyage)) await settle(other, 'voyage', caseId)
  }
  const states = () =>
    Promise.all(
      [first, second].map(({ caseId }) =>
        actingAs(
          other,
          sailor,
          async (tx) => (await openCase(other, tx, voyage, { caseId, purpose: 'review' })).state.state,
        ),
      ),
    )
  const declare = async (countries: readonly string[]) => {
    halted = countries
    const harbour = await sea.ownerClient()
    const moratoria =
      countries.length === 0 ? [] : [{ countries: [...countries], from: '2026-01-01', until: null, note: 'A storm.' }]
    await installPlaces(harbour, { places: [], moratoria }).finally(() => harbour.end())
  }
  await declare(['GE'])
  await round()
  await round()
  assert.deepEqual(await states(), ['halted', 'open'])
  assert.deepEqual(await unsettledCases(other, voyage), [])
  await declare([])
  await round()
  assert.deepEqual(await states(), ['open', 'open'])
})
