/** Holds: from the moment a bit stands, no step that it stops is acknowledged, whichever comes first and however they cross. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { boundOf } from '../../../tests/bound.ts'
import { testStore } from '../../../tests/store.ts'
import { StepRefused } from '../../store/index.ts'
import { actor, commandOf, installBare, openingOf, send, somebody } from '../fixtures/bare-register.ts'
import { departure, shelter } from '../fixtures/procedures.ts'

/** How many crossings are tried: the whole number with `npm run promises`. */
const INTERLEAVINGS = Number(process.env.OBSERVANCE_INTERLEAVINGS ?? 60)

const store = await testStore('invented')
const wall = await installBare(store)
const owner = await store.ownerClient()
after(() => owner.end())

const border = actor('border-officer')
const head = actor('border-officer')
const worker = actor('victim-worker')
const now = () => Temporal.Now.instant().toString()
const personOf = (caseId: string) => ({ role: 'person', office: '', officer: caseId })

/** A departure that is one step from boarding. */
async function ready(pseudonym = somebody()) {
  const { caseId } = await send(wall, border, departure, openingOf(pseudonym, { asked_at: now(), weather: 'calm' }))
  await send(
    wall,
    border,
    departure,
    commandOf({ step: 'prepare', caseId, expected: 1, sealedFacts: ['reasons'], sealed: 'AAAA' }),
  )
  return { caseId, pseudonym }
}
const board = (caseId: string, expected = 2) =>
  send(wall, head, departure, commandOf({ step: 'board', caseId, expected, plain: { boarded_at: now() } }))
const appeal = (caseId: string, expected = 2) =>
  send(wall, personOf(caseId), departure, commandOf({ step: 'appeal', caseId, expected }))
/** Somebody sees a sign, in another compartment and under another pseudonym. */
const shelterOf = (pseudonym: string) =>
  send(wall, worker, shelter, {
    ...openingOf(somebody(), { seen_at: now() }),
    pseudonyms: { 'immigration-enforcement': pseudonym },
  })
const refused = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule
const held = refused('held')

test('a sign in a shelter stops the ferry, and the border learns one bit', async () => {
  const { caseId, pseudonym } = await ready()
  await shelterOf(pseudonym)
  await assert.rejects(board(caseId), held)
  const { rows } = await owner.query(
    `select hold, standing from immigration_enforcement.hold_gate where hold = 'removalSuspended' and pseudonym = decode($1, $2)`,
    [pseudonym, 'hex'],
  )
  assert.deepEqual(rows, [{ hold: 'removalSuspended', standing: 1 }])
})

test('holds are counted: the step opens when the last is lifted, and not before', async () => {
  const { caseId, pseudonym } = await ready()
  const [one, other] = [await shelterOf(pseudonym), await shelterOf(pseudonym)]
  const lift = (of: string) =>
    send(wall, worker, shelter, {
      ...commandOf({ step: 'leave', caseId: of, expected: 1 }),
      pseudonyms: { 'immigration-enforcement': pseudonym },
    })
  await lift(one.caseId)
  await assert.rejects(board(caseId), held)
  await lift(other.caseId)
  assert.equal((await board(caseId)).state, 'gone')
})

test('an appeal lodged a moment before boarding stops it; after boarding it is too late, and says so', async () => {
  const { caseId } = await ready()
  await appeal(caseId)
  await assert.rejects(board(caseId, 3), refused('not-open-from-here'))
  const other = await ready()
  await board(other.caseId)
  await assert.rejects(appeal(other.caseId, 3), refused('not-open-from-here'))
})

test(`P9: in ${INTERLEAVINGS} crossings on the real database no boarding is acknowledged after a hold is`, async () => {
  let boarded = 0
  let stopped = 0
  for (let tried = 0; tried < INTERLEAVINGS; tried++) {
    const { caseId, pseudonym } = await ready()
    // Many at once and in no fixed order: two boardings, an appeal, two signs.
    const order: { at: number; what: string }[] = []
    const note = (what: string) => (answer: unknown) => {
      order.push({ at: order.length, what })
      return answer
    }
    const acts = shuffled([
      () => board(caseId).then(note('boarded'), note('refused')),
      () => board(caseId).then(note('boarded'), note('refused')),
      () => appeal(caseId).then(note('held'), note('refused')),
      () => shelterOf(pseudonym).then(note('held'), note('refused')),
      () => shelterOf(pseudonym).then(note('held'), note('refused')),
    ])
    await Promise.all(acts.map((act) => act()))
    const whens = await moments(caseId, pseudonym)
    const boardings = order.filter(({ what }) => what === 'boarded').length
    assert.ok(boardings <= 1, 'one person boards once')
    if (boardings === 1) {
      boarded++
      assert.equal(whens.stepsWhenHeld, whens.steps, 'every hold came after the boarding that was acknowledged')
      assert.equal(whens.steps, 1)
    } else {
      stopped++
      assert.equal(whens.steps, 0)
      assert.ok(whens.standing > 0, 'what stopped it stands')
    }
  }
  assert.ok(boarded > 0 && stopped > 0, `both orders came up: boarded ${boarded}, stopped ${stopped}`)
  console.log(
    `two boardings against an appeal and two signs, ${INTERLEAVINGS} times in the database: a boarding was first ${boarded} times, what stops it ${stopped} times; none followed it: ${boundOf(INTERLEAVINGS)}`,
  )
})

async function moments(caseId: string, pseudonym: string) {
  const { rows } = await owner.query(
    `select standing, steps::int, steps_when_held::int as "stepsWhenHeld" from immigration_enforcement.hold_gate
     where hold = 'removalSuspended' and pseudonym = decode($1, 'hex') and exists (select from immigration_enforcement.departure where case_id = $2)`,
    [pseudonym, caseId],
  )
  return rows[0]
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
