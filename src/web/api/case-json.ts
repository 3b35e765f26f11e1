/** A case as JSON: the facts of the reader's grant, what happened, what is due, and for each step what stands in its way. */
import type { Procedure } from '../../procedures/index.ts'
import type { CaseView, Prospect, QueueRow, Refusal, SeenEvent } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'
import { fileJson } from './files.ts'
import { reasonOf } from './reasons.ts'

export function caseJson(exchange: Exchange, view: CaseView) {
  const { procedure, caseId, caseNumber, state, event, openedAt, now, facts } = view
  return {
    ...{ procedure: procedure.name, case: caseId, caseNumber, state, event, openedAt, now, facts },
    timeline: view.timeline.map(eventJson),
    clocks: view.clocks.map(({ rule, run, kind, mode, standing, warned, startedAt, dueAt, stoppedAt, stepDue }) => ({
      ...{ rule, run, kind, mode, standing, warned, startedAt, dueAt, stoppedAt, stepDue },
    })),
    holds: Object.entries(view.holds).map(([hold, standing]) => ({ hold, ...standing })),
    breaches: view.breaches,
    proposals: view.proposals.map(({ id, step, by, at, facts: given }) => ({
      proposal: id,
      step,
      by,
      at,
      facts: given,
    })),
    files: view.files.map(({ fact, at, ...file }) => ({ ...fileJson(fact, file), at })),
    outlook: view.prospects.map((one) => prospectJson(exchange, view.procedure, one)),
  }
}

/** The same for the person of the case: with the bits by which it protects them, and by which rule. */
export function ownCaseJson(exchange: Exchange, view: CaseView) {
  const protections = view.placed.map(({ hold, rule, placedAt, leastUntil }) => ({
    hold,
    rule,
    since: placedAt,
    leastUntil,
  }))
  return { ...caseJson(exchange, view), protections }
}

function eventJson({ actor, ...event }: SeenEvent) {
  const { no, kind, step, from, to, assertedAt, recordedAt, facts, reasons, commitment, version } = event
  return { no, kind, step, from, to, assertedAt, recordedAt, by: actor, facts, reasons, commitment, version }
}

/** Where the step leads, what is missing, what is forbidden and why, who is next. */
function prospectJson(exchange: Exchange, procedure: Procedure, prospect: Prospect) {
  const withWords = (one: Refusal) => reasonOf(exchange, procedure, one)
  return {
    ...prospect,
    mustSatisfy: prospect.mustSatisfy.map(withWords),
    stoppedBy: prospect.stoppedBy.map(withWords),
    passable: prospect.passable.map(withWords),
  }
}

export function queueJson({ caseId, now: _now, ...row }: QueueRow) {
  return { case: caseId, ...row }
}
