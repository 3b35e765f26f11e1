/** The chain through cycles: what a recommendation repeats, and what repeats it. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { earlierInChain, laterInChain } from './chain.ts'
import { load, settle, sotoland } from './fixtures/sotoland.ts'
import { stepsOf, TODAY } from './fixtures/steps.ts'
import { NewObligation, openObligation } from './obligation-group.ts'
import { obligationStory } from './story.ts'

const store = await testStore()
await load(store, sotoland())
const people = await settle(store)
const { act, read, id } = stepsOf(store, people)
const recommendation = (address: string) =>
  read(
    people.focal,
    async (tx) =>
      (await tx.selectFrom('recommendation').select('id').where('address', '=', address).executeTakeFirstOrThrow()).id,
  )

before(async () => {
  const lamps = { label: 'lamps', summary: 'Buy lamps', kind: 'resource', urgency: 'prompt' }
  const input = NewObligation.parse({ ...lamps, recommendation: await recommendation('12(a)') })
  await act(people.secretary, 'obligation.open', (tx) => openObligation(tx, people.secretary, input))
})

test('the chain leads back through documents that are not here, and forward from those that are', async () => {
  const obligation = await id('12(a)')
  const back = () => read(people.focal, (tx) => earlierInChain(tx, obligation))
  assert.deepEqual(
    (await back()).map(({ symbol, paragraph, recommendation: found }) => [symbol, paragraph, found]),
    [['CMW/C/SOT/CO/1', '9', null]],
  )
  await act(people.secretary, 'import.save', async (tx) => {
    const { id: document } = await tx
      .selectFrom('document')
      .select('id')
      .where('symbol', '=', 'CMW/C/SOT/CO/1')
      .executeTakeFirstOrThrow()
    const rows = await tx
      .insertInto('recommendation')
      .values(['9(a)', '9(b)', '91'].map((address, position) => ({ document, address, position })))
      .returning(['id', 'address'])
      .execute()
    await tx
      .insertInto('reiteration')
      .values({ recommendation: rows[0]?.id ?? '', symbol: 'CMW/C/SOT/CO/0', paragraph: '3' })
      .execute()
  })
  assert.deepEqual(
    (await back()).map(({ symbol, address, depth }) => [symbol, address, depth]),
    [
      ['CMW/C/SOT/CO/1', '9(a)', 1],
      ['CMW/C/SOT/CO/1', '9(b)', 1],
      ['CMW/C/SOT/CO/0', null, 2],
    ],
  )
  const code = await act(people.secretary, 'obligation.open', async (tx) =>
    openObligation(
      tx,
      people.secretary,
      NewObligation.parse({
        recommendation: await recommendation('9(b)'),
        summary: 'Earlier',
        kind: 'practice',
        urgency: 'ordinary',
      }),
    ),
  )
  const { later } = await read(people.focal, (tx) => obligationStory(tx, code, TODAY))
  assert.deepEqual(
    later.map(({ symbol, paragraph, obligations }) => [symbol, paragraph, obligations]),
    [['CMW/C/SOT/CO/2', '12(a)', ['CMW.SOT.2.12(a)', 'CMW.SOT.2.12(a).lamps']]],
  )
})

test('a chain that bites its tail still ends', async () => {
  await act(people.secretary, 'import.save', async (tx) =>
    tx
      .insertInto('reiteration')
      .values({ recommendation: await recommendation('9(b)'), symbol: 'CMW/C/SOT/CO/2', paragraph: '12(a)' })
      .execute(),
  )
  const obligation = await id('12(a)')
  assert.ok((await read(people.focal, (tx) => earlierInChain(tx, obligation))).length <= 6)
  assert.ok((await read(people.focal, (tx) => laterInChain(tx, obligation))).length <= 6)
})
