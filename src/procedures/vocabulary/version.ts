/**
 * How the law changes: an amendment says from which day, by which law and what differs, as an amending act does. All that it
 * does not name stays. Each version is a declaration of its own; the declaration that the engine runs holds them all.
 */
import type { Fact } from './fact.ts'
import type { Declaration, Entry, Procedure, StateKind, Transition } from './procedure.ts'
import type { Actor, Compartment, OfficerRole, PersonRole } from './role.ts'
import type { Rule, Safeguard } from './safeguard.ts'

/** From the day of the amendment on there is none: a fact is no longer asked, a step no longer taken, a rule no longer holds. */
export const gone = { is: 'gone' } as const
export type Gone = typeof gone

/** `goesTo('decided')`: the state is gone, and a case that stands in it on that day is brought to the other by the law itself. */
export interface GoesTo {
  readonly is: 'goes-to'
  readonly state: string
}
export const goesTo = (state: string): GoesTo => ({ is: 'goes-to', state })

/**
 * The entry by which the system brings every case that goes on under the new law once its day has come: times and holds that the
 * law has given begin with it, and what it makes happen by itself happens.
 */
export const NEW_LAW = 'newLaw'
interface OfEveryLaw {
  readonly [NEW_LAW]: Entry
}

/** What becomes of a safeguard. A new one rests on the law of the amendment unless it says on what. */
export interface SafeguardChange<F extends string = string, S extends string = string, T extends string = string>
  extends Partial<Omit<Safeguard<F, S, T>, 'rules'>> {
  readonly rules?: Readonly<Record<string, Rule<F, S, T> | Gone>>
}

/** What an amendment says, as the engine sees it. */
export interface Amendment {
  /** The day of effect, ISO 8601: from its midnight in the zone of the State. */
  readonly from: string
  /** The act that changes the law, and where. */
  readonly law: string
  readonly facts?: Readonly<Record<string, Fact | Gone>>
  readonly states?: Readonly<Record<string, StateKind | Gone | GoesTo>>
  readonly opens?: Partial<Procedure['opens']>
  readonly transitions?: Readonly<Record<string, Transition | Gone>>
  readonly entries?: Readonly<Record<string, Entry | Gone>>
  readonly safeguards?: Readonly<Record<string, SafeguardChange | Gone>>
  /** Steps that the person takes from that day on, instead of those until then. */
  readonly personTakes?: readonly string[]
  /** What is no matter of a day: it holds for every case once the change is installed. Who reads, how long, what is counted. */
  readonly throughout?: Partial<Pick<Procedure, 'answers' | 'reads' | 'heads' | 'retention' | 'expiry' | 'statistics'>>
}

type Key<R> = keyof R & string
/** The names that are left once the change is made. */
type Left<Before, Change> = Exclude<Key<Before>, NamesGone<Change>> | Exclude<Key<Change>, NamesGone<Change>>
type NamesGone<Change> = { [K in keyof Change]: Change[K] extends Gone | GoesTo ? K : never }[keyof Change]
/** Everything that any version has: words are needed for what old cases say, too. */
type Ever<Before, Change> = Omit<Before, keyof Change> & {
  [K in keyof Change]: Change[K] extends Gone | GoesTo ? (K extends keyof Before ? Before[K] : never) : Change[K]
}

/** The steps out of states that are gone: they have words like any other. */
type Leaving<S> = {
  [K in Extract<keyof S, string> as S[K] extends GoesTo ? `leave${Capitalize<K>}` : never]: Transition
}

interface Change<F0, S0, E0, T0, F, S, E, T, G> extends Pick<Amendment, 'from' | 'law'> {
  readonly facts?: F
  readonly states?: S
  readonly opens?: {
    readonly by?: readonly (OfficerRole | PersonRole)[]
    readonly needs?: readonly NoInfer<Left<F0, F>>[]
    readonly takes?: readonly NoInfer<Left<F0, F>>[]
  }
  readonly transitions?: {
    readonly [K in keyof T]:
      | Transition<NoInfer<Left<F0, F>>, NoInfer<Left<S0, S>>, NoInfer<Left<T0, T> | Left<E0, E>>>
      | Gone
  }
  readonly entries?: {
    readonly [K in keyof E]:
      | Entry<NoInfer<Left<F0, F>>, NoInfer<Left<S0, S>>, NoInfer<Left<T0, T> | Left<E0, E>>>
      | Gone
  }
  readonly safeguards?: {
    readonly [K in keyof G]:
      | SafeguardChange<NoInfer<Left<F0, F>>, NoInfer<Left<S0, S>>, NoInfer<Left<T0, T> | Left<E0, E> | 'open'>>
      | Gone
  }
  readonly personTakes?: readonly NoInfer<Left<T0, T> | Left<E0, E>>[]
  readonly throughout?: Amendment['throughout']
}

/**
 * The declaration as the law of that day has it, and before it what it was. A step, a rule or a state that names what the
 * amendment has taken away does not compile; what types cannot see, `check` finds at start, version by version.
 */
