/**
 * Reasons of the register as the API tells them: in words that stand alone, since no field and no page is beside them, and
 * with the facts on which a safeguard looks.
 */
import type { Procedure } from '../../procedures/index.ts'
import type { Refusal } from '../../register/index.ts'
import { declaredText, wordsFor } from '../cases/declared-text.ts'
import { factsLookedAt, refusalText } from '../cases/refusals.ts'
import type { Exchange } from '../exchange.ts'
import type { Reason } from './problem.ts'

/** One refusal, as it leaves; `procedure` is null where the refused thing belongs to none. */
export function reasonOf(exchange: Exchange, procedure: Procedure | null, refusal: Refusal): Reason {
  const { rule, fact, safeguard, cite, params } = refusal
  const said = { rule, fact, safeguard, cite, params }
  if (procedure === null) return { ...said, facts: fact === null ? [] : [fact] }
  return { ...said, facts: factsLookedAt(procedure, refusal), words: wordsOf(exchange, procedure, refusal) }
}

/** What the safeguard says is enough where the rule alone would only say that something is needed, or forbidden. */
const SAYS_LITTLE: readonly string[] = ['required', 'forbidden']

function wordsOf(exchange: Exchange, procedure: Procedure, refusal: Refusal): string {
  const [name = ''] = refusal.safeguard?.split('.') ?? []
  const words = wordsFor(exchange, procedure.name).safeguards[name]
  const why = refusalText(exchange, procedure, refusal)
  if (words === undefined) return why
  const said = isOfficer(exchange) ? words.officer : (words.person ?? words.officer)
  return SAYS_LITTLE.includes(refusal.rule)
    ? `${declaredText(words.title)}. ${declaredText(said)}`
    : `${why} ${declaredText(said)}`
}

/** Whose words they are: a refusal is answered as to nobody, and the header says who asked. */
function isOfficer({ context }: Exchange): boolean {
  return /^Bearer\b/i.test(context.req.header('authorization') ?? '')
}
