/**
 * Serious acts: the step is not taken unless whoever calls has signed just this, with a passkey, a moment ago. The signature
 * is used up by the same transaction. Kept by the commit function, so that no page, no call and no statement goes around it.
 */
import type { Procedure } from '../../procedures/index.ts'
import { stepsOf } from '../judgement/step.ts'
import { isPlain, plainColumns } from '../tables/columns.ts'
import { textArray } from '../tables/names.ts'

const USE = "perform firewall.use_signature(decode(command->>'bodyHash', 'hex'));"

/** In the commit function, when all else has been found in order. What a serious step rests on is corrected under a signature too. */
export function signatureBlock(procedure: Procedure): string {
  const steps = seriousSteps(procedure)
  if (steps.length === 0) return ''
  const facts = new Set(steps.flatMap(({ needs }) => needs))
  const named = [
    ...plainColumns(procedure).flatMap(({ fact, column }) => (facts.has(fact) ? [column] : [])),
    ...[...facts].filter((fact) => !isPlain(procedure, fact)),
  ]
  return `  if the_step = any(${names(steps)}) or (the_step = 'correct' and now_given && ${textArray(named)}) then ${USE} end if;`
}

/** Where a step is proposed. */
export function signedStepBlock(procedure: Procedure): string {
  const steps = seriousSteps(procedure)
  return steps.length === 0 ? '' : `  if the_step = any(${names(steps)}) then ${USE} end if;`
}

function seriousSteps(procedure: Procedure) {
  return stepsOf(procedure).filter(({ serious }) => serious)
}

const names = (steps: readonly { readonly name: string }[]) => textArray(steps.map(({ name }) => name))
