import assert from 'node:assert/strict'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { Unreadable } from '../intake/index.ts'
import type { IndexExport, IndexRow, RefusedRow } from './index.ts'
import { readIndexExport } from './index.ts'

/** Headers as the Index spells them. */
const HEADERS = [
  'Text',
  'Countries Concerned',
  'Reccomending Body',
  'Document Symbol',
  'Themes',
  'Affected Persons',
  'Sdgs',
  'Document Publication Date',
  'UPR Reccomending States',
  'UPR Position',
  'Type',
  'OHCHR Annotation Id',
  'UPR Session',
  'Regions Concerned',
  'Recommending Regions',
  'Date of publication on UHRI',
] as const
type Row = Partial<Record<(typeof HEADERS)[number], ExcelJS.CellValue>>

const KEYS: Readonly<Record<string, string>> = {
  Text: 'Text',
  'Countries Concerned': 'Countries',
  'Reccomending Body': 'Body',
  'Document Symbol': 'Symbol',
  Themes: 'Themes',
  'Affected Persons': 'AffectedPersons',
  Sdgs: 'Sdgs',
  'Document Publication Date': 'PublicationDate',
  Type: 'AnnotationType',
  'OHCHR Annotation Id': 'AnnotationId',
}

function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

/** A clean row, of which each test dirties one cell. */
function clean(changes: Row = {}): Row {
  return {
    Text: '12. The Committee recommends that the State party open its clinics at night.',
    'Countries Concerned': '- Azerbaijan',
    'Reccomending Body': '- CMW',
    'Document Symbol': 'CMW/C/AZE/CO/3',
    Themes: '- Right to health',
    'Affected Persons': '- Migrants',
    Sdgs: '- 3.8',
    'Document Publication Date': 44502,
    Type: '- Recommendations',
    'OHCHR Annotation Id': idOf(1),
    ...changes,
  }
}

async function workbook(rows: readonly Row[], headers: readonly string[] = HEADERS): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Export')
  sheet.addRow([...headers])
  for (const row of rows) sheet.addRow(HEADERS.map((header) => row[header] ?? null))
  return new Uint8Array(await book.xlsx.writeBuffer())
}

async function sheet(...rows: readonly Row[]): Promise<IndexExport> {
  return readIndexExport(await workbook(rows), 'xlsx')
}

/** The same row as the JSON export gives it: lists where the sheet has lines. */
function json(...rows: readonly Row[]): Promise<IndexExport> {
  const lists = new Set(['Countries', 'Themes', 'AffectedPersons', 'Sdgs'])
  const records = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([header, value]) => {
        const key = KEYS[header]
        if (key === undefined) return []
        return [
          [
            key,
            lists.has(key) && typeof value === 'string'
              ? value.split('\n').map((one) => one.replace(/^- /, ''))
              : value,
          ],
        ]
      }),
    ),
  )
  return readIndexExport(JSON.stringify(records), 'json')
}

/** The one row that was taken in, by each form of the file; the two must agree. */
async function one(row: Row): Promise<IndexRow> {
  const [ofSheet, ofJson] = await Promise.all([sheet(row), json(row)])
  assert.deepEqual(ofSheet.refused, [])
  const [first, second] = [ofSheet.rows[0], ofJson.rows[0]]
  assert.ok(first && second)
  assert.deepEqual({ ...second, row: 0, upr: null }, { ...first, row: 0, upr: null })
  return first
}

async function refusal(row: Row): Promise<RefusedRow> {
  const { rows, refused } = await sheet(row, clean({ 'OHCHR Annotation Id': idOf(2) }))
  assert.equal(rows.length, 1, 'the sound row beside it is taken in')
  assert.equal(refused.length, 1)
  return refused[0] ?? { row: 0, reason: 'empty', detail: '' }
}

const codesOf = (row: IndexRow) => row.doubts.map((doubt) => doubt.code)

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

