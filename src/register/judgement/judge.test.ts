import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PROCEDURES, type Procedure } from '../../procedures/index.ts'
import type { Modes } from '../commit/rule.ts'
import { type CaseState, NOT_OPENED, project } from './case-event.ts'
import { clocksOf } from './clocks.ts'
import {
  ALTERNATIVES,
  BEFORE_THE_JUDGE,
  HEARING,
  OPENED,
  OPENING,
  ORDER,
  RIGHTS,
  SCREENING,
} from './fixtures/detention.ts'
import { at, command, context, EAST, ENFORCED, history, type Told } from './fixtures/history.ts'
import { type Command, type Context, judge } from './judge.ts'
import { outlook } from './outlook.ts'

const found = PROCEDURES.find(({ name }) => name === 'detention')
assert.ok(found)
const detention: Procedure = found

const recording = (...rules: string[]): Modes => ({ recorded: new Set(rules), limits: {} })
const caseOf = (...told: readonly Told[]): CaseState => project(detention, history(detention, told))
const judged = (state: CaseState, what: Command, on: Context, modes: Modes = ENFORCED) =>
  judge(detention, modes, state, what, on)
const rulesOf = (of: { refusals: readonly { rule: string; safeguard: string | null }[] }) =>
  of.refusals.map(({ rule, safeguard }) => safeguard ?? rule)

const NOON = '2027-03-01T12:00:00Z'
const OPEN = { kind: 'open', step: 'open', role: 'police-officer' } as const
const REQUEST = { step: 'requestReview', facts: ORDER } as const
const AUTHORIZE = {
  step: 'authorize',
  role: 'judge',
  facts: { ...HEARING, authorizedUntil: '2027-03-06T09:00:00Z' },
} as const

