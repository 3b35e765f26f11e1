import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinLines, spellingOf } from './hyphens.ts'

function joined(before: string, after: string, elsewhere: readonly string[] = []): string {
  return joinLines(before, after, spellingOf([...elsewhere, before, after]))
}

test('a hyphen stays where the document writes the word with it', () => {
  assert.equal(joined('rules for data-', 'sharing', ['data-sharing is limited']), 'rules for data-sharing')
})

test('a hyphen goes where the document writes the word without it', () => {
  assert.equal(joined('an inter-', 'view', ['the interview took place']), 'an interview')
})

test('a hyphen goes before an ending that is no word, and between halves that are none', () => {
  assert.equal(joined('the employ-', 'ment of workers', ['they employ many']), 'the employment of workers')
  assert.equal(joined('it rec-', 'ommends'), 'it recommends')
})

test('a hyphen stays behind words that take one', () => {
  assert.equal(joined('a cross-', 'border crew'), 'a cross-border crew')
  assert.equal(joined('a non-', 'governmental office'), 'a non-governmental office')
})

test('a hyphen between a known word and an unknown half stays, and is a doubt', () => {
  const spelling = spellingOf(['the climate of', 'a climate-', 'resilient plan'])
  assert.equal(joinLines('a climate-', 'resilient plan', spelling), 'a climate-resilient plan')
  assert.deepEqual([...spelling.guessed], ['climate-resilient'])
})

test('a soft hyphen is never text', () => {
  assert.equal(joined('a recommen\u00ad', 'dation'), 'a recommendation')
})

test('a symbol and a span of years are joined without a space', () => {
  assert.equal(joined('see CMW/C/', 'SOT/CO/3'), 'see CMW/C/SOT/CO/3')
  assert.equal(joined('for 2020–', '2024'), 'for 2020–2024')
})

test('a dash between words keeps the space behind it', () => {
  assert.equal(joined('the staff –', 'all of them'), 'the staff – all of them')
})

test('lines without a hyphen are joined with one space', () => {
  assert.equal(joined('the State ', ' party'), 'the State party')
})
