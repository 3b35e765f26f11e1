import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDocx } from './docx.ts'
import { SOTOLAND } from './fixtures/sotoland.ts'
import { rewritePart, writeDocx } from './fixtures/write-docx.ts'

for (const numbered of ['typed', 'automatic'] as const) {
  test(`a Word file with ${numbered} numbers gives every label, text and mark`, async () => {
    const { blocks, notes } = await readDocx(await writeDocx(SOTOLAND, numbered))
    assert.deepEqual(
      blocks.map(({ label, text, marks }) => ({ label, text, marks })),
      SOTOLAND.lines.map(({ label, text, marks }) => ({ label, text, marks })),
    )
    assert.deepEqual(notes, SOTOLAND.notes)
  })
}

const plain = await writeDocx({ ...SOTOLAND, lines: [], notes: SOTOLAND.notes }, 'typed')

/** Reads a Word file whose body is this, in the styles and with the notes of the fixture. */
async function readBody(body: string, rewrite: (docx: Uint8Array) => Uint8Array = (docx) => docx) {
  const docx = rewritePart(plain, 'word/document.xml', (xml) =>
    xml.replace(/<w:body>.*<\/w:body>/s, `<w:body>${body}</w:body>`),
  )
  return readDocx(rewrite(docx))
}

const run = (text: string, properties = '') =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (content: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`
const textsOf = (document: Awaited<ReturnType<typeof readDocx>>) => document.blocks.map(({ text }) => text)

test('the front page and the margins are furniture, not text', async () => {
  const { furniture, blocks } = await readDocx(await writeDocx(SOTOLAND, 'typed'))
  assert.deepEqual(furniture, [
    'United Nations',
    'CMW/C/SOT/CO/3',
    'International Convention on Ferries',
    'Distr.: General',
    '12 April 2031',
    'Original: English',
    'GE.31-04711 (E)',
  ])
  assert.equal(blocks[0]?.style, 'title')
})

test('the styles of the UN template tell title, headings and their depth', async () => {
  const { blocks } = await readDocx(await writeDocx(SOTOLAND, 'typed'))
  const seen = SOTOLAND.lines.map(({ kind }, index) =>
    [kind, blocks[index]?.style, blocks[index]?.level, blocks[index]?.emphasis].join(' '),
  )
  assert.deepEqual(
    [...new Set(seen)],
    [
      'title title 1 bold',
      'chapter heading 2 bold',
      'paragraph body  ',
      'item body  ',
      'heading heading 3 bold',
      'topic heading 4 italic',
      'subitem body  ',
    ],
  )
})

test('deleted text is left out, inserted text is kept, moved text stands where it was moved to', async () => {
  const body =
    paragraph(
      `${run('The State ')}<w:del>${'<w:r><w:delText>party</w:delText></w:r>'}</w:del><w:ins>${run('Party')}</w:ins>`,
    ) +
    paragraph(`<w:moveFrom>${run('moved')}</w:moveFrom>${run('a')}`) +
    paragraph(`<w:moveTo>${run('moved')}</w:moveTo>${run(' here')}`)
  assert.deepEqual(textsOf(await readBody(body)), ['The State Party', 'a', 'moved here'])
})

test('paragraphs between which the mark was deleted are one, and count as one', async () => {
  const body =
    paragraph(run('1.\tOne '), '<w:rPr><w:del/></w:rPr>') + paragraph(run('and the same')) + paragraph(run('2.\tTwo'))
  assert.deepEqual(textsOf(await readBody(body)), ['One and the same', 'Two'])
})

test('rows that were deleted are left out', async () => {
  const row = (text: string, properties: string) =>
    `<w:tr><w:trPr>${properties}</w:trPr><w:tc>${paragraph(run(text))}</w:tc></w:tr>`
  assert.deepEqual(textsOf(await readBody(`<w:tbl>${row('gone', '<w:del/>')}${row('kept', '')}</w:tbl>`)), ['kept'])
})

test('hidden text, field codes and former properties are left out; field results are kept', async () => {
  const field =
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:t>code</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
  const body = paragraph(
    `${run('hidden', '<w:vanish/>')}${field}${run('36')}<w:r><w:fldChar w:fldCharType="end"/></w:r>${run(' above', '<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>')}`,
  )
  assert.deepEqual(textsOf(await readBody(body)), ['36 above'])
})

test('a text box is read once, behind the paragraph it is anchored in', async () => {
  const box = (text: string) => `<w:txbxContent>${paragraph(run(text))}</w:txbxContent>`
  const both = `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${box('boxed')}</mc:Choice><mc:Fallback><w:pict>${box('boxed')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`
  assert.deepEqual(textsOf(await readBody(paragraph(run('before') + both) + paragraph(run('after')))), [
    'before',
    'boxed',
    'after',
  ])
})

test('a drawing that older programs do not know is read in its only form', async () => {
  const box = `<w:txbxContent>${paragraph(run('boxed'))}</w:txbxContent>`
  const only = `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>`
  assert.deepEqual(textsOf(await readBody(paragraph(only) + paragraph(run('after')))), ['boxed', 'after'])
})

test('hyphens that do not break, symbols and tabs are the signs that the page shows', async () => {
  const signs =
    '<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>operate</w:t><w:softHyphen/><w:tab/><w:t>x</w:t><w:sym w:font="Symbol" w:char="F02A"/></w:r>'
  assert.deepEqual(textsOf(await readBody(paragraph(signs))), ['co\u2011operate x*'])
})

test('starred notes take no number, whatever sign was set', async () => {
  const mark = (id: number, sign = '') =>
    `<w:r><w:footnoteReference w:id="${id}"${sign === '' ? '' : ' w:customMarkFollows="1"'}/>${sign === '' ? '' : `<w:t>${sign}</w:t>`}</w:r>`
  const { blocks, notes } = await readBody(
    paragraph(`${run('Title')}${mark(1, '*')}${mark(2, '**')}`) +
      paragraph(`${run('Text')}${mark(3)}${run('.')}${mark(4)}`),
  )
  assert.deepEqual(
    blocks.map(({ marks }) => marks),
    [
      [
        { label: '*', at: 5 },
        { label: '**', at: 5 },
      ],
      [
        { label: '1', at: 4 },
        { label: '2', at: 5 },
      ],
    ],
  )
  assert.deepEqual(
    notes.map(({ label }) => label),
    ['*', '**', '1', '2'],
  )
})

test('a note whose mark was deleted takes no number', async () => {
  const mark = (id: number) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`
  const body = paragraph(`${run('Text')}<w:del>${mark(2)}</w:del>${mark(3)}`)
  const { blocks, notes } = await readBody(body)
  assert.deepEqual(blocks[0]?.marks, [{ label: '1', at: 4 }])
  assert.deepEqual(notes, [{ label: '1', text: SOTOLAND.notes[2]?.text }])
})

