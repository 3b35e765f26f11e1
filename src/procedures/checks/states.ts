/** States: one where a case opens, each reached, each with a way on, and ends that are ends. */
import { type Actor, type Procedure, statesOf } from '../vocabulary/index.ts'
import { declaredSteps, reachedStates } from './declared.ts'
import type { Found } from './finding.ts'

/** An end is opened again only by those whom it can wrong, or by who is above both. */
const MAY_REOPEN: readonly Actor[] = [
  'person',
  'representative',
  'anyone',
  'lawyer',
  'guardian',
  'judge',
  'ombuds-officer',
]

export function stateFindings(procedure: Procedure): readonly Found[] {
  const initial = statesOf(procedure, ['initial'])
  if (initial.length !== 1)
    return [
      {
        name: initial.join(', ') || 'states',
        rule: 'one-beginning',
        reason: `A case opens in one state, and here are ${initial.length}.`,
      },
    ]
  return [...unreached(procedure), ...deadEnds(procedure), ...reopened(procedure), ...unknownStates(procedure)]
}

function unreached(procedure: Procedure): readonly Found[] {
  const reached = reachedStates(procedure)
  return Object.keys(procedure.states)
    .filter((state) => !reached.has(state))
    .map((name) => ({ name, rule: 'unreachable-state', reason: 'No way leads to this state from the opening.' }))
}

function deadEnds(procedure: Procedure): readonly Found[] {
  const moves = declaredSteps(procedure).filter(({ kind }) => kind === 'transition')
  return statesOf(procedure, ['initial', 'open'])
    .filter((state) => !moves.some(({ from }) => from.includes(state)))
    .map((name) => ({
      name,
      rule: 'dead-end',
      reason: 'No transition leads on from here, and the state is not final.',
    }))
}

function reopened(procedure: Procedure): readonly Found[] {
  const ends = statesOf(procedure, ['final'])
  return declaredSteps(procedure)
    .filter(
      ({ kind, from, by }) =>
        kind === 'transition' && from.some((one) => ends.includes(one)) && !by.every((one) => MAY_REOPEN.includes(one)),
    )
    .map(({ name }) => ({
      name,
      rule: 'exit-from-an-end',
      reason: 'It leads out of a final state, by others than the person, a judge or the Ombudsperson.',
    }))
}

function unknownStates(procedure: Procedure): readonly Found[] {
  return declaredSteps(procedure).flatMap(({ name, from, to }) =>
    [...from, ...(to === null ? [] : [to])]
      .filter((state) => !Object.hasOwn(procedure.states, state))
      .map((state) => ({ name, rule: 'no-such-state', reason: `There is no state ${state}.` })),
  )
}
