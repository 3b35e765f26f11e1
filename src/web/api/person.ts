/** What a person does through the API with the code of their case: read it, see where it stands, take the steps that are theirs. */
import {
  caseOfCode,
  codeInGroups,
  endRepresentative,
  type FoundByCode,
  issueCode,
  nameRepresentative,
  procedureNamed,
  representativeOf,
  stepNamed,
  viewCase,
  whoLooked,
} from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Channel } from '../complaint/index.ts'
import type { Exchange } from '../exchange.ts'
import { ownCaseJson } from './case-json.ts'
import { actOn } from './officers.ts'
import { bodyOf, codeOf, EmptyBody, RepresentativeBody } from './request.ts'
import { sealedTexts } from './sealed-texts.ts'

export async function ownCaseCall(exchange: Exchange): Promise<Response> {
  const { procedure, caseId, who } = await ownCase(exchange)
  const view = await viewCase(exchange.register, who, { procedure, caseId, purpose: 'own-data' })
  exchange.context.header('etag', `"${view.event}"`)
  return exchange.context.json(ownCaseJson(exchange, view))
}

export async function ownStepCall(exchange: Exchange, channel: Channel): Promise<Response> {
  const { procedure, caseId, who } = await ownCase(exchange)
  const step = exchange.context.req.param('step') ?? ''
  const declared = procedureNamed(exchange.register, procedure)
  const kind = stepNamed(declared, step)?.kind === 'enter' ? 'enter' : 'take'
  return actOn(exchange, who, { procedure, caseId, kind, step }, (facts) => sealedTexts(channel, declared, facts))
}

export async function ownCorrectionCall(exchange: Exchange, channel: Channel): Promise<Response> {
  const { procedure, caseId, who } = await ownCase(exchange)
  const declared = procedureNamed(exchange.register, procedure)
  const on = { procedure, caseId, kind: 'correct', step: 'correct' } as const
  return actOn(exchange, who, on, (facts) => sealedTexts(channel, declared, facts))
}

/** Who looked: the role and the office, when and why; never an officer's name. */
export async function ownLooksCall(exchange: Exchange): Promise<Response> {
  const { who, ...of } = await ownCase(exchange)
  return exchange.context.json({ looks: await whoLooked(exchange.register, who, of) })
}

export async function ownRepresentativeCall(exchange: Exchange): Promise<Response> {
  const { who, ...of } = await ownCase(exchange)
  return exchange.context.json({ representative: await representativeOf(exchange.register, who, of) })
}

/** By the person alone: who speaks for them from now on, and the code with which that one comes. */
export async function nameRepresentativeCall(exchange: Exchange): Promise<Response> {
  const { who, ...of } = await ownCase(exchange)
  const given = await bodyOf(exchange.context, RepresentativeBody)
  if (who.as !== 'person') throw new NotFound()
  await nameRepresentative(exchange.register, who, { ...of, given })
  const code = await issueCode(exchange.register, who, { ...of, bearer: 'representative' })
  return exchange.context.json({ case: of.caseId, bearer: 'representative', code: codeInGroups(code) }, 201)
}

/** By either of the two. */
export async function endRepresentativeCall(exchange: Exchange): Promise<Response> {
  const { who, ...of } = await ownCase(exchange)
  await bodyOf(exchange.context, EmptyBody)
  await endRepresentative(exchange.register, who, of)
  return exchange.context.json({ representative: null })
}

/** A wrong code, one that has ended and none at all are one answer. */
export async function ownCase(exchange: Exchange): Promise<FoundByCode> {
  const code = codeOf(exchange.context)
  const found = code === null ? null : await caseOfCode(exchange.register, code)
  if (found === null) throw new NotFound()
  return found
}