test('a mark whose note is missing is a doubt', async () => {
  const { doubts } = await readBody(paragraph(`${run('Text')}<w:r><w:footnoteReference w:id="77"/></w:r>`))
  assert.deepEqual(doubts, [{ at: null, what: 'The mark "1" has no note.' }])
})

test('a paragraph takes list and level from its style, and can be taken out of the list', async () => {
  const styles = (docx: Uint8Array) =>
    rewritePart(
      rewritePart(docx, 'word/styles.xml', (xml) =>
        xml.replace(
          '</w:styles>',
          '<w:style w:type="paragraph" w:styleId="ParNoG"><w:name w:val="_ Par No._G"/><w:pPr><w:numPr><w:numId w:val="40"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="ParNoG"/></w:style></w:styles>',
        ),
      ),
      'word/numbering.xml',
      (xml) =>
        xml.replace(
          '</w:numbering>',
          '<w:abstractNum w:abstractNumId="40"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/><w:pStyle w:val="ParNoG"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum><w:num w:numId="40"><w:abstractNumId w:val="40"/></w:num></w:numbering>',
        ),
    )
  const inStyle = (style: string, numbering = '') => paragraph(run('text'), `<w:pStyle w:val="${style}"/>${numbering}`)
  const { blocks } = await readBody(
    inStyle('ParNoG') +
      inStyle('ParNoG', '<w:numPr><w:ilvl w:val="1"/></w:numPr>') +
      inStyle('ParNoG', '<w:numPr><w:numId w:val="0"/></w:numPr>') +
      inStyle('Sub'),
    styles,
  )
  assert.deepEqual(
    blocks.map(({ label }) => label),
    ['5.', '(a)', null, '6.'],
  )
})
