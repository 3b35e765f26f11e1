/** Who the person of a case is, and whether it is the same person again: for those whose task needs it, each look noted. */
import { findByName, nameOf, procedureNamed, recordPerson } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'
import { bodyOf, FindBody, idempotencyKeyOf, idOf, NameBody, purposeOf } from './request.ts'

export async function readNameCall(exchange: Exchange): Promise<Response> {
  const of = { ...ofCase(exchange), purpose: purposeOf(exchange) }
  const known = await nameOf(exchange.register, exchange.officer(), of)
  return exchange.context.json({
    case: of.caseId,
    no: known?.no ?? 0,
    person: known?.record ?? null,
    recordedAt: known?.recordedAt ?? null,
  })
}

export async function writeNameCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const key = idempotencyKeyOf(context)
  const { person, after, purpose } = await bodyOf(context, NameBody)
  const of = ofCase(exchange)
  const no = await recordPerson(register, exchange.officer(), { ...of, purpose, key, after, given: person })
  return context.json({ case: of.caseId, no }, 201)
}

export async function findCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const procedure = procedureNamed(register, context.req.param('procedure') ?? '').name
  const { name, born, purpose } = await bodyOf(context, FindBody)
  const found = await findByName(register, exchange.officer(), { procedure, purpose, name, born })
  return context.json({
    people: found.map(({ handle, cases }) => ({
      handle,
      cases: cases.map(({ caseId, caseNumber, ...of }) => ({ ...of, case: caseId, caseNumber })),
    })),
  })
}

function ofCase({ context, register }: Exchange) {
  const procedure = procedureNamed(register, context.req.param('procedure') ?? '').name
  return { procedure, caseId: idOf(context.req.param('case')) }
}
