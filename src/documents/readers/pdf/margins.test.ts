import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutMargins } from './margins.ts'
import { type PageLine, textOfLine } from './page-line.ts'

const PLAIN = { bold: false, italic: false }

function line(page: number, y: number, text: string): PageLine {
  const piece = { text, x: 72, right: 400, y, size: 10, face: PLAIN, isRaised: false, gap: '' as const }
  return { page, x: 72, right: 400, y, size: 10, pieces: [piece] }
}

function page(number: number, lastLine: string): PageLine[] {
  return [
    line(number, 780, 'Advance unedited version'),
    line(number, 740, `The committee speaks on page ${number} of herrings and of the sea.`),
    line(number, 728, `${['One', 'Two', 'Three', 'Four'][number - 1]} goes on to the next line.`),
    line(number, 60, lastLine),
  ]
}

const kept = (pages: readonly PageLine[][]) => withoutMargins(pages).pages.map((lines) => lines.map(textOfLine).at(-1))

test('a note that says “Ibid.” at the foot of many pages is no page furniture', () => {
  const lines = ['9 Ibid., para. 41.', '10 Ibid., para. 15.', '11 Ibid., para. 21.', '12 Ibid., para. 23.']
  assert.deepEqual(kept(lines.map((text, index) => page(index + 1, text))), lines)
})

test('a footer that differs in its page number alone is page furniture', () => {
  const pages = [1, 2, 3, 4].map((number) => page(number, `Herrings and the sea ${number}`))
  assert.deepEqual(
    kept(pages),
    ['One', 'Two', 'Three', 'Four'].map((which) => `${which} goes on to the next line.`),
  )
})

test('a symbol that fills a line of the first paragraph does not make a front page of what stands above it', () => {
  const first = [
    line(1, 780, 'CAT/C/SOT/CO/3'),
    line(1, 740, 'Concluding observations on the third periodic report of Sotoland'),
    line(1, 700, '1. The committee read the third periodic report of Sotoland, which is called'),
    line(1, 688, 'CAT/C/SOT/3'),
    line(1, 676, 'and is short.'),
  ]
  const { pages, furniture } = withoutMargins([first])
  assert.deepEqual(furniture, ['CAT/C/SOT/CO/3'])
  assert.equal(pages[0]?.length, 4)
})

test('page numbers and the number of the job in any of their forms are page furniture', () => {
  const forms = ['GE.23-01234', '4 | Page', '4 | P a g e', 'Page | 4', '- 4 -', '4/12', 'GE.23-01234 (E)']
  for (const form of forms) assert.deepEqual(kept([[...page(1, form)]]), ['One goes on to the next line.'], form)
})
