/** Forgetting: everything personal has its time, from an end that cases reach. */
import { type Procedure, type Retention, statesOf } from '../vocabulary/index.ts'

import type { Found } from './finding.ts'
import { canCome } from './safeguards.ts'

export function retentionFindings(procedure: Procedure): readonly Found[] {
  return [
    ...neverForgotten(procedure),
    ...neverStarted(procedure),
    ...endsWithout(procedure),
    ...readByNobody(procedure),
  ]
}

function neverForgotten(procedure: Procedure): readonly Found[] {
  return Object.entries(procedure.facts)
    .filter(
      ([name, { personal }]) =>
        personal && !procedure.retention.some(({ what }) => what === 'all' || what.includes(name)),
    )
    .map(([name]) => ({ name, rule: 'never-forgotten', reason: 'It is personal, and no retention ends it.' }))
}

function neverStarted(procedure: Procedure): readonly Found[] {
  return procedure.retention.flatMap(({ from }) => {
    if (from.at === 'last-contact' || canCome(procedure, from)) return []
    const states = from.at === 'entering' ? from.states.join(', ') : from.at
    return [
      { name: 'retention', rule: 'retention-never-starts', reason: `It starts from ${states}, which never comes.` },
    ]
  })
}

/** A case that ended would be kept without end, to the last word. */
function endsWithout(procedure: Procedure): readonly Found[] {
  const personal = Object.values(procedure.facts).some((fact) => fact.personal)
  if (!personal || procedure.retention.some(({ what, from }) => what === 'all' && from.at !== 'entering')) return []
  return statesOf(procedure, ['final'])
    .filter((state) => !procedure.retention.some((one) => startsIn(one, state)))
    .map((name) => ({
      name,
      rule: 'kept-without-end',
      reason: 'A case ends here, and no retention starts from it.',
    }))
}

function startsIn({ from }: Retention, state: string): boolean {
  return from.at === 'entering' && from.states.includes(state)
}

/** Who must have read what the person wrote, and cannot, keeps it without end. */
function readByNobody({ expiry, reads }: Procedure): readonly Found[] {
  if (expiry === undefined || expiry.readBy.some((role) => reads[role] !== undefined)) return []
  return [{ name: 'expiry', rule: 'kept-without-end', reason: 'It waits for readers who do not read the case.' }]
}
