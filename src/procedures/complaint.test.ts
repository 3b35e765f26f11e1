/** Procedure 3 as a lawyer checks it. What the engine does with it is tested elsewhere. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint as declared } from './complaint.ts'
import { codesOf, everyFact, lengthOf, recordable, ruleAt, whatStops } from './fixtures/reading.ts'
import { OFFICER_ROLES, type Procedure } from './index.ts'

const complaint: Procedure = declared

test('a complaint needs nothing but words, written or spoken', () => {
  assert.deepEqual(complaint.opens.needs, [])
  assert.deepEqual(whatStops(complaint, 'open'), ['C10.anyWords'])
  assert.ok(complaint.opens.by.includes('anyone'))
})

test('nobody but the Ombudsperson reads it; a lawyer if the person agrees', () => {
  assert.deepEqual(Object.keys(complaint.reads), ['ombuds-officer', 'legal-aid-officer', 'lawyer'])
  assert.equal(complaint.reads.lawyer?.cases, 'consented')
  assert.equal(complaint.reads['legal-aid-officer']?.cases, 'consented')
})

test('every other office is walled off, prosecutors and statisticians with it', () => {
  const open = OFFICER_ROLES.filter((role) => !complaint.walledOff.includes(role))
  assert.deepEqual(open.toSorted(), ['data-protection-auditor', 'lawyer', 'legal-aid-officer', 'ombuds-officer'])
})

test('no field asks for status, document, address, network or device', () => {
  for (const [name] of everyFact(complaint))
    assert.doesNotMatch(name, /status|permit|passport|visa|address|network|device|browser|helper/i)
})

test('the agency that is asked sees the question and its time, and nothing else', () => {
  assert.deepEqual(complaint.mirror, {
    agency: 'against',
    shows: ['questionPut', 'answerDueAt'],
    answers: 'answerQuestion',
  })
})

test('no question goes out without consent, and none that identifies without consent to the name', () => {
  assert.ok(whatStops(complaint, 'putQuestion').includes('C9.agreed'))
  assert.ok(whatStops(complaint, 'putQuestion').includes('C9.nameOnlyIfAgreed'))
  assert.equal(complaint.safeguards.C9?.breach, 'W')
})

test('to be without papers is no way out of the mandate: the list has no such code', () => {
  for (const reason of codesOf(complaint, 'outsideBecause'))
    assert.doesNotMatch(reason, /status|papers|irregular|permit/)
  assert.ok(whatStops(complaint, 'handOn').includes('C10.neverForPapers'))
})

test('somebody reads it within a working day, within two hours where the danger is now', () => {
  assert.deepEqual(lengthOf(complaint, 'C3.aDay'), { workingDays: 1 })
  assert.deepEqual(lengthOf(complaint, 'C3.twoHours'), { hours: 2 })
})

test('a first answer in 10 working days, a finding in 60, one extension; an agency has 10, or 24 hours', () => {
  assert.deepEqual(lengthOf(complaint, 'C4.firstAnswer'), { workingDays: 10 })
  assert.deepEqual(lengthOf(complaint, 'C4.finding'), { workingDays: 60 })
  assert.match(JSON.stringify(complaint.entries.extendTime?.when), /not.*extended/)
  assert.deepEqual(lengthOf(complaint, 'C5.answer'), { workingDays: 10 })
  assert.deepEqual(lengthOf(complaint, 'C5.answerAtOnce'), { hours: 24 })
})

test('while it is open and the person needs to stay, removal is suspended and the permit stays; 12 months, renewable', () => {
  for (const path of ['C6.removal', 'C6.permit']) {
    const rule = ruleAt(complaint, path)
    assert.ok(rule.kind === 'places', path)
    assert.deepEqual(rule.atMost?.limit.history[0]?.value, { months: 12 }, path)
    assert.ok(rule.whileIn.includes('received') && rule.whileIn.includes('followUp'), path)
  }
})

test('departure closes nothing: no step into an end is taken by the system', () => {
  for (const [name, { to, by }] of Object.entries(complaint.transitions))
    if (complaint.states[to] === 'final') assert.ok(!by.includes('system'), name)
})

test('a withdrawal from detention or dependency needs a private talk first; then the Ombudsperson may go on', () => {
  assert.deepEqual(whatStops(complaint, 'withdraw'), ['C7.withdrawnFreely'])
  assert.deepEqual(complaint.transitions.goOnOfOwnMotion?.from, ['withdrawn'])
})

test('a second reader signs a finding', () => {
  assert.deepEqual(complaint.transitions.find?.countersigned, ['ombuds-officer'])
})

test('a closed complaint is opened again once, by the person', () => {
  assert.deepEqual(complaint.transitions.reopen?.by, ['person', 'representative'])
  assert.match(JSON.stringify(complaint.transitions.reopen?.when), /not.*reopened/)
})

test('a sign of trafficking opens protection, only with consent', () => {
  assert.equal(complaint.entries.openProtection?.opensCase?.procedure, 'trafficking-identification')
  assert.ok(whatStops(complaint, 'openProtection').includes('C11.onlyIfAgreed'))
})

test('a court gets one complaint, by an order that names it; the prosecutor reads that and no more', () => {
  assert.deepEqual(complaint.entries.obeyCourt?.to, ['prosecutor'])
  assert.ok(complaint.entries.obeyCourt?.needs.includes('courtOrder'))
})

test('figures come out by quarter, late, for the whole country, with five in a cell at least', () => {
  assert.deepEqual(complaint.statistics.release, { cell: 5, later: { months: 3 }, nationwide: true })
})

test('what a pack may record is what procedure 3 says, and nothing else', () => {
  assert.deepEqual(recordable(complaint), ['C6.removal', 'C7.told', 'C7.permit'])
})

test('it does not expire before the Ombudsperson has read it and the person was warned, sixty days before', () => {
  assert.deepEqual(complaint.expiry?.readBy, ['ombuds-officer'])
  assert.deepEqual(complaint.expiry?.warned.history[0]?.value, { days: 60 })
})
