import assert from 'node:assert/strict'
import { test } from 'node:test'
import { articlesIn } from './articles.ts'
import { generalCommentsIn } from './general-comments.ts'
import { instrumentsIn } from './instruments.ts'
import { citationsIn, printed } from './symbols.ts'
import { targetsIn } from './targets.ts'

/** Each case: what a document may say, the body that says it, and what it cites. */
const ARTICLES: readonly (readonly [string, string, readonly string[]])[] = [
  ['under article 8 (1) of the Convention', 'CMW', ['8(1)']],
  ['articles 1 (1) and 7 of the Convention', 'CMW', ['1(1)', '7']],
  ['in accordance with article 7 thereof', 'CMW', []],
  ['the Criminal Code (art. 12) was amended', 'CCPR', []],
  ['rights of the Convention, in accordance with article 7 thereof', 'CMW', ['7']],
  ['repeal article 318 of the Criminal Code', 'CMW', []],
  ['article 79, paragraph 8, of the Migration Code', 'CMW', []],
  ['article 70 of the Labour Code on contracts', 'CMW', []],
  ['article 22 of the International Covenant on Civil and Political Rights', 'CMW', []],
  ['article 5 of the Convention on the Rights of the Child', 'CMW', []],
  ['article 5 of the Convention on the Rights of the Child', 'CRC', ['5']],
  ['is concerned at delays (arts. 2, 9 (3) and 14)', 'CCPR', ['2', '9(3)', '14']],
  ['articles 8–35 of the Convention', 'CMW', ['8–35']],
  ['articles 16 to 18 of the Convention', 'CMW', ['16–18']],
  ['article 24 (2) (b) and (c) of the Convention', 'CRC', ['24(2)(b)', '24(2)(c)']],
  ['article 4, paragraph 2, of the Convention', 'CEDAW', ['4(2)']],
  ['paragraph 2 of article 4 of the Convention', 'CEDAW', ['4(2)']],
  ['amendment to article 20 (1) of the Convention concerning the meeting time of the Committee', 'CEDAW', ['20(1)']],
  ['article 12 of the Constitution (art. 26)', 'CCPR', ['26']],
  ['article 140 of the Convention', 'CMW', []],
  ['selon l’article 8 (par. 1) de la Convention', 'CMW', ['8(1)']],
  ['con arreglo al artículo 8 de la Convención', 'CMW', ['8']],
  ['article 8 of the Convention', 'UPR', []],
]

for (const [text, body, expected] of ARTICLES) {
  test(`${body}: “${text}” cites ${expected.join(', ') || 'no article of its treaty'}`, () => {
    assert.deepEqual(articlesIn(text, body), expected)
  })
}

const COMMENTS: readonly (readonly [string, string, readonly string[]])[] = [
  ['its general comment No. 5 (2021)', 'CMW', ['CMW No. 5 (2021)']],
  ['general comments No. 1 (2011) and No. 2 (2013)', 'CMW', ['CMW No. 1 (2011)', 'CMW No. 2 (2013)']],
  [
    'joint general comments No. 3 and No. 4 (2017) of the Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families and No. 22 and No. 23 (2017) of the Committee on the Rights of the Child on children',
    'CMW',
    ['CMW No. 3 (2017)', 'CMW No. 4 (2017)', 'CRC No. 22 (2017)', 'CRC No. 23 (2017)'],
  ],
  [
    'general recommendation No. 35 (2017) on violence, updating general recommendation No. 19',
    'CEDAW',
    ['CEDAW No. 35 (2017)', 'CEDAW No. 19'],
  ],
  [
    'general comments No. 8 (2006) on beating and No. 13 (2011) on violence',
    'CRC',
    ['CRC No. 8 (2006)', 'CRC No. 13 (2011)'],
  ],
  ['the Human Rights Committee’s general comment No. 34 (2011)', 'CRC', ['CCPR No. 34 (2011)']],
  [
    'general comment No. 14 (2000) of the Committee on Economic, Social and Cultural Rights',
    'CMW',
    ['CESCR No. 14 (2000)'],
  ],
  ['l’observation générale no 5 (2021)', 'CMW', ['CMW No. 5 (2021)']],
  ['la observación general núm. 5 (2021)', 'CMW', ['CMW No. 5 (2021)']],
  ['the ILO Convention, 1975 (No. 143), and general comment No. 2 (2013)', 'CMW', ['CMW No. 2 (2013)']],
]

for (const [text, body, expected] of COMMENTS) {
  test(`${body}: “${text.slice(0, 60)}” cites ${expected.join(', ')}`, () => {
    assert.deepEqual(generalCommentsIn(text, body), expected)
  })
}

test('targets are cited one by one, figures that only look like them are not', () => {
  assert.deepEqual(targetsIn('in line with target 17.18 of the Goals'), ['17.18'])
  assert.deepEqual(targetsIn('targets 5.1, 5.2 and 16.b of the Goals'), ['5.1', '5.2', '16.b'])
  assert.deepEqual(targetsIn('met its target 2.5 per cent'), [])
  assert.deepEqual(targetsIn('la cible 10.c et la meta 16.9'), ['10.c', '16.9'])
})

