import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutPageFeet } from './page-feet.ts'

const PAGE = ['12.  The pier is old,3 and so are', 'the boats.', '']

test('notes at the foot of a page leave its text, those that run over two lines whole', () => {
  const { text, notes } = withoutPageFeet(
    `${[...PAGE, '3   CAT/C/SOT/CO/2, paras. 4', '    and 5.', '4   Ibid.', '', '7'].join('\n')}\f13.  Next page.\n`,
  )
  assert.equal(text, `${PAGE.slice(0, 2).join('\n')}\n\n13.  Next page.\n`)
  assert.deepEqual(notes, [
    { label: '3', text: 'CAT/C/SOT/CO/2, paras. 4 and 5.' },
    { label: '4', text: 'Ibid.' },
  ])
})

test('a rule of underscores parts notes from text without an empty line', () => {
  const { text, notes } = withoutPageFeet('The boats.\n______________\n*  Adopted at its tenth session.\n\f2.  More.')
  assert.equal(text, 'The boats.\n2.  More.')
  assert.deepEqual(notes, [{ label: '*', text: 'Adopted at its tenth session.' }])
})

test('the number of the job beside the number of the page is no note', () => {
  const { notes } = withoutPageFeet('The boats.\n\n3   Ibid.\n\n2   GE.31-04711\n\f2.  More.')
  assert.deepEqual(notes, [{ label: '3', text: 'Ibid.' }])
})

test('labels that a converter stacked above their notes each get their own', () => {
  const foot = [
    '________________',
    '*',
    '1',
    '2',
    '',
    'Adopted at its tenth session,',
    'in spring.',
    'CAT/C/SOT/3.',
    'Ibid.',
    '',
  ]
  assert.deepEqual(withoutPageFeet(`The boats.\n${foot.join('\n')}\f2.  More.`).notes, [
    { label: '*', text: 'Adopted at its tenth session, in spring.' },
    { label: '1', text: 'CAT/C/SOT/3.' },
    { label: '2', text: 'Ibid.' },
  ])
})

const NO_FEET: Readonly<Record<string, string>> = {
  'paragraphs and items below an empty line': 'Text.\n\n12.  The pier.\n(a)  One;\f13.  Next.',
  'a figure above items': 'Text.\n\n12  boats\n(a)  One;\f13.  Next.',
  'figures that do not follow each other': 'Text.\n\n12  boats\n40  piers\f13.  Next.',
  'a page number alone': 'Text.\n\n12\n\f13.  Next.',
  'a recommendation of a review': 'Text.\n\n6.12  Mend the pier (Utopia);\f7.  Next.',
  'a text without pages': 'Text.\n\n3   Ibid.',
}

for (const [name, text] of Object.entries(NO_FEET)) {
  test(`${name}: nothing is a note`, () => assert.deepEqual(withoutPageFeet(text).notes, []))
}
