/** What whoever asks is told, and that they have read it: of an officer by their role and office, of a person by their code. */
import { acknowledge, noticesFor, procedureNamed, type Who } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'
import { ownCase } from './person.ts'
import { bodyOf, EmptyBody, idOf } from './request.ts'

export async function noticesCall(exchange: Exchange): Promise<Response> {
  return noticesOf(exchange, exchange.officer())
}

export async function ownNoticesCall(exchange: Exchange): Promise<Response> {
  const { who } = await ownCase(exchange)
  return noticesOf(exchange, who)
}

async function noticesOf({ register, context }: Exchange, who: Who): Promise<Response> {
  const told = await noticesFor(register, who)
  return context.json({ notices: told.map(({ id, caseId, ...notice }) => ({ notice: id, case: caseId, ...notice })) })
}

export async function acknowledgeCall(exchange: Exchange): Promise<Response> {
  const procedure = procedureNamed(exchange.register, exchange.context.req.param('procedure') ?? '').name
  return acknowledged(exchange, exchange.officer(), procedure)
}

export async function ownAcknowledgeCall(exchange: Exchange): Promise<Response> {
  const { who, procedure } = await ownCase(exchange)
  return acknowledged(exchange, who, procedure)
}

async function acknowledged(exchange: Exchange, who: Who, procedure: string): Promise<Response> {
  const { context, register } = exchange
  await bodyOf(context, EmptyBody)
  const id = idOf(context.req.param('notice'))
  await acknowledge(register, who, { procedure, id })
  return context.json({ notice: id, acknowledged: true })
}
