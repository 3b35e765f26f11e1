/** Cells of the Index with their dirt: several values, spaces, asterisks, dates, markup, words split by scanning. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clean, codesOf, idOf, one, sheet } from './fixtures/export.ts'

test('a clean row comes out whole and without a doubt', async () => {
  assert.deepEqual(await one(clean()), {
    row: 2,
    annotationId: idOf(1),
    symbol: 'CMW/C/AZE/CO/3',
    body: 'CMW',
    states: ['AZE'],
    paragraph: '12',
    heading: null,
    text: 'The Committee recommends that the State party open its clinics at night.',
    themes: ['Right to health'],
    peopleConcerned: ['Migrants'],
    sdgTargets: ['3.8'],
    sdgGoals: [],
    publishedOn: '2021-11-02',
    type: 'recommendation',
    upr: null,
    doubts: [],
  })
})

test('several values in a cell, apart by line feeds and hyphens, are several values', async () => {
  const row = await one(
    clean({
      Themes: '- Right to health\n- Non-discrimination\r\n- Right to health',
      'Affected Persons': '- Women & girls\n- Migrants',
      Sdgs: '- 3.8\n- 10.c\n- TARGET 16.3: promote the rule of law\n- 5 - GENDER EQUALITY',
    }),
  )
  assert.deepEqual(row.themes, ['Right to health', 'Non-discrimination'])
  assert.deepEqual(row.peopleConcerned, ['Women & girls', 'Migrants'])
  assert.deepEqual(row.sdgTargets, ['3.8', '10.c', '16.3'])
  assert.deepEqual(row.sdgGoals, ['5'])
})

test('a hyphen inside a label, and a label that goes on in the next line, stay whole', async () => {
  const { rows } = await sheet(
    clean({ Themes: '- Right to work - decent conditions\n- Freedom of movement and\nresidence' }),
  )
  assert.deepEqual(rows[0]?.themes, ['Right to work - decent conditions', 'Freedom of movement and residence'])
})

test('double spaces, spaces at the end and non-breaking spaces make no new label', async () => {
  const row = await one(
    clean({ Themes: '- Right  to\u00a0health \n- Right to health', 'Document Symbol': ' CMW/C/AZE/CO/3 \u00a0' }),
  )
  assert.deepEqual(row.themes, ['Right to health'])
  assert.equal(row.symbol, 'CMW/C/AZE/CO/3')
})

test('trailing asterisks are no part of a name', async () => {
  const row = await one(clean({ 'Countries Concerned': '- Azerbaijan*\n- Kosovo *', Themes: '- Right to health **' }))
  assert.deepEqual(row.states, ['AZE'])
  assert.deepEqual(row.themes, ['Right to health'])
  assert.deepEqual(row.doubts, [{ code: 'unknown-state', detail: 'Kosovo' }])
})

const dates = [
  ['a serial number', 44502, '2021-11-02', []],
  ['a serial number with the fraction of noon', 44502.5, '2021-11-02', []],
  ['a serial number with a fraction of an hour', 44502.0416666667, '2021-11-02', []],
  ['midnight in Geneva in winter, said in universal time', 44501.9583333333, '2021-11-02', ['date-near-midnight']],
  ['midnight in Geneva in summer, said in universal time', 44440.9166666667, '2021-09-02', ['date-near-midnight']],
  ['a serial number as text', '44502.25', '2021-11-02', []],
  ['an ISO date', '2021-11-02', '2021-11-02', []],
  ['an ISO time', '2021-11-02T00:00:00', '2021-11-02', []],
  ['day, month and year', '02/11/2021', '2021-11-02', []],
  ['the day before the first of March 1900', 60.0001, '1900-02-28', []],
  ['nothing', null, null, []],
  ['a word', 'soon', null, ['date-unreadable']],
  ['a day that no month has', '2021-02-31', null, ['date-unreadable']],
  ['a number that is no day', -3, null, ['date-unreadable']],
] as const

for (const [what, printed, day, doubts] of dates) {
  test(`a date given as ${what} is read, or doubted`, async () => {
    const row = await one(clean({ 'Document Publication Date': printed }))
    assert.equal(row.publishedOn, day)
    assert.deepEqual(codesOf(row), doubts)
  })
}

test('a cell formatted as a date is the same day', async () => {
  const { rows } = await sheet(clean({ 'Document Publication Date': new Date(Date.UTC(2021, 10, 2)) }))
  assert.equal(rows[0]?.publishedOn, '2021-11-02')
})

test('markup is taken off, entities are read, and a tag inside a word does not split it', async () => {
  const row = await one(
    clean({
      Text: '<p>12.&nbsp;The Com<b>mit</b>tee&rsquo;s view:</p><ul><li>open <i>clinics</i> &amp; schools</li></ul><script>x()</script>',
    }),
  )
  assert.equal(row.paragraph, '12')
  assert.equal(row.text, 'The Committee’s view: open clinics & schools')
})

test('a sign of "less than" that is no markup stays', async () => {
  const row = await one(clean({ Text: '12. The share is < 5 per cent & falling.' }))
  assert.equal(row.text, 'The share is < 5 per cent & falling.')
})

test('a word broken at the end of a line, or by a soft hyphen, is whole again', async () => {
  const row = await one(clean({ Text: '12. The Commit-\ntee recom\u00admends opening the clinics.' }))
  assert.equal(row.text, 'The Committee recommends opening the clinics.')
})

test('a word that scanning has split is joined where the export itself knows it, and the joint is told', async () => {
  const row = await one(clean({ Text: '12. The Com mittee recom mends that the State party open cli nics.' }))
  assert.equal(row.text, 'The Committee recommends that the State party open cli nics.')
  assert.deepEqual(row.doubts, [{ code: 'words-joined', detail: 'Committee, recommends' }])
})

test('two words that could be one are left alone', async () => {
  const texts = ['12. A school in formation.', '13. The formation of staff.', '14. A class in formation and in form.']
  const rows = texts.map((Text, index) => clean({ Text, 'OHCHR Annotation Id': idOf(index + 1) }))
  const result = await sheet(...rows)
  assert.deepEqual(
    result.rows.map((row) => row.text),
    texts.map((text) => text.slice(4)),
  )
})