describe('a request for an order', () => {
  const ready = caseOf(OPENED, RIGHTS, SCREENING)

  test('passes with facts of its own, a screening, rights told and every alternative answered', () => {
    const { refusals, breaches, to } = judged(ready, command(REQUEST), context(NOON))
    assert.deepEqual(refusals, [])
    assert.deepEqual(breaches, [])
    assert.equal(to, 'reviewRequested')
  })

  test('without any of it every lack is told at once', () => {
    const rules = rulesOf(judged(caseOf(OPENED), command({ step: 'requestReview' }), context(NOON)))
    for (const one of ['missing', 'D5.eachAlternative', 'D5.screened', 'D5.lawyerAsked', 'D6.aGroundOfTheList'])
      assert.ok(rules.includes(one), one)
    assert.equal(rules.filter((one) => one === 'missing').length, 9)
  })

  test('one alternative left out is named', () => {
    const facts = { ...ORDER, alternatives: ALTERNATIVES.slice(1) }
    const [refused] = judged(ready, command({ ...REQUEST, facts }), context(NOON)).refusals
    assert.equal(refused?.safeguard, 'D5.eachAlternative')
    assert.equal(refused?.params.codes, 'release-own-promise')
    assert.ok(refused?.cite.some((one) => one.endsWith('36(c)(ii)')))
  })

  test('the same sentence for two alternatives is refused, whatever its capitals and full stops', () => {
    const [first, second, ...rest] = ALTERNATIVES
    assert.ok(first && second)
    const same = { ...second, whyNot: `${first.whyNot.toUpperCase()}.` }
    const { refusals } = judged(
      ready,
      command({ ...REQUEST, facts: { ...ORDER, alternatives: [first, same, ...rest] } }),
      context(NOON),
    )
    assert.deepEqual(
      refusals.map(({ rule }) => rule),
      ['repeats-a-line'],
    )
  })

  test('a form sentence of an earlier case is refused, with that case shown', () => {
    const ownWords = { nearest: () => ({ similarity: 1, caseNumber: 'K7-M2' }) }
    const [refused] = judged(ready, command(REQUEST), context(NOON, { ownWords })).refusals
    assert.equal(refused?.rule, 'repeats-a-case')
    assert.equal(refused?.params.case, 'K7-M2')
  })

  test('irregular status is no ground', () => {
    const { refusals } = judged(
      ready,
      command({ ...REQUEST, facts: { ...ORDER, ground: 'irregular-stay' } }),
      context(NOON),
    )
    assert.ok(refusals.some(({ fact, rule }) => fact === 'ground' && rule === 'not-in-the-list'))
    assert.ok(refusals.find(({ fact }) => fact === 'ground')?.cite.some((one) => one === 'ICRMW 16(4)'))
  })

  test('no child is ever subject of one, in whatever mode', () => {
    const child = caseOf({ ...OPENED, facts: { ...OPENING, birthDateKnown: '2010-01-01' } }, RIGHTS, SCREENING)
    for (const modes of [ENFORCED, recording('D2.asylumSeeker', 'D3.judge', 'D6.aGroundOfTheList')])
      assert.deepEqual(
        rulesOf(
          judged(child, command({ ...REQUEST, nationalLawBasis: 'art. 1', reasonsLong: 'So.' }), context(NOON), modes),
        ),
        ['D1.noOrder'],
      )
  })

  test('an age in dispute, an unknown birth date and a year that leaves it open count as a child', () => {
    const { birthDateKnown: _, ...unborn } = OPENING
    for (const facts of [{ ...OPENING, ageBasis: 'disputed' }, unborn, { ...OPENING, birthDateKnown: '2009' }]) {
      const { refusals } = judged(caseOf({ ...OPENED, facts }, RIGHTS, SCREENING), command(REQUEST), context(NOON))
      assert.deepEqual(
        refusals.map(({ safeguard }) => safeguard),
        ['D1.noOrder'],
      )
    }
  })

  test('who turns eighteen during the case stays a child in it', () => {
    const eve = caseOf({ ...OPENED, facts: { ...OPENING, birthDateKnown: '2009-03-02' } }, RIGHTS, SCREENING)
    assert.deepEqual(rulesOf(judged(eve, command(REQUEST), context('2027-03-02T09:00:00Z'))), ['D1.noOrder'])
  })

  test('a word of asylum to any official stops it', () => {
    const said: Told = {
      step: 'noteAsylumClaim',
      by: 'place-officer',
      recorded: NOON,
      facts: { asylumClaimedAt: NOON },
    }
    assert.deepEqual(rulesOf(judged(caseOf(OPENED, RIGHTS, SCREENING, said), command(REQUEST), context(NOON))), [
      'D2.asylumSeeker',
    ])
  })
})

describe('a safeguard in mode record', () => {
  const said: Told = { step: 'noteAsylumClaim', by: 'place-officer', recorded: NOON, facts: { asylumClaimedAt: NOON } }
  const claimed = caseOf(OPENED, RIGHTS, SCREENING, said)
  const modes = recording('D2.asylumSeeker')

  test('lets nobody pass who does not name the law and the reasons', () => {
    const { refusals } = judged(claimed, command(REQUEST), context(NOON), modes)
    assert.deepEqual(
      refusals.map(({ rule }) => rule),
      ['forbidden', 'national-law-missing', 'reasons-missing'],
    )
    const blank = command({ ...REQUEST, nationalLawBasis: ' ', reasonsLong: 'Because.' })
    assert.deepEqual(
      judged(claimed, blank, context(NOON), modes).refusals.map(({ rule }) => rule),
      ['forbidden', 'national-law-missing'],
    )
  })

  test('makes a breach of every step that passes it', () => {
    const passing = command({ ...REQUEST, nationalLawBasis: 'art. 1', reasonsLong: 'The law says so.' })
    const { refusals, breaches } = judged(claimed, passing, context(NOON), modes)
    assert.deepEqual(refusals, [])
    assert.deepEqual(
      breaches.map(({ rule, level, mode, step }) => ({ rule, level, mode, step })),
      [{ rule: 'D2.asylumSeeker', level: 'L', mode: 'record', step: 'requestReview' }],
    )
  })
})

