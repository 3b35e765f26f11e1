/** The procedures of the State on the real engine: what the declarations say is what the database does. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { type Office, officeId } from '../countries/index.ts'
import { settingsOf } from '../ledger/fixtures/stored-log.ts'
import { PROCEDURES, type Procedure } from '../procedures/index.ts'
import { NotFound } from '../store/index.ts'
import { openCase } from './case-file.ts'
import { carryOut } from './command.ts'
import { assertAsBefore, rowsOf, takeRows } from './fixtures/rows-taken.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { nameOf, recordPerson } from './people/names.ts'
import { projectionDifferences } from './rebuild/differences.ts'
import { rewriteCases } from './rebuild/rewrite.ts'
import { Refused } from './refused.ts'
import { actingAs, type Who } from './register.ts'
import { discrepancies } from './watchdog.ts'

const store = await testStore('declared')
const office = (code: string, agency: string, takes: Office['takes'] = []): Office => ({
  ...{ code, agency, takes, institution: null, name: code, names: {}, region: null },
  ...{ roles: null, listed: true, verify: false },
})
const OFFICES = [
  office('court-1', 'courts', 'all'),
  office('sms-1', 'migration-service', [{ procedure: 'detention', from: 'all' }]),
  office('place-baku', 'place-of-detention'),
  office('intake', 'ombudsperson', 'all'),
]
const register = await wholeRegister(store, { procedures: PROCEDURES, offices: OFFICES })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office = 'first'): Who => ({ as: 'officer', id: randomUUID(), role, office })
const hoursAgo = (hours: number) =>
  Temporal.Now.instant()
    .subtract({ minutes: Math.round(hours * 60) })
    .round('millisecond')
    .toString()

const police = officer('police-officer')
const apprehension = (facts: object = {}) =>
  asking({
    procedure: 'detention',
    kind: 'open',
    step: 'open',
    facts: {
      libertyLostAt: hoursAgo(2),
      libertyLostPlace: 'unknown',
      apprehendedBy: randomUUID(),
      sex: 'male',
      birthDateKnown: '1990-05-17',
      ageBasis: 'documented',
      nationality: 'UZ',
      accompaniedByChild: false,
      language: 'uz',
      needsInterpreter: true,
      ...facts,
    },
  })
const procedureOf = (name: string): Procedure => {
  const found = PROCEDURES.find((one) => one.name === name)
  if (found === undefined) throw new Error(name)
  return found
}
const fileOf = (who: Who, name: string, caseId: string) =>
  actingAs(register, who, (tx) => openCase(register, tx, procedureOf(name), { caseId, purpose: 'review' }))

test('all of them are in the database, and the wall is as the declarations say', async () => {
  assert.deepEqual(PROCEDURES.map(({ name }) => name).toSorted(), [
    'complaint',
    'detention',
    'expulsion',
    'school-enrolment',
    'trafficking-identification',
    'visit',
  ])
  for (const procedure of PROCEDURES) assert.deepEqual(await discrepancies(register, procedure), [])
})

test('a detention cannot be opened without its clocks, and they run from the apprehension', async () => {
  const { caseId } = await carryOut(register, police, apprehension({ libertyLostAt: hoursAgo(0.5) }))
  const file = await fileOf(police, 'detention', caseId)
  const judge = file.clocks.find(({ rule }) => rule === 'D3.judge')
  assert.equal(judge?.dueAt.since(judge.startedAt).total('hours'), 24)
  const { rows } = await owner.query(
    'select rule from immigration_enforcement.clock where case_id = $1 order by rule',
    [caseId],
  )
  assert.deepEqual(
    rows.map(({ rule }) => rule),
    file.clocks.map(({ rule }) => rule).toSorted(),
  )
  assert.deepEqual(await discrepancies(register, procedureOf('detention')), [])
})

test('a child is never asked for: no order, whatever is written beside it', async () => {
  const { caseId } = await carryOut(register, police, apprehension({ birthDateKnown: '2012', ageBasis: 'stated' }))
  const head = officer('sms-enforcement-head', 'sms-1')
  const request = asking({ procedure: 'detention', kind: 'take', step: 'requestReview', on: { caseId, event: 1 } })
  await assert.rejects(carryOut(register, head, request), (error) => {
    assert.ok(error instanceof Refused)
    assert.ok(error.refusals.some(({ safeguard }) => safeguard?.startsWith('D1.')))
    return true
  })
})

test('no order without its reasons: every alternative is named that has no answer of its own', async () => {
  const { caseId } = await carryOut(register, police, apprehension())
  const head = officer('sms-enforcement-head', 'sms-1')
  const request = asking({ procedure: 'detention', kind: 'take', step: 'requestReview', on: { caseId, event: 1 } })
  await assert.rejects(carryOut(register, head, request), (error) => {
    assert.ok(error instanceof Refused)
    const facts = error.refusals.map(({ fact }) => fact)
    for (const fact of ['ground', 'groundFacts', 'necessity', 'proportionality', 'alternatives'])
      assert.ok(facts.includes(fact), fact)
    return true
  })
})

test('whoever notes that a screening was made reads nothing of the case, and takes no other step on it', async () => {
  const { caseId } = await carryOut(register, police, apprehension())
  const clinician = officer('clinician', 'clinic')
  const on = { caseId, event: 1 }
  const screening = asking({
    ...{ procedure: 'detention', kind: 'enter', step: 'noteScreening', on },
    facts: { screenedAt: hoursAgo(1), screenedBy: 'clinician' },
  })
  assert.equal((await carryOut(register, clinician, screening)).event, 2)
  await assert.rejects(fileOf(clinician, 'detention', caseId), NotFound)
  const other = { ...screening, key: randomUUID(), step: 'noteProspect', on: { caseId, event: 2 }, facts: {} }
  await assert.rejects(carryOut(register, clinician, other), NotFound)
  await assert.rejects(carryOut(register, officer('shelter-worker'), { ...screening, key: randomUUID() }))
  const { state } = await fileOf(officer('judge', 'court-1'), 'detention', caseId)
  assert.equal(state.facts.screenedBy, 'clinician')
})

test('a judge of the duty court lets somebody go; a judge of another court does not find the case', async () => {
  const { caseId } = await carryOut(register, police, apprehension())
  const release = asking({
    procedure: 'detention',
    kind: 'take',
    step: 'orderRelease',
    on: { caseId, event: 1 },
    facts: { decisionReasons: 'No ground was shown.' },
  })
  await assert.rejects(carryOut(register, officer('judge', 'court-2'), release), NotFound)
  const done = await carryOut(register, officer('judge', 'court-1'), release)
  assert.equal(done.state, 'releaseOrdered')
  const file = await fileOf(officer('judge', 'court-1'), 'detention', caseId)
  assert.equal(file.state.facts.decisionReasons, 'No ground was shown.')
  assert.ok(file.clocks.some(({ rule, standing }) => rule.startsWith('D9.') && standing === 'running'))
})

test('somebody whom detention would part from their family is let go at once, and claims compensation by a button; until it is decided nothing is erased', async () => {
  const { caseId } = await carryOut(register, police, apprehension({}))
  const on = (event: number) => ({ procedure: 'detention', on: { caseId, event } })
  const noted = await carryOut(register, police, asking({ ...on(1), kind: 'enter', step: 'noteFamily' }))
  const due = await fileOf(police, 'detention', caseId)
  assert.equal(due.state.state, 'releaseDue')
  const free = { releasedAt: new Date().toISOString(), releaseReason: 'hold' }
  const released = await carryOut(
    register,
    police,
    asking({ ...on(due.state.eventNo), kind: 'take', step: 'release', facts: free }),
  )
  assert.ok(released.event > noted.event)
  const kept = async () => {
    const { rows } = await owner.query(
      `select standing from immigration_enforcement.hold_gate g join immigration_enforcement.detention d using (pseudonym)
       where d.case_id = $1 and hold = 'eraseNot' and standing > 0`,
      [caseId],
    )
    return rows.length > 0
  }
  assert.equal(await kept(), false)
  const claimed = await carryOut(
    register,
    { as: 'person', caseId },
    asking({ ...on(released.event), kind: 'enter', step: 'claimCompensation', purpose: 'own-data' }),
  )
  assert.equal(await kept(), true)
  const facts = { compensationDecision: 'Granted.' }
  const judge = officer('judge', 'court-1')
  await carryOut(register, judge, asking({ ...on(claimed.event), kind: 'enter', step: 'decideCompensation', facts }))
  assert.equal(await kept(), false)
})

test('a sign of trafficking about somebody detained stops the order, and the place learns one bit', async () => {
  const { caseId } = await carryOut(register, police, apprehension({ place: officeId('place-baku') }))
  const { pointer } = await fileOf(police, 'detention', caseId)
  const sign = procedureOf('trafficking-identification')
  const place = officer('place-officer', 'place-baku')
  const facts: Record<string, unknown> = {
    signAt: hoursAgo(1),
    signFrom: signFrom(sign),
    signs: ['documents-taken'],
    immediateDanger: false,
    sex: 'male',
    ageBasis: 'documented',
    birthDateKnown: '1990-05-17',
    nationality: 'UZ',
    where: 'unknown',
    language: 'uz',
  }
  const needed = Object.fromEntries(
    Object.entries(facts).filter(([name]) => [...sign.opens.needs, ...(sign.opens.takes ?? [])].includes(name)),
  )
  const opened = await carryOut(
    register,
    place,
    asking({ procedure: sign.name, kind: 'open', step: 'open', facts: needed, person: pointer }),
  )
  const { rows } = await owner.query(
    `select hold, standing from immigration_enforcement.hold_gate g join immigration_enforcement.detention d using (pseudonym)
     where d.case_id = $1 and standing > 0 order by hold`,
    [caseId],
  )
  assert.ok(rows.some(({ hold }) => hold === 'mayNotBeDetained'))
  await assert.rejects(fileOf(place, sign.name, opened.caseId), 'who gave the sign does not read what comes of it')
  const of = { procedure: sign.name, caseId: opened.caseId, purpose: 'protect' as const }
  const naming = { ...of, key: randomUUID(), after: 0, given: { names: [{ name: 'Ana' }] } }
  await assert.rejects(recordPerson(register, officer('place-officer', 'place-baku'), naming), NotFound)
  await recordPerson(register, place, naming)
  await assert.rejects(nameOf(register, place, of), 'nor the name that they gave')
  const worker = officer('identification-team')
  assert.equal((await nameOf(register, worker, of))?.record.names[0]?.name, 'Ana')
  const investigator = officer('trafficking-investigator')
  await assert.rejects(nameOf(register, investigator, of), NotFound)
})

/** The first code by which an official gives a sign. */
function signFrom(sign: Procedure): string {
  const fact = sign.facts.signFrom
  return fact !== undefined && 'list' in fact.is ? (fact.is.list.codes[0] ?? '') : ''
}