test('the type may be missing, an identifier, or a word that nobody knows: each is a doubt, none a guess', async () => {
  for (const [printed, code] of [
    [null, 'type-missing'],
    [idOf(9), 'type-is-identifier'],
    ['- Dialogue', 'type-unknown'],
  ] as const) {
    const row = await one(clean({ Type: printed }))
    assert.equal(row.type, null)
    assert.deepEqual(codesOf(row), [code])
  }
})

test('the types of the Index are told apart', async () => {
  const types = await Promise.all(
    ['- Recommendations', '- Concerns/Observations', '- Positive aspects', '- Voluntary pledges'].map(
      async (Type) => (await one(clean({ Type }))).type,
    ),
  )
  assert.deepEqual(types, ['recommendation', 'concern', 'positive', 'pledge'])
})

test('one body under its two names is one body', async () => {
  const names = [
    '- CMW',
    '- Committee on Migrant Workers',
    'CMW - Committee on the Protection of the Rights of All Migrant Workers and Members of Their  Families',
  ]
  for (const name of names) assert.equal((await one(clean({ 'Reccomending Body': name }))).body, 'CMW', name)
  for (const [name, code] of [
    ['Human Rights Committee', 'CCPR'],
    ['CCPR', 'CCPR'],
    ['Universal Periodic Review', 'UPR'],
    ['UPR', 'UPR'],
  ] as const) {
    const { rows } = await sheet(clean({ 'Reccomending Body': name, 'Document Symbol': 'A/HRC/39/14' }))
    assert.equal(rows[0]?.body, code, name)
  }
})

test('a mandate without an abbreviation keeps its name', async () => {
  const name = 'Special Rapporteur on the human rights of migrants'
  const row = await one(clean({ 'Reccomending Body': `- ${name}`, 'Document Symbol': 'A/HRC/20/24/Add.2' }))
  assert.equal(row.body, name)
  assert.deepEqual(row.doubts, [])
})

test('a body that is missing comes from the symbol, one that contradicts it stays, and both are told', async () => {
  const missing = await one(clean({ 'Reccomending Body': null }))
  assert.deepEqual([missing.body, codesOf(missing)], ['CMW', ['body-from-symbol']])
  const other = await one(clean({ 'Reccomending Body': '- CEDAW' }))
  assert.deepEqual([other.body, codesOf(other)], ['CEDAW', ['body-differs-from-symbol']])
})

test('States come by name, in the Index’s own forms, and by code', async () => {
  const cases = [
    ['- Türkiye\n- AZ\n- KGZ', ['TUR', 'AZE', 'KGZ']],
    ['- Bolivia (Plurinational State of)', ['BOL']],
    ['- Democratic Republic of the Congo', ['COD']],
    ['- Republic of Korea', ['KOR']],
    ["- Côte d'Ivoire", ['CIV']],
    ['- Niger\n- Nigeria', ['NER', 'NGA']],
    ['- GB', ['GBR']],
  ] as const
  for (const [printed, states] of cases) {
    const row = await one(clean({ 'Countries Concerned': printed, 'Document Symbol': 'A/HRC/1/2' }))
    assert.deepEqual(row.states, states, printed)
    assert.deepEqual(row.doubts, [])
  }
})

test('a row without a country takes the one in its symbol, in doubt', async () => {
  const row = await one(clean({ 'Countries Concerned': null }))
  assert.deepEqual(row.states, ['AZE'])
  assert.deepEqual(row.doubts, [{ code: 'state-from-symbol', detail: 'AZE' }])
})

test('a country that is not the symbol’s is told', async () => {
  assert.deepEqual(codesOf(await one(clean({ 'Countries Concerned': '- Georgia' }))), ['state-differs-from-symbol'])
})

