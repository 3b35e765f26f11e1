import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, PROCEDURES, type Procedure } from '../../procedures/index.ts'
import type { Modes } from '../commit/rule.ts'
import { type CaseState, type Facts, NOT_OPENED } from './case-event.ts'
import { type Clock, clockEnds } from './clocks.ts'
import { derivedFacts } from './derive.ts'
import { at, command, context, ENFORCED } from './fixtures/history.ts'
import { type Command, judge } from './judge.ts'

const found = PROCEDURES.find(({ name }) => name === 'expulsion')
assert.ok(found)
const expulsion: Procedure = found

const NOW = '2027-03-10T10:00:00Z'
const standing = (state: string, facts: Facts = {}): CaseState => ({
  ...{ ...NOT_OPENED, state, eventNo: 7, earlierState: 'hearing' },
  facts: { birthDateKnown: '1990-01-01', ageBasis: 'documented', openedOn: '2027-01-01T00:00:00Z', ...facts },
})
const judged = (state: CaseState, what: Command, modes: Modes = ENFORCED, now = NOW) =>
  judge(expulsion, modes, state, what, context(now))
const safeguards = (of: { readonly refusals: readonly { readonly safeguard: string | null }[] }) =>
  of.refusals.flatMap(({ safeguard }) => safeguard ?? [])

const REMOVE = {
  ...{ step: 'remove', role: 'border-officer' as const },
  facts: { removedTo: 'GE', removalHow: 'escorted', costBorneBy: 'State' },
}
const TOLD = {
  destination: 'GE',
  removalToldAt: '2027-03-01T10:00:00Z',
  servedAt: '2027-02-01T10:00:00Z',
  screenedAt: '2027-03-01T10:00:00Z',
}

test('nobody is removed while an appeal is open; where the law lets it, each removal is a breach', () => {
  const appealed = standing('appealed', TOLD)
  assert.ok(safeguards(judged(appealed, command(REMOVE))).includes('X6.underAppeal'))
  const recorded = { recorded: new Set(['X6.underAppeal']), limits: {} }
  const passing = command({ ...REMOVE, nationalLawBasis: 'art. 79(8)', reasonsLong: 'The order stands.' })
  const { breaches } = judged(appealed, passing, recorded)
  assert.deepEqual(
    breaches.map(({ rule }) => rule),
    ['X6.underAppeal'],
  )
})

test('an appeal stays open while the removal goes on: departure is a breach again, and the court still rules', () => {
  const recorded = { recorded: new Set(['X6.underAppeal']), limits: {} }
  const passing = { nationalLawBasis: 'art. 79(8)', reasonsLong: 'The order stands.' }
  const appeal = judged(
    standing('appealable', { decidedAt: '2027-02-01T10:00:00Z' }),
    command({ step: 'appeal', role: 'person' }),
  )
  const underWay = standing('executing', { ...TOLD, ...appeal.given })
  const removal = judged(underWay, command({ ...REMOVE, ...passing }), recorded)
  assert.deepEqual(
    removal.breaches.map(({ rule }) => rule),
    ['X6.underAppeal'],
  )
  const ruling = { rulingAt: NOW, rulingReasons: 'No facts of their own.', rulingServedAt: NOW }
  for (const state of ['appealed', 'executing', 'suspended', 'removed', 'left']) {
    const annulled = judged(standing(state, appeal.given), command({ step: 'annul', role: 'judge', facts: ruling }))
    assert.deepEqual([annulled.refusals, annulled.to, annulled.facts.appealOpen], [[], 'annulled', false], state)
  }
  const none = judged(standing('removed'), command({ step: 'annul', role: 'judge', facts: ruling }))
  assert.deepEqual(
    none.refusals.map(({ rule }) => rule),
    ['not-now'],
    'no court rules on what nobody has put before it',
  )
})

test('a late appeal is not used up while one is open', () => {
  const late = command({ step: 'appealLate', role: 'person' })
  assert.equal(judged(standing('executing', { appealOpen: true }), late).refusals[0]?.rule, 'not-now')
})