describe('holds', () => {
  const ready = caseOf(OPENED, RIGHTS, SCREENING)
  const bit = (mode: 'enforce' | 'record') => ({ removalSuspended: { mode, since: at('2027-03-01T11:30:00Z') } })

  test('a bit that stands stops the step; its name and hour are told and nothing of where it comes from', () => {
    const [refused, ...rest] = judged(ready, command(REQUEST), context(NOON, { holds: bit('enforce') })).refusals
    assert.deepEqual(rest, [])
    assert.equal(refused?.safeguard, 'D11.removalSuspended')
    assert.deepEqual(refused?.params, { hold: 'removalSuspended', since: '2027-03-01T11:30:00Z' })
  })

  test('reasons and a law do not pass a bit that is enforced', () => {
    const passing = command({ ...REQUEST, nationalLawBasis: 'art. 79', reasonsLong: 'So.' })
    assert.equal(
      judged(ready, passing, context(NOON, { holds: bit('enforce') }), recording('D11.removalSuspended')).refusals
        .length,
      1,
    )
  })

  test('a bit placed in mode record is passed as a breach', () => {
    const passing = command({ ...REQUEST, nationalLawBasis: 'art. 79', reasonsLong: 'So.' })
    const { refusals, breaches } = judged(ready, passing, context(NOON, { holds: bit('record') }))
    assert.deepEqual(refusals, [])
    assert.deepEqual(
      breaches.map(({ rule }) => rule),
      ['D11.removalSuspended'],
    )
  })

  test('no bit keeps anybody from being let go', () => {
    const holds = {
      removalSuspended: bit('enforce').removalSuspended,
      mayNotBeDetained: bit('enforce').removalSuspended,
    }
    const go = command({ step: 'letGo', role: 'place-officer', facts: { releaseReason: 'hold' } })
    assert.deepEqual(judged(ready, go, context(NOON, { holds })).refusals, [])
  })
})

describe('the judge after 24 hours', () => {
  const told = history(detention, BEFORE_THE_JUDGE)
  const late = '2027-03-02T10:00:01Z'
  const on = (modes: Modes) => context(late, { clocks: clocksOf(detention, modes, EAST, told, at(late)) })

  test('cannot authorize: the time is over, whatever hour is typed', () => {
    const typed = command({ ...AUTHORIZE, assertedAt: at('2027-03-02T09:50:00Z') })
    const [refused] = judged(project(detention, told), typed, on(ENFORCED)).refusals
    assert.equal(refused?.rule, 'time-is-over')
    assert.equal(refused?.safeguard, 'D3.judge')
    assert.equal(refused?.params.due, '2027-03-02T10:00:00Z')
  })

  test('in mode record the review at hour 25 is accepted, and its clock has the breach', () => {
    const modes = recording('D3.judge')
    assert.deepEqual(judged(project(detention, told), command(AUTHORIZE), on(modes), modes).refusals, [])
  })

  test('once release is due there is no step to an order', () => {
    const due = caseOf(...BEFORE_THE_JUDGE, {
      step: 'releaseWithoutJudge',
      by: 'system',
      recorded: '2027-03-02T10:00:00Z',
    })
    assert.ok(rulesOf(judged(due, command(AUTHORIZE), context(late))).includes('not-from-here'))
    const steps = outlook(detention, ENFORCED, due, { role: 'place-officer' }, context(late)).filter(
      ({ open, kind }) => open && kind === 'take',
    )
    assert.deepEqual(
      steps.map(({ step }) => step),
      ['release', 'noteDeath'],
    )
  })
})

describe('titles', () => {
  const requested = caseOf(...BEFORE_THE_JUDGE)
  const until = (authorizedUntil: string) => command({ ...AUTHORIZE, facts: { ...AUTHORIZE.facts, authorizedUntil } })

  test('end within seven days of the loss of liberty, however late the judge was', () => {
    const on = context('2027-03-02T09:00:00Z')
    assert.deepEqual(judged(requested, until('2027-03-08T10:00:00Z'), on).refusals, [])
    assert.deepEqual(rulesOf(judged(requested, until('2027-03-08T10:00:01Z'), on)), ['D10.sevenDays'])
  })
})

