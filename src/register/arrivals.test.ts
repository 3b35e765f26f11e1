import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { moveWithHolds } from './arrivals.ts'
import { actor, commandOf, installBare, openingOf, send, somebody } from './fixtures/bare-register.ts'
import { departure, shelter } from './fixtures/procedures.ts'

const store = await testStore('invented')
const wall = await installBare(store)
const client = await store.ownerClient()
after(() => client.end())
const [border, worker] = [actor('border-officer'), actor('victim-worker')]
const now = () => Temporal.Now.instant().round('millisecond').toString()
const command = async () => ({ leaf: 'action test\n', commitment: randomBytes(32).toString('hex'), sealedEvent: '' })
const look = () => moveWithHolds(wall.asSystem, departure, command)
const stateOf = async (caseId: string) =>
  (await client.query('select state from immigration_enforcement.departure where case_id = $1', [caseId])).rows[0]
    ?.state

test('a bit that comes moves the case to where it waits, and back when the last one goes', async () => {
  const pseudonym = somebody()
  const { caseId } = await send(wall, border, departure, openingOf(pseudonym, { asked_at: now(), weather: 'calm' }))
  await send(
    wall,
    border,
    departure,
    commandOf({ step: 'prepare', caseId, expected: 1, sealedFacts: ['reasons'], sealed: 'AAAA' }),
  )
  assert.equal(await look(), 0)
  const pseudonyms = { 'immigration-enforcement': pseudonym }
  const sign = await send(wall, worker, shelter, { ...openingOf(somebody(), { seen_at: now() }), pseudonyms })
  assert.equal(await look(), 1)
  assert.equal(await stateOf(caseId), 'paused')
  assert.equal(await look(), 0, 'once')
  await send(wall, worker, shelter, { ...commandOf({ step: 'leave', caseId: sign.caseId, expected: 1 }), pseudonyms })
  assert.equal(await look(), 1)
  assert.equal(await stateOf(caseId), 'ready')
})
