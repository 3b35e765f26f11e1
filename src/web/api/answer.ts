/** What was done, as the API answers it. */
import type { Done } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'

export function answerDone({ context }: Exchange, done: Done, status: 200 | 201, more: object = {}): Response {
  const { caseId, event, state, recordedAt, breaches } = done
  context.header('etag', `"${event}"`)
  return context.json({ case: caseId, event, state, recordedAt: utc(recordedAt), breaches, ...more }, status)
}

/** As the database wrote it, with its offset. */
function utc(text: string): string {
  return Temporal.Instant.from(text).toString()
}
