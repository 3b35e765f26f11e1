/**
 * Serious acts, which officers sign with a passkey: nothing that frees or protects somebody is one, since whoever has lost
 * a passkey must still be able to open a door. What frees and protects is told from the safeguards, not from names.
 */
import { type Actor, openStates, type Procedure, startingStates, statesOf } from '../vocabulary/index.ts'
import { declaredRules } from './declared.ts'
import type { Found } from './finding.ts'

const NEVER_SIGN: readonly Actor[] = ['person', 'representative', 'anyone', 'system']

/** What a signature is asked of must be an officer's, and must not delay what is due to the person. */
export function seriousFindings(procedure: Procedure): readonly Found[] {
  const freeing = freeingSteps(procedure)
  const steps = [...Object.entries(procedure.transitions), ...Object.entries(procedure.entries)]
  return steps
    .filter(([, { serious }]) => serious === true)
    .flatMap(([name, { by, opensCase }]) => [
      ...by
        .filter((one) => NEVER_SIGN.includes(one))
        .map((one) => ({
          name,
          rule: 'signed-by-nobody',
          reason: `It is serious, and ${one} has no passkey to sign it.`,
        })),
      ...(freeing.has(name) || opensCase !== undefined
        ? [{ name, rule: 'freedom-delayed', reason: 'It frees or protects somebody: no passkey may stand before it.' }]
        : []),
    ])
}

/** Transitions to, or onward from, where the law itself takes a case to protect the person; and to where a case protects. */
export function freeingSteps(procedure: Procedure): ReadonlySet<string> {
  const free = freeStates(procedure)
  const protects = protectingStates(procedure)
  const found = Object.entries(procedure.transitions).filter(([, { from, to }]) => {
    if (free.ended.has(to) || free.open.has(to)) return true
    const starts = startingStates(procedure, from)
    if (from !== 'any-open' && starts.every((state) => free.open.has(state))) return true
    return protects.some((states) => states.includes(to) && !starts.every((state) => states.includes(state)))
  })
  return new Set(found.map(([name]) => name))
}

interface FreeStates {
  readonly open: ReadonlySet<string>
  readonly ended: ReadonlySet<string>
}

/**
 * `open`: where the system takes a case when a time that protects is over, something forbidden arises or a bit arrives, and
 * states from which every way leads only there. `ended`: the ends to which such a state leads by a way of its own.
 */
function freeStates(procedure: Procedure): FreeStates {
  const moves = Object.values(procedure.transitions)
  const ends = statesOf(procedure, ['final'])
  const open = new Set(protectingMoves(procedure).flatMap((name) => procedure.transitions[name]?.to ?? []))
  const leads = (state: string) => moves.filter(({ from }) => from !== 'any-open' && from.includes(state))
  const ended = new Set([...open].flatMap((state) => leads(state).flatMap(({ to }) => (ends.includes(to) ? [to] : []))))
  for (const state of openStates(procedure)) {
    const ways = leads(state)
    if (ways.length > 0 && ways.every(({ to }) => open.has(to) || ended.has(to))) open.add(state)
  }
  return { open, ended }
}

/** Transitions of the system that a safeguard brings about for the person. */
function protectingMoves(procedure: Procedure): readonly string[] {
  return declaredRules(procedure).flatMap(({ rule }) => {
    if (rule.kind === 'within') return rule.clock === 'protective' ? (rule.thereupon ?? []) : []
    if (rule.kind === 'forbid') return rule.onArising ?? []
    return rule.kind === 'heeds' ? (rule.onArrival ?? []) : []
  })
}

/** For each bit that a case places whatever else is known: the states in which it does. What keeps a file from being erased frees nobody. */
function protectingStates(procedure: Procedure): readonly (readonly string[])[] {
  const placed = declaredRules(procedure).flatMap(({ rule }) =>
    rule.kind === 'places' && rule.when === null && rule.hold !== 'eraseNot' ? [rule] : [],
  )
  return [...Map.groupBy(placed, ({ hold }) => hold).values()].map((rules) => rules.flatMap(({ whileIn }) => whileIn))
}
