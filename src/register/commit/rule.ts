/** One rule of a safeguard with its name, its mode in this country and its limit in force. */
import type { Ladder, Length, Procedure, Rule } from '../../procedures/index.ts'
import { onceFor } from '../once-for.ts'

export type Mode = 'enforce' | 'record'

/** What a country pack says of rules, by "D3.judge". What it does not name is enforced, at the declared limit. */
export interface Modes {
  readonly recorded: ReadonlySet<string>
  readonly limits: Readonly<Record<string, Length>>
}

export interface NamedRule<R extends Rule = Rule> {
  /** "D3.judge" */
  readonly name: string
  readonly level: Ladder
  readonly rule: R
}

/** The rules of one kind, in the order of the declaration. */
export function rulesOf<K extends Rule['kind']>(
  procedure: Pick<Procedure, 'safeguards'>,
  kind: K,
): readonly NamedRule<Rule & { kind: K }>[] {
  return found(procedure, kind) as readonly NamedRule<Rule & { kind: K }>[] // its kind was compared
}

const found = onceFor(({ safeguards }: Pick<Procedure, 'safeguards'>, kind: Rule['kind']): readonly NamedRule[] =>
  Object.entries(safeguards).flatMap(([safeguard, { rules, breach }]) =>
    Object.entries(rules).flatMap(([name, rule]) =>
      rule.kind === kind ? [{ name: `${safeguard}.${name}`, level: breach, rule }] : [],
    ),
  ),
)
