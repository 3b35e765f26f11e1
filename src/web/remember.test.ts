/** What is remembered is what would have been made, and no more of it than was agreed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { remember } from './remember.ts'

test('an answer is made once while it is remembered, and memory stays bounded', () => {
  const made: string[] = []
  const shout = remember((word: string) => made.push(word) && word.toUpperCase(), { keyOf: (word) => word, most: 2 })
  assert.deepEqual(['a', 'b', 'a', 'b'].map(shout), ['A', 'B', 'A', 'B'])
  assert.deepEqual(made, ['a', 'b'])
  assert.deepEqual(['c', 'a'].map(shout), ['C', 'A'])
  assert.deepEqual(made, ['a', 'b', 'c', 'a'])
})

test('what has no key is made each time and kept nowhere', () => {
  let made = 0
  const count = remember(() => ++made, { keyOf: () => null, most: 2 })
  assert.deepEqual([count(null), count(null)], [1, 2])
})
