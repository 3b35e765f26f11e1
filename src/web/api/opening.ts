/** Opening a case through the API: by an officer, or by whoever did not sign in as the person that it is about. */
import type { Procedure } from '../../procedures/index.ts'
import {
  type Asked,
  carryOut,
  codeInGroups,
  type Done,
  type FoundByCode,
  handleForDocument,
  issueCode,
  openAbout,
  openAboutPersonOf,
  procedureNamed,
  type Who,
} from '../../register/index.ts'
import type { Channel } from '../complaint/index.ts'
import type { Exchange } from '../exchange.ts'
import { answerDone } from './answer.ts'
import { ownCase } from './person.ts'
import { bare, NotReadable, problem } from './problem.ts'
import { bodyOf, comesWithCode, comesWithToken, idempotencyKeyOf, OpenBody, type PersonOf } from './request.ts'
import { sealedTexts } from './sealed-texts.ts'

export async function openCaseCall(exchange: Exchange, channel: Channel): Promise<Response> {
  const { context, register } = exchange
  const declared = procedureNamed(register, context.req.param('procedure') ?? '')
  const procedure = declared.name
  if (mustSignIn(exchange, declared)) return problem(exchange, 'sign-in')
  const key = idempotencyKeyOf(context)
  const { facts, assertedAt, nationalLawBasis, reasonsLong, person } = await bodyOf(context, OpenBody)
  const asked: Omit<Asked, 'person'> = {
    ...{ procedure, kind: 'open', step: 'open', key, on: null, purpose: 'decide', code: null },
    ...{ facts, assertedAt: assertedAt === null ? null : Temporal.Instant.from(assertedAt) },
    ...{ nationalLawBasis, reasonsLong },
  }
  if (exchange.viewer.account === null) {
    const sealed = await sealedTexts(channel, declared, facts)
    return openOwn(exchange, sealed === null ? asked : { ...asked, facts: sealed, cameAs: facts }, person)
  }
  const done = await openFor(exchange, exchange.officer(), asked, person)
  context.header('location', `/api/procedures/${procedure}/cases/${done.caseId}`)
  return answerDone(exchange, done, 201)
}

/** Whoever shows a session that is over is not taken for somebody who has none; and not every procedure is opened without one. */
function mustSignIn({ viewer, context }: Exchange, { opens }: Procedure): boolean {
  if (viewer.account !== null) return false
  const people: readonly string[] = ['person', 'representative', 'anyone']
  return !opens.by.some((role) => people.includes(role)) || comesWithToken(context)
}

/** For oneself: about somebody new, or about the person of the code with which they come. They get the code of the new case. */
async function openOwn(exchange: Exchange, asked: Omit<Asked, 'person'>, person?: PersonOf): Promise<Response> {
  const { context, register } = exchange
  if (person !== undefined) throw new NotReadable([{ ...bare('not-taken-here'), pointer: '/person' }])
  const who: Who = { as: 'person', caseId: asked.key }
  const own: FoundByCode | null = comesWithCode(context) ? await ownCase(exchange) : null
  const done =
    own === null
      ? await carryOut(register, who, { ...asked, person: null })
      : await openAboutPersonOf(register, who, asked, { ...own, reader: own.who })
  const code = await issueCode(
    register,
    { as: 'person', caseId: done.caseId },
    { procedure: asked.procedure, caseId: done.caseId, bearer: 'person' },
  )
  context.header('location', '/api/case')
  return answerDone(exchange, done, 201, { code: codeInGroups(code) })
}

/** About somebody new, the person of a paper, of a handle, or of a case that the officer reads. */
async function openFor(
  { register }: Exchange,
  who: Who,
  asked: Omit<Asked, 'person'>,
  person?: PersonOf,
): Promise<Done> {
  if (person?.of !== undefined)
    return openAboutPersonOf(register, who, asked, { procedure: person.of.procedure, caseId: person.of.case })
  if (person?.handle !== undefined) return openAbout(register, who, asked, person.handle)
  if (person?.document === undefined) return carryOut(register, who, { ...asked, person: null })
  const { country, ...paper } = person.document
  const document = { ...paper, ...(country === undefined ? {} : { country }) }
  const looking = { procedure: asked.procedure, purpose: 'decide', document } as const
  return openAbout(register, who, asked, await handleForDocument(register, who, looking))
}
