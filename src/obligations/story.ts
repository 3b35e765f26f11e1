/** One obligation with its whole story, as its page tells it: what was asked, decided, planned, shown, judged, and what is missing. */
import type { Tx } from '../store/index.ts'
import { assessmentsOf } from './assessment.ts'
import { earlierInChain, laterInChain } from './chain.ts'
import { missingForCompletion, validationsOf } from './completion.ts'
import { evidenceOf } from './evidence.ts'
import { indicatorsOf } from './indicator-list.ts'
import { measuresOf } from './measure-list.ts'
import { movesOf } from './move.ts'
import { deadlinesOf, findObligation, recommendationsOf, siblingsOf } from './obligation.ts'
import { participationsOf } from './participation.ts'

export type Story = Awaited<ReturnType<typeof obligationStory>>

/** Everything about the obligation of a code that the reader may see. NotFound where there is none. */
export async function obligationStory(tx: Tx, code: string, today: Temporal.PlainDate) {
  const obligation = await findObligation(tx, code, today)
  const { id } = obligation
  const recommendations = await recommendationsOf(tx, id)
  return {
    obligation,
    recommendations,
    earlier: await earlierInChain(tx, id),
    later: await laterInChain(tx, id),
    participations: await participationsOf(tx, [id]),
    measures: await measuresOf(tx, id, today),
    indicators: await indicatorsOf(tx, id),
    evidence: await evidenceOf(tx, id),
    assessments: await assessmentsOf(tx, id),
    validations: await validationsOf(tx, id),
    missing: await missingForCompletion(tx, id),
    moves: await movesOf(tx, id),
    deadlines: await deadlinesOf(tx, obligation),
    siblings: await siblingsOf(tx, id, recommendations),
  }
}
