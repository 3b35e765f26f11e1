import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitLabel } from './label.ts'

function parted(line: string): [string | null, string] {
  const labelled = splitLabel(line)
  return labelled === null ? [null, line.trim()] : [labelled.label, line.slice(labelled.textAt)]
}

const LABELS: readonly (readonly [string, string, string])[] = [
  ['16.\tThe Committee', '16.', 'The Committee'],
  ['16. The Committee', '16.', 'The Committee'],
  ['49.The Committee', '49.', 'The Committee'],
  ['\tA.\tIntroduction', 'A.', 'Introduction'],
  ['IV. Follow-up', 'IV.', 'Follow-up'],
  ['\t(a)\tReview', '(a)', 'Review'],
  ['(a)Review', '(a)', 'Review'],
  ['(aa) Review', '(aa)', 'Review'],
  ['(iii) Review', '(iii)', 'Review'],
  ['(xxiv) Review', '(xxiv)', 'Review'],
  ['a) Review', 'a)', 'Review'],
  ['ii) Review', 'ii)', 'Review'],
  ['а) Обеспечить', 'а)', 'Обеспечить'],
  ['118.1 Ratify the Convention', '118.1', 'Ratify the Convention'],
  ['140.12.\tRatify', '140.12.', 'Ratify'],
  ['•\tReview', '•', 'Review'],
  ['- Review', '-', 'Review'],
  ['– to review', '–', 'to review'],
  ['1.\u00a0\u00a0 General measures', '1.', 'General measures'],
]

for (const [line, label, text] of LABELS) {
  test(`"${line.replaceAll('\t', '→')}" has the label ${label}`, () => assert.deepEqual(parted(line), [label, text]))
}

const UNLABELLED = [
  '- 3 -',
  '-based',
  'The Committee',
  '3.5 million people',
  '2031 was a dry year',
  '(see para. 4)',
  '(and others)',
  '(s)he',
  'No. 5 of 2029',
  'i.e. the offices',
  'e. g. the offices',
  '12 April 2031',
  'CMW/C/SOT/CO/3',
  '',
  '   ',
]

for (const line of UNLABELLED) {
  test(`"${line}" has no label`, () => assert.equal(splitLabel(line), null))
}
