/** Every procedure that the State runs. The one place that knows them by name. */
import { detention } from './detention.ts'
import { expulsion } from './expulsion.ts'
import { traffickingIdentification } from './trafficking-identification.ts'
import type { Procedure } from './vocabulary/index.ts'

export const PROCEDURES: readonly Procedure[] = [detention, expulsion, traffickingIdentification]