test('the number of the paragraph is found behind its heading', async () => {
  const cases = [
    ['Rural women 49.The Committee is told little.', 'Rural women', '49', 'The Committee is told little.'],
    ['Rural women49. The Committee is told little.', 'Rural women', '49', 'The Committee is told little.'],
    [
      '<h3>Rural women</h3><p>49. The Committee is told little.</p>',
      'Rural women',
      '49',
      'The Committee is told little.',
    ],
    ['Articles 76–77 13. The Committee asks again.', 'Articles 76–77', '13', 'The Committee asks again.'],
    ['49. The Committee is told little.', null, '49', 'The Committee is told little.'],
    ['49.(a) Open the clinics;', null, '49(a)', 'Open the clinics;'],
    ['49 (b) Open the schools;', null, '49(b)', 'Open the schools;'],
    ['141.97 Open the clinics (Chile);', null, '141.97', 'Open the clinics (Chile);'],
    ['141.97. Open the clinics (Chile);', null, '141.97', 'Open the clinics (Chile);'],
    ['Health care (art. 28) 44. The Committee asks again.', 'Health care (art. 28)', '44', 'The Committee asks again.'],
  ] as const
  for (const [Text, heading, paragraph, text] of cases) {
    const row = await one(clean({ Text }))
    assert.deepEqual([row.heading, row.paragraph, row.text], [heading, paragraph, text], Text)
  }
})

test('a number that belongs to the sentence is not taken for a paragraph', async () => {
  const texts = [
    'In the light of general comment No. 5. The State should act.',
    'The Committee recalls article 76. The State should act.',
    'The Committee is glad of the law of 2018. It asks for more.',
    'The Committee notes that the number fell to 12. It asks for more.',
    'Ensure that nobody is held for more than 24 hours.',
    '2018 was a year of reform.',
  ]
  for (const Text of texts) {
    const row = await one(clean({ Text }))
    assert.deepEqual([row.heading, row.paragraph, row.text], [null, null, Text])
  }
})

test('an item whose paragraph is not said is told', async () => {
  assert.deepEqual(codesOf(await one(clean({ Text: '(b) Open the schools;' }))), ['item-without-paragraph'])
})

test('a recommendation of the universal periodic review brings its States, position and session', async () => {
  const { rows } = await sheet(
    clean({
      Text: '141.97 Open the clinics (Chile, Norway);',
      'Reccomending Body': '- UPR',
      'Document Symbol': 'A/HRC/39/14 - Para. 141.97',
      'UPR Reccomending States': '- Chile\n- Norway*\n- Atlantis',
      'UPR Position': '- Supported',
      'UPR Session': 30,
    }),
  )
  assert.equal(rows[0]?.symbol, 'A/HRC/39/14')
  assert.equal(rows[0]?.paragraph, '141.97')
  assert.deepEqual(rows[0]?.upr, { recommendingStates: ['CHL', 'NOR'], position: 'supported', session: '30' })
  assert.deepEqual(rows[0]?.doubts, [{ code: 'unknown-state', detail: 'Atlantis' }])
})

test('positions are told apart; supported and noted together is in part', async () => {
  const positions = ['Supported', 'Noted', 'Supported/Noted', 'Partially supported', 'Rejected', 'Accepted', 'Pending']
  const read = await Promise.all(
    positions.map(async (position) => (await sheet(clean({ 'UPR Position': position }))).rows[0]?.upr?.position),
  )
  assert.deepEqual(read, ['supported', 'noted', 'in-part', 'in-part', 'noted', 'supported', null])
})

const refusals = [
  ['a row without text', { Text: null }, 'no-text'],
  ['a row of markup alone', { Text: '<p>&nbsp;</p>' }, 'no-text'],
  ['a row that is only "Annex"', { Text: 'Annex' }, 'no-content'],
  ['a row that is only "Annex II."', { Text: 'Annex II.' }, 'no-content'],
  ['a row that is only "1"', { Text: '1' }, 'no-content'],
  ['a row that is only the number 1', { Text: 1 }, 'no-content'],
  ['a row of dashes', { Text: '- - -' }, 'no-content'],
  ['a row without a symbol', { 'Document Symbol': null }, 'no-symbol'],
  ['a row of no State', { 'Countries Concerned': null, 'Document Symbol': 'A/HRC/39/14' }, 'no-state'],
  ['a row of an unknown State', { 'Countries Concerned': 'Atlantis', 'Document Symbol': 'A/HRC/39/14' }, 'no-state'],
] as const

