import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detentionDecision } from './fixtures/detention-decision.ts'
import { protectionText, signText } from './protection-text.ts'
import { ar } from './wording/ar.ts'
import { az } from './wording/az.ts'
import { en } from './wording/en.ts'
import { ru } from './wording/ru.ts'
import { tr } from './wording/tr.ts'

const placesOf = (sentence: string) => [...new Set(sentence.match(/\{\$[a-z0-9]+\}/g) ?? [])].toSorted()

test('every language says everything, in words of its own, with the same figures in it', () => {
  for (const [language, catalogue] of Object.entries({ az, ar, ru, tr }))
    for (const [key, sentence] of Object.entries(en)) {
      const own = catalogue[key as keyof typeof en] // the keys are those of English
      assert.ok(own, `${language} ${key}`)
      assert.deepEqual(placesOf(own), placesOf(sentence), `${language} ${key}`)
    }
})

test('readers are told how people are protected, with the parameters of the release', () => {
  assert.equal(
    protectionText(detentionDecision, 'en'),
    'To protect people, each figure was changed by a small random amount, at most 5 up or down. Totals were changed separately, so the parts may not add up to the total. Use the total that is shown rather than your own sum. 1–2 never appears; such figures became 0 or more than 2. A 0 means none or very few. The same figure is the same in every table. “[z]” means impossible, “[c]” means withheld to protect people. “[low]” means fewer than 3.',
  )
  for (const language of ['az', 'ar', 'ru', 'tr']) assert.match(protectionText(detentionDecision, language), /5.*2.*3/s)
})

test('without a smallest count nothing is said of one, and 1 alone is called so', () => {
  const { protection } = detentionDecision
  if (protection === null) throw new Error('the fixture is protected')
  const withSmallest = (smallest: number) =>
    protectionText({ ...detentionDecision, protection: { ...protection, smallest } }, 'en')
  assert.doesNotMatch(withSmallest(0), /never appears/)
  assert.match(withSmallest(1), / 1 never appears; such figures became 0 or more than 1\./)
})

test('exact figures are called exact and not protected', () => {
  const exact = {
    ...detentionDecision,
    protection: null,
    measures: [{ ...detentionDecision.measures[0], method: 'EXACT' }],
  }
  assert.equal(
    protectionText(exact as typeof detentionDecision, 'en'),
    'These figures are exact: they count what the State did.',
  )
})

test('a sign says what it means, with the least count of the table', () => {
  assert.equal(signText(detentionDecision, 'low', 'en'), 'fewer than 3')
  assert.equal(signText(detentionDecision, 'c', 'ar'), 'محجوب لحماية الأشخاص')
})
