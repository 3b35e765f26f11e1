/** Files of cases: sent as they are, for one fact, and named by id in the step that gives it; and given out as a download. */
import { isHiddenInNumber } from '../../procedures/index.ts'
import {
  attach,
  downloadHeaders,
  type KeptFile,
  procedureNamed,
  readAttachment,
  type Who,
} from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { ownCase } from './person.ts'
import { idOf, purposeOf } from './request.ts'

type OfCase = Omit<Parameters<typeof attach>[2], 'fact' | 'bytes'>

export function attachCall(exchange: Exchange): Promise<Response> {
  return attached(exchange, exchange.officer(), ofOfficer(exchange))
}

export async function ownAttachCall(exchange: Exchange): Promise<Response> {
  const { who, ...of } = await ownCase(exchange)
  // Where words are sealed to the Ombudsperson alone, a file that the server could open is not taken.
  if (isHiddenInNumber(procedureNamed(exchange.register, of.procedure))) throw new NotFound()
  return attached(exchange, who, { ...of, purpose: 'own-data' })
}

export function fileCall(exchange: Exchange): Promise<Response> {
  return given(exchange, exchange.officer(), ofOfficer(exchange))
}

export async function ownFileCall(exchange: Exchange): Promise<Response> {
  const { who, ...of } = await ownCase(exchange)
  return given(exchange, who, { ...of, purpose: 'own-data' })
}

function ofOfficer(exchange: Exchange): OfCase {
  const { context, register } = exchange
  const purpose = purposeOf(exchange)
  const procedure = procedureNamed(register, context.req.param('procedure') ?? '').name
  return { procedure, caseId: idOf(context.req.param('case')), purpose }
}

/** What it is, its first bytes say. Twice the same is once. */
async function attached({ context, register, query }: Exchange, who: Who, of: OfCase): Promise<Response> {
  const fact = query('fact') ?? ''
  const bytes = Buffer.from(await context.req.arrayBuffer())
  return context.json(fileJson(fact, await attach(register, who, { ...of, fact, bytes })), 201)
}

async function given({ context, register }: Exchange, who: Who, of: OfCase): Promise<Response> {
  const file = await readAttachment(register, who, { ...of, id: idOf(context.req.param('file')) })
  return context.body(new Uint8Array(file.content), 200, { ...downloadHeaders(file) })
}

export function fileJson(fact: string, { id, kind, bytes }: KeptFile) {
  return { file: id, fact, kind, bytes }
}
