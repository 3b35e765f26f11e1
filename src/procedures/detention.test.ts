/** Procedure 1 as a lawyer checks it. What the engine does with it is tested elsewhere. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detention as declared } from './detention.ts'
import { codesOf, lengthOf, recordable, ruleAt, whatStops } from './fixtures/reading.ts'
import type { Procedure } from './index.ts'

const detention: Procedure = declared

test('nobody departs from a place but for a removal of their own that is being carried out', () => {
  assert.ok(whatStops(detention, 'depart').includes('D11.beingExecuted'))
  const rule = ruleAt(detention, 'D11.beingExecuted')
  assert.deepEqual(rule.kind === 'require' && rule.condition, {
    is: 'case-stands',
    fact: 'expulsionCase',
    states: ['executing'],
  })
})

test('irregular entry or stay, an asylum claim and a debt are no grounds: the list has no such code', () => {
  assert.deepEqual(codesOf(detention, 'ground'), [
    'absconding-risk-removal',
    'identity-verification-removal',
    'public-security-individual',
    'other-by-law',
  ])
})

test('a judge within 24 hours, counted from the loss of liberty and not from admission; then release by itself', () => {
  const rule = ruleAt(detention, 'D3.judge')
  assert.deepEqual(lengthOf(detention, 'D3.judge'), { hours: 24 })
  assert.ok(rule.kind === 'within' && rule.clock === 'protective' && rule.thereupon === 'releaseWithoutJudge')
  assert.deepEqual(rule.from, { at: 'fact', fact: 'libertyLostAt' })
  assert.equal(detention.transitions.releaseWithoutJudge?.to, 'releaseDue')
})

test('only a judge authorizes, orders an alternative or orders release', () => {
  for (const step of ['authorize', 'imposeAlternative', 'orderRelease'])
    assert.deepEqual(detention.transitions[step]?.by, ['judge'])
})

test('to let a person go nothing stands in the way, before or after a decision', () => {
  for (const step of ['letGo', 'release', 'orderRelease', 'imposeAlternative', 'releaseAtOnce', 'endTitle'])
    assert.deepEqual(whatStops(detention, step), [], step)
})

test('whoever is held is let go at any time, before a judge decides and after an order too', () => {
  const { letGo } = detention.transitions
  for (const state of ['apprehended', 'reviewRequested', 'authorized', 'renewalRequested'])
    assert.ok(letGo?.from.includes(state), state)
})

test('no order against a child, and no pack may record it; the child is nowhere at a place of detention', () => {
  for (const step of ['requestReview', 'authorize', 'requestRenewal', 'admit', 'move', 'moveFromCourt'])
    assert.ok(whatStops(detention, step).includes('D1.noOrder'), step)
  assert.ok(whatStops(detention, 'open').includes('D1.notInAPlace'))
  assert.deepEqual(lengthOf(detention, 'D1.broughtToProtection'), { hours: 4 })
  assert.deepEqual(
    recordable(detention).filter((path) => path.startsWith('D1.')),
    [],
  )
})

test('whoever turns out to be a child, or to have one with them, or asks for asylum, is released by the system', () => {
  for (const [path, step] of [
    ['D1.noOrder', 'endTitle'],
    ['D2.family', 'releaseAtOnce'],
    ['D2.familyTogether', 'releaseAtOnce'],
    ['D2.asylumSeeker', 'releaseAtOnce'],
  ] as const) {
    const rule = ruleAt(detention, path)
    assert.ok(rule.kind === 'forbid' && rule.onArising === step, path)
  }
})

test('every alternative needs its own reasons, of a hundred characters, in words that no earlier case has', () => {
  const each = ruleAt(detention, 'D5.eachAlternative')
  assert.ok(each.kind === 'require' && each.condition.is === 'each-answered' && each.condition.atLeast === 100)
  const own = ruleAt(detention, 'D5.ownWords')
  assert.ok(own.kind === 'require' && own.condition.is === 'in-own-words')
  assert.deepEqual(own.condition.against, { lastCases: 20 })
  assert.equal(codesOf(detention, 'alternatives.alternative').length, 11)
  for (const near of codesOf(detention, 'alternatives.alternative')) assert.doesNotMatch(near, /tag|curfew/)
})

test('the request goes to the person and the lawyer in the moment in which it goes to the judge', () => {
  const rule = ruleAt(detention, 'D5.sent')
  assert.ok(rule.kind === 'inform')
  assert.deepEqual(rule.whom, ['judge', 'person', 'lawyer'])
})

test('an order ends after 7 days and all of them after 30, by themselves; a renewal is asked for a day before', () => {
  assert.ok(whatStops(detention, 'authorize').includes('D10.sevenDays'))
  assert.ok(whatStops(detention, 'authorize').includes('D10.thirtyDaysForOneRemoval'))
  assert.deepEqual(lengthOf(detention, 'D10.dayThirty'), { hours: 720 })
  assert.deepEqual(lengthOf(detention, 'D10.ends'), { hours: 0 })
  for (const path of ['D10.ends', 'D10.dayThirty']) {
    const rule = ruleAt(detention, path)
    assert.ok(rule.kind === 'within' && rule.thereupon === 'endTitle', path)
  }
  assert.ok(whatStops(detention, 'requestRenewal').includes('D10.askedADayBefore'))
})

test('no removal in view, no detention: the order ends when that is noted', () => {
  const rule = ruleAt(detention, 'D10.noProspect')
  assert.ok(rule.kind === 'forbid' && rule.onArising === 'endTitle')
})

test('the same facts do not serve twice within 30 days, not even to open', () => {
  assert.ok(whatStops(detention, 'open').includes('D9.onNewFactsOnly'))
})

test('a person is moved only to a place on the list, apart from accused persons, women apart from men', () => {
  for (const rule of ['D12.onTheList', 'D12.apartFromAccused', 'D12.womenApart', 'D12.menApart', 'D12.notInAShelter'])
    for (const step of ['open', 'admit', 'move', 'moveFromCourt'])
      assert.ok(whatStops(detention, step).includes(rule), `${step} ${rule}`)
})

test('a couple or a family that would be parted is let go, wherever its member is to be held; no agency says that none is', () => {
  for (const step of ['requestReview', 'authorize', 'requestRenewal', 'admit', 'move', 'moveFromCourt'])
    assert.ok(whatStops(detention, step).includes('D2.familyTogether'), step)
  assert.ok(!recordable(detention).includes('D2.familyTogether'))
  const givers = [...Object.values(detention.transitions), ...Object.values(detention.entries), detention.opens]
  for (const { needs = [], takes = [] } of givers) assert.ok(![...needs, ...takes].includes('splitsFamily'))
  assert.deepEqual(detention.entries.noteFamily?.gives, { splitsFamily: true })
})

test('nobody is moved in the day before a hearing, nor out of the court district without a judge', () => {
  assert.ok(whatStops(detention, 'move').includes('D12.notBeforeAHearing'))
  assert.ok(whatStops(detention, 'move').includes('D12.nearTheLawyer'))
  assert.deepEqual(detention.entries.moveFromCourt?.by, ['judge'])
})

test('the embassy is told only of who said yes, never of an asylum-seeker, a refugee or a stateless person', () => {
  const rule = ruleAt(detention, 'D7.consulOnlyIfWished')
  assert.ok(rule.kind === 'forbid' && !rule.mayRecord)
  assert.match(JSON.stringify(rule.when), /wishesConsulTold.*asylumClaimedAt.*XXA.*XXB/)
})

test('what a pack may record is what procedure 1 says, and nothing else', () => {
  assert.deepEqual(recordable(detention), [
    'D2.asylumSeeker',
    'D2.claimProtects',
    'D3.judge',
    'D6.aGroundOfTheList',
    'D8.judge',
    'D10.sevenDays',
    'D10.thirtyDays',
    'D10.thirtyDaysForOneRemoval',
    'D10.ends',
    'D10.dayThirty',
    'D10.noProspect',
    'D12.notInAShelter',
    'D14.noCostNoWork',
  ])
})

test('the person asks a judge, for asylum, for a doctor, says their age or that they were forced: a button each, no field', () => {
  for (const button of ['applyToJudge', 'claimAsylum', 'saysUnder18', 'saysIll', 'saysForced']) {
    assert.ok(detention.person.takes.includes(button), button)
    assert.deepEqual(detention.entries[button]?.needs, [], button)
  }
})

test('after it has ended the person claims compensation by one button; a judge alone says that it is decided', () => {
  const { claimCompensation, decideCompensation } = detention.entries
  assert.ok(detention.person.takes.includes('claimCompensation'))
  assert.deepEqual([claimCompensation?.needs, claimCompensation?.takes ?? []], [[], []])
  assert.deepEqual(claimCompensation?.in, ['released', 'alternativeImposed', 'departed', 'void'])
  assert.deepEqual(decideCompensation?.by, ['judge'])
  const kept = ruleAt(detention, 'D9.claimKept')
  assert.ok(kept.kind === 'places' && kept.hold === 'eraseNot' && !kept.mayRecord)
})

test('photographs and fingerprints go at release, a child’s record and a void one after 90 days', () => {
  assert.ok(
    detention.retention.some(
      ({ what, keep }) => what !== 'all' && what.includes('identityImages') && 'days' in (keep.history[0]?.value ?? {}),
    ),
  )
  assert.equal(
    detention.retention.filter(({ keep }) => JSON.stringify(keep.history[0]?.value) === '{"days":90}').length,
    2,
  )
})

test('the figures have every dimension that procedure 1 names', () => {
  const named =
    'libertyLostPlace sex ageBand treatedAsChild nationality ground decision alternativeImposed releaseReason'
  for (const dimension of `${named} removalProspect accompaniedByChild ageBasis apprehendedBy`.split(' '))
    assert.ok(detention.statistics.dimensions.includes(dimension), dimension)
  assert.equal(detention.statistics.stock, 'month')
})
