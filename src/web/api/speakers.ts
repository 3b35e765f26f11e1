/** Officers who speak for the person of a case: who does, and putting somebody on it or ending that. */
import { endSpeaking, procedureNamed, putOn, speakersOf } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'
import { bodyOf, idOf, SpeakerBody } from './request.ts'
import { signed } from './signature.ts'

export async function speakersCall(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const caseId = idOf(context.req.param('case'))
  const speakers = await speakersOf(register, exchange.officer(), { procedure: procedureOf(exchange), caseId })
  return context.json({ case: caseId, speakers })
}

/** By the case's id, for whoever reads it. */
export async function speakerCall(exchange: Exchange): Promise<Response> {
  return named(exchange, { caseId: idOf(exchange.context.req.param('case')) })
}

/** By its number, for an office that names without reading: legal aid its lawyers. */
export async function speakerByNumberCall(exchange: Exchange): Promise<Response> {
  return named(exchange, { caseNumber: exchange.context.req.param('number') ?? '' })
}

async function named(exchange: Exchange, of: { caseId: string } | { caseNumber: string }): Promise<Response> {
  const { officer, role, act } = await bodyOf(exchange.context, SpeakerBody)
  const speaking = { procedure: procedureOf(exchange), of, officer, role }
  return signed(exchange, async () => {
    await (act === 'put' ? putOn : endSpeaking)(exchange.register, exchange.officer(), speaking)
    return exchange.context.json({ officer, role, act })
  })
}

function procedureOf({ context, register }: Exchange): string {
  return procedureNamed(register, context.req.param('procedure') ?? '').name
}
