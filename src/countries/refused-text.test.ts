import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPack, packFolder, refusedTextsOf } from './index.ts'

const isRefused = refusedTextsOf((await loadPack(packFolder('AZE'))).refusedTexts)

test('the number of an identity card, a passport, a permit is seen however it is written', () => {
  for (const text of [
    'Card AA1234567 was shown',
    'aa 1234567',
    'AA-1234567.',
    'AZE12345678',
    'AZE № 12345678',
    'P12345678',
    'паспорт C1234567',
    'number ＡＡ１２３４５６７',
    'AA١٢٣٤٥٦٧',
    'UZB123456',
  ])
    assert.ok(isRefused('document-number', text), text)
})

test('what a school writes every day is no number of a document', () => {
  for (const text of [
    '+994 50 123 45 67',
    '501234567',
    'School 12, class 5B, from 2026-09-15',
    'ISO 9001',
    'ABCDEFGHI',
    'A1234567890123',
    'room B12345',
  ])
    assert.ok(!isRefused('document-number', text), text)
})

test('words of status are seen in the languages people write, with endings and in capitals', () => {
  for (const text of [
    'VİZASI yoxdur',
    'vızasız gəlib',
    'Has no visa.',
    'her residence-card',
    'нет визы',
    'без ВНЖ',
    'پناهنده است',
    'ليس لديه تأشيرة',
    'ikamet iznı yok',
  ])
    assert.ok(isRefused('status-words', text), text)
})

test('words that only look like them are left alone', () => {
  for (const text of ['The visage of a child', 'improvised', 'He likes permutations', 'televizor', 'Ana ilə danışdıq'])
    assert.ok(!isRefused('status-words', text), text)
})

test('a long text made to slow the search down is answered at once', () => {
  const text = `${'a '.repeat(20_000)}${'A1 - - - '.repeat(1000)}${'1'.repeat(50_000)}`
  const began = performance.now()
  isRefused('document-number', text)
  isRefused('status-words', text)
  assert.ok(performance.now() - began < 2000)
})