for (const [what, changes, reason] of refusals) {
  test(`${what} is refused by name, and its neighbour is not`, async () => {
    const refused = await refusal(clean(changes))
    assert.deepEqual([refused.row, refused.reason], [2, reason])
  })
}

test('empty rows between are refused as empty, each with its number', async () => {
  const result = await sheet(clean(), {}, {}, clean({ 'OHCHR Annotation Id': idOf(2) }))
  assert.deepEqual(result.refused, [
    { row: 3, reason: 'empty', detail: '' },
    { row: 4, reason: 'empty', detail: '' },
  ])
  assert.deepEqual(
    result.rows.map((row) => row.row),
    [2, 5],
  )
})

test('an identifier that comes twice is refused the second time, and the first is named', async () => {
  const result = await sheet(
    clean(),
    clean({ Text: '13. Another text altogether.', 'OHCHR Annotation Id': idOf(1).toUpperCase() }),
  )
  assert.equal(result.rows.length, 1)
  assert.deepEqual(result.refused, [{ row: 3, reason: 'duplicate-id', detail: '2' }])
})

test('a refused row does not use its identifier up', async () => {
  const result = await sheet(clean({ Text: 'Annex' }), clean())
  assert.equal(result.rows[0]?.row, 3)
})

test('a row without an identifier is taken in, in doubt', async () => {
  const row = await one(clean({ 'OHCHR Annotation Id': null }))
  assert.equal(row.annotationId, null)
  assert.deepEqual(codesOf(row), ['no-annotation-id'])
})

test('headers are known in any spelling, order and case, even under a title', async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('About').addRow(['Exported by somebody'])
  const page = book.addWorksheet('Data')
  page.addRow(['Search results'])
  page.addRow([])
  page.addRow(['document symbol ', 'Recommending Body', 'TEXT', 'Countries  Concerned', 'Something new'])
  page.addRow(['CMW/C/AZE/CO/3', 'CMW', '12. Open the clinics.', 'Azerbaijan', 'x'])
  const { rows } = await readIndexExport(new Uint8Array(await book.xlsx.writeBuffer()), 'xlsx')
  assert.deepEqual([rows[0]?.row, rows[0]?.symbol, rows[0]?.paragraph], [4, 'CMW/C/AZE/CO/3', '12'])
})

test('rich text, links and formulas are read as a reader sees them', async () => {
  const { rows } = await sheet(
    clean({
      Text: { richText: [{ text: '12. Open the ' }, { font: { bold: true }, text: 'clinics.' }] },
      'Document Symbol': { text: 'CMW/C/AZE/CO/3', hyperlink: 'https://example.org' },
      Type: { formula: '"Recommendations"', result: 'Recommendations' },
    }),
  )
  assert.deepEqual(
    [rows[0]?.text, rows[0]?.symbol, rows[0]?.type],
    ['Open the clinics.', 'CMW/C/AZE/CO/3', 'recommendation'],
  )
})

