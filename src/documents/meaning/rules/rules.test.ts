import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SENTENCE_RULES } from './index.ts'
import { speechUnder } from './rule.ts'

for (const rule of SENTENCE_RULES) {
  test(`the rule “${rule.name}” answers its own phrase`, () => {
    assert.notDeepEqual(speechUnder([rule]).answersIn(rule.phrase), [])
  })
  for (const near of rule.not ?? []) {
    test(`the rule “${rule.name}” does not answer “${near}”`, () => {
      assert.deepEqual(speechUnder([rule]).answersIn(near), [])
    })
  }
}

test('rule names are unique, so that a doubt can name one', () => {
  assert.equal(new Set(SENTENCE_RULES.map((rule) => rule.name)).size, SENTENCE_RULES.length)
})