test('anybody complains with words alone; the Ombudsperson reads them, and the police does not find that they did', async () => {
  const anyone: Who = { as: 'person', caseId: randomUUID() }
  const facts = { story: 'They took my passport.', language: 'ar' }
  const { caseId } = await carryOut(
    register,
    anyone,
    asking({ procedure: 'complaint', kind: 'open', step: 'open', facts }),
  )
  const file = await fileOf(officer('ombuds-officer', 'intake'), 'complaint', caseId)
  assert.equal(file.state.facts.story, 'They took my passport.')
  await assert.rejects(fileOf(police, 'complaint', caseId))
  await assert.rejects(fileOf(officer('ombuds-officer', 'another'), 'complaint', caseId), NotFound)
})

test('a child is enrolled without a word about papers', async () => {
  const school = procedureOf('school-enrolment')
  const registrar = officer('school-registrar', 'school-12')
  const offered: Record<string, unknown> = {
    childName: 'Ö',
    birthDateSaid: '2017',
    level: 'primary',
    relation: 'parent',
    carer: randomUUID(),
    sex: 'female',
    carerRelation: 'parent',
    language: 'fa',
  }
  const needed = Object.fromEntries(Object.entries(offered).filter(([name]) => school.opens.needs.includes(name)))
  const opened = await carryOut(
    register,
    registrar,
    asking({ procedure: 'school-enrolment', kind: 'open', step: 'open', facts: needed }),
  )
  assert.equal(opened.event, 1)
  for (const who of [police, officer('sms-enforcement'), officer('border-officer')])
    await assert.rejects(fileOf(who, 'school-enrolment', opened.caseId))
})