test('whoever was removed appeals from where they are; what the court says does not put them on a journey again', () => {
  const appeal = command({ kind: 'enter', step: 'appealAfterDeparture', role: 'person' })
  const { refusals, given, to } = judged(standing('removed'), appeal)
  assert.deepEqual([refusals, given.appealOpen, to], [[], true, 'removed'])
  const ruling = { rulingAt: NOW, rulingReasons: 'Each ground was weighed.', rulingServedAt: NOW }
  const upheld = command({ kind: 'enter', step: 'upholdAfterDeparture', role: 'judge', facts: ruling })
  const after = judged(standing('removed', { appealOpen: true }), upheld)
  assert.deepEqual([after.refusals, after.to, after.facts.appealOpen], [[], 'removed', false])
})

test('the time to leave is made longer and never shorter', () => {
  const until = (departureBy: string) =>
    command({ kind: 'enter', step: 'extendDeparture', role: 'sms-enforcement-head', facts: { departureBy } })
  const open = standing('departureOpen', { departureBy: '2027-04-10' })
  assert.equal(judged(open, until('2027-03-12')).refusals[0]?.rule, 'only-later')
  assert.deepEqual(judged(open, until('2027-05-10')).refusals, [])
})

test('a child is not removed while an appeal is open, whatever the law lets', () => {
  const child = standing('appealed', { ...TOLD, treatedAsChild: true, birthDateKnown: '2015-01-01' })
  const passing = command({ ...REMOVE, nationalLawBasis: 'art. 79(8)', reasonsLong: 'The order stands.' })
  const recorded = { recorded: new Set(['X6.underAppeal']), limits: {} }
  assert.ok(safeguards(judged(child, passing, recorded)).includes('X6.underAppealAtAnyRate'))
})

test('an appeal needs no word, no form and no fee, from the person and from whoever speaks for them', () => {
  for (const role of ['person', 'representative', 'lawyer', 'guardian', 'ombuds-officer'] as const)
    for (const state of ['decided', 'appealable', 'departureOpen', 'suspended']) {
      const decided = standing(state, { decidedAt: '2027-02-01T10:00:00Z' })
      const { refusals, given } = judged(decided, command({ step: 'appeal', role }))
      assert.deepEqual(refusals, [], `${role} from ${state}`)
      assert.equal(given.appealLodgedAt, NOW, 'its time is the time of the step')
    }
})

test('an appeal handed to a guard counts from the handing over', () => {
  const noted = command({
    ...{ step: 'noteAppeal', role: 'place-officer' },
    facts: { appealLodgedAt: '2027-03-08T10:00:00Z', appealChannel: 'place-of-detention' },
  })
  const { refusals, facts, to } = judged(standing('executing'), noted)
  assert.deepEqual(refusals, [])
  assert.equal(facts.appealLodgedAt, '2027-03-08T10:00:00Z')
  assert.equal(to, 'appealed')
})

test('a first late appeal suspends like one in time, a second only if the judge lets it in', () => {
  const late = command({ step: 'appealLate', role: 'person' })
  const first = judged(standing('final'), late)
  assert.deepEqual(first.refusals, [])
  assert.equal(first.given.lateAppealUsed, true)
  const second = judged(standing('final', { lateAppealUsed: true }), late)
  assert.deepEqual(
    second.refusals.map(({ rule }) => rule),
    ['not-now'],
  )
  assert.deepEqual(
    judged(standing('final', { lateAppealUsed: true }), command({ step: 'admitLateAppeal', role: 'judge' })).refusals,
    [],
  )
})