export function amended<
  F0 extends Readonly<Record<string, Fact>>,
  S0 extends Readonly<Record<string, StateKind>>,
  E0,
  T0,
  P extends Readonly<Record<string, Compartment>>,
  G0,
  const F extends Readonly<Record<string, Fact | Gone>> = Record<never, never>,
  const S extends Readonly<Record<string, StateKind | Gone | GoesTo>> = Record<never, never>,
  const E = Record<never, never>,
  const T = Record<never, never>,
  const G = Record<never, never>,
>(
  before: Declaration<F0, S0, E0, T0, P, G0>,
  change: Change<F0, S0, E0, T0, F, S, E, T, G>,
): Declaration<Ever<F0, F>, Ever<S0, S>, Ever<E0, E> & OfEveryLaw, Ever<T0, T> & Leaving<S>, P, Ever<G0, G>> {
  const earlier = versionsOf(before as unknown as Procedure) // the same declaration, its names forgotten
  const whole = allOf([...earlier, enacted(earlier.at(-1) ?? (before as unknown as Procedure), change as Amendment)])
  return whole as unknown as ReturnType<typeof amended<F0, S0, E0, T0, P, G0, F, S, E, T, G>> // put together of just those
}

/** Each version by itself, oldest first: of a declaration that no law has changed, itself. */
export function versionsOf(procedure: Procedure): readonly Procedure[] {
  return procedure.versions ?? [procedure]
}

/** The version in force on the day (ISO 8601). Before the first there is no other. */
export function versionOn(procedure: Procedure, day: string): Procedure {
  const { versions } = procedure
  if (versions === undefined) return procedure
  return versions.findLast(({ since }) => since === null || since <= day) ?? versions[0] ?? procedure
}

/** The version by its first day, as an event names it. */
export function versionOf(procedure: Procedure, since: string | null): Procedure {
  if (procedure.versions === undefined) return procedure
  const found = procedure.versions.find((one) => one.since === since)
  if (found === undefined) throw new RangeError(`${procedure.name} has no version of ${since ?? 'the beginning'}`)
  return found
}

/** States that the version no longer has: where the law brings their cases, and by which step. */
export function statesLeft({ transitions }: Pick<Procedure, 'transitions'>) {
  return Object.entries(transitions).flatMap(([step, { uponLaw, from, to }]) =>
    uponLaw !== true || from === 'any-open' ? [] : from.map((state) => ({ state, to, step })),
  )
}

/** The same by name. */
export function leftStates(version: Pick<Procedure, 'transitions'>): readonly string[] {
  return statesLeft(version).map(({ state }) => state)
}

/** The step that brings a case out of a state which is gone: `leaveWaiting`. */
export const leaving = (state: string): string => `leave${state.charAt(0).toUpperCase()}${state.slice(1)}`

function enacted(before: Procedure, amendment: Amendment): Procedure {
  const { from, states = {}, opens, personTakes, throughout } = amendment
  const left = Object.entries(states).flatMap(([state, to]): [string, Transition][] =>
    isGoesTo(to) ? [[leaving(state), { from: [state], to: to.state, by: ['system'], uponLaw: true }]] : [],
  )
  // Until the law has brought them on, cases stand there: whatever is open from any state is open from there.
  const kept = Object.fromEntries(Object.entries(states).filter(([, kind]) => !isGoesTo(kind)))
  const still = Object.fromEntries(left.flatMap(([, { from }]) => [...from].map((state) => [state, 'open' as const])))
  return {
    ...before,
    ...throughout,
    since: from,
    amendment,
    facts: changed(before.facts, amendment.facts),
    states: { ...changed(before.states, kept as Readonly<Record<string, StateKind | Gone>>), ...still }, // the others were left out
    opens: { ...before.opens, ...opens },
    transitions: { ...changed(before.transitions, amendment.transitions), ...Object.fromEntries(left) },
    entries: {
      ...changed(before.entries, amendment.entries),
      [NEW_LAW]: { in: 'any-open', by: ['system'], needs: [] },
    },
    safeguards: safeguardsOf(before, amendment),
    person: personTakes === undefined ? before.person : { ...before.person, takes: personTakes },
  }
}

function safeguardsOf(
  { safeguards }: Procedure,
  { law, safeguards: changes = {} }: Amendment,
): Procedure['safeguards'] {
  const each = Object.entries(changes).map(([name, change]): [string, Safeguard | Gone] => {
    if (isGone(change)) return [name, gone]
    const was: Safeguard = safeguards[name] ?? {
      cite: [law as Safeguard['cite'][number]],
      breach: 'L',
      tells: [],
      rules: {},
    }
    return [name, { ...was, ...change, rules: changed<Rule>(was.rules, change.rules) }]
  })
  return changed(safeguards, Object.fromEntries(each))
}

/** In the order of before, then what is new. */
function changed<V extends object | string>(
  before: Readonly<Record<string, V>>,
  change: Readonly<Record<string, V | Gone>> = {},
): Readonly<Record<string, V>> {
  const all = Object.entries({ ...before, ...change })
  return Object.fromEntries(all.filter((one): one is [string, V] => !isGone(one[1])))
}

