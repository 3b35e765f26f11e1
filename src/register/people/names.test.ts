/** Who somebody is, behind the wall: shown to those whose task needs it, noted each time, and no thread between compartments. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../../tests/store.ts'
import { threadsBetween } from '../../firewall/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import { carryOut } from '../command.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { Refused } from '../refused.ts'
import type { Who } from '../register.ts'
import { findByName, type Handle, handleForDocument, openAbout } from './find-person.ts'
import { nameOf, recordPerson } from './names.ts'

const store = await testStore('invented')
const register = await wholeRegister(store)
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office = 'harbour'): Who & { as: 'officer' } => ({
  as: 'officer',
  id: randomUUID(),
  role,
  office,
})
const hourAgo = () => Temporal.Now.instant().subtract({ hours: 1 }).round('millisecond').toString()
const opening = () =>
  asking({ procedure: 'departure', kind: 'open', step: 'open', facts: { askedAt: hourAgo(), weather: 'calm' } })
const sheltering = () =>
  asking({ procedure: 'shelter', kind: 'open', step: 'open', facts: { seenAt: hourAgo() }, purpose: 'protect' })
const openedBy = async (who: Who) => (await carryOut(register, who, opening())).caseId
const shelteredBy = async (who: Who) => (await carryOut(register, who, sheltering())).caseId
const naming = (caseId: string, given: object, more: object = {}) => ({
  procedure: 'departure',
  caseId,
  purpose: 'decide' as const,
  key: randomUUID(),
  after: 0,
  given: { ...given },
  ...more,
})
const shown = (who: Who, caseId: string, procedure = 'departure') =>
  nameOf(register, who, { procedure, caseId, purpose: 'decide' })
const scalar = async (text: string, values: readonly unknown[] = []) =>
  (await owner.query<{ n: number }>(`select count(*)::int as n from ${text}`, [...values])).rows[0]?.n
const uniqueName = () => `Marker ${randomUUID().slice(0, 8).replaceAll(/\d/g, 'q')}`
const passport = (number: string = randomUUID()) => ({ type: 'passport', number, country: 'UZ' })
const pseudonymOf = async (caseId: string) =>
  (await owner.query('select pseudonym from immigration_enforcement.departure where case_id = $1', [caseId])).rows[0]
    .pseudonym as Buffer

test('a name is shown as it was written, in every script, to whoever reads the case', async () => {
  const border = officer('border-officer')
  const caseId = await openedBy(border)
  const given = {
    names: [
      { name: '\u202bمحمد علي\u202c', kind: 'own', language: 'ar' },
      { name: 'Mohammad  Ali', kind: 'latin' },
      { name: 'Ö', kind: 'called' },
    ],
    born: '1990',
    documents: [passport()],
    contactWay: 'through-somebody',
    doNotWriteHere: true,
  }
  assert.equal(await recordPerson(register, border, naming(caseId, given)), 1)
  assert.deepEqual((await shown(officer('border-officer'), caseId))?.record, given)
  assert.deepEqual((await shown({ as: 'person', caseId }, caseId))?.record, given)
})

test('no name, birth, number or contact lies in the database in words', async () => {
  const border = officer('border-officer')
  const caseId = await openedBy(border)
  const marker = 'Sturmvogel4711'
  const given = { names: [{ name: marker }], born: '1990-05-17', documents: [passport(marker)], contactValue: marker }
  await recordPerson(register, border, naming(caseId, given))
  const tables = await owner.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  )
  for (const { name } of tables.rows)
    for (const sought of [marker, Buffer.from(marker).toString('hex'), '1990-05-17'])
      assert.equal(await scalar(`${name} r where r::text like $1`, [`%${sought}%`]), 0, `${sought} in ${name}`)
})

test('P21: each look at a name leaves who, when and why, and where that cannot be written nothing is shown', async () => {
  const border = officer('border-officer')
  const caseId = await openedBy(border)
  await recordPerson(register, border, naming(caseId, { names: [{ name: 'Ana' }] }))
  const reader = officer('border-officer')
  await nameOf(register, reader, { procedure: 'departure', caseId, purpose: 'hear' })
  const { rows } = await owner.query(
    'select kind, role, purpose, compartment from firewall.access_record where officer = $1',
    [reader.id],
  )
  assert.deepEqual(rows, [
    { kind: 'name', role: 'border-officer', purpose: 'hear', compartment: 'immigration-enforcement' },
  ])
  await owner.query(
    "alter table firewall.access_record add constraint full_disk check (purpose <> 'inspect') not valid",
  )
  await assert.rejects(nameOf(register, reader, { procedure: 'departure', caseId, purpose: 'inspect' }))
  await owner.query('alter table firewall.access_record drop constraint full_disk')
})

test('whoever has nothing to do with a case sees no name, and cannot tell it from a case that is not there', async () => {
  const caseId = await openedBy(officer('border-officer'))
  for (const who of [officer('border-officer', 'another'), { as: 'person', caseId: randomUUID() } satisfies Who]) {
    await assert.rejects(shown(who, caseId), NotFound)
    await assert.rejects(recordPerson(register, who, naming(caseId, { names: [{ name: 'x' }] })), NotFound)
  }
  await assert.rejects(shown(officer('border-officer'), randomUUID()), NotFound)
  await assert.rejects(shown(officer('school-registrar'), caseId), NotFound)
})

test('what is wrong with a name is said at once, and a case without a name stays without one', async () => {
  const border = officer('border-officer')
  const caseId = await openedBy(border)
  const given = {
    names: [{ name: 'a'.repeat(201) }, { kind: 'latin' }],
    born: '2099-01-01',
    documents: [{ type: 'library-card', number: '1' }],
    beauty: 'great',
  }
  await assert.rejects(recordPerson(register, border, naming(caseId, given)), (error) => {
    assert.ok(error instanceof Refused)
    assert.deepEqual(error.refusals.map(({ fact, rule }) => `${fact}: ${rule}`).toSorted(), [
      'beauty: not-taken-here',
      'born: not-yet',
      'documents: not-in-the-list',
      'names: too-long',
    ])
    return true
  })
  await assert.rejects(recordPerson(register, border, naming(caseId, { names: [{ kind: 'latin' }] })), Refused)
  await assert.rejects(recordPerson(register, border, naming(caseId, {})), Refused)
  assert.equal(await shown(border, caseId), null)
})

test('two officers who correct a name at once: the second is told, and nothing that was written is overwritten', async () => {
  const [one, two] = [officer('border-officer'), officer('border-officer')]
  const caseId = await openedBy(one)
  const first = naming(caseId, { names: [{ name: 'Ana' }] })
  assert.deepEqual([await recordPerson(register, one, first), await recordPerson(register, one, first)], [1, 1])
  await assert.rejects(
    recordPerson(register, two, naming(caseId, { names: [{ name: 'Anna' }] })),
    (error) => error instanceof StepRefused && error.rule === 'case-changed',
  )
  assert.equal(await recordPerson(register, two, naming(caseId, { names: [{ name: 'Anna' }] }, { after: 1 })), 2)
  assert.equal((await shown(one, caseId))?.record.names[0]?.name, 'Anna')
  assert.equal(await scalar('identity.name_record where case_id = $1', [caseId]), 2)
  await assert.rejects(owner.query('delete from identity.name_record where case_id = $1', [caseId]), /never changed/)
})

test('the same person is found by the very name and birth, in cases that the officer reads', async () => {
  const border = officer('border-officer')
  const caseId = await openedBy(border)
  const name = uniqueName()
  await recordPerson(register, border, naming(caseId, { names: [{ name }], born: '1990-05-17' }))
  const find = (who: Who, sought: string, born: string) =>
    findByName(register, who, { procedure: 'departure', purpose: 'prepare', name: sought, born })
  const turned = name.toUpperCase().split(' ').toReversed().join(', ')
  for (const born of ['1990-05-17', '1990'])
    assert.deepEqual(
      (await find(border, turned, born)).map(({ cases }) => cases.map((one) => one.caseId)),
      [[caseId]],
    )
  assert.deepEqual(await find(border, name, '1991'), [])
  assert.deepEqual(await find(border, name.slice(0, -1), '1990'), [], 'not by a part of a name')
  assert.deepEqual(await find(officer('border-officer', 'another'), name, '1990'), [], 'not in cases of another office')
  const again = await openAbout(register, border, opening(), handleOf(await find(border, name, '1990')))
  assert.deepEqual(await pseudonymOf(again.caseId), await pseudonymOf(caseId))
})

const handleOf = (found: readonly { readonly handle: Handle }[]): Handle => {
  const [first] = found
  if (first === undefined) throw new Error('nobody was found')
  return first.handle
}

test('a paper that another office knows leads to the same person, and the officer learns nothing of it', async () => {
  const [here, there] = [officer('border-officer'), officer('border-officer', 'another')]
  const document = passport()
  const caseId = await openedBy(there)
  await recordPerson(register, there, naming(caseId, { names: [{ name: 'Ana' }], documents: [document] }))
  const known = await handleForDocument(register, here, { procedure: 'departure', purpose: 'prepare', document })
  const unknown = await handleForDocument(register, here, {
    procedure: 'departure',
    purpose: 'prepare',
    document: passport(),
  })
  const [first, second] = [
    await openAbout(register, here, opening(), known),
    await openAbout(register, here, opening(), unknown),
  ]
  assert.deepEqual(await pseudonymOf(first.caseId), await pseudonymOf(caseId))
  assert.notDeepEqual(await pseudonymOf(second.caseId), await pseudonymOf(caseId))
  await assert.rejects(shown(here, caseId), NotFound)
  assert.equal(await shown(here, first.caseId), null, 'the name that the other office wrote is not shown')
})

test('a paper shown for two people leads to neither', async () => {
  const border = officer('border-officer')
  const document = passport()
  const cases = [await openedBy(border), await openedBy(border)]
  for (const caseId of cases)
    await recordPerson(register, border, naming(caseId, { names: [{ name: 'Ana' }], documents: [document] }))
  const handle = await handleForDocument(register, border, { procedure: 'departure', purpose: 'prepare', document })
  const opened = await openAbout(register, border, opening(), handle)
  for (const caseId of cases) assert.notDeepEqual(await pseudonymOf(opened.caseId), await pseudonymOf(caseId))
})

test('a handle opens one case, for the officer who was given it, in its compartment, within an hour', async () => {
  const border = officer('border-officer')
  const hand = () =>
    handleForDocument(register, border, { procedure: 'departure', purpose: 'prepare', document: passport() })
  const first = opening()
  const handle = await hand()
  const done = await openAbout(register, border, first, handle)
  assert.equal((await openAbout(register, border, first, handle)).caseId, done.caseId, 'sent again, answered again')
  await assert.rejects(openAbout(register, border, opening(), handle), NotFound)
  await assert.rejects(openAbout(register, officer('border-officer'), opening(), await hand()), NotFound)
  const worker = officer('victim-worker')
  await assert.rejects(openAbout(register, worker, sheltering(), await hand()), NotFound)
  const old = await hand()
  await owner.query("update identity.handle set made_at = made_at - interval '61 minutes' where handle_id = $1", [old])
  await assert.rejects(openAbout(register, border, opening(), old), NotFound)
  await assert.rejects(openAbout(register, border, opening(), randomUUID() as Handle), NotFound)
})

test('P24: looking people up counts, whether they are found or not', async () => {
  const clerk = officer('border-officer')
  const look = (name: string) =>
    findByName(register, clerk, { procedure: 'departure', purpose: 'prepare', name, born: '1990' })
  for (let person = 0; person < 60; person++) await look(`nobody ${'x'.repeat(person + 1)}`)
  await look('nobody x')
  await assert.rejects(
    look('nobody else'),
    (error) => error instanceof StepRefused && error.rule === 'too-many-persons',
  )
})

test('P19: whether a shelter knows somebody of that name and paper changes nothing that the border is told', async () => {
  const worlds = ['known', 'unknown'].map((world) => ({ world, name: uniqueName(), document: passport() }))
  const told = []
  for (const { world, name, document } of worlds) {
    const worker = officer('victim-worker')
    const given = { names: [{ name }], born: '1990-05-17', documents: [document] }
    if (world === 'known')
      await recordPerson(register, worker, naming(await shelteredBy(worker), given, { procedure: 'shelter' }))
    const border = officer('border-officer')
    const looking = { procedure: 'departure', purpose: 'prepare' as const }
    const found = await findByName(register, border, { ...looking, name, born: '1990-05-17' })
    const handle = await handleForDocument(register, border, { ...looking, document })
    const { state, event, breaches } = await openAbout(register, border, opening(), handle)
    const { rows } = await owner.query(
      'select kind, compartment, person, purpose from firewall.access_record where officer = $1 order by at',
      [border.id],
    )
    told.push({ found, state, event, breaches, rows, handle: typeof handle })
  }
  assert.deepEqual(told[0], told[1])
})

test('the same name and paper have no code in common in two compartments', async () => {
  const given = { names: [{ name: 'Ana Marker' }], born: '1990-05-17', documents: [passport('AA 1')] }
  const [border, worker] = [officer('border-officer'), officer('victim-worker')]
  await recordPerson(register, border, naming(await openedBy(border), given))
  await recordPerson(register, worker, naming(await shelteredBy(worker), given, { procedure: 'shelter' }))
  const { rows } = await owner.query(
    'select from identity.name_token group by token having count(distinct compartment) > 1',
  )
  assert.equal(rows.length, 0)
  assert.deepEqual(await threadsBetween(owner, { schemas: ['identity'], mayHoldNumbers: ['identity'] }), [])
})

test('a name is forgotten with its case', async () => {
  const border = officer('border-officer')
  const caseId = await openedBy(border)
  const name = uniqueName()
  await recordPerson(register, border, naming(caseId, { names: [{ name }], born: '1990' }))
  await owner.query('update immigration_enforcement.departure set erased = true where case_id = $1', [caseId])
  assert.equal(await scalar('identity.name_token where case_id = $1', [caseId]), 0)
  assert.equal(await scalar('identity.name_record where case_id = $1 and sealed is not null', [caseId]), 0)
  await assert.rejects(shown(border, caseId), NotFound)
})

test('no login reads the tables of the identity compartment', async () => {
  const { rows } = await owner.query(
    `select rolname, c.relname from pg_roles r, pg_class c where c.relnamespace = 'identity'::regnamespace and c.relkind = 'r'
       and r.rolname like 'observance\\_%' and r.rolname <> current_user and has_table_privilege(r.oid, c.oid, 'select,insert,update,delete')`,
  )
  assert.deepEqual(rows, [])
})

test('whatever is typed as a name is kept as it was typed, or refused with a reason', async () => {
  const border = officer('border-officer')
  const caseId = await openedBy(border)
  let no = 0
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 220 }), async (name) => {
      const given = { names: [{ name }], born: '1990' }
      try {
        no = await recordPerson(register, border, naming(caseId, given, { after: no }))
      } catch (error) {
        assert.ok(error instanceof Refused && error.refusals.length > 0, String(error))
        return
      }
      assert.equal((await shown(border, caseId))?.record.names[0]?.name, name)
    }),
    { numRuns: 40 },
  )
})