test('S, edge case 3: a registrar who types a permit number or a word of status into a text saves nothing', async () => {
  const facts = { childName: 'Ö', birthDateSaid: '2017', sex: 'female', level: 'primary', carerRelation: 'parent' }
  const registrar = officer('school-registrar', 'school-12')
  const opening = asking({
    procedure: 'school-enrolment',
    kind: 'open',
    step: 'open',
    facts: { ...facts, language: 'fa', contactValue: 'AA 1234567' },
  })
  const rule = (expected: readonly string[]) => (error: unknown) => {
    assert.ok(error instanceof Refused)
    assert.deepEqual(
      error.refusals.map((one) => `${one.fact}: ${one.rule}`),
      expected,
    )
    return true
  }
  await assert.rejects(carryOut(register, registrar, opening), rule(['contactValue: refused-document-number']))
  const worded = { ...opening, facts: { ...opening.facts, contactValue: 'ask about the visa' } }
  await assert.rejects(carryOut(register, registrar, worded), rule(['contactValue: refused-status-words']))
  const { rows } = await owner.query('select count(*)::int as n from education.event where key = $1', [opening.key])
  assert.equal(rows[0].n, 0)
  const reached = { ...opening, facts: { ...opening.facts, contactValue: '+994 50 123 45 67' } }
  assert.equal((await carryOut(register, registrar, reached)).event, 1)
})