describe('who may', () => {
  const requested = caseOf(...BEFORE_THE_JUDGE)

  test('nobody but a judge decides, and a judge takes no step of the agency', () => {
    const on = context(NOON)
    for (const role of ['sms-enforcement-head', 'place-officer', 'lawyer', 'system', 'person'] as const)
      assert.ok(rulesOf(judged(requested, command({ ...AUTHORIZE, role }), on)).includes('not-your-step'), role)
    assert.ok(
      rulesOf(
        judged(caseOf(OPENED), command({ step: 'letGo', role: 'judge', facts: { releaseReason: 'judge' } }), on),
      ).includes('not-your-step'),
    )
  })

  test('the person asks the judge without a word, a form or a fact', () => {
    assert.deepEqual(
      judged(requested, command({ kind: 'enter', step: 'applyToJudge', role: 'person' }), context(NOON)).refusals,
      [],
    )
  })

  test('what a person says behind a button of its own is told to that body at once', () => {
    const { noticed } = judged(
      requested,
      command({ kind: 'enter', step: 'saysUnder18', role: 'person' }),
      context(NOON),
    )
    assert.deepEqual(noticed, [{ is: 'told', roles: ['guardian', 'child-protection-officer'] }])
  })

  test('the agency withdraws a case as void only with the Ombudsperson, and not with itself', () => {
    const withdraw = {
      step: 'withdrawAsVoid',
      facts: { voidReason: 'Another person.' },
      actor: { role: 'sms-enforcement-head', id: 'a', office: null },
    } as const
    assert.deepEqual(rulesOf(judged(requested, command(withdraw), context(NOON))), ['needs-a-second'])
    const itself = { role: 'ombuds-officer', id: 'a', office: null } as const
    assert.deepEqual(rulesOf(judged(requested, command({ ...withdraw, countersigner: itself }), context(NOON))), [
      'second-is-the-first',
    ])
    assert.deepEqual(
      judged(requested, command({ ...withdraw, countersigner: { ...itself, id: 'b' } }), context(NOON)).refusals,
      [],
    )
  })

  test('nothing follows an end: who asks for an order after the release finds the case closed', () => {
    const released = caseOf(OPENED, RIGHTS, SCREENING, {
      step: 'letGo',
      by: 'place-officer',
      recorded: NOON,
      facts: { releaseReason: 'no-order' },
    })
    assert.deepEqual(rulesOf(judged(released, command(REQUEST), context('2027-03-01T12:01:00Z'))), ['not-from-here'])
  })

  test('the consul is told only where the person said yes', () => {
    const tell = command({ kind: 'enter', step: 'tellConsul', role: 'place-officer', facts: { consulToldAt: NOON } })
    assert.deepEqual(rulesOf(judged(caseOf(OPENED), tell, context(NOON))), ['D7.consulOnlyIfWished'])
  })

  test('a step that is declared nowhere does not exist, not even by the name of what every object has', () => {
    for (const step of ['constructor', 'toString', '__proto__', ''])
      assert.deepEqual(rulesOf(judged(requested, command({ step }), context(NOON))), ['no-such-step'])
  })
})

