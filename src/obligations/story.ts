/** One obligation with its whole story, as its page tells it: what was asked, decided, planned, shown, judged, and what is missing. */
import { type Tx, together } from '../store/index.ts'
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
  const recommendations = recommendationsOf(tx, id)
  const siblings = recommendations.then((answered) => siblingsOf(tx, id, answered))
  const rest = await together({
    recommendations,
    earlier: earlierInChain(tx, id),
    later: laterInChain(tx, id),
    participations: participationsOf(tx, [id]),
    measures: measuresOf(tx, id, today),
    indicators: indicatorsOf(tx, id),
    evidence: evidenceOf(tx, id),
    assessments: assessmentsOf(tx, id),
    validations: validationsOf(tx, id),
    missing: missingForCompletion(tx, id),
    moves: movesOf(tx, id),
    deadlines: deadlinesOf(tx, obligation),
    siblings,
  })
  return { obligation, ...rest }
}