test('nobody is removed at night, before the third day, or on the day of service', () => {
  const planned = (facts: Facts, now: string) =>
    safeguards(judged(standing('executing', { ...TOLD, ...facts }), command(REMOVE), ENFORCED, now))
  assert.ok(planned({}, '2027-03-10T19:00:00Z').includes('X8.notAtNight'), '23:00 in the country')
  assert.ok(!planned({}, NOW).includes('X8.notAtNight'))
  assert.ok(planned({ removalToldAt: '2027-03-07T10:00:01Z' }, NOW).includes('X8.threeDays'))
  assert.ok(!planned({ removalToldAt: '2027-03-07T10:00:00Z' }, NOW).includes('X8.threeDays'))
  assert.ok(planned({ servedAt: '2027-03-10T05:00:00Z' }, NOW).includes('X8.notOnTheDayOfService'))
})

test('who opened the case does not decide it', () => {
  const opener = { role: 'sms-enforcement', id: 'a', office: null } as const
  const state: CaseState = { ...standing('hearing'), takenBy: { open: [opener] } }
  const decide = (id: string) =>
    safeguards(judged(state, command({ step: 'decide', actor: { role: 'sms-enforcement-head', id, office: null } })))
  assert.ok(decide('a').includes('X14.opensIsNotDecides'))
  assert.ok(!decide('b').includes('X14.opensIsNotDecides'))
})

test('a cost that was asked of the person is a breach as soon as it is told', () => {
  const { refusals, breaches } = judged(
    standing('executing'),
    command({ kind: 'enter', step: 'tellCost', role: 'person' }),
  )
  assert.deepEqual(refusals, [])
  assert.deepEqual(
    breaches.map(({ rule, mode }) => [rule, mode]),
    [['X12.noCost', 'enforce']],
  )
})

test('what stopped the case goes, and it goes on where it was', () => {
  assert.equal(judged(standing('suspended'), command({ step: 'resume', role: 'system' })).to, 'hearing')
})

test('the last day to appeal is the end of its clock', () => {
  const clock = { rule: 'X5.timeToAppeal', dueAt: at('2027-04-12T20:00:00Z') } as Clock // its other columns are not asked
  assert.equal(derivedFacts(expulsion, {}, clockEnds([clock])).appealDeadline, '2027-04-12T20:00:00Z')
})

test('what was suspended before it was decided is not appealed past its decision', () => {
  const undecided = judged(standing('suspended'), command({ step: 'appeal', role: 'person' }))
  assert.deepEqual(
    undecided.refusals.map(({ rule }) => rule),
    ['not-now'],
  )
})

test('nobody is removed on a case that did not decide against them', () => {
  for (const decision of ['no-expulsion', 'withdrawn', undefined]) {
    const facts = decision === undefined ? TOLD : { ...TOLD, decision }
    assert.ok(
      safeguards(judged(standing('executing', facts), command(REMOVE))).includes('X4.ordered'),
      decision ?? 'none',
    )
  }
  const ordered = judged(standing('executing', { ...TOLD, decision: 'expulsion' }), command(REMOVE))
  assert.ok(!safeguards(ordered).includes('X4.ordered'))
})

test('until when somebody may leave, and until when wages can be had, is known before the decision', () => {
  const decide = command({ step: 'decide', role: 'sms-enforcement-head', facts: { claimsOpen: true } })
  const { refusals } = judged(standing('hearing'), decide)
  assert.ok(refusals.some(({ rule, fact }) => rule === 'missing' && fact === 'departureBy'))
  assert.ok(refusals.some(({ safeguard }) => safeguard === 'X4.claimsDated'))
})

test('each ruling has a time, reasons and a service of its own; those of the ruling before do not count', () => {
  const ruled = { rulingAt: NOW, rulingReasons: 'Of the first appeal.', rulingServedAt: NOW, decidedAt: NOW }
  for (const step of ['annul', 'remit', 'uphold', 'refuseExcuse']) {
    const { refusals } = judged(standing('appealed', ruled), command({ step, role: 'judge' }))
    assert.deepEqual(
      refusals.map(({ rule, fact }) => `${fact} ${rule}`),
      ['rulingAt missing', 'rulingReasons missing', 'rulingServedAt missing'],
      step,
    )
  }
})

