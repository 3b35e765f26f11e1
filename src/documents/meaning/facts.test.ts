/** The small rules that read numbers, days, names and lists. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letterValue, readLabel, romanValue } from './address-label.ts'
import { after, datesIn, daysIn } from './dates.ts'
import { describeRules } from './describe-rules.ts'
import { languageOf } from './language.ts'
import { STATES } from './names/states.ts'
import { cycleIn, ordinalValue } from './ordinals.ts'
import { paragraphNumbersIn } from './paragraph-list.ts'
import { sentencesOf } from './sentences.ts'
import { stateNamedIn } from './state-name.ts'

const days = (text: string) => daysIn(text).map(({ on }) => on)

test('days are read alone, in pairs and in ranges over months and years', () => {
  assert.deepEqual(days('by 1 November 2023'), ['2023-11-01'])
  assert.deepEqual(days('held on 4 and 5 October 2021'), ['2021-10-04', '2021-10-05'])
  assert.deepEqual(days('on 30 April and 1 May 2024'), ['2024-04-30', '2024-05-01'])
  assert.deepEqual(days('(27 September–8 October 2021)'), ['2021-09-27', '2021-10-08'])
  assert.deepEqual(days('from 28 December 2029 to 4 January 2030'), ['2029-12-28', '2030-01-04'])
  assert.deepEqual(days('October 8, 2021'), ['2021-10-08'])
})

test('days are read in French, Spanish, Russian and Arabic', () => {
  assert.deepEqual(days('le 1er mars 2024 et les 4 et 5 août 2024'), ['2024-03-01', '2024-08-04', '2024-08-05'])
  assert.deepEqual(days('el 8 de octubre de 2021'), ['2021-10-08'])
  assert.deepEqual(days('28 и 29 ноября 2017 года'), ['2017-11-28', '2017-11-29'])
  assert.deepEqual(days('في 2 أيار/مايو 2014'), ['2014-05-02'])
  assert.deepEqual(days('في ٢٣ أيار/مايو ٢٠١٤'), ['2014-05-23'])
})

test('days that do not exist are not read', () => {
  assert.deepEqual(days('by 31 February 2023'), [])
  assert.deepEqual(days('2013 to 2018, 1,233 complaints'), [])
})

test('a month alone is its last day', () => {
  assert.deepEqual(datesIn('due in February 2028'), [{ on: '2028-02-29', precision: 'month', from: 7, to: 20 }])
})

test('a term counts in calendar years and months', () => {
  assert.equal(after('2021-10-08', { years: 2 }), '2023-10-08')
  assert.equal(after('2030-08-31', { months: 18 }), '2032-02-29')
})

test('ordinals in words give the cycle of a symbol', () => {
  assert.equal(ordinalValue('thirty-third'), 33)
  assert.equal(ordinalValue('twelfth'), 12)
  assert.equal(cycleIn('third periodic report'), '3')
  assert.equal(cycleIn('combined fifth and sixth periodic reports'), '5-6')
  assert.equal(cycleIn('combined twentieth to twenty-second periodic reports'), '20-22')
  assert.equal(cycleIn('initial report'), '1')
  assert.equal(cycleIn('report'), null)
})

test('labels belong to families, and letters go on after z', () => {
  assert.deepEqual(readLabel('16.'), { family: 'number', token: '16', value: 16 })
  assert.deepEqual(readLabel('141.97'), { family: 'dotted', token: '97', value: 97, parent: '141' })
  assert.deepEqual(readLabel('a)'), { family: 'item', token: 'a' })
  assert.deepEqual(readLabel('IV.'), { family: 'capital', token: 'IV' })
  assert.deepEqual(readLabel('١٦.'), { family: 'number', token: '16', value: 16 })
  assert.equal(letterValue('aa'), 27)
  assert.equal(letterValue('ab'), null)
  assert.equal(romanValue('xiv'), 14)
  assert.equal(romanValue('iiii'), null)
})

test('lists of paragraphs are read to the item, what they are about is skipped', () => {
  assert.deepEqual(paragraphNumbersIn('paragraphs 12 (a), 14 (b) and (c), 27 and 30 above'), [
    '12(a)',
    '14(b)',
    '14(c)',
    '27',
    '30',
  ])
  assert.deepEqual(
    paragraphNumbersIn('paragraph 16 (policy); paragraph 36 (due process, detention); and paragraph 60 above'),
    ['16', '36', '60'],
  )
  assert.deepEqual(paragraphNumbersIn('paragraphs 7 (b) (climate) and 9 (a) (tax) above'), ['7(b)', '9(a)'])
  assert.deepEqual(paragraphNumbersIn('paragraphs 9 (a)–(c) and 11–13'), ['9(a)', '9(b)', '9(c)', '11', '12', '13'])
  assert.deepEqual(paragraphNumbersIn('paragraphs 4, on principles, and 7, on ferries'), ['4', '7'])
  assert.deepEqual(paragraphNumbersIn('paragraphs 4 and 5 by 1 May 2030'), ['4', '5'])
  assert.deepEqual(paragraphNumbersIn('within two years, 3 reports'), [])
})

test('sentences do not end at abbreviations', () => {
  assert.deepEqual(sentencesOf('See No. 5 and para. 4. It ends here. So does “this.” And art. 7 (1).'), [
    'See No. 5 and para. 4.',
    'It ends here.',
    'So does “this.”',
    'And art. 7 (1).',
  ])
})

test('the language is told by script and common words', () => {
  assert.equal(languageOf('The Committee recommends that the State party act'), 'en')
  assert.equal(languageOf('Le Comité recommande à l’État partie de prendre des mesures pour les enfants'), 'fr')
  assert.equal(languageOf('El Comité recomienda al Estado parte que tome las medidas para los niños'), 'es')
  assert.equal(languageOf('Комитет рекомендует государству-участнику'), 'ru')
  assert.equal(languageOf('توصي اللجنة الدولة الطرف'), 'ar')
  assert.equal(languageOf('委员会建议缔约国'), 'zh')
  assert.equal(languageOf('12 34'), null)
})

test('each State is known by each of its names, and no name means two', () => {
  assert.equal(STATES.length, 199)
  assert.equal(new Set(STATES.map(({ alpha3 }) => alpha3)).size, STATES.length)
  for (const { alpha3, names } of STATES) {
    for (const name of names) assert.equal(stateNamedIn(`periodic report of ${name}`), alpha3, name)
  }
})

test('names inside longer names do not mislead', () => {
  assert.equal(stateNamedIn('third periodic report of Guinea-Bissau'), 'GNB')
  assert.equal(stateNamedIn('report of the Democratic Republic of the Congo'), 'COD')
  assert.equal(stateNamedIn('report of the Netherlands (Kingdom of the)'), 'NLD')
  assert.equal(stateNamedIn('report of the Republic of Moldova'), 'MDA')
  assert.equal(stateNamedIn('quatrième rapport périodique de la Fédération de Russie'), 'RUS')
  assert.equal(stateNamedIn('informe periódico de España'), 'ESP')
  assert.equal(stateNamedIn('report of Sotoland'), null)
  assert.equal(stateNamedIn('France and Spain'), null)
})

test('every rule is described with its phrase', () => {
  const rules = describeRules()
  assert.ok(rules.length > 40)
  for (const rule of rules) assert.ok(rule.name !== '' && rule.phrase !== '' && rule.gives !== '')
})
