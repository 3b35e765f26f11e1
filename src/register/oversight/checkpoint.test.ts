/** The size of a log, which anybody may see, tells nobody that something was just done. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { appendMany, settingsOf } from '../../ledger/fixtures/stored-log.ts'
import { sequence } from '../../ledger/index.ts'
import { wholeRegister } from '../fixtures/whole-register.ts'
import { publishedCheckpoint } from './index.ts'

const store = await testStore('invented')
const register = await wholeRegister(store)
const owner = await store.ownerClient()
after(() => owner.end())
const settings = settingsOf('register')

/** So many entries more, signed. */
async function signed(entries: number): Promise<number> {
  await appendMany(owner, 'register', entries)
  return (await sequence(owner, settings)).checkpoint.size
}

const published = async () => (await publishedCheckpoint(register, 'register'))?.checkpoint.size
const hoursGoBy = (hours: number) =>
  owner.query('update ledger.checkpoint set signed_at = signed_at - make_interval(hours => $1)', [hours])

test('P19: the size of a log that anybody may see is that of before this hour, whatever is done in it', async () => {
  assert.equal(await published(), undefined)
  const first = await signed(3)
  assert.equal(await published(), first)
  const second = await signed(1)
  assert.equal(await published(), first, 'also in the hour in which the log began')
  await hoursGoBy(1)
  assert.equal(await published(), second)
  for (let entries = 1; entries <= 3; entries++) {
    await signed(entries)
    assert.equal(await published(), second)
  }
  await hoursGoBy(1)
  assert.equal(await published(), second + 1 + 2 + 3)
})
