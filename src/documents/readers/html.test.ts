import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SOTOLAND } from './fixtures/sotoland.ts'
import { writeHtml, writeHtmlLists } from './fixtures/write-html.ts'
import { readHtml } from './html.ts'

const PAGES = {
  'typed labels and linked notes': writeHtml(SOTOLAND, 'linked'),
  'typed labels and bare raised numbers': writeHtml(SOTOLAND, 'bare'),
  'ordered lists and linked notes': writeHtmlLists(SOTOLAND),
}

for (const [form, page] of Object.entries(PAGES)) {
  test(`a page with ${form} gives every label, text and mark`, () => {
    const { blocks, notes } = readHtml(page)
    assert.deepEqual(
      blocks.map(({ label, text, marks }) => ({ label, text, marks })),
      SOTOLAND.lines.map(({ label, text, marks }) => ({ label, text, marks })),
    )
    assert.deepEqual(notes, SOTOLAND.notes)
  })
}

const labelled = (html: string) => readHtml(html).blocks.map(({ label, text }) => [label, text])

test('scripts, styles, navigation and hidden parts are not read', () => {
  const page =
    '<nav>Home</nav><style>p{}</style><script>"<p>1. x"</script><p hidden>x</p><p style="display:none">x</p><noscript>x</noscript><p>1. Text</p>'
  assert.deepEqual(labelled(page), [['1.', 'Text']])
})

test('lists are numbered as browsers show them: start, value, type, reversed, nested', () => {
  const page =
    '<ol start="9"><li>nine<ol type="a"><li>a</li><li value="27">aa</li></ol></li><li>ten</li></ol><ol reversed><li>two</li><li>one</li></ol><ul><li>dot</li></ul>'
  assert.deepEqual(labelled(page), [
    ['9.', 'nine'],
    ['(a)', 'a'],
    ['(aa)', 'aa'],
    ['10.', 'ten'],
    ['2.', 'two'],
    ['1.', 'one'],
    ['•', 'dot'],
  ])
})

test('a list without numbers of its own keeps the typed ones', () => {
  assert.deepEqual(labelled('<ol style="list-style-type: none"><li>(a) Typed</li></ol>'), [['(a)', 'Typed']])
})

test('the label of an item belongs to its first paragraph, later ones have none', () => {
  assert.deepEqual(labelled('<ol><li><p>first</p><p>second</p></li><li>third</li></ol>'), [
    ['1.', 'first'],
    [null, 'second'],
    ['2.', 'third'],
  ])
})

test('entities are the letters they stand for', () => {
  assert.deepEqual(labelled('<p>5.&nbsp;arts. 8&ndash;35 &amp; &#8220;B&#x201D;</p>'), [['5.', 'arts. 8–35 & “B”']])
})

test('paragraphs that nobody closed, and lines parted by two breaks, are paragraphs', () => {
  assert.deepEqual(labelled('<p>1. One<p>2. Two<br>lines<br><br>3. Three'), [
    ['1.', 'One'],
    ['2.', 'Two lines'],
    ['3.', 'Three'],
  ])
})

test('notes as Word saves them in HTML are found by their links', () => {
  const page =
    '<p>1. Text<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> goes on.</p><div><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> See para. 4.</p></div></div>'
  const { blocks, notes } = readHtml(page)
  assert.deepEqual(
    blocks.map(({ text, marks }) => ({ text, marks })),
    [{ text: 'Text goes on.', marks: [{ label: '1', at: 4 }] }],
  )
  assert.deepEqual(notes, [{ label: '1', text: 'See para. 4.' }])
})

test('a raised number without a note is text', () => {
  const { blocks } = readHtml('<p>40 m<sup>2</sup> of land</p>')
  assert.deepEqual(
    blocks.map(({ text, marks }) => ({ text, marks })),
    [{ text: '40 m2 of land', marks: [] }],
  )
})

test('the front page is furniture, as a table and as lines', () => {
  assert.deepEqual(readHtml('<p>CMW/C/SOT/CO/3</p><p>Distr.: General</p><h1>Title</h1>').furniture, [
    'CMW/C/SOT/CO/3',
    'Distr.: General',
  ])
  assert.deepEqual(readHtml(writeHtml(SOTOLAND, 'bare')).furniture, ['United Nations', ...SOTOLAND.frontPage])
})

test('a page without text is refused', () => {
  assert.throws(() => readHtml('<html><body><script>1</script></body></html>'), { reason: 'no-text' })
})

test('a list that stands straight in a list keeps its own numbers', () => {
  const page =
    '<ol type="A" start="3"><li><p>Concerns</p><ol><li><p>Measures</p></ol></ol><ol type="A"><ol start="2"><li><p>Principles</p></ol></ol>'
  assert.deepEqual(
    readHtml(page).blocks.map(({ label, text }) => `${label} ${text}`),
    ['C. Concerns', '1. Measures', '2. Principles'],
  )
})
