/** What stands in a query's text is a number of ours and nothing else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { upTo } from './up-to.ts'

const database = new Kysely<object>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

test('the number of rows stands in the text, where a kept plan sees it; where the page begins does not', () => {
  assert.equal(upTo(50).compile(database).sql, 'limit 50')
  const later = upTo(50, 100).compile(database)
  assert.deepEqual([later.sql, later.parameters], ['limit 50 offset $1', [100]])
})

test('what is no count is refused', () => {
  for (const wrong of [-1, 1.5, Number.NaN, '50; drop table' as unknown as number])
    assert.throws(() => upTo(wrong), /no number of rows/)
})