test('whatever happened above, every case is as its events say', async () => {
  assert.deepEqual(await projectionDifferences(register), [])
})

test('D4: rights that were told and not understood are still owed; the hour goes on, to the watchdog too', async () => {
  const { caseId } = await carryOut(register, police, apprehension({ libertyLostAt: hoursAgo(0.2) }))
  const tell = (event: number, rightsUnderstood: boolean) =>
    carryOut(
      register,
      police,
      asking({
        ...{ procedure: 'detention', kind: 'enter', step: 'tellRights', on: { caseId, event } },
        facts: { rightsToldAt: hoursAgo(0), rightsToldHow: 'interpreter-in-person', rightsUnderstood },
      }),
    )
  const hour = async () => {
    const { rows } = await owner.query(
      "select stopped_at is null as runs from immigration_enforcement.clock where case_id = $1 and rule = 'D4.hour'",
      [caseId],
    )
    return rows
  }
  await tell(1, false)
  assert.deepEqual(await hour(), [{ runs: true }])
  await tell(2, true)
  assert.deepEqual(await hour(), [{ runs: false }])
  const found = await discrepancies(register, procedureOf('detention'))
  assert.deepEqual(
    found.filter((one) => one.caseId === caseId),
    [],
  )
})

test('were every row of every procedure taken away, the events would give each again, column by column', async () => {
  const before = []
  for (const procedure of PROCEDURES) {
    before.push({ procedure, rows: await rowsOf(owner, procedure) })
    await takeRows(owner, procedure, 'rows and clocks')
  }
  const made = await rewriteCases(register, { owner, settingsOf })
  assert.equal(made.filter(({ column }) => column === 'row').length, before.flatMap(({ rows }) => rows).length)
  for (const { procedure, rows } of before) await assertAsBefore(register, owner, procedure, rows)
  assert.deepEqual(await projectionDifferences(register), [])
  console.log(before.map(({ procedure, rows }) => `${procedure.name} ${rows.length}`).join(', '))
})
