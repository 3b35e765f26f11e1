/** Procedure 4 as a lawyer checks it. What the engine does with it is tested elsewhere. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codesOf, everyFact, lengthOf, recordable, ruleAt, whatStops } from './fixtures/reading.ts'
import { IMMIGRATION_ADMINISTRATION, IMMIGRATION_ENFORCEMENT, type Procedure } from './index.ts'
import { schoolEnrolment as declared } from './school-enrolment.ts'

const school: Procedure = declared

/** Who may give the fact, by whatever step. */
const givenBy = ({ transitions, entries, opens }: Procedure, fact: string) => [
  ...new Set(
    [opens, ...Object.values(transitions), ...Object.values(entries)].flatMap(({ by, needs = [], takes = [] }) =>
      [...needs, ...takes].includes(fact) ? by : [],
    ),
  ),
]

test('no school fact can hold a status, a nationality, a permit or a document number', () => {
  for (const [name, { is }] of everyFact(school)) {
    if (is.kind === 'code' || is.kind === 'codes')
      assert.ok(!['migrationStatus', 'country'].includes(is.list.name), name)
    assert.notEqual(is.kind, 'file', `${name}: no paper is copied`)
    // whether a leaflet was given is a yes or no, and the one fact with the word in its name
    if (name !== 'residencePermitInfoGiven')
      assert.doesNotMatch(name, /status|nationality|permit|visa|passport|number|entry/i)
  }
  assert.equal(school.facts.residencePermitInfoGiven?.is.kind, 'yes-no')
})

test('a text with a document number, or the words for permit or visa, is refused', () => {
  assert.deepEqual(school.refusedInText, ['document-number', 'status-words'])
})

test('to enrol, no paper is asked for: name, said birth date, sex, level, language and who cares for the child', () => {
  assert.deepEqual(school.opens.needs, ['language', 'childName', 'birthDateSaid', 'sex', 'level', 'carerRelation'])
  assert.deepEqual(whatStops(school, 'open'), [])
})

test('what a child has learnt before is known on its first day, and “none” is an answer', () => {
  assert.deepEqual(school.transitions.enrol?.needs, ['schoolingBefore'])
  assert.ok(codesOf(school, 'schoolingBefore').includes('none') && codesOf(school, 'schoolingBefore').includes('other'))
})

test('no paper about the birth is ever required, and “none” is an answer', () => {
  assert.ok(codesOf(school, 'birthEvidence').includes('none'))
  const steps = [...Object.values(school.transitions), ...Object.values(school.entries)]
  for (const { needs } of steps) assert.ok(!needs?.some((fact) => fact.startsWith('birthEvidence')))
})

test('no code refuses a child for papers, residence, late arrival or money', () => {
  assert.deepEqual(codesOf(school, 'refusal'), ['no-place', 'age', 'other'])
  assert.deepEqual(whatStops(school, 'refuse'), ['S1.onlyFullSchools', 'S1.anotherPlace', 'S9.anotherDecides'])
})

test('a place in 3 working days, the first day in 5', () => {
  assert.deepEqual(lengthOf(school, 'S2.place'), { workingDays: 3 })
  assert.deepEqual(lengthOf(school, 'S2.firstDay'), { workingDays: 5 })
  assert.deepEqual(lengthOf(school, 'S2.firstDayAfterRefusal'), { workingDays: 5 })
})

test('all who enforce or administer immigration law are walled off, with labour inspection, civil registry, consulates', () => {
  for (const role of [
    ...IMMIGRATION_ENFORCEMENT,
    ...IMMIGRATION_ADMINISTRATION,
    'labour-inspector',
    'civil-registrar',
    'consulates',
    'employers',
  ] as const)
    assert.ok(school.walledOff.includes(role), role)
})

test('the district office sees places and flow, not what a child needs, not how the family is reached', () => {
  const facts = school.reads['education-officer']?.facts
  assert.ok(Array.isArray(facts))
  for (const fact of ['supportNeeds', 'contactValue', 'contactWay', 'carer', 'absentSince', 'birthEvidence'])
    assert.ok(!facts.includes(fact), fact)
})

