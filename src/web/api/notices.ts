/** What whoever asks is told, and that they have read it: of an officer by their role and office, of a person by their code. */
import { isHiddenInNumber } from '../../procedures/index.ts'
import { acknowledge, noticesFor, procedureNamed, type Who } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'
import { dayOf } from './day-alone.ts'
import { ownCase } from './person.ts'
import { bodyOf, EmptyBody, idOf } from './request.ts'

export async function noticesCall(exchange: Exchange): Promise<Response> {
  return noticesOf(exchange, exchange.officer())
}

export async function ownNoticesCall(exchange: Exchange): Promise<Response> {
  const { who } = await ownCase(exchange)
  return noticesOf(exchange, who)
}

async function noticesOf(exchange: Exchange, who: Who): Promise<Response> {
  const { register, context } = exchange
  const told = await noticesFor(register, who)
  const isByDay = (procedure: string) => who.as === 'officer' && isHiddenInNumber(procedureNamed(register, procedure))
  return context.json({
    notices: told.map(({ id, caseId, at, ...notice }) => ({
      ...{ notice: id, case: caseId, ...notice },
      at: isByDay(notice.procedure) ? dayOf(exchange, at) : at,
    })),
  })
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
