/** What a form changes: facts that stand already and were left as they are do not go again. */
import type { Procedure } from '../../procedures/index.ts'
import type { Facts } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'
import { factsFrom, type Typed, typedFrom } from './fact-fields.ts'

interface Form {
  readonly names: readonly string[]
  /** What stands; of a case that is being opened, nothing. */
  readonly standing: Facts
  readonly typed: Typed
}

export function changedFacts(
  exchange: Exchange,
  procedure: Procedure,
  { names, standing, typed }: Form,
): Readonly<Record<string, unknown>> {
  const given = factsFrom(exchange, procedure, names, typed)
  const stood = factsFrom(exchange, procedure, names, typedFrom(exchange, procedure, standing))
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(stood[name])),
  )
}
