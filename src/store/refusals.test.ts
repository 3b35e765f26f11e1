/** What the database refuses, as those who asked are told it; and commands that wait for each other. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { asActor, asReader, NotFound, StepRefused, systemReader, type Tx } from './index.ts'

const store = await testStore()
const reader = systemReader('test')
const act = <T>(work: (tx: Tx) => Promise<T>) => asActor(store.web, reader, 'test', work)

before(() =>
  act((tx) =>
    tx
      .insertInto('institution')
      .values(['EAST', 'WEST'].map((code) => ({ code, name: '{"en":"-"}' })))
      .execute(),
  ),
)

const REFUSED: readonly (readonly [string, string, string])[] = [
  ['the same twice', "insert into followup.institution (code, name) values ('EAST', '{}')", 'already-there'],
  [
    'what is not there',
    "insert into followup.institution (code, name, parent) values ('N', '{}', 'NOBODY')",
    'no-longer-there',
  ],
  ['what lacks a part', "insert into followup.institution (code) values ('N')", 'incomplete'],
  [
    'what a rule of the table forbids',
    "insert into followup.institution (code, name) values ('a b', '{}')",
    'incomplete',
  ],
  ['a number too large', 'select 2147483647::int + 1', 'unusable-value'],
  ['a day that does not exist', "select '2026-02-30'::date", 'unusable-value'],
]

for (const [what, statement, rule] of REFUSED)
  test(`${what} is refused with a sentence, and nothing is saved`, async () => {
    await assert.rejects(
      act(async (tx) => {
        await sql`insert into followup.institution (code, name) values ('HALF', '{}')`.execute(tx)
        await sql.raw(statement).execute(tx)
      }),
      (error) => error instanceof StepRefused && error.rule === rule,
    )
    const half = await asReader(store.web, reader, (tx) =>
      tx.selectFrom('institution').select('code').where('code', '=', 'HALF').execute(),
    )
    assert.deepEqual(half, [])
  })

test('what is no id names nothing, and no text holds a NUL', async () => {
  for (const id of ['not-an-id', 'nul\0nul'])
    await assert.rejects(
      asReader(store.web, reader, (tx) => tx.selectFrom('measure').select('id').where('id', '=', id).execute()),
      NotFound,
    )
})

test('of commands that wait for each other in opposite orders all are carried out', async () => {
  const rounds = 4
  const touch = (tx: Tx, code: string) =>
    sql`update followup.institution set note = coalesce(note, '') || 'x' where code = ${code}`.execute(tx)
  const both = (first: string, second: string) =>
    act(async (tx) => {
      await touch(tx, first)
      await sql`select pg_sleep(0.1)`.execute(tx) // so that each holds one before it asks for the other
      await touch(tx, second)
    })
  for (let round = 0; round < rounds; round++) await Promise.all([both('EAST', 'WEST'), both('WEST', 'EAST')])
  const notes = await asReader(store.web, reader, (tx) =>
    tx.selectFrom('institution').select('note').where('code', 'in', ['EAST', 'WEST']).execute(),
  )
  assert.deepEqual(
    notes.map(({ note }) => note?.length),
    [rounds * 2, rounds * 2],
  )
})