describe('times and corrections', () => {
  const opened = caseOf(OPENED)
  const correct = (facts: Command['facts'], role: Command['actor']['role'] = 'sms-enforcement') =>
    command({ kind: 'correct', step: 'correct', facts, role })

  test('the loss of liberty is corrected to an earlier hour; to a later one by a judge alone', () => {
    assert.deepEqual(judged(opened, correct({ libertyLostAt: '2027-03-01T08:00:00Z' }), context(NOON)).refusals, [])
    const later = { libertyLostAt: '2027-03-01T11:00:00Z' }
    const refused = judged(opened, correct(later), context(NOON)).refusals
    assert.ok(refused.some(({ rule, safeguard }) => rule === 'start-only-earlier' && safeguard === 'D3.judge'))
    assert.deepEqual(judged(opened, correct(later, 'judge'), context(NOON)).refusals, [])
  })

  test('who gives a fact nowhere does not correct it, and nobody corrects what is worked out', () => {
    const rules = rulesOf(judged(opened, correct({ sex: 'male', treatedAsChild: false }, 'lawyer'), context(NOON)))
    assert.deepEqual(rules, ['not-taken-here', 'not-taken-here'])
    assert.deepEqual(rulesOf(judged(opened, correct({ treatedAsChild: false }, 'judge'), context(NOON))), [
      'not-taken-here',
    ])
  })

  test('nothing is asserted more than five minutes ahead of the time recorded', () => {
    const ahead = (assertedAt: string) =>
      rulesOf(judged(NOT_OPENED, command({ ...OPEN, facts: OPENING, assertedAt: at(assertedAt) }), context(NOON)))
    assert.deepEqual(ahead('2027-03-01T12:05:00Z'), [])
    assert.deepEqual(ahead('2027-03-01T12:05:01Z'), ['asserted-in-the-future'])
  })

  test('a time said to be over an hour earlier is told to those who watch', () => {
    const said = command({ ...OPEN, facts: OPENING, assertedAt: at('2027-03-01T10:59:00Z') })
    const [first] = judged(NOT_OPENED, said, context(NOON)).noticed
    assert.deepEqual(first, { is: 'asserted-long-before', minutes: 61 })
  })

  test('a person who gives no name and no birth date has a case all the same', () => {
    const { birthDateKnown: _, ...facts } = OPENING
    assert.deepEqual(judged(NOT_OPENED, command({ ...OPEN, facts }), context(NOON)).refusals, [])
  })

  test('a birth after the detention is refused', () => {
    const born = command({ ...OPEN, facts: { ...OPENING, birthDateKnown: '2027-03-02' } })
    const rules = rulesOf(judged(NOT_OPENED, born, context('2027-03-05T12:00:00Z')))
    assert.ok(rules.includes('born-after'))
  })
})

describe('the outlook of a case', () => {
  test('tells the head what an order still needs, and that no order is open for a child', () => {
    const of = (state: CaseState) =>
      outlook(detention, ENFORCED, state, { role: 'sms-enforcement-head' }, context(NOON)).find(
        ({ step }) => step === 'requestReview',
      )
    const ready = of(caseOf(OPENED, RIGHTS, SCREENING))
    assert.ok(ready?.open)
    assert.equal(ready.missing.length, 7)
    assert.ok(ready.mustSatisfy.some(({ safeguard }) => safeguard === 'D5.eachAlternative'))
    const unscreened = of(caseOf(OPENED))
    assert.ok(unscreened?.missing.includes('screenedAt'))
    assert.deepEqual(
      unscreened?.stoppedBy.map(({ safeguard }) => safeguard),
      ['D5.lawyerAsked'],
    )
    const child = of(caseOf({ ...OPENED, facts: { ...OPENING, ageBasis: 'disputed' } }, RIGHTS, SCREENING))
    assert.equal(child?.open, false)
    assert.deepEqual(
      child?.stoppedBy.map(({ safeguard }) => safeguard),
      ['D1.noOrder'],
    )
  })

  test('a step asks for each fact once, also one that it both needs and takes', () => {
    const steps = outlook(detention, ENFORCED, caseOf(...BEFORE_THE_JUDGE), { role: 'judge' }, context(NOON))
    for (const { step, mayGive } of steps) assert.deepEqual(mayGive, [...new Set(mayGive)], step)
    assert.ok(steps.some(({ mayGive }) => mayGive.filter((fact) => fact === 'decisionReasons').length === 1))
  })

  test('names who is next where the reader is not', () => {
    const steps = outlook(detention, ENFORCED, caseOf(...BEFORE_THE_JUDGE), { role: 'place-officer' }, context(NOON))
    const authorize = steps.find(({ step }) => step === 'authorize')
    assert.deepEqual([authorize?.yours, authorize?.here, authorize?.by], [false, true, ['judge']])
  })
})
