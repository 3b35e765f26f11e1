/** Whence a computed figure comes is told in words of the report's language: no name of the code stands in a report. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SOURCES } from './fixtures/sotoland.ts'
import { indicatorTable } from './indicator-table.ts'
import { EvidenceRegister, indicatorLine } from './lines.ts'
import type { Answer } from './model.ts'
import { wordingIn } from './wording/index.ts'

function sourceIn(language: string, from: { table: string; release: string }): string {
  const within = { evidence: new EvidenceRegister(), language, tables: SOURCES.tables }
  const declared = {
    ...{ obligation: 'o', name: 'lag', class: 'process', numerator: 'days', denominator: null, period: 'year' },
    ...{ unit: 'days', direction: 'down', source: null, baseline: null, baseline_on: null, target: null },
  }
  const latest = {
    ...{
      indicator: 'lag',
      period: '2025',
      value: '20',
      provenance: 'computed',
      computed_from: from,
      audience: 'public',
    },
    ...{
      demonstration: false,
      withdrawn_on: null,
      evidence: null,
      title: null,
      url: null,
      file: null,
      file_name: null,
    },
    ...{ institution_name: null, evidence_demonstration: null, evidence_audience: null },
  }
  const indicators = [indicatorLine(declared, latest, within)]
  const answer: Pick<Answer, 'gaps' | 'addresses' | 'key' | 'indicators'> = {
    gaps: [],
    addresses: ['20(a)'],
    key: 'k',
    indicators,
  }
  return String(indicatorTable(answer, 1, wordingIn(language)).rows[0]?.at(-1))
}

test('a figure of a table names it by its title, in the language of the report', () => {
  assert.equal(sourceIn('en', { table: 'DET-2', release: '2026-1' }), 'table Reviews of detention, 2026-1')
  assert.equal(sourceIn('ar', { table: 'DET-2', release: '2026-1' }), 'الجدول مراجعات الاحتجاز، 2026-1')
  // In a language in which nobody has said it, in English; of what nobody has named, the name that it has.
  assert.equal(sourceIn('az', { table: 'DET-2', release: '2026-1' }), 'cədvəl Reviews of detention, 2026-1')
  assert.equal(sourceIn('en', { table: 'DET-9', release: '2026-1' }), 'table DET-9, 2026-1')
})

test('a figure of the releases themselves names their calendar and its year', () => {
  const from = { table: SOURCES.tables.calendar, release: '2025' }
  assert.deepEqual(
    ['en', 'az', 'ar'].map((language) => sourceIn(language, from)),
    ['the calendar of releases, 2025', 'buraxılışların təqvimi, 2025', 'تقويم الإصدارات، 2025'],
  )
})
