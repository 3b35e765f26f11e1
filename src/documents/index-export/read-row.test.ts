/** What a row means: type, body, State, paragraph, recommending States; what is uncertain is a doubt, never a guess. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clean, codesOf, idOf, one, sheet } from './fixtures/export.ts'

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
