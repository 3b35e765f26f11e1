/** A step on a draft that may be refused: the refusal is a sentence above the same page, which keeps what was typed. */
import { Conflict, Invalid, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'

/** Leads on to where `work` says, or shows `again` with the reason. */
export async function attempt(
  exchange: Exchange,
  again: (exchange: Exchange, sentence: string) => Promise<Html>,
  work: () => Promise<string>,
): Promise<Response | Html> {
  try {
    return exchange.context.redirect(await work(), 303)
  } catch (error) {
    const sentence = sentenceOf(exchange, error)
    if (sentence === null) throw error
    exchange.context.status(409)
    return again(exchange, sentence)
  }
}

function sentenceOf({ texts }: Exchange, error: unknown): string | null {
  if (error instanceof StepRefused) return texts.named(`refused.${error.rule}`, error.data)
  if (error instanceof Conflict) return texts.t('import.conflict')
  if (!(error instanceof Invalid)) return null
  return error.problems
    .map(({ field, rule, data }) =>
      rule === 'missing' ? texts.named(`import.missing.${field}`) : texts.named(`problem.${rule}`, data),
    )
    .join(' ')
}
