import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { actor, commandOf, installBare, openingOf, send, somebody } from './fixtures/bare-register.ts'
import { departure, shelter } from './fixtures/procedures.ts'
import { endHolds } from './hold-ends.ts'

const store = await testStore('invented')
const wall = await installBare(store)
const client = await store.ownerClient()
after(() => client.end())
const [border, worker] = [actor('border-officer'), actor('victim-worker')]
const now = () => Temporal.Now.instant().toString()
const gateOf = async (pseudonym: string) =>
  (
    await client.query(
      "select hold, standing from immigration_enforcement.hold_gate where pseudonym = decode($1, 'hex') order by hold",
      [pseudonym],
    )
  ).rows.map(({ hold, standing }) => [hold, standing])

test('a protection that has its least time outlasts the case that placed it, then falls by itself, once', async () => {
  const pseudonym = somebody()
  const pseudonyms = { 'immigration-enforcement': pseudonym }
  const { caseId } = await send(wall, worker, shelter, { ...openingOf(somebody(), { seen_at: now() }), pseudonyms })
  await send(wall, worker, shelter, { ...commandOf({ step: 'leave', caseId, expected: 1 }), pseudonyms })
  assert.deepEqual(await gateOf(pseudonym), [
    ['noStatusCharge', 1],
    ['removalSuspended', 0],
  ])
  const departing = await send(wall, border, departure, openingOf(pseudonym, { asked_at: now(), weather: 'calm' }))
  const prepare = () =>
    send(
      wall,
      border,
      departure,
      commandOf({ step: 'prepare', caseId: departing.caseId, expected: 1, sealedFacts: ['reasons'], sealed: 'AAAA' }),
    )
  await assert.rejects(prepare())
  const look = () => endHolds(wall.asSystem, shelter, async () => ({ pseudonyms }))
  assert.equal(await look(), 0, 'not before its time')
  await client.query(
    "update victim_protection.placed_hold set least_until = now() - interval '1 second' where case_id = $1 and hold = 'noStatusCharge'",
    [caseId],
  )
  assert.equal(await look(), 1)
  assert.equal(await look(), 0)
  assert.deepEqual(await gateOf(pseudonym), [
    ['noStatusCharge', 0],
    ['removalSuspended', 0],
  ])
  assert.equal((await prepare()).state, 'ready')
})
