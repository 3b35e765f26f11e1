import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchPieces } from './match.ts'

const piece = (address: string, text: string) => ({ address, text })
const matched = (before: ReturnType<typeof piece>[], after: ReturnType<typeof piece>[]) =>
  [...matchPieces(before, after)].map(([now, old]) => `${after[now]?.address} is ${before[old]?.address}`).toSorted()

const bells = piece('4(a)', 'Count the bells.')
const piers = piece('4(b)', 'Paint the piers.')

test('what hangs on a request goes with its words, when another is put before it and it grows on the way', () => {
  const corrected = [bells, piece('4(b)', 'Ring the bells.'), piece('4(c)', 'Paint the piers of each harbour.')]
  assert.deepEqual(matched([bells, piers], corrected), ['4(a) is 4(a)', '4(c) is 4(b)'])
})

test('the same words at another address are the same request', () => {
  assert.deepEqual(matched([bells, piers], [piece('4(a)', piers.text), piece('4(b)', bells.text)]), [
    '4(a) is 4(b)',
    '4(b) is 4(a)',
  ])
})

test('a request that was written anew in its place is still that request, for people to see and decide', () => {
  assert.deepEqual(matched([bells, piers], [bells, piece('4(b)', 'Mend every lantern at once.')]), [
    '4(a) is 4(a)',
    '4(b) is 4(b)',
  ])
})
