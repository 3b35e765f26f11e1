/** A representative acts in the person's place and never above them: named and ended by the person, shut out when in doubt. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { PROCEDURES, type Procedure } from '../../procedures/index.ts'
import { NotFound } from '../../store/index.ts'
import { openCase } from '../case-file.ts'
import { carryOut } from '../command.ts'
import { departure, FIXTURES } from '../fixtures/procedures.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { Refused } from '../refused.ts'
import { actingAs, type Who } from '../register.ts'
import { whoLooked } from './looks.ts'
import { nameOf } from './names.ts'
import { endRepresentative, nameRepresentative, representativeOf } from './representative.ts'
import { putOn } from './speakers.ts'

const trafficking = PROCEDURES.find(({ name }) => name === 'trafficking-identification')
if (trafficking === undefined) throw new Error('a declared procedure is missing')
const store = await testStore()
const register = await wholeRegister(store, { procedures: [...FIXTURES, trafficking], offices: [] })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office = 'harbour'): Who => ({ as: 'officer', id: randomUUID(), role, office })
const border = officer('border-officer')
const now = () => Temporal.Now.instant().round('millisecond').toString()
const opened = async () => {
  const { caseId } = await carryOut(
    register,
    border,
    asking({ procedure: 'departure', kind: 'open', step: 'open', facts: { askedAt: now(), weather: 'calm' } }),
  )
  return { procedure: 'departure', caseId, person: { as: 'person', caseId } satisfies Who }
}
const named = async (of: Awaited<ReturnType<typeof opened>>, name = 'Tante Ö'): Promise<Who> => ({
  as: 'representative',
  id: await nameRepresentative(register, of.person, { ...of, given: { name, relation: 'family' } }),
})
const read = (who: Who, caseId: string, procedure: Procedure = departure) =>
  actingAs(register, who, (tx) => openCase(register, tx, procedure, { caseId, purpose: 'own-data' }))
const appeal = (caseId: string) =>
  asking({ procedure: 'departure', kind: 'take', step: 'appeal', on: { caseId, event: 1 }, purpose: 'own-data' })

test('a representative reads the case and takes the steps that are theirs, and it is told who took them', async () => {
  const of = await opened()
  const aunt = await named(of)
  assert.equal((await carryOut(register, aunt, appeal(of.caseId))).state, 'waiting')
  const file = await read(of.person, of.caseId)
  assert.equal(file.events.at(-1)?.actor.role, 'representative')
  assert.deepEqual(
    (await whoLooked(register, of.person, of)).map(({ role }) => role).includes('representative'),
    true,
    'the person sees that they looked',
  )
  const other = await opened()
  await assert.rejects(read(aunt, other.caseId), NotFound)
})

test('naming somebody else ends who spoke before, and so does a word of the person', async () => {
  const of = await opened()
  const [first, second] = [await named(of, 'first'), await named(of, 'second')]
  await assert.rejects(read(first, of.caseId), NotFound)
  await assert.rejects(carryOut(register, first, appeal(of.caseId)), NotFound)
  assert.equal((await representativeOf(register, border, of))?.name, 'second')
  await endRepresentative(register, of.person, of)
  await assert.rejects(read(second, of.caseId), NotFound)
  await assert.rejects(representativeOf(register, second, of), NotFound)
  assert.equal(await representativeOf(register, of.person, of), null)
})

test('a representative names nobody in their place, ends no other’s word, and may lay it down', async () => {
  const of = await opened()
  const aunt = await named(of)
  await assert.rejects(
    nameRepresentative(register, aunt as unknown as Who & { as: 'person' }, { ...of, given: { name: 'x' } }), // what the type forbids
    NotFound,
  )
  const consul = {
    procedure: 'departure',
    of: { caseId: of.caseId },
    officer: randomUUID(),
    role: 'consular-officer',
  } as const
  await assert.rejects(putOn(register, aunt, consul), 'consent to a consulate is the person’s own')
  const other = await opened()
  await named(other)
  await assert.rejects(endRepresentative(register, aunt, other), NotFound)
  await endRepresentative(register, aunt, of)
  await assert.rejects(read(aunt, of.caseId), NotFound)
})

test('a representative has a name, and nobody behind the wall learns it', async () => {
  const of = await opened()
  await assert.rejects(nameRepresentative(register, of.person, { ...of, given: {} }), Refused)
  await assert.rejects(nameRepresentative(register, of.person, { ...of, given: { name: 'a\0b' } }), Refused)
  await named(of, 'Sturmvogel4711')
  await assert.rejects(representativeOf(register, officer('border-officer', 'another'), of), NotFound)
  const { rows } = await owner.query(
    "select count(*)::int as n from immigration_enforcement.representative r where r::text like '%Sturmvogel%' or r::text like $1",
    [`%${Buffer.from('Sturmvogel4711').toString('hex')}%`],
  )
  assert.equal(rows[0].n, 0)
})

test('where the representative may be the trafficker, they read nothing, at once, while the person still does', async () => {
  const worker = officer('victim-worker', 'refuge')
  const facts = {
    language: 'uz',
    signFrom: signFrom(),
    signs: ['documents-taken'],
    immediateDanger: false,
    signAt: now(),
  }
  const { caseId } = await carryOut(
    register,
    worker,
    asking({ procedure: trafficking.name, kind: 'open', step: 'open', facts, purpose: 'protect' }),
  )
  const of = { procedure: trafficking.name, caseId, person: { as: 'person', caseId } satisfies Who }
  const boss = await named(of)
  const { state } = await read(boss, caseId, trafficking)
  await carryOut(
    register,
    worker,
    asking({
      ...{ procedure: trafficking.name, kind: 'enter', step: 'doubtRepresentative', purpose: 'protect' },
      on: { caseId, event: state.eventNo },
      facts: { representativeDoubted: true },
    }),
  )
  for (const attempt of [
    () => read(boss, caseId, trafficking),
    () => nameOf(register, boss, { ...of, purpose: 'own-data' }),
    () => whoLooked(register, boss as Who & { as: 'representative' }, of),
    () => representativeOf(register, boss, of),
  ])
    await assert.rejects(attempt(), NotFound)
  assert.equal((await read(of.person, caseId, trafficking)).caseId, caseId)
})

/** The first code by which an official gives a sign. */
function signFrom(): string {
  const fact = trafficking?.facts.signFrom
  return fact !== undefined && 'list' in fact.is ? (fact.is.list.codes[0] ?? '') : ''
}