test('symbols are cited with their paragraphs, and “Ibid.” means the last before it', () => {
  const cited = (text: string) => citationsIn(text, null).citations.flatMap(printed)
  assert.deepEqual(cited('CMW/C/AZE/CO/2, paras. 25 and 43.'), ['CMW/C/AZE/CO/2, para. 25', 'CMW/C/AZE/CO/2, para. 43'])
  assert.deepEqual(cited('CMW/C/AZE/CO/2, paras. 12–14 and 20 (b).'), [
    'CMW/C/AZE/CO/2, para. 12',
    'CMW/C/AZE/CO/2, para. 13',
    'CMW/C/AZE/CO/2, para. 14',
    'CMW/C/AZE/CO/2, para. 20 (b)',
  ])
  assert.deepEqual(cited('A/HRC/39/14, paras. 141.97–141.99; ibid.'), [
    ...['A/HRC/39/14, para. 141.97', 'A/HRC/39/14, para. 141.98', 'A/HRC/39/14, para. 141.99'],
    ...['A/HRC/39/14, para. 141.97', 'A/HRC/39/14, para. 141.98', 'A/HRC/39/14, para. 141.99'],
  ])
  assert.deepEqual(cited('A/HRC/39/14, para. 141.97; and A/HRC/39/14/Add.1, para. 34.'), [
    'A/HRC/39/14, para. 141.97',
    'A/HRC/39/14/Add.1, para. 34',
  ])
  assert.deepEqual(cited('CMW/C/SR.464 and 465.'), ['CMW/C/SR.464', 'CMW/C/SR.465'])
  assert.deepEqual(cited('See CCPR/C/SOT/CO/3, para. 12 (a)–(c), and ibid., para. 15.'), [
    'CCPR/C/SOT/CO/3, para. 12 (a)',
    'CCPR/C/SOT/CO/3, para. 12 (b)',
    'CCPR/C/SOT/CO/3, para. 12 (c)',
    'CCPR/C/SOT/CO/3, para. 15',
  ])
  assert.deepEqual(cited('the CMW/CRC joint comments, and/or others'), [])
  assert.equal(citationsIn('Ibid., para. 4.', null).unresolved, 1)
})

test('a resolution is cited by its symbol where the text names its organ', () => {
  const cited = (text: string) => citationsIn(text, null).citations.flatMap(printed)
  assert.deepEqual(cited('adopted by the General Assembly on 19 December 2018 in its resolution 73/195'), [
    'A/RES/73/195',
  ])
  assert.deepEqual(cited('General Assembly resolutions 48/134 and 68/268, annex'), [
    'A/RES/48/134',
    'A/RES/68/268, annex',
  ])
  assert.deepEqual(cited('Security Council resolution 1325 (2000) on women'), ['S/RES/1325 (2000)'])
  assert.deepEqual(cited('Human Rights Council resolution 5/1 of 18 June 2007'), ['A/HRC/RES/5/1'])
  assert.deepEqual(cited('its resolution 5/1'), [])
})

const INSTRUMENTS: readonly (readonly [string, readonly string[]])[] = [
  [
    'the Migration for Employment Convention (Revised), 1949 (No. 97) of the International Labour Organization (ILO); the ILO Domestic Workers Convention, 2011 (No. 189)',
    ['Migration for Employment Convention (Revised), 1949 (No. 97)', 'ILO Domestic Workers Convention, 2011 (No. 189)'],
  ],
  [
    'the 1954 Convention relating to the Status of Stateless Persons.',
    ['1954 Convention relating to the Status of Stateless Persons'],
  ],
  [
    'the International Convention for the Protection of All Persons from Enforced Disappearance; the Paris Principles',
    ['International Convention for the Protection of All Persons from Enforced Disappearance', 'Paris Principles'],
  ],
  [
    'the Global Compact for Safe, Orderly and Regular Migration, and the Global Compact for Migration',
    ['Global Compact for Safe, Orderly and Regular Migration'],
  ],
  [
    'the Convention on the Rights of the Child and the Optional Protocol to the International Covenant on Economic, Social and Cultural Rights',
    [
      'Convention on the Rights of the Child',
      'Optional Protocol to the International Covenant on Economic, Social and Cultural Rights',
    ],
  ],
  ['carry out the Convention in the State party, and the Convention of all', []],
  [
    'the International Convention on the Protection of the Rights of All Migrant Workers and Members of Their Families',
    [],
  ],
]

for (const [text, expected] of INSTRUMENTS) {
  test(`instruments in “${text.slice(0, 70)}”`, () => {
    assert.deepEqual(instrumentsIn(text, 'CMW'), expected)
  })
}

test('a name that never ends is cut, so that no text keeps the search busy', () => {
  const endless = `the Convention on the ${'Rights of the Child and Herrings '.repeat(2000)}, 1999 (No. 7)`
  for (const name of instrumentsIn(endless, 'CMW'))
    assert.ok(name.split(' ').length <= 150, `${name.length} characters`)
})
