/** Two people under one number, or one under two: an officer reports it from a case; whoever signs sees it, and signs or declines. */
import {
  declineReport,
  procedureNamed,
  reportPerson,
  reportShown,
  reportsWaiting,
  signReport,
} from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'
import { bodyOf, DeclineReportBody, idempotencyKeyOf, idOf, ReportBody, SignReportBody } from './request.ts'
import { signed } from './signature.ts'

/** Its id is the key of the submission: sent again, it is one report. */
export async function reportCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const key = idempotencyKeyOf(context)
  const body = await bodyOf(context, ReportBody)
  const procedure = procedureNamed(register, context.req.param('procedure') ?? '').name
  const caseId = idOf(context.req.param('case'))
  await reportPerson(register, exchange.officer(), { procedure, caseId, key, ...body })
  return context.json({ case: caseId, report: key }, 201)
}

export async function reportsCall(exchange: Exchange): Promise<Response> {
  const waiting = await reportsWaiting(exchange.register, exchange.officer())
  return exchange.context.json({
    reports: waiting.map(({ id, role, ...report }) => ({ report: id, by: role, ...report })),
  })
}

/** Each case that it touches is looked at, and each look is noted. */
export async function readReportCall(exchange: Exchange): Promise<Response> {
  const { id, role, persons, ...report } = await reportShown(exchange.register, exchange.officer(), reportOf(exchange))
  return exchange.context.json({
    ...{ report: id, by: role, ...report },
    persons: persons.map((cases) => cases.map(({ caseId, ...one }) => ({ case: caseId, ...one }))),
  })
}

export async function signReportCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const id = reportOf(exchange)
  const body = await bodyOf(context, SignReportBody)
  return signed(exchange, async () => {
    await signReport(register, exchange.officer(), { id, ...body })
    return context.json({ report: id, outcome: 'signed' })
  })
}

export async function declineReportCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const id = reportOf(exchange)
  await declineReport(register, exchange.officer(), { id, ...(await bodyOf(context, DeclineReportBody)) })
  return context.json({ report: id, outcome: 'declined' })
}

const reportOf = ({ context }: Exchange) => idOf(context.req.param('report'))
