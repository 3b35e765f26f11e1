/** One rule of a safeguard with its name, its mode in this country and its limit in force. */
import type { Ladder, Length, Procedure, Rule, Within } from '../../procedures/index.ts'
import { onceFor } from '../once-for.ts'

export type Mode = 'enforce' | 'record'

/** What a country pack says of rules, by "D3.judge". What it does not name is enforced, at the declared limit. */
export interface Modes {
  readonly recorded: ReadonlySet<string>
  readonly limits: Readonly<Record<string, Length>>
  /** Of rules that are only recorded and whose end has the system act: the time after which national law itself has it act. */
  readonly national?: Readonly<Record<string, Length>>
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

export type ClockRule = NamedRule<Within<string, string, string>>

/** What follows the name of a rule in that of the clock which the national limit has beside it. */
const NATIONAL = '.national'

/** Whether the clock is the one of a national limit: "D3.judge.national". */
export function isNational(name: string): boolean {
  return name.endsWith(NATIONAL)
}

/** A clock of its own beside the recorded one: the same moments, the longer time, and its step is taken. */
export function withNational({ name, ...rest }: ClockRule): readonly ClockRule[] {
  return [
    { name, ...rest },
    { name: `${name}${NATIONAL}`, ...rest },
  ]
}

/** Every clock of a case in this country, in the order of the declaration; a national limit follows the rule that it stands beside. */
export function clocksIn(procedure: Pick<Procedure, 'safeguards'>, { national = {} }: Modes): readonly ClockRule[] {
  return rulesOf(procedure, 'within').flatMap((named) => (named.name in national ? withNational(named) : [named]))
}

/** How late an end of time may be acted on before it counts as not acted on. */
export const PATIENCE = { seconds: 60 } as const

/** Clocks that the system's own step at their end keeps. */
export function keptByItself(procedure: Pick<Procedure, 'safeguards'>): readonly string[] {
  return rulesOf(procedure, 'within')
    .filter(({ rule }) => rule.keptByItself)
    .flatMap(withNational)
    .map(({ name }) => name)
}

/** What the clock has of the country: its mode, and its length where that is not the declared one. */
export function ofCountry(name: string, { recorded, limits, national = {} }: Modes) {
  const mode: Mode = recorded.has(name) ? 'record' : 'enforce'
  const limit = isNational(name) ? national[name.slice(0, -NATIONAL.length)] : limits[name]
  return { mode, limit: limit ?? null }
}
