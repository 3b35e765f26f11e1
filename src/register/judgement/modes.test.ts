import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CountryPack, installedPacks, loadPack } from '../../countries/index.ts'
import { type Length, PROCEDURES } from '../../procedures/index.ts'
import { countryModes, overdueReviews } from './modes.ts'

const TODAY = '2026-12-01'

const row = (procedure: string, rule: string) => ({
  ...{ procedure, rule, law: 'a-law', obligation: 'X 1', reviewBy: '2027-01-01', note: 'So.', verify: true },
})
const recording = (procedure: string, rule: string) =>
  countryModes({ safeguards: { record: [row(procedure, rule)], limits: [] } }, PROCEDURES, TODAY)
const limiting = (rule: string, limit: Length, procedure = 'detention') => {
  const safeguards = { record: [], limits: [{ procedure, rule, limit, law: 'a-law' }] } as CountryPack['safeguards']
  return countryModes({ safeguards }, PROCEDURES, TODAY).problems.map(({ reason }) => reason)
}

test('every installed pack records only what its procedures let it, and betters limits alone', async () => {
  for (const folder of Object.values(installedPacks)) {
    const pack = await loadPack(folder)
    assert.ok(pack.safeguards.record.length > 0)
    assert.deepEqual(countryModes(pack, PROCEDURES, TODAY).problems, [])
  }
})

test('what a pack does not name is enforced', () => {
  const modes = recording('detention', 'D3.judge')
  const [detention, other] = PROCEDURES
  assert.ok(detention && other)
  assert.deepEqual([...modes.of(detention).recorded], ['D3.judge'])
  assert.equal(modes.of(other).recorded.size, 0)
  assert.equal(modes.why('detention', 'D3.judge')?.law, 'a-law')
  assert.equal(modes.why('detention', 'D1.noOrder'), null)
})

test('no pack sets aside what protects a child, a victim, or the telling of rights', () => {
  for (const [procedure, rule] of [
    ['detention', 'D1.noOrder'],
    ['detention', 'D2.family'],
    ['detention', 'D4.rights'],
    ['expulsion', 'X6.underAppealAtAnyRate'],
  ] as const)
    assert.deepEqual(recording(procedure, rule).problems, [{ procedure, rule, reason: 'may-not-record' }], rule)
})

test('a national limit runs only beside a recorded rule whose end has the system act, and never shortens it', () => {
  const beside = (rule: string, nationalLimit: Length) => {
    const record = [{ ...row('detention', rule), nationalLimit }]
    return countryModes({ safeguards: { record, limits: [] } } as Pick<CountryPack, 'safeguards'>, PROCEDURES, TODAY)
  }
  assert.deepEqual(beside('D3.judge', { hours: 72 }).problems, [])
  assert.deepEqual(
    beside('D3.judge', { hours: 12 }).problems.map(({ reason }) => reason),
    ['national-limit-is-shorter'],
  )
  assert.deepEqual(
    beside('D10.sevenDays', { days: 60 }).problems.map(({ reason }) => reason),
    ['no-step-at-the-end'],
  )
  assert.deepEqual(
    beside('D1.broughtToProtection', { days: 60 }).problems.map(({ reason }) => reason),
    ['may-not-record'],
  )
  const [detention] = PROCEDURES
  assert.ok(detention)
  assert.deepEqual(beside('D3.judge', { hours: 72 }).of(detention).national, { 'D3.judge': { hours: 72 } })
})

test('a rule or a procedure that is not there is refused by name', () => {
  assert.equal(recording('detention', 'D3.jury').problems[0]?.reason, 'no-such-rule')
  assert.equal(recording('detention', 'D99.judge').problems[0]?.reason, 'no-such-rule')
  assert.equal(recording('detention', 'constructor.name').problems[0]?.reason, 'no-such-rule')
  assert.equal(recording('torture', 'D3.judge').problems[0]?.reason, 'no-such-procedure')
})

test('a duty of the State may come sooner, never later', () => {
  assert.deepEqual(limiting('D3.judge', { hours: 12 }), [])
  assert.deepEqual(limiting('D3.judge', { hours: 25 }), ['against-the-person'])
  assert.deepEqual(limiting('D3.judge', { days: 1 }), ['against-the-person'], 'a day may have 25 hours')
  assert.deepEqual(limiting('D3.judge', { workingDays: 0 }), ['against-the-person'], 'who knows when')
  assert.deepEqual(limiting('D1.noOrder', { hours: 1 }), ['no-clock'])
})

test('a loss of the person may come later, never sooner', () => {
  assert.deepEqual(limiting('X5.timeToAppeal', { days: 60 }, 'expulsion'), [])
  assert.deepEqual(limiting('X5.timeToAppeal', { days: 10 }, 'expulsion'), ['against-the-person'])
  assert.deepEqual(limiting('X5.timeToAppeal', { months: 2 }, 'expulsion'), [])
})

test('a mode that nobody looked at again by its day is told', () => {
  const safeguards = { record: [row('detention', 'D3.judge')], limits: [] }
  assert.equal(overdueReviews({ safeguards }, '2027-01-01').length, 0)
  assert.equal(overdueReviews({ safeguards }, '2027-01-02').length, 1)
})
