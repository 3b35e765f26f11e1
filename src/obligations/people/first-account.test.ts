/** The first account of the secretariat: opened by the operator once, and never past a secretariat that is there. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../../tests/store.ts'
import { asOperator, Invalid, StepRefused, systemReader, type Tx } from '../../store/index.ts'
import { openFirstAccount } from './index.ts'

const store = await testStore()
const act = <T>(work: (tx: Tx) => Promise<T>) => asOperator(store, systemReader('operator'), 'account.open', work)
const open = (email: string, institution = 'HUB') =>
  act((tx) => openFirstAccount(tx, { name: 'First Person', email, institution, language: 'en' }))

before(async () => {
  await act(async (tx) => {
    await tx.insertInto('institution').values({ code: 'HUB', name: '{"en":"Hub"}' }).execute()
    await tx
      .insertInto('account')
      .values({
        name: 'Invented',
        email: 'i@example.org',
        role: 'secretariat',
        institution: 'HUB',
        demonstration: true,
      })
      .execute()
  })
})

test('an institution that is not there, or an address that is taken, opens nothing', async () => {
  await assert.rejects(open('a@example.org', 'NONE'), Invalid)
  await assert.rejects(open('I@example.org'), Invalid)
})

test('of two operators at once one opens the first account, and the other is refused', async () => {
  const outcomes = await Promise.allSettled([open('a@example.org'), open('b@example.org')])
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  const refused = outcomes.find((outcome) => outcome.status === 'rejected')
  assert.ok(refused?.reason instanceof StepRefused && refused.reason.rule === 'not-the-first-account')
  await assert.rejects(open('c@example.org'), StepRefused)
})

test('the history says that the operator opened it', async () => {
  const { rows } = await act((tx) =>
    sql<{ actor: string }>`select h.actor from followup.history h join followup.account a on a.id::text = h.object
      where h.object_kind = 'account' and not a.demonstration`.execute(tx),
  )
  assert.deepEqual(rows, [{ actor: 'system:operator' }])
})
