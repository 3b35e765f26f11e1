/** What a step asks of other cases: real answers, within the officer's own login, and no word of another case. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { openCase } from './case-file.ts'
import { carryOut } from './command.ts'
import { berth, voyage } from './fixtures/neighbours.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import { similarity } from './judgement/index.ts'
import { wordingOf } from './own-words.ts'
import { Refused } from './refused.ts'
import { actingAs, type Who } from './register.ts'

const store = await testStore()
const register = await wholeRegister(store, { procedures: [berth, voyage] })
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (): Who => ({ as: 'officer', id: randomUUID(), role: 'border-officer', office: 'quay' })
const hour = (hours: number) => Temporal.Now.instant().add({ hours }).round('millisecond').toString()
const refusedBy = (safeguard: string, rule: string, params?: object) => (error: unknown) => {
  assert.ok(error instanceof Refused, String(error))
  assert.deepEqual(
    error.refusals.map((one) => [one.safeguard, one.rule]),
    [[safeguard, rule]],
  )
  if (params !== undefined) assert.deepEqual(error.refusals[0]?.params, params)
  return true
}
const open = (who: Who, facts: object = {}, person: Buffer | null = null, procedure = 'voyage') =>
  carryOut(
    register,
    who,
    asking({
      procedure,
      kind: 'open',
      step: 'open',
      facts: procedure === 'voyage' ? { beganAt: hour(-1), ...facts } : {},
      person,
    }),
  )
const go = (who: Who, on: { caseId: string; event: number }, step: string, facts: object = {}, procedure = 'voyage') =>
  carryOut(
    register,
    who,
    asking({
      procedure,
      kind: ['decide', 'sail', 'take', 'leave'].includes(step) ? 'take' : 'enter',
      step,
      on,
      facts: { ...facts },
    }),
  )
const fileOf = (who: Who, caseId: string) =>
  actingAs(register, who, (tx) => openCase(register, tx, voyage, { caseId, purpose: 'review' }))
const weighed = (...texts: readonly string[]) => ({ ways: texts.map((whyNot) => ({ way: 'swim', whyNot })) })

test('identical words are refused with the officer’s own earlier case shown, and dress makes no difference', async () => {
  const who = officer()
  const first = await open(who)
  await go(who, first, 'weigh', weighed('Too far, and the sea is cold.'))
  const second = await open(who)
  const { caseNumber } = await fileOf(who, first.caseId)
  const same = go(who, second, 'weigh', weighed('too far – and the sea is COLD'))
  await assert.rejects(same, refusedBy('V1.lines', 'repeats-a-case', { case: caseNumber }))
  await assert.rejects(go(who, second, 'weigh', weighed('One.', 'one')), refusedBy('V1.lines', 'repeats-a-line'))
  await go(who, second, 'weigh', weighed('She does not swim.'))
})

test('the last cases of the officer count and no older one; a colleague’s words are not theirs', async () => {
  const who = officer()
  for (const words of ['oldest', 'older', 'last']) await go(who, await open(who), 'weigh', weighed(words))
  const now = await open(who)
  await assert.rejects(go(who, now, 'weigh', weighed('older')), refusedBy('V1.lines', 'repeats-a-case'))
  await go(who, now, 'weigh', weighed('oldest'))
  const colleague = officer()
  await go(colleague, await open(colleague), 'weigh', weighed('last'))
})

test('a text of the same day that is nearly alike is refused, whoever wrote it, and whose it was is not told', async () => {
  const text = `He has lived here for nine years, works on the quay, and his two daughters go to school in the town.`
  await go(officer(), await open(officer()), 'decide', { reasons: text })
  const other = officer()
  const mine = await open(other)
  await assert.rejects(
    go(other, mine, 'decide', { reasons: text.replace('nine', 'ten') }),
    refusedBy('V1.day', 'repeats-somebody', {}),
  )
  await go(other, mine, 'decide', {
    reasons: 'She came last week for the harvest and wishes to go home to her mother.',
  })
})

test('a person who sailed does not sail again within thirty days, and another person does', async () => {
  const who = officer()
  const first = await open(who)
  const { pointer } = await fileOf(who, first.caseId)
  await go(who, first, 'sail')
  await assert.rejects(open(who, {}, pointer), refusedBy('V1.notTwice', 'required'))
  await open(who)
})

test('the third open case on one ship is one too many; a case without a ship is like no other', async () => {
  const who = officer()
  for (const ship of ['heron', 'heron']) await open(who, { ship })
  await assert.rejects(go(who, await open(who, { ship: 'heron' }), 'board'), refusedBy('V1.crowd', 'required'))
  await go(who, await open(who, { ship: 'unknown' }), 'board')
  await go(who, await open(who), 'board')
})

test('a case that a fact names must be the person’s own and stand as required; the database says so too', async () => {
  const who = officer()
  const mine = await open(who)
  const { pointer } = await fileOf(who, mine.caseId)
  const own = await open(who, {}, pointer, 'berth')
  const somebodys = await open(who, {}, null, 'berth')
  await go(who, somebodys, 'take', {}, 'berth')
  const moor = (id: string) => go(who, mine, 'moor', { berth: id })
  await assert.rejects(moor(somebodys.caseId), refusedBy('V1.ownBerth', 'required'))
  await assert.rejects(moor(own.caseId), refusedBy('V1.ownBerth', 'required'))
  await go(who, own, 'take', {}, 'berth')
  await moor(own.caseId)
  const { rows } = await owner.query(
    `select pg_get_functiondef('immigration_enforcement.commit_voyage'::regproc) as body`,
  )
  assert.match(rows[0].body, /from immigration_enforcement\.berth o/)
})

test('the times of all cases that serve one end count together', async () => {
  const who = officer()
  const first = await open(who, { ship: 'gull', beganAt: hour(-7), endsAt: hour(0) })
  const { pointer } = await fileOf(who, first.caseId)
  const second = await open(who, { ship: 'gull', beganAt: hour(-1), endsAt: hour(3) }, pointer)
  await assert.rejects(go(who, second, 'stay'), refusedBy('V1.notLong', 'required'))
  const other = await open(who, { ship: 'unknown', beganAt: hour(-1), endsAt: hour(3) }, pointer)
  await go(who, other, 'stay')
})

test('what is kept of a text does not give it back, and is another thing for another procedure, fact or key', async () => {
  const { rows } = await owner.query(
    'select encode(digest, $1) as digest, sketch from immigration_enforcement.wording',
    ['hex'],
  )
  assert.ok(rows.length > 5)
  const of = (fact: string, text: string) => wordingOf(store.key, voyage, fact, text).digest
  assert.ok(rows.some(({ digest }) => digest === of('ways', 'oldest')))
  assert.notEqual(of('ways', 'oldest'), of('newFacts', 'oldest'))
  const otherKey = () => Buffer.alloc(32, 7)
  assert.notEqual(wordingOf(otherKey, voyage, 'ways', 'oldest').digest, of('ways', 'oldest'))
})

test('a sketch tells the similarity of two texts as the texts themselves do, whatever the key', async () => {
  const words =
    'the quay was closed for a storm and nobody left the harbour that night but the pilot of the boat'.split(' ')
  const keys = Array.from({ length: 20 }, (_, number) => () => createHash('sha256').update(`key ${number}`).digest())
  for (let changed = 0; changed <= words.length; changed += 3) {
    const other = words.map((word, index) => (index < changed ? [...word].reverse().join('') : word)).join(' ')
    const pairs = keys.map((key) =>
      [words.join(' '), other].map((text) => wordingOf(key, voyage, 'reasons', text).sketch),
    )
    const { rows } = await owner.query(
      `select register.alike(array(select jsonb_array_elements_text(pair->0)::int),
        array(select jsonb_array_elements_text(pair->1)::int))::float8 as alike from jsonb_array_elements($1::jsonb) pair`,
      [JSON.stringify(pairs)],
    )
    const off = rows.map(({ alike }) => alike - similarity(words.join(' '), other))
    // One sketch of 256 places is off by at most 0.031 (one standard deviation), the mean of twenty by 0.007.
    const mean = off.reduce((sum, one) => sum + one, 0) / off.length
    assert.ok(Math.abs(mean) < 0.03, `${changed}: off by ${mean} in the mean`)
    assert.ok(Math.max(...off.map(Math.abs)) < 0.125, `${changed}: off by ${Math.max(...off.map(Math.abs))}`)
  }
})
