import assert from 'node:assert/strict'
import { test } from 'node:test'
import { progressBar } from './progress.ts'

test('a person at a terminal sees how far the work is, and the bar leaves no trace', () => {
  const { bar, written, pass } = barOn(true)
  pass(2000)
  bar.progress(1, 2)
  assert.match(written.join(''), /^\rReading █{15}░{15} {2}50 %$/)
  bar.end()
  const drawn = written[0] ?? ''
  assert.match(written[1] ?? '', /^\r +\r$/)
  assert.ok((written[1] ?? '').length - 1 >= drawn.length, 'every letter of the bar is wiped out')
})

test('a pipe or a file gets nothing of a bar, however long the work takes', () => {
  const { bar, written, pass } = barOn(false)
  pass(60_000)
  bar.progress(1, 2)
  bar.end()
  assert.deepEqual(written, [])
})

test('work that ends within a second draws nothing', () => {
  const { bar, written, pass } = barOn(true)
  pass(999)
  bar.progress(1, 2)
  bar.end()
  assert.deepEqual(written, [])
})

function barOn(isTTY: boolean) {
  const written: string[] = []
  let time = 0
  const bar = progressBar('Reading', { stream: { isTTY, write: (text) => written.push(text) }, now: () => time })
  const pass = (milliseconds: number) => {
    time += milliseconds
  }
  return { bar, written, pass }
}