test('JSON may wrap its list, hold objects for labels, and entries that are no records', async () => {
  const record = {
    AnnotationId: idOf(1),
    Symbol: 'CMW/C/AZE/CO/3',
    Text: '<p>12. Open the clinics.</p>',
    PublicationDate: '2021-11-02T00:00:00Z',
    AnnotationType: 'Recommendations',
    Countries: [{ Name: 'Azerbaijan', Code: 'AZ' }],
    Themes: [{ Name: 'Right to health ' }, null],
    Body: 'CMW',
    DocumentId: 'x',
  }
  const result = await readIndexExport(`\uFEFF${JSON.stringify({ total: 2, results: [record, null] })}`, 'json')
  assert.deepEqual(result.refused, [{ row: 2, reason: 'not-a-record', detail: '' }])
  assert.deepEqual(
    [result.rows[0]?.states, result.rows[0]?.themes, result.rows[0]?.publishedOn, result.rows[0]?.type],
    [['AZE'], ['Right to health'], '2021-11-02', 'recommendation'],
  )
})

test('an export without rows is an empty one', async () => {
  assert.deepEqual(await sheet(), { rows: [], refused: [] })
  assert.deepEqual(await readIndexExport('[]', 'json'), { rows: [], refused: [] })
})

test('a damaged file is refused as damaged, another table or JSON as of the wrong type', async () => {
  const sound = await workbook([clean()])
  const other = await workbook([], ['Name', 'Age'])
  const cases = [
    [sound.slice(0, sound.length / 2), 'xlsx', 'damaged'],
    [new TextEncoder().encode('no archive at all'), 'xlsx', 'damaged'],
    [other, 'xlsx', 'wrong-type'],
    ['{"a": [', 'json', 'damaged'],
    ['[{"a": 1}]', 'json', 'wrong-type'],
    ['"text"', 'json', 'wrong-type'],
  ] as const
  for (const [content, format, reason] of cases) {
    await assert.rejects(
      readIndexExport(content, format),
      (error) => error instanceof Unreadable && error.reason === reason,
    )
  }
})

test('whatever a list of records holds, each is taken in or refused, and nothing else goes wrong', async () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('Azerbaijan', 'CMW/C/AZE/CO/3', 44502.5, '12. Open it.'),
  )
  const record = fc.dictionary(
    fc.constantFrom('Text', 'Symbol', 'Countries', 'Body', 'Sdgs', 'PublicationDate', 'AnnotationType', 'AnnotationId'),
    value,
  )
  await fc.assert(
    fc.asyncProperty(fc.array(record), async (records) => {
      const content = JSON.stringify([{ Text: '12. Open it.', Symbol: 'CMW/C/AZE/CO/3' }, ...records])
      const { rows, refused } = await readIndexExport(content, 'json')
      assert.equal(rows.length + refused.length, records.length + 1)
    }),
    { numRuns: 300 },
  )
})

// A pattern that backtracks would take hours here; the limit is no measurement.
test('a cell made to be slow does not hold the reading up', { timeout: 120_000 }, async () => {
  const runs = [' ', '\n', '*', '-', '- ', '1.', 'a ', 'a-\n', '<p>', '&'].map((piece) => piece.repeat(100_000))
  const records = runs.flatMap((run, index) => [
    { Text: `${run}x`, Symbol: 'CMW/C/AZE/CO/3', AnnotationId: idOf(index) },
    {
      Text: '12. Open it.',
      Symbol: `CMW/C/AZE/CO/3${run}x`,
      Themes: [`${run}x`],
      Countries: `${run}x`,
      Sdgs: run,
      AnnotationType: run,
    },
  ])
  const { rows, refused } = await readIndexExport(JSON.stringify(records), 'json')
  assert.equal(rows.length + refused.length, records.length)
})

test('2,500 rows are read, none lost', async () => {
  const sentence =
    'The Committee recommends that the State party open its clinics at night and tell people in their own languages. '
  const rows = Array.from({ length: 2500 }, (_, index) =>
    clean({ Text: `${(index % 200) + 1}. ${sentence.repeat(6)}`, 'OHCHR Annotation Id': idOf(index + 1) }),
  )
  const bytes = await workbook(rows)
  const result = await readIndexExport(bytes, 'xlsx')
  assert.equal(result.rows.length, 2500)
  assert.equal(result.refused.length, 0)
})
