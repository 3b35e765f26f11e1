/** Steps of two people: the first sends the step and it is proposed; a second confirms it, or either of them ends it. */
import { type Asked, confirm, decline, procedureNamed, propose, type Who } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'
import { answerDone } from './answer.ts'
import { problem } from './problem.ts'
import { bodyOf, ConfirmBody, DeclineBody, expectedEvent, idempotencyKeyOf, idOf } from './request.ts'
import { signed } from './signature.ts'

/** Nothing has happened yet: 202. Sent again under its key, it is the same proposal. */
export async function proposed(exchange: Exchange, who: Who, asked: Asked): Promise<Response> {
  const proposal = await propose(exchange.register, who, asked)
  return exchange.context.json({ case: asked.on?.caseId ?? null, proposal, step: asked.step }, 202)
}

export async function confirmCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const key = idempotencyKeyOf(context)
  const { purpose, expected } = await bodyOf(context, ConfirmBody)
  const event = expectedEvent(context, expected)
  if (event === null) return problem(exchange, 'event-missing')
  return signed(exchange, async () => {
    const done = await confirm(register, exchange.officer(), { ...proposalOf(exchange), purpose, event, key })
    return answerDone(exchange, done, 200)
  })
}

export async function declineCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const { purpose } = await bodyOf(context, DeclineBody)
  const of = proposalOf(exchange)
  await decline(register, exchange.officer(), { ...of, purpose })
  return context.json({ case: of.caseId, proposal: of.proposal, declined: true })
}

function proposalOf({ context, register }: Exchange) {
  return {
    procedure: procedureNamed(register, context.req.param('procedure') ?? '').name,
    caseId: idOf(context.req.param('case')),
    proposal: idOf(context.req.param('proposal')),
  }
}
