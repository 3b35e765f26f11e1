/** Every procedure that the State runs. The one place that knows them by name. */
import { complaint } from './complaint.ts'
import { detention } from './detention.ts'
import { expulsion } from './expulsion.ts'
import { schoolEnrolment } from './school-enrolment.ts'
import { traffickingIdentification } from './trafficking-identification.ts'
import { visit } from './visit.ts'
import type { Procedure } from './vocabulary/index.ts'

export const PROCEDURES: readonly Procedure[] = [
  detention,
  expulsion,
  complaint,
  schoolEnrolment,
  traffickingIdentification,
  visit,
]