const isGone = (one: unknown): one is Gone =>
  typeof one === 'object' && one !== null && 'is' in one && one.is === 'gone'
const isGoesTo = (one: unknown): one is GoesTo =>
  typeof one === 'object' && one !== null && 'is' in one && one.is === 'goes-to'

/** What any of them has: for tables, grants and words. Nothing is judged by it. */
function allOf(versions: readonly Procedure[]): Procedure {
  const shared = withSharedLimits(versions)
  const newest = shared.at(-1) ?? (versions[0] as Procedure) // there is one at least
  return {
    ...newest,
    facts: ever(shared, ({ facts }) => facts),
    states: ever(shared, ({ states }) => states),
    opens: shared.map(({ opens }) => opens).reduce(bothOpenings),
    transitions: ever(shared, ({ transitions }) => transitions, bothTransitions),
    entries: ever(shared, ({ entries }) => entries, bothEntries),
    safeguards: ever(shared, ({ safeguards }) => safeguards, bothSafeguards),
    person: { ...newest.person, takes: union(...shared.map(({ person }) => person.takes)) },
    versions: shared,
  }
}

function ever<V>(
  versions: readonly Procedure[],
  of: (version: Procedure) => Readonly<Record<string, V>>,
  both: (older: V, newer: V) => V = (_, newer) => newer,
): Readonly<Record<string, V>> {
  const all: Record<string, V> = {}
  for (const version of versions)
    for (const [name, one] of Object.entries(of(version))) {
      const older = all[name]
      all[name] = older === undefined ? one : both(older, one)
    }
  return all
}

const union = <V>(...lists: readonly (readonly V[])[]): readonly V[] => [...new Set(lists.flat())]

/** What one of the two needs and the other only takes may be given. */
function asked(older: Pick<Entry, 'takes'> & { needs?: readonly string[] }, newer: typeof older) {
  const [needs, before] = [newer.needs ?? [], older.needs ?? []]
  return { needs, takes: union(before, older.takes ?? [], newer.takes ?? []).filter((fact) => !needs.includes(fact)) }
}

const bothOpenings = (older: Procedure['opens'], newer: Procedure['opens']): Procedure['opens'] => ({
  ...newer,
  ...asked(older, newer),
  by: union(older.by, newer.by),
  gives: { ...older.gives, ...newer.gives },
})

const bothTransitions = (older: Transition, newer: Transition): Transition => ({
  ...older,
  ...newer,
  ...asked(older, newer),
  from: older.from === 'any-open' || newer.from === 'any-open' ? 'any-open' : union(older.from, newer.from),
  by: union<Actor>(older.by, newer.by),
  gives: { ...older.gives, ...newer.gives },
})

const bothEntries = (older: Entry, newer: Entry): Entry => ({
  ...older,
  ...newer,
  ...asked(older, newer),
  in: typeof older.in === 'string' || typeof newer.in === 'string' ? 'any' : union(older.in, newer.in),
  by: union<Actor>(older.by, newer.by),
  gives: { ...older.gives, ...newer.gives },
})

const bothSafeguards = (older: Safeguard, newer: Safeguard): Safeguard => ({
  ...newer,
  rules: { ...older.rules, ...newer.rules },
})

/** A time has one history, whichever version started it: an amendment adds a value to it, with its day. */
function withSharedLimits(versions: readonly Procedure[]): readonly Procedure[] {
  const limits = new Map<string, Extract<Rule, { kind: 'within' }>['limit']>()
  for (const { since, safeguards } of versions)
    for (const [name, rule] of clocksOf(safeguards)) {
      const known = limits.get(name)
      const value = rule.limit.history.at(-1)
      // A duty that the law has made counts from its day: nobody breaks a law that was not yet there.
      if (known === undefined)
        limits.set(
          name,
          since === null
            ? rule.limit
            : { history: rule.limit.history.map((one) => ({ ...one, from: one.from ?? since })) },
        )
      else if (value !== undefined && JSON.stringify(known.history) !== JSON.stringify(rule.limit.history)) {
        const longer = rule.limit.history.length > 1 ? rule.limit : null
        limits.set(name, longer ?? { history: [...known.history, { ...value, from: since }] })
      }
    }
  return versions.map((version) => ({
    ...version,
    safeguards: Object.fromEntries(
      Object.entries(version.safeguards).map(([safeguard, one]) => [
        safeguard,
        {
          ...one,
          rules: Object.fromEntries(
            Object.entries(one.rules).map(([name, rule]) => {
              const limit = limits.get(`${safeguard}.${name}`)
              return [name, rule.kind === 'within' && limit !== undefined ? { ...rule, limit } : rule]
            }),
          ),
        },
      ]),
    ),
  }))
}

function clocksOf(safeguards: Procedure['safeguards']) {
  return Object.entries(safeguards).flatMap(([safeguard, { rules }]) =>
    Object.entries(rules).flatMap(([name, rule]) =>
      rule.kind === 'within' ? [[`${safeguard}.${name}`, rule] as const] : [],
    ),
  )
}
