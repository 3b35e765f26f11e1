/** What the installation makes for people, in one place. */
import type { Procedure } from '../../procedures/index.ts'
import { attachmentFunctions } from '../attachments/functions.ts'
import { nameFunctions } from './functions.ts'
import { looksFunction } from './looks.ts'
import { representativeFunctions } from './representative.ts'
import { speakerFunctions } from './speakers.ts'

export { lookupFunctions } from './functions.ts'

/** The statements for a procedure; `today` (ISO 8601) is the day for which limits are in force. */
export function peopleFunctions(procedure: Procedure, today: string): readonly string[] {
  return [
    ...nameFunctions(procedure),
    looksFunction(procedure, today),
    ...speakerFunctions(procedure),
    ...representativeFunctions(procedure),
    ...attachmentFunctions(procedure),
  ]
}
