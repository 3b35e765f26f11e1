import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText } from './text.ts'

const lines = (text: string) =>
  readText(text).blocks.map(({ label, text: content }) => (label === null ? content : `${label} ${content}`))

test('inlined marks leave the text and keep their place; bodies become notes', () => {
  const { blocks, notes } = readText(
    '1.\tSalt[footnoteRef:2] and bread.[footnoteRef:3] [2: \tA/1 [see [A/2]].]  [3: \t\tA/3.] \n',
  )
  assert.deepEqual(
    blocks.map(({ label, text, marks }) => ({ label, text, marks })),
    [
      {
        label: '1.',
        text: 'Salt and bread.',
        marks: [
          { label: '2', at: 4 },
          { label: '3', at: 15 },
        ],
      },
    ],
  )
  assert.deepEqual(notes, [
    { label: '2', text: 'A/1 [see [A/2]].' },
    { label: '3', text: 'A/3.' },
  ])
})

test('a body that never ends stays in the text, with a doubt', () => {
  const { blocks, doubts } = readText('1. Salt[footnoteRef:2] [2: no end')
  assert.match(blocks[0]?.text ?? '', /no end/)
  assert.equal(doubts.length, 1)
})

test('brackets that no mark answers are text', () => {
  assert.deepEqual(lines('1. The price [2: old] of salt.'), ['1. The price [2: old] of salt.'])
})

test('a title loses its asterisk, the note behind an asterisk becomes a note', () => {
  const { blocks, notes } = readText('Concluding observations on Sotoland*\n\n* Adopted at its tenth session.\n')
  assert.deepEqual(
    blocks.map(({ text, marks }) => ({ text, marks })),
    [{ text: 'Concluding observations on Sotoland', marks: [{ label: '*', at: 35 }] }],
  )
  assert.deepEqual(notes, [{ label: '*', text: 'Adopted at its tenth session.' }])
})

test('line ends, marks of byte order, hard spaces and soft hyphens of all systems are read', () => {
  assert.deepEqual(lines('\uFEFF1.\u00A0The Com\u00ADmittee\r\n2. It\u202Facts\r3. So'), [
    '1. The Committee',
    '2. It acts',
    '3. So',
  ])
})

test('numbers are read however they were typed', () => {
  assert.deepEqual(lines('12 . The Committee\n13\tThe State\n14. Bread\n15.The sea'), [
    '12. The Committee',
    '13. The State',
    '14. Bread',
    '15. The sea',
  ])
})

test('labels that lost the space behind them are labels', () => {
  assert.deepEqual(lines('A.Introduction\n(a)Adopt a law\nb)Adopt another'), [
    'A. Introduction',
    '(a) Adopt a law',
    'b) Adopt another',
  ])
})

test('hard-wrapped lines are joined; headings, items and paragraphs begin anew', () => {
  const text = [
    'Bread and salt',
    '9. The Committee is concerned that bread is dear and that salt, which is',
    'needed in each house, is taxed in all of the islands since the year of',
    '2021. The tax weighs on the poor.',
    'Ferries',
    '10. The Committee recommends that the State party:',
    '(a) Lower the price of bread in all the villages of the islands, and co-',
    'operate with bakers;',
    '(b) End the tax.',
  ].join('\n')
  assert.deepEqual(lines(text), [
    'Bread and salt',
    '9. The Committee is concerned that bread is dear and that salt, which is needed in each house, is taxed in all of the islands since the year of 2021. The tax weighs on the poor.',
    'Ferries',
    '10. The Committee recommends that the State party:',
    '(a) Lower the price of bread in all the villages of the islands, and co-operate with bakers;',
    '(b) End the tax.',
  ])
})

test('the front page, page numbers and repeated symbols are furniture', () => {
  const { blocks, furniture } = readText(
    'United Nations\nCCPR/C/SOT/CO/4\nDistr.: General\nOriginal: English\nConcluding observations\n1. The Committee\n2\nGE.21-14882 (E)\n2. It acts',
  )
  assert.deepEqual(furniture, [
    'United Nations',
    'CCPR/C/SOT/CO/4',
    'Distr.: General',
    'Original: English',
    '2',
    'GE.21-14882 (E)',
  ])
  assert.equal(blocks.length, 3)
})

test('raised figures are marks', () => {
  const { blocks } = readText('1. The report of Sotoland² was read.¹²')
  assert.deepEqual(blocks[0]?.marks, [
    { label: '2', at: 22 },
    { label: '12', at: 32 },
  ])
})

test('Arabic numbers before a dash are paragraph numbers, chapters are named after letters', () => {
  assert.deepEqual(lines('ألف- مقدمة\n1- نظرت اللجنة\n٢ - ترحب اللجنة'), [
    'ألف. مقدمة',
    '1. نظرت اللجنة',
    '٢. ترحب اللجنة',
  ])
})

test('an empty text is an empty document', () => {
  assert.deepEqual(readText(' \n\t\n').blocks, [])
})

test('a reference that a line break parts is no paragraph', () => {
  const text = `5. The Committee draws attention to the measures on bread that it asks for here (para.
6) and to those on salt, and it recalls its own general comment on herrings, No.
5 (2021), and articles of the Convention (arts.
8–35) that speak of it.
6. The Committee recommends bread.`
  assert.deepEqual(lines(text), [
    '5. The Committee draws attention to the measures on bread that it asks for here (para. 6) and to those on salt, and it recalls its own general comment on herrings, No. 5 (2021), and articles of the Convention (arts. 8–35) that speak of it.',
    '6. The Committee recommends bread.',
  ])
})
