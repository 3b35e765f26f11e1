/** Rules that rest on texts in part: the database refuses what is refused whatever the texts say, and asks for no more. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { all, any, type Condition, given, is, not, PROCEDURES } from '../../procedures/index.ts'
import { StepRefused } from '../../store/index.ts'
import { actor, commandOf, installBare, openingOf, send, somebody } from '../fixtures/bare-register.ts'
import { departure } from '../fixtures/procedures.ts'
import { conditionAtBest } from '../tables/condition-sql.ts'

const store = await testStore('declared')
const wall = await installBare(store, [], PROCEDURES)
const client = await store.ownerClient()
after(() => client.end())
const detention = PROCEDURES.find(({ name }) => name === 'detention') ?? assert.fail()
const police = actor('police-officer', 'police-baku')

/** What statistics know the case and its person by. */
const named = () => ({ case: somebody(), person: somebody() })
const ago = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).round('millisecond').toString()
const taken = (person: string, more: readonly string[] = []) =>
  send(wall, police, detention, {
    ...openingOf(person, {
      ...{
        language: 'uz',
        liberty_lost_at: ago(20),
        age_basis: 'documented',
        accompanied_by_child: false,
        sex: 'male',
      },
      ...{ nationality: 'UZ', apprehended_by: police.officer, liberty_lost_place: 'unknown' },
    }),
    ...{ sealedFacts: more, sealed: 'AAAA' },
  })

test('somebody let go and taken again within thirty days: without anything new the database itself refuses it', async () => {
  const person = somebody()
  const first = await taken(person)
  await send(
    wall,
    police,
    detention,
    commandOf({
      step: 'letGo',
      caseId: first.caseId,
      expected: 1,
      plain: { release_reason: 'judge' },
      statistics: named(),
    }),
  )
  await assert.rejects(
    taken(person),
    (error) => error instanceof StepRefused && error.data.detail === 'D9.onNewFactsOnly',
  )
  // Whether what is new is in the officer's own words, the application judges: the database cannot read it.
  await taken(person, ['newFacts'])
  await taken(somebody())
})

test('after thirty days an earlier case is none', async () => {
  const person = somebody()
  const { caseId } = await taken(person)
  await send(
    wall,
    police,
    detention,
    commandOf({ step: 'letGo', caseId, expected: 1, plain: { release_reason: 'judge' }, statistics: named() }),
  )
  await client.query('set session_replication_role = replica')
  await client.query(
    "update immigration_enforcement.event set recorded_at = recorded_at - interval '32 days' where case_id = $1",
    [caseId],
  )
  await client.query('set session_replication_role = origin')
  await taken(person)
})

test('what is not known is taken as it would let the step go on, under every “not”, “all” and “any”', () => {
  const text: Condition<string, string> = {
    is: 'in-own-words',
    fact: 'reasons',
    text: null,
    against: 'same-day',
    similarity: 1,
  }
  const child = is('child', true)
  const best = (condition: Condition<string, string>, unknown = true) =>
    conditionAtBest(departure, condition, { stateOf: 'c', unknown })
  const known = best(child)
  assert.equal(typeof known, 'string')
  assert.equal(best(text), true)
  assert.equal(best(not(text)), true)
  assert.equal(best(all(child, text)), `(${known})`)
  assert.equal(best(any(child, text)), true)
  assert.equal(best(any(child, not(all(text, given('reasons'))))), true)
  assert.equal(best(any(child, text), false), `(${known})`)
  assert.equal(best(all(child, not(text)), false), false)
})