test('child protection sees a name, an absence and a language: no status, no address', () => {
  assert.deepEqual(school.reads['child-protection-officer']?.facts, [
    'childName',
    'absentSince',
    'absentWhy',
    'language',
  ])
})

test('a formal demand for a child’s data, and a check at school, are breaches of the wall by being told', () => {
  for (const path of ['S3.demand', 'S4.nothingAtSchool']) assert.equal(ruleAt(school, path).kind, 'reported', path)
  assert.equal(school.safeguards.S3?.breach, 'W')
  assert.equal(school.safeguards.S4?.breach, 'W')
  assert.equal(school.entries.tellEnforcement?.opensCase?.procedure, 'complaint')
})

test('the child goes to school while the appeal is looked at; the appeal is decided in 20 working days', () => {
  assert.deepEqual(lengthOf(school, 'S9.meanwhile'), { workingDays: 3 })
  assert.deepEqual(lengthOf(school, 'S9.decided'), { workingDays: 20 })
  assert.deepEqual(whatStops(school, 'dismissAppeal'), ['S1.anotherPlace', 'S9.anotherDecides'])
  assert.equal(school.transitions.appeal?.needs, undefined)
})

test('an absence of which nobody knows the reason brings child protection, and nobody else', () => {
  assert.deepEqual(school.entries.askVisit?.to, ['child-protection-officer'])
  assert.deepEqual(lengthOf(school, 'S8.visit'), { workingDays: 10 })
})

test('edge case 1: two requests are joined by a registrar, and the number that joins them is the family’s to give', () => {
  assert.deepEqual(whatStops(school, 'join'), ['S10.familySaysSo'])
  assert.deepEqual(givenBy(school, 'sameChildAs'), ['person', 'representative'])
  assert.ok(school.transitions.join?.by.includes('school-registrar'))
})

test('edge case 9: the later school asks, the old place is kept for ten days, and only the family gives it back sooner', () => {
  assert.deepEqual(whatStops(school, 'enrol'), ['S6.languageKnown', 'S10.familyAsked'])
  assert.deepEqual(lengthOf(school, 'S10.oldPlace'), { days: 10 })
  const out = Object.values(school.transitions).filter(({ from }) => from.includes('kept'))
  assert.deepEqual(
    out.map(({ by, to }) => [to, ...by]),
    [
      ['enrolled', 'person', 'representative', 'school-registrar'],
      ['transferred', 'person', 'representative'],
      ['transferred', 'system'],
    ],
  )
  assert.deepEqual(
    school.transitions.enrol?.reaches?.map(({ step }) => step),
    ['keepPlace', 'keepPlace'],
  )
})

test('no time finer than a day is kept', () => {
  for (const [name, { is }] of everyFact(school)) assert.notEqual(is.kind, 'instant', name)
})

test('how to reach the family goes when the child leaves, and whenever they say', () => {
  const gone = school.retention.filter(({ what }) => what !== 'all' && what.includes('contactValue'))
  assert.ok(gone.some(({ from }) => from.at === 'taking' && from.steps.includes('eraseContact')))
  assert.ok(gone.some(({ from }) => from.at === 'entering' && from.states.includes('left')))
})

test('evidence of birth, how to reach the family and why there was no place go 60 days after enrolment', () => {
  const after = school.retention.find(({ from }) => from.at === 'entering' && from.states.includes('enrolled'))
  for (const fact of ['birthEvidence', 'contactWay', 'contactValue', 'refusal', 'refusalReasons', 'appealWords'])
    assert.ok(after?.what.includes(fact), fact)
  assert.deepEqual(after?.keep.history.at(-1)?.value, { days: 60 })
  assert.equal(after?.when, undefined, 'whatever way the family chose')
})

test('what a pack may record is what procedure 4 says, and nothing else', () => {
  assert.deepEqual(recordable(school), ['S1.onlyFullSchools', 'S1.anotherPlace', 'S5.fee'])
})
