/** What a person does through the API with the code of their case: read it, see where it stands, take the steps that are theirs. */
import { caseOfCode, type FoundByCode, procedureNamed, stepNamed, viewCase } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { caseJson } from './case-json.ts'
import { actOn } from './officers.ts'
import { codeOf } from './request.ts'

export async function ownCaseCall(exchange: Exchange): Promise<Response> {
  const { procedure, caseId, who } = await ownCase(exchange)
  const view = await viewCase(exchange.register, who, { procedure, caseId, purpose: 'own-data' })
  exchange.context.header('etag', `"${view.event}"`)
  return exchange.context.json(caseJson(exchange, view))
}

export async function ownStepCall(exchange: Exchange): Promise<Response> {
  const { procedure, caseId, who } = await ownCase(exchange)
  const step = exchange.context.req.param('step') ?? ''
  const declared = stepNamed(procedureNamed(exchange.register, procedure), step)
  const kind = declared?.kind === 'enter' ? 'enter' : 'take'
  return actOn(exchange, who, { procedure, caseId, kind, step })
}

export async function ownCorrectionCall(exchange: Exchange): Promise<Response> {
  const { procedure, caseId, who } = await ownCase(exchange)
  return actOn(exchange, who, { procedure, caseId, kind: 'correct', step: 'correct' })
}

/** A wrong code, one that has ended and none at all are one answer. */
async function ownCase(exchange: Exchange): Promise<FoundByCode> {
  const code = codeOf(exchange.context)
  const found = code === null ? null : await caseOfCode(exchange.register, code)
  if (found === null) throw new NotFound()
  return found
}
