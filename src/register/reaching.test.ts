/** How people come to cases: offices by the country pack, persons by a code, and what each of them sees there. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testStore } from '../../tests/store.ts'
import { type Office, officeId } from '../countries/index.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { NotFound } from '../store/index.ts'
import { asCode, type CaseCode, caseOfCode, codeInGroups, hashOfCode, issueCode, newCode } from './codes.ts'
import { carryOut } from './command.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { round } from './keep.ts'
import { officeProblems } from './offices.ts'
import { endRepresentative, nameRepresentative } from './people/index.ts'
import { countByState, queue } from './queue.ts'
import type { Who } from './register.ts'
import { caseByNumber } from './unread.ts'
import { viewCase } from './view.ts'
import { discrepancies } from './watchdog.ts'

const office = (code: string, agency: string, more: Partial<Office> = {}): Office => ({
  ...{ code, agency, takes: [], institution: null, name: code, names: {}, region: null, roles: null },
  ...{ listed: true, verify: false },
  ...more,
})
const OFFICES = [
  office('court-1', 'courts', { takes: 'all' }),
  office('sms-1', 'migration-service', { takes: [{ procedure: 'detention', from: ['police-1'] }] }),
  office('police-1', 'interior'),
  office('place-baku', 'place-of-detention'),
  office('place-yevlakh', 'place-of-detention'),
  office('district', 'education', { roles: ['education-officer'], takes: 'all' }),
  office('school-1', 'education', { roles: ['school-registrar'] }),
]
const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES, offices: OFFICES })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, at: string): Who => ({ as: 'officer', id: randomUUID(), role, office: at })
const police = officer('police-officer', 'police-1')
const hoursAgo = (hours: number) =>
  Temporal.Now.instant()
    .subtract({ minutes: hours * 60 })
    .toString()
const detention = (facts: object = {}, code: CaseCode | null = null) =>
  carryOut(register, police, {
    ...asking({ procedure: 'detention', kind: 'open', step: 'open' }),
    code: code === null ? null : hashOfCode(code),
    facts: {
      ...{ libertyLostAt: hoursAgo(2), libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'female' },
      ...{ birthDateKnown: '1990', ageBasis: 'stated', nationality: 'UZ', accompaniedByChild: false, language: 'uz' },
      ...facts,
    },
  })
const see = (who: Who, caseId: string, procedure = 'detention') =>
  viewCase(register, who, { procedure, caseId, purpose: who.as === 'person' ? 'own-data' : 'review' })

test('a case goes to the duty court and the department that the pack names, and to the place where the person is', async () => {
  const { caseId } = await detention({ place: officeId('place-baku') })
  for (const [role, at] of [
    ['judge', 'court-1'],
    ['sms-enforcement-head', 'sms-1'],
    ['place-officer', 'place-baku'],
    ['police-officer', 'police-1'],
  ] as const)
    assert.equal((await see(officer(role, at), caseId)).event, 1, role)
  await assert.rejects(see(officer('place-officer', 'place-yevlakh'), caseId), NotFound)
  await assert.rejects(see(officer('border-officer', 'border-1'), caseId), NotFound)
})

test('a school that opens a case keeps it, and the district has it too', async () => {
  const facts = {
    ...{ language: 'fa', childName: 'Ö', birthDateSaid: '2017', sex: 'female', level: 'primary' },
    carerRelation: 'parent',
  }
  const school = officer('school-registrar', 'school-1')
  const asked = asking({ procedure: 'school-enrolment', kind: 'open', step: 'open', facts })
  const { caseId } = await carryOut(register, school, asked)
  assert.equal((await see(school, caseId, 'school-enrolment')).facts.childName, 'Ö')
  assert.equal((await see(officer('education-officer', 'district'), caseId, 'school-enrolment')).caseId, caseId)
})

test('an officer sees the facts of the grant and no other, in the file and in each event', async () => {
  const { caseId, event } = await detention()
  const head = officer('sms-enforcement-head', 'sms-1')
  const claim = asking({ procedure: 'detention', kind: 'enter', step: 'claimAsylum', on: { caseId, event } })
  await carryOut(register, { as: 'person', caseId }, { ...claim, facts: {}, purpose: 'own-data' })
  const [seenByHead, seenByPolice] = [await see(head, caseId), await see(police, caseId)]
  assert.ok('asylumClaimedAt' in seenByHead.facts)
  assert.ok(!('asylumClaimedAt' in seenByPolice.facts), 'sensitive: not for the police')
  assert.ok(seenByPolice.timeline.every(({ facts }) => !('asylumClaimedAt' in facts)))
})

test('what the person says to one body behind a button of its own, the place does not read', async () => {
  const { caseId, event } = await detention({ place: officeId('place-baku') })
  const person: Who = { as: 'person', caseId }
  const said = asking({ procedure: 'detention', kind: 'enter', step: 'saysForced', on: { caseId, event } })
  await carryOut(register, person, { ...said, purpose: 'own-data' })
  const steps = async (who: Who) => (await see(who, caseId)).timeline.map(({ step }) => step)
  assert.ok((await steps(person)).includes('saysForced'))
  assert.ok(!(await steps(officer('place-officer', 'place-baku'))).includes('saysForced'))
  assert.ok((await steps(officer('ombuds-officer', 'anywhere'))).includes('saysForced'))
})

test('the person comes by a code, sees the own case, and the code that was lost ends with the new one', async () => {
  const code = newCode()
  const { caseId } = await detention({}, code)
  const found = await caseOfCode(register, code)
  assert.deepEqual(found?.who, { as: 'person', caseId })
  assert.equal((await see({ as: 'person', caseId }, caseId)).facts.sex, 'female')
  const another = await issueCode(register, police, { procedure: 'detention', caseId, bearer: 'person' })
  assert.equal(await caseOfCode(register, code), null)
  assert.equal((await caseOfCode(register, another))?.caseId, caseId)
  const stranger = officer('place-officer', 'place-yevlakh')
  await assert.rejects(issueCode(register, stranger, { procedure: 'detention', caseId, bearer: 'person' }), NotFound)
  const { rows } = await owner.query('select to_jsonb(k)::text as row from immigration_enforcement.case_code k')
  assert.ok(rows.every(({ row }) => !row.includes(code) && !row.includes(another)))
})

test('a code for who speaks for the person opens for them alone, and ends with their word', async () => {
  const { caseId } = await detention()
  const of = { procedure: 'detention', caseId }
  const person = { as: 'person', caseId } as const
  const first = await nameRepresentative(register, person, { ...of, given: { name: 'First' } })
  const code = await issueCode(register, person, { ...of, bearer: 'representative' })
  const found = await caseOfCode(register, code)
  assert.deepEqual(found?.who, { as: 'representative', id: first })
  assert.equal((await viewCase(register, found?.who ?? person, { ...of, purpose: 'own-data' })).caseId, caseId)
  await assert.rejects(
    issueCode(register, { as: 'representative', id: first }, { ...of, bearer: 'person' }),
    NotFound,
    'they never take the person’s own code from them',
  )
  await nameRepresentative(register, person, { ...of, given: { name: 'Second' } })
  assert.equal(await caseOfCode(register, code), null, 'the first one’s code never becomes the second one’s')
  const another = await issueCode(register, person, { ...of, bearer: 'representative' })
  assert.equal((await caseOfCode(register, another))?.bearer, 'representative')
  await endRepresentative(register, person, of)
  assert.equal(await caseOfCode(register, another), null)
})

test('a person sees which bits the own case has placed, and since when', async () => {
  const who: Who = { as: 'person', caseId: randomUUID() }
  const facts = { signFrom: 'self', signs: ['documents-taken'], immediateDanger: false, language: 'uz' }
  const { caseId } = await carryOut(register, who, {
    ...asking({ procedure: 'trafficking-identification', kind: 'open', step: 'open', facts }),
  })
  const { placed, openedAt } = await see({ as: 'person', caseId }, caseId, 'trafficking-identification')
  assert.ok(placed.some(({ hold }) => hold === 'mayNotBeDetained'))
  for (const { placedAt } of placed) assert.equal(placedAt.toString(), openedAt.toString())
})

test('a code is read as people write it, and one wrong character is told before anything is asked', () => {
  fc.assert(
    fc.property(fc.nat(24), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), (at, letter) => {
      const code = newCode()
      const wrong = code.slice(0, at) + letter + code.slice(at + 1)
      assert.equal(asCode(wrong), wrong === code ? code : null)
      assert.equal(asCode(` ${codeInGroups(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `), code)
    }),
  )
})

test('the queue begins with what is due first, and tells nothing of a person', async () => {
  const [late, later] = [await detention({ libertyLostAt: hoursAgo(23) }), await detention()]
  const rows = await queue(register, officer('judge', 'court-1'), { procedure: 'detention' })
  const place = ({ caseId }: { caseId: string }) => rows.findIndex((row) => row.caseId === caseId)
  assert.ok(place(late) < place(later))
  const own = rows.map(({ ownDueAt }) => ownDueAt)
  assert.ok(own.every((due, index) => index === 0 || due === null || !isBefore(due, own[index - 1])))
  assert.deepEqual(Object.keys(rows[0] ?? {}).toSorted(), [
    'caseId',
    'caseNumber',
    'changedAt',
    'dueAt',
    'dueRule',
    'event',
    'now',
    'openedAt',
    'ownDueAt',
    'ownDueRule',
    'state',
  ])
  const { rows: clock } = await owner.query<{ now: Temporal.Instant }>('select clock_timestamp() as now')
  const sinceLook = new Set(rows.map(({ now }) => clock[0]?.now.since(now).total('seconds') ?? Number.NaN))
  assert.equal(sinceLook.size, 1, 'all rows were seen at one moment')
  for (const seconds of sinceLook) assert.ok(seconds > 0 && seconds < 60, `${seconds} s by the database's own clock`)
  assert.deepEqual(await queue(register, officer('judge', 'court-2'), { procedure: 'detention' }), [])
  assert.deepEqual(await queue(register, officer('school-registrar', 'school-1'), { procedure: 'detention' }), [])
  assert.deepEqual(await countByState(register, officer('judge', 'court-2'), 'detention'), {})
})

test('a hearing list goes by the judge’s own hours: what others owe sooner is not on top, and what has ended is below', async () => {
  const judge = officer('judge', 'court-1')
  const waits = await detention({ libertyLostAt: hoursAgo(22) })
  const tell = { kind: 'enter', step: 'tellRights', on: { caseId: waits.caseId, event: waits.event } } as const
  const told = { rightsToldAt: hoursAgo(0), rightsToldHow: 'interpreter-in-person', rightsUnderstood: true }
  await carryOut(register, police, asking({ procedure: 'detention', ...tell, facts: told }))
  // Here they were not told, and that is the soonest time of all; it is not the judge's.
  const fresh = await detention()
  const ended = await detention({ libertyLostAt: hoursAgo(23) })
  const letGo = { kind: 'take', step: 'letGo', on: { caseId: ended.caseId, event: ended.event } } as const
  await carryOut(register, police, asking({ procedure: 'detention', ...letGo, facts: { releaseReason: 'no-order' } }))
  const rows = await queue(register, judge, { procedure: 'detention' })
  const at = ({ caseId }: { caseId: string }) => rows.findIndex((row) => row.caseId === caseId)
  assert.ok(at(waits) < at(fresh) && at(fresh) < at(ended))
  assert.deepEqual([rows[at(fresh)]?.dueRule, rows[at(fresh)]?.ownDueRule], ['D4.hour', 'D3.judge'])
  const hoursLeft = rows[at(waits)]?.ownDueAt?.since(Temporal.Now.instant()).total('hours') ?? 0
  assert.ok(hoursLeft > 1.9 && hoursLeft < 2)
  assert.equal(rows[at(ended)]?.ownDueRule, null)
  // Whoever must tell the rights sees that hour on top, and not the judge's day.
  const here = await queue(register, police, { procedure: 'detention' })
  assert.equal(here.find(({ caseId }) => caseId === fresh.caseId)?.ownDueRule, 'D4.hour')
})

const isBefore = (one: Temporal.Instant, other: Temporal.Instant | null | undefined) =>
  other !== null && other !== undefined && Temporal.Instant.compare(one, other) < 0

test('what happens by itself carries its own sealed event and leaf: the case is read again afterwards', async () => {
  const { caseId } = await detention({ libertyLostAt: hoursAgo(30) })
  assert.ok((await round(register)) > 0)
  const view = await see(police, caseId)
  assert.equal(view.state, 'releaseDue')
  assert.equal(view.timeline.at(-1)?.actor.role, 'system')
  assert.ok(view.breaches.some(({ rule }) => rule === 'D3.judge'))
  for (const procedure of PROCEDURES) assert.deepEqual(await discrepancies(register, procedure), [])
})

test('a clinician notes that a screening was made, by the number of the case, and is shown nothing of it', async () => {
  const { caseId } = await detention()
  const { caseNumber } = await see(police, caseId)
  const clinician = officer('clinician', 'clinic-1')
  const found = await caseByNumber(register, clinician, { procedure: 'detention', number: caseNumber })
  const note = asking({ procedure: 'detention', kind: 'enter', step: 'noteScreening', on: found })
  const facts = { screenedAt: hoursAgo(1), screenedBy: 'clinician' }
  const done = await carryOut(register, clinician, { ...note, facts, purpose: 'treat' })
  assert.equal(done.event, 2)
  assert.equal((await see(officer('sms-enforcement-head', 'sms-1'), caseId)).facts.screenedBy, 'clinician')
  await assert.rejects(see(clinician, caseId), NotFound)
  const of = { procedure: 'detention', number: caseNumber }
  await assert.rejects(caseByNumber(register, officer('school-registrar', 'school-1'), of), NotFound)
  await assert.rejects(caseByNumber(register, clinician, { ...of, number: '0000-0000-0000' }), NotFound)
})

test('offices of agencies, roles and procedures that do not exist are told at the start', () => {
  const wrong = office('x', 'nobody', { roles: ['judge'], takes: [{ procedure: 'none', from: 'all' }] })
  assert.equal(officeProblems([wrong], PROCEDURES).length, 3)
  assert.deepEqual(officeProblems(OFFICES, PROCEDURES), [])
})
