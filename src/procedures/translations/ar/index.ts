/** Arabic, for officers too. To be read by a sworn translator. */
import type { WordsIn } from '../words-in.ts'
import { complaint } from './complaint.ts'
import { detention } from './detention.ts'
import { expulsion } from './expulsion.ts'
import { schoolEnrolment } from './school-enrolment.ts'
import { codes } from './shared.ts'
import { traffickingIdentification } from './trafficking-identification.ts'
import { visit } from './visit.ts'

export const ar: WordsIn = {
  wholeFor: 'everybody',
  shared: { codes },
  procedures: {
    detention,
    expulsion,
    complaint,
    'school-enrolment': schoolEnrolment,
    'trafficking-identification': traffickingIdentification,
    visit,
  },
}