test('after a court has sent the case back, the new order is appealed late once more', () => {
  const decided = judged(
    standing('hearing', { lateAppealUsed: true }),
    command({ step: 'decide', role: 'sms-enforcement-head' }),
  )
  assert.equal(decided.given.lateAppealUsed, false)
})

test('a talk with a lawyer about an earlier appeal is none about this one', () => {
  const facts = {
    ...{ inDetention: true, appealLodgedAt: '2027-03-01T10:00:00Z' },
    ...{ withdrawalAskedAt: '2027-02-01T10:00:00Z', lawyerTalkedAt: '2027-02-02T10:00:00Z' },
  }
  const withdraw = command({ step: 'withdrawAppeal', role: 'person' })
  assert.deepEqual(safeguards(judged(standing('appealed', facts), withdraw)), ['X6.withdrawalTalked'])
  const again = { withdrawalAskedAt: '2027-03-05T10:00:00Z', lawyerTalkedAt: '2027-03-06T10:00:00Z' }
  assert.deepEqual(safeguards(judged(standing('appealed', { ...facts, ...again }), withdraw)), [])
})

test('a stay of a court ends when a judge ends it, and not by a ruling', () => {
  const stay = standing('appealed', { stayGranted: true })
  assert.equal(judged(stay, command({ kind: 'enter', step: 'endStay', role: 'judge' })).given.stayGranted, false)
  const ruling = { rulingAt: NOW, rulingReasons: 'So.', rulingServedAt: NOW }
  assert.equal(judged(stay, command({ step: 'uphold', role: 'judge', facts: ruling })).facts.stayGranted, true)
  assert.deepEqual(
    judged(stay, command({ kind: 'enter', step: 'endStay', role: 'sms-enforcement-head' })).refusals.map(
      ({ rule }) => rule,
    ),
    ['not-your-step'],
  )
})

test('edge 11: of a family nobody is removed while the case of another is open', () => {
  const ordered = { ...TOLD, decision: 'expulsion' }
  const waiting = standing('executing', { ...ordered, familyPending: true })
  assert.ok(safeguards(judged(waiting, command(REMOVE))).includes('X7.familyTogether'))
  const over = standing('executing', { ...ordered, familyPending: false })
  assert.ok(!safeguards(judged(over, command(REMOVE))).includes('X7.familyTogether'))
  const told = judged(standing('final', ordered), command({ kind: 'enter', step: 'noteFamily', role: 'person' }))
  assert.deepEqual([told.refusals, told.facts.familyPending], [[], true])
})

test('edge 11: that the case of the family is over says a judge or whoever speaks for the person, never the agency that removes', () => {
  const ends = (role: Actor) =>
    judged(
      standing('executing', { ...TOLD, familyPending: true }),
      command({ kind: 'enter', step: 'noteFamilyDecided', role }),
    )
  for (const role of ['judge', 'person', 'lawyer', 'ombuds-officer'] as const) {
    const { refusals, facts } = ends(role)
    assert.deepEqual([refusals, facts.familyPending], [[], false], role)
  }
  for (const role of ['sms-enforcement', 'sms-enforcement-head', 'border-officer'] as const)
    assert.deepEqual(
      ends(role).refusals.map(({ rule }) => rule),
      ['not-your-step'],
      role,
    )
})

test('X8: the person is told 72 hours before the plan, to the second', () => {
  const told = (removalPlannedAt: string) =>
    safeguards(
      judged(
        standing('executing', TOLD),
        command({
          ...{ kind: 'enter', step: 'tellRemoval', role: 'sms-enforcement' },
          facts: { removalPlannedAt, removalToldAt: NOW },
        }),
      ),
    )
  assert.deepEqual(told('2027-03-13T09:59:59Z'), ['X8.toldInTime'])
  assert.deepEqual(told('2027-03-12T23:00:00Z'), ['X8.toldInTime'])
  assert.deepEqual(told('2027-03-13T10:00:00Z'), [])
})
