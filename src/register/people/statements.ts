/** What the installation makes for people, in one place. */
import type { Procedure } from '../../procedures/index.ts'
import { attachmentFunctions } from '../attachments/functions.ts'
import { nameFunctions } from './functions.ts'
import { looksFunction } from './looks.ts'
import { representativeFunctions } from './representative.ts'
import { speakerFunctions } from './speakers.ts'

export { lookupFunctions } from './functions.ts'

/** The statements for a procedure. */
export function peopleFunctions(procedure: Procedure): readonly string[] {
  return [
    ...nameFunctions(procedure),
    looksFunction(procedure),
    ...speakerFunctions(procedure),
    ...representativeFunctions(procedure),
    ...attachmentFunctions(procedure),
  ]
}
